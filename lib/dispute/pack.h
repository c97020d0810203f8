/*
 * Everything about a case in one folder, ready for a mediator: facts with
 * their sources, timeline, verdict, the steps to it, the letter, and the
 * correspondence that is given, with a manifest that sha256sum -c checks.
 */
#ifndef CS_PACK_H
#define CS_PACK_H

#include "dispute/docket.h"
#include "dispute/letter.h"

struct cs_pack {
	const char *folder;         /* made by the call; must not exist */
	const char **attachments;   /* files to copy */
	size_t attachment_count;
	const struct cs_letter *letter;
};

/*
 * The whole folder or none of it. CS_OK; CS_NOTE when the folder exists;
 * CS_NONE, CS_EIO, CS_EDB.
 */
enum cs_status cs_pack_write(struct cs_docket *docket, const struct cs_case *c,
    const struct cs_pack *pack, struct cs_err *err);

/* The whole file as text. CS_EIO names the file. */
struct cs_str;
enum cs_status cs_file_read(const char *path, struct cs_str *out, struct cs_err *err);

#endif
