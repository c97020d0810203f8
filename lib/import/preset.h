/*
 * What is known of one export of one platform, as data: lib/import/presets
 * holds a readable file for each, users add their own in the same form.
 * cs-data.5 describes the form; `cs-import preset NAME` prints one.
 */
#ifndef CS_PRESET_H
#define CS_PRESET_H

#include "import/record.h"
#include "import/value.h"

/*
 * Fields that rules need and that the kind's own columns do not have.  They
 * are numbered behind the columns of any kind.
 */
enum cs_extra {
	CS_EXTRA_FIRST = CS_RECORD_FIELDS_MAX,
	CS_EXTRA_GROSS_AMOUNT = CS_EXTRA_FIRST, /* the line before its discount */
	CS_EXTRA_STATUS_MORE,        /* further cells that may cancel: claim, payment */
	CS_EXTRA_CANCELLED_AT,       /* filled: the line is cancelled */
	CS_EXTRA_CONFIRMED_AT,       /* filled: the purchase is confirmed */
	CS_EXTRA_REFUNDED_AT,        /* when the money of a refund row went back */
	CS_EXTRA_REFUND_AMOUNT,      /* money that went back, for the whole order */
	CS_EXTRA_CANCELLED_QUANTITY, /* all of it: the line is cancelled */
	CS_EXTRA_BUNDLE,             /* the parcel that the shipping fee is for */
	CS_EXTRA_CURRENCY,           /* must be the store's */
	CS_EXTRA_CUSTOMER_NAME,      /* the person, in kinds without such columns */
	CS_EXTRA_PHONE,
	CS_EXTRA_EMAIL,
	CS_FIELD_COUNT
};

enum cs_source_mode {
	CS_SOURCE_FIRST,    /* the first header whose cell is not empty */
	CS_SOURCE_EACH,     /* as FIRST for the cell, but all of them are looked at */
	CS_SOURCE_JOIN,     /* all cells with `text` between */
	CS_SOURCE_SUM,      /* amounts added up */
	CS_SOURCE_CONSTANT, /* `text` itself */
};

/* The name of a column as a preset gives it. */
struct cs_alias {
	char *shown;  /* owned; "상품명(*", "수령인 이름#2" */
	char *folded; /* owned; without the * and the #2 */
	bool prefix;  /* any header that begins so */
	int nth;      /* which one of headers with the same name, from 1; 0: any */
};

struct cs_aliases {
	struct cs_alias *items; /* owned */
	size_t count, cap;
};

/* Where the cells of one field come from. */
struct cs_preset_source {
	int field;
	enum cs_source_mode mode;
	char *text; /* owned: separator or constant, else NULL */
	struct cs_aliases names;
};

enum cs_rule { CS_RULE_NONE, CS_RULE_RETURN, CS_RULE_SKIP };

enum cs_word_use { CS_WORD_STATUS, CS_WORD_FAULT, CS_WORD_GUEST };

/* A platform's own word and what it means. */
struct cs_word {
	enum cs_word_use use;
	char *folded; /* owned */
	int means;    /* an enum cs_order_status or CS_STATUS_SILENT; an index of faults; 0 */
};

/* The state of a claim: `text` where the first of the names is filled. */
struct cs_state {
	char *text; /* owned */
	struct cs_aliases names;
};

enum cs_person { CS_PERSON_NONE, CS_PERSON_ID, CS_PERSON_PHONE, CS_PERSON_EMAIL, CS_PERSON_NAME };
#define CS_PERSON_WAYS 4

struct cs_preset {
	const struct cs_kind *kind;
	char *name, *channel, *currency;  /* owned; channel and currency may be NULL */
	char *title, *title_ko;           /* owned; NULL: none */
	char **notes;                     /* owned */
	size_t note_count, note_cap;
	struct cs_aliases *signatures;    /* owned */
	size_t signature_count, signature_cap;
	struct cs_aliases *columns;       /* owned: names of files without a header */
	size_t columns_count, columns_cap;
	struct cs_preset_source *sources;        /* owned */
	size_t source_count, source_cap;
	struct cs_word *words;            /* owned */
	size_t word_count, word_cap;
	struct cs_state *states;          /* owned */
	size_t state_count, state_cap;
	bool carry[CS_FIELD_COUNT];       /* a blank cell means the row above, in one order */
	enum cs_person person[CS_PERSON_WAYS]; /* keys besides the id, best first */
	char separator;                   /* as in cs_reader_options */
	enum cs_date_order date_order;
	bool date_in_order_no;            /* YYYYMMDD stands in front of it */
	int cut_from;                     /* order_no is this field up to... */
	char *cut_at;                     /* owned: ...the last of these; NULL: no such rule */
	char return_letter, skip_letter;  /* in front of the digits of an order_no; 0: none */
	enum cs_rule negative;            /* rows with a quantity or amount below 0 */
	int zero_means;                   /* status of quantity 0, or CS_STATUS_SILENT */
};

struct cs_presets {
	struct cs_preset *items; /* owned */
	size_t count, cap;
};

void cs_presets_release(struct cs_presets *set);

/* The presets that are compiled in. */
void cs_presets_builtin(struct cs_presets *set);

/*
 * All presets that count: the compiled ones, those of the user's folder
 * (~/.config/cs/presets/, in the order of their names), those of `files`
 * (may be NULL).  One of the same name and kind stands before the older one.
 * CS_OK, CS_EIO, or CS_EINPUT, which names file, line and word.
 */
struct cs_list;
enum cs_status cs_presets_load(struct cs_presets *set, const struct cs_list *files, struct cs_err *err);

/*
 * Adds fingerprints of the files that cs_presets_load() would read.  False
 * where one of them is no file that can be read twice.
 */
bool cs_presets_salt(const struct cs_list *files, struct cs_str *salt);

/* One line of a preset file; cs_presets_end() after the last. `place` is for messages. */
enum cs_status cs_presets_line(struct cs_presets *set, const char *line, const char *place,
    struct cs_err *err);
enum cs_status cs_presets_end(struct cs_presets *set, const char *place, struct cs_err *err);

/* The newest of that name and kind (NULL: any kind), or NULL. */
const struct cs_preset *cs_presets_find(const struct cs_presets *set, const char *name,
    const struct cs_kind *kind);

/* True when rows of this preset can give records of the kind. */
bool cs_preset_gives(const struct cs_preset *preset, const struct cs_kind *kind);

/* The number of a field by its name: a column of the kind, or an extra one; -1. */
int cs_field_find(const struct cs_kind *kind, const char *name, size_t len);
const char *cs_field_name(const struct cs_kind *kind, int field);

/* The source of the field, or NULL. */
const struct cs_preset_source *cs_preset_find_source(const struct cs_preset *preset, int field);

/* The names of columns in a list. `shown` is copied. */
void cs_aliases_add(struct cs_aliases *list, const char *shown);
void cs_aliases_release(struct cs_aliases *list);

/* What the preset's own list says of a folded word; false: nothing. */
bool cs_preset_word(const struct cs_preset *preset, enum cs_word_use use, const char *folded,
    size_t len, int *means);

/* True when this customer_id is the platform's way to say "nobody". */
bool cs_preset_guest(const struct cs_preset *preset, const char *id, size_t len);

#endif
