#include "import/dedupe.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/phone.h"
#include "base/str.h"
#include "base/text.h"
#include "import/person.h"

static const char *const certainties[] = {
	[CS_DEDUPE_SURE] = "sure",
	[CS_DEDUPE_LIKELY] = "likely",
	[CS_DEDUPE_WEAK] = "weak",
};

void
cs_dedupe_release(struct cs_dedupe *dedupe)
{
	for (size_t i = 0; i < dedupe->count; i++) {
		struct cs_person *person = &dedupe->people[i];

		free(person->code);
		free(person->name);
		free(person->phone);
		free(person->email);
		free(person->key);
	}
	free(dedupe->people);
	free(dedupe->items);
	*dedupe = (struct cs_dedupe){ 0 };
}

static char *
column(struct cs_stmt *stmt, int number)
{
	size_t len;

	return cs_strdup(cs_col_text(stmt, number, &len));
}

/* Without blanks, in one case, without the 님 that some exports add; a masked name is nobody's. */
static char *
name_key(const char *name)
{
	static const char title[] = "님";
	const size_t title_len = sizeof(title) - 1;
	struct cs_str key = { 0 };

	if (*name && !cs_is_masked((struct cs_field){ name, strlen(name) }))
		cs_text_fold(&key, name, strlen(name));
	if (key.len > title_len && strcmp(key.data + key.len - title_len, title) == 0) {
		key.len -= title_len;
		key.data[key.len] = '\0';
	}
	return key.data ? cs_str_detach(&key) : cs_strdup("");
}

static enum cs_status
read_people(struct cs_dedupe *dedupe, struct cs_db *db, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_DEDUPE_CUSTOMERS);
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		dedupe->people = cs_grow(dedupe->people, &dedupe->cap, dedupe->count + 1, sizeof(*dedupe->people));
		struct cs_person *person = &dedupe->people[dedupe->count];

		*person = (struct cs_person){
			.code = column(stmt, 1), .name = column(stmt, 2), .phone = column(stmt, 3), .email = column(stmt, 4),
			.orders = cs_col_int(stmt, 5), .root = dedupe->count++,
		};
		person->key = name_key(person->name);
	}
	cs_stmt_reset(stmt);
	return st;
}

static size_t
root_of(struct cs_dedupe *dedupe, size_t i)
{
	while (dedupe->people[i].root != i)
		i = dedupe->people[i].root = dedupe->people[dedupe->people[i].root].root;
	return i;
}

/* The one who stays: the most orders, then a key of a shop's own, then the first by code. */
static bool
is_better(const struct cs_dedupe *dedupe, size_t a, size_t b)
{
	const struct cs_person *x = &dedupe->people[a], *y = &dedupe->people[b];
	bool made = strncmp(x->code, "ph-", 3) == 0 || strncmp(x->code, "em-", 3) == 0 || strncmp(x->code, "wk-", 3) == 0;
	bool other = strncmp(y->code, "ph-", 3) == 0 || strncmp(y->code, "em-", 3) == 0 || strncmp(y->code, "wk-", 3) == 0;

	if (x->orders != y->orders)
		return x->orders > y->orders;
	return made != other ? other : a < b;
}

/* Everybody with the key is one; true where somebody had it before. */
static bool
join(struct cs_dedupe *dedupe, struct cs_map *owners, const char *key, size_t i, bool phone)
{
	bool added;
	int64_t *owner = cs_map_at(owners, key, strlen(key), &added);

	if (added) {
		*owner = (int64_t)i;
		return false;
	}
	size_t first = (size_t)*owner, a = root_of(dedupe, first), b = root_of(dedupe, i);

	if (first == i)
		return false;
	*(phone ? &dedupe->people[first].by_phone : &dedupe->people[first].by_email) = true;
	if (a != b)
		dedupe->people[is_better(dedupe, a, b) ? b : a].root = is_better(dedupe, a, b) ? a : b;
	return true;
}

/* A key that a shop's export made of a number or an address is that number or address. */
static void
join_contacts(struct cs_dedupe *dedupe)
{
	struct cs_map owners = { 0 };

	for (size_t i = 0; i < dedupe->count; i++) {
		struct cs_person *person = &dedupe->people[i];
		char key[CS_KEY_BYTES], number[CS_PHONE_BYTES];

		if (strncmp(person->code, "ph-", 3) == 0 && join(dedupe, &owners, person->code, i, true))
			person->by_phone = true;
		if (strncmp(person->code, "em-", 3) == 0 && join(dedupe, &owners, person->code, i, false))
			person->by_email = true;
		if (cs_phone_read(number, person->phone, strlen(person->phone)) == CS_PHONE_OWN &&
		    join(dedupe, &owners, cs_phone_key(key, number), i, true))
			person->by_phone = true;
		if (*person->email && join(dedupe, &owners, cs_email_key(key, person->email, strlen(person->email)), i, false))
			person->by_email = true;
	}
	cs_map_release(&owners);
}

static void
add(struct cs_dedupe *dedupe, size_t other, size_t into, enum cs_dedupe_certainty certainty)
{
	dedupe->items = cs_grow(dedupe->items, &dedupe->item_cap, dedupe->item_count + 1, sizeof(*dedupe->items));
	dedupe->items[dedupe->item_count++] = (struct cs_duplicate){ other, into, certainty };
	dedupe->counts[certainty]++;
}

static bool
differ(const char *a, const char *b)
{
	return *a && *b && strcmp(a, b) != 0;
}

static void
list_contacts(struct cs_dedupe *dedupe)
{
	for (size_t i = 0; i < dedupe->count; i++) {
		size_t into = root_of(dedupe, i);

		if (into != i)
			add(dedupe, i, into, differ(dedupe->people[i].key, dedupe->people[into].key) ? CS_DEDUPE_LIKELY : CS_DEDUPE_SURE);
	}
}

/*
 * Namesakes are common: only who cannot be told apart is listed, and nobody
 * where two of the name can be, because then it may be either.
 */
struct namesakes {
	size_t best;
	const char *phone, *email; /* the first of each that was seen */
	bool several;
};

static void
meet(const struct cs_dedupe *dedupe, struct namesakes *same, size_t i)
{
	const struct cs_person *person = &dedupe->people[i];

	same->several = same->several || differ(person->phone, same->phone) || differ(person->email, same->email);
	same->phone = *same->phone ? same->phone : person->phone;
	same->email = *same->email ? same->email : person->email;
	if (is_better(dedupe, i, same->best))
		same->best = i;
}

static void
list_names(struct cs_dedupe *dedupe)
{
	struct namesakes *names = cs_calloc(dedupe->count + 1, sizeof(*names));
	struct cs_map places = { 0 };
	bool added;

	for (size_t i = 0; i < dedupe->count; i++) {
		const struct cs_person *person = &dedupe->people[i];

		if (!*person->key || root_of(dedupe, i) != i)
			continue;
		int64_t *place = cs_map_at(&places, person->key, strlen(person->key), &added);

		if (added) {
			*place = (int64_t)places.count - 1;
			names[*place] = (struct namesakes){ i, person->phone, person->email, false };
		} else {
			meet(dedupe, &names[*place], i);
		}
	}
	for (size_t i = 0; i < dedupe->count; i++) {
		const char *key = dedupe->people[i].key;
		const int64_t *place = *key && root_of(dedupe, i) == i ? cs_map_find(&places, key, strlen(key)) : NULL;

		if (place && names[*place].best != i && !names[*place].several)
			add(dedupe, i, names[*place].best, CS_DEDUPE_WEAK);
	}
	cs_map_release(&places);
	free(names);
}

static int
compare(const void *left, const void *right)
{
	const struct cs_duplicate *a = left, *b = right;

	if (a->certainty != b->certainty)
		return a->certainty < b->certainty ? -1 : 1;
	if (a->into != b->into)
		return a->into < b->into ? -1 : 1; /* people stand by code */
	return a->other < b->other ? -1 : 1;
}

enum cs_status
cs_dedupe_run(struct cs_dedupe *dedupe, struct cs_db *db, struct cs_err *err)
{
	enum cs_status st = read_people(dedupe, db, err);

	if (st != CS_OK)
		return st;
	join_contacts(dedupe);
	list_contacts(dedupe);
	list_names(dedupe);
	if (dedupe->item_count > 0)
		qsort(dedupe->items, dedupe->item_count, sizeof(*dedupe->items), compare);
	return CS_OK;
}

static const char *
reason_of(const struct cs_dedupe *dedupe, const struct cs_duplicate *item)
{
	const struct cs_person *person = &dedupe->people[item->other];

	if (item->certainty == CS_DEDUPE_WEAK)
		return "name";
	return person->by_phone && person->by_email ? "phone,email" : person->by_phone ? "phone" : "email";
}

void
cs_dedupe_write(const struct cs_dedupe *dedupe, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "customer_id", CS_CELL_TEXT }, { "into", CS_CELL_TEXT }, { "certainty", CS_CELL_TEXT },
		{ "reason", CS_CELL_TEXT }, { "orders", CS_CELL_NUMBER }, { "into_orders", CS_CELL_NUMBER },
		{ "name", CS_CELL_NAME }, { "into_name", CS_CELL_NAME }, { "phone", CS_CELL_PHONE },
		{ "into_phone", CS_CELL_PHONE }, { "email", CS_CELL_EMAIL }, { "into_email", CS_CELL_EMAIL },
	};

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < dedupe->item_count; i++) {
		const struct cs_duplicate *item = &dedupe->items[i];
		const struct cs_person *other = &dedupe->people[item->other], *into = &dedupe->people[item->into];

		cs_out_str(out, other->code);
		cs_out_str(out, into->code);
		cs_out_str(out, certainties[item->certainty]);
		cs_out_str(out, reason_of(dedupe, item));
		cs_out_int(out, other->orders);
		cs_out_int(out, into->orders);
		cs_out_str(out, other->name);
		cs_out_str(out, into->name);
		cs_out_str(out, other->phone);
		cs_out_str(out, into->phone);
		cs_out_str(out, other->email);
		cs_out_str(out, into->email);
		cs_out_end(out);
	}
}
