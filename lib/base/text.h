/*
 * UTF-8 text: validity, normal form, width on a terminal, and the two things
 * that must happen before text reaches a person: personal data is masked and
 * control characters lose their power.  The only door to utf8proc.
 */
#ifndef CS_TEXT_H
#define CS_TEXT_H

#include "base/str.h"

/* The largest length <= len at which `s` is not cut inside a character. */
size_t cs_text_cut(const char *s, size_t len);

/* The first byte that is not strict UTF-8 (a NUL counts too), or NULL. */
const char *cs_text_fault(const char *s, size_t len);

/*
 * True when the (valid) text is surely in NFC already, which a quick look at
 * the code points tells for nearly all text.  When false, cs_text_nfc()
 * appends the NFC form to `out`.
 */
bool cs_text_is_nfc(const char *s, size_t len);
void cs_text_nfc(struct cs_str *out, const char *s, size_t len);

/* How wide a terminal shows ambiguous characters (ambiguous.h): 1, as it is at first, or 2.  For the whole process. */
void cs_text_set_ambiguous(int columns);

/* Columns of a terminal: 2 for Hangul and emoji, 0 for combining marks. */
size_t cs_text_width(const char *s, size_t len);

/*
 * Length of the longest prefix that is at most `columns` wide; *width gets
 * its width.  Never parts a character from the marks that follow it.
 */
size_t cs_text_fit(const char *s, size_t len, size_t columns, size_t *width);

/*
 * Appends a form for comparing names of columns and statuses: NFC, case
 * folded, without white space and without '*'.
 */
void cs_text_fold(struct cs_str *out, const char *s, size_t len);

/*
 * Appends the text with every control character (C0, C1, DEL), bidirectional override and
 * invalid byte shown as U+FFFD, so that data cannot steer a terminal.
 */
void cs_text_visible(struct cs_str *out, const char *s, size_t len);

/* True when cs_text_visible() would show the text as it is. */
bool cs_text_is_visible(const char *s, size_t len);

/*
 * Masks: what stays is enough to recognise a person one already knows.
 *   name     every character but the first and last: 홍*동, 김*, J**n
 *   phone    the last four digits (PIPC guidance on parcel labels): 010-1234-****
 *   email    all of the local part but two characters: us****@shop.example
 *   address  all after the second word: 서울시 마포구 ****
 *   prose    running text: the phones and e-mails in it
 * Each appends to `out`; an empty text stays empty.
 */
enum cs_mask { CS_MASK_NONE, CS_MASK_NAME, CS_MASK_PHONE, CS_MASK_EMAIL, CS_MASK_ADDRESS, CS_MASK_PROSE };
void cs_text_mask(struct cs_str *out, enum cs_mask mask, const char *s, size_t len);

/* Without white space at either end: a view into `s`. */
const char *cs_text_trim(const char *s, size_t *len);

#endif
