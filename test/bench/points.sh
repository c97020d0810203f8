#!/bin/sh
# The points ledger at a million postings over 50,000 customers, beside what
# a shop would use instead: a plain-text ledger.  Needs hledger for the ratio.
# POINTS (500000) operations make two postings each.
set -eu
POINTS=${POINTS:-500000}
CUSTOMERS=${CUSTOMERS:-50000}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/cs-points.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
PATH=$B:$PATH
export CS_AS_OF=2026-01-01 CS_DB=$work/points.db
missed=0

report() { # NAME VALUE UNIT BOUND
	verdict=$(awk -v v="$2" -v b="$4" 'BEGIN { print (v <= b) ? "within" : "MISSED" }')
	[ "$verdict" = within ] || missed=$((missed + 1))
	printf '%-62s %10.3f %-8s bound %8s  %s\n' "$1" "$2" "$3" "$4" "$verdict"
}

timed() { # COMMAND: seconds into `wall`, kilobytes into `peak`; exit 1 is an answer
	/usr/bin/time -f '%e %M' -o time sh -c "$1" >/dev/null 2>&1 || [ $? -eq 1 ]
	wall=$(tail -n 1 time | cut -d' ' -f1)
	peak=$(tail -n 1 time | cut -d' ' -f2)
}

awk -v n="$POINTS" -v customers="$CUSTOMERS" -f "$here/genpoints.awk" >ops.tsv
timed 'exec cs-mileage apply ops.tsv --partial -q'
report "cs-mileage apply, $POINTS operations" "$wall" s 15
report 'cs-mileage apply: peak memory' "$peak" KiB 102400
timed 'exec cs-mileage verify -q'
report 'cs-mileage verify' "$wall" s 5
timed 'exec cs-mileage balance -q -o balances.tsv'
ours=$wall
report 'cs-mileage balance, all customers' "$ours" s 1
printf 'first\n' >times
for n in 1 2 3 4 5 6 7 8 9; do
	start=$(date +%s%N)
	cs-mileage use C000001 --points 1 --key "bench$n" -q >/dev/null
	echo $((($(date +%s%N) - start) / 1000)) >>times
done
report 'one use from the shell, synchronous=FULL' "$(tail -n +2 times | sort -n | sed -n 5p | awk '{ print $1 / 1000 }')" ms 10
if command -v hledger >/dev/null; then
	cs-mileage export --to hledger -o books.journal -q
	timed 'exec hledger -f books.journal balance'
	printf '%-62s %10.3f s\n' 'hledger balance on the exported journal' "$wall" 'hledger: peak memory, MiB' "$((peak / 1024))"
	report 'cs-mileage balance / hledger balance' "$(awk -v a="$ours" -v b="$wall" 'BEGIN { print a / b }')" x 0.02
else
	echo 'hledger is not installed: no ratio'
fi
echo "$missed bounds missed"
[ "$missed" -eq 0 ]
