#include "mileage/effect.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "mileage/book.h"
#include "stat/ratio.h"

#define LEVEL 0.95

static struct cs_count_of
count_of(const struct cs_group *g)
{
	return (struct cs_count_of){ g->again, g->followed };
}

/*
 * A difference below what so few customers can show is "not shown", whatever
 * its interval says: a small sample that finds something finds too much.
 */
static const char *
verdict_of(bool experiment, const struct cs_interval *d, double least)
{
	if (isnan(least) || isnan(d->value) || fabs(d->value) < least || (d->low <= 0 && d->high >= 0))
		return CS_EFFECT_NOT_SHOWN;
	if (!experiment)
		return N_("association, not proof");
	return d->value > 0 ? N_("more came back") : N_("fewer came back");
}

static const char *
verdict_of_control(const struct cs_study *study)
{
	if (study->salt[0])
		return N_("control");
	return study->group_count > 1 ? N_("base of comparison") : N_("nobody to compare with");
}

static const char *
name_of(const struct cs_study *study, const struct cs_group *g)
{
	if (study->salt[0])
		return NULL;
	return g->arm > 0 ? N_("given points") : N_("given nothing");
}

/* So few say nothing, and a figure would be taken for something. */
static void
forget(struct cs_effect_finding *f)
{
	const struct cs_interval unknown = { NAN, NAN, NAN };

	if (f->group->followed < CS_EFFECT_LEAST)
		f->rate = unknown;
	if (f->enough)
		return;
	f->difference = f->pooled = f->ratio = f->per_extra = unknown;
	f->least = NAN;
	f->verdict = N_("too few");
}

/* Cost by lift; its dear end has no bound where the lift may be none. */
static struct cs_interval
cost_of_lift(double each, const struct cs_interval *d)
{
	if (isnan(each) || isnan(d->value) || d->value <= 0)
		return (struct cs_interval){ NAN, NAN, NAN };
	return (struct cs_interval){ each / d->value, each / d->high, d->low > 0 ? each / d->low : INFINITY };
}

struct cs_effect_finding
cs_effect_find(const struct cs_study *study, const struct cs_group *g, double z)
{
	const struct cs_group *control = &study->groups[0];
	struct cs_stratum strata[CS_STRATA_MAX];
	struct cs_effect_finding f = { .group = g, .control = control };
	int64_t fewer = g->followed < control->followed ? g->followed : control->followed;

	f.rate = cs_wilson(count_of(g), CS_Z95);
	f.difference = cs_newcombe(count_of(g), count_of(control), z);
	cs_study_strata(study, g->arm, control->arm, strata);
	f.pooled = cs_mantel_haenszel(strata, CS_STRATA_MAX, z, NULL);
	f.ratio = cs_risk_ratio(strata, CS_STRATA_MAX, z);
	f.least = cs_detectable_lift(cs_wilson(count_of(control), CS_Z95).value, (double)fewer);
	f.each = fewer > 0 ? (double)g->cost / (double)g->followed - (double)control->cost / (double)control->followed
	    : (double)NAN;
	f.per_extra = cost_of_lift(f.each, &f.difference);
	f.verdict = verdict_of(study->salt[0] != '\0', &f.difference, f.least);
	f.enough = fewer >= CS_EFFECT_LEAST;
	f.name = name_of(study, g);
	forget(&f);
	if (g == control)
		f.verdict = verdict_of_control(study);
	return f;
}

static const struct cs_col effect_columns[] = {
	{ "arm", CS_CELL_TEXT }, { "returns", CS_CELL_NUMBER }, { "followed", CS_CELL_NUMBER },
	{ "repurchased", CS_CELL_NUMBER }, { "rate", CS_CELL_NUMBER }, { "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER },
	{ "difference", CS_CELL_NUMBER }, { "diff_low", CS_CELL_NUMBER }, { "diff_high", CS_CELL_NUMBER },
	{ "cost", CS_CELL_NUMBER }, { "cost_per_extra", CS_CELL_NUMBER }, { "verdict", CS_CELL_TEXT },
};

/* Where nobody was drawn there are no arms. */
static void
out_group(struct cs_out *out, const struct cs_effect_finding *f)
{
	if (f->name)
		cs_out_str(out, f->name);
	else
		cs_out_money(out, f->group->arm, 3, 3);
}

static void
write_finding(struct cs_out *out, const struct cs_effect_finding *f)
{
	const struct cs_group *g = f->group;
	bool control = g == f->control;

	out_group(out, f);
	cs_out_int(out, g->returns);
	cs_out_int(out, g->followed);
	cs_out_int(out, g->again);
	cs_out_real(out, f->rate.value, 6);
	cs_out_real(out, f->rate.low, 6);
	cs_out_real(out, f->rate.high, 6);
	cs_out_real(out, control ? (double)NAN : f->difference.value, 6);
	cs_out_real(out, control ? (double)NAN : f->difference.low, 6);
	cs_out_real(out, control ? (double)NAN : f->difference.high, 6);
	cs_out_int(out, g->cost);
	cs_out_real(out, control ? (double)NAN : f->per_extra.value, 0);
	cs_out_str(out, f->verdict);
	cs_out_end(out);
}

/* What advertising pays for a new customer; NaN where the store knows no spending. */
static double
ad_cost(const struct cs_study *study)
{
	return study->ads > 0 && study->newcomers > 0 ? (double)study->ads / (double)study->newcomers : (double)NAN;
}

/* One more customer back against one new one from advertising. */
static const char *
beside_ads(const struct cs_study *study, const struct cs_effect_finding *f)
{
	double ad = ad_cost(study);

	if (isnan(ad))
		return NULL;
	bool shown = strcmp(f->verdict, CS_EFFECT_NOT_SHOWN) != 0 && !isnan(f->per_extra.value);

	if (shown && f->per_extra.high < ad)
		return N_("%s: one more customer back costs less than one new customer by advertising (%.0f)");
	if (shown && f->per_extra.low > ad)
		return N_("%s: one more customer back costs more than one new customer by advertising (%.0f)");
	return N_("%s: whether one more customer back costs less than one new customer by advertising (%.0f) cannot be told");
}

static double
break_even(const struct cs_study *study, const struct cs_effect_options *o, const struct cs_effect_finding *f)
{
	return o->margin_ppm > 0 && study->basket > 0 ? f->each / ((double)study->basket * (double)o->margin_ppm / 1e6)
	    : (double)NAN;
}

/* A NaN prints as nothing useful: say so in words. */
static void
note_finding(const struct cs_study *study, const struct cs_effect_options *o, const struct cs_effect_finding *f)
{
	double lift = break_even(study, o, f);
	const char *ads = beside_ads(study, f);
	char arm[64];

	if (f->name)
		snprintf(arm, sizeof(arm), "%s", _(f->name));
	else
		snprintf(arm, sizeof(arm), _("arm %.3f"), (double)f->group->arm / 1000);

	if (isnan(f->least))
		cs_note(_("%s: too few customers to show any difference"), arm);
	else
		cs_note(_("%s: the smallest lift that so many customers can show is %.1f points"), arm, 100 * f->least);
	if (!isnan(f->pooled.value))
		cs_note(_("%s: over strata (Mantel-Haenszel) %+.1f points (%+.1f to %+.1f)"), arm, 100 * f->pooled.value,
		    100 * f->pooled.low, 100 * f->pooled.high);
	if (!study->salt[0] && !isnan(f->ratio.value))
		cs_note(_("association, not proof: a hidden cause that multiplies both by %.2f would explain it (E-value; %.2f for the limit)"),
		    cs_e_value(f->ratio.value), cs_e_value_limit(f->ratio));
	if (!isnan(lift) && f->group->followed > 0)
		cs_note(_("%s: %.0f a customer; pays for itself from a lift of %.1f points (margin %.0f%%, basket %lld)"), arm,
		    f->each, 100 * lift, (double)o->margin_ppm / 1e4, (long long)study->basket);
	if (ads)
		cs_note(_(ads), arm, ad_cost(study));
}

static const struct cs_col detail_columns[] = {
	{ "arm", CS_CELL_TEXT }, { "figure", CS_CELL_TEXT }, { "name", CS_CELL_TEXT }, { "value", CS_CELL_NUMBER },
	{ "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER },
};

/* A bound that is not there is empty, as what is not known. */
static void
write_figure(struct cs_out *out, const struct cs_effect_finding *f, const char *figure, const char *name, struct cs_interval i,
    int decimals)
{
	out_group(out, f);
	cs_out_str(out, figure);
	cs_out_str(out, name);
	cs_out_real(out, i.value, decimals);
	cs_out_real(out, i.low, decimals);
	cs_out_real(out, isinf(i.high) ? (double)NAN : i.high, decimals);
	cs_out_end(out);
}

static struct cs_interval
only(double value)
{
	return (struct cs_interval){ value, NAN, NAN };
}

static void
write_strata(struct cs_out *out, const struct cs_study *study, const struct cs_effect_finding *f, double z)
{
	struct cs_stratum strata[CS_STRATA_MAX];

	cs_study_strata(study, f->group->arm, f->control->arm, strata);
	for (int i = 0; i < study->stratum_count; i++) {
		if (strata[i].a.n > 0 && strata[i].b.n > 0)
			write_figure(out, f, "stratum_difference", study->strata[i], cs_newcombe(strata[i].a, strata[i].b, z), 6);
	}
}

/* The contribution of each assigned customer: needs no share of use and no attribution. */
static void
write_margins(struct cs_out *out, const struct cs_study *study, const struct cs_effect_options *o,
    const struct cs_effect_finding *f)
{
	double *treated, *control;

	if (o->margin_ppm == 0)
		return;
	size_t many = cs_study_margins(study, f->group->arm, o->margin_ppm, &treated);
	size_t beside = cs_study_margins(study, f->control->arm, o->margin_ppm, &control);
	struct cs_sample a = { treated, many }, b = { control, beside };

	write_figure(out, f, "margin_difference", "welch", cs_welch(a, b, LEVEL), 0);
	write_figure(out, f, "margin_difference", "bootstrap", cs_bootstrap_means(a, b, LEVEL), 0);
	free(treated);
	free(control);
}

static void
write_detail(struct cs_out *out, const struct cs_study *study, const struct cs_effect_options *o,
    const struct cs_effect_finding *f, double z)
{
	double base = cs_wilson(count_of(f->control), CS_Z95).value;

	write_figure(out, f, "difference", "newcombe", f->difference, 6);
	write_figure(out, f, "difference", "mantel_haenszel", f->pooled, 6);
	if (f->enough)
		write_strata(out, study, f, z);
	write_figure(out, f, "p_value", "", only(f->enough ? cs_two_proportions_p(count_of(f->group), count_of(f->control))
	    : (double)NAN), 6);
	write_figure(out, f, "risk_ratio", "mantel_haenszel", f->ratio, 6);
	write_figure(out, f, "e_value", "", only(cs_e_value(f->ratio.value)), 3);
	write_figure(out, f, "e_value", "limit", only(cs_e_value_limit(f->ratio)), 3);
	write_figure(out, f, "smallest_lift", "", only(f->least), 6);
	write_figure(out, f, "customers_needed", "lift 0.05", only(base > 0 && base < 0.95 ? ceil(cs_sample_size(base, 0.05))
	    : (double)NAN), 0);
	write_figure(out, f, "cost", "customer", only(f->each), 0);
	write_figure(out, f, "cost", "extra_customer", f->per_extra, 0);
	write_figure(out, f, "cost", "new_customer_by_ads", only(ad_cost(study)), 0);
	write_figure(out, f, "break_even_lift", "", only(break_even(study, o, f)), 6);
	write_margins(out, study, o, f);
}

static void
tell_nobody(const struct cs_study *study)
{
	if (!study->salt[0] && study->group_count > 1)
		cs_note(_("nobody was drawn by lot: who was given points differs from who was not, so a difference is no effect of the points"));
	if (study->group_count > 1)
		return;
	cs_note(study->salt[0] ? _("there is nobody to compare with: a control arm is needed")
	    : study->group_count > 0 && study->groups[0].arm > 0
	    ? _("there is nobody to compare with: everybody who sent something back was given points")
	    : _("there is nobody to compare with: nobody was given points for a return"));
}

static void
write_study(struct cs_out *out, const struct cs_study *study, const struct cs_effect_options *o)
{
	double z = cs_pocock_z(o->looks);

	if (o->detail)
		cs_out_begin(out, detail_columns, CS_COUNT(detail_columns));
	else
		cs_out_begin(out, effect_columns, CS_COUNT(effect_columns));
	for (size_t i = 0; i < study->group_count; i++) {
		struct cs_effect_finding f = cs_effect_find(study, &study->groups[i], z);

		if (!o->detail)
			write_finding(out, &f);
		else if (i > 0)
			write_detail(out, study, o, &f, z);
		if (i > 0 && !o->detail)
			note_finding(study, o, &f);
	}
	if (o->looks > 1)
		cs_note(_("intervals for %d looks at the data (Pocock, z = %.3f): each of them may be the last"), o->looks, z);
	else
		cs_note(_("intervals for one look on a day that was fixed before; who looks more often says --looks N"));
	tell_nobody(study);
}

enum cs_status
cs_effect(struct cs_db *db, const struct cs_effect_options *options, struct cs_out *out, struct cs_err *err)
{
	struct cs_study study = { 0 };
	struct cs_policy policy;
	int64_t ver;
	enum cs_status st = cs_policy_on(db, options->as_of, &policy, &ver, err);

	if (st == CS_OK)
		st = cs_study_read(&study, db, options, policy.comp_upset_from, err);
	if (st == CS_OK)
		write_study(out, &study, options);
	cs_study_release(&study);
	return st;
}
