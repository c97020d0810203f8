#!/bin/sh
# The column headings are sentences too: every name in a table of columns
# (struct cs_col and the macros of record.c) as a msgid.
cd "$(dirname "$0")/../.." || exit 4
{
	sed -n 's/.*{ *"\([a-z_0-9]*\)", *CS_CELL_[A-Z]* *}.*/&/p' cmd/*.c lib/*/*.c |
	    grep -oE '\{ *"[a-z_0-9]+", *CS_CELL_[A-Z]+ *\}' | grep -oE '"[a-z_0-9]+"'
	grep -oE '\b(TEXT|ID|KEY|PERSON|TIME|DAY|MONEY|NUMBER|WORD)\("[a-z_0-9]+"' lib/import/record.c | grep -oE '"[a-z_0-9]+"'
} | sort -u | sed 's/.*/msgid &\nmsgstr ""\n/'
