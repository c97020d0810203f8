#include "mileage/plan.h"

#include <string.h>

void
cs_plan_begin(struct cs_plan *plan, const struct cs_book *book)
{
	*plan = (struct cs_plan){ 0 };
	memcpy(plan->chain, book->head, sizeof(plan->chain));
}

static void
add_text(struct cs_str *out, const char *s)
{
	cs_str_add(out, s ? s : "");
	cs_str_add_char(out, '\037');
}

/* The requests as they came, each into the hash of those before it. */
static void
hash_request(struct cs_plan *plan, const struct cs_request *r)
{
	cs_str_clear(&plan->text);
	cs_str_add_n(&plan->text, (const char *)plan->chain, sizeof(plan->chain));
	add_text(&plan->text, r->key);
	add_text(&plan->text, cs_act_words[r->kind]);
	add_text(&plan->text, r->customer);
	add_text(&plan->text, r->order_no);
	add_text(&plan->text, r->reason);
	add_text(&plan->text, r->ref);
	add_text(&plan->text, r->approved_by);
	cs_str_add_format(&plan->text, "%lld %d %d %d %d %d %d %d %lld %zu", (long long)r->points, r->eff, r->origin, r->tax,
	    r->active_on, r->expires_on, r->until, r->pending + 2 * r->clamp, (long long)r->amount, r->part_count);
	cs_digest(plan->chain, plan->text.data, plan->text.len);
}

void
cs_plan_add(struct cs_plan *plan, const struct cs_request *request, const struct cs_result *result)
{
	struct cs_plan_kind *kind = &plan->kinds[request->kind];
	bool added;

	hash_request(plan, request);
	plan->rows++;
	if (result->fate == CS_EXISTS) {
		kind->exists++;
		return;
	}
	if (result->fate != CS_DONE) {
		kind->refused++;
		plan->refused++;
		return;
	}
	kind->done++;
	kind->points += result->points;
	kind->debt += result->debt;
	if (request->customer)
		*cs_map_at(&plan->customers, request->customer, strlen(request->customer), &added) += result->points;
}

void
cs_plan_refuse(struct cs_plan *plan)
{
	plan->rows++;
	plan->refused++;
}

void
cs_plan_end(struct cs_plan *plan)
{
	cs_digest_short(plan->id, (const char *)plan->chain, sizeof(plan->chain));
}

void
cs_plan_release(struct cs_plan *plan)
{
	cs_map_release(&plan->customers);
	cs_str_release(&plan->text);
}

/* Puts a customer among the top ones where it belongs; ties by name, so that the order is total. */
static size_t
insert(struct cs_plan_top top[CS_PLAN_TOP], size_t count, const char *customer, int64_t points)
{
	size_t at = count;

	while (at > 0 && (points > top[at - 1].points ||
	    (points == top[at - 1].points && strcmp(customer, top[at - 1].customer) < 0)))
		at--;
	if (at == CS_PLAN_TOP)
		return count;
	size_t last = count < CS_PLAN_TOP ? count : CS_PLAN_TOP - 1;

	memmove(&top[at + 1], &top[at], (last - at) * sizeof(*top));
	top[at] = (struct cs_plan_top){ customer, points };
	return last + 1;
}

size_t
cs_plan_top(const struct cs_plan *plan, struct cs_plan_top top[CS_PLAN_TOP])
{
	size_t count = 0;

	for (size_t at = 0; at < plan->customers.key_len; at += strlen(plan->customers.keys + at) + 1) {
		const char *customer = plan->customers.keys + at;
		const int64_t *points = cs_map_find(&plan->customers, customer, strlen(customer));

		if (points)
			count = insert(top, count, customer, *points);
	}
	return count;
}
