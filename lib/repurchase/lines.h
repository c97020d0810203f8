/*
 * Where a history takes its lines from: a table of functions that the store
 * and the stream fill in.  Inner header of lib/repurchase.
 */
#ifndef CS_LINES_H
#define CS_LINES_H

#include "repurchase/history.h"
#include "repurchase/names.h"

struct cs_lines {
	/*
	 * Fills the next customer's lines that count, in their order: CS_ROW
	 * with `number`, `items` and `count`, CS_OK at the end, or CS_EDB.
	 */
	enum cs_status (*next)(struct cs_lines *lines, struct cs_err *err);
	enum cs_status (*name_customers)(struct cs_lines *lines, struct cs_err *err);
	uint32_t (*name_of)(const struct cs_lines *lines, uint32_t number);
	void (*close)(struct cs_lines *lines);

	struct cs_history_options options;
	struct cs_history_facts facts;
	uint32_t number;
	struct cs_line *items; /* owned */
	size_t count, cap;
	struct cs_names customers;
	struct cs_names groups;
	uint32_t *orders_on;   /* owned; orders that count for each day since 1900, or NULL */
};

enum cs_status cs_lines_of_store(struct cs_lines **lines, struct cs_db *db,
    const struct cs_history_options *options, struct cs_err *err);
enum cs_status cs_lines_of_stream(struct cs_lines **lines, char *const paths[], size_t count,
    const struct cs_history_options *options, struct cs_err *err);

/* Frees what every source has. */
void cs_lines_release(struct cs_lines *lines);

/* True when a line counts, which is also written into the facts. */
bool cs_lines_keep(struct cs_lines *lines, bool kept, bool guest, cs_day day);

#endif
