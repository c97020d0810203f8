#!/bin/sh
# Runs every test against the programs in $B and closes with one line.
set -u
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$B:$PATH
WRAP=${WRAP-}
export ROOT PATH WRAP B
export LC_ALL=C.UTF-8 TZ=America/Los_Angeles
unset CS_DB CS_FORMAT CS_AS_OF CS_LANG XDG_DATA_HOME XDG_CONFIG_HOME LANGUAGE
log=$(mktemp -d "${TMPDIR:-/tmp}/cs-check.XXXXXX") || exit 4
trap 'rm -rf "$log"' EXIT

(cd "$ROOT" && $WRAP "$B/unit") >"$log/unit" 2>&1
unit=$?
grep -vE '^$|CUnit|cunit' "$log/unit"

# Cases and scripts stand alone, so they share the cores.
jobs=$(nproc 2>/dev/null || echo 1)
find "$ROOT/test/golden" -name cmd 2>/dev/null | sort | sed 's,/cmd$,,' |
    timeout 300 xargs -r -P "$jobs" -n 8 sh "$ROOT/test/cli/golden.sh" >"$log/golden" 2>&1

# What once broke a parser is fed to it again.
for replay in "$B"/replay-*; do
	target=${replay##*/replay-}
	if $WRAP "$replay" "$ROOT/test/fuzz/corpus/$target" >"$log/replay" 2>&1; then
		echo "ok corpus of $target" >>"$log/golden"
	else
		{ echo "not ok corpus of $target"; sed 's/^/#   /' "$log/replay"; } >>"$log/golden"
	fi
done
grep -v '^ok' "$log/golden"

for script in "$ROOT"/test/cli/*.t; do
	[ -e "$script" ] || continue
	out=$log/$(basename "$script")
	timeout 300 sh "$script" >"$out" 2>"$out.err"
	code=$?
	plan=$(sed -n 's/^1\.\.//p' "$out")
	seen=$(grep -cE '^(not )?ok ' "$out")
	# A script that dies half way has failed, whatever it counted.
	if [ "$plan" != "$seen" ] || { [ "$code" -ne 0 ] && ! grep -q '^not ok' "$out"; }; then
		echo "not ok - $(basename "$script") stopped with exit $code after $seen tests" >>"$out"
	fi
	printf '%s: %s tests, %s failed\n' "$(basename "$script")" "$seen" "$(grep -c '^not ok' "$out")"
	grep -A30 '^not ok' "$out"
	grep '^SKIPPED' "$out.err"
done

count() { cat "$log/golden" "$log"/*.t 2>/dev/null | grep -cE "$1"; }
unit_passed=$(sed -n 's/^unit: \([0-9]*\) passed.*/\1/p' "$log/unit")
unit_failed=$(sed -n 's/^unit: .* \([0-9]*\) failed$/\1/p' "$log/unit")
[ "$unit" -eq 0 ] || [ "${unit_failed:-0}" -gt 0 ] || unit_failed=1
skipped=$(count '^ok .*# SKIP')
passed=$((${unit_passed:-0} + $(count '^ok ') - skipped))
failed=$((${unit_failed:-0} + $(count '^not ok ')))
printf '%s passed, %s failed' "$passed" "$failed"
[ "$skipped" -eq 0 ] || printf ', %s skipped' "$skipped"
echo
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
