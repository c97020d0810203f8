/* The Pareto chart: causes by their counts, and how many of them make four fifths. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/axis.h"
#include "report/cells.h"
#include "report/chart.h"
#include "report/control.h"

#define VITAL 0.8       /* the share that the few make */
#define REST_LARGEST 0.1 /* a rest above it hides causes */

struct cause {
	const char *name;
	double count;
	bool rest; /* "기타", "other", "unknown": what has no name of its own stands last */
};

static bool
is_rest(const char *name)
{
	static const char *const words[] = { "기타", "other", "others", "unknown", "미상", "" };

	for (size_t i = 0; i < CS_COUNT(words); i++) {
		if (strcasecmp(name, words[i]) == 0)
			return true;
	}
	return false;
}

static int
compare(const void *a, const void *b)
{
	const struct cause *p = a, *q = b;

	if (p->rest != q->rest)
		return p->rest ? 1 : -1;
	if (p->count != q->count)
		return p->count > q->count ? -1 : 1;
	return strcmp(p->name, q->name);
}

/* One entry for each name, in order; returns their sum. */
static double
collect(const struct cs_samples *samples, struct cs_axis *names, struct cause *causes)
{
	double all = 0;

	for (size_t i = 0; i < samples->count; i++) {
		const struct cs_sample *s = &samples->items[i];
		struct cause *c = &causes[cs_axis_find(names, s->name, strlen(s->name))];

		c->name = s->name;
		c->rest = is_rest(s->name);
		c->count += isnan(s->count) ? 0 : s->count;
		all += isnan(s->count) ? 0 : s->count;
	}
	qsort(causes, names->count, sizeof(*causes), compare);
	return all;
}

static void
add_causes(struct cs_doc *doc, const struct cause *causes, size_t count, double all)
{
	static const struct cs_doc_column columns[] = {
		{ "cause", CS_DOC_TEXT, CS_MASK_NONE, false }, { "cases", CS_DOC_REAL, CS_MASK_NONE, false },
		{ "share", CS_DOC_RATE, CS_MASK_NONE, false }, { "cumulative", CS_DOC_RATE, CS_MASK_NONE, false },
		{ "vital", CS_DOC_TEXT, CS_MASK_NONE, false },
	};
	double sum = 0;

	cs_doc_table(doc, "causes", _("Causes, the largest first"), columns, CS_COUNT(columns));
	for (size_t i = 0; i < count; i++) {
		/* Still short of four fifths before it: it belongs to the few. */
		bool vital = sum < VITAL * all && !causes[i].rest;

		sum += causes[i].count;
		cs_doc_cell(doc, cs_doc_text(doc, causes[i].name));
		cs_doc_cell(doc, cs_doc_real(doc, causes[i].count, causes[i].count == floor(causes[i].count) ? 0 : 2));
		cs_doc_cell(doc, cs_doc_share(doc, all > 0 ? causes[i].count / all : (double)NAN));
		cs_doc_cell(doc, cs_doc_share(doc, all > 0 ? sum / all : (double)NAN));
		cs_doc_cell(doc, cs_cell_yes(doc, vital));
	}
	if (count)
		cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .title = doc->title, .x = "cause", .y = { "cases" } });
}

static void
say(struct cs_doc *doc, const struct cause *causes, size_t count, double all)
{
	double sum = 0, rest = 0;
	size_t vital = 0;

	for (size_t i = 0; i < count; i++) {
		vital += sum < VITAL * all && !causes[i].rest;
		sum += causes[i].count;
		rest += causes[i].rest ? causes[i].count : 0;
	}
	if (all > 0)
		cs_doc_say(doc, CS_DOC_PLAIN, _("%zu of %zu causes make 80%% of it."), vital, count);
	if (rest > REST_LARGEST * all)
		cs_doc_say(doc, CS_DOC_WATCH, _("%.0f%% have no cause of their own: look into them before you trust the order."),
		    rest / all * 100);
	cs_doc_figure(doc, "vital_causes", _("Causes that make 80%"), cs_doc_int(doc, (int64_t)vital))->n = (int64_t)count;
}

void
cs_pareto_add(struct cs_doc *doc, const struct cs_samples *samples)
{
	struct cause *causes = cs_calloc(samples->count, sizeof(*causes));
	struct cs_axis names = { 0 };
	double all = collect(samples, &names, causes);

	say(doc, causes, names.count, all);
	add_causes(doc, causes, names.count, all);
	free(causes);
	cs_axis_release(&names);
}
