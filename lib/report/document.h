/*
 * What a report says, apart from how it looks: the one model out of which
 * every form (text, TSV, CSV, HTML, XLSX, mail) is rendered, so that a number
 * cannot differ between them.
 *
 * A document is a row of sections; a section says, in this order, sentences,
 * figures, tables below the pictures drawn of them, and notes.  A number is
 * made once, as a value, with the two texts that all forms print: `exact` is
 * what a stream carries (12000, 0.431200, 2026-03-02), `shown` is what a
 * person reads (12,000, 43.1%).  A picture is drawn from the table before it
 * and so cannot say anything else.
 *
 *	cs_doc_section(doc, "money", _("Money"));
 *	figure = cs_doc_figure(doc, "refunds", _("Refunds"), cs_doc_money(doc, 120000));
 *	figure->definition = cs_doc_keep(doc, _("refunds made in the period"));
 *	cs_doc_table(doc, "by_reason", _("Refunds by reason"), columns, CS_COUNT(columns));
 *	cs_doc_cell(doc, cs_doc_text(doc, "defect"));
 *	cs_doc_cell(doc, cs_doc_int(doc, 7));
 *	cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = "reason", .y = { "refunds" } });
 *
 * Ownership.  The document owns everything in it.  The builders copy the
 * texts that they are given; text fields that a caller sets itself go through
 * cs_doc_keep().  Pointers to sections, figures and tables stay good until
 * the release.  A document is held in memory: tables of a report are bounded
 * by its --detail, and the rows behind a figure are streamed past it (see
 * report.h).
 */
#ifndef CS_DOCUMENT_H
#define CS_DOCUMENT_H

#include "base/date.h"
#include "base/str.h"
#include "base/text.h"

enum cs_doc_kind {
	CS_DOC_TEXT,
	CS_DOC_INT,
	CS_DOC_MONEY,   /* in the shop's currency; the unit stands beside it, not in it */
	CS_DOC_RATE,    /* a fraction, shown as a percentage */
	CS_DOC_POINTS,  /* a difference of two rates, shown as +1.2%p */
	CS_DOC_REAL,
	CS_DOC_MINUTES, /* a span of time in whole minutes, shown as 3 h 20 min */
	CS_DOC_DAY,
	CS_DOC_TIME,
};

/* A value is known or not; an unknown one is an empty stream cell, shown as a dash, never zero. */
struct cs_doc_value {
	enum cs_doc_kind kind;
	bool known;
	int decimals;      /* of MONEY and REAL */
	int64_t whole;     /* INT, MONEY in minor units, MINUTES, DAY, TIME in seconds */
	double real;       /* every number as such; NaN where it is none */
	const char *exact; /* owned by the document */
	const char *shown; /* the same */
};

/* How much a thing asks of the reader.  Every form writes the word. */
enum cs_doc_severity { CS_DOC_PLAIN, CS_DOC_GOOD, CS_DOC_WATCH, CS_DOC_ALARM };

/* What the change of a figure amounts to. */
enum cs_doc_verdict {
	CS_DOC_NO_VERDICT,
	CS_DOC_SIGNAL,  /* more than chance explains */
	CS_DOC_NOISE,   /* no more than chance explains */
	CS_DOC_TOO_FEW, /* too few cases to tell; the change is not shown */
};

struct cs_doc_sentence {
	enum cs_doc_severity severity;
	const char *text;
};

/* One number with all that is needed to read it rightly.  Only id, label and value must be there. */
struct cs_doc_figure {
	const char *id;         /* stable, for scripts and --list: "overdue_promises" */
	const char *label;      /* in the reader's language */
	struct cs_doc_value value;
	const char *unit;       /* "cases", "KRW"; NULL: none.  MONEY has the currency by itself */
	int64_t n;              /* the denominator, or how many cases it rests on; -1: does not apply */
	struct cs_doc_value low, high; /* the 95 % interval; not known: none */
	struct cs_doc_value before;    /* what it is compared with, */
	const char *compared;   /* and what that is: "same weekday, last 8 weeks"; NULL: nothing */
	struct cs_doc_value change;
	enum cs_doc_verdict verdict;
	enum cs_doc_severity severity;
	const char *window;     /* the period or the day it holds for, where that is not the report's */
	const char *definition; /* one clause, for the section of definitions; NULL: none */
	bool headline;          /* stands in the subject of the mail */
	bool listed;            /* --list knows the rows behind it; set by report.c */
};

struct cs_doc_column {
	const char *name;      /* canonical; the heading is its translation */
	enum cs_doc_kind kind;
	enum cs_mask mask;     /* of TEXT with personal data */
	bool prose;            /* sentences, which are wrapped and never cut */
};

#define CS_DOC_SERIES_MAX 6

/* A picture of the table that stands before it. */
struct cs_doc_picture {
	int kind;              /* an enum cs_chart_kind */
	const char *title;     /* NULL: the table's caption */
	const char *description; /* a sentence that says what is to be seen; NULL: made from the values */
	const char *x;         /* a column's name */
	const char *y[CS_DOC_SERIES_MAX]; /* columns of numbers; of a heat map, the one of its rows */
	const char *series;    /* a column that parts the rows into series, or NULL */
	const char *value;     /* of a heat map */
	const char *low, *high; /* of a curve and of the first y of a control chart: columns with the band or the limits */
};

struct cs_doc_table {
	const char *name;      /* stable: "by_reason" */
	const char *report;    /* the name of the document */
	const char *caption;
	struct cs_doc_column *columns; /* owned, with their names */
	size_t column_count;
	struct cs_doc_value *cells;    /* owned, row by row */
	size_t cell_count, cell_cap;
	struct cs_doc_picture *pictures; /* owned */
	size_t picture_count, picture_cap;
	int64_t rows_left_out; /* how many more there are than the detail shows */
	bool story;            /* short, and what the report is read for: it stands in the summary of a workbook, too */
};

struct cs_doc_section {
	const char *name;      /* stable: "act_now" */
	const char *heading;
	struct cs_doc_sentence *sentences; /* owned; what the section has to say */
	size_t sentence_count, sentence_cap;
	struct cs_doc_figure **figures;    /* owned */
	size_t figure_count, figure_cap;
	struct cs_doc_table **tables;      /* owned */
	size_t table_count, table_cap;
	struct cs_doc_sentence *notes;     /* owned; caveats, below everything else */
	size_t note_count, note_cap;
};

struct cs_doc {
	const char *name;      /* of the report: "daily" */
	const char *title;     /* in the reader's language */
	const char *shop;      /* or NULL */
	cs_day from, to;       /* the days it covers, both included */
	cs_day as_of;          /* the day that counts as today */
	const char *currency;  /* ISO 4217 */
	int currency_decimals;
	bool korean;
	bool reveal;           /* show personal data */
	bool brief;            /* text and mail say where the definitions are, instead of all of them */
	const char *main_table; /* the table that -f tsv prints; NULL: figures and cells in the long form */
	struct cs_doc_section **sections; /* owned */
	size_t section_count, section_cap;
	char **texts;          /* owned: every text that the document holds */
	size_t text_count, text_cap;
};

/* Set title, shop, days, currency, language and reveal after the init and before anything is added. */
void cs_doc_init(struct cs_doc *doc, const char *name);
void cs_doc_release(struct cs_doc *doc);

/* A copy that lives as long as the document; NULL gives NULL. */
const char *cs_doc_keep(struct cs_doc *doc, const char *text);
const char *cs_doc_keep_format(struct cs_doc *doc, const char *format, ...) CS_PRINTF(2, 3);

/* Values.  NaN, CS_NO_DAY, CS_NO_TIME and an empty whole give one that is not known. */
struct cs_doc_value cs_doc_unknown(enum cs_doc_kind kind);
struct cs_doc_value cs_doc_text(struct cs_doc *doc, const char *text); /* NULL is unknown */
struct cs_doc_value cs_doc_int(struct cs_doc *doc, int64_t n);
struct cs_doc_value cs_doc_money(struct cs_doc *doc, int64_t minor);
struct cs_doc_value cs_doc_rate(struct cs_doc *doc, int64_t part, int64_t whole);
struct cs_doc_value cs_doc_share(struct cs_doc *doc, double fraction);
struct cs_doc_value cs_doc_points(struct cs_doc *doc, double difference);
struct cs_doc_value cs_doc_real(struct cs_doc *doc, double n, int decimals);
struct cs_doc_value cs_doc_minutes(struct cs_doc *doc, int64_t minutes);
struct cs_doc_value cs_doc_day(struct cs_doc *doc, cs_day day);
struct cs_doc_value cs_doc_time(struct cs_doc *doc, cs_time time);

/* What stands beside money: "원", "GBP". */
const char *cs_doc_money_unit(struct cs_doc *doc);

/* A new section; what follows goes into it. */
struct cs_doc_section *cs_doc_section(struct cs_doc *doc, const char *name, const char *heading);

/* A sentence, or a note below everything else of the section. */
void cs_doc_say(struct cs_doc *doc, enum cs_doc_severity severity, const char *format, ...) CS_PRINTF(3, 4);
void cs_doc_note(struct cs_doc *doc, const char *format, ...) CS_PRINTF(2, 3);

/* A new figure, n = -1 and nothing else known; the caller sets more. */
struct cs_doc_figure *cs_doc_figure(struct cs_doc *doc, const char *id, const char *label, struct cs_doc_value value);

/*
 * A new table, and its cells row by row.  A cell's kind must be its column's
 * (or unknown); personal data is masked here unless the document reveals it.
 */
struct cs_doc_table *cs_doc_table(struct cs_doc *doc, const char *name, const char *caption,
    const struct cs_doc_column *columns, size_t count);
void cs_doc_cell(struct cs_doc *doc, struct cs_doc_value value);
size_t cs_doc_row_count(const struct cs_doc_table *table);

/* A picture of the last table.  A column that the table lacks is a bug. */
void cs_doc_draw(struct cs_doc *doc, const struct cs_doc_picture *picture);

/*
 * The heading of a column in the reader's language: what the catalogue has
 * for it in "REPORT TABLE", in "TABLE", or anywhere.
 */
const char *cs_doc_heading(const struct cs_doc_table *table, size_t column);

/* The index of a column, or -1. */
int cs_doc_column_find(const struct cs_doc_table *table, const char *name);

/* A last section: a row for each figure that has a definition. */
#define CS_DOC_DEFINITIONS "definitions"
void cs_doc_define(struct cs_doc *doc);

/* What the report amounts to: the worst severity, and whether it has anything to say (--if-any). */
enum cs_doc_severity cs_doc_worst(const struct cs_doc *doc);
bool cs_doc_has_news(const struct cs_doc *doc);

/* The subject of a mail: the shop, and the headline figures that are not 0 ("미처리 7 · 초과 2"), else title and days. */
void cs_doc_subject(const struct cs_doc *doc, struct cs_str *out);

/* True for what stands at the right of its column: not text, dates and times. */
bool cs_doc_is_number(enum cs_doc_kind kind);

/* By name; NULL where there is none. */
const struct cs_doc_table *cs_doc_find_table(const struct cs_doc *doc, const char *name);
const struct cs_doc_figure *cs_doc_find_figure(const struct cs_doc *doc, const char *id);

/* The words that stand for a severity ("" for PLAIN) and a verdict, translated or as a stream has them. */
const char *cs_doc_severity_text(enum cs_doc_severity severity);
const char *cs_doc_verdict_text(enum cs_doc_verdict verdict);
extern const char *const cs_doc_severity_words[];
extern const char *const cs_doc_verdict_words[];
extern const char *const cs_doc_kind_words[];

/* "2026-10-31", or "2026-10-01 – 2026-10-31". */
void cs_doc_range(const struct cs_doc *doc, struct cs_str *out);

#endif
