#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "stream/csv.h"
#include "stream/out.h"
#include "stream/reader.h"
#include "unit.h"

/* The rows of a file as one text: fields in <>, a fault as !, lines in front. */
static void
read_all(const char *path, const struct cs_reader_options *options, struct cs_str *out)
{
	struct cs_reader *reader;
	struct cs_row row;
	struct cs_err err;
	enum cs_status st = cs_reader_open(&reader, path, options, &err);

	cs_str_clear(out);
	cs_str_add(out, "");
	if (st != CS_OK) {
		cs_str_add_format(out, "refused");
		return;
	}
	while ((st = cs_reader_next(reader, &row, &err)) == CS_ROW) {
		cs_str_add_format(out, "%llu%s", (unsigned long long)row.line, row.fault ? "!" : ":");
		for (size_t i = 0; i < row.count; i++)
			cs_str_add_format(out, "<%.*s>", (int)row.fields[i].len, row.fields[i].text);
		cs_str_add_char(out, '\n');
	}
	if (st != CS_OK)
		cs_str_add_format(out, "failed %d", (int)st);
	cs_reader_close(reader);
}

static void
write_file(const char *path, const char *bytes, size_t len)
{
	FILE *f = fopen(path, "wb");

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	CU_ASSERT_EQUAL(fwrite(bytes, 1, len, f), len);
	fclose(f);
}

static char path[64]; /* one scratch file, named after the process */

static const struct {
	const char *bytes;
	size_t len;
	char separator;
	const char *rows;
} known[] = {
#define CASE(text, separator, rows) { text, sizeof(text) - 1, separator, rows }
	CASE("a,b\n1,2\n", 0, "1:<a><b>\n2:<1><2>\n"),
	CASE("\xEF\xBB\xBF" "a,b\r\n1,2\r\n", 0, "1:<a><b>\n2:<1><2>\n"),
	CASE("a,b\n\n  \n1,2", 0, "1:<a><b>\n4:<1><2>\n"),
	CASE("a;b\n1,5;2\n", 0, "1:<a><b>\n2:<1,5><2>\n"),
	CASE("a\tb\nx\\ty\tz\\\\\\n\n", 0, "1:<a><b>\n2:<x\ty><z\\\n>\n"),
	CASE("a,b\n\"1,\"\"x\"\"\",\"two\nlines\"\nlast,\n", 0, "1:<a><b>\n2:<1,\"x\"><two\nlines>\n4:<last><>\n"),
	CASE("a,b\n  keep , blanks  \n", 0, "1:<a><b>\n2:<  keep >< blanks  >\n"),
	CASE("a,b\nx\"y,2\n3,4\n", 0, "1:<a><b>\n2!\n3:<3><4>\n"),
	CASE("a,b\n\"x\"y,2\n3,4\n", 0, "1:<a><b>\n2!\n3:<3><4>\n"),
	CASE("a,b\n\"never closed,2\n3,4\n", 0, "1:<a><b>\nfailed 5"),
	/* What is cut off within its line is a bad row; a quote that swallows lines is a bad file. */
	CASE("a,b\n1,2\n\"never closed,2", 0, "1:<a><b>\n2:<1><2>\n3!\n"),
	CASE("a,b\n\"never closed,2\n3,4", 0, "1:<a><b>\nfailed 5"),
	/* A stray quote is a bad row on the last line too. */
	CASE("a,b\n1,2\"x", 0, "1:<a><b>\n2!\n"), CASE("a,b\n1,\"2\"x", 0, "1:<a><b>\n2!\n"),
	CASE("a,b\n1\xFF,2\n3,4\n", 0, "1:<a><b>\n2!\n3:<3><4>\n"),
	CASE("a,b\n1,\0\n3,4\n", 0, "1:<a><b>\n2!\n3:<3><4>\n"),
	CASE(" id  date\r\n 1 19970101  2\r\n", ' ', "1:<id><date>\n2:<1><19970101><2>\n"),
	/* 주문번호,똠 in CP949; 똠 is one of the syllables that EUC-KR lacks. */
	CASE("\xC1\xD6\xB9\xAE\xB9\xF8\xC8\xA3,\x8C\x63\n1,2\n", 0, "1:<주문번호><똠>\n2:<1><2>\n"),
	/* "a<TAB>b" as a spreadsheet's Unicode text: UTF-16 with quotes as in CSV. */
	CASE("\xFF\xFE" "a\0\t\0b\0\n\0\"\0x\0\t\0y\0\"\0\t\0z\0\n\0", 0, "1:<a><b>\n2:<x\ty><z>\n"),
	CASE("", 0, ""),
	CASE("\n\n", 0, ""),
	CASE("only", 0, "1:<only>\n"),
};

static void
test_known_rows(void)
{
	struct cs_str out = { 0 };

	snprintf(path, sizeof(path), "/tmp/cs-unit-%ld.csv", (long)getpid());
	for (size_t i = 0; i < CS_COUNT(known); i++) {
		struct cs_reader_options options = { .separator = known[i].separator };

		write_file(path, known[i].bytes, known[i].len);
		read_all(path, &options, &out);
		CU_ASSERT_STRING_EQUAL(out.data, known[i].rows);
		if (strcmp(out.data, known[i].rows) != 0)
			fprintf(stderr, "case %zu: got %s\n", i, out.data);
	}
	cs_str_release(&out);
}

static void
test_any_chunk_gives_the_same_rows(void)
{
	struct cs_str whole = { 0 }, parts = { 0 };

	for (size_t i = 0; i < CS_COUNT(known); i++) {
		struct cs_reader_options options = { .separator = known[i].separator };

		/* Longer than the smallest chunk, so that rows are cut everywhere. */
		struct cs_str bytes = { 0 };

		for (int n = 0; n < 8; n++)
			cs_str_add_n(&bytes, known[i].bytes, known[i].len);
		write_file(path, bytes.data, bytes.len);
		read_all(path, &options, &whole);
		for (options.chunk = 64; options.chunk < 64 + bytes.len; options.chunk++) {
			read_all(path, &options, &parts);
			if (strcmp(whole.data, parts.data) != 0) {
				CU_FAIL("rows depend on the chunk");
				break;
			}
		}
		cs_str_release(&bytes);
	}
	cs_str_release(&whole);
	cs_str_release(&parts);
}

static unsigned
draw(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16;
}

/* libcsv alone, line by line: what the reader must agree with. */
static void
read_with_libcsv(const char *bytes, size_t len, struct cs_str *out)
{
	struct cs_csv *csv = cs_csv_open(',');
	size_t at = 0;

	cs_str_clear(out);
	cs_str_add(out, "");
	while (at < len) {
		const char *end = memchr(bytes + at, '\n', len - at);
		size_t line = end ? (size_t)(end - bytes) - at + 1 : len - at;
		enum cs_csv_state state = cs_csv_feed(csv, bytes + at, line, !end);

		at += line;
		if (state == CS_CSV_BROKEN)
			cs_str_add(out, "!\n");
		if (state != CS_CSV_ROW)
			continue;
		for (size_t i = 0; i < cs_csv_count(csv); i++) {
			size_t n;
			const char *text = cs_csv_field(csv, i, &n);

			cs_str_add_format(out, "<%.*s>", (int)n, text);
		}
		cs_str_add_char(out, '\n');
	}
	cs_csv_close(csv);
}

/* Takes the line numbers off, which libcsv does not know. */
static void
drop_lines(struct cs_str *rows)
{
	char *to = rows->data, *from = rows->data;

	while (*from) {
		while (*from >= '0' && *from <= '9')
			from++;
		from += *from == ':';
		char *end = strchr(from, '\n');
		size_t n = end ? (size_t)(end - from) + 1 : strlen(from);

		/* A newline inside a field is not the end of a row. */
		while (end && end[-1] != '>' && end[-1] != '!' && (end = strchr(end + 1, '\n')))
			n = (size_t)(end - from) + 1;
		memmove(to, from, n);
		to += n;
		from += n;
	}
	*to = '\0';
}

static void
test_agrees_with_libcsv(void)
{
	static const char letters[] = "a,\"b\"\",\xED\x95\x9C \"x\",\"1\"";
	struct cs_str bytes = { 0 }, ours = { 0 }, theirs = { 0 };
	struct cs_reader_options options = { .separator = ',' };
	unsigned state = 7;
	int compared = 0;

	for (int round = 0; round < 3000; round++) {
		cs_str_clear(&bytes);
		for (unsigned n = 3 + draw(&state) % 30; n > 0; n--) {
			size_t i = draw(&state) % (sizeof(letters) - 1);

			/* Hangul goes in whole. */
			if ((letters[i] & 0x80) != 0)
				cs_str_add(&bytes, "한");
			else
				cs_str_add_char(&bytes, letters[i]);
		}
		cs_str_add(&bytes, ",end\n");
		write_file(path, bytes.data, bytes.len);
		read_all(path, &options, &ours);
		read_with_libcsv(bytes.data, bytes.len, &theirs);
		/* A quote left open is a failure of the file for us, and silence for libcsv. */
		if (strstr(ours.data, "failed"))
			continue;
		drop_lines(&ours);
		compared++;
		if (strcmp(ours.data, theirs.data) != 0) {
			fprintf(stderr, "of %s ours %s theirs %s\n", bytes.data, ours.data, theirs.data);
			CU_FAIL_FATAL("the reader and libcsv differ");
		}
	}
	CU_ASSERT_TRUE(compared > 1000);
	cs_str_release(&bytes);
	cs_str_release(&ours);
	cs_str_release(&theirs);
}

static void
test_write_then_read_is_identity(void)
{
	static const char *const cells[] = { "plain", "", "a,b", "tab\there", "line\nbreak", "cr\rhere", "back\\slash",
		"\"quoted\"", "한글, \"섞임\"\n", "\\t", " blanks ", "\\" };
	static const struct cs_col columns[] = { { "one", CS_CELL_TEXT }, { "two", CS_CELL_TEXT } };
	struct cs_err err;

	for (int format = CS_FORMAT_TSV; format <= CS_FORMAT_CSV; format++) {
		struct cs_out_options options = { .format = (enum cs_format)format, .path = path };
		struct cs_reader_options reading = { .separator = format == CS_FORMAT_TSV ? '\t' : ',' };
		struct cs_reader *reader;
		struct cs_out *out;
		struct cs_row row;

		CU_ASSERT_EQUAL_FATAL(cs_out_open(&out, &options, &err), CS_OK);
		cs_out_begin(out, columns, 2);
		for (size_t i = 0; i < CS_COUNT(cells); i++) {
			cs_out_str(out, cells[i]);
			cs_out_str(out, "x");
			cs_out_end(out);
		}
		CU_ASSERT_EQUAL(cs_out_close(out, true, &err), CS_OK);
		CU_ASSERT_EQUAL_FATAL(cs_reader_open(&reader, path, &reading, &err), CS_OK);
		CU_ASSERT_EQUAL(cs_reader_next(reader, &row, &err), CS_ROW);
		for (size_t i = 0; i < CS_COUNT(cells); i++) {
			CU_ASSERT_EQUAL_FATAL(cs_reader_next(reader, &row, &err), CS_ROW);
			CU_ASSERT_EQUAL_FATAL(row.count, 2);
			CU_ASSERT_EQUAL(row.fields[0].len, strlen(cells[i]));
			CU_ASSERT_EQUAL(memcmp(row.fields[0].text, cells[i], strlen(cells[i])), 0);
		}
		CU_ASSERT_EQUAL(cs_reader_next(reader, &row, &err), CS_OK);
		cs_reader_close(reader);
	}
}

static void
test_output_file_is_whole_or_absent(void)
{
	static const struct cs_col columns[] = { { "one", CS_CELL_TEXT } };
	struct cs_out_options options = { .format = CS_FORMAT_TSV, .path = path };
	struct cs_err err;
	struct cs_out *out;

	unlink(path);
	CU_ASSERT_EQUAL_FATAL(cs_out_open(&out, &options, &err), CS_OK);
	cs_out_begin(out, columns, 1);
	cs_out_str(out, "row");
	cs_out_end(out);
	CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
	CU_ASSERT_EQUAL(cs_out_close(out, false, &err), CS_OK);
	CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
}

static void
test_columns_by_name(void)
{
	struct cs_want wants[] = { { "b", true, 0 }, { "absent", false, 0 }, { "a", true, 0 } };
	struct cs_want missing[] = { { "c", true, 0 } };
	struct cs_reader_options options = { 0 };
	struct cs_reader *reader;
	struct cs_row row;
	struct cs_err err;

	write_file(path, "a,b\n1\n", 6);
	CU_ASSERT_EQUAL_FATAL(cs_reader_open(&reader, path, &options, &err), CS_OK);
	CU_ASSERT_EQUAL(cs_reader_next(reader, &row, &err), CS_ROW);
	CU_ASSERT_EQUAL(cs_columns_find(reader, &row, wants, CS_COUNT(wants), &err), CS_OK);
	CU_ASSERT_EQUAL(wants[0].index, 1);
	CU_ASSERT_EQUAL(wants[1].index, -1);
	CU_ASSERT_EQUAL(wants[2].index, 0);
	CU_ASSERT_EQUAL(cs_columns_find(reader, &row, missing, 1, &err), CS_EINPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "\"c\""));
	CU_ASSERT_EQUAL(cs_reader_next(reader, &row, &err), CS_ROW);
	CU_ASSERT_EQUAL(cs_row_field(&row, wants[0].index).len, 0);
	CU_ASSERT_EQUAL(cs_row_field(&row, wants[2].index).text[0], '1');
	cs_reader_close(reader);
	unlink(path);
}

const CU_TestInfo reader_tests[] = {
	{ "known rows", test_known_rows },
	{ "any chunk gives the same rows", test_any_chunk_gives_the_same_rows },
	{ "agrees with libcsv", test_agrees_with_libcsv },
	{ "write then read is identity", test_write_then_read_is_identity },
	{ "an output file is whole or absent", test_output_file_is_whole_or_absent },
	{ "columns by name", test_columns_by_name },
	CU_TEST_INFO_NULL,
};
