/*
 * The entries of the guide as rows, and to a person at a terminal as cards.
 */
#ifndef CS_GUIDE_SHOW_H
#define CS_GUIDE_SHOW_H

#include "app/app.h"
#include "guide/guide.h"

/* What there is, of the kind that the argument names or of all. CS_OK, or CS_NONE for a kind that is none. */
enum cs_status cs_guide_list(const struct cs_app *app, const struct cs_guide *guide, struct cs_err *err);

/* The texts of what the arguments mean, of one kind or (NULL) of any. CS_OK or CS_NONE. */
enum cs_status cs_guide_show(const struct cs_app *app, const struct cs_guide *guide, const char *kind, struct cs_err *err);

#endif
