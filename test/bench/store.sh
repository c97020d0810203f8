#!/bin/sh
# A large shop's store: 1,000,000 orders, their returns, 100,000 consultations
# and 500,000 operations of points, and what is asked of it every day.
# ORDERS (1000000) sets the size; BENCH_STORE names a store that is kept.
set -eu
ORDERS=${ORDERS:-1000000}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/cs-store.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
PATH=$B:$PATH
export CS_AS_OF=2026-01-01 CS_DB="${BENCH_STORE:-$work/shop.db}" TZ=UTC0
missed=0

report() { # NAME VALUE UNIT BOUND
	verdict=$(awk -v v="$2" -v b="$4" 'BEGIN { print (v <= b) ? "within" : "MISSED" }')
	[ "$verdict" = within ] || missed=$((missed + 1))
	printf '%-62s %10.3f %-8s bound %8s  %s\n' "$1" "$2" "$3" "$4" "$verdict"
}

# The best of three, in seconds with four places into `wall`, kilobytes into `peak`.
timed() { # COMMAND: exit 1 is an answer
	wall=
	for run in 1 2 3; do
		start=$(date +%s%N)
		/usr/bin/time -f '%M' -o peak sh -c "exec $1" >/dev/null 2>said || [ $? -eq 1 ] || { cat said >&2; exit 4; }
		wall=$(awk -v a="$start" -v b="$(date +%s%N)" -v w="$wall" \
		    'BEGIN { s = (b - a) / 1e9; print (w == "" || s < w) ? s : w }')
	done
	peak=$(tail -n 1 peak)
}

fill() {
	"$B/gen" "$((ORDERS * 5 / 2))" >orders.csv
	awk -v every=10 -f "$here/genafter.awk" orders.csv
	awk -v n="$((ORDERS / 2))" -v customers="$((ORDERS / 10))" -v name=user%07d -f "$here/genpoints.awk" >points.tsv
	cs-import orders orders.csv -q
	cs-import returns returns.tsv -q
	cs-import contacts contacts.tsv -q
	cs-mileage apply points.tsv --partial -q || [ $? -eq 1 ]
	rm -f orders.csv
}

[ -s "$CS_DB" ] || fill >/dev/null
echo "== the store of $ORDERS orders, $(wc -c <"$CS_DB") bytes, best of 3, $(nproc) cores"
for of in 'daily|1' 'weekly|2' 'monthly|3' 'monthly --format html|3'; do
	timed "cs-report ${of%|*} -q -o report.out"
	report "cs-report ${of%|*}" "$wall" s "${of#*|}"
	report "cs-report ${of%|*}: peak memory" "$peak" KiB 204800
done
for of in list next due angry stale; do
	timed "cs-consult $of -q -o list.out"
	report "cs-consult $of" "$wall" s 0.5
done
timed 'cs-consult export -q -o export.out'
report 'cs-consult export: peak memory' "$peak" KiB 51200
timed 'cs-consult card user0000011 -q -o card.out'
report 'cs-consult card' "$(awk -v w="$wall" 'BEGIN { print w * 1000 }')" ms 20
echo "$missed bounds missed"
[ "$missed" -eq 0 ]
