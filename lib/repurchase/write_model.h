/*
 * The models as records: a line for each parameter, then for what tells how
 * far to trust them.
 */
#ifndef CS_WRITE_MODEL_H
#define CS_WRITE_MODEL_H

#include "repurchase/model.h"
#include "stream/out.h"

/* `holdout` may be NULL. */
void cs_model_write(const struct cs_model *model, const struct cs_holdout *holdout, struct cs_out *out);

/* On standard error: that a model rests on few, that amounts were left out, how the holdout went. */
void cs_tell_model(const struct cs_model *model, const struct cs_holdout *holdout);

#endif
