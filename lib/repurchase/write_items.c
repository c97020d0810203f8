#include "repurchase/write.h"

#define DAYS_DECIMALS 3

static void
write_item(const struct cs_item *item, const struct cs_history *history, struct cs_out *out)
{
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
	cs_out_end(out);
}

void
cs_items_write(const struct cs_items *items, const struct cs_history *history, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "item", CS_CELL_TEXT }, { "buyers", CS_CELL_NUMBER }, { "repeat_buyers", CS_CELL_NUMBER },
		{ "repeat_rate", CS_CELL_NUMBER }, { "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER },
		{ "reorder_share", CS_CELL_NUMBER }, { "median_days", CS_CELL_NUMBER }, { "class", CS_CELL_TEXT },
		{ "reason", CS_CELL_TEXT },
	};

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < items->count; i++)
		write_item(&items->items[i], history, out);
}

void
cs_due_write(const struct cs_due *due, const struct cs_history *history, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "customer_id", CS_CELL_TEXT }, { "item", CS_CELL_TEXT }, { "last_on", CS_CELL_TEXT },
		{ "expected_on", CS_CELL_TEXT }, { "days_over", CS_CELL_NUMBER }, { "p_alive", CS_CELL_NUMBER },
	};

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < due->count; i++) {
		const struct cs_due_row *row = &due->rows[i];

		cs_out_str(out, cs_history_customer(history, row->number));
		cs_out_str(out, row->group == CS_DUE_CUSTOMER ? NULL : cs_history_group(history, row->group));
		cs_out_day(out, row->last);
		cs_out_day(out, row->expected);
		cs_out_int(out, due->as_of - row->expected);
		cs_out_real(out, cs_outlook_of(&due->outlook, &due->outlook.base.items[row->seen]).alive, 6);
		cs_out_end(out);
	}
}
