/*
 * The consultations of a period, and of as many days before it, as the
 * analyses see them: what each case was about, how long it took under the
 * shop's rules, and what in it went wrong.  Merged cases, spam and what came
 * from the shop's own people are left out.
 */
#ifndef CS_CASEBOOK_H
#define CS_CASEBOOK_H

#include "report/helpdesk.h"

/* Signs of the seven sins of service (Albrecht) that a ledger can show; see sins.c. */
enum cs_sin {
	CS_SIN_APATHY,
	CS_SIN_BRUSH_OFF,
	CS_SIN_COLDNESS,
	CS_SIN_CONDESCENSION,
	CS_SIN_ROBOTISM,
	CS_SIN_RULE_BOOK,
	CS_SIN_RUNAROUND,
	CS_SIN_COUNT
};

/* What was done in a case; bits 1 << step.  ISO 10002:2018 names the steps of handling a complaint. */
enum cs_case_step {
	CS_STEP_RECEIVED,     /* opened, with the customer's words */
	CS_STEP_TRACKED,      /* somebody had it */
	CS_STEP_ACKNOWLEDGED, /* anything was sent to the customer, automatic replies too */
	CS_STEP_ASSESSED,     /* severity was told */
	CS_STEP_INVESTIGATED, /* a note, a cause, or a state that waits for somebody else */
	CS_STEP_RESPONDED,    /* a person answered */
	CS_STEP_DECIDED,      /* it was resolved, and a person answered at that moment or before it */
	CS_STEP_CLOSED,       /* resolved or closed, and not reopened */
	CS_STEP_COLLECTED,    /* has a cause */
	CS_STEP_SURVEYED,     /* the customer was asked how it was, and answered */
	CS_STEP_COUNT
};

/* What a customer asked for, by the first word of it that names a remedy. */
enum cs_asked {
	CS_ASKED_UNTOLD,
	CS_ASKED_REFUND,
	CS_ASKED_EXCHANGE,
	CS_ASKED_POINTS,
	CS_ASKED_COUPON,
	CS_ASKED_GIFT,
	CS_ASKED_ELSE, /* told, and none of these */
	CS_ASKED_COUNT
};

/* One case.  Its texts belong to the book; "" is not known. */
struct cs_case {
	const char *code, *customer, *order_no, *product, *cause;
	const char *first_cause, *second_cause; /* as two people entered it; "" where only one did */
	cs_time opened_at, closed_at;   /* closed: resolved or closed; CS_NO_TIME: open */
	enum cs_contact_kind kind;
	enum cs_contact_channel channel;
	enum cs_contact_origin origin;
	enum cs_contact_severity severity;
	enum cs_contact_state state;
	const char *policy;             /* of the level of service */
	int64_t agent;                  /* who resolved it, else who has it; 0: nobody */
	int flags, stage, csat, transfers, reopened, responses;
	int64_t first_min, first_open_min;     /* first response, by the calendar and in open hours; -1: none */
	int64_t resolve_min, resolve_open_min; /* to the last resolution; -1: none */
	uint8_t sla[CS_SLA_CLOCKS];     /* enum cs_sla_result */
	int64_t met[CS_SLA_CLOCKS], missed[CS_SLA_CLOCKS];
	int64_t remedy;                 /* given or offered within somebody's limit, or approved; minor units */
	enum cs_asked asked;
	uint8_t given;                  /* kinds of remedy in `remedy`: bits 1 << enum cs_asked */
	uint8_t sins, may_sin;          /* bits 1 << sin: shows it; could have shown it */
	uint16_t steps;
	bool imported;                  /* only its row is known, not its events */
	bool before;                    /* opened before the period */
};

struct cs_casebook {
	struct cs_helpdesk help;
	struct cs_case *items;          /* owned; in the order of opening */
	size_t count, cap;
	char **texts;                   /* owned */
	size_t text_count, text_cap;
};

/*
 * Reads the cases when first asked for; the book belongs to the report.
 * CS_OK, CS_EINPUT for a file of the shop's rules, CS_EDB.
 */
enum cs_status cs_casebook_read(struct cs_report *report, struct cs_casebook **book, struct cs_err *err);
void cs_casebook_release(struct cs_casebook *book);

/* How many cases were opened in the period; says so in the report where there are none. */
int64_t cs_casebook_count(struct cs_report *report, const struct cs_casebook *book);

/* Streams the cases of the period that `is_wanted`, with the columns that every list of cases has. */
typedef bool cs_case_wanted_fn(const struct cs_case *c, const void *self);
struct cs_out;
enum cs_status cs_casebook_list(struct cs_report *report, cs_case_wanted_fn *is_wanted, const void *self,
    struct cs_out *out, struct cs_err *err);

#endif
