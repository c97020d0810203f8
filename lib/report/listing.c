#include "report/listing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "report/column.h"
#include "report/scale.h"
#include "stream/table.h"

/* One column: where it comes from and how it is masked. */
struct shown {
	int index;
	enum cs_mask mask;
};

/* The table on its way from the rows to the output. */
struct printing {
	const struct cs_listing *listing;
	struct cs_reader *reader;
	struct cs_out *out;
	struct shown *shown; /* owned */
	struct cs_col *cols; /* owned, with their names */
	size_t count;
	size_t header_count;
	int *spark;          /* owned; where the columns of the small line are */
	struct cs_table table;
	struct cs_str cell;
};

static bool
is_aligned(const struct printing *p)
{
	return p->listing->format == CS_FORMAT_TABLE;
}

static void
release(struct printing *p)
{
	for (size_t i = 0; i < p->count; i++)
		free((char *)p->cols[i].name);
	free(p->cols);
	free(p->shown);
	free(p->spark);
	cs_table_release(&p->table);
	cs_str_release(&p->cell);
}

static enum cs_status
choose_columns(struct printing *p, const struct cs_row *header, struct cs_err *err)
{
	const struct cs_listing *listing = p->listing;

	p->header_count = header->count;
	p->count = listing->column_count ? listing->column_count : header->count;
	p->shown = cs_calloc(p->count, sizeof(*p->shown));
	p->cols = cs_calloc(p->count, sizeof(*p->cols));
	for (size_t i = 0; i < p->count; i++) {
		struct shown *c = &p->shown[i];

		c->index = (int)i;
		if (listing->column_count &&
		    cs_column_need(p->reader, header, listing->columns[i], &c->index, err) != CS_OK)
			return err->status;
		const struct cs_field *name = &header->fields[c->index];

		p->cols[i].name = cs_strndup(name->text, name->len);
		if (!listing->reveal)
			c->mask = cs_column_mask(p->reader, header, (size_t)c->index);
	}
	return CS_OK;
}

/* The heading, in the reader's language where it is one of our columns. */
static void
begin(struct printing *p)
{
	const struct cs_listing *listing = p->listing;

	if (!is_aligned(p)) {
		cs_out_set_format(p->out, listing->format);
		cs_out_begin(p->out, p->cols, p->count);
		return;
	}
	cs_table_init(&p->table, p->count + (listing->spark_count > 0));
	p->table.ascii = listing->ascii;
	p->table.width = listing->width;
	p->table.header = listing->header;
	for (size_t i = 0; listing->header && i < p->count; i++) {
		const char *name = cs_tr(p->cols[i].name);

		cs_table_add(&p->table, name, strlen(name));
	}
	if (listing->header && listing->spark_count)
		cs_table_add(&p->table, _("trend"), strlen(_("trend")));
}

static enum cs_status
choose_spark(struct printing *p, const struct cs_row *header, struct cs_err *err)
{
	const struct cs_listing *listing = p->listing;
	enum cs_status st = CS_OK;

	p->spark = cs_calloc(listing->spark_count, sizeof(*p->spark));
	for (size_t i = 0; st == CS_OK && i < listing->spark_count; i++)
		st = cs_column_need(p->reader, header, listing->spark[i], &p->spark[i], err);
	return st;
}

/* The row's own lowest and highest number are the ends; what is no number is a gap. */
static void
add_spark(struct printing *p, const struct cs_row *row)
{
	size_t count = p->listing->spark_count;
	double *values = cs_calloc(count, sizeof(*values));

	for (size_t i = 0; i < count; i++) {
		struct cs_field field = cs_row_field(row, p->spark[i]);
		struct cs_amount amount;

		values[i] = cs_amount_parse(field.text, field.len, &amount) ? (double)amount.value / pow(10, amount.decimals)
		    : (double)NAN;
	}
	cs_str_clear(&p->cell);
	cs_spark_add(&p->cell, values, count, p->listing->ascii);
	cs_table_add(&p->table, p->cell.data, p->cell.len);
	free(values);
}

static enum cs_status
check_row(const struct printing *p, const struct cs_row *row, struct cs_err *err)
{
	if (row->fault)
		return cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_reader_name(p->reader),
		    (unsigned long long)row->line, _(row->fault));
	/* Some exports end every row with a separator: an empty field is no loss. */
	for (size_t i = p->header_count; i < row->count; i++) {
		if (row->fields[i].len > 0)
			return cs_err_set(err, CS_EINPUT, _("%s:%llu: %zu fields under a header of %zu"),
			    cs_reader_name(p->reader), (unsigned long long)row->line, row->count, p->header_count);
	}
	return CS_OK;
}

static void
print_row(struct printing *p, const struct cs_row *row)
{
	for (size_t i = 0; i < p->count; i++) {
		cs_str_clear(&p->cell);
		cs_column_add(&p->cell, p->shown[i].mask, cs_row_field(row, p->shown[i].index));
		cs_str_add(&p->cell, "");
		if (is_aligned(p))
			cs_table_add_word(&p->table, p->cols[i].name, p->cell.data, p->cell.len);
		else
			cs_out_text(p->out, p->cell.data, p->cell.len);
	}
	if (!is_aligned(p))
		cs_out_end(p->out);
	else if (p->listing->spark_count)
		add_spark(p, row);
}

static size_t
end(struct printing *p)
{
	struct cs_str text = { 0 };

	if (!is_aligned(p))
		return 0;
	cs_table_align_numbers(&p->table);
	size_t left_out = cs_table_print(&p->table, &text);

	cs_str_add(&text, "");
	cs_out_raw(p->out, text.data, text.len);
	cs_str_release(&text);
	return left_out;
}

static enum cs_status
print_rows(struct printing *p, size_t *left_out, struct cs_err *err)
{
	struct cs_row row;
	enum cs_status st = cs_reader_next(p->reader, &row, err);

	if (st != CS_ROW)
		return st;
	p->header_count = row.count;
	st = check_row(p, &row, err);
	if (st == CS_OK)
		st = choose_columns(p, &row, err);
	if (st == CS_OK)
		st = choose_spark(p, &row, err);
	if (st != CS_OK)
		return st;
	begin(p);
	while ((st = cs_reader_next(p->reader, &row, err)) == CS_ROW) {
		st = check_row(p, &row, err);
		if (st != CS_OK)
			return st;
		print_row(p, &row);
	}
	if (st == CS_OK)
		*left_out = end(p);
	return st;
}

enum cs_status
cs_listing_print(const struct cs_listing *listing, struct cs_reader *reader, struct cs_out *out, size_t *left_out,
    struct cs_err *err)
{
	struct printing p = { .listing = listing, .reader = reader, .out = out };

	*left_out = 0;
	enum cs_status st = print_rows(&p, left_out, err);

	release(&p);
	return st;
}
