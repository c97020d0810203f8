#!/bin/sh
# branches.sh BUILD [FILE...]: every branch of the law engine that no unit test took.
# Left out: branches that lead to CS_BUG, which cannot be taken, and the case
# that a switch over an enum does not have.
cd "$(dirname "$0")/../.." || exit 4
build=$1
shift
[ $# -gt 0 ] || set -- dispute/calendar dispute/facts dispute/finding dispute/interest dispute/judge dispute/law dispute/table
found=0
for file in "$@"; do
	gcov -t -b -c -o "$build/lib/${file%/*}" "$build/lib/$file.gcda" 2>/dev/null | awk -v file="lib/$file.c" '
		FNR == 1 { on = 0 }
		/:    0:Source:/ { on = index($0, file) > 0 }
		!on { next }
		/^branch/ { total++; if ($0 ~ /taken 0|never/) bad[++n] = line; next }
		/^(call|function|unconditional)/ { next }
		{ text = $0; sub(/^[^:]*: */, "", text); split(text, part, ":"); line = part[1] + 0
		  source[line] = substr(text, index(text, ":") + 1) }
		END {
			for (i = 1; i <= n; i++) {
				l = bad[i]
				bug = 0
				for (k = l; k <= l + 3; k++) if (source[k] ~ /CS_BUG/) bug = 1
				if (!bug && source[l] !~ /switch \(/) { print file ":" l ":" source[l]; left++ }
			}
			print file ": " total " branches, " left + 0 " not taken" > "/dev/stderr"
			exit left > 0
		}' || found=1
done
exit "$found"
