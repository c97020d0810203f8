/* A whole text in memory: a reply, a template, a policy. */
#ifndef CS_MESSAGE_H
#define CS_MESSAGE_H

#include "base/str.h"

#define CS_MESSAGE_BYTES_MAX (8u << 20) /* far beyond any reply: a wrong file */

/*
 * Appends the text of `path`, or of standard input for NULL or "-", as valid
 * UTF-8 without a byte-order mark.  CS_EINPUT where it is no text or too
 * long, CS_EIO.
 */
enum cs_status cs_message_read(struct cs_str *out, const char *path, struct cs_err *err);

#endif
