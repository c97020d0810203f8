#include "dispute/price.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/tabbed.h"

/* What each word says: yes and no as reasons, and the question when open. */
static const struct {
	enum cs_fact fact;
	const char *for_cancelling, *against;
	bool yes_is_for;
} factors[] = {
	{ CS_FACT_BUYER_KNEW, N_("the buyer knew of the mistake"),
	  N_("the buyer did not know of the mistake"), true },
	{ CS_FACT_PRICE_CONFIRMED, N_("nobody confirmed the price"),
	  N_("a person confirmed the price"), false },
	{ CS_FACT_SHIPPED, N_("nothing was sent yet"), N_("the goods were sent"), false },
};

int
cs_price_below(const struct cs_facts *facts)
{
	int64_t listed = cs_facts_amount(facts, CS_FACT_LISTED_PRICE);
	int64_t usual = cs_facts_amount(facts, CS_FACT_USUAL_PRICE);

	/* Both are at most 2^53: a thousand times that still fits. */
	return (int)((usual - listed) * 1000 / usual);
}

/* Appends the factor where it speaks that way; *count tells the comma. */
static void
add_reason(struct cs_str *out, const char *reason, int *count)
{
	cs_str_add(out, (*count)++ ? "; " : " ");
	cs_str_add(out, cs_tr(reason));
}

static void
add_side(const struct cs_facts *facts, bool for_cancelling, struct cs_str *out, int *count)
{
	for (size_t i = 0; i < CS_COUNT(factors); i++) {
		uint8_t words = facts->words[factors[i].fact];

		if (words == (CS_YES | CS_NO))
			continue;
		bool for_it = (words == CS_YES) == factors[i].yes_is_for;

		if (for_it == for_cancelling)
			add_reason(out, for_it ? factors[i].for_cancelling : factors[i].against, count);
	}
}

static void
add_unknown(const struct cs_facts *facts, struct cs_str *out)
{
	int count = 0;

	for (size_t i = 0; i < CS_COUNT(factors); i++) {
		if (facts->words[factors[i].fact] != (CS_YES | CS_NO))
			continue;
		cs_str_add(out, count++ ? ", " : _(" Not known: "));
		cs_str_add(out, cs_fact_name(factors[i].fact));
	}
	if (count)
		cs_str_add(out, ".");
}

static void
add_closest(int below, struct cs_str *out)
{
	const char *const *line = cs_table_lines("dispute/precedents.tsv");
	struct cs_cells cells, best = { 0 };
	int best_distance = INT32_MAX;

	while (*++line) {
		cs_cells_split(&cells, *line);
		int distance = abs(atoi(cells.text[0]) - below);

		if (distance < best_distance) {
			best_distance = distance;
			best = cells;
		}
	}
	cs_str_add_format(out, _(" Closest published outcome: %s."), cs_tr(best.text[2]));
}

void
cs_price_factors(const struct cs_facts *facts, struct cs_str *out)
{
	int below = cs_price_below(facts), count = 1;

	cs_str_add_format(out, _(" For cancelling: %d.%d %% below the usual price"), below / 10,
	    below % 10);
	add_side(facts, true, out, &count);
	cs_str_add(out, ".");
	count = 0;
	cs_str_add(out, _(" Against:"));
	add_side(facts, false, out, &count);
	cs_str_add(out, count ? "." : _(" nothing known."));
	add_unknown(facts, out);
	add_closest(below, out);
}
