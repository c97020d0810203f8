# cs-dispute: bad rows, the docket and its clocks, letters, packs, displays,
# retention.  Days are counted by hand from the articles.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-11-22
field() { tail -n +2 out | cut -f"$1" | tr '\n' ' '; }

# Bad rows: each is named; without --keep-going they refuse the file.
printf 'case_id\tkind\tordered_on\tsupplied_on\tcontract_doc_on\tclaimed_on\twritten\tgoods\tstate\tamount\n' >head
{
	cat head
	printf 'ok\tchange_of_mind\t2026-11-02\t2026-11-04\t2026-11-04\t2026-11-10\tyes\tgeneral\tsealed\t1000\n'
	printf 'date\tchange_of_mind\t2026-02-30\t\t\t\t\t\t\t\n'
	printf 'word\tchange_of_mind\t\t\t\t\t\t\tworn\t\n'
	printf 'kind\tsadness\t\t\t\t\t\t\t\t\n'
	printf 'sum\tchange_of_mind\t\t\t\t\t\t\t\t9007199254740993\n'
	printf 'order\tchange_of_mind\t2026-11-05\t2026-11-04\t\t\t\t\t\t\n'
	printf 'old\tchange_of_mind\t2012-11-01\t2012-11-04\t2012-11-04\t2012-11-06\tyes\tgeneral\tsealed\t\n'
} >cases.tsv
t_run cs-dispute decide cases.tsv --keep-going
t_code 1
t_is 'the good case is decided' "$(field 1,2,5,7)" 'ok	accept	2026-11-11	consumer '
t_err 'cases.tsv:3: ordered_on: no such date: "2026-02-30"'
t_err 'cases.tsv:4: state: unknown word "worn"'
t_err 'cases.tsv:5: kind: unknown word "sadness"'
t_err 'cases.tsv:6: amount: not an amount from 0 to 2^53'
t_err 'cases.tsv:7: supplied_on 2026-11-04 is before ordered_on 2026-11-05'
t_err 'cases.tsv:8: 2012-11-11: the table of holidays covers 2015-01-01 to 2027-12-31'
t_err '6 of 7 cases could not be read'
t_run cs-dispute decide cases.tsv
t_code 3
t_err '6 of 7 cases cannot be read'
{ cat head; printf '\tchange_of_mind\t\t\t\t\t\t\t\t\n'; } >noname.tsv
t_run cs-dispute decide noname.tsv
t_code 3
t_err 'noname.tsv:2: case_id: is empty'
printf 'case_id\tstate\nx\tsealed\n' >nokind.tsv
t_run cs-dispute decide nokind.tsv
t_code 3
t_err 'kind'
: >empty.tsv
t_run cs-dispute decide empty.tsv
t_code 3
t_run cs-dispute decide head
t_code 0 'no cases are no error'
t_run cs-dispute decide nothing.tsv
t_code 4

# The order of rows and columns, CSV or TSV, file or pipe: one answer.
sed -n '2,$p' "$DATA/demo/disputes.tsv" | sort -r >reversed
{ head -n 1 "$DATA/demo/disputes.tsv"; cat reversed; } >reversed.tsv
t_run cs-dispute decide reversed.tsv --no-header
sort out >backward
t_run sh -c "cs-dispute decide --no-header <'$DATA/demo/disputes.tsv'"
sort out >forward
t_same 'the order of cases does not matter' forward backward
tr '\t' ',' <"$DATA/demo/disputes.tsv" >disputes.csv
t_run cs-dispute decide disputes.csv --no-header
sort out >csv
t_same 'CSV is read like TSV' forward csv
t_run cs-dispute decide "$DATA/demo/disputes.tsv" --lang ko
t_out '가장 가까운 공개 사례'
t_run sh -c "cs-dispute decide '$DATA/demo/disputes.tsv' | awk -F'\t' 'NR == 1 || \$2 == \"accept\"' | cut -f1"
t_is 'verdicts pass through a pipe' "$(tr '\n' ' ' <out)" 'case_id printer racket '
{ cat head; printf 'c\tchange_of_mind\t2026-11-02\t2026-11-04\t2026-11-04\t2026-11-10\tyes\tgeneral\tsealed\t1000\n'; } >one.tsv
t_run cs-dispute decide one.tsv --strict
t_is 'strict asks whether the buyer is a consumer' "$(field 2,13)" 'need_fact	business_buyer '

# One-off questions.
t_run cs-dispute interest 100000 --due 2026-09-30 --paid 2026-10-20 --rounding up
t_is 'rounding is a switch' "$(field 6)" '822 '
t_run cs-dispute interest 1000.50 --due 2026-09-30 --paid 2026-10-20
t_is 'decimals are kept' "$(field 6)" '8.22 '
t_run cs-dispute interest 1000 --due 2007-01-01 --paid 2007-02-01
t_code 3
t_run cs-dispute interest 1000
t_code 2
t_run cs-dispute interest ten --due 2026-09-30
t_code 2
t_run cs-dispute deadline nonsense
t_code 2
t_err 'one of: withdrawal address'
t_run cs-dispute deadline obstruction --from 2016-09-29
t_code 2
t_run cs-dispute deadline refund --from 2026-09-23
t_is 'three business days over Chuseok' "$(field 6)" '2026-09-30 '
t_run cs-dispute deadline refund --from 2026-04-29 --labor-day workday
t_is '1 May is a switch' "$(field 6)" '2026-05-04 '
t_run cs-dispute deadline withdrawal --from 2027-12-28
t_code 3
t_err 'YYYY-12-31 covers'
printf '# next year\n2028-01-03 holiday\tfounding day\n2028-01-05 closed\n2028-12-31 covers\n' >days
t_run cs-dispute deadline withdrawal --from 2027-12-28 --holidays days
t_code 3 'a day outside stays outside until the table covers it'
printf '2028-12-31 covers\n2028-01-04 holiday\tflood relief\n2028-01-06 closed\n' >days
t_run cs-dispute deadline withdrawal --from 2027-12-28 --holidays days
t_is 'a file extends the table' "$(field 6)" '2028-01-05 '
t_run cs-dispute deadline refund --from 2028-01-03 --holidays days
t_is 'closed days of the shop move no refund' "$(field 6)" '2028-01-07 '
mkdir -p .config/cs && cp days .config/cs/holidays
t_run cs-dispute deadline withdrawal --from 2027-12-28
t_is 'the file may stand in the home' "$(field 6)" '2028-01-05 '
rm -r .config
printf '2028-13-01 holiday\n' >bad-days
t_run cs-dispute calendar --holidays bad-days
t_code 3
t_err 'bad-days:1: not a date'
t_run cs-dispute calendar --from 2026-09-24 --to 2026-09-28 --lang ko
t_is 'the calendar names its holidays' "$(field 1,3,5 | tr '\t' ' ')" '2026-09-24 no 추석 전날 2026-09-25 no 추석 2026-09-26 no 추석 다음 날 2026-09-27 no  2026-09-28 yes  '
t_run cs-dispute calendar --from 2026-09-24 --to 2026-09-20
t_code 2
t_run cs-dispute rules --on 2016-09-29
t_is 'the third period was not in force yet' "$(grep -c '^obstruction' out)" 0
t_run cs-dispute rules --on 2016-09-30
t_is 'and was the day after' "$(grep -c '^obstruction' out)" 1

# The docket, joined to what the store knows.
printf 'order_no,line_no,ordered_at,paid_at,customer_id,product_id,product_name,quantity,amount,status,shipped_at,delivered_at,customer_name,phone\nA1,1,2026-11-02T10:00:00,2026-11-02T10:01:00,kim,P1,라켓,1,176000,delivered,2026-11-03T09:00:00,2026-11-05T14:00:00,김하나,010-1111-2222\n' >orders.csv
printf 'product_id,product_name,goods_kind\nP1,라켓,general\n' >products.csv
printf 'return_id,order_no,line_no,kind,quantity,received_at,refund_amount,fault\nR1,A1,1,return,1,2026-11-11T10:00:00,176000,shop\n' >returns.csv
t_run cs-dispute list
t_code 4 'a reader makes no store'
cs-import orders orders.csv -q >/dev/null && cs-import products products.csv -q >/dev/null && cs-import returns returns.csv -q >/dev/null
t_run cs-dispute open A1 --kind wrong_item --date 2026-11-09 --note '다른 모델' claimed_on=2026-11-09 written=yes contract_doc_on=2026-11-02
t_code 0
t_is 'a case gets a name' "$(field 1,2)" 'D1	A1 '
t_run cs-dispute show D1
t_out 'supplied_on	2026-11-05	order'
t_out 'returned_on	2026-11-11	return'
t_out 'goods	general	order'
t_out 'written	yes	told'
t_out 'need_fact'
t_run cs-dispute letter D1
t_out '사진이나 설명'
t_run cs-dispute event D1 inspected --date 2026-11-12 defect_proven=yes known_on=2026-11-06 state=used
t_code 0
t_run cs-dispute list
t_is 'goods back on the 11th, refund due on the 16th' "$(field 6,7,8,9)" 'accept	refund	2026-11-16	-6 '
t_run cs-dispute overdue
t_code 1
t_run cs-dispute due --as-of 2026-11-10 --days 3
t_is 'nothing is due before' "$(cs-dispute due --as-of 2026-11-12 --days 3 --no-header | wc -l | tr -d ' ')" 0
t_run cs-dispute letter D1 --kind late --shop 가람상회
t_out '지연배상금: 433원 (연 15%, 6일)'
t_out '가람상회 드림'
t_run cs-dispute letter D1 --kind refuse
t_code 1 'no refusal where the law accepts'
printf '{shop:은/는} {case:을/를} 봅니다. {nonsense}\n' >template
t_run cs-dispute letter D1 --template template
t_code 2
t_err '{nonsense}'
printf '{shop:은/는} {amount}원을 봅니다.\n' >template
t_run cs-dispute letter D1 --template template --shop 가람몰
t_out '^가람몰은 176,000원을 봅니다.$'
t_run cs-dispute event D1 refund_sent --date 2026-11-20
t_run cs-dispute overdue
t_code 0 'a refund stops its clock'
t_run cs-dispute open --case D1 --kind late
t_code 1 'a name is taken once'
t_run cs-dispute open --kind late state=worn
t_code 2
t_run cs-dispute open --kind late colour=red
t_code 2
t_run cs-dispute open
t_code 2
t_run cs-dispute event D9 note --note x
t_code 1
t_run cs-dispute event D1 party
t_code 2
t_run cs-dispute show D9
t_code 1
t_is 'a refused open leaves nothing' "$(sqlite3 shop.db 'SELECT count(*) FROM dispute')" 1
sqlite3 shop.db 'DELETE FROM dispute_event' 2>err
t_err 'the docket only grows'
sqlite3 shop.db "UPDATE dispute_event SET day = 1" 2>err
t_err 'the docket only grows'

# Mediation: 30 days, their extension by 60, 30, then 15 and silence.
t_run cs-dispute open --case M --kind defect --date 2026-08-03
t_run cs-dispute event M kca_referred --date 2026-08-03
t_run cs-dispute due --as-of 2026-08-10 --days 365
t_is '30 days from 3 August' "$(field 3,5)" 'kca_advice	2026-09-02 '
t_run cs-dispute event M kca_extended --date 2026-08-28
t_run cs-dispute due --as-of 2026-08-30 --days 365
t_is '60 more from 2 September end on a Sunday' "$(field 3,5)" 'kca_extended	2026-11-02 '
t_run cs-dispute event M kca_committee --date 2026-09-10
t_run cs-dispute due --as-of 2026-09-12 --days 365
t_is '30 days from 10 September end on a Saturday' "$(field 3,5)" 'kca_mediation	2026-10-12 '
t_run cs-dispute event M kca_proposal --date 2026-10-12
t_run cs-dispute due --as-of 2026-10-15 --days 365
t_is '15 days to answer' "$(field 3,5)" 'kca_answer	2026-10-27 '
t_run cs-dispute list --as-of 2026-10-27
t_is 'on the last day it can still be answered' "$(grep '^M' out | cut -f5)" proposal
t_run cs-dispute list --as-of 2026-10-28
t_is 'silence accepts' "$(grep '^M' out | cut -f5)" settled
t_run cs-dispute open --case E --kind late --date 2026-09-01
t_run cs-dispute event E ecmc_referred --date 2026-09-01
t_run cs-dispute due --as-of 2026-09-02 --days 365
t_is '45 days from 1 September' "$(grep '^E' out | cut -f3,5)" 'ecmc_proposal	2026-10-16'
t_run cs-dispute event E asked --amount 50000
t_run cs-dispute event E offered --amount 20000
t_run cs-dispute event E settled --amount 30000
t_run cs-dispute list
t_is 'asked, offered, settled' "$(grep '^E' out | cut -f5,10-13)" 'settled	50000	20000	30000	yes'
t_run cs-dispute open --case P --kind defect --date 2026-11-02
t_run cs-dispute event P platform_complaint --date 2026-11-02
t_run cs-dispute due --as-of 2026-11-02 --days 30
t_is '3 and 10 business days for the platform' "$(grep '^P' out | cut -f3,5 | tr '\n\t' '  ')" 'platform_progress 2026-11-05 platform_result 2026-11-16 '
for n in 1 2 3 4; do
	cs-dispute open --case "X$n" --kind defect --date 2026-11-03 >/dev/null
	cs-dispute event "X$n" kca_referred --date 2026-11-03
done
t_run cs-dispute external
t_code 0 'four in a month are no warning'
cs-dispute open --case X5 --kind defect --date 2026-11-03 >/dev/null
t_run cs-dispute event X5 ecmc_referred --date 2026-11-30 --as-of 2026-11-30
t_run cs-dispute external --as-of 2026-11-30
t_code 1 'five are one'
t_out '2026-11	5	warning'

# A refusal behind the answer period comes too late: silence had accepted.
t_run cs-dispute event M mediation_refused --date 2026-11-02
t_code 0
t_err 'the case stays settled'
t_run cs-dispute list
t_is 'and the case stays settled' "$(grep '^M' out | cut -f5)" settled

# Corrections: what was told last counts, though it happened before.
cs-dispute open --case COR --kind defect --date 2026-11-02 ordered_on=2026-10-30 >/dev/null
t_run cs-dispute event COR goods_back --date 2026-11-18
t_run cs-dispute event COR goods_back --date 2026-11-16
t_run cs-dispute show COR
t_out 'returned_on	2026-11-16	told'

# Days to come, contradictions, and events that tell nothing are refused.
t_run cs-dispute event COR note --note x --date 2026-11-23
t_code 2
t_err 'date: 2026-11-23 is after today, 2026-11-22'
t_run cs-dispute event COR fact claimed_on=2026-11-23
t_code 2
t_err 'claimed_on: 2026-11-23 is after today'
t_run cs-dispute open --kind late refunded_on=2026-12-01
t_code 2
t_err 'refunded_on: 2026-12-01'
t_run cs-dispute event COR fact returned_on=2026-10-01
t_code 2
t_err 'returned_on 2026-10-01 is before ordered_on'
t_run cs-dispute open --kind late ordered_on=2026-11-05 supplied_on=2026-11-04
t_code 2
t_err 'supplied_on 2026-11-04 is before ordered_on'
t_run cs-dispute event COR fact
t_code 2
t_err 'tells nothing'
t_run cs-dispute event COR note
t_code 2
t_run cs-dispute open claimed_on --kind late
t_code 2
t_err 'write a fact as NAME=VALUE'
for name in '' a/b .. "$(printf 'a\tb')"; do
	t_run cs-dispute open --case "$name" --kind late
	t_code 2 "no case is called \"$name\""
done
t_run cs-dispute open NOWHERE --case NO --kind late
t_code 0
t_err 'order NOWHERE is not in the store'
{ cat head; printf 'f\tchange_of_mind\t2026-11-02\t2026-11-04\t\t2026-11-23\tyes\t\t\t\n'; } >future.tsv
t_run cs-dispute decide future.tsv
t_code 3
t_err 'future.tsv:2: claimed_on: 2026-11-23 is after today'

# A supply clock only where supply is what the case is about.
cs-dispute open --case S1 --kind defect ordered_on=2026-11-02 paid_on=2026-11-02 >/dev/null
cs-dispute open --case S2 --kind late ordered_on=2026-11-02 paid_on=2026-11-02 >/dev/null
t_run cs-dispute overdue
t_is 'late goods have one, a defect has none' "$(grep '^S' out | cut -f1,3,5)" 'S2	supply_prepaid	2026-11-05'
printf 'order_no,line_no,ordered_at,paid_at,amount,status\nB1,1,2026-11-02T10:00:00,2026-11-02T10:01:00,1000,배송완료\n' >delivered.csv
cs-import orders delivered.csv -q >/dev/null
cs-dispute open B1 --case S3 --kind late >/dev/null
t_run cs-dispute due --days 100
t_is 'nor have goods that the store calls delivered' "$(grep -c '^S3.*supply' out)" 0

# Phones and e-mails in notes.
cs-dispute event S1 note --note '연락처 010-1234-5678 2026-11-02, +82 10 1234 5678/kim.ha@shop.example, 주문 2026110210001' >/dev/null
t_run cs-dispute show S1
t_out '연락처 010-1234-\*\*\*\* 2026-11-02, +82 10 1234 \*\*\*\*/ki\*\*\*\*@shop.example, 주문 2026110210001'
t_run cs-dispute show S1 --reveal
t_out '010-1234-5678 2026-11-02, +82 10 1234 5678/kim.ha@shop.example'
t_run cs-dispute pack S1 --into notes
t_is 'a pack masks them too' "$(grep -c '5678\|kim' notes/timeline.tsv)" 0

# Letters: what is asked, what is promised, what was sent.
export CS_AS_OF=2026-11-20
facts='ordered_on=2026-11-02 paid_on=2026-11-02 contract_doc_on=2026-11-02 supplied_on=2026-11-04 claimed_on=2026-11-09 written=yes goods=general amount=100000'
cs-dispute open --case LA --kind change_of_mind $facts >/dev/null
t_run cs-dispute letter LA
t_out '손상이 있다면'
t_is 'the shop is not asked through the customer' "$(grep -c '표시가 있었는지' out)" 0
t_err 'cs-dispute event LA fact notice17_6=...'
cs-dispute event LA fact state=sealed
t_run cs-dispute letter LA
t_out '상품을 돌려받은 날부터 3영업일'
cs-dispute event LA goods_back --date 2026-11-11
t_run cs-dispute letter LA --as-of 2026-11-16
t_out '2026년 11월 16일까지 돌려 드리겠습니다'
t_run cs-dispute letter LA
t_out '위 금액을 곧바로 돌려 드리겠습니다'
t_run cs-dispute letter LA --kind accept
t_out '기한이 지나 곧바로'
t_is 'no day that has passed is promised' "$(grep -c '16일까지' out)" 0
cs-dispute event LA refund_sent --date 2026-11-18
t_run cs-dispute letter LA
t_out '환급: 2026년 11월 18일에 돌려 드렸습니다'
t_run cs-dispute letter LA --kind late
t_out '지연배상금: 82원 (연 15%, 2일)'
t_out '지연배상금을 곧바로 보내'
t_is 'what was sent is not promised again' "$(grep -c '위 금액\|합계' out)" 0
# A sum that nobody told is not 0 won.
cs-dispute open --case LX --kind change_of_mind ${facts% amount=*} state=sealed >/dev/null
cs-dispute event LX goods_back --date 2026-11-11
t_run cs-dispute letter LX --kind late
t_out '지연배상금: 연 15%'
t_is 'no sum is invented' "$(grep -c '0원\|위 금액' out)" 0
printf '{amount}원을 돌려 드립니다.\n' >template
t_run cs-dispute letter LX --template template
t_code 1
t_err '{amount}, which is not known'
cs-dispute open --case LN --kind change_of_mind $facts state=used value_loss=marked >/dev/null
t_run cs-dispute letter LN
t_code 1 'nothing to ask the customer'
t_err 'nothing to ask the customer'
cs-dispute event LN fact notice17_6=yes
t_run cs-dispute letter LN
t_out '저희도 조정 절차에 성실히 임하겠습니다'
t_is 'a day that is no reason is not told' "$(grep -c '마지막 날' out)" 0
cs-dispute open --case LD --kind not_delivered ordered_on=2026-11-02 paid_on=2026-11-02 claimed_on=2026-11-18 written=yes >/dev/null
t_run cs-dispute letter LD
t_out '공급해 드려야 할 날까지'
t_out '계약 해제와 대금 환급 (손해가 있으시면 말씀해 주십시오)'
cs-dispute open --case LU --kind late ordered_on=2026-11-02 prepaid=no contract_doc_on=2026-11-02 claimed_on=2026-11-16 written=yes shipped=no >/dev/null
t_run cs-dispute letter LU
t_is 'no refund is promised where nothing was paid' "$(grep -c '환급:' out)" 0
export CS_AS_OF=2026-11-22

# A pack that proves itself.
printf 'a photo' >photo.jpg
t_run cs-dispute pack D1 --into pack --attach photo.jpg --attach orders.csv
t_code 0
t_run sh -c 'cd pack && sha256sum -c MANIFEST.sha256'
t_code 0
t_is 'everything is in it' "$(wc -l <pack/MANIFEST.sha256 | tr -d ' ')" 7
t_run cs-dispute pack D1 --into pack
t_code 1 'a pack is not overwritten'
t_run cs-dispute pack D1 --into other --attach photo.jpg --attach missing.jpg
t_code 4
t_is 'a pack that fails leaves nothing' "$(find . -name 'other*')" ''

# Displays.
t_run cs-dispute check13 "$DATA/demo/display.tsv"
t_code 1
t_out 'shop	mall	호스팅서비스 제공자의 상호	ECD 11-4'
t_out 'P1	BOOKS	쪽수'
t_is 'what is there is not told' "$(grep -c '사업자등록번호\|도서명' out)" 0
printf 'subject\tcategory\titem\tvalue\nshop\tNOWHERE\tx\ty\n' >display.tsv
t_run cs-dispute check13 display.tsv
t_code 3
t_err 'display.tsv:2: category: "NOWHERE"'
printf '# ours\nsubject\tcategory\titem\tvalue\nshop\tmall\t\377\ty\n' >display.tsv
t_run cs-dispute check13 display.tsv
t_code 3
t_err 'display.tsv:3: a byte that is not UTF-8'

t_run cs-dispute check13 empty.tsv
t_code 3
t_err 'empty.tsv: no header line'

# Retention: five years for orders of guests, three for notes.
printf 'order_no,line_no,ordered_at,amount,customer_name,phone\nG1,1,2020-01-05,1000,박손님,010-3333-4444\nG2,1,2025-01-05,1000,최손님,010-3333-5555\n' >guests.csv
cs-import orders guests.csv -q >/dev/null
sed 's/5555/5556/; s/4444/4445/' guests.csv >again.csv
cs-import orders again.csv -q >/dev/null
cs-dispute open --case OLD --kind late --date 2023-01-10 --note '이름이 적힌 메모' >/dev/null
# One consultation of 2022 that is over (two texts and an import's one), one that is still open.
cs-consult add --at 2022-03-02T10:00 --agent 미소 --phone 010-1111-2222 --asked '이름 적힌 요구' --read-back '이름 적힌 복창' \
    --answer '안내' --resolved '오래된 말' -q >/dev/null
cs-consult add --at 2022-03-02T10:00 --agent 미소 --channel board '아직 열린 말' -q >/dev/null
printf 'contact_id\topened_at\tstate\tbody\nZ1\t2022-03-02\tclosed\t남의 말\n' >contacts.tsv
cs-import contacts contacts.tsv -q >/dev/null
t_run cs-dispute retention
t_is 'one guest and one note are over' "$(field 1,5,6 | tr '\t' ' ')" 'display  no contract 0 no payment_supply 1 no complaint 1 no consultation 3 no '
t_is 'a look changes nothing' "$(sqlite3 shop.db "SELECT count(*) FROM orders WHERE guest_name IS NOT NULL")" 2
t_run cs-dispute retention --apply
t_is 'they are emptied' "$(field 6)" 'no no yes yes yes '
t_is 'the other guest stays' "$(sqlite3 shop.db "SELECT guest_name FROM orders WHERE guest_name IS NOT NULL")" 최손님
t_is 'what undo kept of them goes, and of nobody else' "$(sqlite3 shop.db "SELECT coalesce(image ->> 'guest_phone', 'gone') FROM undo_image WHERE entity = 'orders' ORDER BY 1" | tr '\n' ' ')" '010-3333-5555 gone '
t_is 'counts stay' "$(sqlite3 shop.db "SELECT count(*) FROM orders; SELECT count(*) FROM dispute_event WHERE note IS NULL AND dispute = (SELECT id FROM dispute WHERE code = 'OLD')" | tr '\n' ' ')" '4 1 '
t_run cs-dispute retention
t_is 'and it is done once' "$(field 5 | tr -d ' ')" '0000'
t_is 'what was said is gone, that it was said stays' \
    "$(sqlite3 shop.db "SELECT count(*), count(body), count(person) FROM contact_event; SELECT count(phone) FROM contact_now; SELECT count(body) FROM contact_import" | tr '\n' ' ')" \
    '6|1|0 0 0 '
t_is 'nor what was asked for and read back' "$(sqlite3 shop.db "SELECT count(*) FROM contact_event WHERE coalesce(facts, '') || coalesce(person, '') LIKE '%이름 적힌%'")" 0
t_run cs-consult check
t_code 0
t_run cs-import check -q
t_code 0

# Guests who are told apart by their number have a key and never leave: five years from the last order.
export CS_DB="$T_DIR/guests.db"
printf 'order_no,line_no,ordered_at,amount,customer_id,customer_name,phone\nG1,1,2016-01-05,1000,,박손님,010-3333-4444\nG2,1,2016-01-05,1000,,최손님,010-3333-5555\nG3,1,2025-01-05,1000,,최손님,010-3333-5555\nG4,1,2016-01-05,1000,kim,김회원,010-3333-6666\n' >keyed.csv
cs-import orders keyed.csv --identity phone -q >/dev/null
sqlite3 "$CS_DB" "UPDATE customer SET code = 'kim', grade = 'VIP' WHERE name = '김회원'"
t_run cs-dispute retention --as-of 2026-11-01
t_is 'a guest is over, one who came again and a member are not' "$(field 1,5 | tr '\t' ' ' | cut -d' ' -f4)" 1
t_run cs-dispute retention --as-of 2026-11-01 --apply
t_is 'and only that one is emptied' "$(sqlite3 "$CS_DB" "SELECT group_concat(name, ' ') FROM (SELECT name FROM customer WHERE phone IS NOT NULL ORDER BY name)")" '김회원 최손님'
rm -f "$CS_DB"
cs-import orders keyed.csv --identity phone -q >/dev/null
printf 'contact_id\topened_at\torder_no\tstate\tbody\nK1\t2024-01-01\tG1\tclosed\t아직도 새요\n' >keyed.tsv
cs-import contacts keyed.tsv -q >/dev/null
t_run cs-dispute retention --as-of 2026-11-01
t_is 'nor is one who asked since; the third, whom only the number names here, is' "$(field 1,5 | tr '\t' ' ' | cut -d' ' -f4)" 1
export CS_DB="$T_DIR/shop.db"

# The request of a return is the notice of withdrawal, unless it is told otherwise.
printf 'order_no\tline_no\tordered_at\tamount\nR1\t1\t2026-03-01\t1000\nR2\t1\t2026-03-01\t1000\n' >asked.tsv
printf 'return_id\torder_no\tkind\trequested_at\nq1\tR1\treturn\t2026-03-07\nq2\tR2\texchange\t2026-03-07\n' >back.tsv
export CS_DB="$T_DIR/asked.db"
cs-import orders --preset canonical -q asked.tsv >log 2>&1 && cs-import returns --preset canonical -q back.tsv >>log 2>&1 ||
    t_fail 'cs-import' "$(cat log)"
t_run cs-dispute open R1 --case Q1 --kind change_of_mind --date 2026-03-10
t_run cs-dispute show Q1
t_is 'asked for' "$(grep -w claimed_on out | tr '\t' ' ' | grep -c '2026-03-07.*return')" 1
t_run cs-dispute open R2 --case Q2 --kind change_of_mind --date 2026-03-10
t_run cs-dispute show Q2
t_is 'an exchange is no withdrawal' "$(grep -cw 'claimed_on.*2026-03-07' out)" 0
t_run cs-dispute event Q1 fact arrived_on=2026-03-05
t_code 0
t_run cs-dispute show Q1
t_is 'it came before that' "$(grep -cw 'claimed_on.*2026-03-07' out)" 0
# What each refund runs from, and by which article (ECA 18(2)1-3): the goods that came back, the later of both where
# they came before the notice; the withdrawal from a service, and of what was never supplied.
rm -f "$CS_DB"
paid='ordered_on=2026-10-05 paid_on=2026-10-05'
cs-dispute open --case G1 --kind defect $paid supplied_on=2026-10-06 claimed_on=2026-10-15 written=yes returned_on=2026-10-20 \
    known_on=2026-10-15 goods=general defect_proven=yes amount=50000 -q >/dev/null
cs-dispute open --case G2 --kind defect $paid supplied_on=2026-10-06 claimed_on=2026-10-15 written=yes returned_on=2026-10-13 \
    known_on=2026-10-12 goods=general defect_proven=yes amount=50000 -q >/dev/null
cs-dispute open --case G3 --kind change_of_mind $paid supplied_on=2026-10-12 contract_doc_on=2026-10-12 claimed_on=2026-10-14 \
    written=yes goods=service notice17_6=no amount=50000 -q >/dev/null
cs-dispute open --case G4 --kind not_delivered $paid claimed_on=2026-10-14 written=yes goods=general amount=50000 -q >/dev/null
t_run cs-dispute due --as-of 2026-10-28 --days 60 --no-header
t_is 'a refund runs from' "$(awk -F '\t' '$3 == "refund" { printf "%s %s %s %s\n", $1, $4, $5, $7 }' out)" 'G1 2026-10-20 2026-10-23 ECA 18(2)
G2 2026-10-15 2026-10-20 ECA 18(2)
G3 2026-10-14 2026-10-19 ECA 18(2)
G4 2026-10-14 2026-10-19 ECA 18(2)'
# An answer that is still open stops no clock once the goods are back (Art. 18(2)): Tuesday the 20th, three business days.
rm -f "$CS_DB"
cs-dispute open --case G5 --kind defect $paid supplied_on=2026-10-06 claimed_on=2026-10-15 returned_on=2026-10-20 amount=50000 \
    -q >/dev/null
t_run cs-dispute overdue --as-of 2026-10-28 --no-header
t_code 1
t_is 'it may be owed' "$(cut -f1,3-6,8 out)" "$(printf 'G5\trefund\t2026-10-20\t2026-10-23\t-5\trefund of what came back, if the return holds: tell the missing facts')"
t_run cs-dispute show G5 --as-of 2026-10-28
t_is 'no interest on what may not be owed' "$(grep -c interest out)" 0
t_run cs-dispute letter G5 --as-of 2026-10-28
t_is 'what came back is not asked after' "$(grep -c '지금 상품의 상태' out)" 0
t_err 'state'
cs-dispute event G5 refund_sent --date 2026-10-22 -q >/dev/null
t_run cs-dispute overdue --as-of 2026-10-28 --no-header
t_code 0
t_run cs-dispute event G5 refunded
t_code 2
t_err 'one of: fact note claim .* goods_back .* closed$'
# Goods that are not back yet: nothing is due, and from when it will be.
cs-dispute open --case G6 --kind change_of_mind $paid supplied_on=2026-10-12 contract_doc_on=2026-10-12 claimed_on=2026-10-14 \
    written=yes goods=general state=sealed amount=50000 -q >/dev/null
t_run cs-dispute show G6 --as-of 2026-10-28
t_out "$(printf 'verdict\t\trefund\twithin 3 business days of the day the goods come back (ECA 18(2))')"
t_run cs-dispute due --as-of 2026-10-28 --days 60 --no-header
t_is 'no day yet' "$(grep -c G6 out)" 0
t_done
