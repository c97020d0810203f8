/*
 * Cells and figures that the analyses share: a rate never comes without its
 * interval and the number that it rests on, and not at all where that number
 * is too small.
 */
#ifndef CS_CELLS_REPORT_H
#define CS_CELLS_REPORT_H

#include "report/report.h"
#include "stat/proportion.h"

/* A word of ours: as it is in a stream, translated for a reader. */
struct cs_doc_value cs_word(struct cs_doc *doc, const char *word);

/* "yes" or "no", and what a figure's verdict is called, as a stream has them and translated for a reader. */
struct cs_doc_value cs_cell_yes(struct cs_doc *doc, bool yes);
struct cs_doc_value cs_cell_verdict(struct cs_doc *doc, enum cs_doc_verdict verdict);

/* Three cells: x of n as a rate with Wilson's 95 % interval; not known below `least`. */
void cs_cells_rate(struct cs_doc *doc, struct cs_count_of count, int64_t least);

/* Three cells: a ratio with its interval, to two decimals; not known where it is NaN. */
void cs_cells_ratio(struct cs_doc *doc, struct cs_interval ratio);

/* Three cells: a difference of rates with its interval. */
void cs_cells_points(struct cs_doc *doc, struct cs_interval difference);

/* A figure that is a rate: with its interval and n; not known below `least`. */
struct cs_doc_figure *cs_figure_rate(struct cs_doc *doc, const char *id, const char *label, struct cs_count_of count,
    int64_t least);

/*
 * Adds the change of such a figure against `before`, of which `compared` says
 * what it is, with Newcombe's interval; a signal has p under 0.01, and more is
 * better.  Where either rests on fewer than `least`, nothing but "too few".
 */
void cs_figure_compare(struct cs_doc *doc, struct cs_doc_figure *figure, struct cs_count_of now,
    struct cs_count_of before, int64_t least, const char *compared);

/* A figure that is a difference of rates, and whether it is more than chance. */
struct cs_doc_figure *cs_figure_points(struct cs_doc *doc, const char *id, const char *label,
    struct cs_count_of a, struct cs_count_of b, int64_t least);

/* "above", "below", "usual", "too few": how a group stands to the rest when `q` is its false-discovery rate. */
const char *cs_word_of_group(struct cs_count_of group, struct cs_count_of rest, double q, int64_t least);

/* The columns that the cells above fill. */
#define CS_COLUMNS_RATE { "rate", CS_DOC_RATE, CS_MASK_NONE, false }, { "low", CS_DOC_RATE, CS_MASK_NONE, false }, \
	{ "high", CS_DOC_RATE, CS_MASK_NONE, false }

#define CS_FALSE_DISCOVERY 0.05 /* of what is called a finding, so much may be chance */

#endif
