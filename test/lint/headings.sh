#!/bin/sh
# The column headings are sentences too: every name in a table of columns
# (struct cs_col and the macros of record.c) as a msgid; and so are the
# sentences of the tables of law.
cd "$(dirname "$0")/../.." || exit 4
{
	sed -n 's/.*{ *"\([a-z_0-9]*\)", *CS_CELL_[A-Z]* *}.*/&/p' cmd/*.c lib/*/*.c |
	    grep -oE '\{ *"[a-z_0-9]+", *CS_CELL_[A-Z]+ *\}' | grep -oE '"[a-z_0-9]+"'
	grep -hoE '\{ *"[a-z_0-9]+", *CS_DOC_[A-Z]+,' lib/report/*.c | grep -oE '"[a-z_0-9]+"'
	grep -oE '\b(TEXT|ID|KEY|PERSON|TIME|DAY|MONEY|NUMBER|WORD)\("[a-z_0-9]+"' lib/import/record.c | grep -oE '"[a-z_0-9]+"'
} | sort -u | sed 's/.*/msgid &\nmsgstr ""\n/'
{
	awk -F '\t' 'FNR > 1 { print $14; print $15 }' lib/dispute/rules.tsv
	awk -F '\t' 'FNR > 1 { print $7 }' lib/dispute/periods.tsv
	awk -F '\t' 'FNR > 1 { print $3 }' lib/dispute/precedents.tsv
} | sort -u | sed 's/["\\]/\\&/g; s/.*/msgid "&"\nmsgstr ""\n/'
# The sheets of a workbook have the names of the tables, which are called something else in Korean.
{
	grep -hoE 'cs_doc_table\([a-z>-]*doc, "[a-z_0-9]+"' lib/report/*.c | grep -oE '"[a-z_0-9]+"'
	grep -hoE '[.]table = "[a-z_0-9]+"' lib/report/*.c | grep -oE '"[a-z_0-9]+"'
	grep -hoE 'cs_(ranking|query)_table\([^"]*"[a-z_0-9]+"' lib/report/*.c | grep -oE '"[a-z_0-9]+"'
	grep -ohE '#define CS_DOC_DEFINITIONS "[a-z]+"' lib/report/document.h | grep -oE '"[a-z]+"'
} | sort -u | sed 's/.*/msgctxt "sheet"\nmsgid &\nmsgstr ""\n/'
