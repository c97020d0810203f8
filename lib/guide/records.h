/*
 * A template filled from the command line, and from records that somebody
 * sends: a filled text for each.
 */
#ifndef CS_RECORDS_H
#define CS_RECORDS_H

#include "app/app.h"
#include "guide/fill.h"

/* Takes KEY=VALUE, of which `values` keeps pointers into. CS_OK or CS_EUSAGE. */
enum cs_status cs_values_take(struct cs_values *values, char *argument, struct cs_err *err);

/*
 * Prints the template filled with the values of the command line.  Where it
 * asks for more and stdin is no terminal, a record is read for each text: rows
 * with a header of names, or pairs of name and value, as cs-consult card
 * prints them; what the command line says wins.  CS_OK; CS_EUSAGE for a value
 * that the template has no place for, CS_EINPUT, CS_EIO.
 */
enum cs_status cs_fill_print(const struct cs_app *app, const struct cs_str *text, struct cs_values *values,
    struct cs_err *err);

#endif
