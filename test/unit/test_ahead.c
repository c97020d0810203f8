#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stream/ahead.h"
#include "unit.h"

#define ROWS 3000 /* more than the ring of blocks holds */

/* Row i is "i,name i,<blank>"; every 700th is quoted over two lines, every 900th is no UTF-8, every 1,100th is short. */
static void
write_rows(char *path)
{
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs("number,name,rest\n", file);
	for (int i = 1; i <= ROWS; i++) {
		if (i % 700 == 0)
			fprintf(file, "%d,\"name\n%d\",\n", i, i);
		else if (i % 900 == 0)
			fprintf(file, "%d,\xff,\n", i);
		else if (i % 1100 == 0)
			fprintf(file, "%d\n", i);
		else
			fprintf(file, "%d,name %d,\n", i, i);
	}
	CU_ASSERT_EQUAL(fclose(file), 0);
}

static struct cs_reader *
open_reader(const char *path, struct cs_want wants[3])
{
	const struct cs_reader_options options = { .encoding = "utf-8" };
	struct cs_reader *reader;
	struct cs_row header;
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL_FATAL(cs_reader_open(&reader, path, &options, &err), CS_OK);
	CU_ASSERT_EQUAL_FATAL(cs_reader_next(reader, &header, &err), CS_ROW);
	wants[0] = (struct cs_want){ "name", true, -1 };
	wants[1] = (struct cs_want){ "absent", false, -1 };
	wants[2] = (struct cs_want){ "number", true, -1 };
	CU_ASSERT_EQUAL_FATAL(cs_columns_find(reader, &header, wants, 3, &err), CS_OK);
	return reader;
}

static bool
same_field(struct cs_field a, struct cs_field b)
{
	return a.len == b.len && memcmp(a.text, b.text, a.len) == 0;
}

/* What the thread hands out is what the reader gives, row by row. */
static void
test_same_rows(void)
{
	char path[] = "/tmp/cs-ahead.XXXXXX";
	struct cs_want wants[3];
	struct cs_row expect, got;
	struct cs_err err = { 0 };
	size_t rows = 0, faults = 0;

	write_rows(path);
	struct cs_reader *plain = open_reader(path, wants), *reader = open_reader(path, wants);
	struct cs_ahead *ahead = cs_ahead_open(reader, wants, 3);

	while (cs_reader_next(plain, &expect, &err) == CS_ROW) {
		CU_ASSERT_EQUAL_FATAL(cs_ahead_next(ahead, &got, &err), CS_ROW);
		CU_ASSERT_EQUAL(got.line, expect.line);
		CU_ASSERT_PTR_EQUAL(got.fault, expect.fault);
		CU_ASSERT_EQUAL_FATAL(got.count, 3);
		CU_ASSERT_TRUE(same_field(got.fields[0], cs_row_field(&expect, 1)));
		CU_ASSERT_EQUAL(got.fields[1].len, 0);
		CU_ASSERT_TRUE(same_field(got.fields[2], cs_row_field(&expect, 0)));
		rows++;
		faults += got.fault != NULL;
	}
	CU_ASSERT_EQUAL(rows, ROWS);
	CU_ASSERT_EQUAL(faults, 3);
	/* The end stays the end. */
	CU_ASSERT_EQUAL(cs_ahead_next(ahead, &got, &err), CS_OK);
	CU_ASSERT_EQUAL(cs_ahead_next(ahead, &got, &err), CS_OK);
	cs_ahead_close(ahead);
	cs_reader_close(reader);
	cs_reader_close(plain);
	unlink(path);
}

/* A caller that has seen enough may leave at any row. */
static void
test_leaving_early(void)
{
	static const size_t rows[] = { 0, 1, 511, 512, 513, 2999 };
	char path[] = "/tmp/cs-ahead.XXXXXX";
	struct cs_want wants[3];
	struct cs_row got;
	struct cs_err err = { 0 };

	write_rows(path);
	for (size_t i = 0; i < CS_COUNT(rows); i++) {
		struct cs_reader *reader = open_reader(path, wants);
		struct cs_ahead *ahead = cs_ahead_open(reader, wants, 3);

		for (size_t row = 0; row < rows[i]; row++)
			CU_ASSERT_EQUAL(cs_ahead_next(ahead, &got, &err), CS_ROW);
		cs_ahead_close(ahead);
		cs_reader_close(reader);
	}
	unlink(path);
}

/* A quote that never closes ends the reading, behind the rows before it. */
static void
test_broken_end(void)
{
	char path[] = "/tmp/cs-ahead.XXXXXX";
	struct cs_want wants[3];
	struct cs_row got;
	struct cs_err err = { 0 };
	FILE *file = fdopen(mkstemp(path), "w");

	fputs("number,name\n1,a\n2,\"b\n", file);
	CU_ASSERT_EQUAL(fclose(file), 0);
	struct cs_reader *reader = open_reader(path, wants);
	struct cs_ahead *ahead = cs_ahead_open(reader, wants, 3);

	CU_ASSERT_EQUAL(cs_ahead_next(ahead, &got, &err), CS_ROW);
	CU_ASSERT_EQUAL(cs_ahead_next(ahead, &got, &err), CS_EINPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, ":3: "));
	CU_ASSERT_EQUAL(cs_ahead_next(ahead, &got, &err), CS_EINPUT);
	cs_ahead_close(ahead);
	cs_reader_close(reader);
	unlink(path);
}

const CU_TestInfo ahead_tests[] = {
	{ "rows read ahead are the reader's", test_same_rows },
	{ "a caller may leave early", test_leaving_early },
	{ "a broken end comes last", test_broken_end },
	CU_TEST_INFO_NULL,
};
