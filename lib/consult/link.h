/*
 * Order numbers and telephone numbers in what was typed, and whom they lead
 * to: an order to its customer and its one product, a number to its customer
 * or to a guest's newest order.
 */
#ifndef CS_LINK_H
#define CS_LINK_H

#include "base/phone.h"
#include "consult/desk.h"

#define CS_LINK_BYTES 201 /* of an identifier, with its NUL */

/* "": not known. What stands in it already is not touched. */
struct cs_link {
	char customer[CS_LINK_BYTES], order_no[CS_LINK_BYTES], product[CS_LINK_BYTES];
	char phone[CS_PHONE_BYTES];
};

/* Looks for numbers in the text, then follows what is known. CS_OK or CS_EDB. */
enum cs_status cs_link_text(struct cs_desk *desk, const char *text, struct cs_link *link, struct cs_err *err);

/* The customer that `key` was merged into, at the end of the chain; the key itself where it was not. CS_OK or CS_EDB. */
enum cs_status cs_link_living(struct cs_desk *desk, const char *key, char living[CS_LINK_BYTES], struct cs_err *err);

/* Adds a line for each key that is this customer: `living` and what was merged into it. CS_OK or CS_EDB. */
enum cs_status cs_link_keys(struct cs_desk *desk, const char *living, struct cs_str *keys, struct cs_err *err);

/* Whether the store has orders and this is none of them. CS_OK or CS_EDB. */
enum cs_status cs_link_strange(struct cs_desk *desk, const char *order_no, bool *strange, struct cs_err *err);

/* The newest open case of the same customer, order or number, but `contact`; "" for none. */
enum cs_status cs_link_open_case(struct cs_desk *desk, const struct cs_link *link, int64_t contact,
    char code[CS_CONTACT_CODE_MAX], struct cs_err *err);

#endif
