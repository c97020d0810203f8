/*
 * What a person should know beside the records, on standard error: what was
 * left out, what is not over yet, what rests on too little.  A rate without
 * these is half a truth.
 */
#ifndef CS_TELL_H
#define CS_TELL_H

#include "repurchase/cohort.h"
#include "repurchase/customers.h"
#include "repurchase/due.h"
#include "repurchase/first.h"
#include "repurchase/gaps.h"
#include "repurchase/history.h"
#include "repurchase/rate.h"
#include "repurchase/service.h"
#include "repurchase/windows.h"

void cs_tell_facts(const struct cs_history_facts *facts, cs_day as_of);
void cs_tell_rate(const struct cs_rate *rate, cs_day as_of);
void cs_tell_cohorts(struct cs_cohorts *cohorts, bool wide);
void cs_tell_gaps(const struct cs_gaps *gaps);
void cs_tell_due(const struct cs_due *due);
void cs_tell_customers(const struct cs_customers *customers);
/* From when on it is known what customers said of their first orders. */
void cs_tell_first(const struct cs_first *first);
void cs_tell_service(const struct cs_service *service, int32_t late);
void cs_tell_within(const struct cs_within *within);
void cs_tell_lookback(const struct cs_lookback *lookback, const struct cs_history_facts *facts);

#endif
