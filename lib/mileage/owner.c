#include "mileage/owner.h"

#include <string.h>

static bool
gives(const struct cs_request *r)
{
	return r->kind == CS_ACT_GRANT || r->kind == CS_ACT_EARN || (r->kind == CS_ACT_ADJUST && r->points > 0);
}

static bool
spends(const struct cs_request *r)
{
	return r->kind == CS_ACT_USE || r->kind == CS_ACT_HOLD;
}

/* Whether the statement has a row for that name. */
static enum cs_status
look(struct cs_db *db, enum cs_sql which, const char *name, const char *key, bool *found, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, which);

	cs_bind_text(stmt, name, key, strlen(key));
	enum cs_status st = cs_step(stmt, err);

	*found = st == CS_ROW;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

enum cs_status
cs_owner_strange(struct cs_db *db, const struct cs_request *r, struct cs_strange *strange, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	*strange = (struct cs_strange){ false, false };
	if (gives(r) && r->customer)
		st = look(db, CS_SQL_MILEAGE_STRANGER, ":code", r->customer, &strange->customer, err);
	if (st == CS_OK && r->order_no && (gives(r) || spends(r)))
		st = look(db, CS_SQL_ORDER_STRANGE, ":order_no", r->order_no, &strange->order, err);
	return st;
}

/* An order that is being made is not in the store yet: then its amount is told. */
static enum cs_status
check_typed(struct cs_book *book, const struct cs_request *r, struct cs_result *result, struct cs_err *err)
{
	struct cs_strange strange;

	if (!r->by_hand || r->free_of_limits)
		return CS_OK;
	enum cs_status st = cs_owner_strange(book->db, r, &strange, err);

	if (st == CS_OK && strange.customer)
		return cs_result_refuse(result, CS_REFUSE_STRANGER, 0);
	if (st == CS_OK && strange.order && spends(r) && r->amount < 0)
		return cs_result_refuse(result, CS_REFUSE_NO_AMOUNT, 0);
	return st;
}

/* Lines that come with the request are the store's own: nobody named the order by hand. */
enum cs_status
cs_owner_check(struct cs_book *book, const struct cs_request *r, struct cs_result *result, struct cs_err *err)
{
	book->order_amount = -1;
	if (!book->orders || !r->customer || !r->order_no || r->line_count > 0)
		return check_typed(book, r, result, err);
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_ORDER_OWNER);

	cs_bind_text(stmt, ":code", r->customer, strlen(r->customer));
	cs_bind_text(stmt, ":order_no", r->order_no, strlen(r->order_no));
	enum cs_status st = cs_step(stmt, err);
	bool others = st == CS_ROW && cs_col_int(stmt, 0) != 0;

	if (st == CS_ROW && !cs_col_is_null(stmt, 1))
		book->order_amount = cs_col_int(stmt, 1);
	cs_stmt_reset(stmt);
	if (cs_failed(st))
		return st;
	return others ? cs_result_refuse(result, CS_REFUSE_OTHERS, 0) : check_typed(book, r, result, err);
}
