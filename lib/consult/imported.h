/*
 * A consultation that another program kept, as events: it says when it was
 * opened, answered and resolved in minutes, and how often it was reopened and
 * transferred, but not when.
 */
#ifndef CS_IMPORTED_H
#define CS_IMPORTED_H

#include "consult/desk.h"

/*
 * Reads row c->import into `c`.  No events where it was opened after now.
 * Reopenings stand at the moment of the resolution, transfers at that of the
 * opening.  CS_OK or CS_EDB.
 */
enum cs_status cs_imported_read(struct cs_desk *desk, struct cs_desk_case *c, struct cs_err *err);

#endif
