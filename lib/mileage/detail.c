#include "mileage/detail.h"

#include <string.h>

#include "base/num.h"

void
cs_detail_write(struct cs_str *out, const struct cs_request *r)
{
	char day[CS_DAY_TEXT];

	if (r->origin >= 0)
		cs_str_add_format(out, "origin=%s\n", cs_origin_words[r->origin]);
	if (r->tax >= 0)
		cs_str_add_format(out, "tax_class=%s\n", cs_tax_words[r->tax]);
	if (r->prio > 0)
		cs_str_add_format(out, "prio=%d\n", r->prio);
	if (r->active_on != CS_NO_DAY)
		cs_str_add_format(out, "active_on=%s\n", cs_day_format(day, r->active_on));
	if (r->expires_on != CS_NO_DAY)
		cs_str_add_format(out, "expires_on=%s\n", cs_day_format(day, r->expires_on));
	if (r->until != CS_NO_DAY)
		cs_str_add_format(out, "until=%s\n", cs_day_format(day, r->until));
	if (r->pending || r->clamp || r->with_coupon)
		cs_str_add_format(out, "flags=%s%s%s\n", r->pending ? "p" : "", r->clamp ? "c" : "", r->with_coupon ? "d" : "");
	if (r->amount >= 0)
		cs_str_add_format(out, "amount=%lld\n", (long long)r->amount);
	if (r->approved_by)
		cs_str_add_format(out, "approved_by=%s\n", r->approved_by);
	if (r->ref)
		cs_str_add_format(out, "ref=%s\n", r->ref);
	for (size_t i = 0; i < r->part_count; i++)
		cs_str_add_format(out, "part=%s %lld %lld\n", r->parts[i].line_no ? r->parts[i].line_no : "", (long long)r->parts[i].quantity,
		    (long long)r->parts[i].amount);
	if (r->detail)
		cs_str_add_format(out, "%s\n", r->detail);
}

const char *
cs_detail_difference(const char *have, const char *want)
{
	static const char *const names[] = { "origin", "tax_class", "prio", "active_on", "expires_on", "until", "flags",
		"amount", "approved_by", "ref", "part" };

	while (*have && *have == *want) {
		const char *a = strchr(have, '\n'), *b = strchr(want, '\n');

		if (!a || !b || a - have != b - want || memcmp(have, want, (size_t)(a - have)) != 0)
			break;
		have = a + 1;
		want = b + 1;
	}
	if (!*have && !*want)
		return NULL;
	/* Lines stand in a fixed order: the earlier name of both is the one that differs. */
	for (size_t i = 0; i < CS_COUNT(names); i++) {
		size_t n = strlen(names[i]);

		if ((strncmp(have, names[i], n) == 0 && have[n] == '=') || (strncmp(want, names[i], n) == 0 && want[n] == '='))
			return names[i];
	}
	return "detail";
}

cs_day
cs_detail_asked_on(cs_day eff, const char *detail, const char **rest)
{
	cs_day day = eff;

	*rest = detail;
	if (strncmp(detail, CS_DETAIL_ASKED_ON, strlen(CS_DETAIL_ASKED_ON)) != 0)
		return eff;
	detail += strlen(CS_DETAIL_ASKED_ON);
	cs_day_parse(detail, CS_DAY_TEXT - 1, &day);
	*rest = detail + CS_DAY_TEXT;
	return day;
}

const char *
cs_detail_find(const char *detail, const char *name, size_t *len)
{
	size_t n = strlen(name);

	while (*detail) {
		size_t all = strcspn(detail, "\n");

		if (all > n && strncmp(detail, name, n) == 0 && detail[n] == '=') {
			*len = all - n - 1;
			return detail + n + 1;
		}
		detail += all + (detail[all] == '\n');
	}
	return NULL;
}

size_t
cs_detail_numbers(const char *value, size_t len, int64_t *numbers, size_t count)
{
	size_t text = len;

	for (size_t i = count; i-- > 0;) {
		size_t end = text;

		while (text > 0 && value[text - 1] != ' ')
			text--;
		if (!cs_int_parse(value + text, end - text, &numbers[i]))
			return SIZE_MAX;
		if (text > 0)
			text--;
	}
	return text;
}
