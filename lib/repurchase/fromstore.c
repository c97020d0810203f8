#include <stdlib.h>

#include "base/mem.h"
#include "repurchase/lines.h"
#include "store/db.h"
#include "store/words.h"

#define DAYS_HELD (1100 * 366) /* 1900 to 2999 */

/* Columns of both purchase scans; the channel only of the second. */
enum { CUSTOMER, DAY, ORDER, STATUS, RETURNED, AMOUNT, PRODUCT, CHANNEL };

/* From a number of the store to a number of cs_names. */
struct numbers {
	uint32_t *items;
	size_t count, cap;
};

struct from_store {
	struct cs_lines lines;
	struct cs_db *db;
	struct cs_stmt *scan;
	int group_column;         /* of the scan: by what a line is grouped, or -1 */
	struct numbers group_of;
	struct numbers name_of;   /* customers */
	bool waiting;             /* `line` is the first of the next customer */
	uint32_t waiting_number;
	struct cs_line line;
	int64_t last_order;       /* of those counted in orders_on */
};

static void
put_number(struct numbers *numbers, size_t id, uint32_t number)
{
	size_t had = numbers->count;

	if (id >= had) {
		numbers->items = cs_grow(numbers->items, &numbers->cap, id + 1, sizeof(*numbers->items));
		for (size_t i = had; i <= id; i++)
			numbers->items[i] = 0;
		numbers->count = id + 1;
	}
	numbers->items[id] = number;
}

/* The id may be newer than the list, or NULL: then it is as if it had no word. */
static uint32_t
number_of(const struct numbers *numbers, int64_t id)
{
	return id > 0 && (size_t)id < numbers->count ? numbers->items[id] : 0;
}

typedef uint32_t taker(struct cs_names *names, const char *text, size_t len);

/* Reads rows of id and text into both tables. */
static enum cs_status
read_names(struct from_store *s, enum cs_sql which, taker *take, struct cs_names *names, struct numbers *numbers,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(s->db, which);
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		size_t len;
		const char *text = cs_col_text(stmt, 1, &len);

		put_number(numbers, (size_t)cs_col_int(stmt, 0), take(names, text, len));
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
read_groups(struct from_store *s, struct cs_err *err)
{
	static const struct {
		enum cs_sql words;
		int column;
	} kinds[] = {
		[CS_GROUP_CATEGORY] = { CS_SQL_REPURCHASE_CATEGORIES, PRODUCT },
		[CS_GROUP_PRODUCT] = { CS_SQL_REPURCHASE_PRODUCTS, PRODUCT },
		[CS_GROUP_CHANNEL] = { CS_SQL_REPURCHASE_CHANNELS, CHANNEL },
		[CS_GROUP_GRADE] = { CS_SQL_REPURCHASE_GRADES, CUSTOMER },
	};
	enum cs_group group = s->lines.options.group;

	/* Number 0 is the group of those that have none. */
	cs_names_number(&s->lines.groups, "", 0);
	s->group_column = -1;
	if (group == CS_GROUP_NONE)
		return CS_OK;
	s->group_column = kinds[group].column;
	return read_names(s, kinds[group].words, cs_names_number, &s->lines.groups, &s->group_of, err);
}

/* Counts an order once: its lines stand together in both scans. */
static void
count_order(struct from_store *s, cs_day day, int64_t order)
{
	cs_day base = cs_day_of(1900, 1, 1);

	if (!s->lines.orders_on || order == s->last_order || day < base || day >= base + DAYS_HELD)
		return;
	s->last_order = order;
	s->lines.orders_on[day - base]++;
}

/* Takes the scan's row; false when it does not count. */
static bool
take_row(struct from_store *s)
{
	struct cs_stmt *scan = s->scan;
	bool guest = cs_col_int(scan, CUSTOMER) == 0;
	cs_day day = (cs_day)cs_col_int(scan, DAY);
	bool kept = cs_order_is_kept((enum cs_order_status)cs_col_int(scan, STATUS)) && !cs_col_int(scan, RETURNED);
	uint64_t counted = s->lines.facts.kept;
	bool ours = cs_lines_keep(&s->lines, kept, guest, day);

	if (s->lines.facts.kept > counted)
		count_order(s, day, cs_col_int(scan, ORDER));
	if (!ours)
		return false;
	s->line = (struct cs_line){
		.amount = cs_col_int(scan, AMOUNT),
		.day = day,
		.order = (uint32_t)cs_col_int(scan, ORDER),
		.group = s->group_column < 0 ? 0 : number_of(&s->group_of, cs_col_int(scan, s->group_column)),
	};
	s->waiting_number = (uint32_t)cs_col_int(scan, CUSTOMER);
	return true;
}

static void
add_line(struct cs_lines *lines, const struct cs_line *line)
{
	if (lines->count == lines->cap)
		lines->items = cs_grow(lines->items, &lines->cap, lines->count + 1, sizeof(*lines->items));
	lines->items[lines->count++] = *line;
}

static enum cs_status
next(struct cs_lines *lines, struct cs_err *err)
{
	struct from_store *s = (struct from_store *)lines;
	enum cs_status st = CS_OK;

	lines->count = 0;
	if (s->waiting) {
		lines->number = s->waiting_number;
		add_line(lines, &s->line);
		s->waiting = false;
	}
	while (s->scan && (st = cs_step(s->scan, err)) == CS_ROW) {
		if (!take_row(s))
			continue;
		if (lines->count > 0 && s->waiting_number != lines->number) {
			s->waiting = true;
			return CS_ROW;
		}
		lines->number = s->waiting_number;
		add_line(lines, &s->line);
	}
	if (cs_failed(st))
		return st;
	s->scan = NULL;
	return lines->count > 0 ? CS_ROW : CS_OK;
}

static enum cs_status
name_customers(struct cs_lines *lines, struct cs_err *err)
{
	struct from_store *s = (struct from_store *)lines;

	return read_names(s, CS_SQL_REPURCHASE_CUSTOMERS, cs_names_append, &lines->customers, &s->name_of, err);
}

static uint32_t
name_of(const struct cs_lines *lines, uint32_t number)
{
	return number_of(&((const struct from_store *)lines)->name_of, number);
}

static void
close_store(struct cs_lines *lines)
{
	struct from_store *s = (struct from_store *)lines;

	if (s->scan)
		cs_stmt_reset(s->scan);
	free(s->group_of.items);
	free(s->name_of.items);
	cs_lines_release(lines);
	free(s);
}

/* A store without a shop has no orders either. */
static enum cs_status
read_currency(struct from_store *s, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(s->db, CS_SQL_SHOP_GET);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		s->lines.facts.scale = s->lines.facts.decimals = (int)cs_col_int(stmt, 1);
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

enum cs_status
cs_lines_of_store(struct cs_lines **lines, struct cs_db *db, const struct cs_history_options *options,
    struct cs_err *err)
{
	struct from_store *s = cs_calloc(1, sizeof(*s));
	bool by_clock = options->merge != CS_MERGE_DAY || options->group == CS_GROUP_CHANNEL;

	s->lines = (struct cs_lines){
		.next = next, .name_customers = name_customers, .name_of = name_of, .close = close_store,
		.options = *options, .facts = { .first = CS_NO_DAY, .last = CS_NO_DAY },
	};
	s->db = db;
	if (options->orders)
		s->lines.orders_on = cs_calloc(DAYS_HELD, sizeof(*s->lines.orders_on));
	enum cs_status st = read_currency(s, err);

	if (st == CS_OK)
		st = read_groups(s, err);
	if (st == CS_OK)
		s->scan = cs_db_stmt(db, by_clock ? CS_SQL_PURCHASE_SCAN_BY_CLOCK : CS_SQL_PURCHASE_SCAN);
	*lines = &s->lines;
	if (st != CS_OK) {
		close_store(&s->lines);
		*lines = NULL;
	}
	return st;
}
