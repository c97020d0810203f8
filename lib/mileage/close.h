/*
 * Closing and handing on: notices before points lapse, months that are
 * sealed, and journals for programs that add up the books again.
 */
#ifndef CS_CLOSE_H
#define CS_CLOSE_H

#include "mileage/book.h"
#include "stream/out.h"

/*
 * Lots that lapse within each of the leads (days), each told once for a lead;
 * with `record` that it was told is written down.
 */
enum cs_status cs_notices(struct cs_db *db, cs_time now, cs_day today, const int64_t *leads, size_t count, bool record,
    struct cs_out *out, struct cs_err *err);

/* What a seal closes: issued, then pending to debt_paid in the order of the buckets, a line each. Appends. */
#define CS_SEAL_TOTALS 9
void cs_seal_totals(struct cs_str *out, const int64_t totals[CS_SEAL_TOTALS]);

/*
 * Closes a month ("2026-03"): what is due in it is written down, totals and
 * the head of the chain are kept, and nothing can be dated into it any more.
 * CS_EUSAGE for another text, CS_NOTE where it is sealed or not over.
 */
enum cs_status cs_seal(struct cs_db *db, cs_time now, cs_day today, const char *period, struct cs_out *out,
    struct cs_err *err);

enum cs_journal_form { CS_JOURNAL_HLEDGER, CS_JOURNAL_LEDGER, CS_JOURNAL_BEANCOUNT };

/* The form of that name. CS_EUSAGE where there is none. */
enum cs_status cs_journal_form_of(const char *name, enum cs_journal_form *form, struct cs_err *err);

/* Every move as a transaction, with the balances at the end asserted. */
enum cs_status cs_export(struct cs_db *db, enum cs_journal_form form, struct cs_out *out, struct cs_err *err);

#endif
