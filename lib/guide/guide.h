/*
 * The guide: what to do and to say for a kind of caller, a voice, a stage of
 * stress, a refusal.  Entries are rows of text files, those of lib/guide/text
 * compiled in, and a shop's own file that overrides or adds rows.  Every
 * text is there in Korean and in English; lists in a cell are parted by " / ".
 * The texts and the classes are this toolkit's own.
 */
#ifndef CS_GUIDE_H
#define CS_GUIDE_H

#include "base/base.h"

enum cs_guide_text {
	CS_GUIDE_TITLE,
	CS_GUIDE_SIGNS, /* how one knows it; of a sin, its indicators in the ledger */
	CS_GUIDE_DO,
	CS_GUIDE_DONT,  /* of an honorific, the wrong forms */
	CS_GUIDE_SAY,   /* a sentence to say, with {keys} for `fill` */
	CS_GUIDE_TEXTS
};

struct cs_entry {
	char *kind, *id, *alias;         /* owned, never NULL; `alias` is a list */
	char *texts[CS_GUIDE_TEXTS][2];  /* owned, never NULL; [0] English, [1] Korean */
	const char *source;              /* "cs", or the shop's file: where the last word came from */
};

struct cs_guide {
	struct cs_entry *items; /* owned, in the order of the files */
	size_t count, cap;
	char **files;           /* owned names of the shop's files */
	size_t file_count, file_cap;
};

/* Fills a zeroed guide with the entries that are compiled in. */
void cs_guide_init(struct cs_guide *guide);
void cs_guide_release(struct cs_guide *guide);

/*
 * Reads a shop's own rows from TSV or CSV with the columns kind, id and any
 * of title_ko title_en alias signs_ko ... say_en.  A known id takes the cells
 * that are not empty over the built-in ones; a new id is a new entry.  Rows
 * that begin with '#' are remarks.  CS_OK, CS_EINPUT (with file and line) or
 * CS_EIO.
 */
enum cs_status cs_guide_read(struct cs_guide *guide, const char *path, struct cs_err *err);

/* The text in the language, else in the other one; "" where there is none. */
const char *cs_entry_text(const struct cs_entry *entry, enum cs_guide_text text, bool korean);

bool cs_guide_has_kind(const struct cs_guide *guide, const char *kind);

/* Takes one part off a list; false at its end. `part` is a view into it. */
bool cs_guide_part(const char **list, const char **part, size_t *len);

#endif
