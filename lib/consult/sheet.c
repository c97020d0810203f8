#include "consult/sheet.h"

#include <stdlib.h>

#include "base/mem.h"

void
cs_sheet_release(struct cs_sheet *sheet)
{
	free(sheet->events);
	free(sheet->places);
	cs_str_release(&sheet->texts);
	*sheet = (struct cs_sheet){ 0 };
}

void
cs_sheet_clear(struct cs_sheet *sheet)
{
	sheet->count = 0;
	cs_str_clear(&sheet->texts);
	cs_str_add_n(&sheet->texts, "", 1);
}

struct cs_contact_event *
cs_sheet_add(struct cs_sheet *sheet)
{
	size_t n = sheet->count++;

	sheet->events = cs_grow(sheet->events, &sheet->cap, n + 1, sizeof(*sheet->events));
	sheet->places = cs_grow(sheet->places, &sheet->place_cap, n + 1, sizeof(*sheet->places));
	sheet->places[n] = (struct cs_sheet_place){ { 0 } };
	sheet->events[n] = (struct cs_contact_event){ .state = -1, .flag = -1, .due = CS_NO_TIME };
	return &sheet->events[n];
}

void
cs_sheet_text(struct cs_sheet *sheet, enum cs_sheet_text which, const char *s, size_t len)
{
	if (len == 0)
		return;
	sheet->places[sheet->count - 1].at[which] = sheet->texts.len;
	cs_str_add_n(&sheet->texts, s, len);
	cs_str_add_n(&sheet->texts, "", 1);
}

void
cs_sheet_place(struct cs_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const size_t *at = sheet->places[i].at;

		sheet->events[i].word = sheet->texts.data + at[CS_SHEET_WORD];
		sheet->events[i].facts = sheet->texts.data + at[CS_SHEET_FACTS];
		sheet->events[i].person = sheet->texts.data + at[CS_SHEET_PERSON];
		sheet->events[i].body = sheet->texts.data + at[CS_SHEET_BODY];
	}
}

static bool
has_voids(const struct cs_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		if (sheet->events[i].type == CS_CONTACT_VOID)
			return true;
	}
	return false;
}

/* Nobody can void a void: what was voided is told anew. */
static bool
is_void(const struct cs_sheet *sheet, const struct cs_contact_event *e)
{
	if (e->type == CS_CONTACT_VOID)
		return true;
	for (size_t i = 0; i < sheet->count; i++) {
		if (sheet->events[i].type == CS_CONTACT_VOID && sheet->events[i].ref == e->seq)
			return true;
	}
	return false;
}

void
cs_sheet_settle(struct cs_sheet *sheet)
{
	size_t kept = 0;

	cs_sheet_place(sheet);
	if (!has_voids(sheet))
		return;
	/* Marked before any moves: a void may stand before or behind its event. */
	for (size_t i = 0; i < sheet->count; i++)
		sheet->places[i].at[0] = is_void(sheet, &sheet->events[i]);
	for (size_t i = 0; i < sheet->count; i++) {
		if (!sheet->places[i].at[0])
			sheet->events[kept++] = sheet->events[i];
	}
	sheet->count = kept;
}
