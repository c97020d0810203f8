/*
 * The room that every command of the desk works in: the store, the shop's own
 * tables, the rules of conduct, and whose turn it is.
 */
#ifndef CS_ROOM_H
#define CS_ROOM_H

#include "app/app.h"
#include "consult/house.h"
#include "consult/told.h"
#include "consult/turn.h"
#include "store/db.h"

struct cs_room {
	const struct cs_app *app;
	const struct cs_told *told;
	struct cs_db *db;
	struct cs_desk desk;
	struct cs_house house;
	struct cs_conduct conduct;
	struct cs_turn turn;
	struct cs_str text;         /* what was said, for who says something */
	char *files[CS_TOLD_FILES]; /* owned; NULL: what is built in */
};

/* Who asks: --agent, else whoever is at the keyboard. */
const char *cs_told_agent(const struct cs_told *told);

/*
 * A room of the tables alone, of the store alone, and of both.  A reader that
 * reveals personal data writes down first that it did.  CS_OK, CS_EUSAGE for a
 * time that is none, CS_EINPUT, CS_EIO, CS_EDB; close it after all of them.
 */
enum cs_status cs_room_open_house(struct cs_room *r, const struct cs_app *app, const struct cs_told *told,
    struct cs_err *err);
enum cs_status cs_room_open_store(struct cs_room *r, const struct cs_app *app, const struct cs_told *told,
    enum cs_db_mode mode, struct cs_err *err);
enum cs_status cs_room_open(struct cs_room *r, const struct cs_app *app, const struct cs_told *told,
    enum cs_db_mode mode, struct cs_err *err);
void cs_room_close(struct cs_room *r);

/* For writers: also the rules, and who does it when; the close prints where the case stands now, after CS_OK. */
enum cs_status cs_room_open_turn(struct cs_room *r, const struct cs_app *app, const struct cs_told *told,
    struct cs_err *err);
enum cs_status cs_room_close_turn(struct cs_room *r, enum cs_status st);

#endif
