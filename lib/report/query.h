/*
 * Rows out of the store, in two shapes of the same statement: as their
 * number, which is a figure, and as the list behind it.  One statement for
 * both: the list cannot disagree with what it is the list of.
 */
#ifndef CS_QUERY_H
#define CS_QUERY_H

#include "report/report.h"
#include "store/db.h"

struct cs_out;

struct cs_query {
	const char *figure; /* whose rows they are */
	enum cs_sql sql;
	/* Binds the report's days and what else the statement asks for. */
	void (*bind)(const struct cs_report *report, struct cs_stmt *stmt);
	const struct cs_doc_column *columns; /* in the statement's order; NULL cells are unknown */
	size_t column_count;
};

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
