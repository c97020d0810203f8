/*
 * What is done for the people who answer.  The Occupational Safety and Health
 * Act (산업안전보건법) Art. 41 wants measures that prevent harm by customers'
 * words, and measures once harm occurs or is likely; nobody may suffer for
 * asking for them.  A table (protect.tsv) says what can be done and how often
 * it should be; the log of the register (register.h) says what was done when.
 * A pointer to the law, and no legal advice.
 */
#ifndef CS_PROTECT_H
#define CS_PROTECT_H

#include "consult/desk.h"
#include "stream/out.h"

/*
 * What the table asks for, with how often and when it was last done; returns
 * in *overdue how many measures of prevention are overdue or were never taken.
 */
enum cs_status cs_protect_print_duties(struct cs_desk *desk, bool korean, struct cs_out *out, size_t *overdue,
    struct cs_err *err);

/* Abuse and harassment from..to, and what was done; *without counts those for which nothing was. */
enum cs_status cs_protect_print_incidents(struct cs_desk *desk, cs_day from, cs_day to, struct cs_out *out,
    size_t *without, struct cs_err *err);

#endif
