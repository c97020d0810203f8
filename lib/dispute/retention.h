/*
 * What must be kept and what must go (Art. 6, Decree Art. 6; Personal
 * Information Protection Act Art. 21).  Contracts, withdrawals, payment and
 * supply five years, complaints and disputes three years.  The law does not
 * say from which day; here it is the last day on which anything happened.
 *
 * Only personal fields go.  Orders, amounts and cases stay, so that counts
 * and rates stay true.
 */
#ifndef CS_RETENTION_H
#define CS_RETENTION_H

#include "base/date.h"

struct cs_db;
struct cs_out;

/*
 * Prints "record keep basis cutoff_on rows erased"; with `apply` empties the
 * personal fields of what is over, in one transaction.  *rows counts them.
 */
enum cs_status cs_retention(struct cs_db *db, cs_day as_of, bool apply, struct cs_out *out,
    size_t *rows, struct cs_err *err);

#endif
