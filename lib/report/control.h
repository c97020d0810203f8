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

/* A point at which a new phase begins. */
struct cs_phase_mark {
	const char *name;
	const char *why; /* what was done; NULL: not told.  With it, a mark that lies outside the points is passed over. */
};

struct cs_control {
	enum cs_control_kind kind;
	const char *baseline;     /* "FROM..TO" or the number of the first points; NULL: all */
	const struct cs_phase_mark *marks;
	size_t mark_count;
	bool rates;               /* laney: rates, even where no count exceeds its size */
	bool may_widen;           /* p, u: Laney's limits where points differ by more than chance */
	const char *table, *caption; /* of the table and its picture; "points" and what that says where NULL */
	const char *prefix;       /* of the ids of figures, "" where NULL */
};

/* True where the counts of the kind each have a size. */
bool cs_control_is_sized(enum cs_control_kind kind);

/*
 * Adds what the rules say, the figures and the table of points to the open
 * section.  CS_EUSAGE for a baseline or a mark that the samples lack,
 * CS_EINPUT for a count above its size in a p chart.
 */
enum cs_status cs_control_add(struct cs_doc *doc, const struct cs_control *control, const struct cs_samples *samples,
    struct cs_err *err);

/* The Pareto chart, with the table "causes": the few causes that make most of it. */
void cs_pareto_add(struct cs_doc *doc, const struct cs_samples *samples);

#endif
