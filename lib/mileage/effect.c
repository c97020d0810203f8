#include "mileage/compensate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "stat/proportion.h"

#define STRATA_MAX 32

/* One customer's first return. */
struct subject {
	int64_t arm, points, used;
	bool followed, again;
	int stratum;
};

struct group {
	int64_t arm, returns, followed, again, cost;
};

struct study {
	struct subject *items; /* owned; by arm */
	size_t count, cap;
	char strata[STRATA_MAX][32];
	int stratum_count;
	bool experiment;
	int64_t ads, newcomers, basket; /* money, customers, money */
};

static int
stratum_number(struct study *study, const char *name)
{
	for (int i = 0; i < study->stratum_count; i++) {
		if (strcmp(study->strata[i], name) == 0)
			return i;
	}
	if (study->stratum_count == STRATA_MAX)
		return STRATA_MAX - 1;
	size_t len = strlen(name);

	memcpy(study->strata[study->stratum_count], name, len < 31 ? len : 31);
	return study->stratum_count++;
}

/* The rows of MILEAGE_EFFECT or of MILEAGE_EFFECT_OTHERS. */
static enum cs_status
read_rows(struct cs_stmt *stmt, const struct cs_effect_options *o, struct study *study, struct cs_err *err)
{
	enum cs_status st;
	size_t len;

	cs_bind_int(stmt, ":from", o->from);
	cs_bind_int(stmt, ":to", o->to);
	cs_bind_int(stmt, ":window", o->window);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		study->items = cs_grow(study->items, &study->cap, study->count + 1, sizeof(*study->items));
		study->items[study->count++] = (struct subject){ .arm = cs_col_int(stmt, 0),
			.followed = cs_col_int(stmt, 1) + o->window <= o->as_of, .points = cs_col_int(stmt, 2),
			.stratum = stratum_number(study, cs_col_text(stmt, 3, &len)), .again = cs_col_int(stmt, 5) != 0,
			.used = cs_col_int(stmt, 6) };
		study->experiment = study->experiment || *cs_col_text(stmt, 4, &len) != '\0';
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
read_subjects(struct cs_db *db, const struct cs_effect_options *o, struct study *study, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_EFFECT);

	cs_bind_text(stmt, ":salt", "", 0);
	enum cs_status st = read_rows(stmt, o, study, err);

	if (st != CS_OK || study->experiment)
		return st;
	stmt = cs_db_stmt(db, CS_SQL_MILEAGE_EFFECT_OTHERS);
	cs_bind_int(stmt, ":upset", o->upset_from);
	return read_rows(stmt, o, study, err);
}

static enum cs_status
read_market(struct cs_db *db, const struct cs_effect_options *o, struct study *study, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_AD_COST);

	cs_bind_int(stmt, ":from", o->from);
	cs_bind_int(stmt, ":to", o->to);
	enum cs_status st = cs_step(stmt, err);

	study->ads = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	study->newcomers = st == CS_ROW ? cs_col_int(stmt, 1) : 0;
	study->basket = o->basket ? o->basket : st == CS_ROW ? cs_col_int(stmt, 2) : 0;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* Without an experiment there are two groups: those who got points and those who did not. */
static int64_t
arm_of(const struct study *study, const struct subject *s)
{
	return study->experiment ? s->arm : s->points > 0 ? 1000 : 0;
}

static size_t
count_groups(const struct study *study, struct group *groups, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < study->count; i++) {
		const struct subject *s = &study->items[i];
		size_t at = 0;

		while (at < count && groups[at].arm != arm_of(study, s))
			at++;
		if (at == max)
			continue;
		if (at == count)
			groups[count++] = (struct group){ .arm = arm_of(study, s) };
		groups[at].returns++;
		groups[at].followed += s->followed;
		groups[at].again += s->followed && s->again;
		groups[at].cost += s->followed ? s->used : 0;
	}
	return count;
}

/* The lowest arm is the control. */
static void
sort_groups(struct group *groups, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct group g = groups[i];
		size_t at = i;

		for (; at > 0 && groups[at - 1].arm > g.arm; at--)
			groups[at] = groups[at - 1];
		groups[at] = g;
	}
}

/* Treated against the lowest arm, each in its own stratum. */
static struct cs_interval
pool(const struct study *study, int64_t treated, int64_t control)
{
	struct cs_stratum strata[STRATA_MAX] = { 0 };

	for (size_t i = 0; i < study->count; i++) {
		const struct subject *s = &study->items[i];
		int64_t arm = arm_of(study, s);

		if (!s->followed || (arm != treated && arm != control))
			continue;
		struct cs_count_of *c = arm == treated ? &strata[s->stratum].a : &strata[s->stratum].b;

		c->n++;
		c->x += s->again;
	}
	return cs_mantel_haenszel(strata, STRATA_MAX, CS_Z95, NULL);
}

static const struct cs_col effect_columns[] = {
	{ "arm", CS_CELL_NUMBER }, { "returns", CS_CELL_NUMBER }, { "followed", CS_CELL_NUMBER },
	{ "repurchased", CS_CELL_NUMBER }, { "rate", CS_CELL_NUMBER }, { "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER },
	{ "difference", CS_CELL_NUMBER }, { "diff_low", CS_CELL_NUMBER }, { "diff_high", CS_CELL_NUMBER },
	{ "cost", CS_CELL_NUMBER }, { "cost_per_extra", CS_CELL_NUMBER }, { "verdict", CS_CELL_TEXT },
};

/*
 * A difference below what so few customers can show is "not shown", whatever
 * its interval says: a small sample that finds something finds too much.
 */
static const char *
verdict_of(const struct study *study, const struct cs_interval *d, double least)
{
	if (isnan(least) || isnan(d->value) || fabs(d->value) < least || (d->low <= 0 && d->high >= 0))
		return "not shown";
	if (!study->experiment)
		return "association, not proof";
	return d->value > 0 ? "more came back" : "fewer came back";
}

static void
write_group(struct cs_out *out, const struct study *study, const struct group *g, const struct group *control)
{
	struct cs_count_of a = { g->again, g->followed }, b = { control->again, control->followed };
	struct cs_interval rate = cs_wilson(a, CS_Z95), d = cs_newcombe(a, b, CS_Z95);
	double smaller = (double)(a.n < b.n ? a.n : b.n);
	double least = cs_detectable_lift(cs_wilson(b, CS_Z95).value, smaller);
	double extra = d.value * (double)g->followed, per_extra = extra > 0 ? (double)(g->cost - control->cost * g->followed /
	    (control->followed ? control->followed : 1)) / extra : NAN;

	cs_out_money(out, g->arm, 3, 3);
	cs_out_int(out, g->returns);
	cs_out_int(out, g->followed);
	cs_out_int(out, g->again);
	cs_out_real(out, rate.value, 6);
	cs_out_real(out, rate.low, 6);
	cs_out_real(out, rate.high, 6);
	cs_out_real(out, g == control ? NAN : d.value, 6);
	cs_out_real(out, g == control ? NAN : d.low, 6);
	cs_out_real(out, g == control ? NAN : d.high, 6);
	cs_out_int(out, g->cost);
	cs_out_real(out, g == control ? NAN : per_extra, 0);
	cs_out_str(out, g == control ? "control" : verdict_of(study, &d, least));
	cs_out_end(out);
}

/* A NaN prints as nothing useful: say so in words. */
static void
note_pooled(const struct study *study, const struct group *g, const struct group *control)
{
	struct cs_interval pooled = pool(study, g->arm, control->arm);
	double least = cs_detectable_lift((double)control->again / (double)control->followed,
	    (double)(g->followed < control->followed ? g->followed : control->followed));
	double rr = (double)g->again * (double)control->followed / ((double)g->followed * (double)control->again);

	if (isnan(least))
		cs_note(_("arm %.3f: too few customers to show any difference"), (double)g->arm / 1000);
	else
		cs_note(_("arm %.3f: the smallest lift that so many customers can show is %.1f points"), (double)g->arm / 1000,
		    100 * least);
	if (!isnan(pooled.value))
		cs_note(_("arm %.3f: over strata (Mantel-Haenszel) %+.1f points (%+.1f to %+.1f)"), (double)g->arm / 1000,
		    100 * pooled.value, 100 * pooled.low, 100 * pooled.high);
	if (!study->experiment && control->again > 0 && g->again > 0)
		cs_note(_("association, not proof: a hidden cause that multiplies both by %.2f would explain it (E-value)"),
		    cs_e_value(rr));
}

static void
note_money(const struct study *study, const struct cs_effect_options *o, const struct group *g)
{
	double each = g->followed ? (double)g->cost / (double)g->followed : NAN;

	if (o->margin_ppm > 0 && study->basket > 0 && g->followed)
		cs_note(_("arm %.3f: %.0f a customer; pays for itself from a lift of %.1f points (margin %.0f%%, basket %lld)"),
		    (double)g->arm / 1000, each, 100 * each / ((double)study->basket * (double)o->margin_ppm / 1e6),
		    (double)o->margin_ppm / 1e4, (long long)study->basket);
}

enum cs_status
cs_effect(struct cs_db *db, const struct cs_effect_options *options, struct cs_out *out, struct cs_err *err)
{
	struct study study = { 0 };
	struct group groups[CS_POLICY_LIST_MAX + 1];
	enum cs_status st = read_subjects(db, options, &study, err);

	if (st == CS_OK)
		st = read_market(db, options, &study, err);
	size_t count = count_groups(&study, groups, CS_COUNT(groups));

	sort_groups(groups, count);
	cs_out_begin(out, effect_columns, CS_COUNT(effect_columns));
	for (size_t i = 0; st == CS_OK && i < count; i++) {
		write_group(out, &study, &groups[i], &groups[0]);
		if (i > 0)
			note_pooled(&study, &groups[i], &groups[0]);
		if (i > 0)
			note_money(&study, options, &groups[i]);
	}
	if (st == CS_OK && count < 2)
		cs_note(_("there is nobody to compare with: a control arm is needed"));
	if (st == CS_OK && study.ads > 0 && study.newcomers > 0)
		cs_note(_("for comparison: advertising cost %.0f for each new customer"),
		    (double)study.ads / (double)study.newcomers);
	free(study.items);
	return st;
}
