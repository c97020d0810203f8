/* Whether two people give the same word to the same thing, beyond what chance does. */
#ifndef CS_AGREEMENT_H
#define CS_AGREEMENT_H

#include "stat/proportion.h"

/*
 * Cohen's kappa (1960) with the large-sample standard error of Cohen: of
 * things coded by two people, counts[i * words + k] got word i from the first
 * and word k from the second.  NaN without things, and where both used one
 * and the same word only.
 */
struct cs_interval cs_kappa(const int64_t counts[], size_t words, double z);

#endif
