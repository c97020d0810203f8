#include "report/cells.h"

#include <math.h>

#define RATIO_DECIMALS 2
#define SIGNAL_P 0.01

struct cs_doc_value
cs_word(struct cs_doc *doc, const char *word)
{
	struct cs_doc_value value = cs_doc_text(doc, word);

	if (value.known)
		value.shown = cs_doc_keep(doc, *word ? _(word) : "");
	return value;
}

struct cs_doc_value
cs_cell_yes(struct cs_doc *doc, bool yes)
{
	return cs_word(doc, yes ? N_("yes") : N_("no"));
}

struct cs_doc_value
cs_cell_verdict(struct cs_doc *doc, enum cs_doc_verdict verdict)
{
	struct cs_doc_value value = cs_doc_text(doc, cs_doc_verdict_words[verdict]);

	value.shown = cs_doc_keep(doc, cs_doc_verdict_text(verdict));
	return value;
}

static struct cs_interval
rate_of(struct cs_count_of count, int64_t least)
{
	return count.n < least ? (struct cs_interval){ (double)NAN, (double)NAN, (double)NAN } : cs_wilson(count, CS_Z95);
}

void
cs_cells_rate(struct cs_doc *doc, struct cs_count_of count, int64_t least)
{
	struct cs_interval rate = rate_of(count, least);

	cs_doc_cell(doc, cs_doc_share(doc, rate.value));
	cs_doc_cell(doc, cs_doc_share(doc, rate.low));
	cs_doc_cell(doc, cs_doc_share(doc, rate.high));
}

void
cs_cells_ratio(struct cs_doc *doc, struct cs_interval ratio)
{
	cs_doc_cell(doc, cs_doc_real(doc, ratio.value, RATIO_DECIMALS));
	cs_doc_cell(doc, cs_doc_real(doc, ratio.low, RATIO_DECIMALS));
	cs_doc_cell(doc, cs_doc_real(doc, ratio.high, RATIO_DECIMALS));
}

void
cs_cells_points(struct cs_doc *doc, struct cs_interval difference)
{
	cs_doc_cell(doc, cs_doc_points(doc, difference.value));
	cs_doc_cell(doc, cs_doc_points(doc, difference.low));
	cs_doc_cell(doc, cs_doc_points(doc, difference.high));
}

struct cs_doc_figure *
cs_figure_rate(struct cs_doc *doc, const char *id, const char *label, struct cs_count_of count, int64_t least)
{
	struct cs_interval rate = rate_of(count, least);
	struct cs_doc_figure *figure = cs_doc_figure(doc, id, label, cs_doc_share(doc, rate.value));

	figure->n = count.n;
	figure->low = cs_doc_share(doc, rate.low);
	figure->high = cs_doc_share(doc, rate.high);
	figure->verdict = count.n < least ? CS_DOC_TOO_FEW : CS_DOC_NO_VERDICT;
	return figure;
}

void
cs_figure_compare(struct cs_doc *doc, struct cs_doc_figure *figure, struct cs_count_of now, struct cs_count_of before,
    int64_t least, const char *compared)
{
	if (now.n < least || before.n < least) {
		figure->verdict = CS_DOC_TOO_FEW;
		return;
	}
	struct cs_interval change = cs_newcombe(now, before, CS_Z95);

	figure->before = cs_doc_rate(doc, before.x, before.n);
	figure->change = cs_doc_points(doc, change.value);
	figure->compared = cs_doc_keep_format(doc, _("%s, n %lld; change 95%% %s to %s"), compared, (long long)before.n,
	    cs_doc_points(doc, change.low).shown, cs_doc_points(doc, change.high).shown);
	figure->verdict = cs_two_proportions_p(now, before) < SIGNAL_P ? CS_DOC_SIGNAL : CS_DOC_NOISE;
	if (figure->verdict == CS_DOC_SIGNAL)
		figure->severity = change.value < 0 ? CS_DOC_WATCH : CS_DOC_GOOD;
}

struct cs_doc_figure *
cs_figure_points(struct cs_doc *doc, const char *id, const char *label, struct cs_count_of a, struct cs_count_of b,
    int64_t least)
{
	bool few = a.n < least || b.n < least;
	struct cs_interval d = { (double)NAN, (double)NAN, (double)NAN };

	if (!few)
		d = cs_newcombe(a, b, CS_Z95);
	struct cs_doc_figure *figure = cs_doc_figure(doc, id, label, cs_doc_points(doc, d.value));

	figure->n = a.n + b.n;
	figure->low = cs_doc_points(doc, d.low);
	figure->high = cs_doc_points(doc, d.high);
	figure->verdict = few || isnan(d.value) ? CS_DOC_TOO_FEW : d.low > 0 || d.high < 0 ? CS_DOC_SIGNAL : CS_DOC_NOISE;
	return figure;
}

const char *
cs_word_of_group(struct cs_count_of group, struct cs_count_of rest, double q, int64_t least)
{
	if (group.n < least || isnan(q))
		return N_("too few");
	if (q > CS_FALSE_DISCOVERY)
		return N_("usual");
	return (double)group.x * (double)rest.n > (double)rest.x * (double)group.n ? N_("above") : N_("below");
}
