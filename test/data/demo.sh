#!/bin/sh
# The story of one invented shop, 들꽃상회, that sells on Cafe24, SmartStore
# and Coupang: eighteen months of its downloads go in, and the questions that
# its owner has on 1 November 2026 are asked.  Everything lies in build/demo.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$B:$PATH
out=${1:-$root/build/demo}
export PATH CS_DB="$out/shop.db" CS_AS_OF=2026-11-01
rm -rf "$out"
mkdir -p "$out"
perl "$root/test/data/story.pl" "$out"
cp "$root/test/data/demo/disputes.tsv" "$out"
cd "$out"

bold() { if [ -t 1 ]; then printf '\033[1m%s\033[0m\n' "$1"; else printf '%s\n' "$1"; fi; }
chapter() { echo; bold "== $1"; }
ask() { # QUESTION COMMAND: prints both and runs it
	printf '\n# %s\n' "$1"
	bold "\$ $2"
	sh -c "$2"
}

chapter '1. What the shop downloaded'
ask 'Orders as the platforms give them: CP949, notices, totals, masked ids.' \
    'cs-import orders cafe24.csv smartstore.csv smartstore-confirmed.csv coupang.csv -q | cut -f1-7 | cs-report table'
ask 'Members, returns, goods, parcels, visits, advertising, consultations.' \
    'cs-import customers cafe24-members.csv -q --no-header | cut -f1-7
cs-import returns cafe24-returns.csv smartstore-returns.csv coupang-returns.csv -q --no-header | cut -f1-7
for kind in products inserts visits spend contacts; do cs-import $kind $kind.csv -q --no-header | cut -f1-7; done
cs-import check --no-header'

chapter '2. Do they come back (재구매)?'
ask 'Customers of each quarter, and the share that has bought twice up to its end.' \
    'cs-repurchase rate --by quarter -q | cs-report table --columns period,customers,new_customers,returning_customers,within_rate,lifetime_rate,repeat_revenue_rate'
ask 'Of those who could be watched for so long, who bought again?' \
    'cs-repurchase within --days 30,90,180,365 -q | cs-report table'
ask 'The same day after day, with its limits.' \
    'cs-repurchase within --curve --days 180 -q | cs-report plot --kind lines --x days --y km_rate,km_low,km_high --height 10'
ask 'What became of first orders that were late, came back, or had a gift in the parcel?' \
    'cs-repurchase first -q | cs-report table --columns signal,value,customers,repurchased,rate,diff_low,diff_high,verdict'
ask 'Who was failed, said nothing, and should have been back by now?' \
    'cs-repurchase silent -q | head -6 | cs-report table --columns customer_id,failures,failed_on,orders,amount,expected_on,days_over'
ask 'How much does the shop live on new customers, and what does each of them cost?' \
    'cs-repurchase acquisition --by quarter -q | cs-report table --columns period,first_purchases,repeat_purchases,first_revenue_rate,spend,cost_per_first,cost_per_repeat'
ask 'By the month of the first purchase: the share that buys again, month by month.' \
    'cs-repurchase cohort -q | cs-report plot --kind heat --x age --y cohort --value retention'
cat >names.awk <<'AWK'
# Puts the name behind the identifier in the first column: awk -f names.awk goods.tsv -
BEGIN { FS = OFS = "\t" }
NR == FNR { name[$1] = $2; next }
FNR > 1 && $1 in name { $1 = $1 " " name[$1] }
{ print }
AWK
ask 'What do people buy again?  Coffee; nobody needs a second camping chair.' \
    'cs-import --emit products -q products.csv >goods.tsv
cs-repurchase items -q | awk -f names.awk goods.tsv - | cs-report table --columns item,buyers,repeat_buyers,low,high,median_days,class'
ask 'Who should be back this week, and for what?' \
    "cs-repurchase due --days 7 -q | awk -F'\\t' 'NR == 1 || (\$5 >= -3 && \$5 <= 3 && \$6 > 0.5)' | head -8 | cs-report table"
ask 'Would a forecast have been right?  Fitted to the first year, tried on the last six months.' \
    "cs-repurchase model --holdout 2026-04-30 -q | awk -F'\\t' 'NR == 1 || \$2 ~ /^(repeaters|holdout_(days|actual|expected)|own_pace_expected)\$/' | cs-report table"
ask 'The months of the first purchase as a picture.' \
    'cs-repurchase cohort -q | cs-report plot --kind heat --x age --y cohort --value retention --format svg \
    --title "들꽃상회: who buys again, by the month of the first purchase" -o cohort.svg && ls cohort.svg'

chapter '3. Points (적립금), and do they bring people back?'
# Since September 2025 return freight comes back as points, times 0, 1 or 2 by lot.
printf '%s\n' 'compensate.arms = 0, 1, 2' 'compensate.salt = 2025-autumn' >shop.policy
ask 'Return freight comes back as points, times 0, 1 or 2: by lot, so that the effect can be told.' \
    'cat shop.policy; cs-mileage policy set shop.policy --from 2025-09-01 -q --no-header'
ask 'What the members earned and spent, and what returns brought, month by month.' \
    'for month in points/*.tsv; do
	month=$(basename $month .tsv); last=$(date -d "$month-01 +1 month -1 day" +%F)
	cs-mileage apply points/$month.tsv --as-of $last -q >>applied.tsv
	[ $month \< 2025-09 ] || cs-mileage compensate --from $month-01 --as-of $last -q >>compensated.tsv
done; tail -n 5 compensated.tsv | cut -f1,3,6-8'
ask 'Did they come back?' \
    'cs-mileage effect --window 90 --margin 0.35 | cs-report table --columns arm,followed,repurchased,rate,low,high,difference,diff_low,diff_high,cost_per_extra,verdict'
ask 'Points that lapse: whom to tell, and when.' \
    "cs-mileage notices -q --no-header | cut -f3 | sort | uniq -c | awk '{ print \$2 \": \" \$1 \" members\" }'"
who=$(cs-mileage balance -q | awk -F'\t' 'NR > 1 && $2 > 4000 { print $1; exit }')
ask 'One member.' "cs-mileage statement $who -q | tail -n 6"
ask 'What the shop owes; what of it will be used is estimated (basis) once there is a year of use to learn from.' \
    'cs-mileage liability --from 2026-07-01 | cut -f1-8,17 | cs-report table'
ask 'Is every point accounted for?' 'cs-mileage verify --no-header'

chapter '4. Disputes (분쟁)'
tail -n +2 docket.tsv | while IFS="$(printf '\t')" read -r case order line kind on facts; do
	# shellcheck disable=SC2086 # the facts are words
	cs-dispute open "$order" --case "$case" --line "$line" --kind "$kind" --as-of "$on" -q $facts >/dev/null
done
ask 'The docket: what the law says, what comes next, and what is late.' \
    'cs-dispute list -q | cs-report table --columns case_id,order_no,kind,verdict,next,due_on,days_left'
ask 'Why is D3 refused?' \
    "cs-dispute show D3 -q | awk -F'\\t' '\$1 == \"verdict\"' | cut -f3-5"
ask 'The letter for the refund that is late.' 'cs-dispute letter D1 --shop 들꽃상회 --kind late'

chapter '5. Monday at the desk (상담)'
export CS_AS_OF=2026-11-02 CS_AGENT=강새길
ask 'The page that came by mail at seven.' 'cs-report daily -f text --section act_now,change --width 100'
ask 'The desk: what waits, the most urgent first?' \
    'cs-consult next --at 2026-11-02T09:00 -q | cs-report table --columns contact_id,urgency,stage,what,due,overdue,agent,cause'
road=$(cs-import --emit orders -q cafe24.csv | awk -F'\t' '$19 == "shipped" { print $1; exit }')
ask 'The first call: where is my parcel?' \
    "cs-consult add --at 2026-11-02T09:05 --channel phone --order $road --kind question --cause delivery.where \\
    --answer '오늘 오후 6시 전에 도착합니다.' --resolved '오늘 받을 수 있을까요?'"
ask 'The second, in a hurry: what to do, what to say.' 'cs-guide caller 급한 --lang ko -f table'
broken=$(cs-import --emit orders -q cafe24.csv | awk -F'\t' '$19 == "delivered" && $6 == "P04" { print $1; exit }')
ask 'Who is it?  Masked, for the screen can be seen.' "cs-consult card $broken -q | cs-report table"
ask 'What was said, and what was promised.' \
    "cs-consult add --at 2026-11-02T09:20 --channel phone --order $broken --kind complaint --cause goods.damaged --id S2 \\
    --caller caller15_impatient --answer '놀라셨겠습니다. 내일 새것을 보내 드리겠습니다.' '유자청 병이 깨져서 왔어요.'
cs-consult promise S2 2026-11-03T18:00 '새것 발송' --at 2026-11-02T09:22 -q --no-header"
ask 'Who is boiling?' 'cs-consult angry --at 2026-11-02T09:30 -q | cs-report table --columns contact_id,stage,opened_at,flags,agent,order_no,cause'
angry=$(cs-consult angry --at 2026-11-02T09:30 -q --no-header | tail -n 1 | cut -f1)
ask 'A senior takes it over, with a note why.' \
    "cs-consult agent 문온결 --role senior -q --no-header
cs-consult note $angry '두 번 약속을 어겼습니다. 직접 전화해 주세요.' --at 2026-11-02T09:32 -q
cs-consult transfer $angry 문온결 --at 2026-11-02T09:33 -q --no-header"
ask 'The reply, looked at before it goes out.' \
    "echo '고객님, 환불이 되십니다. 기다리세요.' | cs-guide lint -q | cs-report table || true"
ask 'And as it went out, with what the shop gives for it.' \
    "cs-consult reply $angry --agent 문온결 --at 2026-11-02T10:00 -q --no-header \\
    '고객님, 두 번이나 약속을 지키지 못해 죄송합니다. 새 머그는 오늘 오후 3시에 퀵으로 보내 드립니다. 받으신 뒤 제가 다시 전화드리겠습니다.'
cs-consult compensate $angry points 10000 '기다리신 시간' --agent 문온결 --at 2026-11-02T10:02 -q --no-header"
ask 'The third call, answered from a template.' \
    'cs-guide fill f21 item=머그 date="11월 4일" --lang ko
cs-consult add --at 2026-11-02T11:15 --channel phone --kind question --cause order.stock --product P08 -q --no-header \
    --answer "$(cs-guide fill f21 item=머그 date="11월 4일" --lang ko)" --resolved "머그는 언제 들어오나요?"'
ask 'The evening: what goes to the next shift.' \
    'cs-consult handover --at 2026-11-02T17:50 -q | cs-report table --columns agent,contact_id,stage,state,what,due,overdue,cause,note'
ask 'Were promises kept?' 'cs-consult promises --from 2026-08-01 -q | cs-report table'
cs-guide handbook --shop 들꽃상회 --lang ko -q -o handbook.html

chapter '6. What the owner learns'
export CS_AS_OF=2026-11-01
ask 'Whose goods came back in spring?  The glaze of one supplier.' \
    'cs-report returns --range 2026-03-01..2026-05-31 --table by_supplier -q | cs-report table'
ask 'Waiting: who waited long asked, sent back, and came back less.' \
    'cs-report waiting --range 2026-01-01..2026-10-31 -q | cut -f1,2,5,7,10 | cs-report table'
ask 'Candy and cards: a fair test?  No: they went to other people.' \
    'cs-report inserts --range 2026-03-01..2026-10-31 -f text --detail low --width 100 | sed -n "/watch/,/^\$/p"'
ask 'New boxes since 15 June: does less break (깨져서 왔어요)?' \
    'for days in 2026-02-01..2026-06-14 2026-06-15..2026-10-31; do
	echo $days; cs-report returns --range $days --table by_reason -q | sed -n "/깨져/p" | cut -f3,5-7
done'
ask 'Who answers late?' 'cs-report agents --range 2026-08-01..2026-10-31 -q | cut -f1-3,6-10 | cs-report table'
ask 'The report of October: for the browser, for Excel, as a mail.' \
    'cs-report monthly --format html --shop 들꽃상회 -o month.html
cs-report monthly --format xlsx --shop 들꽃상회 -o month.xlsx
cs-report monthly --format eml --shop 들꽃상회 --mailto owner@shop.example -o month.eml
ls month.*'

cat <<TXT

Everything lies in build/demo: the downloads, the store shop.db, month.html, month.xlsx, month.eml,
cohort.svg, handbook.html.  Next, for example:
  export CS_DB=build/demo/shop.db CS_AS_OF=2026-11-01 PATH=$(echo "$B" | sed "s,^$root/,,"):\$PATH
  cs-repurchase definitions                       what each rate counts, in words
  cs-repurchase interval --group product          after how many days people come back
  cs-repurchase customers --lang ko               every customer, with the segment (단골)
  cs-mileage balance                              what every member has (적립금)
  cs-dispute rules                                the law as it is applied, with its articles
  cs-consult list --sort stage                    what is open, the angriest first
  cs-report trust -f text                         do people buy again after a failure
  cs-report mot -f text                           which touchpoint is the weakest
  cs-report monthly --list returns                the rows behind a figure
Your own shop, in a store of its own:
  cs-import orders YOUR-EXPORT.csv -d ~/shop.db
TXT
