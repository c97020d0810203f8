/*
 * The whole story of a customer on one screen, found by the customer's
 * identifier, an order's number or a telephone number.
 */
#ifndef CS_CONTACT_CARD_H
#define CS_CONTACT_CARD_H

#include "consult/desk.h"
#include "stream/out.h"

/*
 * Prints rows of part, name and value.  Parts: customer, order, return,
 * points, dispute, promise, contact, tone.  The rows item, order, date,
 * amount, points, due and name are what templates ask for.  CS_NONE where
 * nobody is found.
 */
enum cs_status cs_contact_card(struct cs_desk *desk, const char *subject, bool reveal, struct cs_out *out,
    struct cs_err *err);

#endif
