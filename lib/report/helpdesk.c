#include "report/helpdesk.h"

enum cs_status
cs_helpdesk_open(struct cs_helpdesk *help, const struct cs_report *report, struct cs_err *err)
{
	*help = (struct cs_helpdesk){ 0 };
	enum cs_status st = cs_house_open(&help->house, &report->house, err);

	/* Nothing is written: the report's moment is the clock, too. */
	return st == CS_OK ? cs_desk_init(&help->desk, report->db, report->now, report->now, err) : st;
}

void
cs_helpdesk_close(struct cs_helpdesk *help)
{
	cs_desk_release(&help->desk);
	cs_house_close(&help->house);
}

struct walk {
	struct cs_helpdesk *help;
	cs_helpdesk_each_fn *each;
	void *self;
	struct cs_measure measure;
	struct cs_context context;
};

static enum cs_status
measure(void *self, const struct cs_desk_case *c, struct cs_err *err)
{
	struct walk *walk = self;

	if (c->now.state == CS_CONTACT_MERGED || c->now.state == CS_CONTACT_SPAM || c->now.kind == CS_CONTACT_INTERNAL)
		return CS_OK;
	enum cs_status st = cs_measure_case(&walk->measure, &walk->context, &walk->help->house, &walk->help->desk, c, err);

	return st == CS_OK ? walk->each(walk->self, c, &walk->measure, err) : st;
}

enum cs_status
cs_helpdesk_each(struct cs_helpdesk *help, cs_day from, cs_day to, cs_helpdesk_each_fn *each, void *self,
    struct cs_err *err)
{
	struct walk walk = { .help = help, .each = each, .self = self };
	struct cs_desk_query query = CS_DESK_QUERY_ANY;

	query.which = CS_DESK_ALL;
	query.bodies = help->bodies;
	query.from = cs_time_of(from, 0, 0, 0);
	query.to = cs_time_of(to, 23, 59, 59);
	enum cs_status st = cs_desk_each(&help->desk, &query, measure, &walk, err);

	cs_measure_release(&walk.measure);
	return st;
}
