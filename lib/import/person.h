/*
 * Who a row is about.  A platform's own identifier is taken as it is; where
 * there is none, or where channels must be joined, a phone number or an
 * e-mail address becomes a pseudonym that is the same in every file.
 */
#ifndef CS_PERSON_H
#define CS_PERSON_H

#include "base/digest.h"
#include "base/phone.h"
#include "base/str.h"
#include "stream/reader.h"

#define CS_KEY_BYTES (3 + CS_DIGEST_TEXT)

/* Lower case into `out`; false, and `out` empty, where it is no address or masked. */
bool cs_email_read(struct cs_str *out, struct cs_field cell);

/*
 * The pseudonym of an identifier that is itself an e-mail address or a
 * person's number (mobile, with + in front, or with hyphens); false where it
 * is neither.
 */
bool cs_id_key(char out[CS_KEY_BYTES], struct cs_field id);

/* chld****, 홍*동, 홍○동: somebody hid a part. */
bool cs_is_masked(struct cs_field cell);

/* 비회원, guest, -: an identifier that says that there is none. */
bool cs_is_guest_word(struct cs_field cell);

/*
 * The pseudonym: "ph-" and 16 hexadecimal digits of a number's digits, "em-"
 * of an address, "wk-" (weak) of what a platform left of an identifier and a
 * name.  Return `out`.
 */
char *cs_phone_key(char out[CS_KEY_BYTES], const char *phone);
char *cs_email_key(char out[CS_KEY_BYTES], const char *email, size_t len);
char *cs_weak_key(char out[CS_KEY_BYTES], struct cs_field masked, struct cs_field name);

#endif
