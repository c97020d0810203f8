/*
 * How soon a shop means to answer: an ordered table of policies, the first
 * that matches a case wins, and whether a case kept to it.
 *
 * A row of the table (a TSV with a header line):
 *
 *	policy           its name
 *	kind channel     words parted by |; empty: any
 *	severity         4, 3-4 or 3+; empty: any, also one that was not told
 *	tier             the customer's grade, words parted by |; empty: any
 *	cause            codes parted by |, each with all below it; empty: any
 *	first next resolve   30m, 4h, or 2d for business days; empty: no target
 *	clock            business or calendar: what m and h are counted in
 *	pauses           waiting states in which the clocks stand, parted by |, or
 *	                 none; empty: waiting_customer
 *	from until       cases opened on these days; empty: open
 *
 * Nothing is kept with a case: another table judges the past anew.  A target
 * that was missed stays missed, however soon the answer came behind it.
 */
#ifndef CS_SLA_H
#define CS_SLA_H

#include "consult/cause.h"
#include "consult/clock.h"

enum cs_sla_clock { CS_SLA_FIRST, CS_SLA_NEXT, CS_SLA_RESOLVE, CS_SLA_CLOCKS };

struct cs_sla_row {
	char *name;                           /* owned, as the three below */
	char *tiers, *causes, *note;          /* parted by |; "" any */
	unsigned kinds, channels, severities; /* bits 1 << value */
	struct cs_target targets[CS_SLA_CLOCKS];
	unsigned pauses;                      /* for cs_clocks_take() */
	cs_day from, until;                   /* CS_NO_DAY: open */
};

struct cs_sla {
	struct cs_sla_row *rows; /* owned, in order */
	size_t count, cap;
	const struct cs_causes *causes; /* borrowed */
};

/*
 * The file, or the built-in table where `path` is NULL.  CS_OK; CS_EINPUT for
 * a word, a target, a date or a cause that is not known; CS_EIO.
 */
enum cs_status cs_sla_open(struct cs_sla *sla, const struct cs_causes *causes, const char *path, struct cs_err *err);
void cs_sla_release(struct cs_sla *sla);

/* What of a case chooses the policy; the texts may be empty. */
struct cs_sla_case {
	enum cs_contact_kind kind;
	enum cs_contact_channel channel;
	enum cs_contact_severity severity;
	const char *tier, *cause;
	size_t tier_len, cause_len;
	cs_day opened_on;
};

/* The first row that matches, or NULL. */
const struct cs_sla_row *cs_sla_find(const struct cs_sla *sla, const struct cs_sla_case *of);

enum cs_sla_result {
	CS_SLA_NONE,    /* no target, or the clock never began, or ended without a word within its time */
	CS_SLA_MET,
	CS_SLA_MISSED,  /* too late, or open and overdue */
	CS_SLA_RUNNING, /* open, with time left */
	CS_SLA_PAUSED,  /* open, and the clock stands */
};

/* "", "met", "missed", "running", "paused". */
extern const char *const cs_sla_result_words[];

struct cs_sla_verdict {
	enum cs_sla_result result;
	cs_time due;    /* when its time is up, or was; CS_NO_TIME: none, or the clock stands */
	bool open;      /* still to be answered or resolved */
	int64_t met, missed; /* of the next responses that are over or overdue; else 0 or 1 */
};

/*
 * Judges a case by the row (NULL: no target at all).  The next response is
 * missed when any was, and its `due` is that of the words that wait now; the
 * resolution is measured to the last one, so that a reopened case goes on.
 */
void cs_sla_judge(const struct cs_sla_row *row, const struct cs_clocks *clocks, const struct cs_hours *hours,
    struct cs_sla_verdict verdicts[CS_SLA_CLOCKS]);

/* One of the next responses alone. */
struct cs_sla_verdict cs_sla_judge_ask(const struct cs_sla_row *row, const struct cs_clocks *clocks,
    const struct cs_hours *hours, const struct cs_ask *ask);

/* What is due first among the open clocks of a case, or -1; overdue ones too. */
int cs_sla_first_due(const struct cs_sla_verdict verdicts[CS_SLA_CLOCKS]);

/* "first", "next", "resolve". */
extern const char *const cs_sla_clock_words[];

#endif
