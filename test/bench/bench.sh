#!/bin/sh
# Timings against what a shop owner would use instead, as medians and ratios.
# LINES (1,000,000) sets the size; BIG (10,000,000) that of the large store, 0
# leaves it out.  Needs hyperfine, miller and the sqlite3 shell.
set -eu
LINES=${LINES:-1000000}
BIG=${BIG:-10000000}
RUNS=${RUNS:-3}
here=$(cd "$(dirname "$0")" && pwd)
work=${BENCH_DIR:-$(mktemp -d "${TMPDIR:-/tmp}/cs-bench.XXXXXX")}
mkdir -p "$work"
cd "$work"
PATH=$B:$PATH
export CS_AS_OF=2026-01-01
gen=$B/gen
missed=0

median() { # COMMAND [PREPARE]
	hyperfine -N --style none --runs "$RUNS" --prepare "${2:-true}" --export-json time.json "$1" >/dev/null 2>hyperfine.err ||
	    { cat hyperfine.err >&2; exit 4; }
	sed -n 's/^ *"median": \([0-9.e-]*\),*$/\1/p' time.json | head -n 1
}

peak() { # COMMAND: kilobytes
	/usr/bin/time -f '%M' -o peak sh -c "exec $1" >/dev/null 2>&1
	tail -n 1 peak
}

report() { # NAME VALUE UNIT BOUND: is it within?
	verdict=$(awk -v v="$2" -v b="$4" 'BEGIN { print (v <= b) ? "within" : "MISSED" }')
	[ "$verdict" = within ] || missed=$((missed + 1))
	printf '%-62s %10.3f %-8s bound %8s  %s\n' "$1" "$2" "$3" "$4" "$verdict"
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.4f", a / b }'; }

[ -s lines.csv ] || "$gen" "$LINES" >lines.csv
cat >import.sql <<'SQL'
CREATE TABLE o(order_no TEXT, line_no TEXT, ordered_at TEXT, paid_at TEXT, customer_id TEXT, product_id TEXT,
  product_name TEXT, category TEXT, option TEXT, quantity INTEGER, unit_price INTEGER, discount INTEGER, amount INTEGER,
  order_amount INTEGER, shipping_fee INTEGER, mileage_used INTEGER, coupon_discount INTEGER, channel TEXT, status TEXT,
  status_text TEXT, shipped_at TEXT, delivered_at TEXT, customer_name TEXT, phone TEXT, email TEXT,
  UNIQUE (order_no, line_no));
CREATE INDEX o_customer ON o (customer_id, ordered_at);
.mode csv
.import --skip 1 lines.csv o
SQL
cat >rate.sql <<'SQL'
WITH purchase AS (
  SELECT customer_id, substr(ordered_at, 1, 10) AS day, sum(amount) AS amount FROM o
  WHERE customer_id <> '' AND status NOT IN ('cancelled', 'returned') GROUP BY 1, 2),
ranked AS (
  SELECT customer_id, substr(day, 1, 7) AS period, amount,
    row_number() OVER (PARTITION BY customer_id ORDER BY day) AS rank FROM purchase),
person AS (
  SELECT period, customer_id, count(*) AS n, min(rank) AS first, max(rank) AS last, sum(amount) AS amount,
    sum(rank > 1) AS again, sum(CASE WHEN rank > 1 THEN amount END) AS again_amount FROM ranked GROUP BY 1, 2)
SELECT period, count(*), sum(first = 1), sum(first > 1), sum(n > 1), sum(last > 1), sum(n), sum(again), sum(amount),
  sum(again_amount), 1.0 * sum(n > 1) / count(*), 1.0 * sum(last > 1) / count(*) FROM person GROUP BY 1 ORDER BY 1;
SQL

echo "== $LINES lines, $(wc -c <lines.csv) bytes, medians of $RUNS runs, $(nproc) cores"
theirs=$(median 'sh -c "sqlite3 theirs.db <import.sql"' 'rm -f theirs.db')
ours=$(median 'cs-import orders lines.csv -q -d ours.db -o counts.tsv' 'rm -f ours.db')
printf '%-62s %10.3f s\n' 'sqlite3 .import, same key and index' "$theirs" 'cs-import orders' "$ours"
report 'cs-import / sqlite3 .import' "$(ratio "$ours" "$theirs")" x 0.5
rm -f ours.db
report 'cs-import orders: peak memory' "$(peak 'cs-import orders lines.csv -q -d ours.db')" KiB 204800

theirs=$(median 'sh -c "sqlite3 theirs.db <rate.sql"')
ours=$(median 'cs-repurchase rate --by month -q -d ours.db -o rate.tsv')
printf '%-62s %10.3f s\n' 'the same rates in SQL, sqlite3 shell' "$theirs" 'cs-repurchase rate --by month, store' "$ours"
report 'cs-repurchase rate / sqlite3 shell' "$(ratio "$ours" "$theirs")" x 0.3

cat >miller.sh <<'MLR'
exec mlr --icsv --otsv cut -o -f customer_id,ordered_at,status \
  then filter '$customer_id != "" && $status != "cancelled" && $status != "returned"' \
  then put '$day = sub($ordered_at, "T.*", "")' then count-distinct -f customer_id,day \
  then count -g customer_id then filter '$count >= 2' then count lines.csv
MLR
theirs=$(median 'sh miller.sh')
ours=$(median 'cs-repurchase rate --by month -q -o rate.tsv lines.csv')
printf '%-62s %10.3f s\n' 'miller, customers with two purchase days only' "$theirs" 'cs-repurchase rate --by month, CSV stream' "$ours"
report 'cs-repurchase rate from CSV / miller' "$(ratio "$ours" "$theirs")" x 0.2

RUNS=30
report 'start-up: cs-repurchase --version' "$(median 'cs-repurchase --version' | awk '{ print $1 * 1000 }')" ms 10
rm -f empty.db
printf 'date,source,visits\n2026-01-01,ad,1\n' >visits.csv
cs-import visits visits.csv -q -d empty.db >/dev/null
report 'start-up: a query of a store without orders' \
    "$(median 'cs-repurchase rate -q -d empty.db -o rate.tsv' | awk '{ print $1 * 1000 }')" ms 10
RUNS=3
awk 'NR == 1 { print; next } { row[n++] = $0 } END { for (i = 0; i < 1000000; i++) print row[i % n] }' \
    "$(dirname "$B")/../test/data/demo/disputes.tsv" >disputes.tsv
report 'cs-dispute decide, 1,000,000 cases' "$(median 'cs-dispute decide --as-of 2030-01-01 -o verdicts.tsv disputes.tsv')" s 3
report 'cs-dispute decide: peak memory' "$(peak 'cs-dispute decide --as-of 2030-01-01 -o verdicts.tsv disputes.tsv')" KiB 16384
RUNS=1
if [ "$BIG" -gt 0 ]; then
	one=$(median 'cs-import orders lines.csv -q -d ours.db -o counts.tsv' 'rm -f ours.db')
	[ -s big.csv ] || "$gen" "$BIG" 7 >big.csv
	rm -f big.db
	start=$(date +%s%N)
	kib=$(peak 'cs-import orders big.csv -q -d big.db')
	all=$(awk -v a="$start" -v b="$(date +%s%N)" 'BEGIN { print (b - a) / 1e9 }')
	echo "== $BIG lines"
	printf '%-62s %10.3f s\n' 'cs-import orders' "$all"
	report "time against $LINES lines" "$(ratio "$all" "$one")" x 12
	report 'peak memory' "$kib" KiB 1048576
	# Five days, each imported once: the middle one counts.
	for day in 1 2 3 4 5; do
		"$gen" 3000 "$day" "$((90000000 + day * 10000))" "$((BIG / 5))" >day.csv
		median 'cs-import orders day.csv -q -d big.db -o counts.tsv'
	done | sort -n | sed -n 3p >day
	report "a day's 3,000 lines into $BIG" "$(cat day)" s 0.5
	for command in 'rate --by month' within items cohort; do
		report "cs-repurchase $command" "$(median "cs-repurchase $command -q -d big.db -o answer.tsv")" s 4
	done
fi

# A shop out of the model itself; the published sample where it is at hand.
RUNS=3
export CS_AS_OF=2025-12-29
CUSTOMERS=${CUSTOMERS:-1000000}
echo "== $CUSTOMERS customers"
[ -s buyers.tsv ] || perl "$here/buyers.pl" mbgnbd "$CUSTOMERS" 1 0.8 12 0.7 2.5 >buyers.tsv
rm -f buyers.db
cs-import orders --preset canonical buyers.tsv -q -d buyers.db >counts.tsv
for source in '-d buyers.db' buyers.tsv; do
	report "cs-repurchase customers with predictions, $source" "$(median "cs-repurchase customers -q -o answer.tsv $source")" s 3
	report 'cs-repurchase customers: peak memory' "$(peak "cs-repurchase customers -q -o answer.tsv $source")" KiB 307200
done
report 'cs-repurchase model, one core' "$(median 'taskset -c 0 cs-repurchase model -q -o answer.tsv -d buyers.db')" s 3
sample=${CS_TEST_DATA:-$here/../../../shared/data}/cdnow/CDNOW_sample.txt
if [ -r "$sample" ]; then
	cs-import --emit orders --preset cdnow -q "$sample" >cdnow.tsv
	RUNS=20
	report 'cs-repurchase model, CDNOW sample' \
	    "$(median 'cs-repurchase model --as-of 1997-09-30 -q -o answer.tsv cdnow.tsv' | awk '{ print $1 * 1000 }')" ms 50
else
	echo "no $sample: no timing of the published sample"
fi
[ -n "${BENCH_DIR:-}" ] || rm -rf "$work"
echo "$missed bounds missed"
[ "$missed" -eq 0 ]
