#include "import/record.h"

#include <string.h>

#include "store/words.h"

static const char *const return_kinds[] = { "return", "exchange", "cancel", NULL };
static const char *const faults[] = { "customer", "shop", "courier", "unknown", NULL };
static const char *const payers[] = { "customer", "shop", "shared", "unknown", NULL };
static const char *const yes_no[] = { "no", "yes", NULL };
static const char *const repeat_classes[] = { "repeat", "one_off", "unsure", NULL };

#define TEXT(n) { n, CS_VALUE_TEXT, CS_CELL_TEXT, NULL, false, 0, 0 }
#define ID(n) { n, CS_VALUE_ID, CS_CELL_TEXT, NULL, false, 0, 0 }
#define KEY(n) { n, CS_VALUE_ID, CS_CELL_TEXT, NULL, true, 0, 0 }
#define PERSON(n, c) { n, CS_VALUE_TEXT, c, NULL, false, 0, 0 }
#define TIME(n) { n, CS_VALUE_TIME, CS_CELL_TEXT, NULL, false, 0, 0 }
#define DAY(n) { n, CS_VALUE_DAY, CS_CELL_TEXT, NULL, false, 0, 0 }
#define MONEY(n) { n, CS_VALUE_MONEY, CS_CELL_NUMBER, NULL, false, 0, 0 }
#define NUMBER(n) { n, CS_VALUE_COUNT, CS_CELL_NUMBER, NULL, false, 0, 0 }
#define BETWEEN(n, min, max, needed) { n, CS_VALUE_COUNT, CS_CELL_NUMBER, NULL, needed, min, max }
#define WORD(n, w) { n, CS_VALUE_WORD, CS_CELL_TEXT, w, false, 0, 0 }

static const struct cs_record_column orders[] = {
	[CS_ORDERS_ORDER_NO] = KEY("order_no"),
	[CS_ORDERS_LINE_NO] = ID("line_no"),
	[CS_ORDERS_ORDERED_AT] = { "ordered_at", CS_VALUE_TIME, CS_CELL_TEXT, NULL, true, 0, 0 },
	[CS_ORDERS_PAID_AT] = TIME("paid_at"),
	[CS_ORDERS_CUSTOMER_ID] = ID("customer_id"),
	[CS_ORDERS_PRODUCT_ID] = ID("product_id"),
	[CS_ORDERS_PRODUCT_NAME] = TEXT("product_name"),
	[CS_ORDERS_CATEGORY] = TEXT("category"),
	[CS_ORDERS_OPTION] = TEXT("option"),
	[CS_ORDERS_QUANTITY] = NUMBER("quantity"),
	[CS_ORDERS_UNIT_PRICE] = MONEY("unit_price"),
	[CS_ORDERS_DISCOUNT] = MONEY("discount"),
	[CS_ORDERS_AMOUNT] = { "amount", CS_VALUE_MONEY, CS_CELL_NUMBER, NULL, true, 0, 0 },
	[CS_ORDERS_ORDER_AMOUNT] = MONEY("order_amount"),
	[CS_ORDERS_SHIPPING_FEE] = MONEY("shipping_fee"),
	[CS_ORDERS_MILEAGE_USED] = MONEY("mileage_used"),
	[CS_ORDERS_COUPON_DISCOUNT] = MONEY("coupon_discount"),
	[CS_ORDERS_CHANNEL] = TEXT("channel"),
	[CS_ORDERS_STATUS] = WORD("status", cs_order_status_words),
	[CS_ORDERS_STATUS_TEXT] = TEXT("status_text"),
	[CS_ORDERS_SHIPPED_AT] = TIME("shipped_at"),
	[CS_ORDERS_DELIVERED_AT] = TIME("delivered_at"),
	[CS_ORDERS_CUSTOMER_NAME] = PERSON("customer_name", CS_CELL_NAME),
	[CS_ORDERS_PHONE] = PERSON("phone", CS_CELL_PHONE),
	[CS_ORDERS_EMAIL] = PERSON("email", CS_CELL_EMAIL),
};

static const struct cs_record_column returns[] = {
	[CS_RETURNS_RETURN_ID] = KEY("return_id"),
	[CS_RETURNS_ORDER_NO] = ID("order_no"),
	[CS_RETURNS_LINE_NO] = ID("line_no"),
	[CS_RETURNS_KIND] = WORD("kind", return_kinds),
	[CS_RETURNS_REASON_CODE] = TEXT("reason_code"),
	[CS_RETURNS_REASON] = TEXT("reason"),
	[CS_RETURNS_FAULT] = WORD("fault", faults),
	[CS_RETURNS_REQUESTED_AT] = TIME("requested_at"),
	[CS_RETURNS_RECEIVED_AT] = TIME("received_at"),
	[CS_RETURNS_REFUNDED_AT] = TIME("refunded_at"),
	[CS_RETURNS_QUANTITY] = NUMBER("quantity"),
	[CS_RETURNS_REFUND_AMOUNT] = MONEY("refund_amount"),
	[CS_RETURNS_RETURN_FEE] = MONEY("return_fee"),
	[CS_RETURNS_FEE_PAYER] = WORD("fee_payer", payers),
	[CS_RETURNS_SEVERITY] = BETWEEN("severity", 1, 5, false),
	[CS_RETURNS_STATUS] = TEXT("status"),
	[CS_RETURNS_CUSTOMER_ID] = ID("customer_id"),
};

static const struct cs_record_column customers[] = {
	KEY("customer_id"), PERSON("name", CS_CELL_NAME), PERSON("phone", CS_CELL_PHONE),
	PERSON("email", CS_CELL_EMAIL), TEXT("grade"), DAY("joined_on"),
	WORD("consent", yes_no), TEXT("note"), DAY("withdrawn_on"),
};

static const struct cs_record_column products[] = {
	KEY("product_id"), TEXT("product_name"), TEXT("category"), TEXT("supplier"),
	TEXT("goods_kind"), WORD("repeat_class", repeat_classes),
	{ "margin_rate", CS_VALUE_RATE, CS_CELL_NUMBER, NULL, false, 0, 0 },
};

static const struct cs_record_column inserts[] = {
	KEY("order_no"), KEY("insert_code"), MONEY("cost"),
};

static const struct cs_record_column visits[] = {
	{ "date", CS_VALUE_DAY, CS_CELL_TEXT, NULL, true, 0, 0 }, TEXT("source"),
	BETWEEN("visits", 0, INT64_MAX, true),
};

static const struct cs_record_column spend[] = {
	{ "date", CS_VALUE_DAY, CS_CELL_TEXT, NULL, true, 0, 0 }, TEXT("kind"), TEXT("campaign"),
	{ "amount", CS_VALUE_MONEY, CS_CELL_NUMBER, NULL, true, 0, 0 },
};

#define MINUTES_MAX 52560000 /* a hundred years */
#define TIMES_MAX 1000       /* that a consultation is reopened or transferred */

static const struct cs_record_column contacts[] = {
	[CS_CONTACTS_CONTACT_ID] = KEY("contact_id"),
	[CS_CONTACTS_OPENED_AT] = { "opened_at", CS_VALUE_TIME, CS_CELL_TEXT, NULL, true, 0, 0 },
	[CS_CONTACTS_CHANNEL] = WORD("channel", cs_contact_channel_words),
	[CS_CONTACTS_CUSTOMER_ID] = ID("customer_id"),
	[CS_CONTACTS_ORDER_NO] = ID("order_no"),
	[CS_CONTACTS_PRODUCT_ID] = ID("product_id"),
	[CS_CONTACTS_KIND] = WORD("kind", cs_contact_kind_words),
	[CS_CONTACTS_CAUSE] = TEXT("cause"),
	[CS_CONTACTS_ORIGIN] = WORD("origin", cs_contact_origin_words),
	[CS_CONTACTS_SEVERITY] = BETWEEN("severity", 1, 4, false),
	[CS_CONTACTS_EMOTION] = WORD("emotion", yes_no),
	[CS_CONTACTS_STAGE] = BETWEEN("stage", 1, 5, false),
	[CS_CONTACTS_CALLER_TYPE] = TEXT("caller_type"),
	[CS_CONTACTS_VOICE] = TEXT("voice"),
	[CS_CONTACTS_AGENT] = TEXT("agent"),
	[CS_CONTACTS_STATE] = WORD("state", cs_contact_state_words),
	[CS_CONTACTS_FIRST_RESPONSE_MIN] = BETWEEN("first_response_min", 0, MINUTES_MAX, false),
	[CS_CONTACTS_FIRST_RESPONSE_BUSINESS_MIN] = BETWEEN("first_response_business_min", 0, MINUTES_MAX, false),
	[CS_CONTACTS_RESOLUTION_MIN] = BETWEEN("resolution_min", 0, MINUTES_MAX, false),
	[CS_CONTACTS_REOPENED] = BETWEEN("reopened", 0, TIMES_MAX, false),
	[CS_CONTACTS_TRANSFERS] = BETWEEN("transfers", 0, TIMES_MAX, false),
	[CS_CONTACTS_PROMISED_AT] = TIME("promised_at"),
	[CS_CONTACTS_PROMISE_KEPT] = WORD("promise_kept", yes_no),
	[CS_CONTACTS_CSAT] = BETWEEN("csat", 1, 5, false),
	[CS_CONTACTS_CLOSED_AT] = TIME("closed_at"),
	[CS_CONTACTS_READ_BACK] = PERSON("read_back", CS_CELL_PROSE),
	[CS_CONTACTS_BODY] = PERSON("body", CS_CELL_PROSE),
};

const struct cs_kind cs_kinds[CS_KIND_COUNT] = {
	[CS_KIND_ORDERS] = { "orders", orders, CS_COUNT(orders) },
	[CS_KIND_RETURNS] = { "returns", returns, CS_COUNT(returns) },
	[CS_KIND_CUSTOMERS] = { "customers", customers, CS_COUNT(customers) },
	[CS_KIND_PRODUCTS] = { "products", products, CS_COUNT(products) },
	[CS_KIND_INSERTS] = { "inserts", inserts, CS_COUNT(inserts) },
	[CS_KIND_VISITS] = { "visits", visits, CS_COUNT(visits) },
	[CS_KIND_SPEND] = { "spend", spend, CS_COUNT(spend) },
	[CS_KIND_CONTACTS] = { "contacts", contacts, CS_COUNT(contacts) },
};

const struct cs_kind *
cs_kind_find(const char *name)
{
	for (size_t i = 0; i < CS_COUNT(cs_kinds); i++) {
		if (strcmp(cs_kinds[i].name, name) == 0)
			return &cs_kinds[i];
	}
	return NULL;
}

int
cs_kind_column(const struct cs_kind *kind, const char *name, size_t len)
{
	for (size_t i = 0; i < kind->count; i++) {
		if (strlen(kind->columns[i].name) == len &&
		    memcmp(kind->columns[i].name, name, len) == 0)
			return (int)i;
	}
	return -1;
}

void
cs_record_clear(struct cs_record *record, const struct cs_kind *kind)
{
	record->kind = kind;
	record->likely_status = CS_ORDER_UNKNOWN;
	for (size_t i = 0; i < kind->count; i++)
		record->values[i] = (struct cs_value){ { "", 0 }, CS_NO_NUMBER };
}

void
cs_kind_out_columns(const struct cs_kind *kind, struct cs_col columns[CS_RECORD_FIELDS_MAX])
{
	for (size_t i = 0; i < kind->count; i++)
		columns[i] = (struct cs_col){ kind->columns[i].name, kind->columns[i].cell };
}

static void
write_number(const struct cs_record_column *column, int64_t n, struct cs_out *out, int scale,
    int decimals)
{
	switch (column->type) {
	case CS_VALUE_TIME:
		cs_out_time(out, n);
		break;
	case CS_VALUE_DAY:
		cs_out_day(out, (cs_day)n);
		break;
	case CS_VALUE_MONEY:
		cs_out_money(out, n, scale, decimals);
		break;
	case CS_VALUE_RATE:
		cs_out_money(out, n, 6, 6);
		break;
	case CS_VALUE_WORD:
		cs_out_str(out, column->words[n]);
		break;
	case CS_VALUE_COUNT:
	case CS_VALUE_TEXT:
	case CS_VALUE_ID:
		cs_out_int(out, n);
		break;
	}
}

static bool
is_state(const struct cs_record *record, size_t column)
{
	return record->kind == &cs_kinds[CS_KIND_ORDERS] && column == CS_ORDERS_STATUS;
}

void
cs_record_write(const struct cs_record *record, struct cs_out *out, int scale, int decimals)
{
	for (size_t i = 0; i < record->kind->count; i++) {
		const struct cs_record_column *column = &record->kind->columns[i];
		const struct cs_value *value = &record->values[i];

		if (column->type == CS_VALUE_TEXT || column->type == CS_VALUE_ID)
			cs_out_text(out, value->text.text, value->text.len);
		else if (is_state(record, i) && value->number == CS_NO_NUMBER)
			cs_out_str(out, cs_order_status_words[record->likely_status]);
		else if (value->number == CS_NO_NUMBER)
			cs_out_empty(out);
		else
			write_number(column, value->number, out, scale, decimals);
	}
	cs_out_end(out);
}
