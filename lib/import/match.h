/*
 * Which row is the header, which preset knows it, and which column holds
 * which field.  Names are compared after cs_text_fold(): blanks, line breaks
 * in a header, '*', letter case and decomposed Hangul make no difference;
 * "(KRW)" at the end makes none where no other column has the bare name.
 */
#ifndef CS_MATCH_H
#define CS_MATCH_H

#include "base/map.h"
#include "import/preset.h"

#define CS_HEADER_ROWS 30 /* notices and titles above the header: five lines are known */

/* A header row, made ready for look-ups. */
struct cs_header {
	struct cs_map index; /* folded name to the first column of that name */
	int *next;           /* owned: the next column of the same name, or -1 */
	char **folded;       /* owned, as are the names */
	char **shown;        /* owned: as in the file, blanks and line breaks as one blank */
	size_t count;
};

void cs_header_init(struct cs_header *header, const struct cs_field *fields, size_t count);
void cs_header_release(struct cs_header *header);

/* Number of headers of the longest signature that fits wholly, or 0. */
size_t cs_match_signature(const struct cs_preset *preset, const struct cs_header *header);

/* Number of the preset's fields that find a column. */
size_t cs_match_fields(const struct cs_preset *preset, const struct cs_header *header);

/*
 * The preset for records of `kind` whose signature fits best: the longest
 * one; of two, the one with more fields; of two, the one of that very kind,
 * then the newer one.  NULL where none fits.
 */
const struct cs_preset *cs_match_preset(const struct cs_presets *set, const struct cs_kind *kind,
    const struct cs_header *header);

/* Where the cell of one field is found in a row. */
struct cs_pick {
	int field;
	enum cs_source_mode mode;
	const char *text;   /* of a JOIN or CONSTANT; borrowed from the preset */
	const char *header; /* the name of its first column, for messages; borrowed */
	const int *columns; /* in the order of choice */
	size_t count;
};

struct cs_match {
	const struct cs_preset *preset; /* borrowed */
	struct cs_pick picks[CS_FIELD_COUNT];
	size_t pick_count;
	int of_field[CS_FIELD_COUNT];   /* index into picks, or -1 */
	struct cs_pick *states;         /* owned: the columns of the preset's states; text is the word */
	size_t state_count;
	int *columns;                   /* owned: all picks' columns, one behind the other */
	size_t column_count, column_cap;
	size_t pick_from;               /* where the columns of the pick at hand begin */
};

/* "FIELD=HEADER", as --map has them. */
struct cs_map_word {
	int field;
	const char *header;
};

/*
 * Settles the column of every field.  `maps` win over the preset.  CS_EINPUT
 * names a mapped header that the file lacks.
 */
enum cs_status cs_match_init(struct cs_match *match, const struct cs_preset *preset,
    const struct cs_header *header, const struct cs_map_word *maps, size_t map_count,
    struct cs_err *err);
void cs_match_release(struct cs_match *match);

static inline const struct cs_pick *
cs_match_pick(const struct cs_match *match, int field)
{
	return match->of_field[field] < 0 ? NULL : &match->picks[match->of_field[field]];
}

/*
 * CS_EINPUT when a column that the kind cannot do without is missing: its
 * usual name, what was found, and the remedy.
 */
enum cs_status cs_match_check(const struct cs_match *match, const struct cs_header *header,
    struct cs_err *err);

/* "A, B, C, ... (72 columns)", for messages. */
void cs_header_list(const struct cs_header *header, struct cs_str *out);

#endif
