#include "import/emit.h"

#include <string.h>

#include "app/app.h"
#include "import/rejects.h"

/* What became of one file's rows. */
struct counts {
	int64_t rows, rejected;
};

static void
begin(struct cs_emit *emit)
{
	cs_kind_out_columns(emit->normal.kind, emit->columns);
	cs_out_begin(emit->out, emit->columns, emit->normal.kind->count);
	emit->begun = true;
}

/* One stream has one currency, as one store has. */
static enum cs_status
settle_currency(struct cs_emit *emit, const struct cs_normal *normal, struct cs_err *err)
{
	const char *currency = cs_normal_currency(normal);

	if (!currency)
		return CS_OK;
	if (emit->currency[0] && strcmp(emit->currency, currency) != 0)
		return cs_err_set(err, CS_EINPUT, _("%s: its amounts are in %s, those before it in %s; "
		    "one stream has one currency"), cs_normal_name(normal), currency, emit->currency);
	memcpy(emit->currency, currency, strlen(currency) + 1);
	return CS_OK;
}

static enum cs_status
write_rows(struct cs_emit *emit, struct cs_normal *normal, struct counts *counts, struct cs_err *err)
{
	int scale = cs_normal_scale(normal);
	struct cs_taken taken;
	enum cs_status st;

	while ((st = cs_normal_next(normal, &taken, err)) == CS_ROW) {
		counts->rows++;
		switch (taken.fate) {
		case CS_FATE_RECORD:
			if (cs_normal_decimals(normal) > emit->decimals)
				emit->decimals = cs_normal_decimals(normal);
			cs_record_write(taken.record, emit->out, scale,
			    emit->decimals < scale ? emit->decimals : scale);
			break;
		case CS_FATE_REJECTED:
			cs_rejects_add(emit->rejects, normal, &taken, counts->rejected++, &emit->rejects_headed);
			break;
		case CS_FATE_SKIPPED:
			cs_detail(_("%s:%llu: skipped: %s"), cs_normal_name(normal),
			    (unsigned long long)taken.line, taken.reason);
			break;
		}
	}
	cs_rejects_end(normal, counts->rejected);
	return st;
}

static enum cs_status
emit_normal(struct cs_emit *emit, struct cs_normal *normal, struct cs_err *err)
{
	struct counts counts = { 0, 0 };
	enum cs_status st = settle_currency(emit, normal, err);

	if (st == CS_OK)
		st = write_rows(emit, normal, &counts, err);
	if (st != CS_OK)
		return st;
	cs_normal_report(normal);
	if (counts.rejected == 0)
		return CS_OK;
	return cs_err_set(err, emit->keep_going ? CS_NOTE : CS_EINPUT, emit->keep_going ?
	    _("%s: %lld of %lld rows left out") :
	    _("%s: %lld of %lld rows cannot be used; mend them, or say --keep-going"),
	    cs_normal_name(normal), (long long)counts.rejected, (long long)counts.rows);
}

enum cs_status
cs_emit_file(struct cs_emit *emit, const char *path, struct cs_err *err)
{
	struct cs_normal *normal;
	enum cs_status st = cs_normal_open(&normal, path, &emit->normal, err);

	if (st != CS_OK)
		return st;
	if (!emit->begun)
		begin(emit);
	st = emit_normal(emit, normal, err);
	cs_normal_close(normal);
	return st;
}
