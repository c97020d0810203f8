#include "import/pipeline.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { KIND_RETURN, KIND_EXCHANGE, KIND_CANCEL }; /* as record.c has them */

static int64_t
magnitude(int64_t n)
{
	return n == CS_NO_NUMBER || n >= 0 ? n : -n;
}

/* The word of the first date that is filled, as the preset lists them. */
static void
settle_state(struct cs_normal *n)
{
	struct cs_field *status = &n->record.values[CS_RETURNS_STATUS].text;

	for (size_t i = 0; i < n->match.state_count && status->len == 0; i++) {
		const struct cs_pick *pick = &n->match.states[i];

		for (size_t k = 0; k < pick->count; k++) {
			if (cs_cells_column(n, pick->columns[k]).len)
				*status = (struct cs_field){ pick->text, strlen(pick->text) };
		}
	}
}

static bool
says(struct cs_field text, const char *word)
{
	return text.len && memmem(text.text, text.len, word, strlen(word));
}

static void
settle_kind(struct cs_normal *n)
{
	struct cs_value *kind = &n->record.values[CS_RETURNS_KIND];
	struct cs_field status = n->record.values[CS_RETURNS_STATUS].text;

	if (kind->number != CS_NO_NUMBER)
		return;
	kind->number = says(status, "교환") ? KIND_EXCHANGE : says(status, "취소") && !says(status, "반품") ?
	    KIND_CANCEL : KIND_RETURN;
}

/* "[단순변심] 색이 달라요": the bracket is the platform's category. */
static void
split_reason(struct cs_normal *n)
{
	struct cs_field *reason = &n->record.values[CS_RETURNS_REASON].text;
	struct cs_field *code = &n->record.values[CS_RETURNS_REASON_CODE].text;
	const char *end = reason->len ? memchr(reason->text, ']', reason->len) : NULL;

	if (code->len || !end || reason->text[0] != '[')
		return;
	size_t inside = (size_t)(end - reason->text) - 1;

	*code = cs_cell_trim((struct cs_field){ reason->text + 1, inside });
	*reason = cs_cell_trim((struct cs_field){ end + 1, reason->len - inside - 2 });
}

static void
settle_fault(struct cs_normal *n)
{
	struct cs_field reason = n->cell[CS_RETURNS_REASON];
	struct cs_value *fault = &n->record.values[CS_RETURNS_FAULT];
	struct cs_str folded = { 0 };
	int means;

	if (fault->number != CS_NO_NUMBER || reason.len == 0)
		return;
	cs_text_fold(&folded, reason.text, reason.len);
	if (cs_preset_word(n->preset, CS_WORD_FAULT, folded.data, folded.len, &means))
		fault->number = means;
	cs_str_release(&folded);
}

/*
 * The export's own number; else the item and the day on which its return was
 * asked for, which is the key that a re-export repeats.
 */
static bool
settle_return_id(struct cs_normal *n)
{
	struct cs_value *values = n->record.values;
	struct cs_field of = values[CS_RETURNS_LINE_NO].text.len ? values[CS_RETURNS_LINE_NO].text :
	    values[CS_RETURNS_ORDER_NO].text;
	struct cs_str id = { 0 };

	if (values[CS_RETURNS_RETURN_ID].text.len)
		return true;
	if (of.len == 0)
		return cs_row_fault(n, CS_RETURNS_ORDER_NO, _("empty"));
	cs_str_add_n(&id, of.text, of.len);
	if (values[CS_RETURNS_REQUESTED_AT].number != CS_NO_NUMBER) {
		struct cs_date day = cs_date_of(cs_day_of_time(values[CS_RETURNS_REQUESTED_AT].number));

		cs_str_add_format(&id, "-%04d%02d%02d", day.year, day.month, day.day);
	}
	cs_row_set_text(n, &n->record, CS_RETURNS_RETURN_ID, id.data, id.len);
	cs_str_release(&id);
	return true;
}

enum cs_fate
cs_returns_row(struct cs_normal *n, const struct cs_record **out)
{
	struct cs_value *values = n->record.values;
	int key = n->cell[CS_RETURNS_RETURN_ID].len ? CS_RETURNS_RETURN_ID :
	    n->cell[CS_RETURNS_LINE_NO].len ? CS_RETURNS_LINE_NO : CS_RETURNS_ORDER_NO;

	cs_row_cut_order_no(n, CS_RETURNS_ORDER_NO);
	if (cs_row_is_total(n, key))
		return cs_row_skip(n, N_("a row of totals, or the header again"));
	if (!cs_cells_convert(n))
		return CS_FATE_REJECTED;
	settle_state(n);
	settle_kind(n);
	split_reason(n);
	settle_fault(n);
	/* Some exports write refunds and what is kept of them with a minus, some do not. */
	values[CS_RETURNS_QUANTITY].number = magnitude(values[CS_RETURNS_QUANTITY].number);
	values[CS_RETURNS_REFUND_AMOUNT].number = magnitude(values[CS_RETURNS_REFUND_AMOUNT].number);
	values[CS_RETURNS_RETURN_FEE].number = magnitude(values[CS_RETURNS_RETURN_FEE].number);
	if (!settle_return_id(n))
		return CS_FATE_REJECTED;
	cs_row_customer(n, CS_RETURNS_CUSTOMER_ID);
	*out = &n->record;
	return CS_FATE_RECORD;
}

/* The identifier of a refund, in the scratch of a field that orders do not use. */
static struct cs_str *
name_refund(struct cs_normal *n, const char *tail)
{
	struct cs_field order = n->record.values[CS_ORDERS_ORDER_NO].text;
	struct cs_str *id = &n->scratch[CS_EXTRA_REFUND_AMOUNT];

	cs_str_clear(id);
	cs_str_add_n(id, order.text, order.len);
	cs_str_add(id, tail);
	return id;
}

static void
set_refund_id(struct cs_normal *n, const struct cs_str *id)
{
	n->refund.values[CS_RETURNS_RETURN_ID].text = (struct cs_field){ id->data, id->len };
}

/* A credit note is known by its own number and the row in it. */
static void
name_credit_note(struct cs_normal *n)
{
	struct cs_field line = n->record.values[CS_ORDERS_LINE_NO].text;
	struct cs_str *id = name_refund(n, "-");

	cs_str_add_n(id, line.text, line.len);
	set_refund_id(n, id);
}

/* A refund row of an order is known by its day; a second one of the day is counted. */
static void
name_refund_row(struct cs_normal *n)
{
	struct cs_date day = cs_date_of(cs_day_of_time(n->refund.values[CS_RETURNS_REFUNDED_AT].number));
	struct cs_str *id = name_refund(n, "-R");

	cs_str_add_format(id, "%04d%02d%02d", day.year, day.month, day.day);
	int64_t nth = cs_row_ordinal(n, (struct cs_field){ id->data, id->len });

	if (nth > 1)
		cs_str_add_format(id, "-%lld", (long long)nth);
	set_refund_id(n, id);
}

static void
begin_refund(struct cs_normal *n)
{
	const struct cs_value *from = n->record.values;
	struct cs_value *to = n->refund.values;

	cs_record_clear(&n->refund, &cs_kinds[CS_KIND_RETURNS]);
	to[CS_RETURNS_KIND].number = KIND_RETURN;
	to[CS_RETURNS_ORDER_NO].text = from[CS_ORDERS_ORDER_NO].text;
	to[CS_RETURNS_STATUS].text = from[CS_ORDERS_STATUS_TEXT].text;
	to[CS_RETURNS_CUSTOMER_ID].text = from[CS_ORDERS_CUSTOMER_ID].text;
}

static enum cs_fate
give_refund(struct cs_normal *n, const struct cs_record **out)
{
	if (n->kind != &cs_kinds[CS_KIND_RETURNS] && !n->keep_returns)
		return cs_row_skip(n, N_("a refund row: `returns` of the same file takes it"));
	*out = &n->refund;
	return CS_FATE_RECORD;
}

enum cs_fate
cs_refund_row(struct cs_normal *n, bool credit_note, const struct cs_record **out)
{
	const struct cs_value *from = n->record.values;
	struct cs_value *to = n->refund.values;
	cs_time when = cs_cells_time(n, CS_EXTRA_REFUNDED_AT);

	begin_refund(n);
	to[CS_RETURNS_REFUNDED_AT].number = when != CS_NO_TIME ? when : from[CS_ORDERS_ORDERED_AT].number;
	to[CS_RETURNS_QUANTITY].number = magnitude(from[CS_ORDERS_QUANTITY].number);
	to[CS_RETURNS_REFUND_AMOUNT].number = magnitude(from[CS_ORDERS_AMOUNT].number);
	if (credit_note) {
		/* A credit note has a number of its own and names no order. */
		to[CS_RETURNS_ORDER_NO].text.len = 0;
		to[CS_RETURNS_REQUESTED_AT].number = from[CS_ORDERS_ORDERED_AT].number;
		name_credit_note(n);
	} else {
		to[CS_RETURNS_LINE_NO].text = from[CS_ORDERS_LINE_NO].text;
		name_refund_row(n);
	}
	return give_refund(n, out);
}

enum cs_fate
cs_refund_sum(struct cs_normal *n, const struct cs_record **out)
{
	struct cs_amount amount;
	int64_t money;

	if (n->continued || cs_value_amount(n->cell[CS_EXTRA_REFUND_AMOUNT], &amount) != CS_READ_OK ||
	    amount.value == 0)
		return cs_row_skip(n, N_("an order line without a refund"));
	if (!cs_row_money(n, amount, &money)) {
		cs_row_fault(n, CS_EXTRA_REFUND_AMOUNT, _("more decimals than the currency has; say --currency"));
		return CS_FATE_REJECTED;
	}
	begin_refund(n);
	n->refund.values[CS_RETURNS_REFUND_AMOUNT].number = magnitude(money);
	set_refund_id(n, name_refund(n, "-refund"));
	return give_refund(n, out);
}
