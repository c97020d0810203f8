#include "consult/load.h"

#include <stdlib.h>

#include "base/mem.h"

void
cs_loads_release(struct cs_loads *loads)
{
	free(loads->items);
	*loads = (struct cs_loads){ 0 };
}

static struct cs_load *
load_of(struct cs_loads *loads, int64_t agent)
{
	for (size_t i = 0; i < loads->count; i++) {
		if (loads->items[i].agent == agent)
			return &loads->items[i];
	}
	loads->items = cs_grow(loads->items, &loads->cap, loads->count + 1, sizeof(*loads->items));
	loads->items[loads->count] = (struct cs_load){ .agent = agent };
	return &loads->items[loads->count++];
}

static bool
works_here(const struct cs_agent *agent, cs_day day)
{
	return (agent->since_on == CS_NO_DAY || agent->since_on <= day) &&
	    (agent->until_on == CS_NO_DAY || agent->until_on >= day);
}

void
cs_loads_take(struct cs_loads *loads, const struct cs_watch *w)
{
	cs_day today = cs_day_of_time(w->desk->now);

	for (size_t i = 0; i < w->desk->agent_count; i++) {
		const struct cs_agent *agent = &w->desk->agents[i];
		struct cs_load *load = load_of(loads, agent->id);

		load->here = agent->id > 0 && works_here(agent, today);
		load->senior = agent->role != CS_AGENT_AGENT;
	}
	for (size_t i = 0; i < w->count; i++) {
		const struct cs_watch_case *row = &w->cases[i];
		struct cs_load *load = load_of(loads, row->agent);

		load->open++;
		load->weighted += row->stage;
		load->overdue += row->due != CS_NO_TIME && row->due < w->desk->now;
		load->angry += row->stage >= CS_STAGE_ANGRY;
	}
}

static struct cs_load *
least(struct cs_loads *loads, int64_t most, int64_t from, bool senior)
{
	struct cs_load *best = NULL;

	for (size_t i = 0; i < loads->count; i++) {
		struct cs_load *load = &loads->items[i];

		if (load->here && load->agent != from && load->open < most && (!senior || load->senior) &&
		    (!best || load->weighted < best->weighted))
			best = load;
	}
	return best;
}

int64_t
cs_loads_suggest(struct cs_loads *loads, int64_t most, int64_t from, int stage)
{
	struct cs_load *to = stage >= CS_STAGE_ANGRY ? least(loads, most, from, true) : NULL;

	if (!to)
		to = least(loads, most, from, false);
	if (!to)
		return 0;
	to->open++;
	to->weighted += stage;
	return to->agent;
}
