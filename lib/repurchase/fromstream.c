#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/text.h"
#include "repurchase/lines.h"
#include "store/words.h"
#include "stream/reader.h"

#define SCALE 4                 /* money is held in 10^-4: a stream names no currency */
#define DAY_SECONDS 86400
#define NO_PRODUCT (1u << 31)   /* a record's group is a category, not a product */

/* One line that counts, as small as it gets: a million of them are 32 MB. */
struct record {
	int64_t amount;
	uint32_t customer;
	cs_day day;
	uint32_t second;    /* of the day */
	uint32_t order;     /* its number; where days are merged, and orders need no rank, half of a fingerprint */
	uint32_t group;     /* under --group category: the product, see settle_group() */
	uint32_t line;      /* and there the other half */
};

enum {
	ORDER_NO, LINE_NO, ORDERED_AT, PAID_AT, SHIPPED_AT, DELIVERED_AT, CUSTOMER_ID, PRODUCT_ID,
	PRODUCT_NAME, CATEGORY, QUANTITY, UNIT_PRICE, DISCOUNT, AMOUNT, CHANNEL, STATUS, COLUMN_COUNT
};

static const struct cs_want wanted[COLUMN_COUNT] = {
	[ORDER_NO] = { "order_no", true, -1 },
	[LINE_NO] = { "line_no", false, -1 },
	[ORDERED_AT] = { "ordered_at", false, -1 },
	[PAID_AT] = { "paid_at", false, -1 },
	[SHIPPED_AT] = { "shipped_at", false, -1 },
	[DELIVERED_AT] = { "delivered_at", false, -1 },
	[CUSTOMER_ID] = { "customer_id", true, -1 },
	[PRODUCT_ID] = { "product_id", false, -1 },
	[PRODUCT_NAME] = { "product_name", false, -1 },
	[CATEGORY] = { "category", false, -1 },
	[QUANTITY] = { "quantity", false, -1 },
	[UNIT_PRICE] = { "unit_price", false, -1 },
	[DISCOUNT] = { "discount", false, -1 },
	[AMOUNT] = { "amount", false, -1 },
	[CHANNEL] = { "channel", false, -1 },
	[STATUS] = { "status", false, -1 },
};

/* What was said of a product, and when. */
struct product {
	cs_time said_at;    /* the newest word */
	uint64_t details;   /* of the last word: fingerprint of name and category */
	uint32_t category;  /* of the newest word that names one */
};

struct from_stream {
	struct cs_lines lines;
	struct cs_reader *reader;       /* of the file that is being read */
	struct cs_row row;
	struct cs_want columns[COLUMN_COUNT];
	struct record *records;
	size_t count, cap;
	struct cs_names orders;         /* numbered only where somebody counts or ranks them */
	struct cs_names line_numbers;   /* only under --merge line */
	struct cs_names products;       /* only under --group category */
	struct product *product;
	size_t product_cap;
	size_t at;                      /* of the record that comes next */
};

static struct cs_field
field(const struct from_stream *s, int column)
{
	struct cs_field f = cs_row_field(&s->row, s->columns[column].index);

	f.text = cs_text_trim(f.text, &f.len);
	return f;
}

/* "orders.csv:118: amount: not an amount: "12,00x"". */
static enum cs_status
bad_field(const struct from_stream *s, int column, const char *what, struct cs_err *err)
{
	struct cs_field f = field(s, column);

	return cs_err_set(err, CS_EINPUT, "%s:%llu: %s: %s: \"%.*s\"", cs_reader_name(s->reader),
	    (unsigned long long)s->row.line, wanted[column].name, what,
	    (int)cs_text_cut(f.text, f.len < 80 ? f.len : 80), f.text);
}

/* False where the column is empty or absent; *st says whether what it holds is an amount. */
static bool
take_amount(const struct from_stream *s, int column, struct cs_amount *amount, enum cs_status *st,
    struct cs_err *err)
{
	struct cs_field f = field(s, column);

	*st = CS_OK;
	if (f.len == 0)
		return false;
	if (!cs_amount_parse(f.text, f.len, amount))
		*st = bad_field(s, column, _("not an amount"), err);
	return *st == CS_OK;
}

/* Brings an amount to our scale and remembers how many decimals were written. */
static enum cs_status
scale_amount(struct from_stream *s, int column, struct cs_amount amount, int64_t *out, struct cs_err *err)
{
	if (!cs_amount_scale(amount, SCALE, out))
		return bad_field(s, column, _("more than four decimals, or too large"), err);
	if (amount.decimals > s->lines.facts.decimals)
		s->lines.facts.decimals = amount.decimals < SCALE ? amount.decimals : SCALE;
	return CS_OK;
}

/* quantity x unit_price - discount, for a stream without amounts. */
static enum cs_status
multiply(struct from_stream *s, int64_t *out, struct cs_err *err)
{
	struct cs_amount quantity, price, discount = { 0, 0 };
	int64_t less = 0;
	enum cs_status st = CS_OK;

	if (!take_amount(s, QUANTITY, &quantity, &st, err) || !take_amount(s, UNIT_PRICE, &price, &st, err))
		return st != CS_OK ? st : bad_field(s, AMOUNT,
		    _("empty, and so is quantity or unit_price"), err);
	take_amount(s, DISCOUNT, &discount, &st, err);
	if (st == CS_OK && quantity.decimals > 0)
		st = bad_field(s, QUANTITY, _("not a whole number"), err);
	if (st == CS_OK)
		st = scale_amount(s, UNIT_PRICE, price, out, err);
	if (st == CS_OK)
		st = scale_amount(s, DISCOUNT, discount, &less, err);
	if (st == CS_OK && (!cs_mul(*out, quantity.value, out) || !cs_add(out, -less)))
		st = bad_field(s, UNIT_PRICE, _("too large"), err);
	return st;
}

static enum cs_status
read_amount(struct from_stream *s, int64_t *out, struct cs_err *err)
{
	struct cs_amount amount;
	enum cs_status st;

	if (take_amount(s, AMOUNT, &amount, &st, err))
		return scale_amount(s, AMOUNT, amount, out, err);
	return st == CS_OK ? multiply(s, out, err) : st;
}

static enum cs_status
read_time(struct from_stream *s, cs_time *time, struct cs_err *err)
{
	int column = field(s, ORDERED_AT).len > 0 ? ORDERED_AT : PAID_AT;
	struct cs_field f = field(s, column);

	if (f.len == 0)
		return bad_field(s, ORDERED_AT, _("empty, and so is paid_at"), err);
	if (!cs_time_parse(f.text, f.len, time))
		return bad_field(s, column, _("not a time such as 2026-03-02T14:05:00"), err);
	return CS_OK;
}

/*
 * A stream is canonical: its nine words are the only ones.  Any other counts
 * as kept, as the import does it, and is told.
 */
static bool
is_kept(struct from_stream *s)
{
	struct cs_field f = field(s, STATUS);
	int status = f.len > 0 ? cs_word_find(cs_order_status_words, f.text, f.len) : CS_ORDER_UNKNOWN;

	s->lines.facts.odd_status += status < 0;
	return status < 0 || cs_order_is_kept((enum cs_order_status)status);
}

/* The id of the product, else its name; both empty for a line without one. */
static struct cs_field
product_key(const struct from_stream *s)
{
	struct cs_field id = field(s, PRODUCT_ID);

	return id.len > 0 ? id : field(s, PRODUCT_NAME);
}

/* The latest time that the row gives; 0 where it gives none. */
static cs_time
newest_time(const struct from_stream *s)
{
	cs_time newest = 0, time;

	for (int column = ORDERED_AT; column <= DELIVERED_AT; column++) {
		struct cs_field f = field(s, column);

		if (cs_time_parse(f.text, f.len, &time) && time > newest)
			newest = time;
	}
	return newest;
}

static struct product *
find_product(struct from_stream *s, struct cs_field key)
{
	size_t known = cs_names_count(&s->products);
	uint32_t number = cs_names_number(&s->products, key.text, key.len);

	if (number == known) {
		s->product = cs_grow(s->product, &s->product_cap, known + 1, sizeof(*s->product));
		s->product[number] = (struct product){ CS_NO_TIME, 0, 0 };
	}
	return &s->product[number];
}

/*
 * A category is a property of the product, and of all lines, those that do
 * not count too, the newest word wins, as cs-import settles it: the same word
 * again changes nothing, an empty one says nothing, an older one only fills
 * what nobody said.
 */
static void
learn_category(struct from_stream *s)
{
	struct cs_field key = product_key(s), name = field(s, PRODUCT_NAME), category = field(s, CATEGORY);

	if (key.len == 0)
		return;
	struct product *product = find_product(s, key);
	uint64_t details = cs_hash(name.text, name.len) * 31 + cs_hash(category.text, category.len) + 1;
	cs_time time = newest_time(s);

	if (details == product->details)
		return;
	if (category.len > 0 && (time >= product->said_at || product->category == 0))
		product->category = cs_names_number(&s->lines.groups, category.text, category.len);
	if (time > product->said_at)
		product->said_at = time;
	product->details = details;
}

/* The product, whose category is known at the end; a line without one keeps its own category. */
static uint32_t
category_of(struct from_stream *s)
{
	struct cs_field key = product_key(s), category = field(s, CATEGORY);

	if (key.len > 0)
		return (uint32_t)(find_product(s, key) - s->product);
	return cs_names_number(&s->lines.groups, category.text, category.len) | NO_PRODUCT;
}

static uint32_t
read_group(struct from_stream *s)
{
	struct cs_field f;

	switch (s->lines.options.group) {
	case CS_GROUP_CATEGORY:
		return category_of(s);
	case CS_GROUP_PRODUCT:
		f = product_key(s);
		return cs_names_number(&s->lines.groups, f.text, f.len);
	case CS_GROUP_CHANNEL:
		f = field(s, CHANNEL);
		return cs_names_number(&s->lines.groups, f.text, f.len);
	case CS_GROUP_GRADE:
	case CS_GROUP_NONE:
		return 0;
	}
	return 0;
}

static uint32_t
name_field(const struct from_stream *s, struct cs_names *names, int column)
{
	struct cs_field f = field(s, column);

	return cs_names_number(names, f.text, f.len);
}

/*
 * Where only the orders of one customer are to be told apart, 64 bits do it
 * and the numbers themselves need not be kept.
 */
static uint64_t
fingerprint(const struct from_stream *s)
{
	struct cs_field f = field(s, ORDER_NO);

	return s->lines.options.orders ? cs_hash(f.text, f.len) : 0;
}

static void
add_record(struct from_stream *s, cs_time time, int64_t amount, struct cs_field customer)
{
	uint64_t order = s->lines.options.merge == CS_MERGE_DAY ? fingerprint(s) : 0;
	bool ranked = s->lines.options.merge != CS_MERGE_DAY;
	cs_day day = cs_day_of_time(time);

	if (s->count == s->cap)
		s->records = cs_grow(s->records, &s->cap, s->count + 1, sizeof(*s->records));
	s->records[s->count++] = (struct record){
		.amount = amount,
		.customer = cs_names_number(&s->lines.customers, customer.text, customer.len),
		.day = day,
		.second = ranked ? (uint32_t)(time - (cs_time)day * DAY_SECONDS) : 0,
		.order = ranked ? name_field(s, &s->orders, ORDER_NO) : (uint32_t)order,
		.group = read_group(s),
		.line = s->lines.options.merge == CS_MERGE_LINE ? name_field(s, &s->line_numbers, LINE_NO) :
		    (uint32_t)(order >> 32),
	};
}

static enum cs_status
take_row(struct from_stream *s, struct cs_err *err)
{
	struct cs_field customer = field(s, CUSTOMER_ID);
	bool kept = is_kept(s);
	cs_time time = 0;
	int64_t amount = 0;
	enum cs_status st = CS_OK;

	if (s->lines.options.group == CS_GROUP_CATEGORY)
		learn_category(s);
	/* What does not count need not be readable: a cancelled line may lack its amount. */
	if (kept || s->lines.options.include_returned) {
		st = read_time(s, &time, err);
		if (st == CS_OK)
			st = read_amount(s, &amount, err);
	}
	if (st == CS_OK && cs_lines_keep(&s->lines, kept, customer.len == 0, cs_day_of_time(time)))
		add_record(s, time, amount, customer);
	return st;
}

/* Somebody gave the shop's own export, in its own words and encoding. */
static enum cs_status
refuse_export(const struct from_stream *s, const char *path, struct cs_err *err)
{
	bool file = path && strcmp(path, "-") != 0;

	return cs_err_set(err, CS_EINPUT, _("%s:%llu: not a stream of orders: no column \"order_no\"; if it is a shop's "
	    "export: cs-import --emit orders --preset auto %s | cs-repurchase COMMAND -"), cs_reader_name(s->reader),
	    (unsigned long long)s->row.line, file ? path : "FILE");
}

static enum cs_status
read_header(struct from_stream *s, const char *path, struct cs_err *err)
{
	enum cs_status st = cs_reader_next(s->reader, &s->row, err);

	if (st == CS_OK)
		return cs_err_set(err, CS_EINPUT, _("%s: empty; an orders stream begins with a header line"),
		    cs_reader_name(s->reader));
	if (st != CS_ROW)
		return st;
	memcpy(s->columns, wanted, sizeof(wanted));
	struct cs_want order_no = { .name = wanted[ORDER_NO].name };

	cs_columns_find(s->reader, &s->row, &order_no, 1, err);
	if (s->row.fault || (order_no.index < 0 && !cs_row_is_data(&s->row)))
		return refuse_export(s, path, err);
	st = cs_columns_find(s->reader, &s->row, s->columns, COLUMN_COUNT, err);
	if (st != CS_OK)
		return st;
	if (s->columns[ORDERED_AT].index < 0 && s->columns[PAID_AT].index < 0)
		return cs_err_set(err, CS_EINPUT, _("%s: no column \"ordered_at\" and no \"paid_at\""),
		    cs_reader_name(s->reader));
	if (s->columns[AMOUNT].index < 0 && (s->columns[QUANTITY].index < 0 || s->columns[UNIT_PRICE].index < 0))
		return cs_err_set(err, CS_EINPUT, _("%s: no column \"amount\", and not both \"quantity\" and "
		    "\"unit_price\""), cs_reader_name(s->reader));
	return CS_OK;
}

static enum cs_status
read_file(struct from_stream *s, const char *path, struct cs_err *err)
{
	const struct cs_reader_options options = { .encoding = "utf-8" };
	enum cs_status st = cs_reader_open(&s->reader, path, &options, err);

	if (st == CS_OK)
		st = read_header(s, path, err);
	while (st == CS_OK && (st = cs_reader_next(s->reader, &s->row, err)) == CS_ROW) {
		st = s->row.fault ? cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_reader_name(s->reader),
		    (unsigned long long)s->row.line, _(s->row.fault)) : take_row(s, err);
		if (st != CS_OK)
			break;
		st = CS_OK;
	}
	cs_reader_close(s->reader);
	s->reader = NULL;
	return st;
}

static int
compare_numbers(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

/* Line numbers: 2 before 10, then by bytes, as the store's statement has it. */
static int
compare_lines(const struct from_stream *s, uint32_t a, uint32_t b)
{
	const char *x = cs_names_text(&s->line_numbers, a), *y = cs_names_text(&s->line_numbers, b);
	size_t m = strlen(x), n = strlen(y);

	return m != n ? (m < n ? -1 : 1) : strcmp(x, y);
}

/* By day, and within it so that a purchase's lines stand together in the order of the store. */
static int
compare(const void *left, const void *right, void *self)
{
	const struct record *a = left, *b = right;
	const struct from_stream *s = self;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->second != b->second)
		return compare_numbers(a->second, b->second);
	if (s->lines.options.merge == CS_MERGE_DAY)
		return a->order != b->order ? compare_numbers(a->order, b->order) : compare_numbers(a->line, b->line);
	if (a->order == b->order)
		return s->lines.options.merge == CS_MERGE_LINE ? compare_lines(s, a->line, b->line) : 0;
	return strcmp(cs_names_text(&s->orders, a->order), cs_names_text(&s->orders, b->order));
}

/* Most exports stand in time order already, which costs one look to see. */
static void
sort_customer(struct from_stream *s, struct record *records, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (compare(&records[i - 1], &records[i], s) > 0) {
			qsort_r(records, count, sizeof(*records), compare, s);
			return;
		}
	}
}

/*
 * Counts every customer's records, and then sends each to its place, where
 * another one waits to be sent: no second array is needed.  Their order among
 * those of one customer is made by sort_customer().
 */
static void
gather_customers(struct from_stream *s)
{
	size_t customers = cs_names_count(&s->lines.customers);
	size_t *ends = cs_calloc(customers + 1, sizeof(*ends)), *at = cs_calloc(customers + 1, sizeof(*at));

	for (size_t i = 0; i < s->count; i++)
		ends[s->records[i].customer]++;
	for (size_t i = 0, sum = 0; i < customers; i++) {
		at[i] = sum;
		ends[i] = sum += ends[i];
	}
	for (size_t i = 0; i < customers; i++) {
		for (; at[i] < ends[i]; at[i]++) {
			struct record record = s->records[at[i]];

			while (record.customer != i) {
				struct record other = s->records[at[record.customer]];

				s->records[at[record.customer]++] = record;
				record = other;
			}
			s->records[at[i]] = record;
		}
	}
	free(ends);
	free(at);
}

static uint32_t
settle_group(const struct from_stream *s, uint32_t group)
{
	if (s->lines.options.group != CS_GROUP_CATEGORY)
		return group;
	return group & NO_PRODUCT ? group & ~NO_PRODUCT : s->product[group].category;
}

/* By both halves of the fingerprint. */
static bool
same_order(const struct record *a, const struct record *b)
{
	return a->order == b->order && a->line == b->line;
}

static enum cs_status
next(struct cs_lines *lines, struct cs_err *err)
{
	struct from_stream *s = (struct from_stream *)lines;
	struct record *first = s->records + s->at;
	size_t count = 0;

	(void)err;
	if (s->at == s->count) {
		free(s->records); /* what follows the last buyer needs room of its own */
		s->records = NULL;
		s->at = s->count = 0;
		return CS_OK;
	}
	while (s->at + count < s->count && first[count].customer == first->customer)
		count++;
	sort_customer(s, first, count);
	lines->items = cs_grow(lines->items, &lines->cap, count, sizeof(*lines->items));
	for (size_t i = 0, order = 0; i < count; i++) {
		order += i > 0 && !same_order(&first[i - 1], &first[i]);
		lines->items[i] = (struct cs_line){ first[i].amount, first[i].day,
			lines->options.merge == CS_MERGE_DAY ? (uint32_t)order : first[i].order, settle_group(s, first[i].group) };
	}
	lines->count = count;
	lines->number = first->customer;
	s->at += count;
	return CS_ROW;
}

static enum cs_status
name_customers(struct cs_lines *lines, struct cs_err *err)
{
	(void)lines;
	(void)err;
	return CS_OK;
}

static uint32_t
name_of(const struct cs_lines *lines, uint32_t number)
{
	(void)lines;
	return number;
}

static void
close_stream(struct cs_lines *lines)
{
	struct from_stream *s = (struct from_stream *)lines;

	cs_names_release(&s->orders);
	cs_names_release(&s->line_numbers);
	cs_names_release(&s->products);
	free(s->product);
	free(s->records);
	cs_lines_release(lines);
	free(s);
}

enum cs_status
cs_lines_of_stream(struct cs_lines **lines, char *const paths[], size_t count,
    const struct cs_history_options *options, struct cs_err *err)
{
	*lines = NULL;
	if (options->group == CS_GROUP_GRADE)
		return cs_err_set(err, CS_EUSAGE, _("--group grade: a stream of orders knows no grades; "
		    "import it and leave the file out"));
	struct from_stream *s = cs_calloc(1, sizeof(*s));
	enum cs_status st = CS_OK;

	s->lines = (struct cs_lines){
		.next = next, .name_customers = name_customers, .name_of = name_of, .close = close_stream,
		.options = *options, .facts = { .first = CS_NO_DAY, .last = CS_NO_DAY, .scale = SCALE },
	};
	cs_names_number(&s->lines.groups, "", 0);
	for (size_t i = 0; st == CS_OK && i < count; i++)
		st = read_file(s, paths[i], err);
	if (st == CS_OK) {
		gather_customers(s);
		*lines = &s->lines;
	} else {
		close_stream(&s->lines);
	}
	return st;
}
