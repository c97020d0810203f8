/*
 * Letters to customers in Korean, from templates that a shop can replace.
 *
 * In a template {word} is replaced, and {word:을/를} puts the particle that
 * fits the word behind it.  The words: case order order_line shop today
 * deadline deadline_line amount interest total rate days_late refund_due
 * refund_line late_lines late_promise basis reason questions remedy
 * return_cost policy policy_line.  A word that is unknown is an error: a letter with a hole in
 * it must not go out.
 */
#ifndef CS_LETTER_H
#define CS_LETTER_H

#include "dispute/docket.h"

struct cs_str;

struct cs_letter {
	const char *kind;     /* accept refuse ask weigh late; NULL: by the verdict, late where the refund is */
	const char *template; /* text of a shop's own, or NULL */
	const char *shop;     /* name of the shop */
	const char *policy;   /* the version of the shop's policy, or NULL */
	cs_day today;
	int decimals;
};

/*
 * CS_OK; CS_EUSAGE for an unknown kind or word; CS_NOTE when the case does
 * not call for such a letter (no refund is late, no fact is missing) or
 * cannot be judged.
 */
enum cs_status cs_letter_write(const struct cs_letter *letter, const struct cs_court *court,
    const struct cs_case *c, struct cs_str *out, struct cs_err *err);

/*
 * The missing facts that a letter that asks leaves out, since the shop has
 * to look them up itself: bits of enum cs_fact.
 */
uint64_t cs_letter_own_facts(const struct cs_letter *letter, const struct cs_case *c);

/* Appends the particle of "을/를" that fits the text before it. */
void cs_particle(const char *text, size_t len, const char *pair, size_t pair_len,
    struct cs_str *out);

/* "ECA 17(2)2; ECD 21" as 전자상거래법 제17조 제2항 제2호, 시행령 제21조. */
void cs_articles_korean(const char *basis, struct cs_str *out);

#endif
