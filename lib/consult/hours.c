#include "consult/hours.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/data.h"
#include "base/mem.h"
#include "base/tabbed.h"
#include "stream/rows.h"
#include "stream/source.h"

#define DEFAULT_HOURS "consult/default.hours"
#define DAY_SECONDS 86400
#define READ_BLOCKS_MAX 5    /* of one line: five blocks parted by five breaks fit CS_BLOCKS_MAX */
#define SPECIAL_DAYS_MAX 366 /* one line; a typing error in a year must not make a thousand */

static const char weekday_words[] = "mon|tue|wed|thu|fri|sat|sun";
static const char rule_words[] = "week|lunch|holidays|day";
enum rule { WEEK, LUNCH, HOLIDAYS, DAY };

void
cs_hours_init(struct cs_hours *hours, const struct cs_calendar *calendar)
{
	*hours = (struct cs_hours){ .calendar = calendar };
}

void
cs_hours_release(struct cs_hours *hours)
{
	free(hours->specials);
	free(hours->before);
	free(hours->at);
	free(hours->open);
	*hours = (struct cs_hours){ 0 };
}

/* ---- blocks ---- */

/* Puts the block in its place and joins what touches or overlaps. */
static void
add_block(struct cs_blocks *blocks, struct cs_block block)
{
	size_t kept = 0, at;

	if (blocks->count == CS_BLOCKS_MAX)
		CS_BUG("more blocks than CS_BLOCKS_MAX");
	for (at = blocks->count++; at > 0 && blocks->items[at - 1].from > block.from; at--)
		blocks->items[at] = blocks->items[at - 1];
	blocks->items[at] = block;
	for (size_t i = 1; i < blocks->count; i++) {
		struct cs_block *last = &blocks->items[kept];

		if (blocks->items[i].from > last->to)
			blocks->items[++kept] = blocks->items[i];
		else if (blocks->items[i].to > last->to)
			last->to = blocks->items[i].to;
	}
	blocks->count = kept + 1;
}

/* What is left of `from` outside the break, on the day itself and after its midnight. */
static void
take_out(struct cs_blocks *from, struct cs_block pause)
{
	struct cs_blocks left = { 0 };

	for (size_t i = 0; i < from->count; i++) {
		struct cs_block block = from->items[i];

		if (pause.to <= block.from || pause.from >= block.to) {
			add_block(&left, block);
			continue;
		}
		if (block.from < pause.from)
			add_block(&left, (struct cs_block){ block.from, pause.from });
		if (pause.to < block.to)
			add_block(&left, (struct cs_block){ pause.to, block.to });
	}
	*from = left;
}

/* ---- reading ---- */

/* "09:00" in seconds, "24:00" as the day's end; -1 for anything else. */
static int32_t
clock_of(const char *s, size_t len)
{
	static const char form[] = "00:00";
	int32_t minutes;

	for (size_t i = 0; i < 5; i++) {
		if (len != 5 || (form[i] == '0' ? s[i] < '0' || s[i] > '9' : s[i] != form[i]))
			return -1;
	}
	minutes = ((s[0] - '0') * 10 + s[1] - '0') * 60 + (s[3] - '0') * 10 + s[4] - '0';
	return s[3] > '5' || minutes > 24 * 60 ? -1 : minutes * 60;
}

static bool
block_of(const char *s, size_t len, struct cs_block *block)
{
	if (len != 11 || s[5] != '-')
		return false;
	block->from = clock_of(s, 5);
	block->to = clock_of(s + 6, 5);
	if (block->from < 0 || block->to < 0 || block->from == block->to || block->from == DAY_SECONDS)
		return false;
	if (block->to < block->from)
		block->to += DAY_SECONDS;
	return true;
}

static enum cs_status
read_blocks(const struct cs_cells *words, size_t at, struct cs_blocks *blocks, struct cs_err *err)
{
	struct cs_block block;

	*blocks = (struct cs_blocks){ 0 };
	if (words->count == at + 1 && cs_cell_is(words->text[at], words->len[at], "closed"))
		return CS_OK;
	if (words->count <= at)
		return cs_err_set(err, CS_EINPUT, "%s", _("hours are missing; write them as 09:00-18:00, or closed"));
	if (words->count > at + READ_BLOCKS_MAX)
		return cs_err_set(err, CS_EINPUT, _("more than %d blocks on one day"), READ_BLOCKS_MAX);
	for (; at < words->count; at++) {
		if (!block_of(words->text[at], words->len[at], &block))
			return cs_err_set(err, CS_EINPUT, _("not hours: \"%.*s\"; write them as 09:00-18:00, or closed"),
			    (int)words->len[at], words->text[at]);
		add_block(blocks, block);
	}
	return CS_OK;
}

/* "mon-fri,sun" as a set of bits, Monday the lowest; 0 where it is not that. */
static unsigned
weekdays_of(const char *s, size_t len)
{
	const char *part;
	size_t n;
	unsigned days = 0;

	while (cs_cell_part(&s, &len, ',', &part, &n)) {
		const char *dash = memchr(part, '-', n);
		size_t first_len = dash ? (size_t)(dash - part) : n;
		int first = cs_cell_find(weekday_words, part, first_len);
		int last = dash ? cs_cell_find(weekday_words, dash + 1, n - first_len - 1) : first;

		if (first < 0 || last < 0)
			return 0;
		for (int day = first;; day = (day + 1) % 7) {
			days |= 1u << day;
			if (day == last)
				break;
		}
	}
	return days;
}

static enum cs_status
read_weekdays(struct cs_blocks to[7], const struct cs_cells *words, struct cs_err *err)
{
	struct cs_blocks blocks;
	unsigned days = weekdays_of(words->text[1], words->len[1]);

	if (!days)
		return cs_err_set(err, CS_EINPUT, _("not weekdays: \"%.*s\"; write them as mon-fri or sat,sun"),
		    (int)words->len[1], words->text[1]);
	enum cs_status st = read_blocks(words, 2, &blocks, err);

	for (int day = 0; st == CS_OK && day < 7; day++) {
		if (days & 1u << day)
			to[day] = blocks;
	}
	return st;
}

/* The special day, which is added in its place where it is new. */
static struct cs_special *
special_of(struct cs_hours *hours, cs_day day)
{
	size_t at = hours->special_count;

	while (at > 0 && hours->specials[at - 1].day >= day)
		at--;
	if (at < hours->special_count && hours->specials[at].day == day)
		return &hours->specials[at];
	hours->specials = cs_grow(hours->specials, &hours->special_cap, hours->special_count + 1,
	    sizeof(*hours->specials));
	memmove(&hours->specials[at + 1], &hours->specials[at], (hours->special_count - at) * sizeof(*hours->specials));
	hours->special_count++;
	hours->specials[at].day = day;
	return &hours->specials[at];
}

static bool
days_of(const char *s, size_t len, cs_day *first, cs_day *last)
{
	if (len == 10) {
		bool good = cs_day_parse(s, len, first);

		*last = *first;
		return good;
	}
	return len == 22 && s[10] == '.' && s[11] == '.' && cs_day_parse(s, 10, first) &&
	    cs_day_parse(s + 12, 10, last) && *first <= *last && *last - *first < SPECIAL_DAYS_MAX;
}

static enum cs_status
read_days(struct cs_hours *hours, const struct cs_cells *words, struct cs_err *err)
{
	struct cs_blocks blocks;
	cs_day first = CS_NO_DAY, last = CS_NO_DAY;

	if (!days_of(words->text[1], words->len[1], &first, &last))
		return cs_err_set(err, CS_EINPUT,
		    _("not a day: \"%.*s\"; write 2026-12-24, or 2026-08-03..2026-08-07 for at most %d days"),
		    (int)words->len[1], words->text[1], SPECIAL_DAYS_MAX);
	enum cs_status st = read_blocks(words, 2, &blocks, err);

	for (cs_day day = first; st == CS_OK && day <= last; day++)
		special_of(hours, day)->blocks = blocks;
	return st;
}

enum cs_status
cs_hours_line(struct cs_hours *hours, const char *line, size_t len, struct cs_err *err)
{
	struct cs_cells words;

	cs_words_split(&words, line, len);
	if (words.count == 0)
		return CS_OK;
	switch (cs_cell_find(rule_words, words.text[0], words.len[0])) {
	case WEEK:
		return read_weekdays(hours->week, &words, err);
	case LUNCH:
		return read_weekdays(hours->lunch, &words, err);
	case HOLIDAYS:
		hours->holiday_as_week = words.count == 2 && cs_cell_is(words.text[1], words.len[1], "week");
		return hours->holiday_as_week ? CS_OK : read_blocks(&words, 1, &hours->holiday, err);
	case DAY:
		return read_days(hours, &words, err);
	default:
		return cs_err_set(err, CS_EINPUT, _("not a rule: \"%.*s\"; one of: week lunch holidays day"),
		    (int)words.len[0], words.text[0]);
	}
}

static enum cs_status
take_line(void *hours, const char *line, size_t len, struct cs_err *err)
{
	return cs_hours_line(hours, line, len, err);
}

static enum cs_status
read_file(struct cs_hours *hours, const char *path, struct cs_err *err)
{
	enum cs_status st = cs_lines_each(path, take_line, hours, err);

	if (st == CS_OK && (st = cs_hours_index(hours, err)) != CS_OK)
		cs_err_prefix(err, cs_path_name(path));
	return st;
}

enum cs_status
cs_hours_open(struct cs_hours *hours, const struct cs_calendar *calendar, const char *path, struct cs_err *err)
{
	cs_hours_init(hours, calendar);
	if (path)
		return read_file(hours, path, err);
	for (const char *const *line = cs_table_lines(DEFAULT_HOURS); *line; line++) {
		if (cs_hours_line(hours, *line, strlen(*line), err) != CS_OK)
			CS_BUG("built-in hours that cannot be read");
	}
	return cs_hours_index(hours, err);
}

/* ---- the index ---- */

static const struct cs_blocks *
special_blocks(const struct cs_hours *hours, cs_day day)
{
	size_t low = 0, high = hours->special_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hours->specials[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < hours->special_count && hours->specials[low].day == day ? &hours->specials[low].blocks : NULL;
}

static struct cs_blocks
weekday_blocks(const struct cs_hours *hours, int weekday)
{
	struct cs_blocks blocks = hours->week[weekday];
	const struct cs_blocks *lunch = &hours->lunch[weekday];

	for (size_t i = 0; i < lunch->count; i++) {
		struct cs_block pause = lunch->items[i];

		take_out(&blocks, pause);
		take_out(&blocks, (struct cs_block){ pause.from + DAY_SECONDS, pause.to + DAY_SECONDS });
	}
	return blocks;
}

/* The blocks that begin on this day. */
static struct cs_blocks
blocks_of(const struct cs_hours *hours, cs_day day)
{
	const struct cs_blocks *special = special_blocks(hours, day);
	unsigned flags = cs_calendar_covers(hours->calendar, day) ? cs_calendar_flags(hours->calendar, day) : 0;

	if (special)
		return *special;
	if (flags & CS_DAY_CLOSED)
		return (struct cs_blocks){ 0 };
	if (flags & CS_DAY_HOLIDAY && !hours->holiday_as_week)
		return hours->holiday;
	return weekday_blocks(hours, cs_weekday(day));
}

/* One day's open time: its own blocks and what runs on from yesterday. Returns the seconds. */
static int64_t
merge_day(const struct cs_blocks *yesterday, const struct cs_blocks *today, struct cs_block *out, size_t *count)
{
	struct cs_block parts[2 * CS_BLOCKS_MAX];
	size_t n = 0;
	int64_t seconds = 0;

	for (size_t i = 0; i < yesterday->count; i++) {
		if (yesterday->items[i].to > DAY_SECONDS)
			parts[n++] = (struct cs_block){ yesterday->items[i].from - DAY_SECONDS, yesterday->items[i].to - DAY_SECONDS };
	}
	for (size_t i = 0; i < today->count; i++) {
		if (today->items[i].from < DAY_SECONDS)
			parts[n++] = today->items[i];
	}
	*count = 0;
	for (;;) { /* the earliest part that is left; there are a handful at most */
		struct cs_block *next = NULL;

		for (size_t i = 0; i < n; i++) {
			if (parts[i].to > 0 && (!next || parts[i].from < next->from))
				next = &parts[i];
		}
		if (!next)
			return seconds;
		int32_t from = next->from > 0 ? next->from : 0, to = next->to < DAY_SECONDS ? next->to : DAY_SECONDS;
		struct cs_block *last = *count > 0 ? &out[*count - 1] : NULL;

		next->to = 0;
		if (last && from < last->to)
			from = last->to;
		if (from >= to)
			continue;
		if (last && from == last->to)
			last->to = to;
		else
			out[(*count)++] = (struct cs_block){ from, to };
		seconds += to - from;
	}
}

static void
index_week(struct cs_hours *hours)
{
	uint32_t at = 0;
	int64_t sum = 0;
	struct cs_blocks yesterday = weekday_blocks(hours, 6);

	for (int day = 0; day < 7; day++) {
		struct cs_blocks today = weekday_blocks(hours, day);
		size_t count;

		hours->week_at[day] = at;
		hours->week_before[day] = sum;
		sum += merge_day(&yesterday, &today, &hours->week_open[at], &count);
		at += (uint32_t)count;
		yesterday = today;
	}
	hours->week_at[7] = at;
	hours->week_before[7] = sum;
}

/* A special day beyond the table of holidays makes the index longer, and the day behind it is still its own. */
static void
index_range(struct cs_hours *hours)
{
	hours->first = hours->calendar->first;
	hours->last = hours->calendar->last + 1;
	if (hours->special_count > 0) {
		cs_day first = hours->specials[0].day, last = hours->specials[hours->special_count - 1].day + 1;

		hours->first = first < hours->first ? first : hours->first;
		hours->last = last > hours->last ? last : hours->last;
	}
}

enum cs_status
cs_hours_index(struct cs_hours *hours, struct cs_err *err)
{
	index_week(hours);
	if (hours->week_before[7] == 0)
		return cs_err_set(err, CS_EINPUT, "%s",
		    _("the shop is never open; write the weekly hours, such as: week mon-fri 09:00-18:00"));
	index_range(hours);
	size_t days = (size_t)(hours->last - hours->first) + 1;
	struct cs_blocks yesterday = blocks_of(hours, hours->first - 1);

	hours->before = cs_realloc(hours->before, days + 1, sizeof(*hours->before));
	hours->at = cs_realloc(hours->at, days + 1, sizeof(*hours->at));
	hours->open_count = 0;
	hours->before[0] = 0;
	hours->at[0] = 0;
	for (size_t i = 0; i < days; i++) {
		struct cs_blocks today = blocks_of(hours, hours->first + (cs_day)i);
		size_t count;

		hours->open = cs_grow(hours->open, &hours->open_cap, hours->open_count + 2 * CS_BLOCKS_MAX,
		    sizeof(*hours->open));
		hours->before[i + 1] = hours->before[i] +
		    merge_day(&yesterday, &today, &hours->open[hours->open_count], &count);
		hours->open_count += count;
		hours->at[i + 1] = (uint32_t)hours->open_count;
		yesterday = today;
	}
	return CS_OK;
}

/* ---- counting ---- */

/* One day as the index knows it. */
struct view {
	const struct cs_block *open;
	size_t count;
	int64_t before; /* open seconds from the start of `first`; below 0 before it */
};

/* Open seconds of whole weeks from day 4, the first Monday after 1970-01-01, to a day. */
#define FIRST_MONDAY 4

static int64_t
weekly_before(const struct cs_hours *hours, cs_day day)
{
	int weekday = cs_weekday(day);
	int64_t weeks = ((int64_t)day - weekday - FIRST_MONDAY) / 7;

	return weeks * hours->week_before[7] + hours->week_before[weekday];
}

/* What to add to weekly_before() so that it goes on from the days of the table. */
static int64_t
weekly_shift(const struct cs_hours *hours, bool after)
{
	return after ? hours->before[hours->last - hours->first + 1] - weekly_before(hours, hours->last + 1)
	    : -weekly_before(hours, hours->first);
}

static struct view
view_of(const struct cs_hours *hours, cs_day day)
{
	if (day >= hours->first && day <= hours->last) {
		size_t i = (size_t)(day - hours->first);

		return (struct view){ hours->open + hours->at[i], hours->at[i + 1] - hours->at[i], hours->before[i] };
	}
	int weekday = cs_weekday(day);

	return (struct view){ hours->week_open + hours->week_at[weekday], hours->week_at[weekday + 1] - hours->week_at[weekday],
		weekly_before(hours, day) + weekly_shift(hours, day > hours->last) };
}

static int32_t
second_of_day(cs_time t)
{
	return (int32_t)(t - cs_time_of(cs_day_of_time(t), 0, 0, 0));
}

/* Open seconds from the start of the table to `t`. */
static int64_t
open_until(const struct cs_hours *hours, cs_time t)
{
	struct view view = view_of(hours, cs_day_of_time(t));
	int32_t second = second_of_day(t);
	int64_t sum = view.before;

	for (size_t i = 0; i < view.count && view.open[i].from < second; i++)
		sum += (view.open[i].to < second ? view.open[i].to : second) - view.open[i].from;
	return sum;
}

int64_t
cs_hours_diff(const struct cs_hours *hours, cs_time a, cs_time b)
{
	return open_until(hours, b) - open_until(hours, a);
}

/* The first day by whose end `sum` open seconds have been. */
static cs_day
day_by_table(const struct cs_hours *hours, int64_t sum)
{
	size_t low = 0, high = (size_t)(hours->last - hours->first);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hours->before[middle + 1] < sum)
			low = middle + 1;
		else
			high = middle;
	}
	return hours->first + (cs_day)low;
}

static cs_day
day_by_weeks(const struct cs_hours *hours, int64_t sum, bool after)
{
	int64_t week = hours->week_before[7], target = sum - weekly_shift(hours, after) - 1;
	int64_t weeks = target / week - (target % week < 0), rest = target - weeks * week;
	int weekday = 0;

	while (hours->week_before[weekday + 1] <= rest)
		weekday++;
	return (cs_day)(FIRST_MONDAY + 7 * weeks + weekday);
}

cs_time
cs_hours_add(const struct cs_hours *hours, cs_time t, int64_t seconds)
{
	if (seconds <= 0)
		return t;
	int64_t sum = open_until(hours, t) + seconds, table = hours->before[hours->last - hours->first + 1];
	cs_day day = sum > table || sum <= 0 ? day_by_weeks(hours, sum, sum > table) : day_by_table(hours, sum);
	struct view view = view_of(hours, day);
	int64_t left = sum - view.before;
	size_t i = 0;

	while (left > view.open[i].to - view.open[i].from) {
		left -= view.open[i].to - view.open[i].from;
		i++;
	}
	return cs_time_of(day, 0, 0, 0) + view.open[i].from + left;
}

bool
cs_hours_is_open(const struct cs_hours *hours, cs_time t)
{
	struct view view = view_of(hours, cs_day_of_time(t));
	int32_t second = second_of_day(t);

	for (size_t i = 0; i < view.count; i++) {
		if (second >= view.open[i].from && second < view.open[i].to)
			return true;
	}
	return false;
}

/* ---- business days ---- */

static bool
is_business(const struct cs_hours *hours, cs_day day)
{
	if (!cs_calendar_covers(hours->calendar, day))
		return cs_weekday(day) < 5;
	return (cs_calendar_flags(hours->calendar, day) & ~(unsigned)CS_DAY_CLOSED) == 0;
}

cs_time
cs_hours_business_end(const struct cs_hours *hours, cs_time t, int64_t count)
{
	cs_day day = cs_day_of_time(t);

	while (count > 0)
		count -= is_business(hours, ++day);
	return cs_time_of(day, 23, 59, 59);
}

int64_t
cs_hours_business_days(const struct cs_hours *hours, cs_time a, cs_time b)
{
	int64_t count = 0;

	for (cs_day day = cs_day_of_time(a) + 1, last = cs_day_of_time(b); day <= last; day++)
		count += is_business(hours, day);
	return count;
}

bool
cs_hours_is_sure(const struct cs_hours *hours, cs_time t)
{
	return cs_calendar_covers(hours->calendar, cs_day_of_time(t));
}
