#include "guide/prose.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "guide/hangul.h"

/* Longer than a quotation is: a quote sign that nothing closes does not hide a page. */
#define QUOTE_LETTERS_MAX 60

static void
add_line(struct cs_prose *prose, size_t begin)
{
	prose->lines = cs_grow(prose->lines, &prose->line_cap, prose->line_count + 1, sizeof(*prose->lines));
	prose->lines[prose->line_count++] = begin;
}

static void
read_letters(struct cs_prose *prose, const char *text, size_t len)
{
	size_t n;

	prose->letters = cs_grow(NULL, &prose->cap, len + 1, sizeof(*prose->letters));
	add_line(prose, 0);
	for (size_t i = 0; i < len; i += n) {
		uint32_t cp = cs_hangul_at(text + i, &n);

		if (cp == '\r' && i + 1 < len && text[i + 1] == '\n')
			continue;
		prose->letters[prose->count++] = cp;
		if (cp == '\n')
			add_line(prose, prose->count);
	}
}

static uint32_t
closer_of(uint32_t cp)
{
	switch (cp) {
	case '\'':
	case '"':
		return cp;
	case 0x2018:
	case 0x201C:
		return cp + 1;
	case 0x300C:
	case 0x300E:
	case 0x300A:
		return cp + 1;
	default:
		return 0;
	}
}

/* The letter of the closing quote, or 0 where the quote is not closed soon. */
static size_t
find_closer(const struct cs_prose *prose, size_t open)
{
	uint32_t closer = closer_of(prose->letters[open]);

	for (size_t i = open + 1; i < prose->count && i - open <= QUOTE_LETTERS_MAX; i++) {
		if (prose->letters[i] == '\n')
			return 0;
		if (prose->letters[i] == closer)
			return i;
	}
	return 0;
}

/*
 * What is quoted is spoken about, not said, when the sentence goes on behind
 * the quote without a blank: '나오셨습니다'는, "안 돼요"라고.
 */
static void
mark_mentions(struct cs_prose *prose)
{
	prose->mentioned = cs_calloc(prose->count + 1, sizeof(*prose->mentioned));
	for (size_t i = 0; i < prose->count; i++) {
		size_t end = closer_of(prose->letters[i]) ? find_closer(prose, i) : 0;

		if (end == 0)
			continue;
		bool goes_on = end + 1 < prose->count && cs_hangul_is_syllable(prose->letters[end + 1]);

		for (size_t k = i; goes_on && k <= end; k++)
			prose->mentioned[k] = true;
		i = end;
	}
}

static bool
is_digit_at(const struct cs_prose *prose, size_t i)
{
	return i < prose->count && prose->letters[i] >= '0' && prose->letters[i] <= '9';
}

/* A point inside 3.5 or 12.25. parts nothing. */
static bool
ends_sentence(const struct cs_prose *prose, size_t i)
{
	uint32_t cp = prose->letters[i];

	if (cp == '.')
		return !(is_digit_at(prose, i + 1) && i > 0 && is_digit_at(prose, i - 1));
	return cp == '!' || cp == '?' || cp == '\n' || cp == 0x2026 || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F;
}

static void
add_sentence(struct cs_prose *prose, size_t begin, size_t end, bool question)
{
	struct cs_sentence sentence = { .question = question };

	while (begin < end && cs_hangul_is_blank(prose->letters[begin]))
		begin++;
	while (end > begin && cs_hangul_is_blank(prose->letters[end - 1]))
		end--;
	if (begin == end)
		return;
	sentence.begin = begin;
	sentence.end = end;
	for (size_t i = begin; i < end; i++)
		sentence.hangul = sentence.hangul || cs_hangul_is_syllable(prose->letters[i]);
	prose->sentences = cs_grow(prose->sentences, &prose->sentence_cap, prose->sentence_count + 1,
	    sizeof(*prose->sentences));
	prose->sentences[prose->sentence_count++] = sentence;
}

static void
find_sentences(struct cs_prose *prose)
{
	size_t begin = 0;

	for (size_t i = 0; i < prose->count; i++) {
		if (!ends_sentence(prose, i))
			continue;
		bool question = prose->letters[i] == '?' || prose->letters[i] == 0xFF1F;

		add_sentence(prose, begin, i, question);
		begin = i + 1;
	}
	add_sentence(prose, begin, prose->count, false);
}

void
cs_prose_init(struct cs_prose *prose, const char *text, size_t len)
{
	struct cs_str nfc = { 0 };

	if (!cs_text_is_nfc(text, len)) {
		cs_text_nfc(&nfc, text, len);
		text = nfc.data;
		len = nfc.len;
	}
	read_letters(prose, text, len);
	mark_mentions(prose);
	find_sentences(prose);
	cs_str_release(&nfc);
}

void
cs_prose_release(struct cs_prose *prose)
{
	free(prose->letters);
	free(prose->mentioned);
	free(prose->lines);
	free(prose->sentences);
	*prose = (struct cs_prose){ 0 };
}

void
cs_prose_place(const struct cs_prose *prose, size_t at, size_t *line, size_t *column)
{
	size_t low = 0, high = prose->line_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (prose->lines[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	*line = low + 1;
	*column = at - prose->lines[low] + 1;
}

const struct cs_sentence *
cs_prose_sentence(const struct cs_prose *prose, size_t at)
{
	size_t low = 0, high = prose->sentence_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (prose->sentences[middle].begin <= at)
			low = middle;
		else
			high = middle;
	}
	return prose->sentence_count > 0 ? &prose->sentences[low] : NULL;
}

void
cs_prose_cut(const struct cs_prose *prose, size_t begin, size_t end, struct cs_str *out)
{
	for (size_t i = begin; i < end; i++)
		cs_hangul_add(out, prose->letters[i]);
}
