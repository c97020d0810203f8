# The analyses of consultations on a ledger of nine cases, all of a Tuesday
# but one, with every number worked out by hand.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-04-05

{
	printf 'order_no\tline_no\tordered_at\tpaid_at\tcustomer_id\tproduct_id\tproduct_name\tquantity\tamount\tstatus\tdelivered_at\n'
	for i in 1 2 3 4 5 6; do
		there=2026-03-12
		[ "$i" = 2 ] && there=2026-03-20
		printf 'A%s\t1\t2026-03-10T09:00:00\t2026-03-10T09:00:00\tC%s\tP%s\t상품\t1\t%s0000\tdelivered\t%sT15:00:00\n' "$i" "$i" "$((i % 2))" "$i" "$there"
	done
} >orders.tsv
cs-import orders orders.tsv >/dev/null || exit 4

# S1 well handled; S2 forgotten; S3 closed without a word; S4 sent around and
# answered twice in the same words; S5 about S1's order again, late and cold;
# S6 declined; S7 made good and coded by two; S8 spam; S9 from a colleague.
{
	echo "BEGIN; INSERT INTO agent (id, alias, role) VALUES (1, '미소', 0), (2, '하늘', 0), (3, '바다', 2);"
	seq=0
	at() { echo "unixepoch('2026-03-$1')"; }
	case_of() { # ID DAY KIND STATE AGENT ORDER CAUSE RESOLVED
		echo "INSERT INTO contact (id, code) VALUES ($1, 'S$1'); INSERT INTO contact_now (contact, opened_at, state, agent, kind, channel, cause, origin, severity, flags, customer, order_no, reopened, transfers, last_at, resolved_at) VALUES ($1, $(at "$2"), $4, $5, $3, 3, '$7', 0, 0, 0, 'C$6', 'A$6', 0, 0, $(at "$2"), $8);"
	}
	event() { # ID TIME TYPE FIELD VALUE ...
		seq=$((seq + 1))
		id=$1 time=$2 type=$3
		shift 3
		fields='' values=''
		while [ $# -gt 1 ]; do fields="$fields, $1" values="$values, $2"; shift 2; done
		echo "INSERT INTO contact_event (seq, contact, at, recorded_at, type, hash$fields) VALUES ($seq, $id, $(at "$time"), $(at "$time"), $type, zeroblob(32)$values);"
	}
	open_case() { # ID DAY KINDWORD ORDER CAUSE MORE
		event "$1" "$2" 0 marks 1 state 0 actor "${7-NULL}" body "'안녕하세요'" facts "'kind=$3' || char(10) || 'channel=email' || char(10) || 'customer_id=C$4' || char(10) || 'order_no=A$4' || char(10) || 'cause=$5' || char(10) || '$6'"
	}
	case_of 1 '10 10:00' 1 5 1 1 delivery.late.courier "$(at '10 11:00')"
	open_case 1 '10 10:00' complaint 1 delivery.late.courier severity=3
	event 1 '10 10:01' 5 agent 1 actor 1
	event 1 '10 10:30' 2 marks 2 actor 1 body "'찾아보았습니다'"
	event 1 '10 11:00' 4 state 5 actor 1 body "'택배사 확인'"
	case_of 2 '10 10:00' 1 0 NULL 2 delivery.late.courier NULL
	open_case 2 '10 10:00' complaint 2 delivery.late.courier ''
	case_of 3 '10 10:00' 1 5 1 3 goods.defect "$(at '10 10:20')"
	open_case 3 '10 10:00' complaint 3 goods.defect ''
	event 3 '10 10:01' 5 agent 1 actor 1
	event 3 '10 10:20' 4 state 5 actor 1
	case_of 4 '10 10:00' 0 5 3 4 delivery.where "$(at '10 14:00')"
	open_case 4 '10 10:00' question 4 delivery.where ''
	event 4 '10 10:01' 5 agent 1 actor 1
	event 4 '10 10:10' 2 marks 2 actor 1 body "'확인 중입니다'"
	event 4 '10 10:20' 6 agent 2 actor 1
	event 4 '10 11:00' 1 marks 1 body "'아직인가요'"
	event 4 '10 11:30' 2 marks 2 actor 2 body "'확인 중입니다'"
	event 4 '10 11:40' 6 agent 3 actor 2
	event 4 '10 14:00' 4 state 5 actor 3 body "'도착 확인'"
	case_of 5 '12 10:00' 1 5 2 1 service.manner "$(at '12 15:00')"
	open_case 5 '12 10:00' complaint 1 service.manner severity=2
	event 5 '12 10:01' 5 agent 2 actor 2
	event 5 '12 15:00' 2 marks 2 actor 2 body "'살펴보았습니다'"
	event 5 '12 15:00' 4 state 5 actor 2 body "'사과'"
	case_of 6 '10 10:00' 1 5 1 5 order.cancel "$(at '10 10:10')"
	open_case 6 '10 10:00' complaint 5 order.cancel ''
	event 6 '10 10:01' 5 agent 1 actor 1
	event 6 '10 10:05' 2 marks 2 actor 1 body "'발송되었습니다'"
	event 6 '10 10:06' 12 marks 16 actor 1 amount 5000 word "'refund'"
	event 6 '10 10:07' 14 actor 3 ref $seq body "'규정'"
	event 6 '10 10:10' 4 state 5 actor 1 body "'안내함'"
	case_of 7 '10 10:00' 1 5 1 6 goods.wrong.item "$(at '10 10:20')"
	open_case 7 '10 10:00' complaint 6 goods.wrong.item '' 1
	event 7 '10 10:01' 5 agent 1 actor 1
	event 7 '10 10:02' 17 actor 2 facts "'cause=goods.wrong.item'"
	event 7 '10 10:10' 2 marks 2 actor 1 body "'다시 보내 드립니다'"
	event 7 '10 10:11' 12 marks 0 actor 1 amount 3000 word "'points'"
	event 7 '10 10:20' 4 state 5 actor 1 body "'재발송'"
	event 7 '10 12:00' 15 ref $((seq)) amount 5 agent 1
	case_of 8 '10 10:00' 0 8 NULL 7 other NULL
	open_case 8 '10 10:00' question 7 other ''
	event 8 '10 10:01' 4 state 8 actor 1
	case_of 9 '10 10:00' 5 0 NULL 8 other NULL
	open_case 9 '10 10:00' internal 8 other ''
	echo 'COMMIT;'
} >ledger.sql
sqlite3 "$CS_DB" <ledger.sql || exit 4

report() { cs-report "$@" --range 2026-03-10..2026-03-31 --format tsv --least 1; }
column() { # NAME...: these columns of a TSV with a header
	awk -F '\t' -v names="$*" 'NR == 1 { n = split(names, want, " "); for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ line = $at[want[1]]; for (i = 2; i <= n; i++) line = line "|" $at[want[i]]; print line }'
}
figure() { # REPORT ID COLUMN...
	name=$1 id=$2
	shift 2
	report "$name" --table all | awk -F '\t' -v id="$id" 'NR == 1 || ($2 == "figure" && $3 == id)' | column "$@"
}
rows() { report "$1" --list "$2" | column contact_id | tr '\n' ' '; }

# Causes: six complaints of seven consultations; four causes make 80 of 100.
report causes | column cause complaints share cumulative_share vital >got
cat >want <<'EOT'
delivery.late|2|0.333333|0.333333|yes
goods.defect|1|0.166667|0.500000|yes
goods.wrong|1|0.166667|0.666667|yes
order.cancel|1|0.166667|0.833333|yes
service.manner|1|0.166667|1.000000|no
EOT
t_same 'causes by number, ties by code' want got
t_is 'four make most of it' "$(figure causes vital_causes value)" 4
t_is 'complaints, out of consultations' "$(figure causes complaints value n)" '6|7'
t_is 'and their list' "$(rows causes complaints)" 'S1 S2 S3 S6 S7 S5 '
t_is 'per 100 orders' "$(figure causes contacts_per_100_orders value n)" '116.7|6'
report causes --table cost --contact-cost 1000 | column cause contacts remedies handling cost cumulative_share >got
cat >want <<'EOT'
goods.wrong|1|3000|1000|4000|0.400000
delivery.late|2|0|2000|2000|0.600000
delivery.where|1|0|1000|1000|0.700000
goods.defect|1|0|1000|1000|0.800000
order.cancel|1|0|1000|1000|0.900000
service.manner|1|0|1000|1000|1.000000
EOT
t_same 'what they cost: the dear ones are not the many' want got
report causes --table by_product | column product_id cause complaints | sort >got
cat >want <<'EOT'
P0|delivery|1
P0|goods|1
P1|delivery|1
P1|goods|1
P1|order|1
P1|service|1
EOT
t_same 'by product: P1 is in A1 A3 A5, P0 in A2 A6' want got
t_is 'one case was coded by two' "$(figure causes coding_kappa n verdict)" '1|too_few'

# The seven sins: who could have shown it, and who did.
report sins | column sin cases signs >got
cat >want <<'EOT'
apathy|7|1
brush-off|6|1
coldness|7|1
condescension|6|1
robotism|1|1
rule book|7|1
runaround|7|1
EOT
t_same 'the seven sins' want got
t_is 'apathy is S2' "$(rows sins sin_apathy)" 'S2 '
t_is 'brush-off is S3' "$(rows sins sin_brush_off)" 'S3 '
t_is 'coldness is S5' "$(rows sins sin_coldness)" 'S5 '
t_is 'condescension is S3' "$(rows sins sin_condescension)" 'S3 '
t_is 'robotism is S4' "$(rows sins sin_robotism)" 'S4 '
t_is 'rule book is S6' "$(rows sins sin_rule_book)" 'S6 '
t_is 'runaround is S4' "$(rows sins sin_runaround)" 'S4 '

# Levels of service.  Complaints by mail: two open hours; questions: four.
report sla --by kind | column group cases first_met first_missed next_met next_missed resolve_met resolve_missed >got
cat >want <<'EOT'
complaint|6|3|2|0|0|5|1
question|1|1|0|1|0|1|0
EOT
t_same 'targets met and missed' want got
t_is 'first answers: 4 of 6' "$(figure sla first_response_kept value n)" '0.666667|6'
t_is 'missed: S2 never answered, S5 late for ever' "$(rows sla first_response_missed)" 'S2 S5 '
# Minutes: 30, 10, 300 (240 without lunch), 5, 10.
t_is 'half of the first answers within' "$(figure sla first_response_p50 value n)" '10|5'
t_is 'nine in ten within, by the calendar' "$(figure sla first_response_p90 value)" 300
t_is 'and without lunch' "$(figure sla first_response_open_p90 value)" 240
t_is 'S1 came again as S5, of the closed ones' "$(figure sla came_again value n)" '1|6'
t_is 'which the list says' "$(report sla --list came_again | column contact_id again_id)" 'S1|S5'

# The people.
report agents | column agent cases open reopened transferred first_met first_missed surveys satisfied >got
cat >want <<'EOT'
미소|4|0|0|0|3|0|1|1
바다|1|0|0|1|1|0|0|0
하늘|1|0|0|0|0|1|0|0
|1|1|0|0|0|1|0|0
EOT
t_same 'by agent, in the order of the names, nobody last' want got
t_is 'nobody has S2' "$(rows agents unassigned_cases)" 'S2 '
t_is 'the owner has one of seven' "$(figure agents owner_share value n)" '0.142857|7'
t_run cs-report agents --range 2026-03-10..2026-03-31 --format text
t_out 'told of 5 people or more together'
if grep -q 'Hard calls  ' out; then t_fail 'strain of three people is not told'; else t_ok 'strain of three people is not told'; fi

# Moments of truth: A1 and A2 fail at delivery, A5 at the order, A3 and A6 at receipt.
report mot | column touchpoint exposures failures >got
cat >want <<'EOT'
page|6|0
order|6|1
payment|6|0
delivery|6|2
receipt|6|2
use|6|0
return||
consult|7|2
repurchase|6|0
EOT
t_same 'failures at each touchpoint' want got
t_is 'the index is their product, with half a failure added' "$(figure mot mot_index value)" \
    "$(awk 'BEGIN { printf "%.6f", (1 - 2.5 / 7) ^ 2 * (1 - 1.5 / 7) * (1 - 0.5 / 7) ^ 4 * (1 - 2.5 / 8) }')"
t_is 'one of six orders had no trouble' "$(figure mot trouble_free value n)" '0.166667|6'
t_is 'the five others' "$(report mot --list failed_orders | column order_no touchpoint | tr '\n' ' ')" \
    'A1|delivery A2|delivery A3|receipt A5|order A6|receipt '
t_run cs-report mot --range 2026-03-10..2026-03-31 --format text --least 5
# Wilson, 2 of 6: (1/3 + z^2/12 -+ z sqrt(1/27 + z^2/144)) / (1 + z^2/6), z = 1.96: 9.7 % and 70.0 %.
t_out 'The weakest touchpoint is delivery: 33.3 % of what passes it fails (95 % 9.7'
t_run cs-report mot --range 2026-03-10..2026-03-31 --format text
if grep -q 'weakest' out; then t_fail 'six orders name no weakest touchpoint' "$(cat out)"; else t_ok 'six orders name no weakest touchpoint'; fi
t_is 'nor have they an index' "$(cs-report mot --range 2026-03-10..2026-03-31 -q -f tsv --table all | awk -F '\t' '$3 == "mot_index" { print $6 "|" $9 "|" $15 }')" '|6|too_few'

# What service kept: A5 was to be cancelled and stands.
t_is 'orders kept' "$(figure contribution orders_kept value n)" '1|1'
t_is 'and their amount' "$(figure contribution orders_kept_amount value)" 50000
t_is 'one by one' "$(report contribution --list orders_kept | column order_no contact_id amount)" 'A5|S6|50000'
t_is 'handled' "$(figure contribution cases_handled value n)" '6|7'
t_is 'remedies: what was declined is none' "$(figure contribution remedies value n)" '3000|1'
t_is 'what handling costs is not known' "$(figure contribution handling_cost value)" ''

# ISO 10002.
report iso | column complaints 'done' | tr '\n' ' ' >got
printf '| 6|6 6|5 6|4 6|2 6|6 6|4 6|4 6|5 6|6 6|1 | | ' >want
t_same 'each step and the complaints that show it' want got
t_is 'who was never answered' "$(rows iso without_response)" 'S2 S3 '

# A store without a ledger says so and fails nowhere.
printf 'order_no\tline_no\tordered_at\tcustomer_id\tproduct_id\tamount\n' >none.tsv
cs-import -d none.db orders none.tsv >/dev/null || exit 4
for name in causes sins mot returns waiting inserts agents sla contribution iso trust; do
	t_run cs-report "$name" -d none.db --format text
	t_code 0
	t_quiet
	case $name in
	causes | sins | agents | sla | contribution | iso) t_out 'No consultation was opened' ;;
	esac
done
t_done
