#!/bin/sh
# The consultation ledger at a million events (CASES cases of five) beside a
# million orders (LINES order lines).  Bounds are those of an idle machine.
set -eu
CASES=${CASES:-200000}
LINES=${LINES:-2600000}
work=$(mktemp -d "${TMPDIR:-/tmp}/cs-desk.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
PATH=$B:$PATH
# Later than everything: what is open is read from the queue.
export CS_AS_OF=2027-12-31 CS_DB=$work/shop.db CS_AGENT=bench
missed=0

report() { # NAME VALUE UNIT BOUND
	verdict=$(awk -v v="$2" -v b="$4" 'BEGIN { print (v <= b) ? "within" : "MISSED" }')
	[ "$verdict" = within ] || missed=$((missed + 1))
	printf '%-62s %10.3f %-8s bound %8s  %s\n' "$1" "$2" "$3" "$4" "$verdict"
}

timed() { # COMMAND: the best of three: seconds into `wall`, kilobytes into `peak`
	wall=999
	for n in 1 2 3; do
		/usr/bin/time -f '%e %M' -o time sh -c "$1" >out 2>err
		wall=$(awk -v best="$wall" '{ print ($1 < best) ? $1 : best }' time)
	done
	peak=$(cut -d' ' -f2 time)
}

gen "$LINES" >orders.csv
cs-import orders orders.csv -q >/dev/null
rm orders.csv
gendesk shop.db "$CASES"
printf '%s orders, %s customers, %s consultations, %s events\n' "$(sqlite3 shop.db 'SELECT count(*) FROM orders')" \
    "$(sqlite3 shop.db 'SELECT count(*) FROM customer')" "$CASES" "$(sqlite3 shop.db 'SELECT count(*) FROM contact_event')"
for command in list next due angry; do
	timed "exec cs-consult $command"
	report "cs-consult $command" "$wall" s 0.5
done
timed 'exec cs-consult search 배송'
report 'cs-consult search' "$wall" s 2
timed 'exec cs-consult export'
report "cs-consult export, $(grep -c '' out) rows" "$wall" s 6
# What SQLite keeps of the file, and not a row of ours.
report 'cs-consult export: peak memory' "$peak" KiB 65536
timed 'exec cs-consult check -q'
report 'cs-consult check, the whole chain' "$wall" s 6
who=$(sqlite3 shop.db 'SELECT code FROM customer ORDER BY id DESC LIMIT 1')
phone=$(sqlite3 shop.db 'SELECT phone FROM customer WHERE phone IS NOT NULL ORDER BY id DESC LIMIT 1')
order=$(sqlite3 shop.db 'SELECT order_no FROM orders ORDER BY id DESC LIMIT 1')
for subject in "$who" "$phone" "$order"; do
	: >times
	for n in 1 2 3 4 5 6 7 8 9; do
		start=$(date +%s%N)
		cs-consult card "$subject" >/dev/null
		echo $((($(date +%s%N) - start) / 1000)) >>times
	done
	report "cs-consult card $subject, the process and all" "$(sort -n times | sed -n 5p | awk '{ print $1 / 1000 }')" ms 20
done
echo "$missed bounds missed"
[ "$missed" -eq 0 ]
