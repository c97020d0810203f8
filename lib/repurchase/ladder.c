#include "repurchase/ladder.h"

#include <stddef.h>
#include <string.h>

#include "base/num.h"
#include "stream/reader.h"

const char *const cs_segment_words[] = {
	[CS_SEGMENT_NEW] = "new",
	[CS_SEGMENT_SECOND] = "second",
	[CS_SEGMENT_REGULAR] = "regular",
	[CS_SEGMENT_BIG_SPENDER] = "big_spender",
	[CS_SEGMENT_AT_RISK] = "at_risk",
	[CS_SEGMENT_LOST] = "lost",
};

const struct cs_ladder cs_ladder_default = {
	.regular_purchases = 3,
	.window_percentile = 95,
	.window_repeaters = 200,
	.window_days = 365,
	.big_spender_share = 0.1,
	.lost_windows = 2,
};

static const struct threshold {
	const char *name;
	size_t offset;
	double min, max;
	bool whole;
} thresholds[] = {
	{ "regular_purchases", offsetof(struct cs_ladder, regular_purchases), 2, 1000, true },
	{ "window_percentile", offsetof(struct cs_ladder, window_percentile), 1, 100, false },
	{ "window_repeaters", offsetof(struct cs_ladder, window_repeaters), 0, 1e9, true },
	{ "window_days", offsetof(struct cs_ladder, window_days), 1, 36500, true },
	{ "big_spender_share", offsetof(struct cs_ladder, big_spender_share), 0, 1, false },
	{ "lost_windows", offsetof(struct cs_ladder, lost_windows), 1, 100, false },
};

static const struct threshold *
find(struct cs_field name)
{
	for (size_t i = 0; i < CS_COUNT(thresholds); i++) {
		if (strlen(thresholds[i].name) == name.len && memcmp(thresholds[i].name, name.text, name.len) == 0)
			return &thresholds[i];
	}
	return NULL;
}

static double
as_real(struct cs_amount amount)
{
	double value = (double)amount.value;

	for (int i = 0; i < amount.decimals; i++)
		value /= 10;
	return value;
}

static enum cs_status
set(struct cs_ladder *ladder, const struct cs_reader *reader, const struct cs_row *row, struct cs_err *err)
{
	struct cs_field name = cs_row_field(row, 0), value = cs_row_field(row, 1);
	const struct threshold *threshold = row->fault ? NULL : find(name);
	struct cs_amount amount;

	if (!threshold)
		return cs_err_set(err, CS_EINPUT, _("%s:%llu: no threshold is called \"%.*s\"; see SEGMENTS in cs-repurchase(1)"),
		    cs_reader_name(reader), (unsigned long long)row->line, (int)name.len, name.text);
	bool ok = cs_amount_parse(value.text, value.len, &amount);
	double number = ok ? as_real(amount) : 0;

	if (!ok || number < threshold->min || number > threshold->max ||
	    (threshold->whole && number != (double)(int64_t)number))
		return cs_err_set(err, CS_EINPUT, _("%s:%llu: %s: \"%.*s\" is not a number from %g to %g"),
		    cs_reader_name(reader), (unsigned long long)row->line, threshold->name,
		    (int)value.len, value.text, threshold->min, threshold->max);
	memcpy((char *)ladder + threshold->offset, &number, sizeof(number));
	return CS_OK;
}

enum cs_status
cs_ladder_read(struct cs_ladder *ladder, const char *path, struct cs_err *err)
{
	const struct cs_reader_options options = { .encoding = "utf-8", .separator = '\t' };
	struct cs_reader *reader;
	struct cs_row row;
	enum cs_status st = cs_reader_open(&reader, path, &options, err);

	while (st == CS_OK && (st = cs_reader_next(reader, &row, err)) == CS_ROW) {
		st = row.raw_len > 0 && row.raw[0] == '#' ? CS_OK : set(ladder, reader, &row, err);
		if (st != CS_OK)
			break;
	}
	cs_reader_close(reader);
	return st;
}

const enum cs_segment cs_ladder_rules[CS_SEGMENT_COUNT] = {
	CS_SEGMENT_LOST, CS_SEGMENT_AT_RISK, CS_SEGMENT_BIG_SPENDER, CS_SEGMENT_REGULAR, CS_SEGMENT_SECOND, CS_SEGMENT_NEW,
};

bool
cs_ladder_fits(const struct cs_ladder *ladder, double window_days, const struct cs_standing *standing,
    enum cs_segment segment)
{
	double silent = (double)standing->recency_days;
	bool regular = (double)standing->purchases >= ladder->regular_purchases;

	switch (segment) {
	case CS_SEGMENT_LOST:
		return silent > window_days * ladder->lost_windows;
	case CS_SEGMENT_AT_RISK:
		return silent > window_days;
	case CS_SEGMENT_BIG_SPENDER:
		return regular && standing->spends_much;
	case CS_SEGMENT_REGULAR:
		return regular;
	case CS_SEGMENT_SECOND:
		return standing->purchases >= 2;
	case CS_SEGMENT_NEW:
	case CS_SEGMENT_COUNT:
		break;
	}
	return true;
}

enum cs_segment
cs_ladder_segment(const struct cs_ladder *ladder, double window_days, const struct cs_standing *standing)
{
	size_t i = 0;

	while (!cs_ladder_fits(ladder, window_days, standing, cs_ladder_rules[i]))
		i++;
	return cs_ladder_rules[i];
}
