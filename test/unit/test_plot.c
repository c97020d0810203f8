#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/canvas.h"
#include "report/plot.h"
#include "report/xml.h"
#include "unit.h"

static void
test_scales(void)
{
	static const struct {
		double lo, hi;
		int steps_max;
		bool whole;
		double min, max, step;
	} cases[] = {
		{ 0, 0.43, 5, false, 0, 0.5, 0.1 },
		/* 1234 / 6 is 206: the next of 1, 2, 5 is 500. */
		{ 0, 1234, 6, true, 0, 1500, 500 },
		{ -5, 7, 5, false, -5, 10, 5 },
		{ 0.2, 0.3, 5, false, 0.2, 0.3, 0.02 },
		/* Plain division gives steps of 2, but ends on ticks need six of them. */
		{ 1, 11, 5, false, 0, 15, 5 },
		{ 3, 3, 5, true, 0, 3, 1 },
		{ -3, -3, 5, true, -3, 0, 1 },
		{ 0, 0, 5, false, 0, 1, 0.2 },
		{ 0, 0, 5, true, 0, 1, 1 },
		{ 0, 3, 10, true, 0, 3, 1 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_scale s = cs_scale_make(cases[i].lo, cases[i].hi, cases[i].steps_max, cases[i].whole);

		CU_ASSERT_DOUBLE_EQUAL(s.min, cases[i].min, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(s.max, cases[i].max, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(s.step, cases[i].step, 1e-9);
		CU_ASSERT_TRUE(s.steps <= cases[i].steps_max);
	}
}

/* Values that differ only in their last bits must not give a million ticks. */
static void
test_extreme_scales(void)
{
	static const double ends[][2] = { { 1e15, 1e15 + 0.125 }, { -1e15, 1e15 }, { 0, 1e-300 }, { 1e-9, 2e-9 },
		{ 1, 1 + 0x1p-52 }, { -1 - 0x1p-52, -1 } };

	for (size_t i = 0; i < CS_COUNT(ends); i++) {
		struct cs_scale s = cs_scale_make(ends[i][0], ends[i][1], 6, false);

		CU_ASSERT_TRUE(s.steps >= 1 && s.steps <= 6);
		CU_ASSERT_TRUE(s.min <= ends[i][0] && s.max >= ends[i][1]);
		CU_ASSERT_TRUE(isfinite(cs_scale_place(&s, ends[i][1])));
	}
}

static void
test_numbers(void)
{
	static const struct {
		struct cs_number number;
		double value;
		const char *text, *brief;
	} cases[] = {
		{ { .percent = true }, 0.4312, "43.1%", "43%" },
		/* Halves go away from zero, in their decimal form. */
		{ { .percent = true }, 0.0215, "2.2%", "2%" },
		{ { .percent = true }, -0.125, "-12.5%", "-13%" },
		{ { .decimals = 0 }, 12000, "12,000", "12,000" },
		{ { .decimals = 0 }, 999, "999", "999" },
		{ { .decimals = 2 }, -1234.5, "-1,234.50", "-1,234.5" },
		{ { .decimals = 2 }, -0.0004, "0.00", "0.0" },
		{ { .decimals = 0 }, 999999.5, "1,000,000", "1,000,000" },
	};
	struct cs_str out = { 0 };

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		cs_str_clear(&out);
		cs_number_add(&out, &cases[i].number, cases[i].value);
		CU_ASSERT_STRING_EQUAL(out.data, cases[i].text);
		cs_str_clear(&out);
		cs_number_add_short(&out, &cases[i].number, cases[i].value);
		CU_ASSERT_STRING_EQUAL(out.data, cases[i].brief);
	}
	cs_str_release(&out);
}

static void
test_ticks(void)
{
	static const struct {
		struct cs_number number;
		double lo, hi;
		int tick;
		const char *text;
	} cases[] = {
		{ { .percent = true }, 0, 0.5, 1, "10%" },
		{ { .percent = true }, 0.2, 0.21, 1, "20.2%" },
		{ { .korean = true }, 0, 25e6, 5, "2,500만" },
		{ { .korean = false }, 0, 25e6, 5, "25M" },
		{ { .korean = true }, 0, 5e8, 1, "1억" },
		{ { .korean = false }, 0, 50000, 5, "50,000" },
		{ { .korean = true }, 0, 25e6, 0, "0" },
		{ { .decimals = 2 }, 0, 1, 1, "0.2" },
	};
	struct cs_str out = { 0 };

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_scale s = cs_scale_make(cases[i].lo, cases[i].hi, 5, false);

		cs_str_clear(&out);
		cs_scale_add(&out, &s, &cases[i].number, cs_scale_tick(&s, cases[i].tick));
		CU_ASSERT_STRING_EQUAL(out.data, cases[i].text);
	}
	cs_str_release(&out);
}

static void
test_shades(void)
{
	/* Five steps of 0.1, and five shades: one each. */
	struct cs_scale s = cs_scale_make(0, 0.5, 5, false);

	CU_ASSERT_EQUAL(cs_scale_shade(&s, 0, 5), 0);
	CU_ASSERT_EQUAL(cs_scale_shade(&s, 0.09, 5), 0);
	CU_ASSERT_EQUAL(cs_scale_shade(&s, 0.3, 5), 3);
	CU_ASSERT_EQUAL(cs_scale_shade(&s, 0.5, 5), 4);
	CU_ASSERT_EQUAL(cs_scale_shade(&s, 1, 5), 4);
	CU_ASSERT_EQUAL(cs_scale_shade(&s, -1, 5), 0);
	/* The ends of the palette are used however few the steps are. */
	CU_ASSERT_EQUAL(cs_scale_shade(&s, 0.5, 7), 6);
}

/* Names as they come, and as they stand after settling, parted by blanks. */
struct axis_case {
	const char *names;
	bool sort;
	enum cs_axis_kind kind;
	const char *expect;
};

static void
check_axis(const struct axis_case *c)
{
	struct cs_axis axis = { 0 };
	struct cs_str got = { 0 };

	for (const char *p = c->names; *p; p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");

		cs_axis_find(&axis, p, len);
		p += len;
	}
	size_t *moved = cs_axis_settle(&axis, c->sort);

	for (size_t i = 0; i < axis.count; i++)
		cs_str_add_format(&got, "%s%s", i ? " " : "", axis.names[i]);
	CU_ASSERT_EQUAL(axis.kind, c->kind);
	CU_ASSERT_STRING_EQUAL(got.data, c->expect);
	/* The first name is found where it is said to have gone. */
	CU_ASSERT_EQUAL(strncmp(axis.names[moved[0]], c->names, strcspn(c->names, " ")), 0);
	free(moved);
	cs_str_release(&got);
	cs_axis_release(&axis);
}

static void
test_axes(void)
{
	static const struct axis_case cases[] = {
		{ "2025-11 2026-02", true, CS_AXIS_MONTHS, "2025-11 2025-12 2026-01 2026-02" },
		{ "2026-02 2025-12", true, CS_AXIS_MONTHS, "2025-12 2026-01 2026-02" },
		/* An order that somebody chose stays, and nothing is put in. */
		{ "2026-02 2025-12", false, CS_AXIS_MONTHS, "2026-02 2025-12" },
		{ "2025Q4 2026Q2", true, CS_AXIS_QUARTERS, "2025Q4 2026Q1 2026Q2" },
		{ "2025-Q4 2026-Q2", true, CS_AXIS_QUARTERS, "2025-Q4 2026-Q1 2026-Q2" },
		{ "2023 2025", true, CS_AXIS_YEARS, "2023 2024 2025" },
		/* 2020 has 53 weeks by ISO 8601, 2025 has 52. */
		{ "2020-W52 2021-W01", true, CS_AXIS_WEEKS, "2020-W52 2020-W53 2021-W01" },
		{ "2025-W52 2026-W01", true, CS_AXIS_WEEKS, "2025-W52 2026-W01" },
		{ "2026-02-27 2026-02-28 2026-03-02", true, CS_AXIS_DAYS, "2026-02-27 2026-02-28 2026-03-01 2026-03-02" },
		/* Mondays: the step is a week. */
		{ "2026-03-02 2026-03-09 2026-03-23", true, CS_AXIS_DAYS, "2026-03-02 2026-03-09 2026-03-16 2026-03-23" },
		/* Days without a rhythm are not filled up. */
		{ "2026-03-02 2026-03-09 2026-04-01", true, CS_AXIS_DAYS, "2026-03-02 2026-03-09 2026-04-01" },
		/* One pair of neighbours is no rhythm either. */
		{ "2026-03-02 2026-03-03 2026-03-08 2026-03-17 2026-03-24", true, CS_AXIS_DAYS,
		  "2026-03-02 2026-03-03 2026-03-08 2026-03-17 2026-03-24" },
		/* A typing error does not make two centuries. */
		{ "2025-01 2206-01", true, CS_AXIS_MONTHS, "2025-01 2206-01" },
		{ "30 7 365", true, CS_AXIS_NUMBERS, "7 30 365" },
		{ "1000 2000 5000", true, CS_AXIS_NUMBERS, "1000 2000 5000" },
		{ "b a", true, CS_AXIS_WORDS, "b a" },
		{ "2025-01 all", true, CS_AXIS_WORDS, "2025-01 all" },
		{ "2025-13 2025-14", true, CS_AXIS_WORDS, "2025-13 2025-14" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		check_axis(&cases[i]);
}

static void
test_stride(void)
{
	static const double middles[] = { 0, 10, 20, 30, 40 }, widths[] = { 8, 8, 8, 8, 8 };

	CU_ASSERT_EQUAL(cs_axis_stride(middles, widths, 5, 2), 1);
	CU_ASSERT_EQUAL(cs_axis_stride(middles, widths, 5, 3), 2);
	/* Two apart are 20 - 8 = 12 clear; 33 need all. */
	CU_ASSERT_EQUAL(cs_axis_stride(middles, widths, 5, 13), 3);
	CU_ASSERT_EQUAL(cs_axis_stride(middles, widths, 5, 33), 5);
	CU_ASSERT_EQUAL(cs_axis_stride(middles, widths, 0, 1), 1);
}

/* "x y value" rows parted by ';'; an empty value is missing, "?" is open. */
static void
fill(struct cs_chart *chart, const char *rows)
{
	char x[64], y[64], value[64];
	int n;

	for (; sscanf(rows, "%63s %63s %63[^;];%n", x, y, value, &n) == 3; rows += n) {
		double v = value[0] == '-' && !value[1] ? (double)NAN : atof(value);

		cs_chart_set(chart, cs_axis_find(&chart->x, x, strlen(x)), cs_axis_find(&chart->y, y, strlen(y)), v,
		    value[0] == '?');
	}
	cs_str_add(&chart->x_title, "x");
	cs_str_add(&chart->y_title, "y");
	cs_str_add(&chart->value_title, "n");
}

static void
test_grid(void)
{
	struct cs_chart chart;
	struct cs_err err = { 0 };

	cs_chart_init(&chart, CS_CHART_LINES);
	fill(&chart, "2026-01 a 3;2026-03 a 5;2026-03 b -;2026-04 a ?;");
	CU_ASSERT_EQUAL(cs_chart_settle(&chart, &err), CS_OK);
	CU_ASSERT_EQUAL(chart.x.count, 4);
	CU_ASSERT_EQUAL(cs_chart_value(&chart, 0, 0), 3);
	/* February has no row: a gap, not zero, and not a neighbour of March. */
	CU_ASSERT_TRUE(isnan(cs_chart_value(&chart, 1, 0)));
	CU_ASSERT_EQUAL(cs_chart_value(&chart, 2, 0), 5);
	CU_ASSERT_TRUE(isnan(cs_chart_value(&chart, 3, 0)) && cs_chart_is_open(&chart, 3, 0));
	CU_ASSERT_EQUAL(chart.value_count, 2);
	CU_ASSERT_EQUAL(chart.open_count, 1);
	CU_ASSERT_EQUAL(chart.gap_count, 5);
	CU_ASSERT_EQUAL(chart.lo, 3);
	CU_ASSERT_EQUAL(chart.hi, 5);
	cs_chart_release(&chart);
}

static void
test_refusals(void)
{
	struct cs_err err = { 0 };
	struct cs_chart chart;
	char name[16];

	cs_chart_init(&chart, CS_CHART_HEAT);
	fill(&chart, "1 a 3;1 a 4;");
	CU_ASSERT_EQUAL(cs_chart_settle(&chart, &err), CS_EINPUT);
	CU_ASSERT_STRING_EQUAL(err.text, "y a, x 1: two values for one cell");
	cs_chart_release(&chart);

	cs_chart_init(&chart, CS_CHART_LINES);
	cs_str_add(&chart.x_title, "x");
	cs_axis_add(&chart.y, "a", 1);
	cs_chart_set(&chart, cs_axis_add(&chart.x, "2026-01", 7), 0, 1, false);
	cs_chart_set(&chart, cs_axis_add(&chart.x, "2026-01", 7), 0, 2, false);
	CU_ASSERT_EQUAL(cs_chart_settle(&chart, &err), CS_EINPUT);
	cs_chart_release(&chart);

	cs_chart_init(&chart, CS_CHART_BARS);
	cs_axis_add(&chart.x, "x", 1);
	for (int i = 0; i <= CS_CHART_SERIES_MAX; i++)
		cs_axis_add(&chart.y, name, (size_t)snprintf(name, sizeof(name), "s%d", i));
	CU_ASSERT_EQUAL(cs_chart_settle(&chart, &err), CS_EINPUT);
	cs_chart_release(&chart);
}

struct picture {
	enum cs_chart_kind kind;
	const char *rows;
	struct cs_number number;
	struct cs_plot plot;
	const char *expect;
};

static void
check_picture(const struct picture *c)
{
	struct cs_chart chart;
	struct cs_err err = { 0 };
	struct cs_str out = { 0 };

	cs_chart_init(&chart, c->kind);
	chart.number = c->number;
	fill(&chart, c->rows);
	CU_ASSERT_EQUAL(cs_chart_settle(&chart, &err), CS_OK);
	cs_plot_text(&chart, &c->plot, &out);
	CU_ASSERT_STRING_EQUAL(out.data, c->expect);
	if (strcmp(out.data, c->expect) != 0)
		fprintf(stderr, "\nwanted:\n%sgot:\n%s", c->expect, out.data);
	cs_str_release(&out);
	cs_chart_release(&chart);
}

static void
test_text_bars(void)
{
	static const struct picture cases[] = {
		/* 20 columns: label 3, number 2, two gaps of 2 leave 11 for the bars.
		 * 16 is all of it; 8 is 5.5 columns, that is 44 eighths; 1 is 5.5
		 * eighths, rounded to 6. */
		{ CS_CHART_BARS, "one a 16;two a 8;six a 1;nil a 0;", { 0 }, { .width = 20 },
		  "n by x\none  16  ███████████\ntwo   8  █████▌\nsix   1  ▊\nnil   0\n" },
		/* Whole columns only: 5.5 are 6, and what is not nothing is one. */
		{ CS_CHART_BARS, "one a 16;two a 8;six a 1;", { 0 }, { .width = 20, .ascii = true },
		  "n by x\none  16  ###########\ntwo   8  ######\nsix   1  #\n" },
		/* A thousandth of 8 columns is less than half an eighth, but not nothing. */
		{ CS_CHART_BARS, "big a 1000;wee a 1;", { 0 }, { .width = 20 },
		  "n by x\nbig  1,000  ████████\nwee      1  ▏\n" },
		/* -4 to 4 over 12 columns: six on either side of the axis. */
		{ CS_CHART_BARS, "a s 4;b s -4;c s 2;d s -2;e s -;", { 0 }, { .width = 20 },
		  "n by x\na   4        │██████\nb  -4  ██████│\nc   2        │███\nd  -2     ███│\ne   -\n- no value\n" },
		/* Several series are told by their names; an open one has no value. */
		{ CS_CHART_BARS, "가 new 10;가 old 5;나 new 10;나 old ?;", { 0 }, { .width = 21 },
		  "n by x\n가  new  10  ████████\n    old   5  ████\n나  new  10  ████████\n    old   ~\n"
		  "~ not over yet: no value\n" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		check_picture(&cases[i]);
}

static void
test_text_lines(void)
{
	static const struct picture cases[] = {
		/* Rows stand for 0, 1, 2, 3 from the bottom; the axis takes 3 of 20
		 * columns, points stand at 0, 8 and 16 of the rest.  Between them
		 * the height is 3/8 of the distance: 0.4 at 1, 0.75 at 2, 1.5 at 4
		 * (down, as rows count from the top), 1.9 at 5, 2.6 at 7. */
		{ CS_CHART_LINES, "2026-01 a 0;2026-02 a 3;2026-03 a 0;", { 0 }, { .width = 20, .height = 4, .ascii = true },
		  "n by x\n"
		  "3 +       .*.\n"
		  "2 +     ..   ..\n"
		  "1 +  ...       ...\n"
		  "0 +*.             .*\n"
		  "  +-----------------\n"
		  "   2026-01   2026-03\n" },
		/* No line leads over a month without a value. */
		{ CS_CHART_LINES, "2026-01 a 3;2026-02 a -;2026-03 a 3;", { 0 }, { .width = 20, .height = 4, .ascii = true },
		  "n by x\n"
		  "3 +*               *\n"
		  "2 +\n"
		  "1 +\n"
		  "0 +\n"
		  "  +-----------------\n"
		  "   2026-01   2026-03\n" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		check_picture(&cases[i]);
}

static void
test_text_heat(void)
{
	static const struct picture cases[] = {
		/* The month of the first purchase is 100 % for all and does not set
		 * the scale: that ends at 20 %, in steps of 5 %.  Four steps have
		 * the shades 0, 4/3, 8/3 and 4, cut to whole ones. */
		{ CS_CHART_HEAT, "0 2026-01 1;1 2026-01 0.2;2 2026-01 ?;0 2026-02 1;1 2026-02 0.1;0 2026-03 1;",
		  { .percent = true }, { .width = 40, .ascii = true },
		  "n by y and x\n"
		  "y       x\n"
		  "             0       1       2\n"
		  "2026-01 100.0%#  20.0%#      ~\n"
		  "2026-02 100.0%#  10.0%:\n"
		  "2026-03 100.0%#\n"
		  "[ ] from 0%  [.] from 5%  [:] from 10%\n"
		  "[#] from 15%\n"
		  "~ not over yet: no value\n" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		check_picture(&cases[i]);
}

/* No line is wider than asked, whatever is drawn. */
static void
test_every_width(void)
{
	static const enum cs_chart_kind kinds[] = { CS_CHART_BARS, CS_CHART_LINES, CS_CHART_HEAT };

	for (size_t i = 0; i < 2 * CS_COUNT(kinds); i++) {
		for (size_t width = 30; width < 90; width++) {
			struct cs_plot plot = { .width = width, .ascii = i % 2 };
			struct cs_chart chart;
			struct cs_err err = { 0 };
			struct cs_str out = { 0 };

			cs_chart_init(&chart, kinds[i / 2]);
			fill(&chart, "유기농칫솔여섯달분 첫구매 -12;수분크림 첫구매 30000;수분크림 재구매 7;e\xCC\x81 재구매 ?;");
			CU_ASSERT_EQUAL(cs_chart_settle(&chart, &err), CS_OK);
			cs_plot_text(&chart, &plot, &out);
			CU_ASSERT_PTR_NULL(cs_text_fault(out.data, out.len));
			for (char *line = out.data; *line; line += strcspn(line, "\n") + 1)
				CU_ASSERT_TRUE(cs_text_width(line, strcspn(line, "\n")) <= width);
			cs_str_release(&out);
			cs_chart_release(&chart);
		}
	}
}

static void
test_canvas(void)
{
	struct cs_canvas canvas;
	struct cs_str out = { 0 };

	cs_canvas_init(&canvas, 3, 1, false);
	/* Corner to corner of the first character: dots 1, 2, 6, 8 (U+28A3 is
	 * bits 0, 1, 5 and 7). */
	cs_canvas_line(&canvas, 0, 0, 1, 3, 0);
	cs_canvas_mark(&canvas, 4, 0, 'A', 0);
	cs_canvas_add_row(&canvas, 0, false, &out);
	CU_ASSERT_STRING_EQUAL(out.data, "\u28A3 A");
	cs_str_clear(&out);
	/* A colour ends before the next begins, and at the end of the row. */
	cs_canvas_add_row(&canvas, 0, true, &out);
	CU_ASSERT_STRING_EQUAL(out.data, "\033[38;5;33m\u28A3\033[0m \033[38;5;33mA\033[0m");
	cs_str_release(&out);
	cs_canvas_release(&canvas);
}

static void
test_xml(void)
{
	struct cs_str out = { 0 };

	cs_xml_add(&out, "<a href=\"x\">'&\n\x01\xEF\xBF\xBF" "한", 22);
	CU_ASSERT_STRING_EQUAL(out.data,
	    "&lt;a href=&quot;x&quot;&gt;&#39;&amp; \xEF\xBF\xBD\xEF\xBF\xBD" "한");
	cs_str_release(&out);
}

static size_t
count_of(const char *text, const char *word)
{
	size_t n = 0;

	for (; (text = strstr(text, word)) != NULL; text += strlen(word))
		n++;
	return n;
}

static void
test_svg(void)
{
	struct cs_plot plot = { .id = "p1", .korean = true };
	struct cs_chart chart;
	struct cs_err err = { 0 };
	struct cs_str out = { 0 };

	cs_chart_init(&chart, CS_CHART_HEAT);
	cs_str_add(&chart.title, "</title><script>alert(1)</script>");
	chart.number.percent = true;
	fill(&chart, "0 <b> 1;1 <b> 0.2;2 <b> ?;0 c 1;1 c -;");
	CU_ASSERT_EQUAL(cs_chart_settle(&chart, &err), CS_OK);
	cs_plot_svg(&chart, &plot, &out);
	CU_ASSERT_EQUAL(count_of(out.data, "<script"), 0);
	CU_ASSERT_EQUAL(count_of(out.data, "<b>"), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(out.data, "role=\"img\" aria-labelledby=\"p1-title p1-desc\" lang=\"ko\""));
	CU_ASSERT_EQUAL(count_of(out.data, "id=\"p1-title\""), 1);
	CU_ASSERT_EQUAL(count_of(out.data, "id=\"p1-desc\""), 1);
	/* The name of the format is the only address in it. */
	CU_ASSERT_EQUAL(count_of(out.data, "http"), 1);
	CU_ASSERT_EQUAL(count_of(out.data, "nan"), 0);
	/* Three values and their numbers; one open cell, and its swatch. */
	CU_ASSERT_EQUAL(count_of(out.data, ">100.0%</text>"), 2);
	CU_ASSERT_EQUAL(count_of(out.data, ">20.0%</text>"), 1);
	CU_ASSERT_EQUAL(count_of(out.data, "fill=\"url(#p1-open)\""), 2);
	CU_ASSERT_PTR_NOT_NULL(strstr(out.data, "Noto Sans KR"));
	CU_ASSERT_PTR_NOT_NULL(strstr(out.data, "screen and (prefers-color-scheme:dark)"));
	cs_str_release(&out);
	cs_chart_release(&chart);
}

/* A path begins anew behind a gap: two pieces, and no line between them. */
static void
test_svg_gaps(void)
{
	struct cs_plot plot = { .id = "p" };
	struct cs_chart chart;
	struct cs_err err = { 0 };
	struct cs_str out = { 0 };

	cs_chart_init(&chart, CS_CHART_LINES);
	fill(&chart, "2026-01 a 1;2026-02 a 2;2026-04 a 3;2026-05 a 4;");
	CU_ASSERT_EQUAL(cs_chart_settle(&chart, &err), CS_OK);
	cs_plot_svg(&chart, &plot, &out);
	const char *path = strstr(out.data, "<path class=\"line");

	CU_ASSERT_PTR_NOT_NULL_FATAL(path);
	char *piece = strndup(path, strcspn(path, ">"));

	CU_ASSERT_EQUAL(count_of(piece, "M"), 2);
	CU_ASSERT_EQUAL(count_of(piece, "L"), 2);
	free(piece);
	cs_str_release(&out);
	cs_chart_release(&chart);
}

static void
test_description(void)
{
	struct cs_chart chart;
	struct cs_err err = { 0 };
	struct cs_str out = { 0 };

	cs_chart_init(&chart, CS_CHART_LINES);
	fill(&chart, "2026-01 a 3;2026-02 a 1;2026-04 a 2;2026-05 a ?;");
	CU_ASSERT_EQUAL(cs_chart_settle(&chart, &err), CS_OK);
	cs_chart_describe(&chart, &out);
	CU_ASSERT_STRING_EQUAL(out.data, "Line chart. x: 2026-01 to 2026-05, 5 in all."
	    " a: lowest 1 (2026-02), highest 3 (2026-01), last 2 (2026-04). 1 value is missing."
	    " 1 value is not shown, because its time is not over.");
	cs_str_release(&out);
	cs_chart_release(&chart);
}

const CU_TestInfo plot_tests[] = {
	{ "ticks of 1, 2 and 5", test_scales },
	{ "extreme values keep few ticks", test_extreme_scales },
	{ "numbers for readers", test_numbers },
	{ "ticks for readers", test_ticks },
	{ "shades lie between ticks", test_shades },
	{ "axes are recognised and filled up", test_axes },
	{ "names stand clear of each other", test_stride },
	{ "the grid keeps gaps and open cells", test_grid },
	{ "what cannot be drawn is refused", test_refusals },
	{ "bars in text", test_text_bars },
	{ "lines in text", test_text_lines },
	{ "heat map in text", test_text_heat },
	{ "no line is wider than asked", test_every_width },
	{ "dots of a canvas", test_canvas },
	{ "text in xml", test_xml },
	{ "svg is safe and accessible", test_svg },
	{ "svg lines stop at gaps", test_svg_gaps },
	{ "a picture in words", test_description },
	CU_TEST_INFO_NULL,
};
