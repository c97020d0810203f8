#include "mileage/lapse.h"

#include <stdlib.h>

#include "base/mem.h"
#include "mileage/teller.h"

/* When the first lot of the points was made, and by what: a child has the life of its own, not the issue. */
static enum cs_status
read_issue(struct cs_db *db, int64_t root, struct cs_lapse *lapse, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_LOT_ISSUE);

	cs_bind_int(stmt, ":lot", root);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		lapse->issued_on = (cs_day)cs_col_int(stmt, 0);
		lapse->purchase = cs_col_int(stmt, 1) == CS_ORIGIN_PURCHASE;
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* Beside these, settling moves points only between what the customer has. */
static bool
ends(const struct cs_post *post)
{
	return post->dst == CS_EXPIRED || post->dst == CS_DEBT_PAID;
}

static enum cs_status
keep(struct cs_teller *teller, const struct cs_act *act, const struct cs_post *post, struct cs_lapses *lapses,
    struct cs_err *err)
{
	struct cs_lapse lapse = { .account = teller->account.id, .eff = act->eff,
		.expired = post->dst == CS_EXPIRED ? post->amount : 0, .taken = post->dst == CS_EXPIRED ? 0 : post->amount };
	enum cs_status st = read_issue(teller->db, cs_account_lot(&teller->account, post->lot)->root, &lapse, err);

	if (st != CS_OK)
		return st;
	lapses->items = cs_grow(lapses->items, &lapses->cap, lapses->count + 1, sizeof(*lapses->items));
	lapses->items[lapses->count++] = lapse;
	return CS_OK;
}

static enum cs_status
read_one(struct cs_teller *teller, int64_t account, struct cs_lapses *lapses, struct cs_err *err)
{
	const struct cs_journal *journal = &teller->journal;
	struct cs_balance ignored;
	enum cs_status st = cs_teller_tell(teller, account, 0, &ignored, err);

	for (size_t i = 0; st == CS_OK && i < journal->act_count; i++) {
		const struct cs_act *act = &journal->acts[i];

		for (size_t k = 0; st == CS_OK && k < act->post_count; k++) {
			const struct cs_post *post = &journal->posts[act->post_from + k];

			if (ends(post))
				st = keep(teller, act, post, lapses, err);
		}
	}
	return st;
}

enum cs_status
cs_lapses_read(struct cs_db *db, cs_day day, struct cs_lapses *lapses, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_DUE_ACCOUNTS);
	struct cs_teller teller;
	enum cs_status st = cs_teller_begin(&teller, db, day, err);

	*lapses = (struct cs_lapses){ 0 };
	cs_bind_int(stmt, ":day", day);
	while (st == CS_OK && (st = cs_step(stmt, err)) == CS_ROW)
		st = read_one(&teller, cs_col_int(stmt, 1), lapses, err);
	cs_stmt_reset(stmt);
	cs_teller_release(&teller);
	return st;
}

void
cs_lapses_release(struct cs_lapses *lapses)
{
	free(lapses->items);
	*lapses = (struct cs_lapses){ 0 };
}
