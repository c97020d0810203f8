/*
 * The shop's purchases, customer after customer: the one road that every
 * analysis walks, whether the lines come from the store or from a stream of
 * orders.  One customer is in memory at a time where the store is read; a
 * stream must be sorted first and is kept, 32 bytes a line.
 *
 * What counts is decided here and nowhere else:
 * - a line counts when its status is neither cancelled nor returned and no
 *   imported return took it back (include_returned: always);
 * - lines dated after as_of are not seen;
 * - lines of guests, who have no customer id, are counted and left out;
 * - lines of one customer and one day (or one order, or each line) are one
 *   purchase; its rank is its place in the customer's whole history.
 */
#ifndef CS_HISTORY_H
#define CS_HISTORY_H

#include "base/date.h"

struct cs_db;
struct cs_history;

enum cs_merge { CS_MERGE_DAY, CS_MERGE_ORDER, CS_MERGE_LINE };

enum cs_group {
	CS_GROUP_NONE,
	CS_GROUP_CATEGORY,
	CS_GROUP_PRODUCT,
	CS_GROUP_CHANNEL,
	CS_GROUP_GRADE, /* of the customer; the store knows it, a stream does not */
};

struct cs_history_options {
	enum cs_merge merge;
	enum cs_group group;   /* what the lines' `group` numbers stand for */
	bool include_returned;
	bool orders;           /* the orders will be counted */
	cs_day as_of;
};

struct cs_line {
	int64_t amount;  /* in 10^-scale of the currency */
	cs_day day;
	uint32_t order;  /* tells orders apart; 0 where options.orders is false */
	uint32_t group;  /* of the grouping asked for, else 0 */
};

struct cs_purchase {
	int64_t amount;
	cs_day day;
	uint32_t line_count;
	const struct cs_line *lines; /* by order, or where groups were asked for by group */
};

/* All purchases of one customer by day; order within a day: see cs-repurchase(1). */
struct cs_buyer {
	uint32_t number;                     /* for cs_history_customer(); of the store, its own */
	const struct cs_purchase *purchases; /* borrowed until the next buyer */
	size_t count;                        /* at least 1 */
	size_t orders;                       /* distinct ones, where options.orders */
};

/*
 * The groups of a purchase, each once, with the amount of its lines.  Begin
 * with *at = 0; false when there are no more.
 */
bool cs_purchase_group(const struct cs_purchase *purchase, size_t *at, uint32_t *group, int64_t *amount);

/* Whole once the last buyer was taken. */
struct cs_history_facts {
	uint64_t lines;       /* all that were read */
	uint64_t dropped;     /* cancelled and returned ones */
	uint64_t later;       /* dated after as_of */
	uint64_t guests;      /* without a customer, of those that count */
	uint64_t kept;        /* all that count, guests' too */
	uint64_t odd_status;  /* of a stream: status is none of the nine words */
	cs_day first, last;   /* days of the customers' purchases; CS_NO_DAY without any */
	int scale, decimals;  /* money is held in 10^-scale and shown with `decimals` */
};

/* CS_OK or CS_EDB.  `db` stays the caller's and must outlive the history. */
enum cs_status cs_history_open_store(struct cs_history **history, struct cs_db *db,
    const struct cs_history_options *options, struct cs_err *err);

/*
 * Reads the streams ("-" is standard input) whole.  CS_EUSAGE for a group
 * that a stream does not have, CS_EINPUT with file and line for a column that
 * is missing and for a value that is none, CS_EIO.
 */
enum cs_status cs_history_open_stream(struct cs_history **history, char *const paths[], size_t count,
    const struct cs_history_options *options, struct cs_err *err);

void cs_history_close(struct cs_history *history);

/* CS_ROW with the next buyer, CS_OK at the end, CS_EDB, or CS_EINPUT when a sum overflows. */
enum cs_status cs_history_next(struct cs_history *history, struct cs_buyer *buyer, struct cs_err *err);

const struct cs_history_facts *cs_history_facts(const struct cs_history *history);

/*
 * Orders that count, guests' too, from one day to another.  Only from the
 * store, with options.orders, after the last buyer.
 */
int64_t cs_history_orders(const struct cs_history *history, cs_day from, cs_day to);

/* The word of a group; empty where the line has none. */
const char *cs_history_group(const struct cs_history *history, uint32_t group);

/*
 * Reads the customers' ids, after the last buyer; then the id of a customer,
 * and the id's place among all in the order of bytes.  CS_OK or CS_EDB.
 */
enum cs_status cs_history_name_customers(struct cs_history *history, struct cs_err *err);
const char *cs_history_customer(const struct cs_history *history, uint32_t number);
uint32_t cs_history_customer_rank(struct cs_history *history, uint32_t number);

#endif
