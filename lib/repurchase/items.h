/*
 * Which products people buy again, and which they buy once.
 *
 * An item's repeat rate is the share of its buyers who bought it on two
 * purchases or more (Bhagat et al. 2018 call it RCP).  With 95 % limits of
 * Wilson, the class is
 *   repeat   with CS_ITEMS_BUYERS buyers or more, when the lower limit
 *            reaches CS_ITEMS_RATE
 *   one_off  with so many buyers whose first purchase of the item is
 *            CS_ITEMS_DAYS days ago or longer, when the upper limit of the
 *            rate of those is below CS_ITEMS_RATE: who bought it lately had
 *            no time to buy it again
 *   unsure   else
 * and the owner's word, where the store has one, before all of that.
 */
#ifndef CS_ITEMS_H
#define CS_ITEMS_H

#include "repurchase/gaps.h"

#define CS_ITEMS_BUYERS 10
#define CS_ITEMS_DAYS 180
#define CS_ITEMS_RATE 0.10

struct cs_db;

/* As the store holds them. */
enum cs_repeat_class { CS_REPEAT, CS_ONE_OFF, CS_UNSURE };
extern const char *const cs_repeat_words[];

struct cs_item {
	uint32_t group;
	uint64_t buyer;           /* the one seen last, counted from 1 */
	bool again, mature;       /* of that one: has bought it twice; first bought it long ago */
	int64_t buyers, repeat_buyers, purchases;
	int64_t mature_buyers, mature_repeat;
	double low, high;         /* limits of repeat_buyers / buyers */
	double median;            /* days from one purchase of it to the same buyer's next; NaN without any */
	enum cs_repeat_class class;
	bool owners;              /* the class is the owner's word */
};

struct cs_items {
	struct cs_span span;      /* purchases outside do not count */
	cs_day as_of;
	struct cs_item *items;    /* owned; by group number until settled, then by buyers, the most first */
	size_t count, cap;
	uint32_t *place;          /* owned; by group number, once settled */
	struct cs_gaps gaps;
	uint64_t buyers;
};

/* Counts one buyer. */
void cs_items_add(struct cs_items *items, const struct cs_buyer *buyer);

/*
 * Finds limits, medians and classes, and sorts.  `db` may be NULL: then no
 * owner has spoken.  The owner speaks of products only.  CS_OK or CS_EDB.
 */
enum cs_status cs_items_settle(struct cs_items *items, const struct cs_history *history, struct cs_db *db,
    struct cs_err *err);

/* Both for the whole history: CS_OK, or what cs_history_next() fails with. */
enum cs_status cs_items_run(struct cs_items *items, struct cs_history *history, struct cs_db *db,
    struct cs_err *err);
void cs_items_release(struct cs_items *items);

/* The item of a group, once settled, or NULL. */
const struct cs_item *cs_items_find(const struct cs_items *items, uint32_t group);

/* Why it has its class, in words. */
#define CS_ITEM_REASON 256
char *cs_item_reason(const struct cs_item *item, char out[CS_ITEM_REASON]);

#endif
