#!/bin/sh
# Checks that are too long for the Makefile: layers, names, SQL, functions,
# translations, man pages.  Prints every finding; exit 1 when there is one.
set -u
cd "$(dirname "$0")/../.." || exit 4
all=$(mktemp) || exit 4
trap 'rm -f "$all"' EXIT
# At the end of a pipe, so in a shell of its own: findings are kept in a file.
report() { # TITLE: findings on stdin
	findings=$(cat)
	[ -z "$findings" ] || printf '%s\n' "== $1" "$findings" >>"$all"
}

nm -g --defined-only "$B/libcs.a" 2>/dev/null | awk 'NF == 3 { print $3 }' | grep -vE '^(cs_|__|_Z|asan|\.)' |
    report 'public names begin with cs_'

door() { # HEADER FILE...: only these files include it
	header=$1
	shift
	grep -rlE "#include <$header>" cmd lib | grep -vxF "$(printf '%s\n' "$@")" | report "only $* may include <$header>"
}
door sqlite3.h lib/store/db.c
door csv.h lib/stream/csv.c
door getopt.h lib/app/opt.c
door iconv.h lib/stream/source.c
door utf8proc.h lib/base/text.c
door xxhash.h lib/base/hash.c
door 'nettle/.*' lib/base/digest.c
door 'gsl/.*' lib/stat/maximum.c lib/stat/special.c
door xlsxwriter.h lib/report/xlsx.h
door 'gmime/.*' lib/report/mail.c
door pthread.h lib/base/parallel.c lib/import/pipe.c
door libintl.h lib/base/err.c lib/app/app.c

# A folder includes itself and lower layers; app may use stream's writer.
layer() { # FOLDER ALLOWED-REGEX
	grep -rnE '#include "' "lib/$1" 2>/dev/null | grep -vE "#include \"($2)/|sql\.inc|data\.inc" | report "lib/$1 reaches too far"
}
layer base 'base'
layer stat 'base|stat'
layer stream 'base|stream'
layer app 'base|app|stream'
layer store 'base|store'
for subject in import repurchase mileage dispute consult guide; do
	[ -d "lib/$subject" ] && layer "$subject" "base|stream|app|store|stat|$subject"
done

for header in lib/*/*.h; do
	"${CC:-cc}" -std=c11 -D_GNU_SOURCE -Ilib -I"$B" -Wall -Wextra -Wno-overlength-strings -fsyntax-only -x c "$header" 2>&1
done | report 'every header compiles alone'

grep -nE '"[^"]*\b(SELECT|INSERT|UPDATE|DELETE) ' cmd/*.c lib/*/*.c | report 'SQL text stands in .sql files'
grep -niE "'now'|current_(date|time)|random\(\)" lib/*/*.sql | report 'no clock and no chance in SQL'
grep -nE 'OR (IGNORE|REPLACE)' lib/*/*.sql | report 'conflicts name their key'
grep -nE '^[^"]*//' cmd/*.c lib/*/*.[ch] test/*/*.[ch] | grep -vE 'https?://|\* ' | report 'no // comments'
grep -nE '\b(malloc|calloc|realloc|strdup)\(' lib/*/*.c | grep -v '^lib/base/mem.c' | report 'only mem.c allocates'
grep -nE '\b(getenv|clock_gettime|time\(|exit)\(' lib/*/*.c |
    grep -vE '^lib/(app/|base/mem.c|stream/progress.c)|:[[:space:]]*/?\*' | report 'no environment, clock or exit below app'

if command -v ctags >/dev/null; then
	ctags -x --c-kinds=f --fields=+ne --_xformat='%N %n %{end} %F' cmd/*.c lib/*/*.c 2>/dev/null |
	    awk '$3 - $2 >= 60 { print $4 ": " $1 ": " $3 - $2 + 1 " lines" }' | report 'no function over 60 lines'
fi

xgettext --language=C --keyword=_ --keyword=N_ --keyword=cs_tr_count:1,2 --from-code=UTF-8 --omit-header -o "$B/cs.pot.body" \
    cmd/*.c lib/*/*.c lib/*/*.h 2>/dev/null
sh test/lint/headings.sh >>"$B/cs.pot.body"
{ printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'; cat "$B/cs.pot.body"; } | msguniq -o "$B/cs.pot" 2>&1 | report xgettext
msgcmp --use-untranslated lib/po/ko.po "$B/cs.pot" 2>&1 | grep -vE 'fatal|warning:' | report 'ko.po lacks a sentence'
msgattrib --untranslated --no-obsolete lib/po/ko.po | grep '^msgid' | grep -v 'msgid ""' | report 'ko.po: not translated'
msgattrib --only-fuzzy --no-obsolete lib/po/ko.po | grep '^msgid' | grep -v 'msgid ""' | report 'ko.po: fuzzy'
msgfmt --check-format -o /dev/null lib/po/ko.po 2>&1 | report 'ko.po: format'

mandoc -Tlint -W warning man/* 2>&1 | report 'man pages'
if command -v shellcheck >/dev/null; then
	shellcheck -x -S warning -s sh -e SC2238,SC1090,SC1091,SC2034,SC2154,SC2086,SC2312 test/*/*.sh test/cli/*.t .ci/run 2>&1 | report shellcheck
fi
if git rev-parse --git-dir >/dev/null 2>&1; then
	git grep -nIE '/(work|root)/|/(tmp/bash|home/[a-z])' -- . | report 'paths of one machine'
	git ls-files | sed 's,/.*,,' | sort -u | grep -vxE 'cmd|lib|man|completions|test|Makefile|README\.md|\..*' |
	    report 'top-level entries beyond the agreed ones'
fi
cat "$all"
[ ! -s "$all" ] && echo 'lint: clean'
