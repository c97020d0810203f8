/* Returns, lists of customers and products, figures of days, consultations. */
#include "import/loading.h"

#include <string.h>

#include "base/text.h"
#include "import/status.h"
#include "store/words.h"

/*
 * The goods are back and settled: the export says when, or its status says
 * so.  Nothing where it says neither.  "반품완료보류" is a return on hold, and
 * in "반품철회완료" it is the withdrawal that is finished.
 */
static struct cs_datum
closing_of(const struct cs_load *load)
{
	static const char *const closing[] = { "반품완료", "환불완료", "취소완료", "교환완료", "returned", "refunded",
		"completed", "closed", "cancelled" };
	const struct cs_field *status = &cs_load_value(load, CS_RETURNS_STATUS)->text;
	struct cs_str folded = { 0 };
	bool closed = cs_load_value(load, CS_RETURNS_REFUNDED_AT)->number != CS_NO_NUMBER;

	if (!closed && status->len == 0)
		return cs_datum_guess(0);
	cs_text_fold(&folded, status->text, status->len);
	for (size_t i = 0; !closed && i < CS_COUNT(closing); i++)
		closed = strstr(folded.data, closing[i]) && !strstr(folded.data, "보류");
	closed = closed || strcmp(folded.data, "완료") == 0;
	cs_str_release(&folded);
	return cs_datum_int(closed);
}

/* Withdrawn or refused: what was paid back after all is none of both. */
static struct cs_datum
calling_off_of(const struct cs_load *load)
{
	const struct cs_field *status = &cs_load_value(load, CS_RETURNS_STATUS)->text;
	struct cs_str folded = { 0 };

	if (status->len == 0)
		return cs_datum_guess(0);
	cs_text_fold(&folded, status->text, status->len);
	bool off = cs_status_is_called_off(folded.data, folded.len) &&
	    cs_load_value(load, CS_RETURNS_REFUNDED_AT)->number == CS_NO_NUMBER;

	cs_str_release(&folded);
	return cs_datum_int(off);
}

/* Two returns of one day without a number of their own are told apart by their sums. */
static enum cs_verdict
refuse_second_return(void *self, const struct cs_found *found, const struct cs_datum *say)
{
	const struct cs_load *load = self;
	const struct cs_datum *have = found->columns;
	bool differs = (say[CS_RETURN_QUANTITY].type && have[CS_RETURN_QUANTITY].number != say[CS_RETURN_QUANTITY].number) ||
	    (say[CS_RETURN_AMOUNT].type && have[CS_RETURN_AMOUNT].number != say[CS_RETURN_AMOUNT].number);

	return found->this_batch && found->stamp == load->stamp && differs ? CS_VERDICT_REFUSE : CS_VERDICT_BY_STAMP;
}

enum cs_status
cs_load_returns(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum key = cs_load_text(load, CS_RETURNS_RETURN_ID);
	struct cs_datum columns[] = {
		cs_load_text(load, CS_RETURNS_ORDER_NO),
		cs_load_text(load, CS_RETURNS_LINE_NO),
		cs_load_number(load, CS_RETURNS_KIND),
		cs_load_text(load, CS_RETURNS_REASON_CODE),
		cs_load_text(load, CS_RETURNS_REASON),
		cs_load_number(load, CS_RETURNS_FAULT),
		cs_load_number(load, CS_RETURNS_REQUESTED_AT),
		cs_load_number(load, CS_RETURNS_RECEIVED_AT),
		cs_load_number(load, CS_RETURNS_REFUNDED_AT),
		cs_load_number(load, CS_RETURNS_QUANTITY),
		cs_load_number(load, CS_RETURNS_REFUND_AMOUNT),
		cs_load_number(load, CS_RETURNS_RETURN_FEE),
		cs_load_number(load, CS_RETURNS_FEE_PAYER),
		cs_load_number(load, CS_RETURNS_SEVERITY),
		cs_load_text(load, CS_RETURNS_STATUS),
		cs_load_customer(load, CS_RETURNS_CUSTOMER_ID),
		closing_of(load),
		calling_off_of(load),
	};
	enum cs_status st = cs_put(&load->putters[CS_ENTITY_RETURN], &key, columns, load->stamp, refuse_second_return,
	    load, did, err);

	if (st == CS_NOTE)
		return cs_load_refused_twice(err);
	if (st != CS_OK || *did == CS_PUT_UNCHANGED)
		return st;
	load->any_returns = true;
	st = cs_load_note_merged(load, CS_RETURNS_CUSTOMER_ID, CS_SQL_MERGED_RETURN_PUT, CS_SQL_MERGED_RETURN_DROP,
	    ":return_id", load->putters[CS_ENTITY_RETURN].id, err);
	if (st != CS_OK)
		return st;
	return cs_load_judge_line(load, columns[0], columns[1], err);
}

/* A day's figure that stands in one file twice: adding or choosing would be a guess. */
static enum cs_verdict
refuse_second_figure(void *self, const struct cs_found *found, const struct cs_datum *say)
{
	(void)self;
	return found->this_batch && say->type && found->columns->number != say->number ?
	    CS_VERDICT_REFUSE : CS_VERDICT_BY_STAMP;
}

/* Member and product lists have no times of their own: they are as of now. */
enum cs_status
cs_load_customers(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum key = cs_load_text(load, 0);
	struct cs_datum columns[] = {
		cs_load_text(load, 1), cs_load_text(load, 2), cs_load_text(load, 3), cs_load_text(load, 4),
		cs_load_number(load, 5), cs_load_number(load, 6), cs_load_text(load, 7), cs_load_number(load, 8),
	};

	return cs_load_put(load, CS_ENTITY_CUSTOMER, &key, columns, load->file.now, did, err);
}

enum cs_status
cs_load_products(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum keys[] = { cs_load_text(load, 0), cs_datum_int(0) };
	struct cs_datum columns[] = {
		cs_load_text(load, 1), cs_load_text(load, 2), cs_load_text(load, 3), cs_load_text(load, 4),
		cs_load_number(load, 5), cs_load_number(load, 6),
	};

	return cs_load_put(load, CS_ENTITY_PRODUCT, keys, columns, load->file.now, did, err);
}

static enum cs_status
put_figure(struct cs_load *load, enum cs_entity_id entity, const struct cs_datum *keys,
    const struct cs_datum *figure, enum cs_put *did, struct cs_err *err)
{
	enum cs_status st = cs_put(&load->putters[entity], keys, figure, 0, refuse_second_figure, load, did, err);

	return st == CS_NOTE ? cs_load_refused_twice(err) : st;
}

enum cs_status
cs_load_inserts(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum keys[] = { cs_load_key(load, 0), cs_load_key(load, 1) };
	struct cs_datum cost = cs_load_number(load, 2);

	return put_figure(load, CS_ENTITY_INSERT, keys, &cost, did, err);
}

enum cs_status
cs_load_visits(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum keys[] = { cs_load_number(load, 0), cs_load_key(load, 1) };
	struct cs_datum visits = cs_load_number(load, 2);

	return put_figure(load, CS_ENTITY_VISITS, keys, &visits, did, err);
}

enum cs_status
cs_load_spend(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum keys[] = { cs_load_number(load, 0), cs_load_key(load, 1), cs_load_key(load, 2) };
	struct cs_datum amount = cs_load_number(load, 3);

	return put_figure(load, CS_ENTITY_SPEND, keys, &amount, did, err);
}

/* What the ledger has under this name is carried on there. */
static enum cs_status
is_in_ledger(struct cs_load *load, const struct cs_datum *code, bool *found, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_CONTACT_FIND);

	cs_bind_text(stmt, ":code", code->text, code->len);
	enum cs_status st = cs_step(stmt, err);

	*found = st == CS_ROW;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
put_consultation(struct cs_load *load, const struct cs_datum *key, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum columns[] = {
		cs_load_number(load, CS_CONTACTS_OPENED_AT), cs_load_number(load, CS_CONTACTS_CHANNEL),
		cs_load_text(load, CS_CONTACTS_CUSTOMER_ID), cs_load_text(load, CS_CONTACTS_ORDER_NO),
		cs_load_text(load, CS_CONTACTS_PRODUCT_ID), cs_load_number(load, CS_CONTACTS_KIND),
		cs_load_text(load, CS_CONTACTS_CAUSE),
		cs_load_number(load, CS_CONTACTS_ORIGIN), cs_load_number(load, CS_CONTACTS_SEVERITY),
		cs_load_number(load, CS_CONTACTS_EMOTION), cs_load_text(load, CS_CONTACTS_CALLER_TYPE),
		cs_load_text(load, CS_CONTACTS_VOICE), cs_load_text(load, CS_CONTACTS_AGENT), cs_load_number(load, CS_CONTACTS_STATE),
		cs_load_number(load, CS_CONTACTS_FIRST_RESPONSE_MIN), cs_load_number(load, CS_CONTACTS_RESOLUTION_MIN),
		cs_load_number(load, CS_CONTACTS_REOPENED), cs_load_number(load, CS_CONTACTS_TRANSFERS),
		cs_load_number(load, CS_CONTACTS_PROMISED_AT), cs_load_number(load, CS_CONTACTS_PROMISE_KEPT),
		cs_load_number(load, CS_CONTACTS_CSAT), cs_load_number(load, CS_CONTACTS_CLOSED_AT),
		cs_load_text(load, CS_CONTACTS_READ_BACK), cs_load_text(load, CS_CONTACTS_BODY),
	};

	return cs_load_put(load, CS_ENTITY_CONSULTATION, key, columns, load->stamp, did, err);
}

enum cs_status
cs_load_contacts(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	int64_t closed = cs_load_value(load, CS_CONTACTS_CLOSED_AT)->number;
	struct cs_datum key = cs_load_text(load, CS_CONTACTS_CONTACT_ID);
	bool found = false;

	if (closed != CS_NO_NUMBER && closed < cs_load_value(load, CS_CONTACTS_OPENED_AT)->number)
		return cs_err_set(err, CS_NOTE, "%s", _("closed_at: lies before opened_at"));
	if (key.len > CS_CODE_BYTES_MAX)
		return cs_err_set(err, CS_NOTE, _("contact_id: longer than %d bytes"), CS_CODE_BYTES_MAX);
	enum cs_status st = is_in_ledger(load, &key, &found, err);

	return st == CS_OK && !found ? put_consultation(load, &key, did, err) : st;
}
