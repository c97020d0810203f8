/*
 * How much of the revenue comes from the customers who spent most.
 */
#ifndef CS_CONCENTRATION_H
#define CS_CONCENTRATION_H

#include "repurchase/history.h"
#include "repurchase/period.h"

struct cs_concentration {
	struct cs_span span;  /* purchases outside do not count */
	int64_t *amounts;     /* owned; of each customer, the largest first */
	size_t count, cap;
	int64_t revenue;
	int64_t sizes;        /* the same without signs, to see an overflow coming */
};

enum cs_status cs_concentration_run(struct cs_concentration *concentration, struct cs_history *history,
    struct cs_err *err);
void cs_concentration_release(struct cs_concentration *concentration);

/*
 * The top `percent` of the customers, rounded up, so that one customer is the
 * least: how many they are and what they spent.
 */
void cs_concentration_top(const struct cs_concentration *concentration, int percent,
    int64_t *customers, int64_t *revenue);

#endif
