/*
 * Adding to the ledger: one transaction, events at its end, and what queues
 * and cards are searched by brought up to date with them.
 *
 *	st = cs_entry_begin(&desk, "미소", &me, err);
 *	st = cs_desk_find(&desk, "S1", &c, err);
 *	st = cs_entry_add(&desk, &c, &event, err);
 *	st = cs_entry_end(&desk, st, err);
 */
#ifndef CS_ENTRY_H
#define CS_ENTRY_H

#include "base/digest.h"
#include "consult/desk.h"

#define CS_ALIAS_MAX 64

/*
 * Takes the write lock and finds the agent, who is added where new.  From then
 * on the desk sees everything that is there, whatever its `now`.
 * CS_OK, CS_EUSAGE for an alias that is empty, too long or has a control
 * character, CS_EDB.
 */
enum cs_status cs_entry_begin(struct cs_desk *desk, const char *alias, int64_t *agent, struct cs_err *err);

/* An agent who is named inside a transaction, added where new. */
enum cs_status cs_entry_agent(struct cs_desk *desk, const char *alias, int64_t *agent, struct cs_err *err);

/* Commits after CS_OK, else takes everything back. Returns `st` or CS_EDB. */
enum cs_status cs_entry_end(struct cs_desk *desk, enum cs_status st, struct cs_err *err);

/*
 * Makes a case; `code` NULL: S and the next number.  Its OPEN is the caller's
 * next cs_entry_add().  CS_NOTE when the code is taken.
 */
enum cs_status cs_entry_new(struct cs_desk *desk, const char *code, struct cs_desk_case *c, struct cs_err *err);

/* An imported case becomes one of ours, if it is not. */
enum cs_status cs_entry_adopt(struct cs_desk *desk, struct cs_desk_case *c, struct cs_err *err);

/*
 * Appends the event to the case; an imported case becomes one of ours first.
 * event->seq is set.  Nothing is there before cs_entry_settle().  CS_EUSAGE
 * where it would stand before the case was opened.
 */
enum cs_status cs_entry_add(struct cs_desk *desk, struct cs_desk_case *c, struct cs_contact_event *event, struct cs_err *err);

/* Reads the case again with what was added, and writes down where it stands. */
enum cs_status cs_entry_settle(struct cs_desk *desk, struct cs_desk_case *c, struct cs_err *err);

/*
 * The hash of an event behind the one before it; of the first, zeros are.
 * `text` is room to build in.
 */
void cs_entry_hash(struct cs_str *text, const uint8_t before[CS_DIGEST_BYTES], int64_t contact,
    const struct cs_contact_event *event, uint8_t hash[CS_DIGEST_BYTES]);

#endif
