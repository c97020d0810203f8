#include "repurchase/write.h"

#include "repurchase/card.h"

#define DAYS_DECIMALS 3

static enum cs_status
write_item(const struct cs_item *item, const struct cs_history *history, struct cs_db *names, struct cs_out *out,
    struct cs_err *err)
{
	enum cs_status st = CS_OK;
	char reason[CS_ITEM_REASON];

	cs_out_str(out, cs_history_group(history, item->group));
	cs_out_int(out, item->buyers);
	cs_out_int(out, item->repeat_buyers);
	cs_out_rate(out, item->repeat_buyers, item->buyers);
	cs_out_real(out, item->low, 6);
	cs_out_real(out, item->high, 6);
	cs_out_rate(out, item->purchases - item->buyers, item->purchases);
	cs_out_real(out, item->median, DAYS_DECIMALS);
	cs_out_str(out, cs_repeat_words[item->class]);
	cs_out_str(out, cs_item_reason(item, reason));
	if (names)
		st = cs_card_product(names, cs_history_group(history, item->group), out, err);
	cs_out_end(out);
	return st;
}

enum cs_status
cs_items_write(const struct cs_items *items, const struct cs_history *history, struct cs_db *names, struct cs_out *out,
    struct cs_err *err)
{
	static const struct cs_col columns[] = {
		{ "item", CS_CELL_TEXT }, { "buyers", CS_CELL_NUMBER }, { "repeat_buyers", CS_CELL_NUMBER },
		{ "repeat_rate", CS_CELL_NUMBER }, { "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER },
		{ "reorder_share", CS_CELL_NUMBER }, { "median_days", CS_CELL_NUMBER }, { "class", CS_CELL_TEXT },
		{ "reason", CS_CELL_TEXT }, { "product_name", CS_CELL_TEXT },
	};
	enum cs_status st = CS_OK;

	cs_out_begin(out, columns, CS_COUNT(columns) - (names ? 0 : 1));
	for (size_t i = 0; st == CS_OK && i < items->count; i++)
		st = write_item(&items->items[i], history, names, out, err);
	return st;
}

/* What is known of the row beside its ids. */
static enum cs_status
write_names(const struct cs_due_row *row, const struct cs_history *history, struct cs_db *names, struct cs_db *people,
    struct cs_out *out, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	if (names && row->group == CS_DUE_CUSTOMER)
		cs_out_empty(out);
	else if (names)
		st = cs_card_product(names, cs_history_group(history, row->group), out, err);
	if (people && st == CS_OK)
		st = cs_card_customer(people, row->number, out, err);
	return st;
}

enum cs_status
cs_due_write(const struct cs_due *due, const struct cs_history *history, struct cs_db *names, struct cs_db *people,
    struct cs_out *out, struct cs_err *err)
{
	struct cs_col columns[9] = {
		{ "customer_id", CS_CELL_TEXT }, { "item", CS_CELL_TEXT }, { "last_on", CS_CELL_TEXT },
		{ "expected_on", CS_CELL_TEXT }, { "days_over", CS_CELL_NUMBER }, { "p_alive", CS_CELL_NUMBER },
	};
	size_t count = 6;
	enum cs_status st = CS_OK;

	if (names)
		columns[count++] = (struct cs_col){ "product_name", CS_CELL_TEXT };
	if (people) {
		columns[count++] = (struct cs_col){ "name", CS_CELL_NAME };
		columns[count++] = (struct cs_col){ "phone", CS_CELL_PHONE };
	}
	cs_out_begin(out, columns, count);
	for (size_t i = 0; st == CS_OK && i < due->count; i++) {
		const struct cs_due_row *row = &due->rows[i];

		cs_out_str(out, cs_history_customer(history, row->number));
		cs_out_str(out, row->group == CS_DUE_CUSTOMER ? NULL : cs_history_group(history, row->group));
		cs_out_day(out, row->last);
		cs_out_day(out, row->expected);
		cs_out_int(out, due->as_of - row->expected);
		cs_out_real(out, cs_outlook_of(&due->outlook, &due->outlook.base.items[row->seen]).alive, 6);
		st = write_names(row, history, names, people, out, err);
		cs_out_end(out);
	}
	cs_out_begin(out, NULL, 0); /* the columns end here */
	return st;
}
