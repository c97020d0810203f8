#include "base/num.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define AMOUNT_LIMIT INT64_C(9000000000000000)

#define DECIMALS_HELD 7

static const int64_t power10[DECIMALS_HELD] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

bool
cs_int_parse(const char *s, size_t len, int64_t *out)
{
	size_t i = len && (*s == '-' || *s == '+');
	int64_t n = 0;

	if (i == len)
		return false;
	for (; i < len; i++) {
		int digit = s[i] - '0';

		if (digit < 0 || digit > 9 || __builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, digit, &n))
			return false;
	}
	*out = *s == '-' ? -n : n;
	return true;
}

/* The three-byte forms that Korean spreadsheets put into amounts. */
struct sign {
	const char *text;
	char as; /* what it stands for; ' ' is dropped */
};

static const struct sign signs[] = {
	{ "₩", ' ' }, { "￦", ' ' }, { "원", ' ' }, { "$", ' ' }, { "£", ' ' },
	{ "€", ' ' }, { "￥", ' ' }, { "¥", ' ' }, { "\u00a0", ' ' }, { "　", ' ' },
	{ "−", '-' }, { "－", '-' }, { "＋", '+' }, { "，", ',' }, { "．", '.' },
	{ "（", '(' }, { "）", ')' },
};

/*
 * The next character in plain ASCII: full-width digits and signs become what
 * they stand for, currency signs and blanks become ' ', anything else '?'.
 */
static char
next_plain(const char **p, const char *end)
{
	unsigned char c = (unsigned char)**p;

	if (c < 0x80 && c != '$') {
		(*p)++;
		return c == '\t' ? ' ' : (char)c;
	}
	/* U+FF10 to U+FF19 are EF BC 90 to EF BC 99. */
	if (end - *p >= 3 && memcmp(*p, "\xEF\xBC", 2) == 0 &&
	    (unsigned char)(*p)[2] >= 0x90 && (unsigned char)(*p)[2] <= 0x99) {
		*p += 3;
		return (char)('0' + ((unsigned char)(*p)[-1] - 0x90));
	}
	for (size_t i = 0; i < CS_COUNT(signs); i++) {
		size_t n = strlen(signs[i].text);

		if ((size_t)(end - *p) >= n && memcmp(*p, signs[i].text, n) == 0) {
			*p += n;
			return signs[i].as;
		}
	}
	*p = end;
	return '?';
}

/* What was read of an amount so far. */
struct reading {
	int64_t value;
	int decimals;  /* -1 before the point */
	int group;     /* digits since the last comma, or since the start */
	int first;     /* digits before the first comma */
	int grouping;  /* 0: no comma yet, 1: one, else digits between two of them */
	bool digit;    /* at least one digit was seen */
	bool gap;      /* a blank followed the digits */
	bool negative;
	bool open;     /* "(" was seen */
	bool closed;   /* ")" was seen */
	bool sign;
};

static bool
take_digit(struct reading *r, int digit)
{
	if (r->gap || r->closed)
		return false;
	r->digit = true;
	if (r->decimals == CS_AMOUNT_DECIMALS_MAX)
		return digit == 0;
	if (r->decimals >= 0)
		r->decimals++;
	else
		r->group++;
	r->value = r->value * 10 + digit;
	return r->value <= AMOUNT_LIMIT;
}

/* The last group has three digits; where there is no comma any number will do. */
static bool
is_whole_group(const struct reading *r)
{
	return r->grouping == 0 || r->group == 3;
}

/*
 * 1,234,567 and, in India, 12,34,567.  Anything else is a decimal comma or a
 * slip, and must not become a hundredfold amount.
 */
static bool
take_comma(struct reading *r)
{
	if (r->decimals >= 0 || r->gap || r->closed || r->group < 1 || r->group > 3)
		return false;
	if (r->grouping == 0)
		r->first = r->group;
	else if (r->group < 2 || (r->grouping > 1 && r->group != r->grouping) || (r->group == 2 && r->first > 2))
		return false;
	r->grouping = r->grouping == 0 ? 1 : r->group;
	r->group = 0;
	return true;
}

static bool
take(struct reading *r, char c)
{
	if (c >= '0' && c <= '9')
		return take_digit(r, c - '0');
	switch (c) {
	case ' ':
		r->gap = r->digit;
		return true;
	case ',':
		return take_comma(r);
	case '.':
		if (r->decimals >= 0 || r->gap || !is_whole_group(r))
			return false;
		r->decimals = 0;
		return true;
	case '-':
	case '+':
		if (r->digit || r->sign || r->open)
			return false;
		r->sign = true;
		r->negative = c == '-';
		return true;
	case '(':
		if (r->digit || r->open || r->sign)
			return false;
		return r->open = r->negative = true;
	case ')':
		if (!r->open || r->closed || !r->digit)
			return false;
		return r->closed = true;
	}
	return false;
}

/* Most cells are bare digits: no table, no state. */
static bool
plain_digits(const char *s, size_t len, struct cs_amount *out)
{
	int64_t n = 0;

	if (len == 0 || len > 15)
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned digit = (unsigned)s[i] - '0';

		if (digit > 9)
			return false;
		n = n * 10 + (int64_t)digit;
	}
	*out = (struct cs_amount){ n, 0 };
	return true;
}

bool
cs_amount_parse(const char *s, size_t len, struct cs_amount *out)
{
	struct reading r = { .decimals = -1 };
	const char *p = s, *end = s + len;

	if (plain_digits(s, len, out))
		return true;
	while (p < end) {
		if (!take(&r, next_plain(&p, end)))
			return false;
	}
	if (!r.digit || r.open != r.closed || (r.decimals < 0 && !is_whole_group(&r)))
		return false;
	out->value = r.negative ? -r.value : r.value;
	out->decimals = r.decimals > 0 ? r.decimals : 0;
	return true;
}

bool
cs_amount_scale(struct cs_amount amount, int decimals, int64_t *out)
{
	int more = decimals - amount.decimals;

	if (more >= 0)
		return !__builtin_mul_overflow(amount.value, power10[more], out);
	if (amount.value % power10[-more] != 0)
		return false;
	*out = amount.value / power10[-more];
	return true;
}

bool
cs_add(int64_t *sum, int64_t more)
{
	int64_t total;

	if (__builtin_add_overflow(*sum, more, &total))
		return false;
	*sum = total;
	return true;
}

bool
cs_mul(int64_t a, int64_t b, int64_t *product)
{
	int64_t p;

	if (__builtin_mul_overflow(a, b, &p))
		return false;
	*product = p;
	return true;
}

static char *
put_whole(char *p, uint64_t n)
{
	char digits[20];
	size_t count = 0;

	do
		digits[count++] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	while (count > 0)
		*p++ = digits[--count];
	return p;
}

static char *
put_fraction(char *p, uint64_t n, int decimals)
{
	for (int i = decimals - 1; i >= 0; i--, n /= 10)
		p[i] = (char)('0' + n % 10);
	return p + decimals;
}

/* Beyond, or this near to a half, the product's own rounding might decide. */
#define REAL_MOST 1e12
#define REAL_TIE 1e-3

size_t
cs_real_format(char out[CS_REAL_TEXT], double n, int decimals)
{
	double scaled = decimals < DECIMALS_HELD ? fabs(n) * (double)power10[decimals] : (double)INFINITY;
	double whole = floor(scaled), part = scaled - whole;

	if (!(scaled < REAL_MOST) || fabs(part - 0.5) < REAL_TIE)
		return (size_t)snprintf(out, CS_REAL_TEXT, "%.*f", decimals, n);
	uint64_t kept = (uint64_t)whole + (part > 0.5), unit = (uint64_t)power10[decimals];
	char *p = out;

	if (signbit(n))
		*p++ = '-';
	p = put_whole(p, kept / unit);
	if (decimals > 0) {
		*p++ = '.';
		p = put_fraction(p, kept % unit, decimals);
	}
	*p = '\0';
	return (size_t)(p - out);
}

char *
cs_money_format(char out[CS_MONEY_TEXT], int64_t value, int scale, int decimals)
{
	int64_t cut = power10[scale - decimals];
	int64_t half = value < 0 ? -(cut / 2) : cut / 2;
	int64_t kept = cut == 1 ? value : (value + half) / cut;
	uint64_t size = kept < 0 ? 0 - (uint64_t)kept : (uint64_t)kept;
	uint64_t unit = (uint64_t)power10[decimals];

	char *p = out;

	if (kept < 0)
		*p++ = '-';
	p = put_whole(p, size / unit);
	if (decimals > 0) {
		*p++ = '.';
		p = put_fraction(p, size % unit, decimals);
	}
	*p = '\0';
	return out;
}

int
cs_currency_decimals(const char *code)
{
	/* ISO 4217: what Korean sellers meet abroad; all others need a line here. */
	static const char two[] = " USD EUR GBP CNY HKD TWD SGD AUD CAD THB PHP MYR "
	    "IDR INR BRL CHF NZD SEK NOK DKK MXN AED SAR PLN CZK TRY ZAR RUB ";
	static const char none[] = " KRW JPY VND CLP ISK ";
	char key[6];

	if (strlen(code) != 3)
		return -1;
	snprintf(key, sizeof(key), " %s ", code);
	return strstr(none, key) ? 0 : strstr(two, key) ? 2 : -1;
}
