#!/bin/sh
# The main job on the sample exports of one invented shop that sells in four
# places: import, how many come back, the cohorts, the regulars, a picture, a
# day of disputes, a call, and points given back for returns.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$B:$PATH
out=$root/build/demo
rm -rf "$out"
mkdir -p "$out"
cp "$root"/test/data/demo/*.csv "$root"/test/data/demo/*.tsv "$out"
cd "$out"
export CS_DB=$out/shop.db CS_AS_OF=2026-11-01

show() { # COMMAND: prints it and runs it
	printf '\n\033[1m$ %s\033[0m\n' "$1" | if [ -t 1 ]; then cat; else sed 's/\x1b\[[01]m//g'; fi
	sh -c "$1"
}

show 'cs-import orders cafe24.csv smartstore.csv coupang.csv shopify.csv | cs-report table'
show "cs-repurchase rate --by quarter -q | cs-report table --columns period,customers,new_customers,returning_customers,within_rate,lifetime_rate,repeat_revenue_rate"
show 'cs-repurchase within --days 30,90,180 -q | cs-report table'
show 'cs-repurchase cohort -q | cs-report plot --kind heat --x age --y cohort --value retention'
show "cs-repurchase customers | awk -F'\t' 'NR == 1 || \$12 == \"regular\" || \$12 == \"big_spender\"' | cut -f1-4,6,8,12,13 | cs-report table"
show 'cs-repurchase rate --by month -q | cs-report plot --x period --y repurchase_rate --format svg -o rate.svg'

# A dispute day: five cases decided, one explained, one letter.
show "cs-dispute decide disputes.tsv | cs-report table --columns case_id,verdict,deadline_on,return_cost,refund_due_on,interest,missing,basis"
show "cs-dispute decide disputes.tsv --explain | awk -F'\t' 'NR == 1 || (\$1 == \"knee-brace\" && \$5 != \"no\")' | cs-report table --columns question,fact,answer,article"
show 'cs-dispute open --case jacket --kind change_of_mind ordered_on=2026-10-19 contract_doc_on=2026-10-19 supplied_on=2026-10-21 claimed_on=2026-10-26 written=yes goods=general state=used value_loss=marked notice17_6=yes'
show 'cs-dispute letter jacket --shop 가람상회'

# A call: what to do, what was written, what is sent.
show 'cs-guide caller 급한 --lang ko -f table'
show "echo '고객님, 그 색은 품절이십니다. 문의가 계시면 전화하세요.' | cs-guide lint -q | cs-report table || true"
show 'cs-guide fill f21 item=원피스 date="4월 2일" --lang ko'
show 'cs-guide handbook --shop 가람상회 --lang ko -o handbook.html'

# Points: what orders earned, a return as one act, freight given back by lot, and did they come back?
show 'cs-import returns returns.tsv | cs-report table'
show 'cs-mileage earn -q | tail -n 3'
printf '%s\n' 'compensate.arms = 0, 1, 2' 'compensate.salt = 2025-autumn' >shop.policy
show 'cs-mileage policy set shop.policy --from 2025-09-01 -q | cs-report table'
show 'cs-mileage return R00084 --eff 2025-10-06 -q | cs-report table'
for month in 2025-10-31 2025-11-30 2025-12-31 2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30; do
	cs-mileage compensate --as-of "$month" -q >>compensated.tsv
done
show 'cs-mileage compensate --from 2026-06-01 --as-of 2026-07-31 -q | cs-report table'
who=$(cs-mileage balance -q | awk -F'\t' 'NR > 1 && $2 > 3000 { print $1; exit }')
show "cs-mileage use $who --points 3000 --order 2026-1101 --amount 42000 -q | cs-report table"
show "cs-mileage statement $who -q | cs-report table"
show 'cs-mileage liability --from 2026-06-01 -q | cs-report table'
show 'cs-mileage effect --window 90 --margin 0.3 | cs-report table --columns arm,followed,repurchased,rate,low,high,difference,diff_low,diff_high,cost,verdict'
show 'cs-mileage verify'
cat <<TXT

The store is build/demo/shop.db, the picture build/demo/rate.svg.  Next, for example:
  export CS_DB=build/demo/shop.db PATH=$(echo "$B" | sed "s,^$root/,,"):\$PATH
  cs-repurchase definitions                       what each rate counts, in words
  cs-repurchase interval --group product          after how many days people come back
  cs-repurchase customers --lang ko               every customer, with the segment (단골)
  cs-mileage balance                              what every member has (적립금)
  cs-dispute rules                                the law as it is applied, with its articles
  cs-import orders --preset auto YOUR-EXPORT.csv -d ~/shop.db
TXT
