/*
 * What a shop's word for the state of an order line means.  Platforms have
 * dozens of such words, change them, and put blanks into them (배송 완료);
 * an importer that listed the good ones once lost 99 % of the first purchases
 * of a shop.  So words are read by meaning, and one that is not understood
 * counts as kept and is reported.
 */
#ifndef CS_STATUS_H
#define CS_STATUS_H

#include "store/words.h"

#define CS_STATUS_SILENT (-1) /* says nothing about this line: 취소안함, unfulfilled */

/* An enum cs_order_status or CS_STATUS_SILENT, of text after cs_text_fold(). */
int cs_status_read(const char *folded, size_t len);

/* Whether such a text says of a return that the customer withdrew it, or that it was refused. */
bool cs_status_is_called_off(const char *folded, size_t len);

/*
 * One line may have several such cells (state, claim, payment).  A cancelled
 * or returned line stays so whatever the others say, the first of them wins;
 * else an exchange; else the most advanced.
 */
int cs_status_join(int first, int second);

#endif
