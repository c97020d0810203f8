#include "guide/handbook.h"

#include <string.h>

#include "base/text.h"

/* The chapters in the order of a day's need; a shop's own kinds follow. */
static const struct {
	const char *kind, *title;
} chapters[] = {
	{ "phrase", N_("Phrases") },
	{ "cushion", N_("Cushion phrases") },
	{ "caller", N_("Callers") },
	{ "voice", N_("Voices") },
	{ "stress", N_("Stages of stress") },
	{ "principle", N_("Principles") },
	{ "desc", N_("DESC: describe, express, suggest, choose") },
	{ "sin", N_("Seven sins of service") },
	{ "honorific", N_("Honorifics") },
	{ "wording", N_("Wording") },
	{ "style", N_("Styles of an operator") },
	{ "question", N_("Self-check: 1 not at all, 5 entirely") },
};

static const char *const text_titles[CS_GUIDE_TEXTS] = {
	[CS_GUIDE_TITLE] = "", [CS_GUIDE_SIGNS] = N_("Signs"), [CS_GUIDE_DO] = N_("Do"), [CS_GUIDE_DONT] = N_("Do not"),
	[CS_GUIDE_SAY] = N_("Say"),
};

/* Kinds whose texts are something else than the signs of a person. */
static const struct {
	const char *kind;
	enum cs_guide_text text;
	const char *title;
} special_titles[] = {
	{ "phrase", CS_GUIDE_SIGNS, N_("When") }, { "cushion", CS_GUIDE_SIGNS, N_("When") },
	{ "principle", CS_GUIDE_SIGNS, N_("When") }, { "desc", CS_GUIDE_SIGNS, N_("When") },
	{ "sin", CS_GUIDE_SIGNS, N_("In the ledger") }, { "honorific", CS_GUIDE_SIGNS, N_("Example") },
	{ "wording", CS_GUIDE_SIGNS, N_("Example") }, { "honorific", CS_GUIDE_DONT, N_("Wrong") },
};

static const char *
text_title(const char *kind, enum cs_guide_text text)
{
	for (size_t i = 0; i < CS_COUNT(special_titles); i++) {
		if (special_titles[i].text == text && strcmp(special_titles[i].kind, kind) == 0)
			return _(special_titles[i].title);
	}
	return _(text_titles[text]);
}

static const char *
kind_title(const char *kind)
{
	for (size_t i = 0; i < CS_COUNT(chapters); i++) {
		if (strcmp(chapters[i].kind, kind) == 0)
			return _(chapters[i].title);
	}
	return kind;
}

/* ---- text for a terminal ---- */

static void
card_text(const struct cs_entry *entry, enum cs_guide_text text, bool korean, struct cs_str *out)
{
	const char *list = cs_entry_text(entry, text, korean), *part;
	size_t len;

	if (!*list)
		return;
	cs_str_add_format(out, "  %s\n", text_title(entry->kind, text));
	while (cs_guide_part(&list, &part, &len)) {
		cs_str_add(out, "    - ");
		cs_text_visible(out, part, len);
		cs_str_add_char(out, '\n');
	}
}

void
cs_card_write(const struct cs_entry *entry, bool korean, struct cs_str *out)
{
	const char *title = cs_entry_text(entry, CS_GUIDE_TITLE, korean);

	cs_text_visible(out, entry->id, strlen(entry->id));
	cs_str_add(out, "  ");
	cs_text_visible(out, title, strlen(title));
	cs_str_add_char(out, '\n');
	for (int text = CS_GUIDE_SIGNS; text < CS_GUIDE_TEXTS; text++)
		card_text(entry, (enum cs_guide_text)text, korean, out);
}

/* ---- HTML ---- */

/* Text between tags and in quoted attributes; controls lose their power. */
static void
escape(struct cs_str *out, const char *text, size_t len)
{
	struct cs_str visible = { 0 };

	cs_text_visible(&visible, text, len);
	for (size_t i = 0; i < visible.len; i++) {
		char c = visible.data[i];
		const char *name = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;

		if (name)
			cs_str_add(out, name);
		else
			cs_str_add_char(out, c);
	}
	cs_str_release(&visible);
}

static void
element(struct cs_str *out, const char *name, const char *text)
{
	cs_str_add_format(out, "<%s>", name);
	escape(out, text, strlen(text));
	cs_str_add_format(out, "</%s>\n", name);
}

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1b1b;--faint:#595959;--line:#c9c9c9;--ground:#fff;--mark:#f2f2ee}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#ececec;--faint:#b0b0b0;--line:#4a4a4a;--ground:#161616;--mark:#232323}}\n"
    "body{margin:0 auto;max-width:46rem;padding:2rem 1rem;color:var(--ink);background:var(--ground);"
    "font:16px/1.65 \"Noto Sans KR\",\"Noto Sans CJK KR\",\"Apple SD Gothic Neo\",\"Malgun Gothic\",sans-serif;"
    "word-break:keep-all;overflow-wrap:anywhere}\n"
    "h1{font-size:1.9rem;line-height:1.25;margin:0 0 .3rem}\n"
    "h2{font-size:1.4rem;margin:2.6rem 0 .8rem;padding-bottom:.3rem;border-bottom:2px solid var(--ink)}\n"
    "h3{font-size:1.08rem;margin:1.6rem 0 .4rem}\n"
    "h3 small{font-weight:400;color:var(--faint);margin-left:.6em;font-size:.8rem}\n"
    "p,ul,ol,dl{margin:.4rem 0}\n"
    "dl{display:grid;grid-template-columns:6.5em 1fr;gap:.25rem 1rem}\n"
    "dt{color:var(--faint)}\n"
    "dd{margin:0}\n"
    "dd ul{margin:0;padding-left:1.1em}\n"
    "dd.say{background:var(--mark);padding:.2rem .6rem;border-radius:.25rem}\n"
    ".date,.note{color:var(--faint)}\n"
    "nav ol{columns:2;padding-left:1.4em}\n"
    "a{color:inherit}\n"
    "@media (max-width:34rem){dl{grid-template-columns:1fr;gap:.1rem}nav ol{columns:1}}\n"
    "@media print{:root{--ink:#000;--faint:#444;--line:#999;--ground:#fff;--mark:#fff}body{max-width:none;padding:0;"
    "font-size:10.5pt}h2{break-before:page}h2:first-of-type{break-before:auto}h2,h3{break-after:avoid}"
    "section section{break-inside:avoid}dd.say{border:1px solid var(--line)}a{text-decoration:none}@page{margin:18mm 16mm}}\n";

static void
write_text(const struct cs_entry *entry, enum cs_guide_text text, bool korean, struct cs_str *out)
{
	const char *list = cs_entry_text(entry, text, korean), *part;
	size_t len;

	if (!*list)
		return;
	element(out, "dt", text_title(entry->kind, text));
	if (!strstr(list, " / ")) {
		cs_str_add(out, text == CS_GUIDE_SAY ? "<dd class=\"say\">" : "<dd>");
		escape(out, list, strlen(list));
		cs_str_add(out, "</dd>\n");
		return;
	}
	cs_str_add(out, "<dd><ul>");
	while (cs_guide_part(&list, &part, &len)) {
		cs_str_add(out, "<li>");
		escape(out, part, len);
		cs_str_add(out, "</li>");
	}
	cs_str_add(out, "</ul></dd>\n");
}

static bool
has_texts(const struct cs_entry *entry, bool korean)
{
	for (int text = CS_GUIDE_SIGNS; text < CS_GUIDE_TEXTS; text++) {
		if (*cs_entry_text(entry, (enum cs_guide_text)text, korean))
			return true;
	}
	return false;
}

static void
write_entry(const struct cs_entry *entry, bool korean, struct cs_str *out)
{
	const char *title = cs_entry_text(entry, CS_GUIDE_TITLE, korean);

	cs_str_add(out, "<section>\n<h3>");
	escape(out, title, strlen(title));
	cs_str_add(out, "<small>");
	escape(out, entry->id, strlen(entry->id));
	cs_str_add(out, "</small></h3>\n");
	if (has_texts(entry, korean)) {
		cs_str_add(out, "<dl>\n");
		for (int text = CS_GUIDE_SIGNS; text < CS_GUIDE_TEXTS; text++)
			write_text(entry, (enum cs_guide_text)text, korean, out);
		cs_str_add(out, "</dl>\n");
	}
	cs_str_add(out, "</section>\n");
}

/* Statements to tick are a numbered list, not a page of headings. */
static void
write_questions(const struct cs_handbook *book, struct cs_str *out)
{
	cs_str_add(out, "<ol>\n");
	for (size_t i = 0; i < book->guide->count; i++) {
		const struct cs_entry *entry = &book->guide->items[i];

		if (strcmp(entry->kind, "question") == 0)
			element(out, "li", cs_entry_text(entry, CS_GUIDE_TITLE, book->korean));
	}
	cs_str_add(out, "</ol>\n");
}

static void
write_chapter(const struct cs_handbook *book, const char *kind, struct cs_str *out)
{
	if (!cs_guide_has_kind(book->guide, kind))
		return;
	cs_str_add(out, "<section>\n<h2 id=\"");
	escape(out, kind, strlen(kind));
	cs_str_add(out, "\">");
	escape(out, kind_title(kind), strlen(kind_title(kind)));
	cs_str_add(out, "</h2>\n");
	if (strcmp(kind, "question") == 0)
		write_questions(book, out);
	for (size_t i = 0; i < book->guide->count; i++) {
		const struct cs_entry *entry = &book->guide->items[i];

		if (strcmp(entry->kind, kind) == 0 && strcmp(kind, "question") != 0)
			write_entry(entry, book->korean, out);
	}
	cs_str_add(out, "</section>\n");
}

static bool
is_chapter(const char *kind)
{
	for (size_t i = 0; i < CS_COUNT(chapters); i++) {
		if (strcmp(chapters[i].kind, kind) == 0)
			return true;
	}
	return false;
}

/* Calls `write` for every kind there is, the known ones first. */
static void
each_kind(const struct cs_handbook *book, void (*write)(const struct cs_handbook *, const char *, struct cs_str *),
    struct cs_str *out)
{
	const struct cs_guide *guide = book->guide;

	for (size_t i = 0; i < CS_COUNT(chapters); i++)
		write(book, chapters[i].kind, out);
	for (size_t i = 0; i < guide->count; i++) {
		bool seen = is_chapter(guide->items[i].kind);

		for (size_t k = 0; k < i && !seen; k++)
			seen = strcmp(guide->items[k].kind, guide->items[i].kind) == 0;
		if (!seen)
			write(book, guide->items[i].kind, out);
	}
}

static void
write_contents_line(const struct cs_handbook *book, const char *kind, struct cs_str *out)
{
	if (!cs_guide_has_kind(book->guide, kind))
		return;
	cs_str_add(out, "<li><a href=\"#");
	escape(out, kind, strlen(kind));
	cs_str_add(out, "\">");
	escape(out, kind_title(kind), strlen(kind_title(kind)));
	cs_str_add(out, "</a></li>\n");
}

/* One line of the policy: a heading, an item, or a line of a paragraph. */
static void
write_policy_line(const char *line, size_t len, const char **open, struct cs_str *out)
{
	const char *wanted = len == 0 ? "" : strncmp(line, "- ", 2) == 0 ? "ul" : *line == '#' ? "" : "p";

	if (strcmp(*open, wanted) != 0 && **open)
		cs_str_add_format(out, "</%s>\n", *open);
	if (strcmp(*open, wanted) != 0 && *wanted)
		cs_str_add_format(out, "<%s>", wanted);
	else if (strcmp(wanted, "p") == 0)
		cs_str_add(out, "<br>\n");
	*open = wanted;
	if (len == 0)
		return;
	size_t mark = *line == '#' ? strspn(line, "# ") : strcmp(wanted, "ul") == 0 ? 2 : 0;
	const char *tag = *line == '#' ? "h3" : strcmp(wanted, "ul") == 0 ? "li" : NULL;

	mark = mark < len ? mark : len;
	if (tag)
		cs_str_add_format(out, "<%s>", tag);
	escape(out, line + mark, len - mark);
	if (tag)
		cs_str_add_format(out, "</%s>\n", tag);
}

static void
write_policy(const struct cs_handbook *book, struct cs_str *out)
{
	const char *open = "";

	if (!book->policy)
		return;
	cs_str_add(out, "<section>\n<h2 id=\"policy\">");
	escape(out, _("Our policy"), strlen(_("Our policy")));
	cs_str_add(out, "</h2>\n");
	for (const char *p = book->policy; *p;) {
		size_t whole = strcspn(p, "\n"), len = whole;
		const char *line = cs_text_trim(p, &len);

		write_policy_line(line, len, &open, out);
		p += whole + (p[whole] == '\n');
	}
	write_policy_line("", 0, &open, out);
	cs_str_add(out, "</section>\n");
}

static void
write_head(const struct cs_handbook *book, struct cs_str *out)
{
	char day[CS_DAY_TEXT];
	const char *title = _("Consultation handbook");

	cs_str_add_format(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>", book->korean ? "ko" : "en");
	if (book->shop) {
		escape(out, book->shop, strlen(book->shop));
		cs_str_add(out, " — ");
	}
	cs_str_add_format(out, "%s</title>\n<style>\n%s</style>\n</head>\n<body>\n<header>\n<h1>", title, style);
	if (book->shop) {
		escape(out, book->shop, strlen(book->shop));
		cs_str_add_char(out, ' ');
	}
	cs_day_format(day, book->day);
	cs_str_add_format(out, "%s</h1>\n<p class=\"date\"><time datetime=\"%s\">%s</time></p>\n", title, day, day);
	cs_str_add(out, "<p class=\"note\">");
	cs_str_add(out, _("The texts, classes and stages are this toolkit's own definitions, or the shop's where it changed them. "
	    "Kinds of callers and voices describe a situation, not a person: they are never shown to a customer and never "
	    "decide a refusal or a price."));
	cs_str_add(out, "</p>\n</header>\n");
}

void
cs_handbook_write(const struct cs_handbook *book, struct cs_str *out)
{
	write_head(book, out);
	cs_str_add_format(out, "<nav aria-label=\"%s\">\n<ol>\n", _("Contents"));
	if (book->policy)
		cs_str_add_format(out, "<li><a href=\"#policy\">%s</a></li>\n", _("Our policy"));
	each_kind(book, write_contents_line, out);
	cs_str_add(out, "</ol>\n</nav>\n<main>\n");
	write_policy(book, out);
	each_kind(book, write_chapter, out);
	cs_str_add(out, "</main>\n</body>\n</html>\n");
}
