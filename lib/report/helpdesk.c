#include "report/helpdesk.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/db.h"

enum cs_status
cs_helpdesk_open(struct cs_helpdesk *help, const struct cs_report *report, struct cs_err *err)
{
	*help = (struct cs_helpdesk){ 0 };
	enum cs_status st = cs_house_open(&help->house, &report->house, err);

	return st == CS_OK ? cs_desk_init(&help->desk, report->db, report->now, report->clock, err) : st;
}

void
cs_helpdesk_close(struct cs_helpdesk *help)
{
	cs_desk_release(&help->desk);
	cs_house_close(&help->house);
}

enum cs_status
cs_report_open_help(struct cs_report *report, struct cs_helpdesk **help, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	if (!report->help) {
		report->help = cs_calloc(1, sizeof(*report->help));
		st = cs_helpdesk_open(report->help, report, err);
	}
	*help = report->help;
	return st;
}

void
cs_report_close_help(struct cs_report *report)
{
	if (!report->help)
		return;
	cs_watch_close(&report->help->watch);
	cs_helpdesk_close(report->help);
	free(report->help);
	report->help = NULL;
}

enum cs_status
cs_helpdesk_watch(struct cs_helpdesk *help, struct cs_watch **watch, struct cs_err *err)
{
	static const struct cs_watch_query everything = { .least_stage = 1 };
	enum cs_status st = CS_OK;

	if (!help->watched)
		st = cs_watch_open(&help->watch, &help->desk, &help->house, &everything, false, err);
	help->watched = true;
	*watch = &help->watch;
	return st;
}

bool
cs_helpdesk_is_kept(const struct cs_report *report)
{
	return cs_db_int(report->db, CS_SQL_DIGEST_CONTACTS_KEPT, 0) != 0;
}

void
cs_helpdesk_say_none(struct cs_report *report)
{
	cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("No consultations are kept in this store: see cs-consult and "
	    "cs-import contacts."));
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
