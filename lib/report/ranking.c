#include "report/ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/cells.h"
#include "report/chart.h"
#include "stat/discovery.h"
#include "stat/poisson.h"

#define LEAST_EVENTS 10 /* now and before together, under which no change is told */
#define SIGNAL_Q 0.05   /* the false-discovery rate */

void
cs_ranking_release(struct cs_ranking *ranking)
{
	free(ranking->items);
	*ranking = (struct cs_ranking){ 0 };
}

static struct cs_rank *
find(struct cs_ranking *ranking, struct cs_report *report, const char *code, const char *name)
{
	for (size_t i = 0; i < ranking->count; i++) {
		if (strcmp(ranking->items[i].code, code) == 0)
			return &ranking->items[i];
	}
	ranking->items = cs_grow(ranking->items, &ranking->cap, ranking->count + 1, sizeof(*ranking->items));
	struct cs_rank *rank = &ranking->items[ranking->count++];

	*rank = (struct cs_rank){ .code = cs_doc_keep(report->doc, code), .name = cs_doc_keep(report->doc, name) };
	return rank;
}

void
cs_ranking_add(struct cs_ranking *ranking, struct cs_report *report, const char *code, const char *name, int64_t count,
    int64_t before)
{
	struct cs_rank *rank = find(ranking, report, code, name);

	rank->count += count;
	rank->before += before;
	ranking->total += count;
	ranking->before += before;
}

static int
by_count(const void *a, const void *b)
{
	const struct cs_rank *x = a, *y = b;

	if (!*x->code != !*y->code)
		return *x->code ? -1 : 1;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->code, y->code);
}

void
cs_ranking_settle(struct cs_ranking *ranking)
{
	double *p = cs_calloc(ranking->count + 1, sizeof(*p));

	if (ranking->count)
		qsort(ranking->items, ranking->count, sizeof(*ranking->items), by_count);
	for (size_t i = 0; i < ranking->count; i++) {
		struct cs_rank *rank = &ranking->items[i];
		struct cs_count_over now = { rank->count, ranking->exposure }, then = { rank->before, ranking->exposure_before };

		rank->known = rank->count + rank->before >= LEAST_EVENTS && now.exposure > 0 && then.exposure > 0;
		p[i] = rank->known ? cs_poisson_p(now, then) : (double)NAN;
	}
	cs_false_discovery(p, ranking->count);
	for (size_t i = 0; i < ranking->count; i++)
		ranking->items[i].p = p[i];
	free(p);
}

static enum cs_doc_verdict
verdict_of(const struct cs_rank *rank)
{
	if (!rank->known)
		return CS_DOC_TOO_FEW;
	return rank->p < SIGNAL_Q ? CS_DOC_SIGNAL : CS_DOC_NOISE;
}

static struct cs_doc_value
times(struct cs_doc *doc, const struct cs_rank *rank, double value)
{
	return rank->known && isfinite(value) ? cs_doc_real(doc, value, 2) : cs_doc_unknown(CS_DOC_REAL);
}

static void
add_row(const struct cs_ranking *ranking, struct cs_doc *doc, const struct cs_rank *rank, int64_t cumulative)
{
	struct cs_count_over now = { rank->count, ranking->exposure }, then = { rank->before, ranking->exposure_before };
	struct cs_interval ratio = cs_poisson_ratio(now, then);
	struct cs_doc_value word = cs_doc_text(doc, rank->code);

	word.shown = rank->name;
	cs_doc_cell(doc, word);
	cs_doc_cell(doc, cs_doc_int(doc, rank->count));
	cs_doc_cell(doc, cs_doc_rate(doc, rank->count, ranking->total));
	cs_doc_cell(doc, cs_doc_rate(doc, cumulative, ranking->total));
	cs_doc_cell(doc, cs_doc_int(doc, rank->before));
	cs_doc_cell(doc, times(doc, rank, ratio.value));
	cs_doc_cell(doc, times(doc, rank, ratio.low));
	cs_doc_cell(doc, times(doc, rank, ratio.high));
	cs_doc_cell(doc, cs_cell_verdict(doc, verdict_of(rank)));
}

void
cs_ranking_table(const struct cs_ranking *ranking, struct cs_report *report, const char *table, const char *caption,
    const char *word, size_t rows)
{
	const struct cs_doc_column columns[] = {
		{ word, CS_DOC_TEXT, ranking->mask, false },
		{ "cases", CS_DOC_INT, CS_MASK_NONE, false },
		{ "share", CS_DOC_RATE, CS_MASK_NONE, false },
		{ "cumulative_share", CS_DOC_RATE, CS_MASK_NONE, false },
		{ "before", CS_DOC_INT, CS_MASK_NONE, false },
		{ "times", CS_DOC_REAL, CS_MASK_NONE, false },
		{ "low", CS_DOC_REAL, CS_MASK_NONE, false },
		{ "high", CS_DOC_REAL, CS_MASK_NONE, false },
		{ "verdict", CS_DOC_TEXT, CS_MASK_NONE, false },
	};
	struct cs_doc_table *made = cs_doc_table(report->doc, table, caption, columns, CS_COUNT(columns));
	int64_t cumulative = 0;

	/* A word that only came before has no bar. */
	for (size_t i = 0; i < ranking->count; i++) {
		if (ranking->items[i].count == 0)
			continue;
		if (cs_doc_row_count(made) >= rows) {
			made->rows_left_out++;
			continue;
		}
		cumulative += ranking->items[i].count;
		add_row(ranking, report->doc, &ranking->items[i], cumulative);
	}
	cs_doc_draw(report->doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = word, .y = { "cases" } });
}
