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

bool
cs_first_is_known(const struct cs_first *first, enum cs_first_row_id id, struct cs_first_name *name)
{
	*name = names[id];
	if (strcmp(name->signal, "return") == 0)
		return first->any_return;
	if (strcmp(name->signal, "insert") == 0)
		return first->any_insert;
	if (strcmp(name->signal, "contact") == 0)
		return first->any_contact;
	if (strcmp(name->signal, "complaint") == 0)
		return first->any_complaint;
	if (id == CS_FIRST_ON_TIME || id == CS_FIRST_LATE)
		return first->rows[CS_FIRST_ON_TIME].n + first->rows[CS_FIRST_LATE].n > 0;
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
};

static void
take(struct outcome *outcome, const struct cs_served *served)
{
	outcome->days = served->days > outcome->days ? served->days : outcome->days;
	outcome->at_least = served->at_least > outcome->at_least ? served->at_least : outcome->at_least;
	outcome->back = outcome->back || served->came_back;
	outcome->defect = outcome->defect || (served->came_back && (served->shops_fault || served->couriers_fault));
	outcome->inserted = outcome->inserted || served->inserted;
	outcome->asked = outcome->asked || served->asked;
	outcome->complained = outcome->complained || served->complained || served->disputed;
}

static enum cs_first_row_id
bin_of(int32_t days)
{
	if (days == CS_NO_DAY)
		return CS_FIRST_DAYS_UNKNOWN;
	return days <= 1 ? CS_FIRST_DAYS_0 : days <= 3 ? CS_FIRST_DAYS_2 : days <= 7 ? CS_FIRST_DAYS_4 : CS_FIRST_DAYS_8;
}

static void
count_customer(struct cs_first *first, const struct cs_served *served, size_t n)
{
	struct outcome outcome = { .days = CS_NO_DAY, .at_least = CS_NO_DAY };
	bool again = false;
	size_t begin = 0;

	while (begin < n && !served[begin].placed)
		begin++;
	if (begin == n || first->as_of - served[begin].day < first->days)
		return;
	for (size_t i = begin; i < n; i++) {
		if (served[i].day == served[begin].day && served[i].placed)
			take(&outcome, &served[i]);
		again = again || (served[i].kept && served[i].day > served[begin].day &&
		    served[i].day - served[begin].day <= first->days);
	}
	count(first, CS_FIRST_ALL, again);
	count(first, bin_of(outcome.days), again);
	if (outcome.at_least > first->late)
		count(first, CS_FIRST_LATE, again);
	else if (outcome.days != CS_NO_DAY)
		count(first, CS_FIRST_ON_TIME, again);
	count(first, outcome.defect ? CS_FIRST_DEFECT : outcome.back ? CS_FIRST_BACK : CS_FIRST_NOT_BACK, again);
	count(first, outcome.inserted ? CS_FIRST_INSERT : CS_FIRST_NO_INSERT, again);
	count(first, outcome.asked ? CS_FIRST_CONTACT : CS_FIRST_NO_CONTACT, again);
	count(first, outcome.complained ? CS_FIRST_COMPLAINT : CS_FIRST_NO_COMPLAINT, again);
}

enum cs_status
cs_first_run(struct cs_first *first, struct cs_db *db, struct cs_err *err)
{
	struct cs_service service = { .count = 0 };
	enum cs_status st = cs_service_read(&service, db, first->as_of, err);

	for (size_t begin = 0, at = 0, n; st == CS_OK && (n = cs_service_next(&service, &at)) > 0; begin = at)
		count_customer(first, &service.items[begin], n);
	first->any_return = service.any_return;
	first->any_insert = service.any_insert;
	first->any_contact = service.any_contact;
	first->any_complaint = service.any_contact || service.any_dispute;
	cs_service_release(&service);
	return st;
}
