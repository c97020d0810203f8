/*
 * A consultation as a text that is filled in with an editor: lines
 * "name: value", an empty line, and what was said.
 */
#ifndef CS_FORM_H
#define CS_FORM_H

#include "consult/noted.h"

/* An empty form with the first words that are known (may be ""). Appends to `out`. */
void cs_form_write(struct cs_str *out, const char *body);

/*
 * Takes a form apart: facts into `noted`, the rest into `body`.  Lines that
 * begin with # say nothing.  CS_EUSAGE names the line that cannot be read.
 */
enum cs_status cs_form_read(char *text, const struct cs_causes *causes, cs_day day, struct cs_noted *noted,
    struct cs_str *body, struct cs_err *err);

#endif
