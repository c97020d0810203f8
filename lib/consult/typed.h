/*
 * What a person types for a consultation, brought into the form in which it
 * is kept: options, the words of the customer, a form in the editor, a time or
 * a sum.  On a terminal what is missing is asked for.
 */
#ifndef CS_TYPED_H
#define CS_TYPED_H

#include "consult/room.h"

/*
 * The arguments from `first` on as one text; stdin for "-" and, `from_stdin`,
 * where there are none.  CS_OK, CS_EUSAGE for what is no text, CS_EIO.
 */
enum cs_status cs_typed_words(const struct cs_app *app, size_t first, bool from_stdin, struct cs_str *text,
    struct cs_err *err);

/* A turn of the commands whose last arguments are a text, which is then in r->text. */
enum cs_status cs_typed_turn(struct cs_room *r, const struct cs_app *app, const struct cs_told *told, size_t first,
    bool from_stdin, struct cs_err *err);

/* Everything that the options say of a case. CS_OK or CS_EUSAGE. */
enum cs_status cs_typed_facts(const struct cs_room *r, struct cs_noted *noted, struct cs_err *err);
enum cs_status cs_typed_flag(const char *text, enum cs_contact_flag *flag, struct cs_err *err);

/*
 * A new case: its facts, its flags and the customer's words, which `body`
 * holds.  With `form` it is written in the editor.  CS_NOTE for a form that
 * was emptied; a case without words is CS_EUSAGE.
 */
enum cs_status cs_typed_intake(const struct cs_room *r, bool form, struct cs_intake *in, struct cs_str *body,
    struct cs_err *err);

/* A time, or +90m, +2h, +3d from `at`; a bare day ends with its last second. CS_OK or CS_EUSAGE. */
enum cs_status cs_typed_due(const char *text, cs_time at, cs_time *due, struct cs_err *err);

/* A sum above 0 in minor units. CS_OK or CS_EUSAGE. */
enum cs_status cs_typed_amount(const struct cs_room *r, const char *text, int64_t *amount, struct cs_err *err);

#endif
