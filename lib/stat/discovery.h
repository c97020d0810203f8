/*
 * Many questions at once: which of them still mean something.
 */
#ifndef CS_DISCOVERY_H
#define CS_DISCOVERY_H

#include "base/base.h"

/*
 * Benjamini and Hochberg's (1995) step-up procedure as adjusted values:
 * replaces each p by the smallest false-discovery rate at which it would
 * still count as a finding.  NaN is no question and stays NaN.
 */
void cs_false_discovery(double p[], size_t count);

#endif
