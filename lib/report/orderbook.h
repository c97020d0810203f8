/*
 * The orders of the shop as the analyses see them: what was waited for, what
 * came back, who asked and who bought again.  All of them are held, 72 bytes
 * each, because the next purchase of a customer may lie anywhere.
 */
#ifndef CS_ORDERBOOK_H
#define CS_ORDERBOOK_H

#include "base/date.h"

struct cs_report;

/* Whether goods are bought again, as the owner says of a product. */
enum cs_goods_class { CS_GOODS_REPEAT, CS_GOODS_ONE_OFF, CS_GOODS_UNSURE, CS_GOODS_UNTOLD, CS_GOODS_CLASS_COUNT };
extern const char *const cs_goods_class_words[];

/* One order; cancelled lines do not belong to it, and an order of none but those is left out. */
struct cs_booked {
	int64_t id;
	int64_t amount;      /* of its lines, minor units */
	uint32_t customer;   /* 0: a guest */
	cs_day ordered;
	cs_day paid;         /* the day of payment, else that of the order: where waiting begins */
	cs_day promised;     /* so many business days after the payment; CS_NO_DAY outside the table of holidays */
	cs_day delivered;    /* when the last of its lines was there; CS_NO_DAY: not all of them are */
	cs_day taken_back;   /* the first return or exchange of it was asked for; CS_NO_DAY: none, or no day told */
	cs_day next;         /* the customer's next purchase day after `ordered`; CS_NO_DAY: none so far, or a guest */
	cs_day complained;   /* the first complaint about it; CS_NO_DAY: none */
	cs_day solved;       /* when that was resolved; CS_NO_DAY: it is not */
	uint16_t prior;      /* purchase days of the customer before `ordered` */
	uint8_t contacts;    /* consultations about it, whatever their kind */
	uint8_t waiting_contacts; /* those up to the day of delivery */
	uint8_t returned;    /* a line of it was returned or exchanged; 2: and not for the customer's own reasons */
	uint8_t class;       /* of the first of its products: enum cs_goods_class */
	bool minor;          /* a complaint about it, and of the least severity */
	bool kept;           /* has a line that counts as a purchase */
	bool paid_known;     /* `paid` is the day of payment */
	bool early;          /* was there before it was paid for: paid at the door, or a slip; `delivered` is CS_NO_DAY */
};

struct cs_out;

struct cs_orderbook {
	struct cs_booked *items; /* owned; by id */
	size_t count, cap;
};

/*
 * All orders of the store, read when first asked for, as the report's terms
 * have them; the book belongs to the report.  CS_OK, or CS_EDB.
 */
enum cs_status cs_orderbook_read(struct cs_report *report, const struct cs_orderbook **book, struct cs_err *err);
void cs_orderbook_release(struct cs_orderbook *book);

bool cs_order_is_of_period(const struct cs_report *report, const struct cs_booked *order);
bool cs_order_is_late(const struct cs_booked *order);

/* Writes two cells of a list: the number of the order and the customer's key. */
enum cs_status cs_order_name(struct cs_report *report, const struct cs_booked *order, struct cs_out *out, struct cs_err *err);

/* The order with this id, or NULL. */
const struct cs_booked *cs_orderbook_find(const struct cs_orderbook *book, int64_t id);

#endif
