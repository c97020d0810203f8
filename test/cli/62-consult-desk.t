# cs-consult: what to do next, what is due, and the figures of a period.
# Clocks and sums are worked out by hand on the built-in hours (09:00 to
# 18:00, lunch from 12:00); 2026-11-02 is a Monday.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-11-02 CS_AGENT=미소
field() { tail -n +2 out | cut -f"$1" | tr '\n' ' '; }
c() { cs-consult -q "$@" >/dev/null || t_fail "cs-consult $*"; }

c agent 미소
c agent 한결 --role senior
c agent 주인 --role owner
c add --at 2026-10-26T09:00 --channel email --customer C5 '문의합니다' --answer '사진을 보내 주시겠어요?'
c state S1 waiting_customer --at 2026-10-26T10:00
c add --at 2026-11-02T09:00 --kind complaint --channel board --customer C1 --order A1 --cause delivery.late.courier \
    --severity 2 '아직 안 왔어요'
c add --at 2026-11-02T10:00 --channel chat --customer C2 '재고 있나요' --answer '있습니다' --resolved
c add --at 2026-11-02T10:30 --kind complaint --channel email --customer C3 --cause goods.defect --assign 미소 \
    --flag emotion --flag abuse --flag threat '화가 납니다'
c reply S4 --at 2026-11-02T10:40 '확인하겠습니다'
c receive S4 --at 2026-11-02T11:00 '언제요'
c promise S4 2026-11-02T15:00 '전화' --at 2026-11-02T11:10
c add --at 2026-11-02T11:00 --channel market --customer C4 --severity 4 --cause use.safety '두드러기가 났어요'

t_run cs-consult list --at 2026-11-02T14:00
t_is 'a cause brings its usual origin' "$(field 1,9)" 'S1	unknown S2	courier S4	supplier S5	supplier '
c correct S2 origin=shop --at 2026-11-02T09:01
c correct S5 origin=customer cause=use.safety --at 2026-11-02T11:01
t_run cs-consult list --at 2026-11-02T14:00
t_is 'unless somebody says where it was' "$(field 1,9)" 'S1	unknown S2	shop S4	supplier S5	customer '

# At 14:00.  S2 was due at 11:00, two open hours ago: 10 x (8 + 2) / 16 + 4 for
# overdue + 8 x 1/4 for stage 2 + 4 x 2/4 + 3 waiting + 1 unassigned + 2 x 5 h / 14 d.
t_run cs-consult next --at 2026-11-02T14:00
t_code 0
t_err 'own definition'
t_is 'the most urgent first' "$(field 1,2,3,4,5)" 'S2	18.28	2	complaint	first S5	17.95	1	safety	first S4	15.77	4	complaint	promise S1	-4.97	1	standard	 '
t_is 'due, and open minutes left' "$(field 6,7,8)" '2026-11-02T11:00:00	-120	yes 2026-11-02T11:30:00	-90	yes 2026-11-02T15:00:00	60	no 		no '
t_run cs-consult next -q --at 2026-11-02T14:00 --limit 1 --explain
t_is 'the printed terms' "$(field 2,3,6 | tr '\t' ' ')" 'stress first_response_late 1.000 stress complaint 2.000 stress sum 3.000 stress stage 2 urgency due 6.250 urgency overdue 4.000 urgency stage 2.000 urgency severity 2.000 urgency waiting 3.000 urgency unassigned 1.000 urgency age 0.028 urgency sum 18.278 '
t_is 'add up to the printed sum' "$(awk -F'\t' '$2 == "urgency" && $3 != "sum" { s += $4 * $5 } END { printf "%.3f", s }' out)" 18.278
t_run cs-consult next -q --at 2026-11-02T14:00 --mine
t_is 'only mine' "$(field 1)" 'S4 S1 '
t_run cs-consult next -q --at 2026-11-02T14:00 --unassigned
t_is 'only what nobody has' "$(field 1)" 'S2 S5 '
t_run cs-consult next --agent 아무개
t_code 1
t_err 'nobody here is called "아무개"'

t_run cs-consult due -q --days 0 --at 2026-11-02T14:00
t_code 0
t_is 'clocks and promises, the earliest first' "$(field 1,2,3)" 'S2	first	2026-11-02T11:00:00 S5	first	2026-11-02T11:30:00 S4	promise	2026-11-02T15:00:00 S4	next	2026-11-02T16:00:00 '
t_run cs-consult due -q --days 0 --at 2026-11-02T14:00 --check
t_code 1 'something is overdue'
t_run cs-consult due -q --days 0 --at 2026-11-02T10:59 --check
t_code 0 'nothing is overdue yet'

t_run cs-consult angry -q --at 2026-11-02T14:00 --check
t_code 1 'somebody is angry'
t_is 'who, since when they wait, and why' "$(field 1,2,4,5)" 'S4	4	180	emotion,abuse,threat '
t_run cs-consult angry --at 2026-11-02T14:00 --stage 5
t_err 'nobody at stage 5 or above; cs-consult next --explain shows the sums'
t_run cs-consult angry -q --at 2026-11-02T14:00 --stage 5 --check
t_code 0 'nobody is at stage 5'
t_run cs-consult angry -q --at 2026-11-02T14:00 --stage 2
t_is 'the oldest first' "$(field 1)" 'S2 S4 '

# 27, 28, 29 and 30 October and 2 November.
t_run cs-consult stale -q --at 2026-11-02T14:00 --check
t_code 1 'something lies untouched'
t_is 'untouched for five business days, and who could take it' "$(field 1,3,5)" 'S1	5	한결 '
t_run cs-consult stale -q --at 2026-11-02T14:00 --days 6 --check
t_code 0 'nothing for six'
t_run cs-consult stale -q --at 2026-11-02T14:00 --agent 한결
t_is 'nothing of hers' "$(field 1)" ''

t_run cs-consult handover --at 2026-11-02T14:00 --check
t_code 1 'notes are missing'
t_err '4 cases have no note'
c correct S4 handover='오후 3시에 전화 약속' --at 2026-11-02T14:00
t_run cs-consult handover -q --at 2026-11-02T14:00 --mine
t_is 'what goes to the next' "$(field 1,2,6,13)" '미소	S4	promise	오후 3시에 전화 약속 미소	S1		 '
t_run cs-consult load --at 2026-11-02T14:00 --most 2
t_is 'who has how much' "$(field 1,3,4,5,6,7)" '미소	2	5	0	1	0 한결	0	0	0	0	2 주인	0	0	0	0	2 	2	3	2	0	 '

t_run cs-consult clocks S4 --at 2026-11-02T14:00
t_is 'the clocks of a case' "$(field 1,4,5,7,8,9)" 'first	10	10	2h	2026-11-02T13:30:00	met next	180	120	4h	2026-11-02T16:00:00	running resolution	210	150			 resolution_total	210	150	3d	2026-11-05T23:59:59	running '
t_run cs-consult clocks S1 --at 2026-11-02T14:00
t_is 'it stands while the customer has to answer' "$(field 1,5,9)" 'first	0	met resolution	60	 resolution_total	60	paused '
t_run cs-consult clocks S9
t_code 1

# Another table judges the same events anew: a complaint may wait for three hours.
cs-consult rules sla | sed 's/2h\t4h/6h\t6h/' >patient
t_run cs-consult clocks S2 --at 2026-11-02T14:00 --sla patient
t_is 'another policy, another verdict' "$(field 1,7,8,9)" 'first	6h	2026-11-02T16:00:00	running resolution			 resolution_total	3d	2026-11-05T23:59:59	running '
printf 'week mon-sun 00:00-24:00\nholidays week\n' >always
t_run cs-consult clocks S4 --at 2026-11-02T14:00 --hours always
t_is 'other hours, other minutes' "$(field 1,5)" 'first	10 next	180 resolution	210 resolution_total	210 '
printf 'score\tterm\tweight\nurgency\tpaused\t50\n' >weights
t_run cs-consult next -q --at 2026-11-02T14:00 --scores weights --limit 1
t_is 'other weights, another order' "$(field 1,2)" 'S1	51.03 '
mkdir -p .config/cs && cp patient .config/cs/sla
t_run cs-consult clocks S2 --at 2026-11-02T14:00
t_is 'the file in the settings folder counts' "$(field 7 | cut -d' ' -f1)" '6h'
rm -r .config
for file in hours sla scores causes; do
	printf 'what\n' >bad
	t_run cs-consult next --$file bad
	t_code 3 "a bad file of $file"
	t_err '^cs-consult: bad'
done
for name in hours causes sla scores states limits; do
	cs-consult rules $name >$name.own
	case $name in
	states | limits) ;;
	*)
		t_run cs-consult next -q --at 2026-11-02T14:00 --$name $name.own
		t_code 0 "the printed $name can be read back"
		t_is "and change nothing" "$(field 1,2)" 'S2	18.28 S5	17.95 S4	15.77 S1	-4.97 '
		;;
	esac
done
t_run cs-consult rules love
t_code 2

# Seen from a day on which S3 was still to come, and S1 had not been asked.
t_run cs-consult next -q --as-of 2026-10-25
t_is 'nothing was open before the first' "$(field 1)" ''
c state S1 resolved --at 2026-11-02T15:00
t_run cs-consult next -q --at 2026-11-02T16:00
# The promise for 15:00 is broken: stage 5, and 6 more for it.
t_is 'what is resolved needs nothing more' "$(field 1,2,3)" 'S4	22.03	5 S2	19.54	2 S5	19.21	1 '
t_run cs-consult next -q --as-of 2026-10-30
t_is 'in October it was open' "$(field 1)" 'S1 '

# ---- the figures of a period ----

t_run cs-consult hours --from 2026-10-26 --to 2026-11-02
t_code 0
t_is 'all hours of a week' "$(tail -n +2 out | wc -l | tr -d ' ')" 168
t_is 'when they came' "$(awk -F'\t' '$3 > 0 { print $1, $2, $3, $4 }' out | tr '\n' ' ')" 'weekday hour contacts outside mon 9 2 0 mon 10 2 0 mon 11 1 0 '
t_run cs-consult hours --from 2025-01-01 --to 2025-01-31 --no-header
t_is 'nobody came: no week of zeros' "$(cat out)" ''
t_err 'hours: no consultation was opened from 2025-01-01 to 2025-01-31'
c add --at 2026-10-31T23:10 --channel chat '지금 되나요'
c add --at 2026-11-01T12:30 --channel chat '지금 되나요'
c add --at 2026-10-30T12:30 --channel phone --missed '부재중'
t_run cs-consult hours --per channel --from 2026-10-26 --to 2026-11-02
# Wilson, 95 %: 2 of 3 is 0.207660 to 0.938508, 3 of 8 is 0.136844 to 0.694258 (the formula in Python).
t_is 'how many outside the hours, by channel' "$(awk -F'\t' '$1 == "chat" || $1 == "all" { print $1, $2, $3, $4, $5, $6 }' out | tr '\n' ' ')" \
    'chat 3 2 0.666667 0.207660 0.938508 all 8 3 0.375000 0.136844 0.694258 '

t_run cs-consult causes --from 2026-11-02 --to 2026-11-02
# 1 of 4: 0.045587 to 0.699358.
t_is 'the tree, with what stands below' "$(field 1,4,5,6,7,8,9 | tr '\t' ' ')" \
    'delivery 0 1 1 0.250000 0.045587 0.699358 delivery.late 0 1 1 0.250000 0.045587 0.699358 delivery.late.courier 1 1 1 0.250000 0.045587 0.699358 goods 0 1 1 0.250000 0.045587 0.699358 goods.defect 1 1 1 0.250000 0.045587 0.699358 use 0 1 0 0.250000 0.045587 0.699358 use.safety 1 1 0 0.250000 0.045587 0.699358 - 1 1 0 0.250000 0.045587 0.699358 '
t_run cs-consult causes --from 2026-11-02 --to 2026-11-02 --level 1
t_is 'only the groups' "$(field 1)" 'delivery goods use - '
t_run cs-consult causes --list 배송 --lang ko
t_is 'causes by a word' "$(field 1)" 'delivery delivery.late delivery.lost.door goods.wrong '
CS_DB=/nowhere/at/all t_run cs-consult causes --list
t_code 0 'the table needs no store'
t_run cs-consult causes 배송
t_code 2
t_run cs-consult causes --from 2026-11-02 --to 2026-11-01
t_code 2
t_err '^cs-consult: causes: --to is before --from'

# Promises: kept in time, kept late, overdue, not due.
for n in 1 2 3 4 5 6 7 8 9; do
	c promise S5 2026-11-02T15:00 "$n" --at 2026-11-02T12:00
done
seqs=$(sqlite3 "$CS_DB" "SELECT seq FROM contact_promise WHERE contact = 5 ORDER BY seq" | head -8)
for seq in $seqs; do
	c keep S5 --seq "$seq" --at 2026-11-02T14:30
done
c keep S4 --at 2026-11-02T15:30
c promise S5 2026-11-03T15:00 '내일' --at 2026-11-02T12:00
t_run cs-consult promises --to 2026-11-03 --at 2026-11-02T17:00
# 11 were given, one is not due: 8 of 10 kept, 0.490162 to 0.943318.
t_is 'kept, late, overdue, not due' "$(field 1,2,3,4,5,6,7,8,9)" '미소	11	1	1	8	1	0.800000	0.490162	0.943318 all	11	1	1	8	1	0.800000	0.490162	0.943318 '
t_run cs-consult promises --to 2026-11-02 --from 2026-11-03
t_code 2

# Fewer than five people: no figures.
t_run cs-consult strain
t_code 0
t_err '2 weeks are not shown: fewer than 5 people'
t_is 'a week of one says nothing' "$(field 1,2,3,11)" '2026-10-26	1		 2026-11-02	1		 '
for name in 가 나 다 라; do
	c add --at 2026-11-02T09:00 --agent $name '문의' --answer '답'
done
# 가 has a hard call and takes the next one after five minutes: 1 + 1; 미소 one abusive and one about feelings: 2 + 0.25.
c add --at 2026-11-02T09:10 --agent 가 --flag hard '힘든 문의' --answer '답'
c add --at 2026-11-02T09:15 --agent 가 '다음 문의' --answer '답'
t_run cs-consult strain --from 2026-11-02 --to 2026-11-02
t_is 'five people are enough' "$(field 2,4,5,6,12)" '5	1	1	1	0 '
printf 'score\tterm\tweight\nstrain\tstrained\t2\n' >weights
t_run cs-consult strain --from 2026-11-02 --to 2026-11-02 --scores weights
t_is 'two of them above the line' "$(field 12)" '2 '

# Protection: what was never done is overdue, and the abuse of S4 has no measure.
t_run cs-consult protection --check
t_code 1
t_is 'three duties' "$(awk -F'\t' '$8 == "yes" { print $1 }' out | tr '\n' ' ')" 'notice manual training '
t_run cs-consult protection --incidents --check
t_code 1
t_is 'an incident without a measure' "$(field 1,2,3,4,5)" '2026-11-02T10:30:00	S4	abuse	미소	 '
for action in notice manual training; do c protect $action; done
c protect warned --contact S4
c protect break --for 미소
t_run cs-consult protection --check
t_code 0
t_run cs-consult protection --incidents --check
t_code 0
t_is 'what was done' "$(field 5)" 'break,warned '
t_run cs-consult protection --as-of 2027-11-03 --check
t_code 1 'a year later they are due again'

# What the operators think of themselves beside what the ledger shows.
t_run sh -c 'cs-consult export -q | cs-guide selfcheck -q --ledger - 4 3 4 2 5 3 4 1 4 3 5 2 4 4 4 1'
t_code 0
t_is 'the mirror takes the rows of the export' "$(field 6,8)" "$(printf 'first_response_business_min_p50\t%s read_back_share\t%s promise_kept_share\t%s reopened_or_transferred_share\t%s ' \
    "$(cs-consult export -q --no-header | awk -F'\t' '$18 != ""' | wc -l | tr -d ' ')" "$(cs-consult export -q --no-header | wc -l | tr -d ' ')" \
    "$(cs-consult export -q --no-header | awk -F'\t' '$23 != ""' | wc -l | tr -d ' ')" "$(cs-consult export -q --no-header | wc -l | tr -d ' ')")"
t_done
