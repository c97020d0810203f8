/*
 * The canonical records (interface section 2, cs-data.5) as tables: which
 * columns a kind has, in which order, and what each may hold.  The reader of
 * exports fills a record, the emitter prints it, the loader binds it to SQL
 * by the names of its columns; none of them knows the columns one by one
 * except where a rule is about one of them.
 */
#ifndef CS_RECORD_H
#define CS_RECORD_H

#include "base/date.h"
#include "stream/out.h"
#include "stream/reader.h"

#define CS_RECORD_FIELDS_MAX 32
#define CS_NO_NUMBER INT64_MIN /* the number of an empty field */

enum cs_kind_id {
	CS_KIND_ORDERS,
	CS_KIND_RETURNS,
	CS_KIND_CUSTOMERS,
	CS_KIND_PRODUCTS,
	CS_KIND_INSERTS,
	CS_KIND_VISITS,
	CS_KIND_SPEND,
	CS_KIND_CONTACTS,
	CS_KIND_COUNT
};

enum cs_value_type {
	CS_VALUE_TEXT,
	CS_VALUE_ID,    /* text: a key of the shop; never in exponent form */
	CS_VALUE_TIME,  /* cs_time */
	CS_VALUE_DAY,   /* cs_day */
	CS_VALUE_MONEY, /* minor units of the shop's currency */
	CS_VALUE_COUNT, /* whole number */
	CS_VALUE_RATE,  /* a fraction in millionths */
	CS_VALUE_WORD,  /* the index of a word of the column's list */
};

struct cs_record_column {
	const char *name;
	enum cs_value_type type;
	enum cs_cell cell;         /* alignment and mask */
	const char *const *words;  /* of a WORD; ends with NULL */
	bool needed;               /* a row without it is rejected */
	int64_t min, max;          /* of a COUNT that has bounds; both 0: any */
};

struct cs_kind {
	const char *name; /* "orders": the word on the command line */
	const struct cs_record_column *columns;
	size_t count;
};

extern const struct cs_kind cs_kinds[CS_KIND_COUNT];

/* The kind of that name, or NULL. */
const struct cs_kind *cs_kind_find(const char *name);

/* Index of the column, or -1. */
int cs_kind_column(const struct cs_kind *kind, const char *name, size_t len);

/* The columns of orders and returns that rules are about. */
enum {
	CS_ORDERS_ORDER_NO, CS_ORDERS_LINE_NO, CS_ORDERS_ORDERED_AT, CS_ORDERS_PAID_AT,
	CS_ORDERS_CUSTOMER_ID, CS_ORDERS_PRODUCT_ID, CS_ORDERS_PRODUCT_NAME,
	CS_ORDERS_CATEGORY, CS_ORDERS_OPTION, CS_ORDERS_QUANTITY, CS_ORDERS_UNIT_PRICE,
	CS_ORDERS_DISCOUNT, CS_ORDERS_AMOUNT, CS_ORDERS_ORDER_AMOUNT,
	CS_ORDERS_SHIPPING_FEE, CS_ORDERS_MILEAGE_USED, CS_ORDERS_COUPON_DISCOUNT,
	CS_ORDERS_CHANNEL, CS_ORDERS_STATUS, CS_ORDERS_STATUS_TEXT, CS_ORDERS_SHIPPED_AT,
	CS_ORDERS_DELIVERED_AT, CS_ORDERS_CUSTOMER_NAME, CS_ORDERS_PHONE, CS_ORDERS_EMAIL,
	CS_ORDERS_COUNT
};
enum {
	CS_RETURNS_RETURN_ID, CS_RETURNS_ORDER_NO, CS_RETURNS_LINE_NO, CS_RETURNS_KIND,
	CS_RETURNS_REASON_CODE, CS_RETURNS_REASON, CS_RETURNS_FAULT,
	CS_RETURNS_REQUESTED_AT, CS_RETURNS_RECEIVED_AT, CS_RETURNS_REFUNDED_AT,
	CS_RETURNS_QUANTITY, CS_RETURNS_REFUND_AMOUNT, CS_RETURNS_RETURN_FEE,
	CS_RETURNS_FEE_PAYER, CS_RETURNS_SEVERITY, CS_RETURNS_STATUS,
	CS_RETURNS_CUSTOMER_ID, CS_RETURNS_COUNT
};

enum {
	CS_CONTACTS_CONTACT_ID, CS_CONTACTS_OPENED_AT, CS_CONTACTS_CHANNEL, CS_CONTACTS_CUSTOMER_ID, CS_CONTACTS_ORDER_NO,
	CS_CONTACTS_PRODUCT_ID, CS_CONTACTS_KIND, CS_CONTACTS_CAUSE, CS_CONTACTS_ORIGIN, CS_CONTACTS_SEVERITY,
	CS_CONTACTS_EMOTION, CS_CONTACTS_STAGE, CS_CONTACTS_CALLER_TYPE, CS_CONTACTS_VOICE, CS_CONTACTS_AGENT,
	CS_CONTACTS_STATE, CS_CONTACTS_FIRST_RESPONSE_MIN, CS_CONTACTS_FIRST_RESPONSE_BUSINESS_MIN,
	CS_CONTACTS_RESOLUTION_MIN, CS_CONTACTS_REOPENED, CS_CONTACTS_TRANSFERS, CS_CONTACTS_PROMISED_AT,
	CS_CONTACTS_PROMISE_KEPT, CS_CONTACTS_CSAT, CS_CONTACTS_CLOSED_AT, CS_CONTACTS_READ_BACK, CS_CONTACTS_BODY,
	CS_CONTACTS_COUNT
};

/*
 * One record.  TEXT and ID live in `text` (valid UTF-8 in NFC, trimmed,
 * borrowed until the next record; len 0 is missing), all else in `number`
 * (CS_NO_NUMBER is missing).
 */
struct cs_value {
	struct cs_field text;
	int64_t number;
};

struct cs_record {
	const struct cs_kind *kind;
	struct cs_value values[CS_RECORD_FIELDS_MAX];
	/*
	 * Of an order line whose status is missing: the enum cs_order_status that
	 * its dates make likely.  Good for a line that is new, but no word of the
	 * export: it must not take the place of one.
	 */
	int likely_status;
};

/* Every field missing. */
void cs_record_clear(struct cs_record *record, const struct cs_kind *kind);

/* The columns of the kind for cs_out_begin(), into `columns`. */
void cs_kind_out_columns(const struct cs_kind *kind, struct cs_col columns[CS_RECORD_FIELDS_MAX]);

/* Prints the record as one row; money is held in 10^-scale and shown with `decimals`. */
void cs_record_write(const struct cs_record *record, struct cs_out *out, int scale, int decimals);

#endif
