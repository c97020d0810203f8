#include "mileage/study.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int
stratum_number(struct cs_study *study, const char *name)
{
	for (int i = 0; i < study->stratum_count; i++) {
		if (strcmp(study->strata[i], name) == 0)
			return i;
	}
	if (study->stratum_count == CS_STRATA_MAX)
		return CS_STRATA_MAX - 1;
	size_t len = strlen(name);

	memcpy(study->strata[study->stratum_count], name, len < 31 ? len : 31);
	return study->stratum_count++;
}

/* The rows of MILEAGE_EFFECT or of MILEAGE_EFFECT_OTHERS. */
static enum cs_status
read_rows(struct cs_stmt *stmt, const struct cs_effect_options *o, struct cs_study *study, struct cs_err *err)
{
	enum cs_status st;
	size_t len;

	cs_bind_int(stmt, ":from", o->from);
	cs_bind_int(stmt, ":to", o->to);
	cs_bind_int(stmt, ":window", o->window);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *stratum = cs_col_text(stmt, 3, &len);

		if (o->stratum && strncmp(stratum, o->stratum, strlen(o->stratum)) != 0)
			continue;
		study->items = cs_grow(study->items, &study->cap, study->count + 1, sizeof(*study->items));
		study->items[study->count++] = (struct cs_subject){
			/* Without an experiment there are two groups: those who got points and those who did not. */
			.arm = study->salt[0] ? cs_col_int(stmt, 0) : cs_col_int(stmt, 2) > 0 ? 1000 : 0,
			.followed = cs_col_int(stmt, 1) + o->window <= o->as_of, .stratum = stratum_number(study, stratum),
			.used = cs_col_int(stmt, 4), .again = !cs_col_is_null(stmt, 5), .revenue = cs_col_int(stmt, 5) };
	}
	cs_stmt_reset(stmt);
	return st;
}

/* The salt that was asked for, or that of the last draw. */
static enum cs_status
find_salt(struct cs_study *study, struct cs_db *db, const struct cs_effect_options *o, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_EXPERIMENT);
	enum cs_status st = o->salt ? CS_OK : cs_step(stmt, err);
	size_t len = 0;
	const char *salt = o->salt ? o->salt : st == CS_ROW ? cs_col_text(stmt, 0, &len) : "";

	len = strlen(salt);
	memcpy(study->salt, salt, len < CS_POLICY_NAME ? len : CS_POLICY_NAME - 1);
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
read_subjects(struct cs_study *study, struct cs_db *db, const struct cs_effect_options *o, int64_t upset_from,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_EFFECT);

	cs_bind_text(stmt, ":salt", study->salt, strlen(study->salt));
	enum cs_status st = read_rows(stmt, o, study, err);

	if (st != CS_OK || study->salt[0])
		return st;
	stmt = cs_db_stmt(db, CS_SQL_MILEAGE_EFFECT_OTHERS);
	cs_bind_int(stmt, ":upset", upset_from);
	return read_rows(stmt, o, study, err);
}

static enum cs_status
read_market(struct cs_study *study, struct cs_db *db, const struct cs_effect_options *o, struct cs_err *err)
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

static void
count_groups(struct cs_study *study)
{
	struct cs_group *groups = study->groups;

	for (size_t i = 0; i < study->count; i++) {
		const struct cs_subject *s = &study->items[i];
		size_t at = 0;

		while (at < study->group_count && groups[at].arm != s->arm)
			at++;
		if (at == CS_COUNT(study->groups))
			continue;
		if (at == study->group_count)
			groups[study->group_count++] = (struct cs_group){ .arm = s->arm };
		groups[at].returns++;
		groups[at].followed += s->followed;
		groups[at].again += s->followed && s->again;
		groups[at].cost += s->followed ? s->used : 0;
	}
}

static void
sort_groups(struct cs_group *groups, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct cs_group g = groups[i];
		size_t at = i;

		for (; at > 0 && groups[at - 1].arm > g.arm; at--)
			groups[at] = groups[at - 1];
		groups[at] = g;
	}
}

enum cs_status
cs_study_read(struct cs_study *study, struct cs_db *db, const struct cs_effect_options *options, int64_t upset_from,
    struct cs_err *err)
{
	*study = (struct cs_study){ 0 };
	enum cs_status st = find_salt(study, db, options, err);

	if (st == CS_OK)
		st = read_subjects(study, db, options, upset_from, err);
	if (st == CS_OK)
		st = read_market(study, db, options, err);
	count_groups(study);
	sort_groups(study->groups, study->group_count);
	return st;
}

void
cs_study_release(struct cs_study *study)
{
	free(study->items);
	*study = (struct cs_study){ 0 };
}

void
cs_study_strata(const struct cs_study *study, int64_t treated, int64_t control, struct cs_stratum *strata)
{
	memset(strata, 0, CS_STRATA_MAX * sizeof(*strata));
	for (size_t i = 0; i < study->count; i++) {
		const struct cs_subject *s = &study->items[i];

		if (!s->followed || (s->arm != treated && s->arm != control))
			continue;
		struct cs_count_of *c = s->arm == treated ? &strata[s->stratum].a : &strata[s->stratum].b;

		c->n++;
		c->x += s->again;
	}
}

size_t
cs_study_margins(const struct cs_study *study, int64_t arm, int64_t margin_ppm, double **values)
{
	size_t count = 0;

	*values = cs_calloc(study->count + 1, sizeof(**values));
	for (size_t i = 0; i < study->count; i++) {
		const struct cs_subject *s = &study->items[i];

		if (s->followed && s->arm == arm)
			(*values)[count++] = (double)s->revenue * (double)margin_ppm / 1e6 - (double)s->used;
	}
	return count;
}
