#include "report/column.h"

#include <string.h>

/* The name that people look for, and the column that holds it. */
static const struct {
	const char *name, *column;
} aliases[] = {
	{ "repurchase_rate", "lifetime_rate" },
};

int
cs_column_find(const struct cs_reader *reader, const struct cs_row *header, const char *name)
{
	struct cs_want want = { .name = name, .index = -1 };
	struct cs_err ignored;

	cs_columns_find(reader, header, &want, 1, &ignored);
	for (size_t i = 0; want.index < 0 && i < CS_COUNT(aliases); i++) {
		if (strcmp(aliases[i].name, name) != 0)
			continue;
		want.name = aliases[i].column;
		cs_columns_find(reader, header, &want, 1, &ignored);
	}
	return want.index;
}

enum cs_status
cs_column_need(const struct cs_reader *reader, const struct cs_row *header, const char *name, int *index,
    struct cs_err *err)
{
	struct cs_want want = { .name = name, .needed = true };

	*index = cs_column_find(reader, header, name);
	if (*index >= 0)
		return CS_OK;
	return cs_columns_find(reader, header, &want, 1, err);
}

enum cs_mask
cs_column_mask(const struct cs_reader *reader, const struct cs_row *header, size_t index)
{
	static const struct {
		const char *name;
		enum cs_mask mask;
		const char *beside; /* a column that must be there too, or NULL */
	} personal[] = {
		{ "customer_name", CS_MASK_NAME, NULL }, { "name", CS_MASK_NAME, "customer_id" },
		{ "phone", CS_MASK_PHONE, NULL }, { "email", CS_MASK_EMAIL, NULL },
		{ "address", CS_MASK_ADDRESS, NULL },
	};
	struct cs_field name = header->fields[index];

	for (size_t i = 0; i < CS_COUNT(personal); i++) {
		if (name.len == strlen(personal[i].name) && memcmp(name.text, personal[i].name, name.len) == 0 &&
		    (!personal[i].beside || cs_column_find(reader, header, personal[i].beside) >= 0))
			return personal[i].mask;
	}
	return CS_MASK_NONE;
}

void
cs_column_add(struct cs_str *out, enum cs_mask mask, struct cs_field field)
{
	/* A phone number would lose four digits more each time. */
	if (mask == CS_MASK_PHONE && memmem(field.text, field.len, "****", 4))
		mask = CS_MASK_NONE;
	cs_text_mask(out, mask, field.text, field.len);
}
