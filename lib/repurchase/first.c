#include "repurchase/first.h"

#include <string.h>

static const struct cs_first_name names[CS_FIRST_COUNT] = {
	[CS_FIRST_ALL] = { "all", NULL },
	[CS_FIRST_DAYS_0] = { "delivery_days", "0-1" },
	[CS_FIRST_DAYS_2] = { "delivery_days", "2-3" },
	[CS_FIRST_DAYS_4] = { "delivery_days", "4-7" },
	[CS_FIRST_DAYS_8] = { "delivery_days", "8+" },
	[CS_FIRST_DAYS_UNKNOWN] = { "delivery_days", "unknown" },
	[CS_FIRST_ON_TIME] = { "late", "no" },
	[CS_FIRST_LATE] = { "late", "yes" },
	[CS_FIRST_NOT_BACK] = { "return", "no" },
	[CS_FIRST_BACK] = { "return", "other" },
	[CS_FIRST_DEFECT] = { "return", "defect" },
	[CS_FIRST_NO_INSERT] = { "insert", "no" },
	[CS_FIRST_INSERT] = { "insert", "yes" },
	[CS_FIRST_NO_CONTACT] = { "contact", "no" },
	[CS_FIRST_CONTACT] = { "contact", "yes" },
	[CS_FIRST_NO_COMPLAINT] = { "complaint", "no" },
	[CS_FIRST_COMPLAINT] = { "complaint", "yes" },
};

static bool
is_told(const struct cs_first *first, enum cs_first_row_id no, enum cs_first_row_id yes)
{
	return first->rows[no].n + first->rows[yes].n > 0;
}

bool
cs_first_is_known(const struct cs_first *first, enum cs_first_row_id id, struct cs_first_name *name)
{
	*name = names[id];
	if (strcmp(name->signal, "return") == 0)
		return first->any_return;
	if (strcmp(name->signal, "insert") == 0)
		return first->any_insert;
	if (strcmp(name->signal, "contact") == 0)
		return is_told(first, CS_FIRST_NO_CONTACT, CS_FIRST_CONTACT);
	if (strcmp(name->signal, "complaint") == 0)
		return is_told(first, CS_FIRST_NO_COMPLAINT, CS_FIRST_COMPLAINT);
	if (id == CS_FIRST_ON_TIME || id == CS_FIRST_LATE)
		return is_told(first, CS_FIRST_ON_TIME, CS_FIRST_LATE);
	return true;
}

struct cs_count_of
cs_first_rest(const struct cs_first *first, enum cs_first_row_id id)
{
	struct cs_count_of rest = { 0, 0 };

	for (size_t i = 0; i < CS_FIRST_COUNT; i++) {
		if (i == id || i == CS_FIRST_DAYS_UNKNOWN || strcmp(names[i].signal, names[id].signal) != 0)
			continue;
		rest.x += first->rows[i].x;
		rest.n += first->rows[i].n;
	}
	return rest;
}

static void
count(struct cs_first *first, enum cs_first_row_id id, bool repurchased)
{
	first->rows[id].n++;
	first->rows[id].x += repurchased;
}

/* A day may have several orders: the slowest and the worst is what is remembered. */
struct outcome {
	int32_t days, at_least;
	bool back, defect, inserted, asked, complained;
	cs_day heard; /* what was said by this day may bear on the second purchase */
};

static bool
heard(const struct outcome *outcome, cs_day said)
{
	return said != CS_NO_DAY && said <= outcome->heard;
}

static void
take(struct outcome *outcome, const struct cs_served *served)
{
	outcome->days = served->days > outcome->days ? served->days : outcome->days;
	outcome->at_least = served->at_least > outcome->at_least ? served->at_least : outcome->at_least;
	outcome->back = outcome->back || served->came_back;
	outcome->defect = outcome->defect || (served->came_back && (served->shops_fault || served->couriers_fault));
	outcome->inserted = outcome->inserted || served->inserted;
	outcome->asked = outcome->asked || heard(outcome, served->asked);
	outcome->complained = outcome->complained || heard(outcome, served->objected);
}

static enum cs_first_row_id
bin_of(int32_t days)
{
	if (days == CS_NO_DAY)
		return CS_FIRST_DAYS_UNKNOWN;
	return days <= 1 ? CS_FIRST_DAYS_0 : days <= 3 ? CS_FIRST_DAYS_2 : days <= 7 ? CS_FIRST_DAYS_4 : CS_FIRST_DAYS_8;
}

/* The first day behind the first order on which something was bought for good; CS_NO_DAY for none. */
static cs_day
next_purchase(const struct cs_served *served, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (served[i].kept && served[i].day > served[0].day)
			return served[i].day;
	}
	return CS_NO_DAY;
}

/* Who ordered before the first word was written down may have said one. */
static bool
is_covered(cs_day since, cs_day ordered)
{
	return since != CS_NO_DAY && ordered >= since;
}

static void
count_words(struct cs_first *first, const struct outcome *outcome, cs_day ordered, bool again)
{
	if (is_covered(first->contacts_since, ordered))
		count(first, outcome->asked ? CS_FIRST_CONTACT : CS_FIRST_NO_CONTACT, again);
	if (is_covered(first->complaints_since, ordered))
		count(first, outcome->complained ? CS_FIRST_COMPLAINT : CS_FIRST_NO_COMPLAINT, again);
}

static void
count_customer(struct cs_first *first, const struct cs_served *served, size_t n)
{
	struct outcome outcome = { .days = CS_NO_DAY, .at_least = CS_NO_DAY };

	for (; n > 0 && !served->placed; n--)
		served++;
	if (n == 0 || first->as_of - served->day < first->days)
		return;
	cs_day end = served->day + first->days, next = next_purchase(served, n);
	bool again = next != CS_NO_DAY && next <= end;

	outcome.heard = again ? next - 1 : end;
	for (size_t i = 0; i < n && served[i].day == served->day; i++) {
		if (served[i].placed)
			take(&outcome, &served[i]);
	}
	count(first, CS_FIRST_ALL, again);
	count(first, bin_of(outcome.days), again);
	if (outcome.at_least > first->late)
		count(first, CS_FIRST_LATE, again);
	else if (outcome.days != CS_NO_DAY)
		count(first, CS_FIRST_ON_TIME, again);
	count(first, outcome.defect ? CS_FIRST_DEFECT : outcome.back ? CS_FIRST_BACK : CS_FIRST_NOT_BACK, again);
	count(first, outcome.inserted ? CS_FIRST_INSERT : CS_FIRST_NO_INSERT, again);
	count_words(first, &outcome, served->day, again);
}

enum cs_status
cs_first_run(struct cs_first *first, struct cs_db *db, struct cs_err *err)
{
	struct cs_service service = { .count = 0 };
	enum cs_status st = cs_service_read(&service, db, first->as_of, err);

	first->contacts_since = service.contacts_since;
	/* Disputes alone are a record too; beside a ledger they are the smaller part of it. */
	first->complaints_since = service.contacts_since != CS_NO_DAY ? service.contacts_since : service.disputes_since;
	for (size_t begin = 0, at = 0, n; st == CS_OK && (n = cs_service_next(&service, &at)) > 0; begin = at)
		count_customer(first, &service.items[begin], n);
	first->any_return = service.any_return;
	first->any_insert = service.any_insert;
	cs_service_release(&service);
	return st;
}
