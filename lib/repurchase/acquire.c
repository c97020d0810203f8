#include "repurchase/acquire.h"

#include "base/num.h"

void
cs_acquire_release(struct cs_acquire *acquire)
{
	cs_rate_release(&acquire->rate);
	cs_items_release(&acquire->items);
}

struct cs_acquired
cs_acquired_of(const struct cs_rate_cell *cell)
{
	/* No overflow: both are parts of a sum that was held. */
	return (struct cs_acquired){
		cell->purchases - cell->repeat_purchases, cell->repeat_purchases,
		cell->revenue - cell->repeat_revenue, cell->repeat_revenue,
	};
}

static enum cs_status
add_class(struct cs_acquired *sum, const struct cs_acquired *row, struct cs_err *err)
{
	sum->first_purchases += row->first_purchases;
	sum->repeat_purchases += row->repeat_purchases;
	if (!cs_add(&sum->first_revenue, row->first_revenue) || !cs_add(&sum->repeat_revenue, row->repeat_revenue))
		return cs_err_set(err, CS_EINPUT, _("the revenue of a period is more than can be held"));
	return CS_OK;
}

/* What has no product, or was not bought in the span, is unsure too. */
static enum cs_status
gather_classes(struct cs_acquire *acquire, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < acquire->rate.count; i++) {
		const struct cs_item *item = cs_items_find(&acquire->items, acquire->rate.cells[i].group);
		const struct cs_acquired row = cs_acquired_of(&acquire->rate.cells[i]);

		st = add_class(&acquire->classes[item ? item->class : CS_UNSURE], &row, err);
	}
	return st;
}

enum cs_status
cs_acquire_run(struct cs_acquire *acquire, struct cs_history *history, struct cs_db *db, bool by_class,
    struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	if (!by_class)
		return cs_rate_run(&acquire->rate, history, false, err);
	acquire->items.span = acquire->items.gaps.span = (struct cs_span){ CS_NO_DAY, CS_NO_DAY };
	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW) {
		cs_items_add(&acquire->items, &buyer);
		st = cs_rate_add(&acquire->rate, &buyer, true, err);
		if (st != CS_OK)
			return st;
	}
	if (st == CS_OK)
		st = cs_items_settle(&acquire->items, history, db, err);
	return st == CS_OK ? gather_classes(acquire, err) : st;
}
