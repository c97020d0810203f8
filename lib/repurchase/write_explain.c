#include "repurchase/write_explain.h"

#include <stdio.h>
#include <string.h>

#define REASON 256

/* What a rule asked and what it found, in words. */
static void
reason_of(const struct cs_customers *all, const struct cs_standing *standing, size_t place, enum cs_segment rule,
    char out[REASON])
{
	const struct cs_ladder *ladder = &all->ladder;
	long long silent = standing->recency_days, purchases = standing->purchases;

	out[0] = '\0';
	switch (rule) {
	case CS_SEGMENT_LOST:
		snprintf(out, REASON, _("the last purchase is %lld days ago; lost is more than %g, %g windows of %g days"), silent,
		    all->window * ladder->lost_windows, ladder->lost_windows, all->window);
		break;
	case CS_SEGMENT_AT_RISK:
		snprintf(out, REASON, _("the last purchase is %lld days ago; at risk is more than the window of %g days"), silent,
		    all->window);
		break;
	case CS_SEGMENT_BIG_SPENDER:
		snprintf(out, REASON, _("place %zu of %zu by amount, with %lld purchases; the first %g %% are asked, and %g purchases"),
		    place + 1, all->count, purchases, ladder->big_spender_share * 100, ladder->regular_purchases);
		break;
	case CS_SEGMENT_REGULAR:
		snprintf(out, REASON, _("%lld purchases; %g are asked"), purchases, ladder->regular_purchases);
		break;
	case CS_SEGMENT_SECOND:
		snprintf(out, REASON, _("%lld purchases; %g are asked"), purchases, 2.0);
		break;
	case CS_SEGMENT_NEW:
		snprintf(out, REASON, "%s", _("everybody else"));
		break;
	case CS_SEGMENT_COUNT:
		break;
	}
}

static void
write_row(struct cs_out *out, const char *customer, const char *rule, const char *answer, const char *reason)
{
	cs_out_str(out, customer);
	cs_out_str(out, rule);
	cs_out_str(out, answer);
	cs_out_str(out, reason);
	cs_out_end(out);
}

/* Where the measure of the ladder comes from. */
static void
write_window(const struct cs_customers *all, const char *customer, struct cs_out *out)
{
	char reason[REASON], days[32];

	snprintf(days, sizeof(days), "%g", all->window);
	if (all->window_computed)
		snprintf(reason, sizeof(reason), _("%g %% of the gaps between purchases of %llu repeat customers are not longer"),
		    all->ladder.window_percentile, (unsigned long long)all->repeaters);
	else
		snprintf(reason, sizeof(reason), _("the default: %llu customers repurchased, and more than %g are asked"),
		    (unsigned long long)all->repeaters, all->ladder.window_repeaters);
	write_row(out, customer, "window", days, reason);
}

static const struct cs_customer *
find(const struct cs_customers *all, const struct cs_history *history, const char *customer)
{
	for (size_t i = 0; i < all->count; i++) {
		if (strcmp(cs_history_customer(history, all->items[i].number), customer) == 0)
			return &all->items[i];
	}
	return NULL;
}

enum cs_status
cs_customers_explain(const struct cs_customers *all, const struct cs_history *history, const char *customer,
    struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col columns[] = {
		{ "customer_id", CS_CELL_TEXT }, { "rule", CS_CELL_TEXT }, { "answer", CS_CELL_TEXT }, { "reason", CS_CELL_TEXT },
	};
	const struct cs_customer *found = find(all, history, customer);

	if (!found)
		return cs_err_set(err, CS_NONE, _("%s: no such customer, or no purchase that counts"), customer);
	size_t place = (size_t)(found - all->items);
	const struct cs_standing standing = cs_customers_standing(all, place);

	cs_out_begin(out, columns, CS_COUNT(columns));
	write_window(all, customer, out);
	for (size_t i = 0; i < CS_SEGMENT_COUNT; i++) {
		enum cs_segment rule = cs_ladder_rules[i];
		bool fits = cs_ladder_fits(&all->ladder, all->window, &standing, rule);
		char reason[REASON];

		reason_of(all, &standing, place, rule, reason);
		write_row(out, customer, cs_segment_words[rule], fits ? "yes" : "no", reason);
		if (fits)
			break;
	}
	return CS_OK;
}
