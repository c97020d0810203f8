/*
 * Asking the person at the terminal: a line at a time, or a text in the
 * editor of choice.
 */
#ifndef CS_ASK_H
#define CS_ASK_H

#include "base/str.h"

/* True where somebody can be asked: input and messages are a terminal. */
bool cs_ask_can(void);

/*
 * Asks on stderr and reads a line of stdin into `line`, without its end.
 * False at the end of the input.
 */
bool cs_ask_line(const char *question, struct cs_str *line);

/* All of stdin. CS_OK or CS_EIO. */
enum cs_status cs_ask_stdin(struct cs_str *text, struct cs_err *err);

/*
 * Opens `text` in $VISUAL, $EDITOR or vi and takes what was saved.  CS_OK,
 * CS_NOTE where the editor failed, CS_EIO.
 */
enum cs_status cs_ask_editor(struct cs_str *text, struct cs_err *err);

#endif
