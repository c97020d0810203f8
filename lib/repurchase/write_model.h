/*
 * The models as records: a line for each parameter, then for what tells how
 * far to trust them.
 */
#ifndef CS_WRITE_MODEL_H
#define CS_WRITE_MODEL_H

#include "repurchase/model.h"
#include "repurchase/track.h"
#include "stream/out.h"

/* `fit` and `holdout` may be NULL. */
void cs_model_write(const struct cs_model *model, const struct cs_fit *fit, const struct cs_holdout *holdout,
    struct cs_out *out);

/* Customers by the number of their repeat purchases, and as the model has them. */
void cs_fit_write(const struct cs_fit *fit, const struct cs_model *model, struct cs_out *out);

/* Repeat purchases by the end of every seventh day from the first one to `last`. */
void cs_track_write(const struct cs_model *model, const struct cs_base *base, cs_day last, struct cs_out *out);

/* On standard error: that a model rests on few, that amounts were left out, how the holdout went. */
void cs_tell_model(const struct cs_model *model, const struct cs_holdout *holdout);

#endif
