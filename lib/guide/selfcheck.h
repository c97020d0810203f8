/*
 * The operator's style: statements of the guide (kind "question") answered
 * from 1 (not at all) to 5 (entirely), four for each of four styles, and
 * beside the view of oneself what the ledger of consultations shows.  The
 * statements, the styles and the measures are this toolkit's own.
 */
#ifndef CS_SELFCHECK_H
#define CS_SELFCHECK_H

#include "guide/guide.h"

#define CS_STYLES 4
#define CS_ANSWER_MAX 5

struct cs_style {
	const struct cs_entry *entry; /* borrowed from the guide */
	int64_t sum, answers;
	bool leads;                   /* half a point or more above the next */
	const char *measure;          /* what of the ledger stands beside it */
	int64_t part, whole;          /* its figure: a share, or a median with whole = count */
	bool is_median;
};

struct cs_selfcheck {
	struct cs_style styles[CS_STYLES];
	const struct cs_entry **questions; /* owned list of borrowed entries */
	size_t question_count;
};

/* CS_EINPUT where a shop's file left a style or a question without the other. */
enum cs_status cs_selfcheck_init(struct cs_selfcheck *check, const struct cs_guide *guide, struct cs_err *err);
void cs_selfcheck_release(struct cs_selfcheck *check);

/* Takes the answer to question `i`; CS_EUSAGE unless it is 1 to 5. */
enum cs_status cs_selfcheck_answer(struct cs_selfcheck *check, size_t i, const char *answer, struct cs_err *err);

/* Settles which style leads; call when every question has its answer. */
void cs_selfcheck_settle(struct cs_selfcheck *check);

/*
 * Reads one row for each consultation, as cs-consult export prints them, and
 * takes of the columns first_response_business_min, read_back, promise_kept,
 * reopened and transfers those that are there.  CS_OK, CS_EINPUT, CS_EIO.
 */
enum cs_status cs_selfcheck_ledger(struct cs_selfcheck *check, const char *path, struct cs_err *err);

#endif
