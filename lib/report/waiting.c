#include "report/waiting.h"

#include <stdlib.h>

#include "report/cells.h"
#include "report/chart.h"
#include "report/daybook.h"
#include "report/helpdesk.h"
#include "report/orderbook.h"
#include "stat/counts.h"
#include "store/db.h"
#include "stream/out.h"

#define DAYS_MAX 366 /* longer waits are counted as this long */

/* Not there yet, and its day is over.  What came before it was paid for is there. */
static bool
is_overdue(const struct cs_report *report, const struct cs_booked *order)
{
	return order->delivered == CS_NO_DAY && !order->early && order->kept && order->promised != CS_NO_DAY && order->promised < report->as_of;
}

static bool
is_late(const struct cs_report *report, const struct cs_booked *order)
{
	(void)report;
	return cs_order_is_late(order);
}

static bool
is_delivered(const struct cs_report *report, const struct cs_booked *order)
{
	(void)report;
	return order->delivered != CS_NO_DAY;
}

struct wait_sums {
	struct cs_count counts[DAYS_MAX + 1]; /* orders by days waited */
	int64_t delivered, undelivered, early, unpaid, promised, late, overdue;
};

static void
sum_waits(const struct cs_report *report, const struct cs_orderbook *book, struct wait_sums *sums)
{
	for (int i = 0; i <= DAYS_MAX; i++)
		sums->counts[i].value = i;
	for (size_t i = 0; i < book->count; i++) {
		const struct cs_booked *order = &book->items[i];

		if (!cs_order_is_of_period(report, order))
			continue;
		sums->overdue += is_overdue(report, order);
		sums->early += order->early;
		sums->unpaid += !order->paid_known;
		sums->undelivered += order->delivered == CS_NO_DAY;
		if (order->delivered == CS_NO_DAY)
			continue;
		cs_day days = order->delivered - order->paid;

		sums->counts[days < DAYS_MAX ? days : DAYS_MAX].count++;
		sums->delivered++;
		sums->promised += order->promised != CS_NO_DAY;
		sums->late += cs_order_is_late(order);
	}
}

static void
put_times(struct cs_report *report, const struct wait_sums *sums)
{
	struct cs_doc *doc = report->doc;
	struct cs_doc_figure *f = cs_doc_figure(doc, "orders_delivered", _("Orders delivered"), cs_doc_int(doc, sums->delivered));

	f->n = sums->delivered + sums->undelivered;
	f->definition = cs_doc_keep(doc, _("orders of the period all of whose lines have a day of delivery, out of all orders"));
	f = cs_doc_figure(doc, "waiting_median", _("Waiting, half of the orders"),
	    cs_doc_real(doc, cs_counts_quantile(sums->counts, DAYS_MAX + 1, 0.5), 1));
	f->unit = cs_doc_keep(doc, cs_tr_heading("unit", "days"));
	f->n = sums->delivered;
	f->definition = cs_doc_keep(doc, _("days from payment to receipt that half of the orders did not exceed"));
	f = cs_doc_figure(doc, "waiting_p90", _("Waiting, nine in ten"),
	    cs_doc_real(doc, cs_counts_quantile(sums->counts, DAYS_MAX + 1, 0.9), 1));
	f->unit = cs_doc_keep(doc, cs_tr_heading("unit", "days"));
	f->n = sums->delivered;
	f->definition = cs_doc_keep(doc, _("days from payment to receipt that nine in ten orders did not exceed"));
	f = cs_doc_figure(doc, "late_orders", _("Late orders"), cs_doc_int(doc, sums->late));
	f->n = sums->promised;
	f->definition = cs_doc_keep_format(doc, _("orders received later than %lld business days after payment"),
	    (long long)report->terms.promised_days);
	f = cs_figure_rate(doc, "promise_kept", _("Promised day kept"),
	    (struct cs_count_of){ sums->promised - sums->late, sums->promised }, report->terms.least);
	f->definition = cs_doc_keep(doc, _("orders received by the promised day / orders received"));
	f = cs_doc_figure(doc, "overdue_orders", _("Past the promised day"),
	    sums->delivered > 0 ? cs_doc_int(doc, sums->overdue) : cs_doc_unknown(CS_DOC_INT));
	f->severity = sums->delivered > 0 && sums->overdue > 0 ? CS_DOC_ALARM : CS_DOC_PLAIN;
	f->headline = f->severity == CS_DOC_ALARM;
	f->definition = cs_doc_keep(doc, _("orders of the period that are not there although the promised day is over"));
}

enum cs_status
cs_waiting_times(struct cs_report *report, struct cs_err *err)
{
	struct wait_sums sums = { .delivered = 0 };
	const struct cs_orderbook *book;
	enum cs_status st = cs_orderbook_read(report, &book, err);

	if (st == CS_OK) {
		sum_waits(report, book, &sums);
		put_times(report, &sums);
		if (sums.early > 0)
			cs_doc_note(report->doc, cs_tr_count("%lld order was there before it was paid for, and its waiting is not told.",
			    "%lld orders were there before they were paid for, and their waiting is not told.", (size_t)sums.early),
			    (long long)sums.early);
		if (sums.unpaid > 0)
			cs_doc_note(report->doc, _("Of %lld of %lld orders no day of payment is known: their waiting is counted from the order."),
			    (long long)sums.unpaid, (long long)(sums.delivered + sums.undelivered));
		if (sums.delivered == 0 && sums.undelivered > sums.early)
			cs_doc_say(report->doc, CS_DOC_WATCH, "%s",
			    _("No order of the period has a day of delivery: the export does not tell it, or nothing has arrived."));
	}
	return st;
}

/* Orders that waited about as long, and what became of them. */
struct wait_group {
	const char *name;
	cs_day upto;
	struct cs_count_of late, contacted, returned, again; /* contacted: of those that were placed when consultations were kept */
	int64_t asked; /* with a contact while waiting, of all */
};

#define GROUPS 7

static void
count_group(const struct cs_report *report, const struct cs_booked *order, cs_day since, struct wait_group *group)
{
	group->late.n += order->promised != CS_NO_DAY;
	group->late.x += cs_order_is_late(order);
	group->asked += order->waiting_contacts > 0;
	if (since != CS_NO_DAY && order->ordered >= since) {
		group->contacted.n++;
		group->contacted.x += order->waiting_contacts > 0;
	}
	group->returned.n++;
	group->returned.x += order->returned > 0;
	/* Who bought again while waiting cannot show what the waiting did; who was not watched long enough neither. */
	if (order->customer == 0 || (order->next != CS_NO_DAY && order->next <= order->delivered) ||
	    order->delivered + report->terms.window > report->as_of)
		return;
	group->again.n++;
	group->again.x += order->next != CS_NO_DAY && order->next <= order->delivered + report->terms.window;
}

static void
put_groups(struct cs_report *report, const struct wait_group groups[])
{
	struct cs_doc *doc = report->doc;
	int64_t least = report->terms.least;

	for (size_t i = 0; i < GROUPS; i++) {
		const struct wait_group *g = &groups[i];

		if (g->returned.n == 0)
			continue;
		cs_doc_cell(doc, cs_word(doc, g->name));
		cs_doc_cell(doc, cs_doc_int(doc, g->returned.n));
		cs_doc_cell(doc, cs_doc_int(doc, g->late.x));
		cs_doc_cell(doc, g->contacted.n + g->asked == 0 ? cs_doc_unknown(CS_DOC_INT) : cs_doc_int(doc, g->asked));
		cs_doc_cell(doc, g->contacted.n < least ? cs_doc_unknown(CS_DOC_RATE) :
		    cs_doc_rate(doc, g->contacted.x, g->contacted.n));
		cs_doc_cell(doc, cs_doc_int(doc, g->returned.x));
		cs_doc_cell(doc, g->returned.n < least ? cs_doc_unknown(CS_DOC_RATE) :
		    cs_doc_rate(doc, g->returned.x, g->returned.n));
		cs_doc_cell(doc, cs_doc_int(doc, g->again.n));
		cs_doc_cell(doc, cs_doc_int(doc, g->again.x));
		cs_cells_rate(doc, g->again, least);
	}
}

/* Late orders against those in time. */
static void
put_gaps(struct cs_report *report, const struct wait_group *late, const struct wait_group *in_time)
{
	struct cs_doc *doc = report->doc;
	int64_t least = report->terms.least;
	struct cs_doc_figure *f = cs_figure_points(doc, "contact_gap", _("Contacts: late less in time"), late->contacted,
	    in_time->contacted, least);

	f->definition = cs_doc_keep(doc, _("share of late orders with a contact before receipt, less that of orders in time"));
	f = cs_figure_points(doc, "return_gap", _("Returns: late less in time"), late->returned, in_time->returned, least);
	f->definition = cs_doc_keep(doc, _("share of late orders of which something came back, less that of orders in time"));
	f = cs_figure_points(doc, "repeat_gap", _("Repeat purchases: late less in time"), late->again, in_time->again, least);
	f->definition = cs_doc_keep_format(doc,
	    _("share of late orders whose customer bought again within %lld days of receipt, less that of orders in time"),
	    (long long)report->terms.window);
	cs_doc_note(doc, _("Bought again: within %lld days of receipt; guests, customers who bought again before receipt and orders not "
	    "yet watched so long are left out."), (long long)report->terms.window);
	cs_doc_note(doc, "%s", _("Association, not proof: who waits long may differ in more than the waiting."));
}

/* Of an order placed before there was a ledger nobody knows whether the customer asked. */
static void
say_since(struct cs_report *report, cs_day since)
{
	char day[CS_DAY_TEXT];

	if (since == CS_NO_DAY)
		cs_helpdesk_say_none(report);
	else if (since > report->from)
		cs_doc_note(report->doc, _("Consultations are known since %s: orders placed before are in no contact rate."),
		    cs_day_format(day, since));
}

enum cs_status
cs_waiting_effects(struct cs_report *report, struct cs_err *err)
{
	static const struct cs_doc_column columns[] = {
		{ "waiting", CS_DOC_TEXT, CS_MASK_NONE, false }, { "orders", CS_DOC_INT, CS_MASK_NONE, false },
		{ "late", CS_DOC_INT, CS_MASK_NONE, false }, { "contacted", CS_DOC_INT, CS_MASK_NONE, false },
		{ "contact_rate", CS_DOC_RATE, CS_MASK_NONE, false }, { "returned", CS_DOC_INT, CS_MASK_NONE, false },
		{ "return_rate", CS_DOC_RATE, CS_MASK_NONE, false }, { "followed", CS_DOC_INT, CS_MASK_NONE, false },
		{ "repurchased", CS_DOC_INT, CS_MASK_NONE, false }, CS_COLUMNS_RATE,
	};
	struct wait_group groups[GROUPS] = {
		{ .name = N_("0-1 days"), .upto = 1 }, { .name = N_("2 days"), .upto = 2 }, { .name = N_("3 days"), .upto = 3 },
		{ .name = N_("4-5 days"), .upto = 5 }, { .name = N_("6-7 days"), .upto = 7 },
		{ .name = N_("8-14 days"), .upto = 14 }, { .name = N_("15 or more days"), .upto = INT32_MAX },
	}, halves[2] = { 0 };
	const struct cs_orderbook *book;
	cs_day since = CS_NO_DAY;
	enum cs_status st = cs_orderbook_read(report, &book, err);

	if (st == CS_OK)
		st = cs_daybook_since(report, &cs_daybook_contacts, &since, err);
	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		const struct cs_booked *order = &book->items[i];
		size_t at = 0;

		if (!cs_order_is_of_period(report, order) || order->delivered == CS_NO_DAY)
			continue;
		while (order->delivered - order->paid > groups[at].upto)
			at++;
		count_group(report, order, since, &groups[at]);
		if (order->promised != CS_NO_DAY)
			count_group(report, order, since, &halves[cs_order_is_late(order)]);
	}
	if (st == CS_OK) {
		cs_doc_table(report->doc, "by_waiting", _("Orders by days from payment to receipt"), columns, CS_COUNT(columns));
		put_groups(report, groups);
		cs_doc_draw(report->doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = "waiting",
			.y = { "contact_rate", "return_rate" } });
		put_gaps(report, &halves[1], &halves[0]);
		say_since(report, since);
	}
	return st;
}

static enum cs_status
write_order(struct cs_report *report, const struct cs_booked *order, struct cs_out *out, struct cs_err *err)
{
	enum cs_status st = cs_order_name(report, order, out, err);

	if (st != CS_OK)
		return st;
	cs_out_day(out, order->ordered);
	cs_out_day(out, order->paid_known ? order->paid : CS_NO_DAY);
	cs_out_day(out, order->promised);
	cs_out_day(out, order->delivered);
	cs_out_int(out, order->contacts);
	cs_out_end(out);
	return CS_OK;
}

static enum cs_status
list_orders(struct cs_report *report, bool (*is_wanted)(const struct cs_report *, const struct cs_booked *), struct cs_out *out,
    struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "order_no", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "ordered_on", CS_CELL_TEXT },
		{ "paid_on", CS_CELL_TEXT }, { "promised_on", CS_CELL_TEXT }, { "delivered_on", CS_CELL_TEXT },
		{ "contacts", CS_CELL_NUMBER },
	};
	const struct cs_orderbook *book;
	enum cs_status st = cs_orderbook_read(report, &book, err);

	cs_out_begin(out, cols, CS_COUNT(cols));
	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		if (cs_order_is_of_period(report, &book->items[i]) && is_wanted(report, &book->items[i]))
			st = write_order(report, &book->items[i], out, err);
	}
	return st;
}

enum cs_status
cs_waiting_list_delivered(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return list_orders(report, is_delivered, out, err);
}

enum cs_status
cs_waiting_list_late(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return list_orders(report, is_late, out, err);
}

enum cs_status
cs_waiting_list_overdue(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return list_orders(report, is_overdue, out, err);
}
