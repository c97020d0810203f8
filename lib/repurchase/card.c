#include "repurchase/card.h"

#include <string.h>

#include "store/db.h"

/* Writes some columns of the statement's one row, or as many empty cells. */
static enum cs_status
write_row(struct cs_stmt *stmt, int first, int count, struct cs_out *out, struct cs_err *err)
{
	enum cs_status st = cs_step(stmt, err);

	for (int i = first; i < first + count; i++) {
		size_t len = 0;
		const char *text = st == CS_ROW ? cs_col_text(stmt, i, &len) : "";

		cs_out_text(out, text, len);
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

enum cs_status
cs_card_customer(struct cs_db *db, uint32_t number, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_REPURCHASE_CUSTOMER);

	cs_bind_int(stmt, ":id", number);
	return write_row(stmt, 1, 2, out, err);
}

enum cs_status
cs_card_product(struct cs_db *db, const char *code, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_REPURCHASE_PRODUCT_NAME);

	cs_bind_text(stmt, ":code", code, strlen(code));
	return write_row(stmt, 0, 1, out, err);
}
