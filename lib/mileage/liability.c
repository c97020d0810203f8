#include "mileage/liability.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "mileage/lapse.h"
#include "mileage/policy.h"

#define TAXES 4
#define LEAST_AGE 12 /* months */

/* One month of the roll-forward, from MILEAGE_ROLL. */
struct month {
	cs_day start;
	int64_t issued, used, expired, revoked;
	int64_t used_by_tax[TAXES];
};

/* Sales that earned points in a month, or (below 0) what of them came back in another. */
struct sale {
	cs_day issued_in, month;
	int64_t amount;
};

/* What the accounts need beside it: the points that sales earned, those that were given, and the sales. */
struct books {
	struct cs_breakage earned, given;
	double *rate_then;  /* owned; of each month of `earned`: the use that was expected when it was issued */
	struct sale *sales; /* owned */
	size_t sale_count, sale_cap;
	struct cs_lapses lapses; /* what has lapsed and stands in no event */
	int64_t margin_ppm;
	cs_day full_until;  /* the last month that was written with a basis other than "estimated", or CS_NO_DAY */
};

/* `lapses`: NULL where only their use is asked for; points that lapsed were not used either way. */
static enum cs_status
read_cohorts(struct cs_db *db, cs_day to, int purchase, const struct cs_lapses *lapses, struct cs_breakage *cohorts,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COHORTS);
	enum cs_status st;

	cs_bind_int(stmt, ":to", to);
	cs_bind_int(stmt, ":purchase", purchase);
	while ((st = cs_step(stmt, err)) == CS_ROW)
		cs_breakage_add(cohorts, &(struct cs_breakage_cell){ .customer = cs_col_int(stmt, 0),
		    .issued_in = (cs_day)cs_col_int(stmt, 1), .month = (cs_day)cs_col_int(stmt, 2), .issued = cs_col_int(stmt, 3),
		    .used = cs_col_int(stmt, 4), .revoked = cs_col_int(stmt, 5), .lapsed = cs_col_int(stmt, 6) });
	cs_stmt_reset(stmt);
	for (size_t i = 0; lapses && i < lapses->count; i++) {
		const struct cs_lapse *l = &lapses->items[i];

		if (l->purchase == (purchase == 1))
			cs_breakage_add(cohorts, &(struct cs_breakage_cell){ .customer = l->account,
			    .issued_in = cs_month_start(l->issued_on), .month = cs_month_start(l->eff),
			    .lapsed = l->expired + l->taken });
	}
	cs_breakage_develop(cohorts, to);
	return st;
}

static enum cs_status
read_sales(struct cs_db *db, struct books *books, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_SALES);
	enum cs_status st;

	books->rate_then = cs_calloc(books->earned.count + 1, sizeof(*books->rate_then));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		books->sales = cs_grow(books->sales, &books->sale_cap, books->sale_count + 1, sizeof(*books->sales));
		books->sales[books->sale_count++] = (struct sale){ (cs_day)cs_col_int(stmt, 0), (cs_day)cs_col_int(stmt, 1),
			cs_col_int(stmt, 2) };
	}
	cs_stmt_reset(stmt);
	return st;
}

/* The sales of a month of issue, less what came back by `end`. */
static int64_t
sales_of(const struct books *books, cs_day issued_in, cs_day end)
{
	int64_t sum = 0;

	for (size_t i = 0; i < books->sale_count; i++)
		sum += books->sales[i].issued_in == issued_in && books->sales[i].month <= end ? books->sales[i].amount : 0;
	return sum;
}

/*
 * A year of development at least before anybody counts on points that will
 * never be used (IFRS 15 B46: only what is not going to be reversed).
 */
static bool
is_early(const struct cs_breakage *cohorts)
{
	return cohorts->count == 0 || cohorts->items[0].last_age < LEAST_AGE;
}

/* What expected_use stands on: every point that is open, an estimate, or the one for some of them. */
static const char *
basis_of(const struct books *books)
{
	const struct cs_breakage *both[] = { &books->earned, &books->given };
	int full = 0, estimated = 0;

	for (size_t i = 0; i < CS_COUNT(both); i++) {
		if (both[i]->count > 0 && both[i]->items[0].last_age >= 0)
			*(is_early(both[i]) ? &full : &estimated) = 1;
	}
	return !estimated ? "full" : full ? "partly" : "estimated";
}

static int64_t
open_of(const struct cs_breakage_month *c)
{
	return c->last_age < 0 ? 0 : cs_breakage_base(c) - c->used[c->last_age] - c->lapsed[c->last_age];
}

/* Points of a month that will still be used; of a young ledger all that are open. */
static double
to_come_of(const struct cs_breakage *cohorts, size_t which)
{
	return is_early(cohorts) ? (double)open_of(&cohorts->items[which]) : cs_breakage_to_come(cohorts, which);
}

static double
to_come(const struct cs_breakage *cohorts)
{
	double sum = 0;

	for (size_t i = 0; i < cohorts->count; i++)
		sum += to_come_of(cohorts, i);
	return sum;
}

/*
 * K-IFRS 1115: the price is shared between goods and points by their
 * stand-alone prices, with the use that was expected when the sale was made
 * and is not changed again; what waits becomes revenue as the points are
 * used, by what is expected now (IFRS 15, Example 52).
 */
static double
deferred(const struct books *books, cs_day end, int64_t *sales)
{
	double sum = 0;

	*sales = 0;
	for (size_t i = 0; i < books->earned.count; i++) {
		const struct cs_breakage_month *c = &books->earned.items[i];
		double rest = to_come_of(&books->earned, i);

		if (c->last_age < 0 || rest <= 0)
			continue;
		double used = (double)c->used[c->last_age];
		int64_t sold = sales_of(books, c->month, end);
		double waits = cs_ifrs15_deferred((double)sold, (double)cs_breakage_base(c), books->rate_then[i]);

		*sales += sold;
		sum += waits - cs_ifrs15_recognised(waits, used, used + rest);
	}
	return sum;
}

/* What is expected of points in the month of their issue stays with them. */
static void
settle_rates(struct books *books)
{
	for (size_t i = 0; i < books->earned.count; i++) {
		if (books->earned.items[i].last_age == 0)
			books->rate_then[i] = is_early(&books->earned) ? 1 : cs_breakage_ultimate(&books->earned);
	}
}

static const struct cs_col liability_columns[] = {
	{ "month", CS_CELL_TEXT }, { "opening", CS_CELL_NUMBER }, { "issued", CS_CELL_NUMBER }, { "used", CS_CELL_NUMBER },
	{ "expired", CS_CELL_NUMBER }, { "revoked", CS_CELL_NUMBER }, { "closing", CS_CELL_NUMBER },
	{ "expected_use", CS_CELL_NUMBER }, { "provision", CS_CELL_NUMBER }, { "sales_earned_on", CS_CELL_NUMBER },
	{ "deferred_revenue", CS_CELL_NUMBER }, { "provision_beside", CS_CELL_NUMBER }, { "used_own", CS_CELL_NUMBER },
	{ "used_event", CS_CELL_NUMBER }, { "used_comp", CS_CELL_NUMBER }, { "used_deposit", CS_CELL_NUMBER },
	{ "basis", CS_CELL_TEXT },
};

/*
 * Both bases.  K-GAAP: the sale stands in full, and what all points will cost
 * is provided for.  K-IFRS 1115: deferred revenue for points that sales
 * earned, and beside it a provision for those that were given.
 */
static void
write_liability(struct cs_out *out, const struct month *m, int64_t opening, const struct books *books)
{
	char text[CS_DAY_TEXT];
	int64_t closing = opening + m->issued - m->used - m->expired - m->revoked, sales;
	double cost = 1 - (double)books->margin_ppm / 1e6, earned = to_come(&books->earned);
	double given = to_come(&books->given);
	double waits = deferred(books, cs_day_add_months(m->start, 1) - 1, &sales);

	cs_day_format(text, m->start);
	cs_out_text(out, text, 7);
	cs_out_int(out, opening);
	cs_out_int(out, m->issued);
	cs_out_int(out, m->used);
	cs_out_int(out, m->expired);
	cs_out_int(out, m->revoked);
	cs_out_int(out, closing);
	cs_out_real(out, earned + given, 0);
	cs_out_real(out, (earned + given) * cost, 0);
	cs_out_int(out, sales);
	cs_out_real(out, waits, 0);
	cs_out_real(out, given * cost, 0);
	for (int i = 0; i < TAXES; i++)
		cs_out_int(out, m->used_by_tax[i]);
	cs_out_str(out, basis_of(books));
	cs_out_end(out);
}

/* The fall from all that is open to an estimate is no event in the shop. */
static void
tell_basis(const struct books *books)
{
	char text[CS_DAY_TEXT];

	if (books->full_until == CS_NO_DAY)
		return;
	cs_day_format(text, books->full_until);
	cs_note(_("up to %.7s expected_use counts in full what had not a year of use behind it yet (see basis); "
	    "the months after that are estimated"), text);
}

/* Counts out what has lapsed in the month and waits for its event. */
static void
count_lapses(const struct cs_lapses *lapses, cs_day end, struct month *m)
{
	for (size_t i = 0; i < lapses->count; i++) {
		if (lapses->items[i].eff < m->start || lapses->items[i].eff > end)
			continue;
		m->expired += lapses->items[i].expired;
		m->revoked += lapses->items[i].taken;
	}
}

static enum cs_status
read_month(struct cs_db *db, const struct cs_lapses *lapses, cs_day start, cs_day end, struct month *m,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ROLL);

	cs_bind_int(stmt, ":from", start);
	cs_bind_int(stmt, ":to", end);
	enum cs_status st = cs_step(stmt, err);

	*m = (struct month){ .start = start };
	if (st == CS_ROW) {
		m->issued = cs_col_int(stmt, 0);
		m->used = cs_col_int(stmt, 1);
		m->expired = cs_col_int(stmt, 2);
		m->revoked = cs_col_int(stmt, 3);
	}
	cs_stmt_reset(stmt);
	if (cs_failed(st))
		return st;
	count_lapses(lapses, end, m);
	stmt = cs_db_stmt(db, CS_SQL_MILEAGE_USED_BY_TAX);
	cs_bind_int(stmt, ":from", start);
	cs_bind_int(stmt, ":to", end);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		if (cs_col_int(stmt, 0) < TAXES)
			m->used_by_tax[cs_col_int(stmt, 0)] = cs_col_int(stmt, 1);
	}
	cs_stmt_reset(stmt);
	return st;
}

/* Every month from the first event on, because each settles what is expected of its points. */
static enum cs_status
write_months(struct cs_db *db, struct cs_out *out, cs_day from, cs_day to, struct books *books, struct cs_err *err)
{
	int64_t opening = 0;
	struct month m;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_FIRST_DAY);
	enum cs_status st = cs_step(stmt, err);
	cs_day first = st == CS_ROW && !cs_col_is_null(stmt, 0) ? (cs_day)cs_col_int(stmt, 0) : from;

	cs_stmt_reset(stmt);
	st = cs_failed(st) ? st : CS_OK;
	for (cs_day day = cs_month_start(first < from ? first : from); st == CS_OK && day <= to;
	    day = cs_day_add_months(day, 1)) {
		cs_day end = cs_day_add_months(day, 1) - 1;

		st = read_month(db, &books->lapses, day, end, &m, err);
		/* A month that is not over counts as far as it has come. */
		cs_breakage_develop(&books->given, end);
		cs_breakage_develop(&books->earned, end);
		settle_rates(books);
		if (st == CS_OK && day >= cs_month_start(from)) {
			write_liability(out, &m, opening, books);
			if (m.issued + opening > 0 && strcmp(basis_of(books), "estimated") != 0)
				books->full_until = day;
		}
		opening += m.issued - m.used - m.expired - m.revoked;
	}
	return st;
}

enum cs_status
cs_show_liability(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err)
{
	cs_day from = view->from != CS_NO_DAY ? view->from : cs_day_add_months(view->as_of, -11), to = view->to;
	struct books books = { .margin_ppm = view->margin_ppm, .full_until = CS_NO_DAY };
	cs_day end = cs_day_add_months(cs_month_start(to), 1) - 1;
	cs_day known = to > view->as_of ? to : view->as_of; /* tomorrow's lapses are not this month's yet */
	enum cs_status st = cs_lapses_read(db, known < end ? known : end, &books.lapses, err);

	if (st == CS_OK)
		st = read_cohorts(db, end, 0, &books.lapses, &books.given, err);
	if (st == CS_OK)
		st = read_cohorts(db, end, 1, &books.lapses, &books.earned, err);
	if (st == CS_OK)
		st = read_sales(db, &books, err);
	cs_out_begin(out, liability_columns, CS_COUNT(liability_columns));
	if (st == CS_OK)
		st = write_months(db, out, from, to, &books, err);
	if (st == CS_OK)
		tell_basis(&books);
	cs_breakage_release(&books.given);
	cs_breakage_release(&books.earned);
	cs_lapses_release(&books.lapses);
	free(books.sales);
	free(books.rate_then);
	return st;
}

static const struct cs_col breakage_columns[] = {
	{ "cohort", CS_CELL_TEXT }, { "age", CS_CELL_NUMBER }, { "issued", CS_CELL_NUMBER }, { "used", CS_CELL_NUMBER },
	{ "used_rate", CS_CELL_NUMBER }, { "factor", CS_CELL_NUMBER }, { "ultimate_rate", CS_CELL_NUMBER },
	{ "ultimate_low", CS_CELL_NUMBER }, { "ultimate_high", CS_CELL_NUMBER },
};

static void
write_ultimate(struct cs_out *out, struct cs_interval rate)
{
	cs_out_real(out, rate.value, 6);
	cs_out_real(out, rate.low, 6);
	cs_out_real(out, rate.high, 6);
	cs_out_end(out);
}

/*
 * A young ledger, and a cohort of which nobody has used anything yet, say
 * nothing of the end; and limits that all resamples agree on are none.
 */
static struct cs_interval
told_of(const struct cs_breakage *cohorts, int64_t used, struct cs_interval ultimate)
{
	if (is_early(cohorts) || used == 0)
		return (struct cs_interval){ NAN, NAN, NAN };
	if (ultimate.low >= ultimate.high)
		ultimate.low = ultimate.high = NAN;
	return ultimate;
}

/* Whether a cohort has lived through the age and the next one, with use to compare. */
static bool
has_factor(const struct cs_breakage *cohorts, int age)
{
	for (size_t i = 0; i < cohorts->count; i++) {
		if (age < cohorts->items[i].last_age && cohorts->items[i].used[age] > 0)
			return true;
	}
	return false;
}

static void
write_cohort(struct cs_out *out, const struct cs_breakage *cohorts, size_t which, struct cs_interval ultimate)
{
	const struct cs_breakage_month *c = &cohorts->items[which];
	char text[CS_DAY_TEXT];

	cs_day_format(text, c->month);
	for (int age = 0; age <= c->last_age; age++) {
		cs_out_text(out, text, 7);
		cs_out_int(out, age);
		cs_out_int(out, cs_breakage_base(c));
		cs_out_int(out, c->used[age]);
		cs_out_rate(out, c->used[age], cs_breakage_base(c));
		cs_out_real(out, has_factor(cohorts, age) ? cohorts->factor[age] : (double)NAN, 6);
		write_ultimate(out, told_of(cohorts, c->used[c->last_age], ultimate));
	}
}

/* All cohorts together, for the owner and for the accounts. */
static void
write_all(struct cs_out *out, const struct cs_breakage *cohorts, struct cs_interval ultimate)
{
	int64_t base = 0, used = 0;

	for (size_t i = 0; i < cohorts->count; i++) {
		const struct cs_breakage_month *c = &cohorts->items[i];

		base += c->last_age >= 0 ? cs_breakage_base(c) : 0;
		used += c->last_age >= 0 ? c->used[c->last_age] : 0;
	}
	cs_out_str(out, "all");
	cs_out_empty(out);
	cs_out_int(out, base);
	cs_out_int(out, used);
	cs_out_rate(out, used, base);
	cs_out_empty(out);
	write_ultimate(out, told_of(cohorts, used, ultimate));
}

enum cs_status
cs_show_breakage(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err)
{
	cs_day to = view->as_of;
	struct cs_breakage cohorts = { 0 };
	enum cs_status st = read_cohorts(db, to, -1, NULL, &cohorts, err);
	struct cs_interval *months = cs_calloc(cohorts.count + 1, sizeof(*months)), all = { 0 };

	cs_out_begin(out, breakage_columns, CS_COUNT(breakage_columns));
	if (st == CS_OK && cohorts.count > 0 && cohorts.items[0].last_age >= 0) {
		all = cs_breakage_interval(&cohorts, months);
		for (size_t i = 0; i < cohorts.count; i++)
			write_cohort(out, &cohorts, i, months[i]);
		write_all(out, &cohorts, all);
	}
	if (st == CS_OK && is_early(&cohorts))
		cs_note(_("the ledger is younger than a year: how much will have been used in the end is not known yet"));
	free(months);
	cs_breakage_release(&cohorts);
	return st;
}

enum cs_status
cs_use_rate(struct cs_db *db, cs_day to, struct cs_interval *rate, struct cs_err *err)
{
	struct cs_breakage cohorts = { 0 };
	enum cs_status st = read_cohorts(db, to, -1, NULL, &cohorts, err);

	/* What is given may all be used, until the past says otherwise. */
	*rate = is_early(&cohorts) ? (struct cs_interval){ 1, 1, 1 } : cs_breakage_interval(&cohorts, NULL);
	cs_breakage_release(&cohorts);
	return st;
}
