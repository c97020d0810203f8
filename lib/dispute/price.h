/*
 * A wrong price (Civil Act Art. 109).  No source gives a share below which a
 * price is a mistake, so nothing here decides: it lists what speaks for the
 * seller's cancelling and what against, and the published outcome that lies
 * closest.
 */
#ifndef CS_PRICE_H
#define CS_PRICE_H

#include "dispute/facts.h"

struct cs_str;

/* Appends " For cancelling: ... Against: ... Not known: ... Closest: ...". */
void cs_price_factors(const struct cs_facts *facts, struct cs_str *out);

/* How far the shown price lies below the usual one, in thousandths. */
int cs_price_below(const struct cs_facts *facts);

#endif
