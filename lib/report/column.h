/*
 * Columns of a stream as the report's filters see them: found by name, and
 * masked where their name says that they hold personal data.
 */
#ifndef CS_COLUMN_H
#define CS_COLUMN_H

#include "base/str.h"
#include "base/text.h"
#include "stream/reader.h"

/*
 * The index of the column in *index.  `repurchase_rate` stands for
 * `lifetime_rate` where no column has that name itself.  CS_EINPUT names the
 * missing column and those that are there.
 */
enum cs_status cs_column_need(const struct cs_reader *reader, const struct cs_row *header, const char *name,
    int *index, struct cs_err *err);

/* The index, or -1 where the column is absent. */
int cs_column_find(const struct cs_reader *reader, const struct cs_row *header, const char *name);

/*
 * How the column is masked, by its canonical name: customer_name, phone,
 * email, address; `name` only beside a customer_id, as other things have
 * names too.
 */
enum cs_mask cs_column_mask(const struct cs_reader *reader, const struct cs_row *header, size_t index);

/* Appends the field masked; one that was masked before stays as it is. */
void cs_column_add(struct cs_str *out, enum cs_mask mask, struct cs_field field);

#endif
