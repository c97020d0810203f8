#include "report/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "consult/cause.h"
#include "report/daybook.h"
#include "report/orderbook.h"
#include "report/sold.h"
#include "stat/spc.h"

const char *const cs_series_words[] = { "returns", "complaints", "contacts", "late", "orders", "sales", "repeats", NULL };

#define BIT(kind) (1u << CS_CONTROL_##kind)
#define SIZED (BIT(P) | BIT(U) | BIT(LANEY))

/* Which charts a series has, and where what happened on a day is counted. */
static const struct source {
	unsigned kinds;
	const struct cs_daybook_kind *events; /* NULL: a share of orders only */
	const char *rate, *share, *number;    /* N_(): what a point is */
} sources[] = {
	[CS_SERIES_RETURNS] = { SIZED | BIT(G) | BIT(RUN) | BIT(PARETO), &cs_daybook_returns,
		N_("returns and exchanges asked for in the period / orders placed in it"),
		N_("lines ordered in the period that were returned or exchanged since / lines"),
		N_("returns and exchanges asked for") },
	[CS_SERIES_COMPLAINTS] = { SIZED | BIT(G) | BIT(RUN) | BIT(PARETO), &cs_daybook_complaints,
		N_("complaints of the period / orders placed in it"),
		N_("orders of the period with a complaint since / orders, cancelled ones left out"), N_("complaints") },
	[CS_SERIES_CONTACTS] = { SIZED | BIT(G) | BIT(RUN) | BIT(PARETO), &cs_daybook_contacts,
		N_("consultations of the period / orders placed in it"),
		N_("orders of the period with a consultation since / orders, cancelled ones left out"), N_("consultations") },
	[CS_SERIES_LATE] = { BIT(P) | BIT(LANEY) | BIT(G), NULL, NULL,
		N_("orders of the period received later than promised / orders received"), NULL },
	[CS_SERIES_ORDERS] = { BIT(RUN), &cs_daybook_orders, NULL, NULL, N_("orders placed, whatever became of them") },
	[CS_SERIES_SALES] = { BIT(RUN), &cs_daybook_sales, NULL, NULL, N_("what was paid for the lines of orders placed, whatever became of them") },
	[CS_SERIES_REPEATS] = { BIT(RUN), &cs_daybook_repeats, NULL, NULL, N_("customers who bought again, each day by itself") },
};

/* Counts and sizes of each day; NaN: not known. */
struct days {
	cs_day from, to;
	double *count, *size; /* owned */
};

static void
open_days(struct days *days, cs_day from, cs_day to, double first)
{
	size_t n = to >= from ? (size_t)(to - from + 1) : 0;

	*days = (struct days){ from, to, cs_calloc(n + 1, sizeof(double)), cs_calloc(n + 1, sizeof(double)) };
	for (size_t i = 0; i < n; i++)
		days->count[i] = days->size[i] = first;
}

static void
release_days(struct days *days)
{
	free(days->count);
	free(days->size);
}

/* ---- periods ---- */

static const enum cs_axis_kind axis_kinds[] = {
	[CS_SERIES_DAY] = CS_AXIS_DAYS, [CS_SERIES_WEEK] = CS_AXIS_WEEKS, [CS_SERIES_MONTH] = CS_AXIS_MONTHS,
};

static void
add_sample(struct cs_samples *samples, const char *name, double count, double size)
{
	samples->items = cs_grow(samples->items, &samples->cap, samples->count + 1, sizeof(*samples->items));
	samples->items[samples->count++] = (struct cs_sample){ cs_doc_keep(&samples->texts, name), count, size };
}

static cs_day
first_day_of(enum cs_series_per per, cs_day day)
{
	return per == CS_SERIES_DAY ? day : per == CS_SERIES_WEEK ? cs_week_start(day) : cs_month_start(day);
}

static cs_day
last_day_of(enum cs_series_per per, cs_day day)
{
	cs_day first = first_day_of(per, day);

	return per == CS_SERIES_DAY ? day : per == CS_SERIES_WEEK ? first + 6 : cs_day_add_months(first, 1) - 1;
}

/* The days of one period together.  A number needs all of its days, a share or a rate those that are known. */
static void
add_period(struct cs_samples *samples, struct cs_series *series, const struct days *days, cs_day first, cs_day last)
{
	bool number = series->kind == CS_CONTROL_RUN, rate = !number && series->kind != CS_CONTROL_P && sources[series->of].events;
	cs_day from = first < days->from ? days->from : first, to = last > days->to ? days->to : last;
	double count = 0, size = 0;
	cs_day known = 0;
	struct cs_str name = { 0 };

	for (cs_day day = from; day <= to; day++) {
		double c = days->count[day - days->from], n = days->size[day - days->from];

		if (isnan(c) || isnan(n))
			continue;
		count += c;
		size += n;
		known++;
	}
	bool whole = known == last - first + 1;

	series->cut = series->cut || (number && !whole && known > 0);
	if (number ? !whole : known == 0)
		return;
	cs_axis_add_period(&name, axis_kinds[series->per], first);
	/* Nothing of nothing is no share at all; what happened in a period without orders is a case all the same. */
	add_sample(samples, name.data, number || size > 0 || (rate && count > 0) ? count : (double)NAN, number ? 1 : size);
	cs_str_release(&name);
}

/* Before the first order and behind the last there is nothing to show; between them a gap is one. */
static void
trim(struct cs_samples *samples)
{
	size_t first = 0;

	while (samples->count > 0 && isnan(samples->items[samples->count - 1].count))
		samples->count--;
	while (first < samples->count && isnan(samples->items[first].count))
		first++;
	samples->count -= first;
	if (first > 0)
		memmove(samples->items, samples->items + first, samples->count * sizeof(*samples->items));
}

static void
add_periods(struct cs_samples *samples, struct cs_series *series, const struct days *days)
{
	for (cs_day first = first_day_of(series->per, days->from), last; first <= days->to; first = last + 1) {
		last = last_day_of(series->per, first);
		add_period(samples, series, days, first, last);
	}
	trim(samples);
}

/* ---- what happened on a day ---- */

static enum cs_status
read_events(struct cs_samples *samples, struct cs_series *series, struct cs_report *report, struct cs_err *err)
{
	struct cs_daybook_kind kind = *sources[series->of].events;
	struct cs_daybook events, orders = { 0 };
	bool number = series->kind == CS_CONTROL_RUN;
	struct days days;

	kind.cause = series->cause;
	enum cs_status st = cs_daybook_read(&events, report, &kind, report->from, report->to, err);

	if (st == CS_OK)
		st = cs_daybook_read(&orders, report, &cs_daybook_orders, report->from, report->to, err);
	open_days(&days, report->from, report->to, NAN);
	for (cs_day day = report->from; st == CS_OK && day <= report->to; day++) {
		if (!cs_daybook_knows(&events, day, day))
			continue;
		if (!cs_daybook_knows(&orders, day, day)) {
			series->orderless += (int64_t)cs_daybook_sum(&events, day, day);
			continue;
		}
		days.count[day - days.from] = cs_daybook_sum(&events, day, day);
		days.size[day - days.from] = number ? 1 : cs_daybook_sum(&orders, day, day);
	}
	if (st == CS_OK)
		add_periods(samples, series, &days);
	series->counted = number ? _(sources[series->of].number) : _(sources[series->of].rate);
	release_days(&days);
	cs_daybook_release(&events);
	cs_daybook_release(&orders);
	return st;
}

/* ---- what became of the orders of a day ---- */

/* The last day whose orders were watched long enough, and as far as the shop knows of what became of them. */
static enum cs_status
find_last(struct cs_series *series, struct cs_report *report, cs_day *from, cs_day *last, struct cs_err *err)
{
	const struct source *source = &sources[series->of];
	struct cs_daybook book = { 0 };
	enum cs_status st = CS_OK;
	cs_day watched = report->as_of - CS_YOUNG_DAYS;

	*from = report->from;
	*last = report->to;
	if (source->events)
		st = cs_daybook_read(&book, report, source->events, report->from, report->from, err);
	if (st == CS_OK && source->events && book.last < *last)
		*last = book.last;
	/* A ledger of consultations that began after the orders knows nothing of those before it. */
	if (st == CS_OK && series->of != CS_SERIES_RETURNS && source->events && book.first > *from)
		*from = book.first;
	series->young = *last > watched;
	if (series->young)
		*last = watched;
	cs_daybook_release(&book);
	return st;
}

static void
count_line(void *self, int64_t product, cs_day day, int64_t lines, int64_t returned)
{
	struct days *days = self;

	(void)product;
	days->size[day - days->from] += (double)lines;
	days->count[day - days->from] += (double)returned;
}

/* Marks the orders of the book that consultations of the series are about; both come by id. */
static enum cs_status
mark_contacted(const struct cs_series *series, struct cs_report *report, const struct cs_orderbook *book, bool *hit,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_SERIES_ORDERS_CONTACTED);
	enum cs_status st;
	size_t at = 0;

	if (series->of == CS_SERIES_COMPLAINTS)
		cs_bind_int(stmt, ":kind", CS_CONTACT_COMPLAINT);
	if (series->cause)
		cs_bind_text(stmt, ":cause", series->cause, strlen(series->cause));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		while (at < book->count && book->items[at].id < cs_col_int(stmt, 0))
			at++;
		if (at < book->count && book->items[at].id == cs_col_int(stmt, 0))
			hit[at] = true;
	}
	cs_stmt_reset(stmt);
	return st;
}

/* Which orders of the book it happened to; the caller frees *hits. */
static enum cs_status
find_hits(const struct cs_series *series, struct cs_report *report, const struct cs_orderbook **book, bool **hits,
    struct cs_err *err)
{
	enum cs_status st = cs_orderbook_read(report, book, err);

	*hits = st == CS_OK ? cs_calloc((*book)->count + 1, sizeof(**hits)) : NULL;
	if (st == CS_OK && (series->of == CS_SERIES_COMPLAINTS || series->of == CS_SERIES_CONTACTS))
		return mark_contacted(series, report, *book, *hits, err);
	for (size_t i = 0; st == CS_OK && i < (*book)->count; i++)
		(*hits)[i] = series->of == CS_SERIES_RETURNS ? (*book)->items[i].returned : cs_order_is_late(&(*book)->items[i]);
	return st;
}

/* True for an order of these days to which it could have happened. */
static bool
is_counted(const struct cs_series *series, const struct cs_booked *order, cs_day from, cs_day last)
{
	return order->ordered >= from && order->ordered <= last &&
	    (series->of != CS_SERIES_LATE || (order->delivered != CS_NO_DAY && order->promised != CS_NO_DAY));
}

static enum cs_status
count_orders(struct days *days, const struct cs_series *series, struct cs_report *report, struct cs_err *err)
{
	const struct cs_orderbook *book;
	bool *hits;
	enum cs_status st = find_hits(series, report, &book, &hits, err);

	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		const struct cs_booked *order = &book->items[i];

		if (!is_counted(series, order, days->from, days->to))
			continue;
		days->size[order->ordered - days->from]++;
		days->count[order->ordered - days->from] += hits[i];
	}
	free(hits);
	return st;
}

static enum cs_status
read_shares(struct cs_samples *samples, struct cs_series *series, struct cs_report *report, struct cs_err *err)
{
	struct days days;
	cs_day from, last;
	enum cs_status st = find_last(series, report, &from, &last, err);

	open_days(&days, from, last, 0);
	if (st == CS_OK && series->of == CS_SERIES_RETURNS)
		st = cs_sold_each(report, from, last, count_line, &days, err);
	else if (st == CS_OK)
		st = count_orders(&days, series, report, err);
	if (st == CS_OK)
		add_periods(samples, series, &days);
	series->counted = _(sources[series->of].share);
	release_days(&days);
	return st;
}

/* ---- how far apart they are ---- */

static int
by_time(const void *a, const void *b, void *items)
{
	const struct cs_booked *one = (const struct cs_booked *)items + *(const uint32_t *)a;
	const struct cs_booked *two = (const struct cs_booked *)items + *(const uint32_t *)b;

	if (one->ordered != two->ordered)
		return one->ordered < two->ordered ? -1 : 1;
	return one->id < two->id ? -1 : one->id > two->id;
}

/* The time before the first one is no gap between two, nor is that behind the last. */
static void
add_gaps(struct cs_samples *samples, const struct cs_booked *orders, const uint32_t *places, size_t count, const bool *hits)
{
	char day[CS_DAY_TEXT];
	size_t between = 0;
	bool begun = false;

	for (size_t i = 0; i < count; i++) {
		if (!hits[places[i]]) {
			between++;
			continue;
		}
		if (begun)
			add_sample(samples, cs_day_format(day, orders[places[i]].ordered), (double)between, 1);
		begun = true;
		between = 0;
	}
}

static enum cs_status
read_gaps(struct cs_samples *samples, struct cs_series *series, struct cs_report *report, struct cs_err *err)
{
	const struct cs_orderbook *book = NULL;
	bool *hits = NULL;
	cs_day from, last;
	enum cs_status st = find_last(series, report, &from, &last, err);

	if (st == CS_OK)
		st = find_hits(series, report, &book, &hits, err);
	if (st == CS_OK) {
		uint32_t *places = cs_calloc(book->count + 1, sizeof(*places));
		size_t count = 0;

		for (size_t i = 0; i < book->count; i++) {
			if (is_counted(series, &book->items[i], from, last))
				places[count++] = (uint32_t)i;
		}
		qsort_r(places, count, sizeof(*places), by_time, book->items);
		add_gaps(samples, book->items, places, count, hits);
		free(places);
	}
	series->counted = cs_doc_keep_format(&samples->texts, _("orders placed between two of these: %s"), _(sources[series->of].share));
	free(hits);
	return st;
}

/* ---- causes and reasons: words that people wrote ---- */

static enum cs_status
read_names(struct cs_samples *samples, struct cs_series *series, struct cs_report *report, struct cs_err *err)
{
	bool returns = series->of == CS_SERIES_RETURNS;
	struct cs_stmt *stmt = cs_db_stmt(report->db, returns ? CS_SQL_SERIES_REASONS : CS_SQL_SERIES_CAUSES);
	struct cs_str name = { 0 };
	enum cs_status st;
	size_t len;

	cs_bind_int(stmt, ":from", cs_time_of(report->from, 0, 0, 0));
	cs_bind_int(stmt, ":until", cs_time_of(report->to + 1, 0, 0, 0));
	if (series->of == CS_SERIES_COMPLAINTS)
		cs_bind_int(stmt, ":kind", CS_CONTACT_COMPLAINT);
	if (series->cause)
		cs_bind_text(stmt, ":cause", series->cause, strlen(series->cause));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *told = cs_col_text(stmt, 0, &len);

		/* Masked before it becomes a sample: two reasons that differ in a number only are one bar. */
		cs_str_clear(&name);
		cs_str_add(&name, "");
		cs_text_mask(&name, report->reveal ? CS_MASK_NONE : CS_MASK_PROSE, told, len);
		add_sample(samples, name.data, (double)cs_col_int(stmt, 1), 1);
	}
	cs_str_release(&name);
	cs_stmt_reset(stmt);
	series->counted = _(sources[series->of].number);
	return st;
}

/* ---- all of them ---- */

static enum cs_status
check_cause(const struct cs_series *series, const struct cs_report *report, struct cs_err *err)
{
	struct cs_causes causes = { 0 };

	if (!series->cause)
		return CS_OK;
	if (series->of != CS_SERIES_COMPLAINTS && series->of != CS_SERIES_CONTACTS)
		return cs_err_set(err, CS_EUSAGE, _("--cause: only complaints and contacts have one"));
	enum cs_status st = cs_causes_open(&causes, report->house.causes, err);

	if (st == CS_OK && !cs_cause_find(&causes, series->cause, strlen(series->cause)))
		st = cs_err_set(err, CS_EUSAGE, _("--cause %s: no such cause; cs-consult causes --list shows all"), series->cause);
	cs_causes_release(&causes);
	return st;
}

enum cs_status
cs_series_read(struct cs_samples *samples, struct cs_series *series, struct cs_report *report, struct cs_err *err)
{
	const struct source *source = &sources[series->of];

	if (!(source->kinds >> series->kind & 1))
		return cs_err_set(err, CS_EUSAGE, _("chart %s: there is none of %s"), cs_control_words[series->kind],
		    cs_series_words[series->of]);
	enum cs_status st = check_cause(series, report, err);

	if (st != CS_OK)
		return st;
	if (series->kind == CS_CONTROL_PARETO)
		return read_names(samples, series, report, err);
	if (series->kind == CS_CONTROL_G)
		return read_gaps(samples, series, report, err);
	if (series->kind == CS_CONTROL_P || (series->kind == CS_CONTROL_LANEY && !source->events))
		return read_shares(samples, series, report, err);
	return read_events(samples, series, report, err);
}

void
cs_series_note(struct cs_doc *doc, const struct cs_series *series)
{
	cs_doc_note(doc, _("A point is: %s."), series->counted);
	if (series->young)
		cs_doc_note(doc, _("Orders of the last %d days are left out: what becomes of them is not known yet."), CS_YOUNG_DAYS);
	if (series->orderless > 0)
		cs_doc_note(doc, cs_tr_count("%lld case of days of which orders are not imported is left out.",
		    "%lld cases of days of which orders are not imported are left out.", (unsigned long)series->orderless),
		    (long long)series->orderless);
	if (series->cut)
		cs_doc_note(doc, "%s", _("Periods of which not every day is known are left out: only whole ones can be compared."));
}

struct cs_phase_mark *
cs_series_marks(const struct cs_series *series, const struct cs_report *report, size_t *count, struct cs_err *err)
{
	struct cs_improvements improvements = { 0 };
	struct cs_causes causes = { 0 };
	enum cs_status st = cs_causes_open(&causes, report->house.causes, err);

	if (st == CS_OK)
		st = cs_improvements_read(&improvements, report->improvements, &causes, err);
	cs_causes_release(&causes);
	struct cs_phase_mark *marks = cs_calloc(improvements.count + 1, sizeof(*marks));
	char day[CS_DAY_TEXT];

	*count = 0;
	for (size_t i = 0; st == CS_OK && i < improvements.count; i++) {
		const struct cs_improvement *done = &improvements.items[i];

		if (cs_improvement_is_about(done, cs_series_words[series->of], series->cause))
			marks[(*count)++] = (struct cs_phase_mark){ cs_doc_keep(report->doc, cs_day_format(day, done->day)),
				cs_doc_keep(report->doc, done->what) };
	}
	cs_improvements_release(&improvements);
	if (st == CS_OK)
		return marks;
	free(marks);
	return NULL;
}

/* The control chart, with a phase for each improvement and each mark that was asked for. */
static enum cs_status
add_control(struct cs_report *report, const struct cs_samples *samples, struct cs_err *err)
{
	struct cs_control control = *report->control;
	size_t count;
	struct cs_phase_mark *marks = cs_series_marks(report->series, report, &count, err);

	if (!marks)
		return err->status;
	size_t cap = count + 1;

	marks = cs_grow(marks, &cap, count + control.mark_count + 1, sizeof(*marks));
	for (size_t i = 0; i < control.mark_count; i++)
		marks[count++] = control.marks[i];
	control.marks = marks;
	control.mark_count = count;
	control.rates = sources[report->series->of].events != NULL;
	enum cs_status st = cs_control_add(report->doc, &control, samples, err);

	free(marks);
	return st;
}

/* When there will be enough points of a period each; orders are watched for a time first. */
static cs_day
day_of_enough(const struct cs_series *series, cs_day since)
{
	cs_day day = first_day_of(series->per, since);

	for (int i = 0; i < CS_SPC_USEFUL_MIN; i++)
		day = last_day_of(series->per, day) + 1;
	return day + (series->kind == CS_CONTROL_P || series->of == CS_SERIES_LATE ? CS_YOUNG_DAYS : 0);
}

/* A young record is no dead end: since when it is kept, how far it has come and when there is enough of it. */
static enum cs_status
say_reach(struct cs_report *report, const struct cs_samples *samples, struct cs_err *err)
{
	const struct cs_series *series = report->series;
	const struct cs_daybook_kind *kind = sources[series->of].events;
	char first[CS_DAY_TEXT], enough[CS_DAY_TEXT];
	size_t points = 0;
	cs_day since;
	enum cs_status st = cs_daybook_since(report, kind ? kind : &cs_daybook_orders, &since, err);

	for (size_t i = 0; i < samples->count; i++)
		points += isnan(samples->items[i].count) ? 0 : 1;
	if (st != CS_OK || points >= CS_SPC_USEFUL_MIN)
		return st;
	if (since == CS_NO_DAY)
		cs_doc_say(report->doc, CS_DOC_PLAIN, _("Nothing is recorded of it yet: a chart needs %d points."), CS_SPC_USEFUL_MIN);
	else if (series->kind == CS_CONTROL_G)
		cs_doc_say(report->doc, CS_DOC_PLAIN, _("Known since %s, with %zu of the %d points so far that a chart needs: each is the time between two cases."),
		    cs_day_format(first, since), points, CS_SPC_USEFUL_MIN);
	else if (day_of_enough(series, since) > report->to)
		cs_doc_say(report->doc, CS_DOC_PLAIN, _("Known since %s, with %zu of the %d points so far that a chart needs: from %s on there are enough."),
		    cs_day_format(first, since), points, CS_SPC_USEFUL_MIN, cs_day_format(enough, day_of_enough(series, since)));
	else
		cs_doc_say(report->doc, CS_DOC_PLAIN, _("Known since %s, but the days that were asked for have %zu of the %d points that a chart needs: "
		    "--range asks for more, --per for shorter ones."), cs_day_format(first, since), points, CS_SPC_USEFUL_MIN);
	return CS_OK;
}

enum cs_status
cs_series_chart(struct cs_report *report, struct cs_err *err)
{
	struct cs_samples samples = { 0 };
	enum cs_status st = cs_series_read(&samples, report->series, report, err);

	if (st == CS_OK && report->series->kind == CS_CONTROL_PARETO) {
		report->doc->main_table = "causes";
		cs_pareto_add(report->doc, &samples);
	} else if (st == CS_OK) {
		st = say_reach(report, &samples, err);
		if (st == CS_OK)
			st = add_control(report, &samples, err);
	}
	if (st == CS_OK)
		cs_series_note(report->doc, report->series);
	cs_samples_release(&samples);
	return st;
}
