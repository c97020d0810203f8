/* The unit tests' own list of suites: main.c runs them in this order. */
#ifndef CS_UNIT_H
#define CS_UNIT_H

#include <CUnit/Basic.h>

/* A suite is a named table of tests that ends with a NULL name. */
struct suite {
	const char *name;
	const CU_TestInfo *tests;
};

extern const CU_TestInfo base_tests[];
extern const CU_TestInfo proportion_tests[];
extern const CU_TestInfo ratio_tests[];
extern const CU_TestInfo share_tests[];
extern const CU_TestInfo usual_tests[];
extern const CU_TestInfo ledger_tests[];
extern const CU_TestInfo reader_tests[];
extern const CU_TestInfo store_tests[];
extern const CU_TestInfo table_tests[];
extern const CU_TestInfo plot_tests[];
extern const CU_TestInfo spc_tests[];
extern const CU_TestInfo document_tests[];
extern const CU_TestInfo calendar_tests[];
extern const CU_TestInfo law_tests[];
extern const CU_TestInfo letter_tests[];
extern const CU_TestInfo repurchase_tests[];
extern const CU_TestInfo value_tests[];
extern const CU_TestInfo match_tests[];
extern const CU_TestInfo model_tests[];
extern const CU_TestInfo normal_tests[];
extern const CU_TestInfo guide_tests[];
extern const CU_TestInfo wording_tests[];
extern const CU_TestInfo hours_tests[];
extern const CU_TestInfo clock_tests[];
extern const CU_TestInfo cause_tests[];
extern const CU_TestInfo score_tests[];

#endif
