/*
 * Is a shop's display complete?  The operator's identity on the mall (Art.
 * 10(1)), the identity in advertising (13(1)), the trade conditions (13(2)),
 * and the notice on each product by its category.
 *
 * Input columns: subject (shop, or a product's id), category (mall, ad,
 * contract, or WEAR, SHOES, ... of the notice), item, value.  An item is there when
 * its value is not empty.  The lists of the notice follow what marketplaces
 * ask for; that they equal the notice item by item was not verified.
 */
#ifndef CS_CHECK13_H
#define CS_CHECK13_H

#include "base/base.h"

struct cs_out;

/*
 * Reads `path` (NULL or "-": standard input), prints "subject category
 * item article" for each missing item and counts them.  CS_EINPUT for an unknown category or a missing column.
 */
enum cs_status cs_check13(const char *path, struct cs_out *out, size_t *missing, struct cs_err *err);

#endif
