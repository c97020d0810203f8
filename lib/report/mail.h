/*
 * A message in two parts, text before HTML, as sendmail(8) takes it.  The
 * only door to GMime.
 */
#ifndef CS_MAIL_H
#define CS_MAIL_H

#include "base/date.h"
#include "base/str.h"

/* A whole file that goes with a message. */
struct cs_attachment {
	const char *name;  /* "monthly-2026-10-31.xlsx" */
	const char *type, *subtype;
	const char *bytes;
	size_t len;
};

struct cs_mail {
	const char *to;      /* addresses, parted by commas */
	const char *from;    /* one address; NULL: the first of `to` */
	const char *subject;
	const char *text, *html;
	const char *id;      /* what the message is about: the same report of the same day has the same */
	cs_time date;        /* Korean wall clock */
	const struct cs_attachment *attachments;
	size_t attachment_count;
};

/*
 * Appends the message.  The same message has the same bytes: its id and its
 * boundary are made of what it says, so that a mail system which was given it
 * twice can tell.  CS_EUSAGE for an address that is none.
 */
enum cs_status cs_mail_compose(const struct cs_mail *mail, struct cs_str *out, struct cs_err *err);

#endif
