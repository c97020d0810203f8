#include "mileage/policy.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/data.h"
#include "base/num.h"
#include "base/text.h"
#include "mileage/share.h"

#define YEAR_DAYS 365
#define LIFE_DAYS_ASKED (3 * YEAR_DAYS) /* shorter lives draw complaints: see mileage.md, policy check */
#define WITHDRAWAL_DAYS 7               /* E-Commerce Act Art. 17(1) */

enum type { NAME, FLAG, COUNT, RATE, FACTOR, SPAN, WORD, FACTORS, COUNTS };

struct field {
	const char *name;
	enum type type;
	size_t at;            /* offset in struct cs_policy */
	size_t count_at;      /* of the number of list entries */
	const char *words;    /* of a WORD, parted by '|' */
};

#define AT(member) offsetof(struct cs_policy, member)

static const struct field fields[] = {
	{ "name", NAME, AT(name), 0, NULL },
	{ "earn.rate", RATE, AT(earn_rate), 0, NULL },
	{ "earn.on_points", FLAG, AT(earn_on_points), 0, NULL },
	{ "earn.on_coupon", FLAG, AT(earn_on_coupon), 0, NULL },
	{ "earn.unit", COUNT, AT(earn_unit), 0, NULL },
	{ "earn.per", WORD, AT(earn_per), 0, "line|order" },
	{ "earn.activate", WORD, AT(earn_activate), 0, "delivered|ordered|confirmed" },
	{ "earn.delay", COUNT, AT(earn_delay), 0, NULL },
	{ "earn.life", SPAN, AT(earn_life), 0, NULL },
	{ "idle.life", SPAN, AT(idle_life), 0, NULL },
	{ "use.order", WORD, AT(use_order), 0, "expiry|priority|age" },
	{ "use.minimum", COUNT, AT(use_minimum), 0, NULL },
	{ "use.multiple", COUNT, AT(use_multiple), 0, NULL },
	{ "use.maximum", COUNT, AT(use_maximum), 0, NULL },
	{ "use.share", RATE, AT(use_share), 0, NULL },
	{ "use.min_order", COUNT, AT(use_min_order), 0, NULL },
	{ "use.with_coupon", FLAG, AT(use_with_coupon), 0, NULL },
	{ "restore.rule", WORD, AT(restore_rule), 0, "minimum|original|fresh|none" },
	{ "restore.days", COUNT, AT(restore_days), 0, NULL },
	{ "clawback.shortfall", WORD, AT(clawback_shortfall), 0, "debt|clamp|other_lots" },
	{ "debt.spares_compensation", FLAG, AT(debt_spares_comp), 0, NULL },
	{ "grant.life", SPAN, AT(grant_life), 0, NULL },
	{ "grant.cap_month", COUNT, AT(grant_cap_month), 0, NULL },
	{ "staff.once", COUNT, AT(staff_once), 0, NULL },
	{ "staff.month", COUNT, AT(staff_month), 0, NULL },
	{ "flag.window", SPAN, AT(flag_window), 0, NULL },
	{ "flag.compensated", COUNT, AT(flag_compensated), 0, NULL },
	{ "flag.returned", COUNT, AT(flag_returned), 0, NULL },
	{ "flag.owed", COUNT, AT(flag_owed), 0, NULL },
	{ "grades.window", SPAN, AT(grade_window), 0, NULL },
	{ "grades.down", WORD, AT(grade_down), 0, "one|none|amount" },
	{ "grades.stay", COUNT, AT(grade_stay), 0, NULL },
	{ "coupon.return", WORD, AT(coupon_return), 0, "recheck|keep" },
	{ "coupon.stack", FLAG, AT(coupon_stack), 0, NULL },
	{ "compensate.fee", COUNT, AT(comp_fee), 0, NULL },
	{ "compensate.factor", FACTOR, AT(comp_factor), 0, NULL },
	{ "compensate.upset_from", COUNT, AT(comp_upset_from), 0, NULL },
	{ "compensate.upset_factor", FACTOR, AT(comp_upset_factor), 0, NULL },
	{ "compensate.unit", COUNT, AT(comp_unit), 0, NULL },
	{ "compensate.cap_month", COUNT, AT(comp_cap_month), 0, NULL },
	{ "compensate.cap_count", COUNT, AT(comp_cap_count), 0, NULL },
	{ "compensate.budget_month", COUNT, AT(comp_budget_month), 0, NULL },
	{ "compensate.life", SPAN, AT(comp_life), 0, NULL },
	{ "compensate.arms", FACTORS, AT(comp_arms), AT(comp_arm_count), NULL },
	{ "compensate.salt", NAME, AT(comp_salt), 0, NULL },
	{ "notice.days", COUNTS, AT(notice_days), AT(notice_count), NULL },
};

/* One text that is being read, for the message. */
struct source {
	const char *file;
	unsigned line;
	struct cs_err *err;
};

static enum cs_status
complain(const struct source *source, const char *name, size_t name_len, const char *value, size_t len,
    const char *wanted)
{
	return cs_err_set(source->err, CS_EINPUT, _("%s:%u: %.*s: \"%.*s\" is not %s"), source->file, source->line,
	    (int)name_len, name, (int)len, value, wanted);
}

/* "1.5%" in millionths, "1.5" in thousandths: a number with `decimals` places. */
static bool
parse_scaled(const char *s, size_t len, int decimals, int64_t most, int64_t *out)
{
	struct cs_amount amount;
	int64_t n;

	if (!cs_amount_parse(s, len, &amount) || !cs_amount_scale(amount, decimals, &n) || n < 0 || n > most)
		return false;
	*out = n;
	return true;
}

static bool
parse_rate(const char *s, size_t len, int64_t *out)
{
	return len > 1 && s[len - 1] == '%' && parse_scaled(s, len - 1, 4, CS_PPM, out);
}

static bool
parse_count(const char *s, size_t len, int64_t *out)
{
	return parse_scaled(s, len, 0, CS_POINTS_MAX, out);
}

static bool
parse_span(const char *s, size_t len, struct cs_life *out)
{
	size_t digits = strspn(s, "0123456789");
	int64_t n;

	if (len == 5 && memcmp(s, "never", 5) == 0) {
		*out = (struct cs_life){ 0, 0 };
		return true;
	}
	if (digits == 0 || digits > 4 || digits >= len || s[digits] != ' ' || !cs_int_parse(s, digits, &n) || n == 0)
		return false;
	const char *unit = s + digits + 1;
	size_t unit_len = len - digits - 1;
	bool months = unit_len == 6 && memcmp(unit, "months", 6) == 0;
	bool days = unit_len == 4 && memcmp(unit, "days", 4) == 0;

	*out = (struct cs_life){ months ? (int)n : 0, days ? (int)n : 0 };
	return months || days;
}

static bool
parse_word(const char *words, const char *s, size_t len, int *out)
{
	int index = 0;

	for (const char *p = words;; p++, index++) {
		size_t n = strcspn(p, "|");

		if (n == len && memcmp(p, s, len) == 0) {
			*out = index;
			return true;
		}
		p += n;
		if (!*p)
			return false;
	}
}

static bool
parse_list(const char *s, size_t len, int decimals, int64_t *list, size_t *count)
{
	const char *end = s + len;

	*count = 0;
	while (s < end) {
		const char *comma = memchr(s, ',', (size_t)(end - s));
		size_t n = (size_t)((comma ? comma : end) - s);
		const char *item = cs_text_trim(s, &n);

		if (*count == CS_POLICY_LIST_MAX || !parse_scaled(item, n, decimals, 1000000, &list[(*count)++]))
			return false;
		s = comma ? comma + 1 : end;
	}
	return true;
}

static bool
parse_name(const char *s, size_t len, char out[CS_POLICY_NAME])
{
	if (len >= CS_POLICY_NAME)
		return false;
	memcpy(out, s, len);
	out[len] = '\0';
	return true;
}

static enum cs_status
set_field(struct cs_policy *policy, const struct field *field, const char *s, size_t len, const struct source *source)
{
	char *at = (char *)policy + field->at;
	static const char *const wanted[] = {
		[NAME] = N_("a text of at most 63 bytes"), [FLAG] = "yes|no", [COUNT] = N_("a whole number"),
		[RATE] = N_("a rate such as 1.5%"), [FACTOR] = N_("a factor such as 1.5"),
		[SPAN] = N_("a time such as 36 months, 90 days or never"), [WORD] = "",
		[FACTORS] = N_("up to 8 factors parted by commas"), [COUNTS] = N_("up to 8 numbers parted by commas"),
	};
	bool good = false;

	switch (field->type) {
	case NAME:
		good = parse_name(s, len, at);
		break;
	case FLAG:
		good = parse_word("no|yes", s, len, (int *)(void *)at);
		break;
	case COUNT:
		good = parse_count(s, len, (int64_t *)(void *)at);
		break;
	case RATE:
		good = parse_rate(s, len, (int64_t *)(void *)at);
		break;
	case FACTOR:
		good = parse_scaled(s, len, 3, 100000, (int64_t *)(void *)at);
		break;
	case SPAN:
		good = parse_span(s, len, (struct cs_life *)(void *)at);
		break;
	case WORD:
		good = parse_word(field->words, s, len, (int *)(void *)at);
		break;
	case FACTORS:
	case COUNTS:
		good = parse_list(s, len, field->type == FACTORS ? 3 : 0, (int64_t *)(void *)at,
		    (size_t *)(void *)((char *)policy + field->count_at));
		break;
	}
	if (good)
		return CS_OK;
	return complain(source, field->name, strlen(field->name), s, len,
	    field->type == WORD ? field->words : field->type == FLAG ? "yes|no" : _(wanted[field->type]));
}

/* One word of a line of terms, and where its value goes. */
struct term {
	const char *word;
	enum type type; /* COUNT, RATE, FLAG or NAME */
	size_t at;
};

static bool
set_term(const struct term *term, const char *value, void *to)
{
	char *at = (char *)to + term->at;
	size_t len = strlen(value);

	switch (term->type) {
	case COUNT:
		return parse_count(value, len, (int64_t *)(void *)at);
	case RATE:
		return parse_rate(value, len, (int64_t *)(void *)at);
	case FLAG:
		return parse_word("no|yes", value, len, (int *)(void *)at);
	case NAME:
		return parse_name(value, len, at);
	case FACTOR:
	case SPAN:
	case WORD:
	case FACTORS:
	case COUNTS:
		break;
	}
	CS_BUG("a term of a type that terms do not have");
}

/* "word value word value": terms of one thing. */
static bool
parse_terms(const char *s, size_t len, const struct term *terms, size_t count, void *to)
{
	char text[256];
	char *save = NULL;

	if (len >= sizeof(text))
		return false;
	memcpy(text, s, len);
	text[len] = '\0';
	for (char *word = strtok_r(text, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		char *value = strtok_r(NULL, " ", &save);
		size_t i = 0;

		while (i < count && strcmp(terms[i].word, word) != 0)
			i++;
		if (i == count || !value || !set_term(&terms[i], value, to))
			return false;
	}
	return true;
}

#define GRADE(member) offsetof(struct cs_policy_grade, member)
#define COUPON(member) offsetof(struct cs_coupon_kind, member)

static const struct term grade_terms[] = {
	{ "rate", RATE, GRADE(rate_ppm) }, { "reach", COUNT, GRADE(reach) }, { "keep", COUNT, GRADE(keep) },
	{ "count", COUNT, GRADE(reach_count) }, { "keep_count", COUNT, GRADE(keep_count) },
};

static const struct term coupon_terms[] = {
	{ "won", COUNT, COUPON(won) }, { "rate", RATE, COUPON(rate_ppm) }, { "cap", COUNT, COUPON(cap) },
	{ "minimum", COUNT, COUPON(minimum) }, { "unit", COUNT, COUPON(unit) }, { "days", COUNT, COUPON(days) },
	{ "per_member", COUNT, COUPON(per_member) }, { "issues", COUNT, COUPON(issues) }, { "first", FLAG, COUPON(first) },
	{ "group", NAME, COUPON(group) },
};

static enum cs_status
add_grade(struct cs_policy *policy, const char *name, size_t name_len, const char *s, size_t len,
    const struct source *source)
{
	struct cs_policy_grade grade = { 0 };

	if (policy->grade_count == CS_POLICY_GRADES_MAX || !parse_name(name, name_len, grade.name) ||
	    !parse_terms(s, len, grade_terms, CS_COUNT(grade_terms), &grade))
		return complain(source, name, name_len, s, len, _("a grade such as rate 2% reach 300000 keep 200000"));
	if (grade.keep == 0)
		grade.keep = grade.reach;
	policy->grades[policy->grade_count++] = grade;
	return CS_OK;
}

static enum cs_status
add_coupon(struct cs_policy *policy, const char *code, size_t code_len, const char *s, size_t len,
    const struct source *source)
{
	struct cs_coupon_kind kind = { .days = 30, .per_member = 1 };

	if (policy->coupon_count == CS_POLICY_COUPONS_MAX || !parse_name(code, code_len, kind.code) ||
	    !parse_terms(s, len, coupon_terms, CS_COUNT(coupon_terms), &kind) || kind.days == 0 || kind.per_member == 0 ||
	    (kind.won == 0 && kind.rate_ppm == 0))
		return complain(source, code, code_len, s, len, _("a coupon such as won 3000 minimum 30000 days 30"));
	policy->coupons[policy->coupon_count++] = kind;
	return CS_OK;
}

static enum cs_status
add_rate(struct cs_policy *policy, bool is_category, const char *name, size_t name_len, const char *s, size_t len,
    const struct source *source)
{
	struct cs_policy_rate rate = { .is_category = is_category };

	if (policy->rate_count == CS_POLICY_RATES_MAX || !parse_name(name, name_len, rate.name) ||
	    !parse_rate(s, len, &rate.rate_ppm))
		return complain(source, name, name_len, s, len, _("a rate such as 1.5%"));
	policy->rates[policy->rate_count++] = rate;
	return CS_OK;
}

/* The prefix, when the name begins with it and goes on. */
static bool
begins(const char *name, size_t len, const char *prefix)
{
	return len > strlen(prefix) && memcmp(name, prefix, strlen(prefix)) == 0;
}

static enum cs_status
set_line(struct cs_policy *policy, const char *name, size_t name_len, const char *value, size_t len,
    const struct source *source)
{
	if (begins(name, name_len, "grade."))
		return add_grade(policy, name + 6, name_len - 6, value, len, source);
	if (begins(name, name_len, "rate.category."))
		return add_rate(policy, true, name + 14, name_len - 14, value, len, source);
	if (begins(name, name_len, "rate.product."))
		return add_rate(policy, false, name + 13, name_len - 13, value, len, source);
	if (begins(name, name_len, "coupon.kind."))
		return add_coupon(policy, name + 12, name_len - 12, value, len, source);
	for (size_t i = 0; i < CS_COUNT(fields); i++) {
		if (strlen(fields[i].name) == name_len && memcmp(fields[i].name, name, name_len) == 0)
			return set_field(policy, &fields[i], value, len, source);
	}
	return cs_err_set(source->err, CS_EINPUT, _("%s:%u: \"%.*s\" is no name of a policy; see: cs-mileage policy show"),
	    source->file, source->line, (int)name_len, name);
}

static enum cs_status
read_line(struct cs_policy *policy, const char *s, size_t len, const struct source *source)
{
	const char *hash = memchr(s, '#', len);

	if (hash)
		len = (size_t)(hash - s);
	s = cs_text_trim(s, &len);
	if (len == 0)
		return CS_OK;
	const char *sign = memchr(s, '=', len);

	if (!sign)
		return cs_err_set(source->err, CS_EINPUT, _("%s:%u: a line is \"name = value\""), source->file, source->line);
	size_t name_len = (size_t)(sign - s), value_len = len - name_len - 1;
	const char *name = cs_text_trim(s, &name_len), *value = cs_text_trim(sign + 1, &value_len);

	return set_line(policy, name, name_len, value, value_len, source);
}

static enum cs_status
read_text(struct cs_policy *policy, const char *text, size_t len, const char *file, struct cs_err *err)
{
	struct source source = { file, 0, err };
	const char *end = text + len;
	enum cs_status st = CS_OK;

	while (st == CS_OK && text < end) {
		const char *nl = memchr(text, '\n', (size_t)(end - text));
		const char *stop = nl ? nl : end;

		source.line++;
		st = read_line(policy, text, (size_t)(stop - text), &source);
		text = nl ? nl + 1 : end;
	}
	return st;
}

void
cs_policy_default_text(struct cs_str *out)
{
	const struct cs_data *file = cs_data_next("mileage/default.policy", NULL);

	for (size_t i = 0; file && file->lines[i]; i++)
		cs_str_add_format(out, "%s\n", file->lines[i]);
}

/* A text that names its own grades or rates replaces those of the default. */
static bool
mentions(const char *text, size_t len, const char *prefix)
{
	size_t n = strlen(prefix);

	for (size_t i = 0; i + n <= len; i++) {
		if ((i == 0 || text[i - 1] == '\n') && memcmp(text + i, prefix, n) == 0)
			return true;
	}
	return false;
}

enum cs_status
cs_policy_parse(struct cs_policy *policy, const char *text, size_t len, const char *file, struct cs_err *err)
{
	struct cs_str standard = { 0 };

	memset(policy, 0, sizeof(*policy));
	cs_policy_default_text(&standard);
	enum cs_status st = read_text(policy, standard.data ? standard.data : "", standard.len, "default", err);

	cs_str_release(&standard);
	if (mentions(text, len, "grade."))
		policy->grade_count = 0;
	if (mentions(text, len, "rate."))
		policy->rate_count = 0;
	if (st == CS_OK)
		st = read_text(policy, text, len, file, err);
	/* The default's delay waits for the withdrawal period; who confirmed a purchase has let it pass. */
	if (policy->earn_activate == CS_ACTIVATE_CONFIRMED && !mentions(text, len, "earn.delay"))
		policy->earn_delay = 0;
	return st;
}

static int64_t
span_days(struct cs_life span)
{
	if (span.months == 0 && span.days == 0)
		return INT64_MAX;
	return (int64_t)span.months * 365 / 12 + span.days;
}

struct teller {
	void (*tell)(void *self, const char *warning);
	void *self;
	size_t count;
};

static void
warn_if(struct teller *teller, bool found, const char *warning)
{
	if (found) {
		teller->tell(teller->self, _(warning));
		teller->count++;
	}
}

static bool
grades_fall(const struct cs_policy *policy)
{
	for (size_t i = 1; i < policy->grade_count; i++) {
		const struct cs_policy_grade *low = &policy->grades[i - 1], *high = &policy->grades[i];

		if (high->reach < low->reach || high->reach_count < low->reach_count || high->rate_ppm < low->rate_ppm)
			return true;
	}
	return false;
}

static bool
keeps_above_reach(const struct cs_policy *policy)
{
	for (size_t i = 0; i < policy->grade_count; i++) {
		if (policy->grades[i].keep > policy->grades[i].reach || policy->grades[i].keep_count > policy->grades[i].reach_count)
			return true;
	}
	return false;
}

size_t
cs_policy_check(const struct cs_policy *policy, void (*tell)(void *self, const char *warning), void *self)
{
	struct teller t = { tell, self, 0 };

	warn_if(&t, span_days(policy->earn_life) < LIFE_DAYS_ASKED,
	    N_("earn.life: points live for less than 3 years; the consumer agency asks for 5 years or near"));
	warn_if(&t, policy->notice_count == 0, N_("notice.days: nobody is told before points lapse"));
	warn_if(&t, policy->earn_activate == CS_ACTIVATE_DELIVERED && policy->earn_delay < WITHDRAWAL_DAYS,
	    N_("earn.delay: points can be spent inside the 7 days in which the goods may go back"));
	warn_if(&t, policy->earn_activate == CS_ACTIVATE_ORDERED,
	    N_("earn.activate: points that begin with the order can be spent before it is delivered"));
	warn_if(&t, policy->use_share >= CS_PPM && policy->use_with_coupon,
	    N_("use.share: an order can be paid with points and coupons alone"));
	warn_if(&t, grades_fall(policy), N_("grades: a higher grade is easier to reach or earns less than the one below"));
	warn_if(&t, keeps_above_reach(policy), N_("grades: a grade is harder to keep than to reach"));
	warn_if(&t, policy->comp_budget_month == 0, N_("compensate.budget_month: there is no budget"));
	warn_if(&t, policy->comp_cap_month == 0 || policy->comp_cap_count == 0,
	    N_("compensate: there is no cap for one customer"));
	warn_if(&t, policy->comp_upset_factor > 1500 || policy->comp_factor > 1500,
	    N_("compensate: above 1.5 times, studies found that more pays less"));
	warn_if(&t, policy->comp_arm_count > 0 && policy->comp_salt[0] == '\0',
	    N_("compensate.salt: an experiment needs a salt of its own, or its arms are those of the last one"));
	warn_if(&t, policy->clawback_shortfall == CS_SHORT_CLAMP,
	    N_("clawback.shortfall: buy, spend the points, send it back: the points stay"));
	return t.count;
}

struct cs_rules
cs_policy_rules(const struct cs_policy *policy)
{
	return (struct cs_rules){
		.order = (enum cs_spend_order)policy->use_order,
		.restore = (enum cs_restore_rule)policy->restore_rule,
		.restore_days = (int)policy->restore_days,
		.shortfall = (enum cs_shortfall)policy->clawback_shortfall,
		.debt_spares_comp = policy->debt_spares_comp,
		.idle = policy->idle_life,
	};
}

const struct cs_policy_grade *
cs_policy_grade(const struct cs_policy *policy, const char *name, size_t len)
{
	for (size_t i = 0; i < policy->grade_count; i++) {
		if (strlen(policy->grades[i].name) == len && memcmp(policy->grades[i].name, name, len) == 0)
			return &policy->grades[i];
	}
	return NULL;
}

const struct cs_coupon_kind *
cs_policy_coupon(const struct cs_policy *policy, const char *code)
{
	for (size_t i = 0; i < policy->coupon_count; i++) {
		if (strcmp(policy->coupons[i].code, code) == 0)
			return &policy->coupons[i];
	}
	return NULL;
}

enum cs_refusal
cs_policy_use(const struct cs_policy *policy, int64_t points, int64_t order_amount, bool with_coupon,
    int64_t *possible)
{
	int64_t share = order_amount < 0 ? CS_POINTS_MAX : cs_part(order_amount, policy->use_share, CS_PPM);

	*possible = policy->use_maximum && policy->use_maximum < share ? policy->use_maximum : share;
	if (policy->use_multiple > 1)
		*possible -= *possible % policy->use_multiple;
	if (with_coupon && !policy->use_with_coupon)
		return CS_REFUSE_COUPON;
	if (order_amount >= 0 && order_amount < policy->use_min_order)
		return CS_REFUSE_MINIMUM;
	if (points < policy->use_minimum)
		return CS_REFUSE_MINIMUM;
	if (policy->use_multiple > 1 && points % policy->use_multiple != 0)
		return CS_REFUSE_MULTIPLE;
	if (policy->use_maximum && points > policy->use_maximum)
		return CS_REFUSE_MAXIMUM;
	return points > share ? CS_REFUSE_SHARE : CS_REFUSE_NOTHING;
}
