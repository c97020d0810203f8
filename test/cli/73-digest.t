# The daily, weekly and monthly report: figures worked out by hand, the same
# figures from other programs and from the sqlite3 shell, and the rows behind
# each of them.
#
# test/data/digest: a shop that sells on Tuesdays.  Orders of eight Tuesdays
# 4 5 4 6 5 3 5 4 and 12 on 2026-10-27, 10,000 won each; consultations
# 3 2 4 3 3 2 4 3 and 5, of them complaints 1 each and 3.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-10-28 TZ=UTC0
for kind in orders returns contacts; do cs-import $kind -q "$DATA/digest/$kind.tsv" -o /dev/null; done
sqlite3 shop.db "UPDATE batch SET imported_at = strftime('%s', '2026-10-28 06:00')"

# VALUE, BEFORE, CHANGE and VERDICT of a figure of a stream in the long form.
figure() { awk -F '\t' -v f="$1" '$2 == "figure" && $3 == f { print $6 "|" $12 "|" $14 "|" $15 }' "$2"; }
value() { awk -F '\t' -v f="$1" '$2 == "figure" && $3 == f { print $6 }' "$2"; }
cs-report daily --range yesterday -f tsv --table all >daily.tsv

# Orders: sorted 3 4 4 4 5 5 5 6, median 4.5; distances 1.5 .5 .5 .5 .5 .5 .5
# 1.5, so 1.4826 MAD = 0.74 < root of 4.5 = 2.12: limits 0 and 10.86; 12 / 4.5 = 2.667.
t_is 'orders' "$(figure orders daily.tsv)" '12|4.5|1.666667|signal'
# Sales: median 45,000, MAD 5,000: limits 45,000 -+ 3 x 7,413 = 22,761 and 67,239.
t_is 'sales' "$(figure sales daily.tsv)" '120000|45000|1.666667|signal'
# c001 bought on every Tuesday, so once again from the second on; on the 27th
# c002 of the first came back, too: 2 against 0 1 1 1 1 1 1 1, nine events.
t_is 'repeat purchases: too few' "$(figure repeat_purchases daily.tsv | cut -d'|' -f1,2,4)" '2|1|too_few'
# Sorted 2 2 3 3 3 3 4 4: median 3, MAD 0.5, root of 3 = 1.73: limits 0 and 8.2.
t_is 'consultations' "$(figure contacts daily.tsv)" '5|3|0.666667|noise'
# Eight times 1: median 1, root 1: limits 0 and 4.
t_is 'complaints' "$(figure complaints daily.tsv)" '3|1|2.000000|noise'
cs-report daily --range yesterday --detail high -f tsv --table limits >limits
t_is 'the limits' "$(awk -F '\t' '$1 == "orders" || $1 == "sales" { printf "%s %s %s %s ", $1, $4, $5, $6 }' limits)" \
    'orders 0.0 10.9 8 sales 22761.0 67239.0 8 '

# R1 came back on Thursday the 22nd: three business days are over on Tuesday the 27th (Civil Act 157, 161).
t_is 'a refund is due' "$(value refunds_due daily.tsv)" 1
t_run cs-report daily --list refunds_due
t_out '^R1	.*	refund	.*	2026-10-27T23:59:59	A033	$'
t_is 'what was refunded' "$(value refunds daily.tsv)" 10000

# First responses of the 14 consultations of October, sorted: 5 10 15 20 25 30 35 45 55 60 90 120 200 400.
# Nearest rank: the 7th is 35, the 13th (12.6) is 200.  All began at 10:00: with lunch out of it 200 is 140.
# The complaint of 400 is 340 in open hours, more than the 2 hours of its policy: 13 of 14 kept.
cs-report monthly --range 2026-10-01..2026-10-27 -f tsv --table all >month.tsv
t_is 'half within' "$(value first_response_p50 month.tsv) $(value first_response_business_p50 month.tsv)" '35 35'
t_is '90 % within' "$(value first_response_p90 month.tsv) $(value first_response_business_p90 month.tsv)" '200 140'
t_is 'first responses in time' "$(value first_kept month.tsv) $(value first_late month.tsv)" '0.928571 1'
# Wilson, 13 of 14, by python3: p = 13/14, z = 1.959964.
t_is 'with its interval' "$(awk -F '\t' '$3 == "first_kept" { print $10, $11 }' month.tsv)" '0.685313 0.987278'
# Under 10 cases there is no share.
t_is 'five cases are too few' "$(figure first_kept daily.tsv)" '|||too_few'

# Complaints of the 27th: two late deliveries and one that nobody coded; six and none in the eight weeks before.
cs-report daily --range yesterday -f tsv --table causes >causes
t_is 'causes' "$(tail -n +2 causes | cut -f1-5 | tr '\t\n' ' /')" 'delivery.late 2 0.666667 0.666667 6/ 1 0.333333 1.000000 0/'
t_is 'not coded' "$(value uncoded_complaints daily.tsv)" 1
t_is 'tied to nobody' "$(value unlinked_contacts daily.tsv)" 1

# October to the 27th against September: 24 orders in 27 days, 24 in the 27 before (2026-09-04 to 2026-09-30: 5 4 6 5 = 20).
# Change a day: 24 / 20 - 1.
t_is 'a longer time' "$(figure orders month.tsv | cut -d'|' -f1-3)" '24|20|0.200000'
# A whole month with the month before, a day for a day: 24 in 31 days and 24 in 30.
cs-report monthly --range 2026-10 --as-of 2026-11-02 -f tsv --table all >october.tsv
t_is 'the days after the import are not known' "$(value orders october.tsv)" ''
sqlite3 shop.db "UPDATE batch SET imported_at = strftime('%s', '2026-11-01 06:00')"
cs-report monthly --range 2026-10 --as-of 2026-11-02 -f tsv --table all >october.tsv
t_is 'October against September' "$(figure orders october.tsv | cut -d'|' -f1-3)" '24|24|-0.032258'

# A report on a day gone by does not know of an import since: all were on 2026-11-01, none on 2026-10-30.
t_is 'the newest import' "$(value last_import october.tsv)" 2026-11-01T06:00:00
cs-report daily --range yesterday --as-of 2026-10-30 --section quality -f tsv --table all >earlier.tsv
t_is 'no import of a later day' "$(value last_import earlier.tsv)" ''
t_is 'but says that there are three' "$(grep -c '3 files were taken in after 2026-10-30, the day of this report, up to 2026-11-01; their rows are in these figures' earlier.tsv)" 1

# Not known is not zero: before the first order, and where an import is missing.
cs-report daily --range 2026-08-25 -f tsv --table all >before.tsv
t_is 'before the first order' "$(value orders before.tsv)$(value contacts before.tsv)" ''
cs-report daily --as-of 2026-11-05 --range yesterday -f text >late.txt
grep -q 'not all imported' late.txt && t_ok 'a missing import is told' || t_fail 'a missing import is told' "$(cat late.txt)"
# A day that is not over is no fall.
cs-report daily --range today --as-of 2026-10-27 -f tsv --table all >today.tsv
t_is 'today has no verdict' "$(figure orders today.tsv)" '12|4.5||'

# The year begins with the first month of which something is known.
t_is 'no empty months before the data' "$(cs-report monthly --range 2026-10 --as-of 2026-11-02 -f tsv --table trend | cut -f1,2,5 | tr '\t\n' ' /')" \
    'month orders contacts/2026-09 24 15/2026-10 24 14/'

# On a Wednesday the last business day is the Tuesday; where the shop itself was closed on Monday and Tuesday, the Friday.
days() { awk -F '\t' '$3 == "definitions.window" && $4 == "orders" { print $6 }' days.tsv; }
cs-report daily --range last-business-day -f tsv --table all >days.tsv
t_is 'the last business day' "$(days)" 2026-10-27
printf '2026-10-26\tclosed\t쉬는 날\n2026-10-27\tclosed\t쉬는 날\n' >closed
cs-report daily --range last-business-day --holidays closed -f tsv --table all >days.tsv
t_is 'of a shop with days off of its own' "$(days)" '2026-10-23 – 2026-10-27'
mkdir -p config/cs
cp closed config/cs/holidays
XDG_CONFIG_HOME=$PWD/config cs-report daily --range last-business-day -f tsv --table all >days.tsv
t_is 'as they are kept' "$(days)" '2026-10-23 – 2026-10-27'
cs-report weekly --range last-week --holidays closed -f tsv --table all >days.tsv
t_is 'a week is a week' "$(days)" '2026-10-19 – 2026-10-25'
printf '2026-10-09\topen\t한글날 영업\n' >open
cs-report daily --as-of 2026-10-12 --range last-business-day --holidays open -f tsv --table all >days.tsv
t_is 'a holiday on which the shop works is none' "$(days)" '2026-10-09 – 2026-10-11'
cs-report daily --as-of 2026-10-12 --range last-business-day -f tsv --table all >days.tsv
t_is 'else it is' "$(days)" '2026-10-08 – 2026-10-11'
t_run cs-report daily --range last-business-day --holidays missing
t_code 4
printf 'soon\tclosed\tx\n' >bad
t_run cs-report daily --range yesterday --holidays bad
t_code 3
t_err '^cs-report: bad:1: '

# Exit code and silence.
t_run cs-report daily --check -q
t_code 1
t_run cs-report daily --check --if-any --as-of 2026-10-21 --section quality
t_code 0
[ -s out ] && t_fail 'silent' "$(cat out)" || t_ok 'silent'

# What has to be done: an angry customer, a broken promise, one for today.
c() { cs-consult -q "$@" >/dev/null || t_fail "cs-consult $*"; }
c agent 미소
export CS_AGENT=미소
c add --id K1 --at 2026-10-26T10:00 --kind complaint --channel phone --customer c005 --order A005 \
    --cause delivery.late.courier --flag emotion --flag abuse '화가 나요' --missed
c add --id K2 --at 2026-10-26T11:00 --kind question --channel email --customer c006 --answer '확인하고 전화드릴게요' '문의'
c promise K2 2026-10-27T15:00 '전화' --at 2026-10-26T11:30
c add --id K3 --at 2026-10-28T09:00 --kind question --channel email --customer c007 --answer '내일 답드릴게요' '문의'
c promise K3 2026-10-28T23:59:59 '답' --at 2026-10-28T09:30
cs-report daily --range yesterday -f tsv --table all >daily.tsv
# K1: complaint 2, first response late 1, emotion 1, abuse 2 make 6 points: stage 4.
t_is 'open, angry, overdue promises, promises due' "$(value open_cases daily.tsv) $(value angry_customers daily.tsv) \
$(value overdue_promises daily.tsv) $(value promises_due daily.tsv)" '3 1 1 1'
cs-report daily --range yesterday -f tsv --table duties >duties
t_is 'the most urgent first' "$(tail -n +2 duties | cut -f1,3 | tr '\t\n' ' /')" 'R1 refund/K1 call/K2 fulfil/K3 fulfil/'
t_is 'one row for a consultation, with every reason' "$(awk -F '\t' '$1 == "K1" { print $4 }' duties)" 'stage 4, first response late'
t_is 'and a row in each list' "$(for list in angry_customers overdue_cases; do cs-report daily --range yesterday -q --list $list | grep -c '^K1'; done | tr '\n' ' ')" '1 1 '
t_is 'as cs-consult has it' "$(cs-consult angry -q | tail -n +2 | cut -f1 | tr '\n' ' ')" 'K1 '
t_run cs-report daily -f eml --mailto cs@shop.example --lang ko
perl -MEncode -0777 -ne 's/\n\s+/ /g; print encode("UTF-8", decode("MIME-Header", $1)) if /^Subject: (.*)$/m' out >subject
grep -q '미처리 3' subject && grep -q '분노 1' subject && t_ok 'the subject carries the news' || t_fail 'the subject' "$(cat subject)"

# Satisfaction and what was solved for good.  On each of nine Tuesdays 20 cases are opened and solved at once and the
# customer answers: 18 of them with 4 or more, on the last Tuesday 9.  Of each Tuesday's cases 2 come again on Wednesday
# about the same order, of the last but one 8, and as many about another order, which is another matter.
CS_DB=$PWD/outcome.db awk 'BEGIN { OFS = "\t"; print "contact_id", "opened_at", "channel", "customer_id", "order_no", "kind", "cause", "first_response_min", "resolution_min", "state", "csat"
	day = 1788220800
	for (w = 0; w < 9; w++) for (i = 0; i < 20; i++) {
		print "T" w "-" i, strftime("%Y-%m-%dT10:00:00", day + w * 604800, 1), "chat", "c" i, "O" w "-" i, "question", "delivery.where", 5, 10, "closed", (i < (w == 8 ? 9 : 18)) ? 4 + i % 2 : 3
		if (w < 8) print "W" w "-" i, strftime("%Y-%m-%dT11:00:00", day + w * 604800 + 86400, 1), "chat", "c" i, (i < (w == 7 ? 8 : 2)) ? "O" w "-" i : "P" w "-" i, "question", "delivery.where", 5, 10, "closed", "" } }' >outcome.tsv
export CS_DB=$PWD/outcome.db
cs-import contacts -q outcome.tsv -o /dev/null
cs-report daily --range yesterday --as-of 2026-10-28 -f tsv --table all >outcome
# 9 of 20 against 144 of 160, 12 of 20 against 126 of 140 (the week before the first Tuesday is not known).  Wilson and
# Newcombe (1998, method 10) worked out with python3 from their formulas; both p of the pooled z and of Fisher are under 0.01.
share() { awk -F '\t' -v f="$1" '$2 == "figure" && $3 == f { print $6 "|" $9 "|" $10 "|" $11 "|" $12 "|" $14 "|" $15 "|" $16 "|" $13 }' "$2"; }
t_is 'satisfied' "$(share satisfied outcome)" \
    '0.450000|20|0.258198|0.657915|0.900000|-0.450000|signal|watch|the same days of the last 8 weeks together, n 160; change 95% -64.5%p to -23.5%p'
t_is 'solved for good' "$(share solved_for_good outcome)" \
    '0.600000|20|0.386582|0.781193|0.900000|-0.300000|signal|watch|the same days of the last 7 weeks together, n 140; change 95% -51.7%p to -10.9%p'
t_is 'the answers' "$(cs-report daily --range yesterday --as-of 2026-10-28 -q --list satisfied | awk -F '\t' 'NR > 1 { n++; s += $3 >= 4 } END { print n, s }')" '20 9'
t_is 'those closed a week before, and who came again' "$(cs-report daily --range yesterday --as-of 2026-10-28 -q --list solved_for_good |
    awk -F '\t' 'NR > 1 { n++; s += $5 == ""; if ($5 != "") ok += $5 == "W" substr($1, 2) && $4 ~ /^2026-10-20/ } END { print n, s, ok }')" '20 12 8'
# The month on the 1st: closed from 09-24 to 10-24, which are the Tuesdays of the 29th, 6th, 13th and 20th and the Wednesdays of
# the 30th, 7th, 14th and 21st, none of which came again: 160 less 2, 2, 2 and 8.
cs-report monthly --range 2026-10 --as-of 2026-11-02 -f tsv --table all >outcome
t_is 'the month: satisfied' "$(share satisfied outcome | cut -d'|' -f1,2,5,7)" '0.787500|80|0.900000|noise'
t_is 'the month: solved for good' "$(share solved_for_good outcome | cut -d'|' -f1,2)" '0.912500|160'
t_is 'no answer, no share' "$(cs-report daily --range 2026-10-28 --as-of 2026-10-29 -f tsv --table all >outcome; share satisfied outcome)" '|0|||||too_few||'

# What comes back comes back later: on each of nine Tuesdays a1 to a4 buy again, and what a1 and a2 bought was paid back
# ten days on.  The last Tuesday is told the day after with 4, and so were all before it at that age; now they have 2.
export CS_DB=$PWD/young.db
awk 'BEGIN { OFS = "\t"; print "order_no", "ordered_at", "customer_id", "line_no", "amount"
	for (i = 1; i < 5; i++) print "F" i, "2026-08-01T10:00:00", "a" i, 1, 1000
	for (w = 0; w < 9; w++) for (i = 1; i < 5; i++)
		print "W" w "-" i, strftime("%Y-%m-%dT10:00:00", 1788220800 + w * 7 * 86400, 1), "a" i, 1, 1000 }' >young.tsv
awk 'BEGIN { OFS = "\t"; print "return_id", "order_no", "line_no", "kind", "requested_at", "received_at", "refunded_at"
	for (w = 0; w < 7; w++) for (i = 1; i < 3; i++) { t = 1788220800 + (w * 7 + 10) * 86400
		print "R" w "-" i, "W" w "-" i, 1, "return", strftime("%Y-%m-%dT09:00:00", t - 86400, 1), strftime("%Y-%m-%dT09:00:00", t, 1), strftime("%Y-%m-%dT10:00:00", t, 1) } }' >back.tsv
cs-import orders -q young.tsv -o /dev/null
cs-import returns -q back.tsv -o /dev/null
cs-report daily --range yesterday --as-of 2026-10-28 -f tsv --table all >young
t_is 'days are compared at the same age' "$(figure repeat_purchases young)" '4|4|0.000000|noise'
t_is 'and said to be' "$(awk -F '\t' '$3 == "repeat_purchases" && $2 == "figure" { print $13 }' young)" \
    'median of the same days of the last 8 weeks, at the same age'
t_is 'an old day has what was kept' "$(cs-report daily --range 2026-09-01 --as-of 2026-10-28 -f tsv --table all >young; value repeat_purchases young)" 2
# September, told on the 3rd of October: 5 Tuesdays of 4, of which those of the 1st, 8th, 15th and 22nd had 2 taken back by then: 12.
# A month and a day earlier there were none.
cs-report monthly --range 2026-09 --as-of 2026-10-03 -f tsv --table all >young
t_is 'as it stood on that day' "$(value repeat_purchases young)" 12
t_is 'and its rows' "$(cs-report monthly --range 2026-09 --as-of 2026-10-03 -q --list repeat_purchases | tail -n +2 | wc -l)" 12
# Four weeks of October on the 29th: 4 Tuesdays of 4 less 2 of the 6th and of the 13th.  The four weeks before on the 1st:
# less 2 of the 8th and of the 15th, but not yet of the 22nd.  All that is known now would make 8 of them.
cs-report monthly --range 2026-10-01..2026-10-28 --as-of 2026-10-29 -f tsv --table all >young
t_is 'a longer time too' "$(figure repeat_purchases young | cut -d'|' -f1,2)" '12|12'

# Signals: 60 days of 40 orders with 2 complaints each, and one day of 12.
# u = 0.05, 3 sigma = 3 x root of (0.05 / 40) = 0.106: 12 / 40 = 0.3 stands out, 0.156 is the limit.
export CS_DB=$PWD/signal.db
awk 'BEGIN { OFS = "\t"; print "order_no", "ordered_at", "customer_id", "amount"
	for (d = 0; d < 61; d++) for (i = 0; i < 40; i++)
		print "O" d "-" i, strftime("%Y-%m-%dT12:00:00", 1788220800 + d * 86400, 1), "c" i, 1000 }' >orders.tsv
awk 'BEGIN { OFS = "\t"; print "contact_id", "opened_at", "channel", "kind", "cause", "state"
	for (d = 0; d < 61; d++) for (i = 0; i < (d == 60 ? 12 : 2); i++)
		print "H" d "-" i, strftime("%Y-%m-%dT13:00:00", 1788220800 + d * 86400, 1), "chat", "complaint", "goods.defect", "closed" }' >contacts.tsv
cs-import orders -q orders.tsv -o /dev/null
cs-import contacts -q contacts.tsv -o /dev/null
last=$(awk 'BEGIN { print strftime("%Y-%m-%d", 1788220800 + 60 * 86400, 1) }')
cs-report daily --range "$last" --as-of "$(date -d "$last +1 day" +%F)" -f tsv --table all >signal.tsv
t_is 'a day that stands out' "$(value complaint_signals signal.tsv)" 1
t_is 'with its limits' "$(awk -F '\t' -v d="$last" '$2 == "cell" && $4 == d && $3 ~ /complaint_rate\.(rate|centre|low|high)/ { printf "%s ", $6 }' signal.tsv)" \
    '0.300000 0.050000 0.000000 0.156066 '
cs-report daily --range "$(date -d "$last -1 day" +%F)" --as-of "$last" -f tsv --table all >calm.tsv
t_is 'the day before does not' "$(value complaint_signals calm.tsv)" 0
# The same cause eight weeks before: 12 on 40 orders against 2 a day on 40: p far below 5 %.
t_is 'a cause that grew' "$(cs-report daily --range "$last" --as-of "$(date -d "$last +1 day" +%F)" -f tsv --table causes | awk -F '\t' '$1 == "goods.defect" { print $2, $5, $6, $9 }')" \
    '12 112 6.00 signal'
t_done
