#include "mileage/stream.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "store/words.h"

enum column {
	KEY, KIND, CUSTOMER, POINTS, EFF, ORDER, REASON, ACTOR, ORIGIN, TAX, PRIO, ACTIVE, EXPIRES, UNTIL, AMOUNT, REF,
	LINE, QUANTITY, CLAMP, PENDING, APPROVED, COLUMNS
};

static const struct cs_want wanted[COLUMNS] = {
	[KEY] = { "key", true, -1 }, [KIND] = { "kind", true, -1 }, [CUSTOMER] = { "customer_id", true, -1 },
	[POINTS] = { "points", false, -1 }, [EFF] = { "eff", false, -1 }, [ORDER] = { "order_no", false, -1 },
	[REASON] = { "reason", false, -1 }, [ACTOR] = { "actor", false, -1 }, [ORIGIN] = { "origin", false, -1 },
	[TAX] = { "tax_class", false, -1 }, [PRIO] = { "prio", false, -1 }, [ACTIVE] = { "active_on", false, -1 },
	[EXPIRES] = { "expires_on", false, -1 }, [UNTIL] = { "until", false, -1 }, [AMOUNT] = { "amount", false, -1 },
	[REF] = { "ref", false, -1 }, [LINE] = { "line_no", false, -1 }, [QUANTITY] = { "quantity", false, -1 },
	[CLAMP] = { "clamp", false, -1 }, [PENDING] = { "pending", false, -1 },
	[APPROVED] = { "approved_by", false, -1 },
};

struct cs_op_stream {
	struct cs_reader *reader;
	struct cs_want wants[COLUMNS];
	struct cs_row row;
	cs_day today;
	struct cs_str texts; /* the texts of the row, each with its NUL */
	struct cs_str header; /* as it stood */
	bool bad_row;        /* the last row could not be understood; the next one may be */
	struct cs_part_back part;
};

enum cs_status
cs_op_stream_open(struct cs_op_stream **result, const char *path, cs_day today, struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct cs_op_stream *stream = cs_calloc(1, sizeof(*stream));
	enum cs_status st = cs_reader_open(&stream->reader, path, &any, err);

	stream->today = today;
	memcpy(stream->wants, wanted, sizeof(wanted));
	if (st == CS_OK)
		st = cs_reader_next(stream->reader, &stream->row, err);
	if (st == CS_OK)
		st = cs_err_set(err, CS_EINPUT, _("%s: no header line"), cs_reader_name(stream->reader));
	if (st == CS_ROW)
		cs_str_add_n(&stream->header, stream->row.raw, stream->row.raw_len);
	if (st == CS_ROW)
		st = cs_columns_find(stream->reader, &stream->row, stream->wants, COLUMNS, err);
	*result = stream;
	if (st != CS_OK) {
		cs_op_stream_close(stream);
		*result = NULL;
	}
	return st;
}

void
cs_op_stream_close(struct cs_op_stream *stream)
{
	if (!stream)
		return;
	cs_reader_close(stream->reader);
	cs_str_release(&stream->texts);
	cs_str_release(&stream->header);
	free(stream);
}

const struct cs_row *
cs_op_stream_row(const struct cs_op_stream *stream)
{
	return &stream->row;
}

void
cs_op_stream_place(const struct cs_op_stream *stream, struct cs_str *out)
{
	cs_str_add_format(out, "%s:%llu", cs_reader_name(stream->reader), (unsigned long long)stream->row.line);
}

const char *
cs_op_stream_header(const struct cs_op_stream *stream, char *separator)
{
	*separator = cs_reader_separator(stream->reader);
	return stream->header.data;
}

bool
cs_op_stream_goes_on(const struct cs_op_stream *stream)
{
	return stream->bad_row;
}

static struct cs_field
field(const struct cs_op_stream *stream, enum column column)
{
	return cs_row_field(&stream->row, stream->wants[column].index);
}

static enum cs_status
complain(const struct cs_op_stream *stream, enum column column, const char *wants, struct cs_err *err)
{
	struct cs_field f = field(stream, column);

	return cs_err_set(err, CS_EINPUT, _("%s:%llu: %s: \"%.*s\" is not %s"), cs_reader_name(stream->reader),
	    (unsigned long long)stream->row.line, wanted[column].name, (int)(f.len < 80 ? f.len : 80), f.text, wants);
}

/* A NUL-terminated copy; NULL where the field is empty. The room was reserved. */
static const char *
text(struct cs_op_stream *stream, enum column column)
{
	struct cs_field f = field(stream, column);

	if (f.len == 0)
		return NULL;
	size_t at = stream->texts.len;

	cs_str_add_n(&stream->texts, f.text, f.len);
	cs_str_add_char(&stream->texts, '\0');
	return stream->texts.data + at;
}

static enum cs_status
read_day(struct cs_op_stream *stream, enum column column, cs_day *day, struct cs_err *err)
{
	struct cs_field f = field(stream, column);

	if (f.len == 0 || cs_day_parse(f.text, f.len, day))
		return CS_OK;
	return complain(stream, column, _("a date such as 2026-03-02"), err);
}

static enum cs_status
read_number(struct cs_op_stream *stream, enum column column, int64_t *number, struct cs_err *err)
{
	struct cs_field f = field(stream, column);

	if (f.len == 0 || cs_int_parse(f.text, f.len, number))
		return CS_OK;
	return complain(stream, column, _("a whole number"), err);
}

static enum cs_status
read_word(struct cs_op_stream *stream, enum column column, const char *const *words, int *word, struct cs_err *err)
{
	struct cs_field f = field(stream, column);

	if (f.len == 0)
		return CS_OK;
	*word = cs_word_find(words, f.text, f.len);
	return *word >= 0 ? CS_OK : complain(stream, column, _("a word that this column knows"), err);
}

static enum cs_status
read_flag(struct cs_op_stream *stream, enum column column, bool *flag, struct cs_err *err)
{
	static const char *const words[] = { "no", "yes", NULL };
	int word = *flag;
	enum cs_status st = read_word(stream, column, words, &word, err);

	*flag = word == 1;
	return st;
}

/* What a stream may ask for: not what settling does by itself, nor marks. */
static bool
may_be_asked(int kind)
{
	return kind >= 0 && kind <= CS_ACT_RETURN && kind != CS_ACT_EXPIRE && kind != CS_ACT_DEBT_PAY;
}

static enum cs_status
read_kind(struct cs_op_stream *stream, struct cs_request *request, struct cs_err *err)
{
	struct cs_field f = field(stream, KIND);
	int kind = cs_word_find(cs_act_words, f.text, f.len);

	if (!may_be_asked(kind))
		return complain(stream, KIND, _("an operation; see cs-mileage(1)"), err);
	cs_request_init(request, (enum cs_act_kind)kind, stream->today);
	if (field(stream, KEY).len == 0 || field(stream, KEY).len > 200)
		return complain(stream, KEY, _("a key of 1 to 200 bytes"), err);
	return CS_OK;
}

static enum cs_status
read_numbers(struct cs_op_stream *stream, struct cs_request *request, struct cs_err *err)
{
	int64_t prio = 0;
	enum cs_status st = read_number(stream, POINTS, &request->points, err);

	if (st == CS_OK)
		st = read_number(stream, AMOUNT, &request->amount, err);
	if (st == CS_OK)
		st = read_number(stream, PRIO, &prio, err);
	if (st == CS_OK && (prio < 0 || prio > 99))
		st = complain(stream, PRIO, _("a number from 1 to 99"), err);
	request->prio = (int)prio;
	if (st == CS_OK)
		st = read_number(stream, QUANTITY, &stream->part.quantity, err);
	if (st == CS_OK)
		st = read_word(stream, ORIGIN, cs_origin_words, &request->origin, err);
	if (st == CS_OK)
		st = read_word(stream, TAX, cs_tax_words, &request->tax, err);
	if (st == CS_OK)
		st = read_flag(stream, CLAMP, &request->clamp, err);
	return st == CS_OK ? read_flag(stream, PENDING, &request->pending, err) : st;
}

static enum cs_status
read_days(struct cs_op_stream *stream, struct cs_request *request, struct cs_err *err)
{
	enum cs_status st = read_day(stream, EFF, &request->eff, err);

	request->eff_given = field(stream, EFF).len > 0;
	if (st == CS_OK)
		st = read_day(stream, ACTIVE, &request->active_on, err);
	if (st == CS_OK)
		st = read_day(stream, EXPIRES, &request->expires_on, err);
	return st == CS_OK ? read_day(stream, UNTIL, &request->until, err) : st;
}

static void
read_texts(struct cs_op_stream *stream, struct cs_request *request)
{
	size_t room = 0;

	for (size_t i = 0; i < stream->row.count; i++)
		room += stream->row.fields[i].len + 1;
	cs_str_clear(&stream->texts);
	cs_str_reserve(&stream->texts, room + 1);
	request->key = text(stream, KEY);
	request->customer = text(stream, CUSTOMER);
	request->order_no = text(stream, ORDER);
	request->reason = text(stream, REASON);
	request->actor = text(stream, ACTOR);
	request->approved_by = text(stream, APPROVED);
	request->ref = text(stream, REF);
	stream->part.line_no = text(stream, LINE);
}

static enum cs_status
read_row(struct cs_op_stream *stream, struct cs_request *request, struct cs_err *err)
{
	if (stream->row.fault)
		return cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_reader_name(stream->reader),
		    (unsigned long long)stream->row.line, _(stream->row.fault));
	enum cs_status st = read_kind(stream, request, err);

	if (st == CS_OK)
		st = read_numbers(stream, request, err);
	if (st == CS_OK)
		st = read_days(stream, request, err);
	if (st == CS_OK)
		read_texts(stream, request);
	return st;
}

enum cs_status
cs_op_stream_next(struct cs_op_stream *stream, struct cs_request *request, struct cs_err *err)
{
	enum cs_status st = cs_reader_next(stream->reader, &stream->row, err);

	stream->bad_row = false;
	if (st != CS_ROW)
		return st;
	stream->part = (struct cs_part_back){ 0 };
	st = read_row(stream, request, err);
	stream->bad_row = st != CS_OK;
	if (st != CS_OK)
		return st;
	if (request->kind == CS_ACT_RETURN && (stream->part.line_no || stream->part.quantity || request->amount > 0)) {
		stream->part.amount = request->amount > 0 ? request->amount : 0;
		request->amount = -1;
		request->parts = &stream->part;
		request->part_count = 1;
	}
	return CS_ROW;
}
