#include "import/pipeline.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "import/status.h"

static int64_t
number(const struct cs_normal *n, int column)
{
	return n->record.values[column].number;
}

static bool
is_filled(const struct cs_normal *n, int field)
{
	return n->cell[field].len > 0;
}

/* The letter in front of an order number that is digits otherwise; 0: none. */
static char
letter_of(struct cs_field order_no)
{
	if (order_no.len < 2)
		return 0;
	for (size_t i = 1; i < order_no.len; i++) {
		if (order_no.text[i] < '0' || order_no.text[i] > '9')
			return 0;
	}
	return order_no.text[0];
}

/* What one cell says of the line, remembered by the word it holds. */
static int
read_state(struct cs_normal *n, struct cs_field cell)
{
	struct cs_str folded = { 0 };
	bool added;
	int64_t *known = cs_map_at(&n->statuses, cell.text, cell.len, &added);
	int state;

	/* Kept from 1 up: 0 is a word that has not been read yet. */
	if (added) {
		cs_text_fold(&folded, cell.text, cell.len);
		if (!cs_preset_word(n->preset, CS_WORD_STATUS, folded.data, folded.len, &state))
			state = cs_status_read(folded.data, folded.len);
		*known = state - CS_STATUS_SILENT + 1;
		cs_str_release(&folded);
	}
	return (int)*known + CS_STATUS_SILENT - 1;
}

static void
count_unknown(struct cs_normal *n, struct cs_field word)
{
	bool added;

	if (word.len == 7 && memcmp(word.text, "unknown", 7) == 0)
		return;
	++*cs_map_at(&n->unknown, word.text, word.len, &added);
}

/*
 * Joins the cells that speak of the line's state; *decides is the one whose
 * word counts.  CS_STATUS_SILENT where none says anything.
 */
static int
join_states(struct cs_normal *n, struct cs_field *decides)
{
	const struct cs_pick *more = cs_match_pick(&n->match, CS_EXTRA_STATUS_MORE);
	struct cs_field cell = n->cell[CS_ORDERS_STATUS];
	int state = cell.len ? read_state(n, cell) : CS_STATUS_SILENT;

	*decides = cell;
	for (size_t i = 0; more && i < more->count; i++) {
		/* One column alone may be carried from the row above. */
		cell = more->count == 1 ? n->cell[CS_EXTRA_STATUS_MORE] : cs_cells_column(n, more->columns[i]);
		int next = cell.len ? read_state(n, cell) : CS_STATUS_SILENT;
		bool claim = next >= CS_ORDER_CANCELLED;

		/* That it was paid does not tell what a word unknown to us means. */
		if ((claim || state != CS_ORDER_UNKNOWN) && cs_status_join(state, next) != state) {
			state = next;
			*decides = cell;
		}
	}
	return state;
}

/* What the dates make likely, where no word says anything. */
static int
state_by_dates(const struct cs_normal *n)
{
	if (number(n, CS_ORDERS_DELIVERED_AT) != CS_NO_NUMBER)
		return CS_ORDER_DELIVERED;
	if (number(n, CS_ORDERS_SHIPPED_AT) != CS_NO_NUMBER)
		return CS_ORDER_SHIPPED;
	return number(n, CS_ORDERS_PAID_AT) != CS_NO_NUMBER ? CS_ORDER_PAID : CS_ORDER_UNKNOWN;
}

/* Cells that are no words but decide like one. */
static int
state_by_facts(const struct cs_normal *n, int state)
{
	int64_t quantity = number(n, CS_ORDERS_QUANTITY), cancelled;

	if (is_filled(n, CS_EXTRA_CANCELLED_AT))
		state = cs_status_join(state, CS_ORDER_CANCELLED);
	if (quantity > 0 && cs_value_count(n->cell[CS_EXTRA_CANCELLED_QUANTITY], &cancelled) == CS_READ_OK &&
	    cancelled >= quantity)
		state = cs_status_join(state, CS_ORDER_CANCELLED);
	if (quantity == 0 && n->preset->zero_means != CS_STATUS_SILENT)
		state = cs_status_join(state, n->preset->zero_means);
	if (state != CS_ORDER_UNKNOWN && is_filled(n, CS_EXTRA_CONFIRMED_AT))
		state = cs_status_join(state, CS_ORDER_CONFIRMED);
	return state;
}

static void
settle_state(struct cs_normal *n)
{
	struct cs_field word, *text = &n->record.values[CS_ORDERS_STATUS_TEXT].text;
	int state = join_states(n, &word);
	bool has_text_column = cs_preset_find_source(n->preset, CS_ORDERS_STATUS_TEXT) != NULL;
	bool canonical = has_text_column && state > CS_STATUS_SILENT && word.len > 0 &&
	    cs_word_find(cs_order_status_words, word.text, word.len) >= 0;

	if (state == CS_ORDER_UNKNOWN && word.len)
		count_unknown(n, word);
	/* The canonical word is a column of its own and no word of an export. */
	if (text->len == 0 && !canonical)
		*text = cs_value_text(word, &n->scratch[CS_ORDERS_STATUS_TEXT]);
	state = state_by_facts(n, state);
	/* An export that says nothing must not undo what another one said. */
	n->record.values[CS_ORDERS_STATUS].number = state == CS_STATUS_SILENT ? CS_NO_NUMBER : state;
	n->record.likely_status = state_by_dates(n);
}

/*
 * Quantity times the price as it was written.  A thousandth of a pound is
 * rounded to the penny; parts of a won would be another currency.
 */
static bool
multiply(struct cs_normal *n, int64_t *amount)
{
	struct cs_amount product = { 0, n->unit_price.decimals };
	int64_t quantity = number(n, CS_ORDERS_QUANTITY);

	if (!cs_mul(quantity, n->unit_price.value, &product.value))
		return cs_row_fault(n, CS_ORDERS_UNIT_PRICE, _("too large"));
	if (n->scale > 0 ? cs_row_money_rounded(n, product, amount) : cs_row_money(n, product, amount))
		return true;
	return cs_row_fault(n, CS_ORDERS_UNIT_PRICE, _("more decimals than the currency has; say --currency"));
}

static bool
is_gone(const struct cs_normal *n)
{
	int64_t state = number(n, CS_ORDERS_STATUS);

	return state == CS_ORDER_CANCELLED || state == CS_ORDER_RETURNED;
}

/* The paid value of the line: its cell, else what it is made of. */
static bool
settle_amount(struct cs_normal *n)
{
	int64_t *amount = &n->record.values[CS_ORDERS_AMOUNT].number;
	int64_t discount = number(n, CS_ORDERS_DISCOUNT);
	struct cs_amount gross;

	if (*amount != CS_NO_NUMBER)
		return true;
	switch (cs_value_amount(n->cell[CS_EXTRA_GROSS_AMOUNT], &gross)) {
	case CS_READ_BAD:
		return cs_row_fault(n, CS_EXTRA_GROSS_AMOUNT, _("not a number"));
	case CS_READ_OK:
		if (!cs_row_money(n, gross, amount))
			return cs_row_fault(n, CS_EXTRA_GROSS_AMOUNT, _("more decimals than the currency has; say --currency"));
		break;
	case CS_READ_EMPTY:
		if (number(n, CS_ORDERS_QUANTITY) == CS_NO_NUMBER || n->unit_price.decimals < 0) {
			/* A cancelled line is worth nothing, told or not. */
			*amount = is_gone(n) ? 0 : CS_NO_NUMBER;
			return is_gone(n) || cs_row_fault(n, CS_ORDERS_AMOUNT,
			    _("no amount, and no quantity and price of a unit"));
		}
		if (!multiply(n, amount))
			return false;
		break;
	}
	return discount == CS_NO_NUMBER || cs_add(amount, -discount) ||
	    cs_row_fault(n, CS_ORDERS_AMOUNT, _("too large"));
}

static bool
settle_date(struct cs_normal *n)
{
	int64_t *ordered = &n->record.values[CS_ORDERS_ORDERED_AT].number;

	if (*ordered == CS_NO_NUMBER)
		*ordered = number(n, CS_ORDERS_PAID_AT);
	if (*ordered == CS_NO_NUMBER && n->preset->date_in_order_no) {
		cs_time time;

		if (cs_value_number_day(n->record.values[CS_ORDERS_ORDER_NO].text, &time))
			*ordered = time;
	}
	return *ordered != CS_NO_NUMBER || cs_row_fault(n, CS_ORDERS_ORDERED_AT, _("no date"));
}

static bool
settle_currency(struct cs_normal *n)
{
	struct cs_field cell = n->cell[CS_EXTRA_CURRENCY];

	if (cell.len == 0 || !n->currency)
		return true;
	if (strlen(n->currency) == cell.len && strncasecmp(n->currency, cell.text, cell.len) == 0)
		return true;
	return cs_row_fault(n, CS_EXTRA_CURRENCY, _("another currency than that of the store"));
}

static void
settle_line_no(struct cs_normal *n)
{
	char text[24];

	if (n->record.values[CS_ORDERS_LINE_NO].text.len > 0)
		return;
	int len = snprintf(text, sizeof(text), "%lld", (long long)n->ordinal);

	cs_row_set_text(n, &n->record, CS_ORDERS_LINE_NO, text, (size_t)len);
}

static void
settle_channel(struct cs_normal *n)
{
	struct cs_field *channel = &n->record.values[CS_ORDERS_CHANNEL].text;

	if (channel->len == 0 && n->preset->channel)
		*channel = (struct cs_field){ n->preset->channel, strlen(n->preset->channel) };
}

/*
 * Where a preset knows of no refund rows, a quantity below zero is a fault
 * and an amount below zero is a discount on a line of its own.
 */
static bool
is_negative(const struct cs_normal *n)
{
	int64_t quantity = number(n, CS_ORDERS_QUANTITY), amount = number(n, CS_ORDERS_AMOUNT);

	if (quantity != CS_NO_NUMBER && quantity < 0)
		return true;
	return n->preset->negative != CS_RULE_NONE && amount != CS_NO_NUMBER && amount < 0;
}

static enum cs_fate
take_order_line(struct cs_normal *n, char letter, const struct cs_record **out)
{
	bool returns = n->kind == &cs_kinds[CS_KIND_RETURNS];

	if (letter && letter == n->preset->return_letter)
		return cs_refund_row(n, true, out);
	if (is_negative(n)) {
		switch (n->preset->negative) {
		case CS_RULE_RETURN:
			return cs_refund_row(n, false, out);
		case CS_RULE_SKIP:
			return cs_row_skip(n, N_("below zero and no credit note: a stock write-off or correction"));
		case CS_RULE_NONE:
			cs_row_fault(n, CS_ORDERS_QUANTITY, _("below zero"));
			return CS_FATE_REJECTED;
		}
	}
	if (returns)
		return cs_refund_sum(n, out);
	*out = &n->record;
	return CS_FATE_RECORD;
}

void
cs_orders_count(struct cs_normal *n)
{
	if (is_filled(n, CS_ORDERS_LINE_NO))
		n->ordinal = CS_ORDINAL_NONE;
	else if (is_filled(n, CS_ORDERS_ORDER_NO))
		n->ordinal = cs_row_ordinal(n, n->cell[CS_ORDERS_ORDER_NO]);
}

enum cs_fate
cs_orders_row(struct cs_normal *n, const struct cs_record **out)
{
	cs_row_cut_order_no(n, CS_ORDERS_ORDER_NO);
	if (cs_row_is_total(n, CS_ORDERS_ORDER_NO))
		return cs_row_skip(n, N_("a row of totals, or the header again"));
	if (!is_filled(n, CS_ORDERS_ORDER_NO)) {
		cs_row_fault(n, CS_ORDERS_ORDER_NO, _("empty"));
		return CS_FATE_REJECTED;
	}
	cs_orders_count(n);
	char letter = letter_of(n->cell[CS_ORDERS_ORDER_NO]);

	if (letter && letter == n->preset->skip_letter)
		return cs_row_skip(n, N_("an adjustment of the books, no order"));
	if (!cs_cells_convert(n))
		return CS_FATE_REJECTED;
	settle_line_no(n);
	settle_channel(n);
	settle_state(n);
	if (!settle_date(n) || !settle_amount(n) || !settle_currency(n))
		return CS_FATE_REJECTED;
	n->guests += !cs_row_customer(n, CS_ORDERS_CUSTOMER_ID);
	return take_order_line(n, letter, out);
}
