/* The model of a report and its forms: one value, one text, everywhere. */
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"
#include "report/chart.h"
#include "report/form.h"
#include "report/report.h"
#include "stream/out.h"
#include "unit.h"

static const struct cs_doc_column causes[] = {
	{ "cause", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "cases", CS_DOC_INT, CS_MASK_NONE, false },
	{ "share", CS_DOC_RATE, CS_MASK_NONE, false },
	{ "phone", CS_DOC_TEXT, CS_MASK_PHONE, false },
};

static void
add_cause(struct cs_doc *doc, const char *cause, int64_t cases)
{
	cs_doc_cell(doc, cs_doc_text(doc, cause));
	cs_doc_cell(doc, cs_doc_int(doc, cases));
	cs_doc_cell(doc, cs_doc_rate(doc, cases, 4000));
	cs_doc_cell(doc, cs_doc_text(doc, "010-1234-5678"));
}

/* A report with everything that a report can have. */
static void
fill(struct cs_doc *doc)
{
	cs_doc_init(doc, "daily");
	doc->title = "아침 보고서 <&\"'>";
	doc->from = doc->to = 20757; /* 2026-10-31 */
	doc->as_of = 20758;
	cs_doc_section(doc, "act_now", "Act now");
	cs_doc_say(doc, CS_DOC_ALARM, "%d promises are overdue <script>alert(1)</script>", 3);
	struct cs_doc_figure *f = cs_doc_figure(doc, "open_cases", "미처리", cs_doc_int(doc, 1207));

	f->severity = CS_DOC_ALARM;
	f->headline = true;
	f->definition = cs_doc_keep(doc, "cases that are not closed");
	f = cs_doc_figure(doc, "repurchase_rate", "재구매율", cs_doc_rate(doc, 431, 1000));
	f->n = 1000;
	f->low = cs_doc_share(doc, 0.4007);
	f->high = cs_doc_share(doc, 0.4619);
	f->before = cs_doc_share(doc, 0.4125);
	f->compared = "last month";
	f->change = cs_doc_points(doc, 0.0185);
	f->verdict = CS_DOC_NOISE;
	cs_doc_figure(doc, "refunds", "환급", cs_doc_money(doc, -1234500));
	f = cs_doc_figure(doc, "csat", "만족도", cs_doc_rate(doc, 0, 0));
	f->verdict = CS_DOC_TOO_FEW;
	cs_doc_table(doc, "causes", "Causes [of/the:month]*?", causes, CS_COUNT(causes));
	add_cause(doc, "배송 지연", 2345);
	add_cause(doc, "=HYPERLINK(\"http://x.example\")", 1655);
	cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = "cause", .y = { "cases" } });
	cs_doc_note(doc, "association, not proof");
	cs_doc_define(doc);
}

/* The bytes of a form, by way of a file. */
static struct cs_str
print(const struct cs_doc *doc, const struct cs_form_options *options, enum cs_status expected)
{
	char path[] = "/tmp/cs-unit.XXXXXX";
	int fd = mkstemp(path);
	struct cs_out_options to = { .path = path };
	struct cs_out *out = NULL;
	struct cs_err err = { 0 };
	struct cs_str bytes = { 0 };
	char part[4096];
	ssize_t n;

	CU_ASSERT_EQUAL(cs_out_open(&out, &to, &err), CS_OK);
	enum cs_status st = cs_form_render(doc, options, out, &err);

	CU_ASSERT_EQUAL(st, expected);
	CU_ASSERT_EQUAL(cs_out_close(out, st == CS_OK, &err), CS_OK);
	close(fd);
	fd = open(path, O_RDONLY);
	while ((n = read(fd, part, sizeof(part))) > 0)
		cs_str_add_n(&bytes, part, (size_t)n);
	cs_str_add(&bytes, "");
	close(fd);
	unlink(path);
	return bytes;
}

static bool
has(const struct cs_str *text, const char *part)
{
	return strstr(text->data, part) != NULL;
}

/* { made, exact, shown }: by hand, after the rules of the streams and of Korean and English print. */
static void
test_values(void)
{
	struct cs_doc doc;

	cs_doc_init(&doc, "x");
	doc.currency_decimals = 2;
	const struct {
		struct cs_doc_value value;
		const char *exact, *shown;
	} cases[] = {
		{ cs_doc_int(&doc, 1234567), "1234567", "1,234,567" },
		{ cs_doc_int(&doc, -12), "-12", "-12" },
		{ cs_doc_money(&doc, 123450), "1234.50", "1,234.50" },
		{ cs_doc_rate(&doc, 1, 3), "0.333333", "33.3%" },
		{ cs_doc_rate(&doc, 1, 0), "", "–" },
		{ cs_doc_share(&doc, NAN), "", "–" },
		{ cs_doc_points(&doc, 0.0185), "0.018500", "+1.9%p" },
		{ cs_doc_points(&doc, -0.02), "-0.020000", "-2.0%p" },
		{ cs_doc_points(&doc, 0), "0.000000", "0.0%p" },
		{ cs_doc_real(&doc, 2.345, 2), "2.35", "2.35" },
		{ cs_doc_real(&doc, -0.001, 2), "0.00", "0.00" },
		{ cs_doc_minutes(&doc, 59), "59", "59 min" },
		{ cs_doc_minutes(&doc, 215), "215", "3 h 35 min" },
		{ cs_doc_minutes(&doc, 3000), "3000", "2 d 2 h" },
		{ cs_doc_minutes(&doc, -61), "-61", "-1 h 1 min" },
		{ cs_doc_day(&doc, 20757), "2026-10-31", "2026-10-31" },
		{ cs_doc_day(&doc, CS_NO_DAY), "", "–" },
		{ cs_doc_time(&doc, cs_time_of(20757, 14, 5, 9)), "2026-10-31T14:05:09", "2026-10-31 14:05" },
		{ cs_doc_text(&doc, NULL), "", "–" },
		{ cs_doc_text(&doc, ""), "", "" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		CU_ASSERT_STRING_EQUAL(cases[i].value.exact, cases[i].exact);
		CU_ASSERT_STRING_EQUAL(cases[i].value.shown, cases[i].shown);
	}
	cs_doc_release(&doc);
}

/* Every number stands in text, TSV and HTML as the same bytes; the mail is looked into by 70-forms.t. */
static void
test_same_everywhere(void)
{
	static const char *const shown[] = { "1,207", "43.1%", "40.1%", "46.2%", "+1.9%p", "-1,234,500", "2,345", "58.6%",
		"1,655", "41.4%" };
	static const char *const exact[] = { "1207", "0.431000", "0.400700", "0.461900", "-1234500", "2345", "0.586250",
		"1655", "0.413750" };
	struct cs_doc doc;

	fill(&doc);
	struct cs_str text = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_TEXT }, CS_OK);
	struct cs_str tsv = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_TSV }, CS_OK);
	struct cs_str html = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_HTML }, CS_OK);

	for (size_t i = 0; i < CS_COUNT(shown); i++) {
		CU_ASSERT(has(&text, shown[i]));
		CU_ASSERT(has(&html, shown[i]));
		/* An interval and a change are `exact` alone in a stream. */
		if (strchr("+4", shown[i][0]) == NULL)
			CU_ASSERT(has(&tsv, shown[i]));
	}
	for (size_t i = 0; i < CS_COUNT(exact); i++) {
		CU_ASSERT(has(&tsv, exact[i]));
		CU_ASSERT(has(&html, exact[i]));
	}
	cs_str_release(&text);
	cs_str_release(&tsv);
	cs_str_release(&html);
	cs_doc_release(&doc);
}

static void
test_page_is_harmless(void)
{
	struct cs_doc doc;

	fill(&doc);
	struct cs_str html = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_HTML }, CS_OK);

	CU_ASSERT_FALSE(has(&html, "<script"));
	CU_ASSERT_FALSE(has(&html, "src="));
	CU_ASSERT_FALSE(has(&html, "url(http"));
	CU_ASSERT_FALSE(has(&html, "@import"));
	CU_ASSERT(has(&html, "&lt;script&gt;"));
	CU_ASSERT(has(&html, "아침 보고서 &lt;&amp;&quot;&#39;&gt;"));
	CU_ASSERT(has(&html, "<svg"));
	CU_ASSERT(has(&html, "<desc"));
	CU_ASSERT_FALSE(has(&html, "5678"));
	CU_ASSERT(has(&html, "010-1234-****"));
	CU_ASSERT(has(&html, "[act now]"));
	cs_str_release(&html);
	cs_doc_release(&doc);
}

static void
test_streams(void)
{
	struct cs_doc doc;

	fill(&doc);
	struct cs_str table = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_TSV, .table = "causes" }, CS_OK);
	struct cs_str csv = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_CSV, .table = "causes" }, CS_OK);
	struct cs_str safe = print(&doc,
	    &(struct cs_form_options){ .kind = CS_FORM_CSV, .table = "causes", .excel_safe = true }, CS_OK);
	struct cs_str none = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_TSV, .table = "sins" }, CS_EUSAGE);

	CU_ASSERT_STRING_EQUAL(table.data, "cause\tcases\tshare\tphone\n"
	    "배송 지연\t2345\t0.586250\t010-1234-****\n"
	    "=HYPERLINK(\"http://x.example\")\t1655\t0.413750\t010-1234-****\n");
	CU_ASSERT(has(&csv, "\n\"=HYPERLINK(\"\"http"));
	CU_ASSERT(has(&safe, "\n\"'=HYPERLINK(\"\"http"));
	CU_ASSERT(has(&safe, "배송 지연,2345,0.586250"));
	cs_str_release(&table);
	cs_str_release(&csv);
	cs_str_release(&safe);
	cs_str_release(&none);
	cs_doc_release(&doc);
}

static void
test_mail(void)
{
	struct cs_doc doc;

	fill(&doc);
	const struct cs_form_options to = { .kind = CS_FORM_MAIL, .mail_to = "점장 <cs@shop.example>, b@shop.example" };
	struct cs_str mail = print(&doc, &to, CS_OK), again = print(&doc, &to, CS_OK);

	CU_ASSERT_STRING_EQUAL(mail.data, again.data);
	CU_ASSERT(has(&mail, "\nAuto-Submitted: auto-generated\n"));
	CU_ASSERT(has(&mail, "Date: Sun, 01 Nov 2026 07:00:00 +0900\n"));
	CU_ASSERT(has(&mail, "Content-Type: multipart/alternative"));
	CU_ASSERT(strstr(mail.data, "text/plain") < strstr(mail.data, "text/html"));
	/* printf '미처리' | base64 */
	CU_ASSERT(has(&mail, "66+47LKY66as"));
	CU_ASSERT(mail.len < 100000);
	cs_str_release(&mail);
	cs_str_release(&again);

	static const char *const bad[] = { NULL, "", "nobody@x.example\nBcc: all@x.example", "a b c" };

	for (size_t i = 0; i < CS_COUNT(bad); i++) {
		struct cs_str none = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_MAIL, .mail_to = bad[i] }, CS_EUSAGE);

		CU_ASSERT_EQUAL(none.len, 0);
		cs_str_release(&none);
	}
	cs_doc_release(&doc);
}

/* A table of ten thousand rows is cut, and the mail stays short. */
static void
test_mail_stays_short(void)
{
	struct cs_doc doc;

	cs_doc_init(&doc, "daily");
	doc.as_of = 20758;
	cs_doc_section(&doc, "causes", "Causes");
	for (int t = 0; t < 20; t++) {
		cs_doc_table(&doc, "causes", "Causes", causes, CS_COUNT(causes));
		for (int i = 0; i < 500; i++)
			add_cause(&doc, "a cause with a long name, as they all are", i);
	}
	struct cs_str mail = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_MAIL, .mail_to = "a@b.example" }, CS_OK);

	CU_ASSERT(mail.len < 100000);
	CU_ASSERT(mail.len > 10000);
	cs_str_release(&mail);
	cs_doc_release(&doc);
}

static void
test_workbook(void)
{
	struct cs_doc doc;

	fill(&doc);
	struct cs_str book = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_XLSX }, CS_OK);
	struct cs_str again = print(&doc, &(struct cs_form_options){ .kind = CS_FORM_XLSX }, CS_OK);

	CU_ASSERT(book.len > 4 && memcmp(book.data, "PK\3\4", 4) == 0);
	CU_ASSERT_EQUAL(book.len, again.len);
	CU_ASSERT(book.len == again.len && memcmp(book.data, again.data, book.len) == 0);
	cs_str_release(&book);
	cs_str_release(&again);
	cs_doc_release(&doc);
}

static void
test_news(void)
{
	struct cs_doc doc;
	struct cs_str subject = { 0 };

	fill(&doc);
	CU_ASSERT_EQUAL(cs_doc_worst(&doc), CS_DOC_ALARM);
	CU_ASSERT_TRUE(cs_doc_has_news(&doc));
	cs_doc_subject(&doc, &subject);
	CU_ASSERT_STRING_EQUAL(subject.data, "미처리 1,207");
	cs_doc_release(&doc);

	cs_doc_init(&doc, "daily");
	cs_doc_section(&doc, "money", "Money");
	struct cs_doc_figure *f = cs_doc_figure(&doc, "refunds", "Refunds", cs_doc_int(&doc, 1));

	CU_ASSERT_FALSE(cs_doc_has_news(&doc));
	cs_doc_say(&doc, CS_DOC_GOOD, "%s", "Nothing waits.");
	CU_ASSERT_FALSE(cs_doc_has_news(&doc));
	f->verdict = CS_DOC_NOISE;
	CU_ASSERT_FALSE(cs_doc_has_news(&doc));
	f->verdict = CS_DOC_SIGNAL;
	CU_ASSERT_TRUE(cs_doc_has_news(&doc));
	cs_str_clear(&subject);
	cs_doc_subject(&doc, &subject);
	CU_ASSERT_STRING_EQUAL(subject.data, "daily");
	cs_str_clear(&subject);
	f->headline = true;
	cs_doc_figure(&doc, "overdue", "Overdue", cs_doc_int(&doc, 0))->headline = true;
	doc.shop = "들꽃상회";
	cs_doc_subject(&doc, &subject);
	CU_ASSERT_STRING_EQUAL(subject.data, "들꽃상회: Refunds 1");
	cs_str_clear(&subject);
	f->headline = false;
	doc.from = doc.to = 20757;
	cs_doc_subject(&doc, &subject);
	CU_ASSERT_STRING_EQUAL(subject.data, "들꽃상회: daily · 2026-10-31");
	cs_str_release(&subject);
	cs_doc_release(&doc);
}

/* Seen from Monday 2026-10-12, behind the long weekend of 9 October (한글날, a Friday): by the calendar. */
static void
test_ranges(void)
{
	static const struct {
		const char *words;
		cs_day from, to; /* from the Monday */
	} cases[] = {
		{ "today", 0, 0 }, { "yesterday", -1, -1 }, { "last-business-day", -4, -1 }, { "week", 0, 0 },
		{ "last-week", -7, -1 }, { "month", -11, 0 }, { "last-month", -41, -12 }, { "year", -284, 0 },
		{ "last-30-days", -30, -1 }, { "2026-09", -41, -12 }, { "2026-10-11", -1, -1 },
		{ "2026-10-01..2026-10-31", -11, 19 }, { "2026-09..2026-10", -41, 19 },
	};
	static const char *const bad[] = { "", "soon", "last-0-days", "2026-13", "2026-10-31..2026-10-01", "..", "2026" };
	cs_day monday = cs_day_of(2026, 10, 12), from, to;
	struct cs_err err = { 0 };

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		CU_ASSERT_EQUAL(cs_report_range(cases[i].words, monday, NULL, &from, &to, &err), CS_OK);
		CU_ASSERT_EQUAL(from, monday + cases[i].from);
		CU_ASSERT_EQUAL(to, monday + cases[i].to);
	}
	for (size_t i = 0; i < CS_COUNT(bad); i++)
		CU_ASSERT_EQUAL(cs_report_range(bad[i], monday, NULL, &from, &to, &err), CS_EUSAGE);
}

const CU_TestInfo document_tests[] = {
	{ "values have one text for streams and one for people", test_values },
	{ "the same number in every form", test_same_everywhere },
	{ "a page runs nothing and loads nothing", test_page_is_harmless },
	{ "one table, CSV and formulas", test_streams },
	{ "a mail", test_mail },
	{ "a mail stays short", test_mail_stays_short },
	{ "a workbook is the same twice", test_workbook },
	{ "is there anything to say", test_news },
	{ "ranges of days", test_ranges },
	CU_TEST_INFO_NULL,
};
