#include "repurchase/write.h"

/*
 * The words for every rate.  Sources of "used_by": the help pages and guides
 * listed in cs-repurchase(1), SEE ALSO.
 */
static const struct {
	const char *name;
	const char *formula;
	const char *counts; /* names of columns, the same in every language */
	const char *used_by;
} definitions[] = {
	{ "within_rate",
	  N_("customers with two or more purchases in the period / customers who bought in the period"),
	  "repeat_in_period / customers",
	  N_("rate; the usual meaning in Korean guides and on 90-day dashboards") },
	{ "returning_rate",
	  N_("customers whose first purchase was before the period / customers who bought in the period"),
	  "returning_customers / customers",
	  N_("rate; \"returning customers\" of By the Numbers") },
	{ "lifetime_rate",
	  N_("customers with two or more purchases up to the period's end / customers who bought in the period"),
	  "lifetime_repeat / customers",
	  N_("rate; \"returning customer rate\" of Shopify; with --by all the cumulative rate") },
	{ "repeat_purchase_rate",
	  N_("purchases that are a customer's second or later / purchases"),
	  "repeat_purchases / purchases",
	  N_("rate; the statistics of hosted Korean malls; a few heavy buyers push it up") },
	{ "repeat_revenue_rate",
	  N_("amount of purchases that are a customer's second or later / amount of all purchases"),
	  "repeat_revenue / revenue",
	  N_("rate; counts purchases, not customers who repeat") },
	{ "order_rate",
	  N_("orders in the period, guests' too / visits counted in the period"),
	  "orders / visits",
	  N_("rate, where visits were imported; \"conversion rate\"") },
	{ "same-item",
	  N_("the five rates of rate, where a repeat is a purchase of an item that the customer had bought before"),
	  "as in rate",
	  N_("rate --same-item; repeat purchases of Amazon Brand Analytics, item by item") },
	{ "first_revenue_rate",
	  N_("amount of purchases that are a customer's first / amount of all purchases"),
	  "first_revenue / (first_revenue + repeat_revenue)",
	  N_("acquisition; how much a shop depends on new customers") },
	{ "first.rate",
	  N_("customers with a purchase on a later day within N days of the first order / customers whose first order is N days ago or longer"),
	  "repurchased / customers",
	  N_("first; second-order conversion") },
	{ "lookback.rate",
	  N_("customers who bought in the month and in one of the N months before it / customers who bought in the month"),
	  "returning / customers",
	  N_("lookback; \"repurchase rate\" of Innoforest") },
	{ "within.rate",
	  N_("customers with a second purchase within N days of the first / customers whose first purchase is N days ago or longer"),
	  "repurchased / customers",
	  N_("within; By the Numbers") },
	{ "within.km_rate",
	  N_("the same share estimated from all customers, those watched for less than N days too (Kaplan-Meier)"),
	  "km_customers",
	  N_("within; survival analysis") },
	{ "steps.rate",
	  N_("customers with k + 1 or more purchases / customers with k or more"),
	  "next / customers",
	  N_("steps; \"repeat order probability\" of Adobe Commerce") },
	{ "items.repeat_rate",
	  N_("customers who bought the item on two purchases or more / customers who bought it"),
	  "repeat_buyers / buyers",
	  N_("items; repeat customer probability of Amazon's Buy It Again") },
	{ "items.reorder_share",
	  N_("purchases of the item that are not the buyer's first of it / purchases of the item"),
	  "(purchases - buyers) / purchases",
	  N_("items; reorder rate of Instacart") },
	{ "retention",
	  N_("customers of the cohort who bought in the month / customers of the cohort"),
	  "active / cohort_size",
	  N_("cohort; cohort analysis of Shopify and Metorik") },
	{ "cumulative_rate",
	  N_("customers of the cohort with a second purchase by the end of the month / customers of the cohort"),
	  "cumulative / cohort_size",
	  N_("cohort; \"repurchase rate\" of Peel") },
	{ "revenue_share",
	  N_("amount of the customers who spent most / amount of all customers"),
	  "revenue / revenue of all",
	  N_("concentration; the 80/20 question") },
};

void
cs_definitions_write(struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "name", CS_CELL_TEXT }, { "formula", CS_CELL_TEXT }, { "counts", CS_CELL_TEXT },
		{ "used_by", CS_CELL_TEXT },
	};

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < CS_COUNT(definitions); i++) {
		cs_out_str(out, definitions[i].name);
		cs_out_str(out, _(definitions[i].formula));
		cs_out_str(out, definitions[i].counts);
		cs_out_str(out, _(definitions[i].used_by));
		cs_out_end(out);
	}
}
