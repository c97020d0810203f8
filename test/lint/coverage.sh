#!/bin/sh
# A table of line coverage for each file, lowest first.
cd "$1" || exit 4
for data in lib/*/*.gcda cmd/*.gcda; do
	gcov -n -o "$(dirname "$data")" "$data" 2>/dev/null
done | awk '/^File / { file = $2; gsub(/\047/, "", file) }
	/^Lines executed/ && file ~ /^(lib|cmd)\// && file ~ /[.]c$/ { split($2, part, ":"); print part[2], $4, file }' |
	sort -n | awk '{ print } { split($1, p, "%"); sum += p[1] * $2; lines += $2 }
	END { if (lines) printf "%.2f%% of %d lines\n", sum / lines, lines }'
