#include "report/attainment.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/again.h"
#include "report/casebook.h"
#include "report/cells.h"
#include "report/chart.h"
#include "stream/out.h"

static const char *const severity_words[] = { "", "1", "2", "3", "4" };
static const char *const weekday_words[] = { N_("monday"), N_("tuesday"), N_("wednesday"), N_("thursday"), N_("friday"),
	N_("saturday"), N_("sunday") };

/* Cases that have the same word, and how they kept their targets. */
struct level {
	const char *name; /* borrowed of the book */
	int64_t cases, met[CS_SLA_CLOCKS], missed[CS_SLA_CLOCKS];
};

struct levels {
	struct level *items; /* owned */
	size_t count, cap;
};

static const char *
word_of(const struct cs_case *c, int by, const struct cs_casebook *book)
{
	switch ((enum cs_sla_by)by) {
	case CS_BY_POLICY:
		return c->policy;
	case CS_BY_KIND:
		return cs_contact_kind_words[c->kind];
	case CS_BY_CHANNEL:
		return cs_contact_channel_words[c->channel];
	case CS_BY_CAUSE:
		return c->cause;
	case CS_BY_AGENT:
		return cs_desk_alias(&book->help.desk, c->agent);
	case CS_BY_SEVERITY:
		return severity_words[c->severity];
	case CS_BY_WEEKDAY:
		return weekday_words[cs_weekday(cs_day_of_time(c->opened_at))];
	}
	return "";
}

static void
add_case(struct levels *levels, const char *name, const struct cs_case *c)
{
	size_t at = 0;

	while (at < levels->count && strcmp(levels->items[at].name, name) != 0)
		at++;
	if (at == levels->count) {
		levels->items = cs_grow(levels->items, &levels->cap, levels->count + 1, sizeof(*levels->items));
		levels->items[levels->count++] = (struct level){ .name = name };
	}
	struct level *level = &levels->items[at];

	level->cases++;
	for (int i = 0; i < CS_SLA_CLOCKS; i++) {
		level->met[i] += c->met[i];
		level->missed[i] += c->missed[i];
	}
}

static int
by_cases(const void *a, const void *b)
{
	const struct level *one = a, *two = b;

	if (one->cases != two->cases)
		return one->cases > two->cases ? -1 : 1;
	return strcmp(one->name, two->name);
}

static void
put_level(struct cs_report *report, const struct level *level)
{
	struct cs_doc *doc = report->doc;

	bool ours = report->terms.by != CS_BY_POLICY && report->terms.by != CS_BY_CAUSE && report->terms.by != CS_BY_AGENT;

	/* The shop's own names are nobody's to translate. */
	cs_doc_cell(doc, !*level->name ? cs_doc_unknown(CS_DOC_TEXT) : ours ? cs_word(doc, level->name) : cs_doc_text(doc, level->name));
	cs_doc_cell(doc, cs_doc_int(doc, level->cases));
	for (int i = 0; i < CS_SLA_CLOCKS; i++) {
		struct cs_count_of kept = { level->met[i], level->met[i] + level->missed[i] };

		cs_doc_cell(doc, cs_doc_int(doc, level->met[i]));
		cs_doc_cell(doc, cs_doc_int(doc, level->missed[i]));
		if (i == CS_SLA_FIRST)
			cs_cells_rate(doc, kept, report->terms.least);
		else
			cs_doc_cell(doc, kept.n < report->terms.least ? cs_doc_unknown(CS_DOC_RATE) : cs_doc_rate(doc, kept.x, kept.n));
	}
}

static void
put_levels(struct cs_report *report, struct levels *levels)
{
	static const struct cs_doc_column columns[] = {
		{ "group", CS_DOC_TEXT, CS_MASK_PROSE, false }, { "cases", CS_DOC_INT, CS_MASK_NONE, false },
		{ "first_met", CS_DOC_INT, CS_MASK_NONE, false }, { "first_missed", CS_DOC_INT, CS_MASK_NONE, false }, CS_COLUMNS_RATE,
		{ "next_met", CS_DOC_INT, CS_MASK_NONE, false }, { "next_missed", CS_DOC_INT, CS_MASK_NONE, false },
		{ "next_rate", CS_DOC_RATE, CS_MASK_NONE, false }, { "resolve_met", CS_DOC_INT, CS_MASK_NONE, false },
		{ "resolve_missed", CS_DOC_INT, CS_MASK_NONE, false }, { "resolve_rate", CS_DOC_RATE, CS_MASK_NONE, false },
	};
	struct cs_doc_table *table = cs_doc_table(report->doc, "attainment", _("Targets met and missed"), columns,
	    CS_COUNT(columns));
	size_t rows = cs_report_rows(report) < levels->count ? cs_report_rows(report) : levels->count;

	if (levels->count > 0)
		qsort(levels->items, levels->count, sizeof(*levels->items), by_cases);
	for (size_t i = 0; i < rows; i++)
		put_level(report, &levels->items[i]);
	table->rows_left_out = (int64_t)(levels->count - rows);
	if (rows > 0)
		cs_doc_draw(report->doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = "group",
			.y = { "rate", "resolve_rate" } });
}

/* Of each clock: how many of those that are over or overdue were in time. */
static void
put_kept(struct cs_report *report, const struct level *all)
{
	static const char *const ids[] = { "first_response_kept", "next_response_kept", "resolution_kept" };
	static const char *const missed_ids[] = { "first_response_missed", NULL, "resolution_missed" };
	static const char *const labels[] = { N_("First responses in time"), N_("Next responses in time"), N_("Solved in time") };
	static const char *const missed_labels[] = { N_("First responses missed"), NULL, N_("Not solved in time") };

	for (int i = 0; i < CS_SLA_CLOCKS; i++) {
		struct cs_count_of kept = { all->met[i], all->met[i] + all->missed[i] };
		struct cs_doc_figure *f = cs_figure_rate(report->doc, ids[i], _(labels[i]), kept, report->terms.least);

		f->definition = cs_doc_keep(report->doc, _("met / (met + missed); what is open and not due yet is left out, what is overdue is missed"));
		if (!missed_ids[i])
			continue; /* a case can miss several of them */
		f = cs_doc_figure(report->doc, missed_ids[i], _(missed_labels[i]), cs_doc_int(report->doc, all->missed[i]));
		f->n = kept.n;
		f->definition = cs_doc_keep(report->doc, _("cases opened in the period whose target was missed, whether or not it was met later"));
	}
}

enum cs_status
cs_sla_levels(struct cs_report *report, struct cs_err *err)
{
	struct levels levels = { 0 };
	struct level all = { .name = "" };
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);

	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		const struct cs_case *c = &book->items[i];

		if (c->before)
			continue;
		add_case(&levels, word_of(c, report->terms.by, book), c);
		for (int k = 0; k < CS_SLA_CLOCKS; k++) {
			all.met[k] += c->met[k];
			all.missed[k] += c->missed[k];
		}
	}
	if (st == CS_OK) {
		cs_casebook_count(report, book);
		put_kept(report, &all);
		put_levels(report, &levels);
	}
	free(levels.items);
	return st;
}

static int
by_size(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;

	return one < two ? -1 : one > two;
}

/* Two figures: the median and the ninth decile by nearest rank, of times that are known. */
static void
put_percentiles(struct cs_report *report, const char *id, const char *label, int64_t *times, size_t count)
{
	static const int percents[] = { 50, 90 };
	struct cs_doc *doc = report->doc;

	qsort(times, count, sizeof(*times), by_size);
	for (size_t i = 0; i < CS_COUNT(percents); i++) {
		size_t rank = (count * (size_t)percents[i] + 99) / 100;
		struct cs_doc_figure *f = cs_doc_figure(doc, cs_doc_keep_format(doc, "%s_p%d", id, percents[i]),
		    cs_doc_keep_format(doc, percents[i] == 50 ? _("%s: half within") : _("%s: nine in ten within"), label),
		    count ? cs_doc_minutes(doc, times[rank - 1]) : cs_doc_unknown(CS_DOC_MINUTES));

		f->n = (int64_t)count;
		f->definition = cs_doc_keep(doc, _("by nearest rank, of the cases of the period that have it"));
	}
}

enum cs_status
cs_sla_speed(struct cs_report *report, struct cs_err *err)
{
	static const char *const ids[] = { "first_response_open", "first_response", "resolution_open", "resolution" };
	static const char *const labels[] = { N_("First response in opening hours"), N_("First response by the calendar"),
		N_("Resolution in opening hours"), N_("Resolution by the calendar") };
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);

	for (size_t k = 0; st == CS_OK && k < CS_COUNT(ids); k++) {
		int64_t *times = cs_calloc(book->count + 1, sizeof(*times));
		size_t count = 0;

		for (size_t i = 0; i < book->count; i++) {
			const struct cs_case *c = &book->items[i];
			const int64_t of[] = { c->first_open_min, c->first_min, c->resolve_open_min, c->resolve_min };

			if (!c->before && of[k] >= 0)
				times[count++] = of[k];
		}
		put_percentiles(report, ids[k], _(labels[k]), times, count);
		free(times);
	}
	return st;
}

/* The cases of the period that were closed so long before its end that it is known whether they came again. */
static void
each_closed(const struct cs_report *report, const struct cs_casebook *book, cs_again_fn *each, void *self)
{
	cs_day last = report->to < report->as_of ? report->to : report->as_of;
	struct cs_matters matters = { 0 };

	for (size_t i = 0; i < book->count; i++) {
		const struct cs_case *c = &book->items[i];

		cs_matters_add(&matters, &(struct cs_matter){ c->code, c->customer, c->order_no, c->cause, c->opened_at,
			c->closed_at, c });
	}
	cs_matters_each(&matters, cs_time_of(report->from, 0, 0, 0), cs_time_of(last + 1 - CS_AGAIN_DAYS, 0, 0, 1), each, self);
	cs_matters_release(&matters);
}

struct again_sums {
	struct cs_count_of again, one_touch;
};

static void
count_again(void *self, const struct cs_matter *matter, const struct cs_matter *again)
{
	const struct cs_case *c = matter->of;
	struct again_sums *sums = self;

	if (c->before)
		return;
	sums->again.n++;
	sums->again.x += again != NULL;
	sums->one_touch.n += !c->imported;
	sums->one_touch.x += !c->imported && c->responses == 1 && !again;
}

enum cs_status
cs_sla_again(struct cs_report *report, struct cs_err *err)
{
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);
	struct again_sums sums = { 0 };

	if (st != CS_OK)
		return st;
	each_closed(report, book, count_again, &sums);
	struct cs_doc_figure *f = cs_doc_figure(report->doc, "came_again", _("Came again"),
	    cs_doc_int(report->doc, sums.again.x));

	f->n = sums.again.n;
	f->definition = cs_doc_keep_format(report->doc,
	    _("closed cases whose customer asked about the same order, else the same cause, within %d days; closed so long before the end of the period"),
	    CS_AGAIN_DAYS);
	f = cs_figure_rate(report->doc, "solved_first_time", _("Solved the first time"),
	    (struct cs_count_of){ sums.again.n - sums.again.x, sums.again.n }, report->terms.least);
	f->definition = cs_doc_keep(report->doc, _("1 less the share that came again"));
	f = cs_figure_rate(report->doc, "one_touch", _("Solved with one answer"), sums.one_touch, report->terms.least);
	f->definition = cs_doc_keep(report->doc, _("of the same cases, those with a single answer that did not come again"));
	return st;
}

static bool
missed_first(const struct cs_case *c, const void *self)
{
	(void)self;
	return c->missed[CS_SLA_FIRST] > 0;
}

static bool
missed_resolve(const struct cs_case *c, const void *self)
{
	(void)self;
	return c->missed[CS_SLA_RESOLVE] > 0;
}

enum cs_status
cs_sla_list_first(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_casebook_list(report, missed_first, NULL, out, err);
}

enum cs_status
cs_sla_list_resolve(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_casebook_list(report, missed_resolve, NULL, out, err);
}

static void
write_again(void *self, const struct cs_matter *matter, const struct cs_matter *again)
{
	const struct cs_case *c = matter->of;
	struct cs_out *out = self;

	if (!again || c->before)
		return;
	cs_out_str(out, c->code);
	cs_out_str(out, c->customer);
	cs_out_str(out, c->order_no);
	cs_out_str(out, c->cause);
	cs_out_time(out, c->closed_at);
	cs_out_str(out, again->code);
	cs_out_time(out, again->opened_at);
	cs_out_end(out);
}

enum cs_status
cs_sla_list_again(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "contact_id", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT },
		{ "cause", CS_CELL_PROSE }, { "closed_at", CS_CELL_TEXT }, { "again_id", CS_CELL_TEXT }, { "again_at", CS_CELL_TEXT },
	};
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);

	cs_out_begin(out, cols, CS_COUNT(cols));
	if (st == CS_OK)
		each_closed(report, book, write_again, out);
	return st;
}
