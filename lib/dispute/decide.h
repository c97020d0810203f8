/*
 * A stream of case facts in, a stream of verdicts out, in constant memory:
 * each row is judged by itself.
 */
#ifndef CS_DECIDE_H
#define CS_DECIDE_H

#include "dispute/judge.h"

struct cs_out;
struct cs_reader;

struct cs_decide {
	struct cs_court court;
	bool explain;    /* print the way to the verdict, a step a row */
	bool keep_going; /* a bad row is told and left out */
	struct cs_out *out;
	/* Gets "cases.tsv:7: state: unknown word ..." for each of the first 20. */
	void (*tell)(const char *message);
	uint64_t rows, bad;
};

/*
 * Reads cases from an open reader.  CS_EINPUT when a needed column is absent
 * or, without keep_going, when a row was bad; CS_NOTE when bad rows were left
 * out.
 */
enum cs_status cs_decide_stream(struct cs_decide *decide, struct cs_reader *reader,
    struct cs_err *err);

/* Writes the header, and one verdict or the steps to it. */
void cs_decide_begin(struct cs_decide *decide);
enum cs_status cs_decide_write(struct cs_decide *decide, const char *case_id, size_t len,
    const struct cs_facts *facts, struct cs_err *err);

/* "state value_loss": names of the facts in the set, parted by blanks. */
struct cs_str;
void cs_missing_text(uint64_t missing, struct cs_str *out);

/* The sentence of the rule, or for a price what speaks for and against. */
void cs_verdict_why(const struct cs_verdict *verdict, const struct cs_facts *facts,
    struct cs_str *out);

#endif
