#include "mileage/teller.h"

enum cs_status
cs_teller_begin(struct cs_teller *teller, struct cs_db *db, cs_day day, struct cs_err *err)
{
	struct cs_policy policy;
	int64_t ver;
	enum cs_status st = cs_policy_on(db, day, &policy, &ver, err);

	*teller = (struct cs_teller){ .db = db, .day = day };
	if (st == CS_OK)
		teller->rules = cs_policy_rules(&policy);
	return st;
}

void
cs_teller_release(struct cs_teller *teller)
{
	cs_account_release(&teller->account);
	cs_journal_release(&teller->journal);
}

enum cs_status
cs_teller_tell(struct cs_teller *teller, int64_t account, int within, struct cs_balance *balance, struct cs_err *err)
{
	enum cs_status st = cs_fetch_account_id(teller->db, account, &teller->account, err);

	if (st != CS_OK)
		return st;
	cs_journal_clear(&teller->journal);
	cs_ledger_settle(&teller->account, &teller->rules, teller->day, &teller->journal);
	*balance = cs_account_balance(&teller->account, teller->day, within);
	return CS_OK;
}
