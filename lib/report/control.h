/*
 * Control charts of a stream as a document: what the rules say, the figures
 * they rest on, every point with its limits, and the picture.
 */
#ifndef CS_CONTROL_H
#define CS_CONTROL_H

#include "report/samples.h"

/* The words of `chart KIND`, in their order; ends with NULL. */
enum cs_control_kind { CS_CONTROL_P, CS_CONTROL_U, CS_CONTROL_LANEY, CS_CONTROL_G, CS_CONTROL_RUN, CS_CONTROL_PARETO };
extern const char *const cs_control_words[];

struct cs_control {
	enum cs_control_kind kind;
	const char *baseline;     /* "FROM..TO" or the number of the first points; NULL: all */
	const char *const *marks; /* names at which a new phase begins */
	size_t mark_count;
};

/* True where the counts of the kind each have a size. */
bool cs_control_is_sized(enum cs_control_kind kind);

/*
 * Adds the section "chart" with the table "points" (of a Pareto chart
 * "causes").  CS_EUSAGE for a baseline or a mark that the samples lack,
 * CS_EINPUT for a count above its size in a p chart.
 */
enum cs_status cs_control_add(struct cs_doc *doc, const struct cs_control *control, const struct cs_samples *samples,
    struct cs_err *err);

/* The Pareto chart: the few causes that make most of it. */
void cs_pareto_add(struct cs_doc *doc, const struct cs_samples *samples);

#endif
