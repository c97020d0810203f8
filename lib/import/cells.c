#include "import/pipeline.h"

#include <stdio.h>
#include <string.h>

#include "import/quote.h"

static int
person_field(const struct cs_kind *kind, const char *name, const char *other)
{
	int field = cs_kind_column(kind, other, strlen(other));

	return field >= 0 ? field : cs_field_find(kind, name, strlen(name));
}

static void
add_way(struct cs_normal *n, size_t *count, enum cs_person way)
{
	for (size_t i = 0; i < *count; i++) {
		if (n->ways[i] == way)
			return;
	}
	n->ways[(*count)++] = way;
}

void
cs_cells_init(struct cs_normal *n)
{
	static const enum cs_person first[] = { [CS_IDENTITY_ID] = CS_PERSON_ID,
		[CS_IDENTITY_PHONE] = CS_PERSON_PHONE, [CS_IDENTITY_EMAIL] = CS_PERSON_EMAIL };
	const struct cs_kind *kind = n->preset->kind;
	size_t count = 0;

	memset(n->ways, 0, sizeof(n->ways));
	n->phone_field = person_field(kind, "phone", "phone");
	n->email_field = person_field(kind, "email", "email");
	n->name_field = person_field(kind, "customer_name", "name");
	add_way(n, &count, first[n->identity]);
	add_way(n, &count, CS_PERSON_ID);
	for (size_t i = 0; i < CS_PERSON_WAYS && n->preset->person[i]; i++)
		add_way(n, &count, n->preset->person[i]);
}

void
cs_cells_clear(struct cs_normal *n)
{
	for (size_t i = 0; i < CS_FIELD_COUNT; i++)
		n->cell[i] = (struct cs_field){ "", 0 };
}

struct cs_field
cs_cells_column(const struct cs_normal *n, int column)
{
	if ((size_t)column >= n->row.count)
		return (struct cs_field){ "", 0 };
	return cs_cell_trim(n->row.fields[column]);
}

static struct cs_field
join_cells(struct cs_normal *n, const struct cs_pick *pick)
{
	struct cs_str *out = &n->joined[pick->field];

	cs_str_clear(out);
	cs_str_reserve(out, 0);
	for (size_t i = 0; i < pick->count; i++) {
		struct cs_field cell = cs_cells_column(n, pick->columns[i]);

		/* Parts of a key are identifiers: 7.0 and 7 are the same. */
		cs_value_id(cell, &cell);
		if (cell.len && out->len)
			cs_str_add(out, pick->text);
		cs_str_add_n(out, cell.text, cell.len);
	}
	return (struct cs_field){ out->data, out->len };
}

static struct cs_field
pick_cell(struct cs_normal *n, const struct cs_pick *pick)
{
	struct cs_field cell = { "", 0 };

	switch (pick->mode) {
	case CS_SOURCE_FIRST:
	case CS_SOURCE_EACH:
	case CS_SOURCE_SUM:
		for (size_t i = 0; i < pick->count && cell.len == 0; i++)
			cell = cs_cells_column(n, pick->columns[i]);
		break;
	case CS_SOURCE_JOIN:
		cell = join_cells(n, pick);
		break;
	case CS_SOURCE_CONSTANT:
		cell = (struct cs_field){ pick->text, strlen(pick->text) };
		break;
	}
	return cell;
}

static bool
same_bytes(struct cs_field cell, const struct cs_str *text)
{
	return text->data && cell.len == text->len && memcmp(cell.text, text->data, cell.len) == 0;
}

/*
 * Shopify and merged cells: what is blank below is what stood above, as long
 * as the order is the same.
 */
static void
carry_cells(struct cs_normal *n)
{
	struct cs_field order = n->cell[CS_ORDERS_ORDER_NO];

	n->continued = order.len > 0 && same_bytes(order, &n->carried_order);
	if (!n->continued) {
		cs_str_clear(&n->carried_order);
		cs_str_add_n(&n->carried_order, order.text, order.len);
	}
	for (size_t i = 0; i < n->match.pick_count; i++) {
		int field = n->match.picks[i].field;
		struct cs_str *above = &n->carried[field];
		struct cs_field *cell = &n->cell[field];

		if (!n->preset->carry[field])
			continue;
		if (n->continued && cell->len == 0 && above->len > 0) {
			*cell = (struct cs_field){ above->data, above->len };
		} else {
			cs_str_clear(above);
			cs_str_add_n(above, cell->text, cell->len);
		}
	}
}

static bool
carries(const struct cs_preset *preset)
{
	for (size_t i = 0; i < CS_FIELD_COUNT; i++) {
		if (preset->carry[i])
			return true;
	}
	return false;
}

void
cs_cells_take(struct cs_normal *n)
{
	for (size_t i = 0; i < n->match.pick_count; i++)
		n->cell[n->match.picks[i].field] = pick_cell(n, &n->match.picks[i]);
	if (n->preset->kind == &cs_kinds[CS_KIND_ORDERS] && carries(n->preset))
		carry_cells(n);
}

bool
cs_cells_blank(const struct cs_normal *n)
{
	for (size_t i = 0; i < n->match.pick_count; i++) {
		const struct cs_pick *pick = &n->match.picks[i];

		if (pick->mode != CS_SOURCE_CONSTANT && n->cell[pick->field].len)
			return false;
	}
	return true;
}

static enum cs_value_type
type_of(const struct cs_kind *kind, int field)
{
	switch (field) {
	case CS_EXTRA_GROSS_AMOUNT:
	case CS_EXTRA_REFUND_AMOUNT:
		return CS_VALUE_MONEY;
	default:
		return field < CS_EXTRA_FIRST ? kind->columns[field].type : CS_VALUE_TEXT;
	}
}

bool
cs_row_fault(struct cs_normal *n, int field, const char *reason)
{
	const struct cs_pick *pick = cs_match_pick(&n->match, field);
	n->column = pick && pick->header && *pick->header ? pick->header :
	    cs_field_name(n->preset->kind, field);
	cs_str_clear(&n->reason);
	cs_str_add(&n->reason, reason);
	cs_quote_cell(&n->reason, type_of(n->preset->kind, field), n->cell[field], n->reveal);
	return false;
}

static bool
note_decimals(struct cs_normal *n, struct cs_amount amount)
{
	if (!n->currency && amount.decimals > n->decimals)
		n->decimals = amount.decimals < CS_FREE_SCALE ? amount.decimals : CS_FREE_SCALE;
	return true;
}

bool
cs_row_money(struct cs_normal *n, struct cs_amount amount, int64_t *out)
{
	return note_decimals(n, amount) && cs_amount_scale(amount, n->scale, out) && *out != CS_NO_NUMBER;
}

bool
cs_row_money_rounded(struct cs_normal *n, struct cs_amount amount, int64_t *out)
{
	if (cs_row_money(n, amount, out))
		return true;
	if (amount.decimals <= n->scale)
		return false;
	int64_t cut = 1;

	for (int i = n->scale; i < amount.decimals; i++)
		cut *= 10;
	int64_t half = amount.value < 0 ? -(cut / 2) : cut / 2;

	if (!cs_add(&amount.value, half))
		return false;
	*out = amount.value / cut;
	return true;
}

/* The sum of the pick's cells; EMPTY when all are. */
static enum cs_read
read_sum(struct cs_normal *n, const struct cs_pick *pick, struct cs_amount *sum)
{
	enum cs_read all = CS_READ_EMPTY;

	*sum = (struct cs_amount){ 0, 0 };
	for (size_t i = 0; i < pick->count; i++) {
		struct cs_field cell = cs_cells_column(n, pick->columns[i]);
		struct cs_amount amount;
		int64_t have, more;
		enum cs_read read = cs_value_amount(cell, &amount);

		if (read == CS_READ_EMPTY)
			continue;
		int decimals = read == CS_READ_OK && amount.decimals > sum->decimals ? amount.decimals : sum->decimals;

		n->cell[pick->field] = cell;
		if (read == CS_READ_BAD || !cs_amount_scale(*sum, decimals, &have) ||
		    !cs_amount_scale(amount, decimals, &more) || !cs_add(&have, more))
			return CS_READ_BAD;
		*sum = (struct cs_amount){ have, decimals };
		all = CS_READ_OK;
	}
	return all;
}

static bool
convert_money(struct cs_normal *n, const struct cs_pick *pick, int64_t *out)
{
	struct cs_amount amount;
	bool price = n->preset->kind == &cs_kinds[CS_KIND_ORDERS] && pick->field == CS_ORDERS_UNIT_PRICE;
	enum cs_read read = pick->mode == CS_SOURCE_SUM ? read_sum(n, pick, &amount) :
	    cs_value_amount(n->cell[pick->field], &amount);

	if (read == CS_READ_EMPTY)
		return true;
	if (read == CS_READ_BAD)
		return cs_row_fault(n, pick->field, _("not a number"));
	if (price) {
		n->unit_price = amount;
		n->rounded += !cs_row_money(n, amount, out);
	}
	if (price ? cs_row_money_rounded(n, amount, out) : cs_row_money(n, amount, out))
		return true;
	return cs_row_fault(n, pick->field, n->currency ? _("more decimals than the currency has; say --currency") :
	    _("more than four decimals"));
}

static bool
convert_time(struct cs_normal *n, int field, bool day, int64_t *out)
{
	cs_time time;

	switch (cs_value_time(n->cell[field], n->preset->date_order, &time)) {
	case CS_READ_OK:
		*out = day ? cs_day_of_time(time) : time;
		return true;
	case CS_READ_EMPTY:
		return true;
	case CS_READ_BAD:
		break;
	}
	return cs_row_fault(n, field, _("not a date"));
}

cs_time
cs_cells_time(const struct cs_normal *n, int field)
{
	cs_time time;

	return cs_value_time(n->cell[field], n->preset->date_order, &time) == CS_READ_OK ? time : CS_NO_TIME;
}

/* What the store would refuse is the fault of a row, not of the store. */
static bool
check_bounds(struct cs_normal *n, const struct cs_record_column *column, int field, int64_t number)
{
	char reason[80];

	if ((column->min == 0 && column->max == 0) || (number >= column->min && number <= column->max))
		return true;
	if (column->min == 0 && number < 0)
		return cs_row_fault(n, field, _("below zero"));
	snprintf(reason, sizeof(reason), _("not from %lld to %lld"), (long long)column->min, (long long)column->max);
	return cs_row_fault(n, field, reason);
}

static bool
convert_number(struct cs_normal *n, const struct cs_record_column *column, int field, int64_t *out)
{
	enum cs_read read = column->type == CS_VALUE_RATE ? cs_value_rate(n->cell[field], out) :
	    cs_value_count(n->cell[field], out);

	if (read == CS_READ_BAD)
		return cs_row_fault(n, field, column->type == CS_VALUE_RATE ? _("not a number") :
		    _("not a whole number"));
	return read == CS_READ_EMPTY || check_bounds(n, column, field, *out);
}

static bool
convert_word(struct cs_normal *n, const struct cs_record_column *column, int field, int64_t *out)
{
	int word = cs_value_word(column->words, n->cell[field]);

	/* Where the vocabulary has a word for it, not to know is no fault. */
	if (word < 0)
		word = cs_value_word(column->words, (struct cs_field){ "unknown", 7 });
	if (word < 0)
		return cs_row_fault(n, field, _("not a word of this column"));
	*out = word;
	return true;
}

/* A part of a joined key that has lost its digits; the cell is put where it is quoted from. */
static bool
has_lost_part(struct cs_normal *n, int field)
{
	const struct cs_pick *pick = cs_match_pick(&n->match, field);
	struct cs_field part;

	for (size_t i = 0; pick && pick->mode == CS_SOURCE_JOIN && i < pick->count; i++) {
		part = cs_cells_column(n, pick->columns[i]);
		if (cs_value_id(part, &part) == CS_READ_BAD) {
			n->cell[field] = part;
			return true;
		}
	}
	return false;
}

/* Reads the identifier in the field's cell into n->record. */
static bool
convert_id(struct cs_normal *n, int field)
{
	struct cs_field id;

	switch (has_lost_part(n, field) ? CS_READ_BAD : cs_value_id(n->cell[field], &id)) {
	case CS_READ_OK:
		n->record.values[field].text = cs_value_text(id, &n->scratch[field]);
		return true;
	case CS_READ_EMPTY:
		return true;
	case CS_READ_BAD:
		break;
	}
	return cs_row_fault(n, field, _("an identifier in exponent form has lost its digits; "
	    "export it as text"));
}

static bool
convert(struct cs_normal *n, const struct cs_pick *pick)
{
	const struct cs_record_column *column = &n->preset->kind->columns[pick->field];
	struct cs_value *value = &n->record.values[pick->field];

	switch (column->type) {
	case CS_VALUE_TEXT:
		value->text = cs_value_text(n->cell[pick->field], &n->scratch[pick->field]);
		return true;
	case CS_VALUE_ID:
		return convert_id(n, pick->field);
	case CS_VALUE_TIME:
		return convert_time(n, pick->field, false, &value->number);
	case CS_VALUE_DAY:
		return convert_time(n, pick->field, true, &value->number);
	case CS_VALUE_MONEY:
		return convert_money(n, pick, &value->number);
	case CS_VALUE_COUNT:
	case CS_VALUE_RATE:
		return convert_number(n, column, pick->field, &value->number);
	case CS_VALUE_WORD:
		return convert_word(n, column, pick->field, &value->number);
	}
	return true;
}

/* A masked value says less than nothing: it would take the place of a whole one. */
static void
drop_masked(struct cs_normal *n, int field)
{
	if (field < CS_EXTRA_FIRST && cs_is_masked(n->record.values[field].text))
		n->record.values[field].text = (struct cs_field){ "", 0 };
}

/* Numbers and addresses in one form; what only fills the field goes. */
static void
convert_person(struct cs_normal *n)
{
	bool phone = n->phone_field < CS_EXTRA_FIRST, email = n->email_field < CS_EXTRA_FIRST;
	struct cs_field address = n->cell[n->email_field];

	n->phone_kind = cs_phone_read(n->phone, n->cell[n->phone_field].text, n->cell[n->phone_field].len);
	if (phone)
		n->record.values[n->phone_field].text = (struct cs_field){ n->phone, strlen(n->phone) };
	drop_masked(n, n->phone_field);
	drop_masked(n, n->email_field);
	drop_masked(n, n->name_field);
	if (!email || address.len == 0)
		return;
	struct cs_str *lower = &n->scratch[n->email_field];

	if (cs_email_read(lower, address))
		n->record.values[n->email_field].text = (struct cs_field){ lower->data, lower->len };
	else if (!memchr(address.text, '@', address.len))
		n->record.values[n->email_field].text = (struct cs_field){ "", 0 };
}

/* An order_no that was cut out of another cell has no column of its own. */
static bool
convert_cut(struct cs_normal *n)
{
	int field = n->preset->kind == &cs_kinds[CS_KIND_RETURNS] ? CS_RETURNS_ORDER_NO : CS_ORDERS_ORDER_NO;

	return !n->preset->cut_at || n->cell[field].len == 0 || convert_id(n, field);
}

bool
cs_cells_convert(struct cs_normal *n)
{
	/* The state of an order line has rules of its own. */
	int status = n->preset->kind == &cs_kinds[CS_KIND_ORDERS] ? CS_ORDERS_STATUS : -1;

	cs_record_clear(&n->record, n->preset->kind);
	n->unit_price.decimals = -1;
	for (size_t i = 0; i < n->match.pick_count; i++) {
		const struct cs_pick *pick = &n->match.picks[i];

		if (pick->field >= CS_EXTRA_FIRST || pick->field == status)
			continue;
		if ((n->cell[pick->field].len || pick->mode == CS_SOURCE_SUM) && !convert(n, pick))
			return false;
	}
	convert_person(n);
	return convert_cut(n);
}

void
cs_row_set_text(struct cs_normal *n, struct cs_record *record, int column, const char *text, size_t len)
{
	struct cs_str *own = &n->scratch[column];

	cs_str_clear(own);
	cs_str_add_n(own, text, len);
	record->values[column].text = (struct cs_field){ own->data, own->len };
}

static struct cs_field
person_name(struct cs_normal *n)
{
	if (n->name_field < CS_EXTRA_FIRST)
		return n->record.values[n->name_field].text;
	return cs_value_text(n->cell[n->name_field], &n->scratch[n->name_field]);
}

/* Half of an identifier and a whole name: two people may share that, so it is weak. */
static bool
find_weak_key(struct cs_normal *n, struct cs_field id, char key[CS_KEY_BYTES])
{
	struct cs_field name = person_name(n);

	if (!cs_is_masked(id) || name.len == 0 || cs_is_masked(name))
		return false;
	cs_weak_key(key, id, name);
	n->weak++;
	return true;
}

/* One way to a key; false when it leads nowhere. */
static bool
find_key(struct cs_normal *n, enum cs_person way, struct cs_field id, char key[CS_KEY_BYTES])
{
	struct cs_str email = { 0 };
	bool found = false;

	switch (way) {
	case CS_PERSON_PHONE:
		found = n->phone_kind == CS_PHONE_OWN;
		if (found)
			cs_phone_key(key, n->phone);
		break;
	case CS_PERSON_EMAIL:
		found = cs_email_read(&email, n->cell[n->email_field]);
		if (found)
			cs_email_key(key, email.data, email.len);
		cs_str_release(&email);
		break;
	case CS_PERSON_NAME:
		found = find_weak_key(n, id, key);
		break;
	case CS_PERSON_ID:
	case CS_PERSON_NONE:
		break;
	}
	return found;
}

bool
cs_row_customer(struct cs_normal *n, int column)
{
	struct cs_field *id = &n->record.values[column].text, own = *id;
	char key[CS_KEY_BYTES];

	if (cs_is_guest_word(own) || cs_preset_guest(n->preset, own.text, own.len))
		own.len = 0;
	for (size_t i = 0; i < CS_COUNT(n->ways) && n->ways[i]; i++) {
		if (n->ways[i] == CS_PERSON_ID && own.len && !cs_is_masked(own)) {
			*id = own;
			if (cs_id_key(key, own))
				cs_row_set_text(n, &n->record, column, key, strlen(key));
			return true;
		}
		if (find_key(n, n->ways[i], own, key)) {
			cs_row_set_text(n, &n->record, column, key, strlen(key));
			n->passed += n->identity != CS_IDENTITY_ID && own.len && !cs_is_masked(own);
			return true;
		}
	}
	n->safe += n->phone_kind == CS_PHONE_SAFE;
	n->masked += cs_is_masked(own);
	*id = (struct cs_field){ "", 0 };
	return false;
}
