/*
 * The frame of every turn at the desk, for the files that write turns.
 */
#ifndef CS_FRAME_H
#define CS_FRAME_H

#include "consult/turn.h"

/* Begins the turn and reads the case, if there is one to read. */
enum cs_status cs_turn_begin(struct cs_turn *turn, const char *code, struct cs_err *err);
/* The same, for what cannot be written into a case that lives on in another. */
enum cs_status cs_turn_begin_live(struct cs_turn *turn, const char *code, struct cs_err *err);
enum cs_status cs_turn_must_live(const struct cs_turn *turn, struct cs_err *err);

/* Writes down where the case stands and commits after CS_OK, else takes all back. */
enum cs_status cs_turn_end(struct cs_turn *turn, enum cs_status st, struct cs_err *err);

/* An event of this turn that says nothing yet. */
struct cs_contact_event cs_turn_event(const struct cs_turn *turn, enum cs_contact_event_type type);
enum cs_status cs_turn_put(struct cs_turn *turn, struct cs_contact_event *event, struct cs_err *err);

/*
 * Where the customer of `noted` was merged into another, that one is noted
 * after it, and told; what was typed stays in the event.
 */
enum cs_status cs_turn_follow_merge(const struct cs_turn *turn, struct cs_noted *noted, struct cs_err *err);

/* What is worth a word, and no error. */
void cs_turn_warn(const struct cs_turn *turn, const char *message);

/* Whose turn it is. */
enum cs_agent_role cs_turn_role(const struct cs_turn *turn);

#endif
