/*
 * Two cores for one import: a thread reads and normalises rows ahead while
 * the caller loads them.  Rows come in the same order and with the same
 * contract as from cs_normal_next(); memory is a few blocks of rows.
 */
#ifndef CS_PIPE_H
#define CS_PIPE_H

#include "import/normal.h"

struct cs_pipe;

/* Starts reading ahead. Until the close nobody else may touch `normal`. */
struct cs_pipe *cs_pipe_open(struct cs_normal *normal);

/* Stops reading ahead, wherever it is. NULL is fine. */
void cs_pipe_close(struct cs_pipe *pipe);

/* As cs_normal_next(). */
enum cs_status cs_pipe_next(struct cs_pipe *pipe, struct cs_taken *taken, struct cs_err *err);

/* Bytes of the file behind the rows taken so far. */
uint64_t cs_pipe_bytes(const struct cs_pipe *pipe);

#endif
