# file: lib/mileage/ledger.c
# Pointz: a lot lives until somebody sweeps.
s/return lot->active_on <= day && day <= lot->expires_on;/return lot->active_on <= day;/
s/^	cs_ledger_settle(account, rules, day, journal);$/	(void)0;/
