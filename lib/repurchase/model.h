/*
 * Models of prediction: who is still a customer, and how many purchases to
 * expect.  Fitted by maximum likelihood; a fit that cannot be trusted is
 * refused with a reason and gives no number.
 */
#ifndef CS_MODEL_H
#define CS_MODEL_H

#include "repurchase/seen.h"
#include "stat/special.h"

enum cs_model_kind { CS_MODEL_MBGNBD, CS_MODEL_BGNBD, CS_MODEL_PARETONBD, CS_MODEL_GAMMAGAMMA };

#define CS_MODEL_WORDS "mbgnbd|bgnbd|paretonbd|gammagamma"
#define CS_MODEL_SIZE 4
#define CS_MODEL_REPEATERS 100 /* fewer tell nothing of how customers differ */

struct cs_model {
	enum cs_model_kind kind;
	int k;                        /* Erlang's; 1 but where buying is regular */
	double days;                  /* in the unit of time; 7 is a week */
	size_t size;                  /* of the parameters */
	double parameters[CS_MODEL_SIZE];
	double errors[CS_MODEL_SIZE]; /* standard ones, by the curvature */
	double log_likelihood;
	double steepness, condition;  /* of the fit: see stat/maximum.h */
	double regularity;            /* Wheat and Morrison's k */
	size_t customers, repeaters, rows;
	size_t without_amount;        /* repeaters whose mean amount is not above 0: gamma-gamma leaves them out */
	int evaluations;
	struct cs_quadrature quadrature;
};

extern const char *const cs_model_names[];
/* The names of the parameters, CS_MODEL_SIZE for each kind. */
extern const char *const cs_model_parameters[][CS_MODEL_SIZE];

/*
 * Fits model->kind, with model->days set and everything else zero.  MBG/NBD
 * becomes MBG/CNBD-k where buying is clearly regular and the likelihood
 * agrees.  CS_OK, or CS_NONE with the reason why there is no answer.
 */
enum cs_status cs_model_fit(struct cs_model *model, const struct cs_base *base, struct cs_err *err);

/* What is to be expected of one customer. */
struct cs_forecast {
	double alive;    /* the probability that he is still a customer */
	double expected; /* purchases within the horizon */
};

/* Of a customer with so many repeat purchases; all times in days. */
struct cs_forecast cs_model_forecast(const struct cs_model *model, uint32_t repeats, int32_t last,
    int32_t age, double horizon);

/*
 * All purchases to come of such a customer, each worth the less the later it
 * comes, by `yearly` (0.15 is 15 % a year): DERT of Fader, Hardie and Lee
 * 2005.  Pareto/NBD only; NaN where it cannot be told.
 */
double cs_model_residual(const struct cs_model *model, uint32_t repeats, int32_t last, int32_t age, double yearly);

/* Purchases of somebody who is about to make the first one, after it, within so many days. */
double cs_model_newcomer(const struct cs_model *model, double horizon);

/* The mean amount to expect of a purchase, by a fitted gamma-gamma model. */
double cs_model_spend(const struct cs_model *model, uint32_t repeats, double spend);

#define CS_HOLDOUT_REPEATS 8

/* How well the forecast met what happened after the end of observation. */
struct cs_holdout {
	double days;                /* its length */
	int64_t customers, actual;  /* purchases that were made */
	/* By the model, by everybody's own pace before, and by the pace of all. */
	struct cs_holdout_side {
		double expected, absolute, squared; /* sums; of |error| and of its square */
	} model, own_pace, mean_pace;
	/* By the number of repeat purchases before; the last has all above. */
	struct {
		int64_t customers, actual;
		double expected;
	} repeats[CS_HOLDOUT_REPEATS];
};
void cs_holdout_run(struct cs_holdout *holdout, const struct cs_model *model, const struct cs_base *base);

#endif
