/*
 * What a shop did and what became of it, as records: who bears a failure and
 * goes, the first order and the second, and what the first ones cost.
 */
#ifndef CS_WRITE_SERVICE_H
#define CS_WRITE_SERVICE_H

#include "repurchase/acquire.h"
#include "repurchase/first.h"
#include "repurchase/silent.h"
#include "stream/out.h"

/* Names and phone numbers only with `reveal`; money as the history shows it. */
void cs_silent_write(const struct cs_silent *silent, const struct cs_history_facts *facts, bool reveal,
    struct cs_out *out);
void cs_first_write(const struct cs_first *first, struct cs_out *out);

/* `spend` may be empty: then its columns are left out. */
void cs_acquire_write(const struct cs_acquire *acquire, const struct cs_history_facts *facts,
    const struct cs_daily *spend, struct cs_out *out);
void cs_acquire_write_classes(const struct cs_acquire *acquire, const struct cs_history_facts *facts,
    struct cs_out *out);

#endif
