/*
 * What a person wants to read beside an id: whom to call, and what the thing
 * is called.  Only a store knows it.
 */
#ifndef CS_CARD_H
#define CS_CARD_H

#include "stream/out.h"

struct cs_db;

/* Two cells, name and phone, of the customer with this number of a history that reads the store. */
enum cs_status cs_card_customer(struct cs_db *db, uint32_t number, struct cs_out *out, struct cs_err *err);

/* One cell, the name of a product; empty where the store has none. */
enum cs_status cs_card_product(struct cs_db *db, const char *code, struct cs_out *out, struct cs_err *err);

#endif
