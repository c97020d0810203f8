/* Text inside XML and HTML. */
#ifndef CS_XML_H
#define CS_XML_H

#include "base/str.h"

/*
 * Appends the text so that it is safe between tags and inside quoted
 * attributes: & < > " ' as entities, what XML forbids (control characters,
 * U+FFFE, U+FFFF) as U+FFFD.  Line breaks become blanks.
 */
void cs_xml_add(struct cs_str *out, const char *text, size_t len);

#endif
