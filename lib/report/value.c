/* Values of a document: each with the text of a stream and the text for a reader. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "report/document.h"
#include "report/scale.h"

#define RATE_DECIMALS 6
#define UNKNOWN "–"
#define HOUR_MINUTES 60
#define DAY_MINUTES (24 * HOUR_MINUTES)

struct cs_doc_value
cs_doc_unknown(enum cs_doc_kind kind)
{
	return (struct cs_doc_value){ .kind = kind, .real = NAN, .exact = "", .shown = UNKNOWN };
}

bool
cs_doc_is_number(enum cs_doc_kind kind)
{
	return kind != CS_DOC_TEXT && kind != CS_DOC_DAY && kind != CS_DOC_TIME;
}

struct cs_doc_value
cs_doc_text(struct cs_doc *doc, const char *text)
{
	struct cs_doc_value value = cs_doc_unknown(CS_DOC_TEXT);

	if (!text)
		return value;
	value.known = true;
	value.exact = cs_doc_keep(doc, text);
	value.shown = value.exact;
	return value;
}

/* The text that people read: 12,000 and 43.1%. */
static const char *
keep_number(struct cs_doc *doc, double n, bool percent, int decimals, const char *tail)
{
	struct cs_number number = { .percent = percent, .decimals = decimals };
	struct cs_str text = { 0 };

	cs_number_add(&text, &number, n);
	cs_str_add(&text, tail);
	const char *kept = cs_doc_keep(doc, text.data);

	cs_str_release(&text);
	return kept;
}

/* The text of a stream: rounded in the same way, without commas. */
static const char *
keep_exact(struct cs_doc *doc, double n, int decimals)
{
	struct cs_number number = { .decimals = decimals };
	struct cs_str grouped = { 0 }, text = { 0 };

	cs_number_add(&grouped, &number, n);
	for (size_t i = 0; i < grouped.len; i++) {
		if (grouped.data[i] != ',')
			cs_str_add_char(&text, grouped.data[i]);
	}
	const char *kept = cs_doc_keep(doc, text.data);

	cs_str_release(&grouped);
	cs_str_release(&text);
	return kept;
}

struct cs_doc_value
cs_doc_int(struct cs_doc *doc, int64_t n)
{
	return (struct cs_doc_value){ .kind = CS_DOC_INT, .known = true, .whole = n, .real = (double)n,
		.exact = cs_doc_keep_format(doc, "%lld", (long long)n),
		.shown = keep_number(doc, (double)n, false, 0, "") };
}

struct cs_doc_value
cs_doc_money(struct cs_doc *doc, int64_t minor)
{
	int decimals = doc->currency_decimals;
	char exact[CS_MONEY_TEXT];
	double n = (double)minor / pow(10, decimals);

	cs_money_format(exact, minor, decimals, decimals);
	return (struct cs_doc_value){ .kind = CS_DOC_MONEY, .known = true, .decimals = decimals, .whole = minor, .real = n,
		.exact = cs_doc_keep(doc, exact), .shown = keep_number(doc, n, false, decimals, "") };
}

const char *
cs_doc_money_unit(struct cs_doc *doc)
{
	return doc->korean && strcmp(doc->currency, "KRW") == 0 ? cs_doc_keep(doc, "원") : doc->currency;
}

struct cs_doc_value
cs_doc_share(struct cs_doc *doc, double fraction)
{
	if (isnan(fraction))
		return cs_doc_unknown(CS_DOC_RATE);
	const char *exact = keep_exact(doc, fraction, RATE_DECIMALS);

	/* Shown is what the stream has, rounded: who rounds that, as a workbook does, gets the same. */
	return (struct cs_doc_value){ .kind = CS_DOC_RATE, .known = true, .decimals = RATE_DECIMALS, .real = fraction,
		.exact = exact, .shown = keep_number(doc, strtod(exact, NULL), true, 0, "") };
}

struct cs_doc_value
cs_doc_rate(struct cs_doc *doc, int64_t part, int64_t whole)
{
	return cs_doc_share(doc, whole == 0 ? NAN : (double)part / (double)whole);
}

struct cs_doc_value
cs_doc_points(struct cs_doc *doc, double difference)
{
	struct cs_doc_value value = cs_doc_share(doc, difference);

	value.kind = CS_DOC_POINTS;
	if (!value.known)
		return value;
	value.shown = keep_number(doc, strtod(value.exact, NULL), true, 0, "p");
	if (difference > 0)
		value.shown = cs_doc_keep_format(doc, "+%s", value.shown);
	return value;
}

struct cs_doc_value
cs_doc_real(struct cs_doc *doc, double n, int decimals)
{
	if (isnan(n))
		return cs_doc_unknown(CS_DOC_REAL);
	return (struct cs_doc_value){ .kind = CS_DOC_REAL, .known = true, .decimals = decimals, .real = n,
		.exact = keep_exact(doc, n, decimals), .shown = keep_number(doc, n, false, decimals, "") };
}

/* The two largest units: a promise that is two days late is not late by minutes. */
static const char *
keep_span(struct cs_doc *doc, int64_t minutes)
{
	const char *sign = minutes < 0 ? "-" : "";
	long long m = llabs((long long)minutes);

	if (m < HOUR_MINUTES)
		return cs_doc_keep_format(doc, _("%s%lld min"), sign, m);
	if (m < DAY_MINUTES)
		return cs_doc_keep_format(doc, _("%s%lld h %lld min"), sign, m / HOUR_MINUTES, m % HOUR_MINUTES);
	return cs_doc_keep_format(doc, _("%s%lld d %lld h"), sign, m / DAY_MINUTES, m % DAY_MINUTES / HOUR_MINUTES);
}

struct cs_doc_value
cs_doc_minutes(struct cs_doc *doc, int64_t minutes)
{
	return (struct cs_doc_value){ .kind = CS_DOC_MINUTES, .known = true, .whole = minutes, .real = (double)minutes,
		.exact = cs_doc_keep_format(doc, "%lld", (long long)minutes), .shown = keep_span(doc, minutes) };
}

struct cs_doc_value
cs_doc_day(struct cs_doc *doc, cs_day day)
{
	char text[CS_DAY_TEXT];

	if (day == CS_NO_DAY)
		return cs_doc_unknown(CS_DOC_DAY);
	const char *kept = cs_doc_keep(doc, cs_day_format(text, day));

	return (struct cs_doc_value){ .kind = CS_DOC_DAY, .known = true, .whole = day, .real = NAN, .exact = kept,
		.shown = kept };
}

struct cs_doc_value
cs_doc_time(struct cs_doc *doc, cs_time time)
{
	char exact[CS_TIME_TEXT], shown[CS_TIME_TEXT];

	if (time == CS_NO_TIME)
		return cs_doc_unknown(CS_DOC_TIME);
	cs_time_format(exact, time);
	memcpy(shown, exact, sizeof(shown));
	shown[sizeof("2026-03-02") - 1] = ' ';
	shown[sizeof("2026-03-02T14:05") - 1] = '\0';
	return (struct cs_doc_value){ .kind = CS_DOC_TIME, .known = true, .whole = time, .real = NAN,
		.exact = cs_doc_keep(doc, exact), .shown = cs_doc_keep(doc, shown) };
}
