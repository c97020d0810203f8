/*
 * Questions without a case: what a day is, when a period ends, what a delay
 * costs, which rules hold.
 */
#ifndef CS_ONEOFF_H
#define CS_ONEOFF_H

#include "dispute/judge.h"

struct cs_out;

/* A row for each day: its weekday, whether it is a business day, its holiday. */
enum cs_status cs_print_calendar(const struct cs_calendar *cal, cs_day from, cs_day to,
    bool korean, struct cs_out *out, struct cs_err *err);

/* The last day of the period that `rule` names, or of every period for NULL. */
enum cs_status cs_print_deadline(const struct cs_law *law, const struct cs_calendar *cal,
    const char *rule, cs_day from, struct cs_out *out, struct cs_err *err);

/* `amount` as a person writes it; its decimals are kept. */
enum cs_status cs_print_interest(const struct cs_law *law, const struct cs_interest_rules *rules,
    const char *amount, cs_day due, cs_day paid, struct cs_out *out, struct cs_err *err);

/* Every rule, period and rate in force on `on`; all of them for CS_NO_DAY. */
void cs_print_rules(const struct cs_law *law, cs_day on, struct cs_out *out);

#endif
