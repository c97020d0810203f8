/*
 * The analyses as records: the columns of section 4 of the contract, one
 * function a command.  Money is shown with the decimals of the history.
 */
#ifndef CS_WRITE_H
#define CS_WRITE_H

#include "repurchase/cohort.h"
#include "repurchase/concentration.h"
#include "repurchase/customers.h"
#include "repurchase/due.h"
#include "repurchase/gaps.h"
#include "repurchase/rate.h"
#include "repurchase/daily.h"
#include "repurchase/windows.h"
#include "stream/out.h"

/* `visits` may be empty: then its two columns are left out. */
void cs_rate_write(const struct cs_rate *rate, const struct cs_history *history, enum cs_group group,
    const struct cs_daily *visits, struct cs_out *out);

void cs_cohorts_write(struct cs_cohorts *cohorts, const struct cs_history_facts *facts, struct cs_out *out);
/* One row a cohort, its retention in a column for each age; months that are not over are empty. */
void cs_cohorts_write_wide(struct cs_cohorts *cohorts, struct cs_out *out);

void cs_gaps_write(const struct cs_gaps *gaps, const struct cs_history *history, enum cs_group group,
    struct cs_out *out);
/* `bin` days are one row; between two rows of a group none is left out, for a picture, but where bin is 1. */
void cs_gaps_write_histogram(const struct cs_gaps *gaps, const struct cs_history *history,
    enum cs_group group, int64_t bin, struct cs_out *out);

/* With a store in `people` also the name and the phone number of each.  CS_OK or CS_EDB. */
enum cs_status cs_customers_write(const struct cs_customers *customers, const struct cs_history *history,
    struct cs_db *people, struct cs_out *out, struct cs_err *err);
void cs_concentration_write(const struct cs_concentration *concentration,
    const struct cs_history_facts *facts, struct cs_out *out);
void cs_within_write(const struct cs_within *within, struct cs_out *out);
/* The share by Kaplan and Meier day after day, up to the longest window or the last day that is known. */
void cs_within_write_curve(const struct cs_within *within, struct cs_out *out);
void cs_lookback_write(const struct cs_lookback *lookback, struct cs_out *out);
/* With a store in `names` also what the product is called, with one in `people` also whom to call. */
enum cs_status cs_items_write(const struct cs_items *items, const struct cs_history *history, struct cs_db *names,
    struct cs_out *out, struct cs_err *err);
enum cs_status cs_due_write(const struct cs_due *due, const struct cs_history *history, struct cs_db *names,
    struct cs_db *people, struct cs_out *out, struct cs_err *err);
void cs_steps_write(const struct cs_steps *steps, struct cs_out *out);

/* Every rate that the program prints, in words. */
void cs_definitions_write(struct cs_out *out);

#endif
