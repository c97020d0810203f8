#include "consult/timing.h"

#include <stdio.h>

#define TARGET_TEXT 32

static const struct cs_col columns[] = {
	{ "clock", CS_CELL_TEXT }, { "from", CS_CELL_TEXT }, { "to", CS_CELL_TEXT }, { "minutes", CS_CELL_NUMBER },
	{ "business_minutes", CS_CELL_NUMBER }, { "policy", CS_CELL_TEXT }, { "target", CS_CELL_TEXT },
	{ "due", CS_CELL_TEXT }, { "result", CS_CELL_TEXT },
};

/* One line: what ran from when to when, and against what. */
struct line {
	const char *clock;
	cs_time from, to;
	const struct cs_target *target; /* NULL: none */
	const struct cs_sla_verdict *verdict;
};

/* As the table of policies writes it: 90m, 4h, 2d. */
static const char *
format_target(char text[TARGET_TEXT], const struct cs_target *target)
{
	const char *clock = target->days > 0 || target->business ? "" : " calendar";

	if (target->days > 0)
		snprintf(text, TARGET_TEXT, "%lldd", (long long)target->days);
	else if (target->seconds == 0)
		text[0] = '\0';
	else if (target->seconds % 3600 == 0)
		snprintf(text, TARGET_TEXT, "%lldh%s", (long long)target->seconds / 3600, clock);
	else
		snprintf(text, TARGET_TEXT, "%lldm%s", (long long)target->seconds / 60, clock);
	return text;
}

static void
write_minutes(const struct cs_measure *m, const struct cs_hours *hours, const struct line *line, struct cs_out *out)
{
	int64_t seconds = cs_clocks_taken(&m->clocks, hours, line->from, line->to);

	if (seconds < 0)
		cs_out_empty(out);
	else
		cs_out_int(out, seconds / 60);
}

static void
write_line(const struct cs_measure *m, const struct cs_hours *hours, const struct line *line, struct cs_out *out)
{
	static const struct cs_sla_verdict none = { .due = CS_NO_TIME };
	const struct cs_sla_verdict *verdict = line->verdict ? line->verdict : &none;
	char target[TARGET_TEXT];

	cs_out_str(out, line->clock);
	cs_out_time(out, line->from);
	cs_out_time(out, line->to);
	write_minutes(m, NULL, line, out);
	write_minutes(m, hours, line, out);
	cs_out_str(out, line->target && m->policy ? m->policy->name : "");
	cs_out_str(out, line->target ? format_target(target, line->target) : "");
	cs_out_time(out, verdict->due);
	cs_out_str(out, cs_sla_result_words[verdict->result]);
	cs_out_end(out);
}

void
cs_timing_print(const struct cs_measure *m, const struct cs_hours *hours, struct cs_out *out)
{
	const struct cs_clocks *c = &m->clocks;
	const struct cs_target *targets = m->policy ? m->policy->targets : NULL;

	cs_out_begin(out, columns, CS_COUNT(columns));
	write_line(m, hours, &(struct line){ "first", c->asked_at, c->responded_at, targets, &m->sla[CS_SLA_FIRST] }, out);
	for (size_t i = 0; i < c->ask_count; i++) {
		struct cs_sla_verdict one = cs_sla_judge_ask(m->policy, c, hours, &c->asks[i]);

		write_line(m, hours, &(struct line){ "next", c->asks[i].at, c->asks[i].end,
			targets ? &targets[CS_SLA_NEXT] : NULL, &one }, out);
	}
	write_line(m, hours, &(struct line){ "resolution", c->opened_at, c->first_resolved_at, NULL, NULL }, out);
	write_line(m, hours, &(struct line){ "resolution_total", c->opened_at, c->resolved_at,
		targets ? &targets[CS_SLA_RESOLVE] : NULL, &m->sla[CS_SLA_RESOLVE] }, out);
}
