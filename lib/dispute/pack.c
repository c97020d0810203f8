#include "dispute/pack.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/str.h"
#include "dispute/board.h"
#include "dispute/decide.h"
#include "stream/out.h"

/* One pack on its way to the disk. */
struct packing {
	struct cs_docket *docket;
	const struct cs_case *c;
	const struct cs_pack *pack;
	const char *folder; /* where it is made, renamed when complete */
	struct cs_str manifest;
};

enum cs_status
cs_file_read(const char *path, struct cs_str *out, struct cs_err *err)
{
	FILE *file = fopen(path, "rb");
	char buffer[16384];
	size_t n;

	if (!file)
		return cs_err_set(err, CS_EIO, "%s: %s", path, strerror(errno));
	cs_str_clear(out);
	cs_str_reserve(out, 0);
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		cs_str_add_n(out, buffer, n);
	bool failed = ferror(file);

	fclose(file);
	return failed ? cs_err_set(err, CS_EIO, _("%s: cannot be read"), path) : CS_OK;
}

/* Writes bytes under a name in the folder, and a line of the manifest. */
static enum cs_status
put(struct packing *p, const char *name, const struct cs_str *bytes, struct cs_err *err)
{
	struct cs_out_options form = { 0 };
	struct cs_str path = { 0 };
	struct cs_out *out;
	char digest[CS_DIGEST_FULL];

	cs_str_add_format(&path, "%s/%s", p->folder, name);
	form.path = path.data;
	enum cs_status st = cs_out_open(&out, &form, err);

	if (st == CS_OK) {
		cs_out_raw(out, bytes->data, bytes->len);
		st = cs_out_close(out, true, err);
	}
	cs_str_add_format(&p->manifest, "%s  %s\n", cs_digest_full(digest, bytes->data, bytes->len), name);
	cs_str_release(&path);
	return st;
}

/* Writes a table into the folder, then reads it back for the manifest. */
static enum cs_status
put_table(struct packing *p, const char *name,
    enum cs_status (*write)(struct packing *p, struct cs_out *out, struct cs_err *err),
    struct cs_err *err)
{
	struct cs_out_options form = { .format = CS_FORMAT_TSV };
	struct cs_str path = { 0 }, bytes = { 0 };
	struct cs_out *out;
	char digest[CS_DIGEST_FULL];

	cs_str_add_format(&path, "%s/%s", p->folder, name);
	form.path = path.data;
	enum cs_status st = cs_out_open(&out, &form, err);

	if (st == CS_OK) {
		st = write(p, out, err);
		struct cs_err closing;
		enum cs_status closed = cs_out_close(out, st == CS_OK, &closing);

		if (st == CS_OK && closed != CS_OK)
			*err = closing, st = closed;
	}
	if (st == CS_OK)
		st = cs_file_read(path.data, &bytes, err);
	if (st == CS_OK)
		cs_str_add_format(&p->manifest, "%s  %s\n", cs_digest_full(digest, bytes.data, bytes.len), name);
	cs_str_release(&path);
	cs_str_release(&bytes);
	return st;
}

static const struct cs_col line_columns[] = {
	{ "part", CS_CELL_TEXT }, { "date", CS_CELL_TEXT }, { "name", CS_CELL_TEXT },
	{ "value", CS_CELL_TEXT }, { "source", CS_CELL_TEXT },
};

static enum cs_status
write_facts(struct packing *p, struct cs_out *out, struct cs_err *err)
{
	(void)err;
	cs_out_begin(out, line_columns, CS_COUNT(line_columns));
	cs_board_facts(p->c, out);
	return CS_OK;
}

static enum cs_status
write_timeline(struct packing *p, struct cs_out *out, struct cs_err *err)
{
	cs_out_begin(out, line_columns, CS_COUNT(line_columns));
	return cs_board_timeline(p->docket, p->c, out, err);
}

static enum cs_status
write_judged(struct packing *p, struct cs_out *out, bool explain, struct cs_err *err)
{
	struct cs_decide d = { .court = *p->docket->court, .explain = explain, .out = out };

	cs_decide_begin(&d);
	return cs_decide_write(&d, p->c->code, strlen(p->c->code), &p->c->facts, err);
}

static enum cs_status
write_verdict(struct packing *p, struct cs_out *out, struct cs_err *err)
{
	return write_judged(p, out, false, err);
}

static enum cs_status
write_steps(struct packing *p, struct cs_out *out, struct cs_err *err)
{
	return write_judged(p, out, true, err);
}

static enum cs_status
put_letter(struct packing *p, struct cs_err *err)
{
	struct cs_str text = { 0 };
	enum cs_status st = cs_letter_write(p->pack->letter, p->docket->court, p->c, &text, err);

	/* A case that calls for no letter is packed without one. */
	if (st == CS_OK)
		st = put(p, "letter.txt", &text, err);
	else if (!cs_failed(st))
		st = CS_OK;
	cs_str_release(&text);
	return st;
}

static enum cs_status
put_attachment(struct packing *p, const char *path, size_t number, struct cs_err *err)
{
	const char *slash = strrchr(path, '/');
	struct cs_str bytes = { 0 }, name = { 0 };
	enum cs_status st = cs_file_read(path, &bytes, err);

	/* Numbered, so that two photos of one name both get in. */
	cs_str_add_format(&name, "correspondence/%02zu-%s", number, slash ? slash + 1 : path);
	if (st == CS_OK)
		st = put(p, name.data, &bytes, err);
	cs_str_release(&bytes);
	cs_str_release(&name);
	return st;
}

static enum cs_status
make_folder(const char *path, struct cs_err *err)
{
	if (mkdir(path, 0700) == 0)
		return CS_OK;
	return cs_err_set(err, CS_EIO, "%s: %s", path, strerror(errno));
}

static enum cs_status
put_correspondence(struct packing *p, struct cs_err *err)
{
	struct cs_str path = { 0 };
	enum cs_status st = CS_OK;

	if (p->pack->attachment_count == 0)
		return CS_OK;
	cs_str_add_format(&path, "%s/correspondence", p->folder);
	st = make_folder(path.data, err);
	for (size_t i = 0; st == CS_OK && i < p->pack->attachment_count; i++)
		st = put_attachment(p, p->pack->attachments[i], i + 1, err);
	cs_str_release(&path);
	return st;
}

/* The manifest does not list itself. */
static enum cs_status
put_manifest(struct packing *p, struct cs_err *err)
{
	struct cs_str copy = { 0 };

	cs_str_add_n(&copy, p->manifest.data, p->manifest.len);
	enum cs_status st = put(p, "MANIFEST.sha256", &copy, err);

	cs_str_release(&copy);
	return st;
}

static enum cs_status
put_all(struct packing *p, struct cs_err *err)
{
	enum cs_status st = put_table(p, "facts.tsv", write_facts, err);

	if (st == CS_OK)
		st = put_table(p, "timeline.tsv", write_timeline, err);
	if (st == CS_OK && p->c->judged)
		st = put_table(p, "verdict.tsv", write_verdict, err);
	if (st == CS_OK && p->c->judged)
		st = put_table(p, "steps.tsv", write_steps, err);
	if (st == CS_OK)
		st = put_letter(p, err);
	if (st == CS_OK)
		st = put_correspondence(p, err);
	return st == CS_OK ? put_manifest(p, err) : st;
}

/* Takes away what was put: each line of the manifest names a file. */
static void
take_away(struct packing *p)
{
	struct cs_str path = { 0 };
	char *line = p->manifest.data, *end;

	for (; line && (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		cs_str_clear(&path);
		cs_str_add_format(&path, "%s/%s", p->folder, strchr(line, ' ') + 2);
		unlink(path.data);
	}
	cs_str_clear(&path);
	cs_str_add_format(&path, "%s/correspondence", p->folder);
	rmdir(path.data);
	rmdir(p->folder);
	cs_str_release(&path);
}

enum cs_status
cs_pack_write(struct cs_docket *docket, const struct cs_case *c, const struct cs_pack *pack,
    struct cs_err *err)
{
	struct packing p = { .docket = docket, .c = c, .pack = pack };
	struct cs_str folder = { 0 };
	struct stat there;

	if (lstat(pack->folder, &there) == 0)
		return cs_err_set(err, CS_NOTE, _("%s: is there already; a pack is made anew or not at all"),
		    pack->folder);
	cs_str_add_format(&folder, "%s.XXXXXX", pack->folder);
	p.folder = mkdtemp(folder.data);
	enum cs_status st = p.folder ? put_all(&p, err) :
	    cs_err_set(err, CS_EIO, "%s: %s", pack->folder, strerror(errno));

	if (st == CS_OK && rename(p.folder, pack->folder) != 0)
		st = cs_err_set(err, CS_EIO, "%s: %s", pack->folder, strerror(errno));
	if (st != CS_OK && p.folder)
		take_away(&p);
	cs_str_release(&p.manifest);
	cs_str_release(&folder);
	return st;
}
