#include "consult/room.h"

#include <stdlib.h>
#include <string.h>

#include "consult/register.h"

static void
tell(const char *message)
{
	cs_warn("%s", message);
}

const char *
cs_told_agent(const struct cs_told *told)
{
	return told->agent ? told->agent : cs_app_agent();
}

/* A day of the past or the future is seen from its end. */
static cs_time
moment(const struct cs_app *app)
{
	return app->as_of == cs_day_of_time(app->now) ? app->now : cs_time_of(app->as_of, 23, 59, 59);
}

static enum cs_status
read_at(const struct cs_room *r, cs_time *at, struct cs_err *err)
{
	const char *told = r->told->at;

	*at = moment(r->app);
	if (told && !cs_time_parse(told, strlen(told), at))
		return cs_err_set(err, CS_EUSAGE, _("--at: \"%s\" is not a time such as 2026-03-02T14:05"), told);
	return CS_OK;
}

static void
begin(struct cs_room *r, const struct cs_app *app, const struct cs_told *told)
{
	*r = (struct cs_room){ .app = app, .told = told };
}

static enum cs_status
read_house(struct cs_room *r, struct cs_err *err)
{
	static const char *const names[CS_TOLD_FILES] = { [CS_TOLD_HOLIDAYS] = "holidays", [CS_TOLD_HOURS] = "hours",
		[CS_TOLD_CAUSES] = "causes", [CS_TOLD_SLA] = "sla", [CS_TOLD_SCORES] = "scores",
		[CS_TOLD_STATES] = "states", [CS_TOLD_LIMITS] = "limits" };

	for (size_t i = 0; i < CS_COUNT(names); i++)
		r->files[i] = cs_app_config_file(r->told->files[i], names[i]);
	struct cs_house_files files = { r->files[CS_TOLD_HOLIDAYS], r->files[CS_TOLD_HOURS], r->files[CS_TOLD_CAUSES],
		r->files[CS_TOLD_SLA], r->files[CS_TOLD_SCORES] };

	return cs_house_open(&r->house, &files, err);
}

static void
close_store(struct cs_room *r)
{
	cs_desk_release(&r->desk);
	cs_db_close(r->db);
	r->db = NULL;
}

/* Whose data was asked for: the subject, else what the rows were picked by, else when they were opened. */
static void
add_subject(struct cs_str *subject, const struct cs_app *app, const struct cs_told *told)
{
	const char *const named[] = { app->arg_count > 0 ? app->args[0] : NULL, told->customer, told->order, told->phone };
	char from[CS_DAY_TEXT], to[CS_DAY_TEXT];

	cs_str_add(subject, "");
	for (size_t i = 0; i < CS_COUNT(named); i++) {
		if (named[i]) {
			cs_str_add(subject, named[i]);
			return;
		}
	}
	if (told->from != CS_NO_DAY || told->to != CS_NO_DAY)
		cs_str_add_format(subject, "%s..%s", told->from == CS_NO_DAY ? "" : cs_day_format(from, told->from),
		    told->to == CS_NO_DAY ? "" : cs_day_format(to, told->to));
}

/* A reader that reveals writes down that it did: in a store that is there, as every reader needs it. */
static enum cs_status
log_reveal(struct cs_room *r, cs_time at, struct cs_err *err)
{
	const struct cs_app *app = r->app;
	struct cs_str subject = { 0 };
	enum cs_status st = cs_db_open(&r->db, app->db_path, CS_DB_READ, err);

	add_subject(&subject, app, r->told);
	close_store(r);
	if (st == CS_OK)
		st = cs_db_open(&r->db, app->db_path, CS_DB_WRITE, err);
	if (st == CS_OK)
		st = cs_desk_init(&r->desk, r->db, at, app->now, err);
	if (st == CS_OK)
		st = cs_register_reveal(&r->desk, cs_told_agent(r->told), app->command, subject.data, err);
	cs_str_release(&subject);
	close_store(r);
	return st;
}

static enum cs_status
open_store(struct cs_room *r, enum cs_db_mode mode, struct cs_err *err)
{
	cs_time at;
	enum cs_status st = read_at(r, &at, err);

	if (st == CS_OK && r->app->reveal && mode == CS_DB_READ)
		st = log_reveal(r, at, err);
	if (st == CS_OK)
		st = cs_db_open(&r->db, r->app->db_path, mode, err);
	if (st == CS_OK)
		st = cs_desk_init(&r->desk, r->db, at, r->app->now, err);
	r->desk.seen = at;
	return st;
}

enum cs_status
cs_room_open_house(struct cs_room *r, const struct cs_app *app, const struct cs_told *told, struct cs_err *err)
{
	begin(r, app, told);
	return read_house(r, err);
}

enum cs_status
cs_room_open_store(struct cs_room *r, const struct cs_app *app, const struct cs_told *told, enum cs_db_mode mode,
    struct cs_err *err)
{
	begin(r, app, told);
	return open_store(r, mode, err);
}

enum cs_status
cs_room_open(struct cs_room *r, const struct cs_app *app, const struct cs_told *told, enum cs_db_mode mode,
    struct cs_err *err)
{
	enum cs_status st = cs_room_open_house(r, app, told, err);

	return st == CS_OK ? open_store(r, mode, err) : st;
}

void
cs_room_close(struct cs_room *r)
{
	cs_str_release(&r->text);
	cs_turn_release(&r->turn);
	cs_conduct_release(&r->conduct);
	cs_house_close(&r->house);
	close_store(r);
	for (size_t i = 0; i < CS_COUNT(r->files); i++)
		free(r->files[i]);
}

enum cs_status
cs_room_open_turn(struct cs_room *r, const struct cs_app *app, const struct cs_told *told, struct cs_err *err)
{
	enum cs_status st = cs_room_open(r, app, told, CS_DB_WRITE, err);

	if (st == CS_OK)
		st = cs_conduct_open(&r->conduct, r->files[CS_TOLD_STATES], r->files[CS_TOLD_LIMITS], err);
	if (st == CS_OK && r->desk.now > moment(app))
		st = cs_err_set(err, CS_EUSAGE, _("--at: %s has not come yet"), told->at);
	r->turn = (struct cs_turn){ .desk = &r->desk, .conduct = &r->conduct, .causes = &r->house.causes,
		.alias = cs_told_agent(told), .at = r->desk.now, .warn = tell };
	return st;
}

static const struct cs_col turn_columns[] = {
	{ "contact_id", CS_CELL_TEXT }, { "state", CS_CELL_TEXT }, { "agent", CS_CELL_PROSE },
	{ "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT },
};

static void
out_fact(struct cs_out *out, const struct cs_contact *c, enum cs_contact_fact fact)
{
	cs_out_text(out, c->facts[fact].len > 0 ? c->facts[fact].s : "", c->facts[fact].len);
}

static void
print_turn(const struct cs_room *r, struct cs_out *out)
{
	const struct cs_contact *c = &r->turn.c.now;

	cs_out_begin(out, turn_columns, CS_COUNT(turn_columns));
	cs_out_str(out, r->turn.c.code);
	cs_out_str(out, cs_contact_state_words[c->state]);
	cs_out_str(out, cs_desk_alias(&r->desk, c->agent));
	out_fact(out, c, CS_CONTACT_FACT_CUSTOMER);
	out_fact(out, c, CS_CONTACT_FACT_ORDER);
	cs_out_end(out);
}

enum cs_status
cs_room_close_turn(struct cs_room *r, enum cs_status st)
{
	if (st == CS_OK)
		print_turn(r, r->app->out);
	cs_room_close(r);
	return st;
}
