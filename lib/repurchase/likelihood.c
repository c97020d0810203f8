#include "repurchase/likelihood.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "stat/special.h"

void
cs_likelihood_open(struct cs_likelihood *likelihood, const struct cs_base *base)
{
	likelihood->rows = base->rows;
	likelihood->count = base->row_count;
	likelihood->longest = base->longest;
	likelihood->logs = cs_calloc((size_t)base->longest + 1, sizeof(*likelihood->logs));
	cs_quadrature_init(&likelihood->quadrature);
}

void
cs_likelihood_close(struct cs_likelihood *likelihood)
{
	free(likelihood->logs);
	likelihood->logs = NULL;
}

/* ln(e^a + e^b), and the part that b has in the sum, without overflow. */
static double
log_sum(double a, double b, double *part)
{
	double small = exp(-fabs(a - b));

	*part = b > a ? 1 / (1 + small) : small / (1 + small);
	return fmax(a, b) + log1p(small);
}

/*
 * The chance that a gap of Erlang-k is longer than what has passed since the
 * last purchase, as a factor of (alpha + T)^-A: the sum over j < k of
 * G(A + j) / (G(A) j!) q^j with q = (T - t) / (alpha + T).  Its logarithm,
 * and the derivatives of that by A and, divided by -1 / (alpha + T), by alpha.
 */
struct tail {
	double log, by_shape, by_rate;
};

static struct tail
erlang_tail(double shape, double q, int k)
{
	double term = 1, psi = 0, sum = 1, by_shape = 0, by_rate = 0;

	for (int j = 1; j < k; j++) {
		term *= (shape + j - 1) / j * q;
		psi += 1 / (shape + j - 1);
		sum += term;
		by_shape += term * psi;
		by_rate += term * j;
	}
	return (struct tail){ log(sum), by_shape / sum, by_rate / sum };
}

/* What all rows with the same number of repeat purchases share. */
struct shared {
	double repeats, shape;       /* x, and r + k x */
	double alive, lost;          /* ln of the two weights; -infinity: cannot be lost */
	double common;
	double by_r, by_a, by_b;     /* of common */
	double by_a_lost, by_b_alive, by_b_lost;
};

/*
 * The beta functions of both ends, with their common factors outside:
 *   MBG  alive B(a, b+x+1), lost B(a+1, b+x):   G(a+b) G(b+x) / (G(b) G(a+b+x+1)) times b+x and a
 *   BG   alive B(a, b+x),   lost B(a+1, b+x-1): G(a+b) G(b+x) / (G(b) G(a+b+x))   times 1 and a/(b+x-1)
 */
static struct shared
share(const struct cs_likelihood *l, const double p[], double x)
{
	bool modified = l->kind == CS_MODEL_MBGNBD;
	double r = p[0], a = p[2], b = p[3], end = a + b + x + modified;
	struct shared s = { .repeats = x, .shape = r + l->k * x, .by_a_lost = 1 / a };

	s.common = cs_lngamma(s.shape) - cs_lngamma(r) + cs_lngamma(a + b) - cs_lngamma(b) + cs_lngamma(b + x) -
	    cs_lngamma(end);
	s.by_r = cs_digamma(s.shape) - cs_digamma(r);
	s.by_a = cs_digamma(a + b) - cs_digamma(end);
	s.by_b = s.by_a - cs_digamma(b) + cs_digamma(b + x);
	if (modified) {
		s.alive = log(b + x);
		s.lost = log(a);
		s.by_b_alive = 1 / (b + x);
	} else if (x > 0) {
		s.lost = log(a) - log(b + x - 1);
		s.by_b_lost = -1 / (b + x - 1);
	} else {
		s.lost = -INFINITY;
	}
	return s;
}

struct sum {
	double value, by[4], weight;
};

static void
add_row(const struct cs_likelihood *l, const struct shared *s, const struct cs_seen_row *row, struct sum *sum)
{
	const struct cs_likelihood_log *last = &l->logs[row->last], *age = &l->logs[row->age];
	double weight = row->weight, part;
	struct tail tail = { 0 };

	if (l->k > 1)
		tail = erlang_tail(s->shape, (row->age - row->last) / l->days * age->inverse, l->k);
	double alive = s->alive - s->shape * age->log + tail.log;
	double value = s->common + log_sum(alive, s->lost - s->shape * last->log, &part);

	sum->value += weight * value;
	sum->by[0] += weight * (s->by_r - (1 - part) * (age->log - tail.by_shape) - part * last->log);
	sum->by[1] -= weight * ((1 - part) * (s->shape + tail.by_rate) * age->inverse +
	    part * s->shape * last->inverse);
	sum->by[2] += weight * (s->by_a + part * s->by_a_lost);
	sum->by[3] += weight * (s->by_b + (1 - part) * s->by_b_alive + part * s->by_b_lost);
	sum->weight += weight;
}

static void
add_rows(const struct cs_likelihood *l, const double p[], struct sum *sum)
{
	struct shared s = { .repeats = -1 };

	for (int32_t day = 0; day <= l->longest; day++) {
		double t = p[1] + day / l->days;

		l->logs[day] = (struct cs_likelihood_log){ log(t), 1 / t };
	}
	for (size_t i = 0; i < l->count; i += l->step) {
		if (l->rows[i].repeats != s.repeats)
			s = share(l, p, l->rows[i].repeats);
		add_row(l, &s, &l->rows[i], sum);
	}
	sum->value += sum->weight * p[0] * log(p[1]);
	sum->by[0] += sum->weight * log(p[1]);
	sum->by[1] += sum->weight * p[0] / p[1];
}

/*
 * Pareto/NBD: who is lost was so at some y between t and T.  The integral of
 * (alpha+y)^-(r+x) (beta+y)^-(s+1) over y, which elsewhere is a difference of
 * two hypergeometric functions, is taken as it stands: every term is
 * positive, so nothing cancels, and its derivatives come from the same
 * points.  Over v = ln((alpha+y) / (alpha+t)) the integrand is e^-nv times a
 * smooth factor, n = r+x-1; behind nv = 40 nothing is left of it.
 */
struct lost {
	double log;                  /* of the integral */
	double log_alpha, log_beta;  /* means of ln(alpha+y) and ln(beta+y) under the integrand */
	double inverse_alpha, inverse_beta; /* and of their inverses */
};

static struct lost
integrate(const struct cs_quadrature *q, const double p[], double x, double t, double age)
{
	double near = p[1] + t, n = p[0] + x - 1, end = log1p((age - t) / near);
	double sum = 0, at_t = log(p[3] + t);
	struct lost lost = { 0 };

	if (n * end > 40)
		end = 40 / n;
	for (size_t i = 0; i < CS_QUADRATURE; i++) {
		double v = end * q->knots[i], alpha = near * exp(v), beta = alpha - p[1] + p[3];
		double log_beta = log(beta);
		double f = q->weights[i] * exp(-n * v - (p[2] + 1) * (log_beta - at_t));

		sum += f;
		lost.log_alpha += f * v;
		lost.log_beta += f * log_beta;
		lost.inverse_alpha += f / alpha;
		lost.inverse_beta += f / beta;
	}
	lost.log = log(sum * end) - n * log(near) - (p[2] + 1) * at_t;
	lost.log_alpha = lost.log_alpha / sum + log(near);
	lost.log_beta /= sum;
	lost.inverse_alpha /= sum;
	lost.inverse_beta /= sum;
	return lost;
}

static void
add_pareto_row(const struct cs_likelihood *l, const double p[], const struct cs_seen_row *row, struct sum *sum)
{
	double weight = row->weight, shape = p[0] + row->repeats, s = p[2], part = 0;
	double t = row->last / l->days, age = row->age / l->days;
	double log_alpha = log(p[1] + age), log_beta = log(p[3] + age);
	double value = -shape * log_alpha - s * log_beta;
	struct lost lost = { 0 };

	if (age > t) {
		lost = integrate(&l->quadrature, p, row->repeats, t, age);
		value = log_sum(value, log(s) + lost.log, &part);
	}
	sum->value += weight * value;
	sum->by[0] -= weight * ((1 - part) * log_alpha + part * lost.log_alpha);
	sum->by[1] -= weight * shape * ((1 - part) / (p[1] + age) + part * lost.inverse_alpha);
	sum->by[2] += weight * (part * (1 / s - lost.log_beta) - (1 - part) * log_beta);
	sum->by[3] -= weight * ((1 - part) * s / (p[3] + age) + part * (s + 1) * lost.inverse_beta);
	sum->weight += weight;
}

/* Each row costs an integral: both halves of them at the same time. */
struct half {
	const struct cs_likelihood *l;
	const double *p;
	size_t begin, end;
	struct sum sum;
};

static void
add_half(void *data)
{
	struct half *half = data;
	const struct cs_likelihood *l = half->l;
	double r = half->p[0], ln = 0, psi = 0;
	uint32_t repeats = 0;

	for (size_t i = half->begin; i < half->end; i += l->step) {
		const struct cs_seen_row *row = &l->rows[i];

		if (row->repeats != repeats) {
			repeats = row->repeats;
			ln = cs_lngamma(r + repeats) - cs_lngamma(r);
			psi = cs_digamma(r + repeats) - cs_digamma(r);
		}
		half->sum.value += row->weight * ln;
		half->sum.by[0] += row->weight * psi;
		add_pareto_row(l, half->p, row, &half->sum);
	}
}

static void
add_pareto_rows(const struct cs_likelihood *l, const double p[], struct sum *sum)
{
	size_t middle = l->count / l->step / 2 * l->step;
	struct half low = { .l = l, .p = p, .end = middle }, high = { .l = l, .p = p, .begin = middle, .end = l->count };

	cs_parallel(&(struct cs_work){ add_half, &low }, &(struct cs_work){ add_half, &high });
	double weight = low.sum.weight + high.sum.weight, r = p[0];

	sum->weight = weight;
	sum->value = low.sum.value + high.sum.value + weight * (r * log(p[1]) + p[2] * log(p[3]));
	for (size_t i = 0; i < 4; i++)
		sum->by[i] = low.sum.by[i] + high.sum.by[i];
	sum->by[0] += weight * log(p[1]);
	sum->by[1] += weight * r / p[1];
	sum->by[2] += weight * log(p[3]);
	sum->by[3] += weight * p[2] / p[3];
}

double
cs_likelihood_at(void *data, const double logs[], double gradient[])
{
	const struct cs_likelihood *l = data;
	struct sum sum = { 0 };
	double p[4];

	for (size_t i = 0; i < 4; i++)
		p[i] = exp(logs[i]);
	if (l->kind == CS_MODEL_PARETONBD)
		add_pareto_rows(l, p, &sum);
	else
		add_rows(l, p, &sum);
	for (size_t i = 0; i < 4; i++)
		gradient[i] = sum.by[i] * p[i] / sum.weight;
	return sum.value / sum.weight + l->constant;
}

static double
pareto_odds(const struct cs_quadrature *q, const double p[], double x, double last, double age)
{
	if (age <= last)
		return -INFINITY;
	return log(p[2]) + integrate(q, p, x, last, age).log + (p[0] + x) * log(p[1] + age) +
	    p[2] * log(p[3] + age);
}

double
cs_log_odds_lost(const struct cs_model *model, double x, double last, double age)
{
	const double *p = model->parameters;
	double a = p[2], b = p[3], shape = p[0] + model->k * x;

	switch (model->kind) {
	case CS_MODEL_PARETONBD:
		return pareto_odds(&model->quadrature, p, x, last, age);
	case CS_MODEL_BGNBD:
		return x > 0 ? log(a / (b + x - 1)) + shape * log((p[1] + age) / (p[1] + last)) : -INFINITY;
	case CS_MODEL_MBGNBD:
		return log(a / (b + x)) + shape * log((p[1] + age) / (p[1] + last)) -
		    erlang_tail(shape, (age - last) / (p[1] + age), model->k).log;
	case CS_MODEL_GAMMAGAMMA:
		break;
	}
	CS_BUG("this model knows nobody who is lost");
}
