# What a report says of a time of which little is known: a shop of 90 days,
# one order a day, and a ledger of consultations that is four days old.  All
# numbers are counted by hand.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-11-30 TZ=UTC0
day() { date -u -d "2026-09-01 + $1 days" +%F; }
printf 'order_no\tline_no\tordered_at\tpaid_at\tcustomer_id\tproduct_id\tamount\tdelivered_at\n' >orders.tsv
for i in $(seq 0 89); do
	printf 'A%s\t1\t%sT10:00:00\t%sT10:00:00\tC%s\tP1\t1000\t%sT10:00:00\n' "$i" "$(day "$i")" "$(day "$i")" $((i % 40)) "$(day $((i + 2)))"
done >>orders.tsv
cs-import orders -q orders.tsv >/dev/null 2>&1 || t_fail 'import'
sqlite3 "$CS_DB" "UPDATE batch SET imported_at = strftime('%s', '2026-11-30 06:00')"
column() { # NAME...: these columns of a TSV with a header
	awk -F '\t' -v names="$*" 'NR == 1 { n = split(names, want, " "); for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ line = $at[want[1]]; for (i = 2; i <= n; i++) line = line "|" $at[want[i]]; print line }'
}
figure() { # REPORT ID ARGUMENT...
	report=$1 id=$2
	shift 2
	cs-report "$report" -q -f tsv --table all "$@" | awk -F '\t' -v id="$id" '$2 == "figure" && $3 == id { print $6 "|" $9 "|" $12 "|" $15 }'
}

# No ledger: nobody knows whether anybody asked.
t_is 'no consultations kept: not known who asked' \
    "$(cs-report waiting -q --range 2026-09-01..2026-11-29 -f tsv --table by_waiting | column waiting orders contacted contact_rate)" '2 days|90||'

# Nor whether the page or the order failed anybody; that the goods came in two days is known.
t_is 'touchpoints of which nothing is known' "$(cs-report mot -q --range 2026-09-01..2026-11-25 -f tsv --table chain |
    column touchpoint exposures failures success | grep -E '^(page|payment|delivery|consult)' | tr '\n' ' ')" \
    'page||| payment||| delivery|86|0|1.000000 consult||| '

# Four complaints from the 26th on, about the four orders of these days.
for i in 86 87 88 89; do
	cs-consult add 말씀 --id "K$i" --kind complaint --cause delivery.late --order "A$i" --customer "C$((i % 40))" \
	    --at "$(day "$i") 11:00" -q >/dev/null || t_fail "K$i"
done
t_is 'complaints before the ledger are not known' "$(figure causes complaints --range 2026-11-01..2026-11-29)" '4|4||'
t_is 'nor are they in a cell' \
    "$(cs-report causes -q --range 2026-11-01..2026-11-29 -f tsv --table causes | column complaints before verdict)" '4||too few'
# Of 29 orders of the time four were placed since the 26th: too few for a rate, not 4 of 29.
t_is 'four orders are no rate' "$(figure causes complaints_per_100_orders --range 2026-11-01..2026-11-29)" '|4||too_few'
t_is 'unless that is enough' "$(figure causes complaints_per_100_orders --range 2026-11-01..2026-11-29 --least 4)" '100.00|4||'
t_run cs-report causes --range 2026-11-01..2026-11-29 -f text
t_out 'Consultations are known since 2026-11-26: there is no time as long'
t_is 'four of 90 orders asked, of four that could be known' \
    "$(cs-report waiting -q --range 2026-09-01..2026-11-29 -f tsv --table by_waiting --least 4 | column orders contacted contact_rate)" '90|4|1.000000'

# A chart of four days is no dead end: from Thursday 2026-11-26 on, ten weeks of Mondays later is 2027-02-01.
for kind in u g run; do
	t_run cs-report chart $kind --of complaints -f text
	t_out 'Known since 2026-11-26'
done
t_run cs-report chart u --of complaints -f text
t_is 'and when there is enough' "$(tr -s '\n ' '  ' <out | grep -c 'with 1 of the 10 points so far that a chart needs: from 2027-02-01 on')" 1
t_run cs-report chart u --of complaints --per day -f text
t_is 'day by day' "$(tr -s '\n ' '  ' <out | grep -c 'with 4 of the 10 points so far that a chart needs: from 2026-12-06 on')" 1

# Of five complaints one names no order: four orders had trouble, a fifth may have had.
cs-consult add 말씀 --id K90 --kind complaint --cause delivery.late --at '2026-11-29 12:00' -q >/dev/null || t_fail K90
t_is 'a complaint without an order is no order' "$(figure mot failed_orders --range 2026-11-26..2026-11-29)" '4|4||'
t_run cs-report mot --range 2026-11-26..2026-11-29 -f text
t_out '1 complaint names no order that is known'
if grep -q 'weakest' out; then t_fail 'five cases name no weakest touchpoint' "$(cat out)"; else t_ok 'five cases name no weakest touchpoint'; fi

# A month before the data and one to come.
for month in 2016-05 2027-01; do
	t_is "$month: no refund is known" "$(figure monthly refunds --range $month)" '|0||'
	t_is "$month: no remedy is known" "$(figure monthly remedies --range $month)" '|0||'
	t_is "$month: nor are points of today" "$(figure monthly points_owed --range $month)" ''
done
t_run cs-report monthly --range 2027-01 -f text
t_out 'still to come'
if grep -q 'Today is not over' out; then t_fail 'what is to come has nothing to do with today' "$(cat out)"; else t_ok 'what is to come has nothing to do with today'; fi

# A shop that sells every other week, in W36, W38 ... W46 of 2026, and is complained to in every week:
# complaints 1 2 1 2 ... are counted with the week before, 3 on 4 orders each, 18 in all as in the store.
export CS_DB="$T_DIR/weeks.db"
head -1 orders.tsv >weeks.tsv
for week in 0 2 4 6 8 10; do
	for i in 1 2 3 4; do
		printf 'W%s-%s\t1\t%s\t%s\tC%s\tP1\t1000\t\n' "$week" "$i" "$(day $((week * 7 - 1)))" "$(day $((week * 7 - 1)))" "$i"
	done
done >>weeks.tsv
cs-import orders -q weeks.tsv >/dev/null 2>&1 || t_fail 'import of the weeks'
sqlite3 "$CS_DB" "UPDATE batch SET imported_at = strftime('%s', '2026-11-30 06:00')"
for week in 0 1 2 3 4 5 6 7 8 9 10 11; do
	for i in $(seq 0 $((week % 2))); do
		cs-consult add 말씀 --id "X$week-$i" --kind complaint --cause delivery.late --at "$(day $((week * 7 - 1))) 11:0$i" -q >/dev/null || t_fail "X$week"
	done
done
cs-report chart u -q --of complaints --range 2026-08-31..2026-11-22 -f tsv --table points | column period cases size value | grep -v '||' >got
awk 'BEGIN { for (w = 36; w <= 46; w += 2) printf "2026-W%d|3|4|0.750000\n", w }' >want
t_same 'complaints of weeks without orders count with the week before' want got
t_is 'as many as the store has' "$(awk -F '|' '{ s += $2 } END { print s }' got)" "$(cs-consult export -q 2>/dev/null | tail -n +2 | wc -l | tr -d ' ')"
t_run cs-report chart u --of complaints --range 2026-08-31..2026-11-22 -f text
t_out '12 of the cases fell on points'
printf 'week\tcases\torders\n2026-W01\t1\t10\n2026-W02\t2\t0\n2026-W03\t1\t10\n' >zero.tsv
t_is 'nor does a file lose them' "$(cs-report chart u -q -f tsv zero.tsv | column period cases | tr '\n' ' ')" \
    '2026-W01|3 2026-W02| 2026-W03|1 '

# A run chart has no limits: one point of 40 among 1 and 2 is no shift, which is not "nothing but chance".
awk 'BEGIN { print "week\tcases"; for (i = 1; i <= 14; i++) printf "2026-W%02d\t%d\n", i, i == 9 ? 40 : i % 2 + 1 }' >run.tsv
t_run cs-report chart run -f text run.tsv
if grep -q 'outside the limits' out; then t_fail 'no legend of limits that are not there' "$(cat out)"; else t_ok 'no legend of limits that are not there'; fi
t_out 'the line without marks is the centre line'
t_out 'The runs show no shift'
t_out 'cannot judge one point'
t_done
