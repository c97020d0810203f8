/*
 * Rows out of the store, in two shapes of the same statement: as a table of
 * the report, so many rows as its detail shows, and as the list behind a
 * figure, all of them.  One statement and one set of columns for both: the
 * list cannot disagree with what it is the list of.
 */
#ifndef CS_QUERY_H
#define CS_QUERY_H

#include "report/report.h"
#include "store/db.h"

struct cs_out;

struct cs_query {
	const char *figure; /* of a list: whose rows they are; NULL: of a table */
	enum cs_sql sql;
	/* Binds the report's days and what else the statement asks for. */
	void (*bind)(const struct cs_report *report, struct cs_stmt *stmt);
	const struct cs_doc_column *columns; /* in the statement's order; NULL cells are unknown */
	size_t column_count;
};

/* The statement, bound and before its first row. */
struct cs_stmt *cs_query_begin(const struct cs_report *report, const struct cs_query *query);

/*
 * Adds a table with the first rows; none where there is no row.  *table (may
 * be NULL) is the new table or NULL.  CS_OK or CS_EDB.
 */
enum cs_status cs_query_table(struct cs_report *report, const struct cs_query *query, const char *name,
    const char *caption, struct cs_doc_table **table, struct cs_err *err);

/* Of several queries, writes the header and every row of the one of report->figure. */
enum cs_status cs_query_list(struct cs_report *report, const struct cs_query *queries, size_t count, struct cs_out *out,
    struct cs_err *err);

/* How many rows there are. */
enum cs_status cs_query_count(struct cs_report *report, const struct cs_query *query, int64_t *count,
    struct cs_err *err);

/* The parts of a list that are no statement: a header of the columns, and one cell. */
void cs_query_header(const struct cs_doc_column *columns, size_t count, struct cs_out *out);
void cs_query_cell(const struct cs_doc_value *value, struct cs_out *out);

/* The report's days as :from and :until, seconds; the second one is after the last day. */
void cs_query_bind_days(const struct cs_report *report, struct cs_stmt *stmt);

#endif
