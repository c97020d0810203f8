#include "report/query.h"

#include <string.h>

#include "stream/out.h"

#define COLUMNS_MAX 24

void
cs_query_bind_days(const struct cs_report *report, struct cs_stmt *stmt)
{
	cs_bind_int(stmt, ":from", cs_time_of(report->from, 0, 0, 0));
	cs_bind_int(stmt, ":until", cs_time_of(report->to + 1, 0, 0, 0));
}

/* The statement, bound and before its first row. */
static struct cs_stmt *
begin(const struct cs_report *report, const struct cs_query *query)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, query->sql);

	if (query->bind)
		query->bind(report, stmt);
	return stmt;
}

static enum cs_cell
cell_of(const struct cs_doc_column *column)
{
	static const enum cs_cell masks[] = {
		[CS_MASK_NONE] = CS_CELL_TEXT, [CS_MASK_NAME] = CS_CELL_NAME, [CS_MASK_PHONE] = CS_CELL_PHONE,
		[CS_MASK_EMAIL] = CS_CELL_EMAIL, [CS_MASK_ADDRESS] = CS_CELL_ADDRESS,
		[CS_MASK_PROSE] = CS_CELL_PROSE,
	};

	switch (column->kind) {
	case CS_DOC_TEXT:
		return masks[column->mask];
	case CS_DOC_DAY:
	case CS_DOC_TIME:
		return CS_CELL_TEXT;
	case CS_DOC_INT:
	case CS_DOC_MONEY:
	case CS_DOC_RATE:
	case CS_DOC_POINTS:
	case CS_DOC_REAL:
	case CS_DOC_MINUTES:
		break;
	}
	return CS_CELL_NUMBER;
}

/* `out` borrows its columns until it is closed, which is after the report is gone. */
void
cs_query_header(const struct cs_doc_column *columns, size_t count, struct cs_out *out)
{
	static struct cs_col cols[COLUMNS_MAX];

	if (count > COLUMNS_MAX)
		CS_BUG("a list of too many columns");
	for (size_t i = 0; i < count; i++)
		cols[i] = (struct cs_col){ columns[i].name, cell_of(&columns[i]) };
	cs_out_begin(out, cols, count);
}

void
cs_query_cell(const struct cs_doc_value *value, struct cs_out *out)
{
	cs_out_text(out, value->exact, strlen(value->exact));
}

static void
write_cell(const struct cs_report *report, struct cs_stmt *stmt, int column, enum cs_doc_kind kind, struct cs_out *out)
{
	int decimals = report->doc->currency_decimals;
	size_t len;

	if (cs_col_is_null(stmt, column)) {
		cs_out_empty(out);
	} else if (kind == CS_DOC_TEXT) {
		const char *text = cs_col_text(stmt, column, &len);

		cs_out_text(out, text, len);
	} else if (kind == CS_DOC_MONEY) {
		cs_out_money(out, cs_col_int(stmt, column), decimals, decimals);
	} else if (kind == CS_DOC_DAY) {
		cs_out_day(out, (cs_day)cs_col_int(stmt, column));
	} else if (kind == CS_DOC_TIME) {
		cs_out_time(out, cs_col_int(stmt, column));
	} else {
		cs_out_int(out, cs_col_int(stmt, column));
	}
}

static const struct cs_query *
find(const struct cs_query *queries, size_t count, const char *figure)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(queries[i].figure, figure) == 0)
			return &queries[i];
	}
	CS_BUG("a list without a query");
}

enum cs_status
cs_query_list(struct cs_report *report, const struct cs_query *queries, size_t count, struct cs_out *out,
    struct cs_err *err)
{
	const struct cs_query *query = find(queries, count, report->figure);
	struct cs_stmt *stmt = begin(report, query);
	enum cs_status st;

	cs_query_header(query->columns, query->column_count, out);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		for (size_t i = 0; i < query->column_count; i++)
			write_cell(report, stmt, (int)i, query->columns[i].kind, out);
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_query_count(struct cs_report *report, const struct cs_query *query, int64_t *count, struct cs_err *err)
{
	struct cs_stmt *stmt = begin(report, query);
	enum cs_status st;

	*count = 0;
	while ((st = cs_step(stmt, err)) == CS_ROW)
		++*count;
	cs_stmt_reset(stmt);
	return st;
}
