/* Runs every suite of unit tests; exit 1 when one fails. */
#include <stdio.h>
#include <string.h>

#include "unit.h"

static const struct suite suites[] = {
	{ "base", base_tests },
	{ "proportion", proportion_tests },
	{ "ratio", ratio_tests },
	{ "share", share_tests },
	{ "usual", usual_tests },
	{ "ledger", ledger_tests },
	{ "reader", reader_tests },
	{ "store", store_tests },
	{ "table", table_tests },
	{ "plot", plot_tests },
	{ "spc", spc_tests },
	{ "document", document_tests },
	{ "calendar", calendar_tests },
	{ "law", law_tests },
	{ "letter", letter_tests },
	{ "repurchase", repurchase_tests },
	{ "value", value_tests },
	{ "match", match_tests },
	{ "model", model_tests },
	{ "normal", normal_tests },
	{ "guide", guide_tests },
	{ "wording", wording_tests },
	{ "hours", hours_tests },
	{ "clock", clock_tests },
	{ "cause", cause_tests },
	{ "score", score_tests },
};

static int
add_suites(const char *only)
{
	for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
		if (only && strcmp(only, suites[i].name) != 0)
			continue;
		CU_pSuite suite = CU_add_suite(suites[i].name, NULL, NULL);

		for (const CU_TestInfo *t = suites[i].tests; suite && t->pName; t++) {
			if (!CU_add_test(suite, t->pName, t->pTestFunc))
				return -1;
		}
	}
	return CU_get_error() == CUE_SUCCESS ? 0 : -1;
}

int
main(int argc, char *argv[])
{
	if (CU_initialize_registry() != CUE_SUCCESS || add_suites(argc > 1 ? argv[1] : NULL) != 0) {
		fprintf(stderr, "unit: %s\n", CU_get_error_msg());
		return 4;
	}
	CU_basic_set_mode(CU_BRM_NORMAL);
	CU_basic_run_tests();
	unsigned failed = CU_get_number_of_tests_failed();

	/* What check.sh adds up: assertions are not tests, tests are. */
	printf("unit: %u passed, %u failed\n", CU_get_number_of_tests_run() - failed, failed);
	CU_cleanup_registry();
	return failed ? 1 : 0;
}
