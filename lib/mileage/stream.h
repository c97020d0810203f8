/*
 * Operations as rows of TSV or CSV: key kind customer_id points eff order_no
 * reason, and origin tax_class prio active_on expires_on until amount ref
 * line_no quantity actor clamp pending where they are wanted.
 */
#ifndef CS_MILEAGE_STREAM_H
#define CS_MILEAGE_STREAM_H

#include "mileage/book.h"
#include "stream/reader.h"

struct cs_op_stream;

/* Opens the file (NULL or "-": standard input) and finds its columns. CS_OK, CS_EINPUT, CS_EIO. */
enum cs_status cs_op_stream_open(struct cs_op_stream **stream, const char *path, cs_day today, struct cs_err *err);
void cs_op_stream_close(struct cs_op_stream *stream);

/*
 * The next request; its texts live until the next call.  CS_ROW, CS_OK at the
 * end, or CS_EINPUT with file, line and column in err: the row cannot be
 * understood, and reading may go on behind it.
 */
enum cs_status cs_op_stream_next(struct cs_op_stream *stream, struct cs_request *request, struct cs_err *err);

/* After CS_EINPUT: true where only that row could not be understood. */
bool cs_op_stream_goes_on(const struct cs_op_stream *stream);

/* The header as it stood, and what parts its cells; borrowed. */
const char *cs_op_stream_header(const struct cs_op_stream *stream, char *separator);

/* The row as it stood, for --rejects, and where: "ops.tsv:12". */
const struct cs_row *cs_op_stream_row(const struct cs_op_stream *stream);
void cs_op_stream_place(const struct cs_op_stream *stream, struct cs_str *out);

#endif
