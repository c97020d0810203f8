/*
 * What `cs-import presets` and `cs-import preset NAME` print.
 */
#ifndef CS_SHOW_H
#define CS_SHOW_H

#include "import/preset.h"

/* One row for each preset and kind: preset kind currency title. */
void cs_show_presets(const struct cs_presets *set, bool korean, struct cs_out *out);

/*
 * The entries of a preset: kind entry field value.  Several names in a value
 * are parted by " | ".  CS_OK, or CS_NONE where there is no such preset.
 */
enum cs_status cs_show_preset(const struct cs_presets *set, const char *name, bool korean,
    struct cs_out *out, struct cs_err *err);

#endif
