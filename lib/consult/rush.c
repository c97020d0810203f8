#include "consult/rush.h"

#include "store/db.h"

static const char *const weekday_words[7] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static void
count(struct cs_count_of *of, bool outside)
{
	of->n++;
	of->x += outside;
}

enum cs_status
cs_rush_take(struct cs_rush *rush, struct cs_desk *desk, const struct cs_hours *hours, cs_day from, cs_day to,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_ARRIVALS);
	cs_time end = cs_time_of(to, 23, 59, 59);
	enum cs_status st;

	*rush = (struct cs_rush){ .all = { 0, 0 } };
	cs_bind_int(stmt, ":from", cs_time_of(from, 0, 0, 0));
	cs_bind_int(stmt, ":to", end < desk->now ? end : desk->now);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_time at = cs_col_int(stmt, 0);
		cs_day day = cs_day_of_time(at);
		int weekday = cs_weekday(day), hour = (int)((at - cs_time_of(day, 0, 0, 0)) / 3600);
		int64_t channel = cs_col_int(stmt, 1);
		bool outside = !cs_hours_is_open(hours, at);

		rush->cells[weekday][hour]++;
		rush->outside[weekday][hour] += outside;
		count(&rush->channels[channel < CS_CONTACT_CHANNEL_COUNT ? channel : CS_CONTACT_OTHER], outside);
		count(&rush->all, outside);
	}
	cs_stmt_reset(stmt);
	return st;
}

static const struct cs_col week_columns[] = {
	{ "weekday", CS_CELL_TEXT }, { "hour", CS_CELL_NUMBER }, { "contacts", CS_CELL_NUMBER },
	{ "outside", CS_CELL_NUMBER },
};

void
cs_rush_print_week(const struct cs_rush *rush, struct cs_out *out)
{
	cs_out_begin(out, week_columns, CS_COUNT(week_columns));
	for (int day = 0; day < 7 && rush->all.n > 0; day++) {
		for (int hour = 0; hour < 24; hour++) {
			cs_out_str(out, weekday_words[day]);
			cs_out_int(out, hour);
			cs_out_int(out, rush->cells[day][hour]);
			cs_out_int(out, rush->outside[day][hour]);
			cs_out_end(out);
		}
	}
}

static const struct cs_col channel_columns[] = {
	{ "channel", CS_CELL_TEXT }, { "contacts", CS_CELL_NUMBER }, { "outside", CS_CELL_NUMBER },
	{ "share", CS_CELL_NUMBER }, { "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER },
};

static void
write_share(const char *name, struct cs_count_of of, struct cs_out *out)
{
	struct cs_interval interval = cs_wilson(of, CS_Z95);

	cs_out_str(out, name);
	cs_out_int(out, of.n);
	cs_out_int(out, of.x);
	cs_out_rate(out, of.x, of.n);
	cs_out_real(out, interval.low, 6);
	cs_out_real(out, interval.high, 6);
	cs_out_end(out);
}

void
cs_rush_print_channels(const struct cs_rush *rush, struct cs_out *out)
{
	cs_out_begin(out, channel_columns, CS_COUNT(channel_columns));
	for (int i = 0; i < CS_CONTACT_CHANNEL_COUNT; i++) {
		if (rush->channels[i].n > 0)
			write_share(cs_contact_channel_words[i], rush->channels[i], out);
	}
	if (rush->all.n > 0)
		write_share("all", rush->all, out);
}
