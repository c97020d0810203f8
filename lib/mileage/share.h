/*
 * Parts of whole amounts in integers: rates, shares over the lines of an
 * order, what an order earns, and what of a coupon is taken back.  Every part
 * is rounded so that the parts of a whole add up to it again.
 */
#ifndef CS_SHARE_H
#define CS_SHARE_H

#include "mileage/policy.h"

/* amount * part / whole, rounded down; 0 <= part <= whole, whole up to 1e12 with amounts up to 1e12. */
int64_t cs_part(int64_t amount, int64_t part, int64_t whole);

/*
 * Spreads `total` over lines in proportion to their weights by the largest
 * remainder (ties to the earlier line), so that the shares add up to it.
 * Without any weight the first line takes all.
 */
void cs_spread(int64_t total, const int64_t *weights, int64_t *shares, size_t count);

/* A line of an order as the ledger remembers it. */
struct cs_line {
	char line_no[64];
	int64_t quantity;
	int64_t amount;       /* what it costs after its own discount */
	int64_t points_share; /* of the points that the order was paid with */
	int64_t coupon_share;
	int64_t rate_ppm;     /* by grade and product when it was ordered */
	int64_t taken;        /* of the amount, by returns so far */
};

/* The price that a line earns on, with `taken` of its amount gone. */
int64_t cs_line_base(const struct cs_policy *policy, const struct cs_line *line, int64_t taken);

/* What the lines earn under the policy, less what was taken back of each. */
int64_t cs_lines_earn(const struct cs_policy *policy, const struct cs_line *lines, size_t count);

/* Of the points that the lines were paid with: the part that stands for what was taken back. */
int64_t cs_lines_points_back(const struct cs_line *lines, size_t count);

/* The rate of a product for a grade: the product's own, else its category's, else the grade's. */
int64_t cs_rate_of(const struct cs_policy *policy, const char *product, const char *category, const char *grade);

/*
 * What of a coupon's discount is taken back when `left` of the order remains
 * and the coupon asks for `minimum`: (minimum - left) / minimum of it, rounded
 * down (the rule that Toss publishes); nothing where enough remains.
 */
int64_t cs_coupon_recapture(int64_t discount, int64_t minimum, int64_t left);

#endif
