#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "store/db.h"
#include "unit.h"

static struct cs_db *
fresh(void)
{
	struct cs_err err = { 0 };
	struct cs_db *db;

	CU_ASSERT_EQUAL_FATAL(cs_db_open(&db, CS_DB_MEMORY, CS_DB_WRITE, &err), CS_OK);
	return db;
}

/* Migrations and what they contain are scripts, not statements. */
static bool
is_script(enum cs_sql which)
{
	return strncmp(cs_sql_name(which), "MIGRATE_", 8) == 0 ||
	    strncmp(cs_sql_name(which), "ORDER_INDEXES_", 14) == 0;
}

static void
test_every_statement_prepares(void)
{
	struct cs_db *db = fresh();

	/* One that does not prepare is a bug and ends the test by abort(). */
	for (size_t i = 0; i < CS_SQL_COUNT; i++) {
		if (!is_script((enum cs_sql)i))
			CU_ASSERT_PTR_NOT_NULL(cs_db_stmt(db, (enum cs_sql)i));
	}
	cs_db_close(db);
}

static void
test_no_unplanned_scan(void)
{
	struct cs_db *db = fresh();
	struct cs_str plan = { 0 };
	struct cs_err err = { 0 };

	for (size_t i = 0; i < CS_SQL_COUNT; i++) {
		if (is_script((enum cs_sql)i) || cs_sql_may_scan((enum cs_sql)i))
			continue;
		cs_str_clear(&plan);
		cs_str_add(&plan, "");
		CU_ASSERT_EQUAL_FATAL(cs_db_plan(db, (enum cs_sql)i, &plan, &err), CS_OK);
		/* Reading a constant row, a subquery or a list is no table scan. */
		for (const char *p = strstr(plan.data, "SCAN "); p; p = strstr(p + 1, "SCAN ")) {
			if (strncmp(p, "SCAN CONSTANT", 13) == 0 || strncmp(p, "SCAN (", 6) == 0)
				continue;
			fprintf(stderr, "%s scans:\n%s", cs_sql_name((enum cs_sql)i), plan.data);
			CU_FAIL("a statement scans a table unplanned");
			break;
		}
	}
	cs_str_release(&plan);
	cs_db_close(db);
}

/*
 * The two hot paths: reading all purchases in customer and day order touches
 * the covering index alone and sorts nothing; adding a line seeks by its key.
 */
static void
test_hot_paths(void)
{
	struct cs_db *db = fresh();
	struct cs_str plan = { 0 };
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL(cs_db_plan(db, CS_SQL_PURCHASE_SCAN, &plan, &err), CS_OK);
	CU_ASSERT_STRING_EQUAL(plan.data, "SCAN order_line USING COVERING INDEX purchase\n");
	cs_str_clear(&plan);
	CU_ASSERT_EQUAL(cs_db_plan(db, CS_SQL_LINE_FIND, &plan, &err), CS_OK);
	CU_ASSERT_STRING_EQUAL(plan.data, "SEARCH order_line USING PRIMARY KEY (order_id=? AND line_no=?)\n");
	cs_str_clear(&plan);
	CU_ASSERT_EQUAL(cs_db_plan(db, CS_SQL_ORDER_FIND, &plan, &err), CS_OK);
	CU_ASSERT_STRING_EQUAL(plan.data, "SEARCH orders USING INDEX sqlite_autoindex_orders_1 (order_no=?)\n");
	cs_str_release(&plan);
	cs_db_close(db);
}

static void
test_nested_transactions(void)
{
	struct cs_db *db = fresh();
	struct cs_err err = { 0 };
	struct cs_stmt *stmt;

	CU_ASSERT_EQUAL(cs_db_begin(db, &err), CS_OK);
	CU_ASSERT_EQUAL(cs_db_begin(db, &err), CS_OK);
	stmt = cs_db_stmt(db, CS_SQL_SHOP_SET);
	cs_bind_text(stmt, ":currency", "GBP", 3);
	cs_bind_int(stmt, ":decimals", 2);
	cs_bind_int(stmt, ":unit", 100);
	CU_ASSERT_EQUAL(cs_run(stmt, &err), CS_OK);
	CU_ASSERT_EQUAL(cs_db_commit(db, &err), CS_OK);
	cs_db_rollback(db);
	stmt = cs_db_stmt(db, CS_SQL_SHOP_GET);
	CU_ASSERT_EQUAL(cs_step(stmt, &err), CS_OK);
	cs_db_close(db);
}

static void
test_constraints_hold(void)
{
	struct cs_db *db = fresh();
	struct cs_err err = { 0 };
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_SHOP_SET);

	cs_bind_text(stmt, ":currency", "won", 3);
	cs_bind_int(stmt, ":decimals", 0);
	cs_bind_int(stmt, ":unit", 1);
	CU_ASSERT_EQUAL(cs_run(stmt, &err), CS_EDB);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "constraint"));
	cs_db_close(db);
}

/* A store that nothing was put into is gone when it is closed. */
static void
test_unused_store_goes(void)
{
	char path[64];
	struct cs_err err = { 0 };
	struct cs_db *db;

	snprintf(path, sizeof(path), "/tmp/cs-unit-%ld.db", (long)getpid());
	CU_ASSERT_EQUAL_FATAL(cs_db_open(&db, path, CS_DB_WRITE, &err), CS_OK);
	CU_ASSERT_EQUAL(access(path, F_OK), 0);
	cs_db_close(db);
	CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
}

const CU_TestInfo store_tests[] = {
	{ "every statement prepares", test_every_statement_prepares },
	{ "no statement scans unplanned", test_no_unplanned_scan },
	{ "hot paths", test_hot_paths },
	{ "nested transactions", test_nested_transactions },
	{ "constraints hold", test_constraints_hold },
	{ "an unused store goes", test_unused_store_goes },
	CU_TEST_INFO_NULL,
};
