/*
 * The whole guide and a shop's policy as one HTML document for print: no
 * script, nothing loaded from elsewhere, every text escaped.
 */
#ifndef CS_HANDBOOK_H
#define CS_HANDBOOK_H

#include "base/date.h"
#include "guide/guide.h"

struct cs_str;

struct cs_handbook {
	const struct cs_guide *guide;
	const char *shop;   /* its name, or NULL */
	const char *policy; /* its own text, or NULL: paragraphs parted by blank lines, "# " headings, "- " items */
	cs_day day;         /* the date it bears */
	bool korean;
};

void cs_handbook_write(const struct cs_handbook *book, struct cs_str *out);

/* An entry for a person at a terminal: its texts under their names, line by line. */
void cs_card_write(const struct cs_entry *entry, bool korean, struct cs_str *out);

#endif
