# Behind every figure of the digest stand its rows, as many as it says; and
# what another program or the sqlite3 shell counts is the same number.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-10-28 CS_AGENT=미소 TZ=UTC0
for kind in orders returns contacts; do cs-import $kind -q "$DATA/digest/$kind.tsv" -o /dev/null; done
sqlite3 shop.db "UPDATE batch SET imported_at = strftime('%s', '2026-10-28 06:00')"
c() { cs-consult -q "$@" >/dev/null || t_fail "cs-consult $*"; }
c agent 미소
c add --id K1 --at 2026-10-26T10:00 --kind complaint --channel phone --customer c005 --order A005 \
    --cause delivery.late.courier --flag emotion --flag abuse '화가 나요' --missed
c add --id K2 --at 2026-10-27T11:00 --kind question --channel email --customer c006 --answer '전화드릴게요' '문의'
c promise K2 2026-10-27T15:00 '전화' --at 2026-10-27T11:30
c flag K2 hard --at 2026-10-27T12:00
c compensate K2 points 3000 --at 2026-10-27T12:10
c add --id K3 --at 2026-10-27T09:00 --kind complaint --cause delivery.late --channel chat '배송'
cs-mileage grant c001 --points 5000 --key g1 --reason event --expires-on 2026-11-10 --eff 2026-10-20 -q >/dev/null
cs-mileage grant c002 --points 7000 --key g2 --reason event --expires-on 2027-10-20 --eff 2026-10-20 -q >/dev/null
cs-mileage use c002 --points 1500 --key u1 --order A038 --eff 2026-10-27 -q >/dev/null
cs-mileage compensate --from 2026-10-01 --as-of 2026-10-28 -q >/dev/null
cs-dispute open --case X1 --kind defect ordered_on=2026-10-10 paid_on=2026-10-10 supplied_on=2026-10-12 \
    claimed_on=2026-10-15 written=yes returned_on=2026-10-20 known_on=2026-10-15 goods=general defect_proven=yes \
    amount=50000 -q >/dev/null
cs-dispute open --case X2 --kind change_of_mind ordered_on=2026-10-10 -q >/dev/null
cs-dispute event X2 kca_referred --date 2026-10-14 -q >/dev/null
cs-dispute event X2 kca_proposal --date 2026-10-15 -q >/dev/null

# Every list is one of a figure, and every figure has one.
for report in daily weekly monthly; do
	cs-report $report --range 2026-10-27 -f tsv --table all | awk -F '\t' '$2 == "figure" { print $1 "\t" $3 }' | sort >figures
	cs-report $report --list help -f tsv | tail -n +2 | sort >lists
	comm -12 figures lists >listed
	t_same "$report: all figures have rows" figures listed
done

# Of amounts a column adds up to the figure; of a share and of a time the rows are the n that it rests on, and those of
# them that the share tells of stand in a column, too; of all others the rows are counted.
cat >rows.awk <<'EOF'
NR == 1 { for (i = 1; i <= NF; i++) h[$i] = i; next }
{
	n++
	if (of ~ /^(sales|remedies)$/) sum += $h["amount"]
	else if (of ~ /^(points_owed|compensation|budget_used)$/) sum += $h["points"]
	else if (of == "points_expiring") sum += $h["expiring_30d"]
	else if (of == "refunds") sum += $h["refund_amount"]
	else if (of == "interest_owed") sum += $h["interest"]
	else if (of == "weighted_load") sum += $h["stage"]
	else if (of == "rejected_rows") sum += $h["rejected"]
	else if (of == "last_import") sum = $h["imported_at"]
	else if (of ~ /_kept$/) { sum += $h["met"]; all += $h["met"] + $h["missed"] }
	else if (of == "satisfied") sum += $h["score"] >= 4
	else if (of == "solved_for_good") sum += $h["again_id"] == ""
	else if (of ~ /^repurchased/) sum += $h["came_back"] == "yes"
	else sum++
}
END {
	if (of ~ /_kept$/) n = all
	if (of ~ /_p[59]0$/) print n + 0
	else if (of ~ /_kept$|^satisfied$|^solved|^repurchased/) printf "%d %s\n", n, n < 10 ? "" : sprintf("%.6f", sum / n)
	else print sum == "" ? 0 : sum
}
EOF
said() { # FIGURE: its number, of a share with what it rests on, of a time that alone
	awk -F '\t' -v of="$1" '$2 == "figure" && $3 == of {
	if (of ~ /_p[59]0$/) print $9; else if (of ~ /_kept$|^satisfied$|^solved|^repurchased/) print $9 + 0 " " $6; else print $6 }' report.tsv
}
for report in 'daily --range 2026-10-27' 'weekly --range 2026-10-21..2026-10-27' 'monthly --range 2026-10-01..2026-10-27'; do
	cs-report $report -f tsv --table all >report.tsv
	for figure in $(awk -F '\t' '$2 == "figure" { print $3 }' report.tsv); do
		said=$(said "$figure")
		[ "$figure" != budget_used ] || said=$(said compensation)
		t_run cs-report $report -q --list "$figure"
		# What is not known has no number and no promise, but a list.
		if [ "$code" -ne 0 ] || [ -n "$said" ]; then
			t_is "$report: the rows behind $figure" "$code $(awk -F '\t' -v of="$figure" -f rows.awk out)" "0 $said"
		fi
	done
done

figure() { awk -F '\t' -v f="$1" '$2 == "figure" && $3 == f { print $6 }' report.tsv; }
shell() { sqlite3 shop.db "$1"; }
in_range="BETWEEN '2026-10-01' AND '2026-10-27T23:59:59'"
t_is 'orders: sqlite3' "$(figure orders)" "$(shell "SELECT count(DISTINCT order_no) FROM v_orders WHERE ordered_at $in_range")"
t_is 'sales: sqlite3' "$(figure sales)" "$(shell "SELECT sum(amount) FROM v_orders WHERE ordered_at $in_range")"
# Before the first return that was imported nothing is known of any.
t_is 'returns of October' "$(figure returns)" ''
t_is 'returns: sqlite3' "$(cs-report weekly --range 2026-10-21..2026-10-27 -f tsv --table all | awk -F '\t' '$3 == "returns" { print $6 }')" \
    "$(shell "SELECT count(*) FROM v_returns WHERE requested_at BETWEEN '2026-10-21' AND '2026-10-27T23:59:59' AND kind <> 'cancel'")"
# 15 days from the 15th (CFA 67(2)) end on Friday the 30th, in two days.
t_is 'a legal deadline is near' "$(figure legal_deadlines)" 1
t_is 'gone outside: cs-dispute external' "$(figure external_complaints)" \
    "$(cs-dispute external --from 2026-10-01 --to 2026-10-28 -q | awk -F '\t' '$1 == "2026-10" { print $2 }')"
t_is 'refunds: sqlite3' "$(figure refunds)" "$(shell "SELECT sum(refund_amount) FROM v_returns WHERE refunded_at $in_range")"
t_is 'repeat purchases: awk over the export' "$(figure repeat_purchases)" "$(awk -F '\t' 'NR > 1 { d = substr($2, 1, 10)
    if (!(($3, d) in seen)) { seen[$3, d]; if (d >= "2026-10-01" && ($3 in first)) n++; first[$3] } } END { print n }' "$DATA/digest/orders.tsv")"
cs-consult export -q >export.tsv
t_is 'consultations: cs-consult export' "$(figure contacts)" \
    "$(awk -F '\t' 'NR > 1 && $2 >= "2026-10-01" && $2 < "2026-10-28"' export.tsv | wc -l | tr -d ' ')"
t_is 'complaints: cs-consult export' "$(figure complaints)" \
    "$(awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) h[$i] = i; next } $h["kind"] == "complaint" && $2 >= "2026-10-01" && $2 < "2026-10-28"' export.tsv | wc -l | tr -d ' ')"
t_is 'angry: cs-consult angry' "$(figure angry_customers)" "$(cs-consult angry -q | tail -n +2 | wc -l | tr -d ' ')"
t_is 'points owed: cs-mileage balance' "$(figure points_owed)" "$(cs-mileage balance -q | awk -F '\t' 'NR > 1 { s += $2 + $3 + $4 } END { print s }')"
t_is 'points that lapse: cs-mileage balance' "$(figure points_expiring)" "$(cs-mileage balance -q | awk -F '\t' 'NR > 1 { s += $6 } END { print s }')"
# 50,000 at 15 % a year, due on Friday the 23rd, five days late: 50,000 x 0.15 x 5 / 365 = 102.7.
t_is 'interest owed' "$(figure interest_owed)" 102
t_is 'regulars: cs-repurchase customers' "$(figure regulars) $(figure at_risk_customers)" \
    "$(cs-repurchase customers -q --as-of 2026-10-27 | awk -F '\t' '$12 == "regular" || $12 == "big_spender" { r++ } $12 == "at_risk" { a++ } END { print r + 0, a + 0 }')"
t_is 'who came back: cs-repurchase within' "$(figure repurchased_30d)" \
    "$(cs-repurchase within --days 30 -q --as-of 2026-10-27 | awk -F '\t' 'NR == 2 { print $4 }')"
cs-report monthly --range 2026-10-01..2026-10-27 -f tsv --table rates >rates
# The data begin on 2026-09-01: who came in September for the first time may have come before, which nobody knows.
t_is 'rates by month: cs-repurchase rate' "$(tail -n +2 rates)" \
    "$(cs-repurchase rate --by month -q --as-of 2026-10-27 | awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) h[$i] = i; next }
    { print $1 "\t" $2 "\t" (NR == 2 ? "\t" : $h["returning_customers"] "\t" $h["returning_rate"]) "\t" $h["repeat_purchase_rate"] "\t" $h["repeat_revenue_rate"] }')"
# By awk, 20 customers bought in September and 21 in October; November was not imported, which is no month without buyers.
cs-report monthly --as-of 2026-12-02 --range 2026-11 -f tsv --table rates >rates
t_is 'no month before the first purchase, no zero after the last import' \
    "$(awk -F '\t' 'NR > 1 { printf "%s:%s ", $1, $2 }' rates)" '2026-09:20 2026-10:21 2026-11: '
for report in 'monthly --range 2026-10-01..2026-10-27' 'weekly --range 2026-10-21..2026-10-27'; do
	for form in text html tsv eml xlsx; do
		cs-report $report -f $form --table all --mailto cs@shop.example --width 0 >early.$form
		case $form in
		eml) perl -MMIME::Base64 -0777 -ne 'print decode_base64($_) for /\n\n([A-Za-z0-9+\/=\n]{100,})/g' early.$form ;;
		xlsx) unzip -p early.$form ;;
		*) cat early.$form ;;
		esac >early
		tr -s '\n ' ' ' <early | grep -aq 'begin on 2026-09-01: who bought before counts as new, so the rates of the months up to 2026-10' &&
		    t_ok "$report: the data are young, $form" || t_fail "$report: the data are young, $form"
	done
done
cs-report monthly --range 2026-10-01..2026-10-27 -f text --lang ko >early
grep -q '2026-09-01' early && t_ok 'in Korean' || t_fail 'in Korean' "$(cat early)"
cs-report monthly --range 2026-10-01..2026-10-27 -f tsv --table cohorts >cohorts
t_is 'cohorts: cs-repurchase cohort' "$(tail -n +2 cohorts)" \
    "$(cs-repurchase cohort -q --as-of 2026-10-27 | awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) h[$i] = i; next }
    $h["complete"] == "yes" { print $h["cohort"] "\t" $h["age"] "\t" $h["cohort_size"] "\t" $h["active"] "\t" $h["retention"] }')"

# A case takes the place of a return where it has a refund of its own to tell, or knows that it was paid; opened by
# itself it decides nothing, and the three business days of R1 (Art. 18(2)) run on.
refs() { cs-report $1 -q --list refunds_due | awk -F '\t' 'NR > 1 { printf "%s ", $1 }'; }
agree() { # NAME REFS: list, figure and table say the same
	cs-report daily -f tsv --table all >daily.tsv
	cs-report daily -f tsv --table duties >duties
	t_is "$1: the list" "$(refs daily)" "$2"
	t_is "$1: the figure" "$(awk -F '\t' '$2 == "figure" && $3 == "refunds_due" { print $6 }' daily.tsv)" "$(echo $2 | wc -w | tr -d ' ')"
	t_is "$1: the table" "$(awk -F '\t' '$3 == "refund" { printf "%s ", $1 }' duties)" "$2"
}
agree 'without a case of the order' 'X1 R1 '
cs-dispute open A033 --case X3 --kind change_of_mind --date 2026-10-28 -q >/dev/null
agree 'a case that is open' 'X1 R1 '
cs-dispute open A033 --case X4 --kind defect --line 9 ordered_on=2026-10-20 paid_on=2026-10-20 supplied_on=2026-10-20 \
    claimed_on=2026-10-20 written=yes returned_on=2026-10-22 known_on=2026-10-20 goods=general defect_proven=yes -q >/dev/null 2>&1
agree 'a case of another line' 'X1 R1 X4 '
cs-dispute open A033 --case X5 --kind defect claimed_on=2026-10-20 written=yes known_on=2026-10-20 goods=general \
    supplied_on=2026-10-20 defect_proven=yes -q >/dev/null
agree 'a case with a refund' 'X1 X4 X5 '
# They wait since the goods came back, not since the case was typed in: of X5 on the 22nd, of X1 on the 20th, 7 and
# 9 days of 1440 minutes up to 23:59 of the 28th.  The proposal of X2 came on the 15th.
t_is 'waiting since the clock began' "$(awk -F '\t' '$1 ~ /^X[125]$/ { printf "%s %s ", $1, $2 }' duties)" \
    'X1 12959 X5 10079 X2 20159 '
cs-dispute event X5 fact refunded_on=2026-10-28 -q >/dev/null
agree 'a case that was paid' 'X1 X4 '

# What was cancelled or sent back is no purchase, neither the earlier one nor this one: of these four only z3 came back.
repeats() { cs-report monthly --range 2026-10-01..2026-10-27 -f tsv --table all | awk -F '\t' '$2 == "figure" && $3 == "repeat_purchases" { print $6 }'; }
before=$(repeats)
{
	printf 'order_no\tordered_at\tcustomer_id\tamount\tstatus\tline_no\n'
	for line in 'Z1 06 z1 cancelled' 'Z2 20 z1 delivered' 'Z3 06 z2 delivered' 'Z4 20 z2 returned' 'Z5 06 z3 delivered' \
	    'Z6 20 z3 delivered' 'Z7 06 z4 delivered' 'Z8 20 z4 delivered'; do
		set -- $line
		printf '%s\t2026-10-%sT10:00:00\t%s\t1000\t%s\t1\n' "$1" "$2" "$3" "$4"
	done
} >more.tsv
printf 'return_id\torder_no\tline_no\tkind\trequested_at\treceived_at\trefunded_at\nRZ\tZ7\t1\treturn\t2026-10-07T10:00:00\t2026-10-08T10:00:00\t2026-10-08T12:00:00\n' >taken.tsv
cs-import orders -q more.tsv -o /dev/null
cs-import returns -q taken.tsv -o /dev/null
t_is 'only what was kept is a repeat purchase' "$(repeats)" $((before + 1))
t_is 'and is listed' "$(cs-report monthly --range 2026-10-01..2026-10-27 -q --list repeat_purchases | grep -c '	z[1-4]	')" 1
t_is 'as cs-repurchase rate has it' "$(repeats)" "$(cs-repurchase rate --by month -q --as-of 2026-10-27 |
    awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) h[$i] = i; next } $1 == "2026-10" { print $h["repeat_purchases"] }')"

# After a hard call a rest is owed (OSH Act Art. 41(2)) until the one whom it met got one: afterwards, and not what was
# done for all, for somebody else, or to the customer.  K1 met 미소 on the 26th at 10:00, K2 on the 27th at 12:00.
owed() { cs-report daily --range 2026-10-26..2026-10-27 -q --list breaks_owed | awk -F '\t' 'NR > 1 { printf "%s ", $1 }'; }
hard() { cs-report daily --range 2026-10-26..2026-10-27 -q --list hard_calls | awk -F '\t' 'NR > 1 { printf "%s:%s ", $1, $4 }'; }
measures() { cs-consult protection --incidents --from 2026-10-26 --to 2026-10-27 --as-of 2026-10-28 -q | awk -F '\t' 'NR > 1 { printf "%s:%s ", $2, $5 }'; }
t_is 'nothing was done yet' "$(owed)$(measures)" 'K1 K2 K1: '
c agent 하늘
c protect break --for 미소 --at 2026-10-26T09:30
c protect warned --contact K1 --at 2026-10-26T09:45
t_is 'what came before does not count' "$(owed)$(measures)" 'K1 K2 K1: '
c protect training --at 2026-10-27T13:00
c protect break --for 하늘 --contact K1 --at 2026-10-27T13:05
t_is 'what all got, or somebody else, does not' "$(owed)$(measures)" 'K1 K2 K1: '
c protect warned --contact K1 --at 2026-10-27T13:10
t_is 'a warned customer is a measure and no rest' "$(owed)$(measures)" 'K1 K2 K1:warned '
c protect break --for 미소 --at 2026-10-26T16:00
t_is 'a rest between the two calls is for the first' "$(owed)$(measures)$(hard)" 'K2 K1:break,warned K1:0 K2:1 '
c protect break --contact K2 --at 2026-10-27T17:00
t_is 'one noted for the call is for whom it met' "$(owed)$(measures)" 'K1:break,warned '
t_is 'the figure' "$(cs-report daily --range 2026-10-26..2026-10-27 -f tsv --table all | awk -F '\t' '$2 == "figure" && $3 ~ /^(hard_calls|breaks_owed)$/ { printf "%s ", $6 }')" '2 0 '
# Who has the case now is not whom it met: handed on, the rest is still owed to the first.
c add --id K4 --at 2026-10-27T13:30 --agent 하늘 --assign 하늘 --kind complaint --cause delivery.late --channel phone --flag harassment --answer 네 '전화'
c transfer K4 미소 --agent 하늘 --at 2026-10-27T14:00
c protect break --for 미소 --at 2026-10-27T14:30
t_is 'of whom it met' "$(owed)$(measures)" 'K4 K1:break,warned K4: '
c protect handed_over --for 하늘 --at 2026-10-28T09:00
t_is 'and who is relieved' "$(owed)$(measures)" 'K1:break,warned K4:handed_over '
t_is 'the day before did not know of it' "$(cs-report daily --range 2026-10-27 --as-of 2026-10-27 -q --list breaks_owed | tail -n +2 | cut -f1,4)" "$(printf 'K4\t1')"
# What one may not give alone waits for approval, and is no remedy before; what was declined is none at all.
remedies() { cs-report monthly --range 2026-10-01..2026-10-28 -f tsv --table all | awk -F '\t' '$2 == "figure" && $3 == "remedies" { print $6 }'; }
listed() { cs-report monthly --range 2026-10-01..2026-10-28 -q --list remedies | awk -F '\t' -v of=remedies -f rows.awk; }
t_run cs-consult compensate K2 points 3001 --at 2026-10-28T09:00
t_code 1
t_err 'waits for approval'
t_is 'a remedy that waits' "$(remedies) $(listed)" '3000 3000'
c agent 한결 --role senior
c approve K2 --agent 한결 --at 2026-10-28T09:10
t_is 'one that was approved' "$(remedies) $(listed)" '6001 6001'
t_run cs-consult compensate K2 points 4000 --at 2026-10-28T09:20
c approve K2 --decline --agent 한결 --at 2026-10-28T09:30
t_is 'one that was declined' "$(remedies) $(listed)" '6001 6001'

# Nobody stands alone where fewer than five people answer; where there are five, they do.
t_is 'one agent is not shown' "$(awk -F '\t' '$3 ~ /^load\./' report.tsv | wc -l | tr -d ' ')" 0
for who in 가 나 다 라 마; do
	c agent $who
	c add --at 2026-10-28T10:00 --channel email --assign $who --answer 네 '문의'
done
cs-report daily -f tsv --table load >load
t_is 'five are' "$(tail -n +2 load | awk -F '\t' '$1 ~ /가|나|다|라|마/ { s += $2 } END { print s }')" 5

# What is personal stays masked, and what a name may do to a terminal stays in the data.
cs-report daily --list orders -f tsv >list
grep -q '	c001	' list && t_ok 'identifiers are shown' || t_fail 'identifiers are shown' "$(cat list)"
t_done
