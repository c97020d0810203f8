/*
 * The docket as tables: all cases, one case, what is due, and how many
 * complaints went outside the shop in a month.
 */
#ifndef CS_BOARD_H
#define CS_BOARD_H

#include "dispute/docket.h"

struct cs_out;

/* `days` from today on; a negative number asks for what is overdue. */
struct cs_due {
	int days;
	size_t overdue; /* counted by the call */
};

enum cs_status cs_board_list(struct cs_docket *docket, struct cs_out *out, struct cs_err *err);
enum cs_status cs_board_show(struct cs_docket *docket, const char *code, struct cs_out *out,
    struct cs_err *err);
enum cs_status cs_board_due(struct cs_docket *docket, struct cs_due *due, struct cs_out *out,
    struct cs_err *err);

/* The Fair Trade Commission's list of malls with many complaints begins at 10 a month; 5 is our own mark. */
#define CS_EXTERNAL_WARN 5
#define CS_EXTERNAL_ALARM 10

/*
 * Complaints referred to somebody outside, by month; from 5 on a month is a
 * warning, from 10 on an alarm.  *alarm is true when the last month has 5.
 */
enum cs_status cs_board_external(struct cs_docket *docket, cs_day from, cs_day to,
    struct cs_out *out, bool *alarm, struct cs_err *err);

/* What happened in a case, a row an event; for `show` and for the pack. */
enum cs_status cs_board_timeline(struct cs_docket *docket, const struct cs_case *c,
    struct cs_out *out, struct cs_err *err);

/* What is known of a case, a row a fact, with where it comes from. */
void cs_board_facts(const struct cs_case *c, struct cs_out *out);

#endif
