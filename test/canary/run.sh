#!/bin/sh
# Canaries: the ledger built with one planted bug each.  The suite must catch
# every one of them; a bug that it does not notice is a hole in the tests.
#	B=build/release sh test/canary/run.sh
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/cs-canary.XXXXXX") || exit 4
trap 'rm -rf "$work"' EXIT
missed=0
for patch in "$root"/test/canary/*.sed; do
	name=$(basename "$patch" .sed)
	file=$(sed -n 's/^# file: //p' "$patch")
	rm -rf "$work/src"
	mkdir -p "$work/src"
	cp -r "$root/lib" "$root/test" "$root/Makefile" "$work/src"
	sed -i -f "$patch" "$work/src/$file"
	if cmp -s "$root/$file" "$work/src/$file"; then
		echo "not ok - canary $name: the patch no longer fits"
		missed=$((missed + 1))
		continue
	fi
	mkdir -p "$work/src/build"
	cp -r "$B" "$work/src/build/release"
	touch "$work/src/$file"
	if ! make -s -C "$work/src" build/release/sim build/release/unit >"$work/log" 2>&1; then
		echo "not ok - canary $name does not build"
		tail -n 5 "$work/log"
		missed=$((missed + 1))
	elif "$work/src/build/release/unit" ledger >/dev/null 2>&1 && "$work/src/build/release/unit" share >/dev/null 2>&1 &&
	    "$work/src/build/release/sim" --steps 5000 >"$work/log" 2>&1; then
		echo "not ok - canary $name lives"
		missed=$((missed + 1))
	else
		echo "ok - canary $name is caught"
	fi
done
echo "$missed canaries missed"
[ "$missed" -eq 0 ]
