#include "report/trend.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/cells.h"
#include "report/chart.h"
#include "report/daybook.h"

#define MONTHS 13 /* so that the same month of the year before can be seen */

static const struct line {
	const char *column;
	const struct cs_daybook_kind *kind;
	bool money;
} lines[] = {
	{ "orders", &cs_daybook_orders, false },
	{ "sales", &cs_daybook_sales, true },
	{ "returns", &cs_daybook_returns, false },
	{ "contacts", &cs_daybook_contacts, false },
	{ "complaints", &cs_daybook_complaints, false },
};

static const struct cs_doc_column columns[] = {
	{ "month", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "orders", CS_DOC_INT, CS_MASK_NONE, false },
	{ "sales", CS_DOC_MONEY, CS_MASK_NONE, false },
	{ "returns", CS_DOC_INT, CS_MASK_NONE, false },
	{ "contacts", CS_DOC_INT, CS_MASK_NONE, false },
	{ "complaints", CS_DOC_INT, CS_MASK_NONE, false },
	{ "complete", CS_DOC_TEXT, CS_MASK_NONE, false },
};

/* NaN: a day of the month is not known. */
static enum cs_status
read_line(double months[MONTHS], const struct line *line, const struct cs_report *report, cs_day first, struct cs_err *err)
{
	struct cs_daybook book;
	enum cs_status st = cs_daybook_read(&book, report, line->kind, first, report->to, err);

	for (int i = 0; st == CS_OK && i < MONTHS; i++) {
		cs_day from = cs_day_add_months(first, i), to = cs_day_add_months(first, i + 1) - 1;

		to = to < report->to ? to : report->to;
		months[i] = cs_daybook_knows(&book, from, to) ? cs_daybook_sum(&book, from, to) : (double)NAN;
	}
	cs_daybook_release(&book);
	return st;
}

static struct cs_doc_value
cell_of(struct cs_doc *doc, const struct line *line, double amount)
{
	if (isnan(amount))
		return cs_doc_unknown(line->money ? CS_DOC_MONEY : CS_DOC_INT);
	return line->money ? cs_doc_money(doc, llround(amount)) : cs_doc_int(doc, llround(amount));
}

/* A picture of what nothing is known of would be an empty frame; it shows the months that are over. */
static void
draw(struct cs_doc *doc, double months[CS_COUNT(lines)][MONTHS], int over)
{
	for (size_t i = 0; i < CS_COUNT(lines); i++) {
		int known = 0;

		for (int k = 0; k < over; k++)
			known += !isnan(months[i][k]);
		if (known > 1)
			cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_LINES, .title = _(lines[i].column), .x = "month",
				.y = { lines[i].column } });
	}
}

/* The first month of which something is known; before it there is nothing to look at. */
static int
first_known(double months[CS_COUNT(lines)][MONTHS])
{
	for (int k = 0; k < MONTHS; k++) {
		for (size_t i = 0; i < CS_COUNT(lines); i++) {
			if (!isnan(months[i][k]))
				return k;
		}
	}
	return MONTHS - 1;
}

enum cs_status
cs_report_trend(struct cs_report *report, struct cs_err *err)
{
	cs_day first = cs_day_add_months(cs_month_start(report->to), 1 - MONTHS);
	/* How many of them are over by the last day: all, or all but the last. */
	cs_day last = report->to < report->as_of ? report->to : report->as_of;
	int over = MONTHS - (cs_day_add_months(first, MONTHS) - 1 > last);
	struct cs_doc *doc = report->doc;
	double months[CS_COUNT(lines)][MONTHS];
	enum cs_status st = CS_OK;
	char day[CS_DAY_TEXT], until[CS_DAY_TEXT];

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(lines); i++)
		st = read_line(months[i], &lines[i], report, first, err);
	if (st != CS_OK)
		return st;
	cs_doc_table(doc, "trend", _("Month by month"), columns, CS_COUNT(columns));
	for (int k = first_known(months); k < MONTHS; k++) {
		cs_day_format(day, cs_day_add_months(first, k));
		day[strlen("2026-10")] = '\0';
		cs_doc_cell(doc, cs_doc_text(doc, day));
		for (size_t i = 0; i < CS_COUNT(lines); i++)
			cs_doc_cell(doc, cell_of(doc, &lines[i], months[i][k]));
		cs_doc_cell(doc, cs_cell_yes(doc, k < over));
	}
	draw(doc, months, over);
	if (over < MONTHS)
		cs_doc_note(doc, _("%s is counted up to %s only; the picture leaves it out."), day, cs_day_format(until, last));
	cs_doc_note(doc, "%s", _("A month of which a day is not known has no number. Orders count when they were placed, whatever "
	    "became of them."));
	return CS_OK;
}
