/*
 * Reports out of the store: a plan names the sections, each section is a
 * function that reads the store and fills the document, and all of them see
 * one snapshot.  A new section is a function and a line in a plan; a new
 * report is a plan and a line in the table of plans (plans.c).
 */
#ifndef CS_REPORT_H
#define CS_REPORT_H

#include "consult/house.h"
#include "report/document.h"

struct cs_casebook;
struct cs_control;
struct cs_db;
struct cs_orderbook;
struct cs_out;
struct cs_series;

enum cs_detail { CS_DETAIL_LOW, CS_DETAIL_MED, CS_DETAIL_HIGH };

/* What the analyses take as given; the options have the same names. */
struct cs_terms {
	int64_t promised_days; /* business days from payment to receipt, as the shop tells its customers */
	int64_t window;        /* days in which a next purchase counts */
	int64_t lag;           /* days from receipt to the start of that window, where a complaint comes first */
	int64_t least;         /* the smallest group that gets a rate */
	int64_t contact_cost;  /* of one consultation, minor units; 0: not told */
	int by;                /* enum cs_sla_by: what the table of levels is parted by */
	bool randomised;       /* who got an insert was decided by lot */
};

#define CS_TERMS_USUAL { .promised_days = 3, .window = 90, .lag = 14, .least = 30 }

struct cs_helpdesk;

/* What a section works with. */
struct cs_report {
	struct cs_db *db;
	struct cs_doc *doc;
	cs_day from, to;  /* both included */
	cs_day as_of;
	cs_time now;      /* the moment it stands at: the end of as_of where that is not today */
	cs_time clock;    /* the wall clock: later than `now` where the report looks back */
	enum cs_detail detail;
	bool reveal;
	struct cs_house_files house; /* the shop's own rules, as are */
	const char *segments;        /* the thresholds of the ladder; NULL: the built-in ones */
	const char *improvements;    /* what the shop changed and when (improvements.h); NULL: not told */
	struct cs_series *series;    /* of a chart: what it shows (series.h) and how; else NULL */
	const struct cs_control *control;
	struct cs_helpdesk *help; /* opened by the first section that asks (helpdesk.h), closed after the last */
	const char *figure; /* the one whose rows are listed; NULL: the report itself */
	struct cs_terms terms;
	struct cs_orderbook *orders; /* owned; read once, for all sections that ask (orderbook.h); NULL so far */
	struct cs_casebook *cases;   /* the same of the consultations (casebook.h) */
};

/* Rows of a table that a detail shows: 5, 20, all. */
size_t cs_report_rows(const struct cs_report *report);

/* Fills the section, which is open already.  CS_OK, or what went wrong. */
typedef enum cs_status cs_report_section_fn(struct cs_report *report, struct cs_err *err);

/* Streams the rows behind a figure: begins a header on `out` and writes records. */
typedef enum cs_status cs_report_list_fn(struct cs_report *report, struct cs_out *out, struct cs_err *err);

struct cs_report_list {
	const char *figure;     /* its id */
	cs_report_list_fn *run;
};

struct cs_report_section {
	const char *name;       /* for --section */
	const char *heading;    /* N_() */
	cs_report_section_fn *run;
	const struct cs_report_list *lists; /* ends with a NULL figure; NULL: none */
	enum cs_detail from;    /* the least detail that shows it */
};

struct cs_report_plan {
	const char *name;       /* the command */
	const char *title;      /* N_() */
	const char *range;      /* the usual --range */
	const char *main_table; /* what -f tsv prints; NULL: the long form */
	const struct cs_report_section *sections; /* ends with a NULL name */
	bool brief;             /* read every day: text and mail only say where the definitions are */
};

/* The plan of a command; NULL where there is none. */
const struct cs_report_plan *cs_report_plan(const char *name);

/*
 * The first and last day of a range: "today", "yesterday",
 * "last-business-day", "week", "last-week", "month", "last-month", "year",
 * "last-7-days" (any number), "2026-10", "2026-10-01..2026-10-31" or one day.  Weeks
 * begin on Monday.  Business days leave out holidays and, where `holidays` names
 * a file of days off (stream/daysoff.h), the shop's own closed days; NULL: none.
 * CS_EUSAGE names what can be said; CS_EINPUT, CS_EIO of the file.
 */
enum cs_status cs_report_range(const char *words, cs_day as_of, const char *holidays, cs_day *from, cs_day *to,
    struct cs_err *err);

/* What a person chose of a report. */
struct cs_report_choice {
	const char *const *sections; /* --section; none: all */
	size_t section_count;
};

/*
 * Fills report->doc, which the caller has initialised and releases, from one
 * snapshot of the store.  CS_EUSAGE for a section that the plan lacks; CS_EDB.
 */
enum cs_status cs_report_build(struct cs_report *report, const struct cs_report_plan *plan,
    const struct cs_report_choice *choice, struct cs_err *err);

/*
 * The rows behind a figure; of CS_REPORT_LIST_HELP, the names of the figures
 * that have some.  CS_EUSAGE where it has none.
 */
#define CS_REPORT_LIST_HELP "help"
enum cs_status cs_report_list(struct cs_report *report, const struct cs_report_plan *plan, const char *figure,
    struct cs_out *out, struct cs_err *err);

#endif
