/*
 * Numbers as people and exports write them, and money without floating point.
 *
 * Money is a count of minor units: with the currency's number of decimals,
 * 12.50 GBP is 1250 and 12000 KRW is 12000.  The tolerant reader below gives
 * an amount with the decimals that were written; cs_amount_scale() brings it
 * to the decimals that the caller keeps, or says that digits would be lost.
 */
#ifndef CS_NUM_H
#define CS_NUM_H

#include "base/base.h"

#define CS_AMOUNT_DECIMALS_MAX 6
#define CS_MONEY_TEXT 32 /* room for any formatted amount and a NUL */

struct cs_amount {
	int64_t value; /* 12.50 is { 1250, 2 } */
	int decimals;
};

/* Decimal digits with an optional sign, nothing else; false when not so or
 * when out of range. */
bool cs_int_parse(const char *s, size_t len, int64_t *out);

/*
 * Reads 12000, -12.50, 12,000 and 1,23,456.78, (12,000) for minus, and the
 * same with a currency sign or the word 원 on either side, with full-width digits and
 * signs, with blanks around it.  A comma parts groups and never decimals.
 * False for anything else, exponents included, more than six decimals (that
 * are not zero) and values outside +-9e15.
 */
bool cs_amount_parse(const char *s, size_t len, struct cs_amount *out);

/* The amount in units of 10^-decimals; false when digits would be lost or the
 * result would not fit. */
bool cs_amount_scale(struct cs_amount amount, int decimals, int64_t *out);

/* Sums and products that notice overflow: false, and *sum untouched. */
bool cs_add(int64_t *sum, int64_t more);
bool cs_mul(int64_t a, int64_t b, int64_t *product);

/*
 * Writes `value`, held in units of 10^-scale, with `decimals` digits after
 * the point (decimals <= scale; digits cut off must be zero for an exact
 * text, and are rounded half away from zero otherwise).  Returns `out`.
 */
char *cs_money_format(char out[CS_MONEY_TEXT], int64_t value, int scale, int decimals);

/* Number of decimals of an ISO 4217 currency, or -1 for an unknown code. */
int cs_currency_decimals(const char *code);

/*
 * As "%.*f" prints it, to the last digit, in a quarter of the time: figures
 * are printed by the million.  0 to 9 decimals; returns the length.
 */
#define CS_REAL_TEXT 336
size_t cs_real_format(char out[CS_REAL_TEXT], double n, int decimals);

#endif
