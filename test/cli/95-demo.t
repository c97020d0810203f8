# The tour runs anywhere, and what was planted in the invented shop is found:
# test/data/story-truth.pl counts the same things from the exports alone.
. "$ROOT/test/cli/lib.sh"

perl "$ROOT/test/data/story.pl" "$T_DIR" && (cd "$T_DIR" && cat ./*.csv ./*.tsv points/*.tsv | sha256sum) >once
start=$(date +%s)
env -i B="$B" sh "$ROOT/test/data/demo.sh" "$T_DIR/demo" >tour 2>tour.err
t_is 'the tour runs without an environment' "$? $(cat tour.err | grep -v '^cs-')" '0 '
seconds=$(($(date +%s) - start))
case $B in
*/release) [ "$seconds" -lt 20 ] && t_ok 'in under 20 seconds' || t_fail 'in under 20 seconds' "$seconds" ;;
esac
cd "$T_DIR/demo" || exit 4
(cat cafe24*.csv co*.csv [ip]*.csv s*.csv v*.csv docket.tsv points/*.tsv | sha256sum) >"$T_DIR/again"
(cd "$T_DIR" && cat cafe24*.csv co*.csv [ip]*.csv s*.csv v*.csv docket.tsv points/*.tsv | sha256sum) >"$T_DIR/once"
t_same 'the same shop every time' "$T_DIR/once" "$T_DIR/again"
cd "$T_DIR" || exit 4
perl "$ROOT/test/data/story-truth.pl" demo >truth
truth() { awk -F'\t' -v OFS='\t' -v n="$1" '$1 == n { $1 = ""; print substr($0, 2) }' truth; }
export CS_DB="$T_DIR/demo/shop.db" CS_AS_OF=2026-11-01

sqlite3 -separator '	' "$CS_DB" "WITH line AS (
	SELECT p.supplier, EXISTS (SELECT 1 FROM v_returns AS r WHERE r.order_no = o.order_no AND r.line_no = o.line_no
		AND r.refunded_at IS NOT NULL) AS back
	FROM v_orders AS o JOIN v_products AS p USING (product_id) WHERE o.status <> 'cancelled')
SELECT supplier, count(*), sum(back) FROM line GROUP BY 1 ORDER BY avg(back) DESC" >seen
truth supplier >told
t_same 'every line and every return of each supplier is in the store' told seen
t_is 'the supplier of the bad batch comes first' "$(head -n 1 seen | cut -f1)" 가온도자

cs-repurchase items -q --no-header | cut -f1-3 | sort >seen
truth buyers >told
t_same 'buyers of each product, and those who came back for it' told seen
t_is 'what is used up is bought again' "$(cs-repurchase items -q | awk -F'\t' '$9 == "repeat" { print $1 }' | sort | tr '\n' ' ')" \
    'P01 P02 P03 P04 P05 P06 P07 '

truth arm | sed 's/\t/.000\t/' >told
cs-mileage effect --window 90 -q --no-header | cut -f1,3,4 >seen
t_same 'who came back, by the arm that was drawn' told seen
cs-report contribution --table compensation -f tsv -q --no-header | cut -f1,3,4 >seen
t_same 'which the report on the contribution of service has, too' told seen
t_is 'and says that it was drawn by lot' "$(cs-report contribution -f text | tr '\n' ' ' | grep -c 'Drawn by lot (experiment 2025-autumn)')" 1
t_is 'the freight given back brings people back' "$(cs-mileage effect --window 90 -q --no-header | cut -f13 | tr '\n' ',')" \
    'control,more came back,more came back,'
# Points that sales earned are there from May 2025 on (points/2025-05.tsv), those for return freight from September
# 2025 on (demo.sh); each wants a year behind it, so both are estimates in the month 2025-09 and twelve.
t_is 'expected use says from which month on it is an estimate' "$(cs-mileage liability --from 2025-04-01 -q --no-header |
    awk -F'\t' '$17 != was { printf "%s %s ", $1, was = $17 } $17 == "full" && $7 != $8 { print "not full" }')" \
    '2025-04 full 2026-05 partly 2026-09 estimated '
t_is 'and tells the last month before' "$(cs-mileage liability 2>&1 >seen | grep -c 'up to 2026-08 expected_use')" 1
t_is 'nothing is told where every month is an estimate' "$(cs-mileage liability --from 2026-09-01 2>&1 >seen)" ''
truth lapse >told
cs-mileage notices -q --no-header | awk -F'\t' -v OFS='\t' '$3 == "2026-11-13" { n++; sum += $2 } END { print "2026-11-13", n, sum }' >seen
t_same 'the wave of points that lapse' told seen
truth asked_back | sort >told
cs-report returns --range 2025-05-01..2026-10-31 --table by_supplier -q --no-header | cut -f1-3 | sort >seen
t_same 'returns by supplier are what the files say' told seen
t_is 'the bad batch stands out in its spring' \
    "$(cs-report returns --range 2026-03-01..2026-05-31 --table by_supplier -q --no-header | grep above | cut -f1)" 가온도자
t_is 'who waited for the slow week asked more often' "$(cs-report waiting --range 2026-01-01..2026-10-31 -q --no-header |
    awk -F'\t' '$1 == "8-14 days" { print ($5 > 0.4) } $1 == "2 days" { print ($5 < 0.1) }' | tr '\n' ' ')" '1 1 '
t_is 'cards and candy were no fair trial' "$(cs-report inserts --range 2026-03-01..2026-10-31 -f text | grep -c 'groups differed')" 2
t_is 'the one who answers late stands out' "$(cs-report agents --range 2026-05-01..2026-10-31 -q --no-header |
    awk -F'\t' '$10 < 0.7 { print $1 }')" 윤하람
# What the analyses make of their counts, against formulas in Perl and awk that know nothing of ours.
perl_says() { perl "$DATA/verdicts.pl" "$@"; }
cs-report causes --range 2026-02-01..2026-04-30 -f tsv --no-header >got
awk -F'\t' '{ c[NR] = $1; x[NR] = $3; y[NR] = $7; n += $3; m += $7 } END { for (i = 1; i <= NR; i++) print c[i] "|" x[i] "|" n "|" y[i] "|" m }' got |
    perl_says 30 1 >told
awk -F'\t' '{ print $1 "|" $8 "|" $9 "|" $10 "|" ($11 == "noise" ? "none" : $11) }' got >seen
t_same 'causes that changed: Newcombe, Benjamini and Hochberg' told seen
t_is 'the courier of the spring is among them' "$(grep -c '^delivery.late|.*more' seen)" 1
cs-report inserts --range 2026-03-01..2026-10-31 -f tsv --no-header >got
awk -F'\t' '{ print $1 " " $2 "|" $4 "|" $3 "|" $7 "|" $6 }' got | perl_says 30 1 | sed 's/more$/association/; s/fewer$/association/' >told
awk -F'\t' '{ print $1 " " $2 "|" $9 "|" $10 "|" $11 "|" ($12 == "not shown" ? "none" : substr($12, 1, 11)) }' got >seen
t_same 'cards and candy' told seen
cs-report returns --range 2026-03-01..2026-05-31 -f tsv --no-header >got
awk -F'\t' '{ c[NR] = $1; n[NR] = $4; x[NR] = $5; all += $4; back += $5 } END { for (i = 1; i <= NR; i++) print c[i] "|" x[i] "|" n[i] "|" back - x[i] "|" all - n[i] }' got |
    perl_says 30 >told
awk -F'\t' '{ print $1 "|" ($9 == "usual" ? "none" : $9 == "above" ? "more" : $9 == "below" ? "fewer" : $9) }' got >seen
t_same 'products that come back more often than the rest' told seen
cs-report returns --range 2025-11-01..2026-10-31 -f tsv --no-header --table by_delay | awk -F'\t' '
    NR == 1 { n = $2; x = $3; next } $2 >= 30 { odds = $3 * (n - x) / (($2 - $3) * x); f = exp(1.959964 * sqrt(1 / $3 + 1 / ($2 - $3) + 1 / x + 1 / (n - x)))
	d = odds - $7; bad += d > 0.006 || d < -0.006 || odds / f - $8 > 0.006 || $9 - odds * f > 0.006; rows++ } END { print (rows > 0), bad + 0 }' >seen
t_is 'odds of a return by delay: Woolf' "$(cat seen)" '1 0'
cs-report trust --range 2025-05-01..2026-05-31 -f tsv --table strata | awk -F'\t' '$1 == "complaint" && $4 > 0 && $7 > 0 {
	n = $4 + $7; up += $5 * $7 / n; down += $8 * $4 / n; v += ($4 * $7 * ($5 + $8) - $5 * $8 * n) / (n * n) }
    END { r = up / down; f = exp(1.959964 * sqrt(v / (up * down))); printf "%.2f %.2f %.2f\n", r, r / f, r * f }' >told
cs-report trust --range 2025-05-01..2026-05-31 -f tsv --table all | awk -F'\t' '$2 == "figure" && $3 == "complaint_repurchase_ratio" { print $6, $10, $11 }' >seen
t_same 'who buys again after a complaint: Mantel and Haenszel' told seen
# Every figure whose rows can be listed has as many rows as it says; of money, the amounts add up; of a rate, the rows
# are those that it is of.
for name in causes sins mot returns waiting inserts agents sla contribution iso trust; do
	cs-report $name --range 2026-05-01..2026-10-31 --list help -f tsv -q | tail -n +2 | cut -f2 >listed
	cs-report $name --range 2026-05-01..2026-10-31 --table all -f tsv | awk -F'\t' -v OFS='\t' '
		NR == FNR { listed[$1] = 1; next } $2 == "figure" && $3 in listed { print $3, $5, $6, $9 }' listed - >figures
	while IFS='	' read -r figure type value n; do
		cs-report $name --range 2026-05-01..2026-10-31 --list "$figure" -f tsv >rows
		case $figure:$type in
		*:rate) want=$n got=$(sed 1d rows | wc -l) ;;
		compensation:* | *:money) want=$value got=$(awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^(amount|points)$/) at = i; next }
			{ sum += $at } END { print sum + 0 }' rows) ;;
		*) want=$value got=$(sed 1d rows | wc -l) ;;
		esac
		t_is "$name: the rows behind $figure" "$got" "$want"
	done <figures
	t_is "$name: all that can be listed are there" "$(wc -l <figures)" "$(wc -l <listed)"
done
truth cause | sort >told
cs-consult causes --from 2025-05-01 --to 2026-10-31 -q --no-header | awk -F'\t' -v OFS='\t' '$4 > 0 { print $1, $4 }' | sort >seen
t_same 'why people came, by the leaves of the tree of causes' told seen
truth promises >told
cs-consult promises --from 2025-05-01 --to 2026-10-31 -q --no-header | awk -F'\t' -v OFS='\t' '$1 != "all" { print $1, $5, $4 + $6 }' >seen
t_same 'promises kept and broken, by who gave them' told seen
t_is 'who breaks them stands out' "$(cs-consult promises --from 2025-05-01 --to 2026-10-31 -q --no-header |
    awk -F'\t' '$1 != "all" && $9 < 0.82 { print $1 }')" 윤하람
cs-consult angry -q --no-header | cut -f9 | sort -u >seen
awk -F, '/소비자원/ { print $4 }' demo/contacts.csv >told
t_same 'one customer is boiling' told seen
t_same 'the picture of the README is the one that is drawn (cp build/demo/cohort.svg test/data)' demo/cohort.svg "$DATA/cohort.svg"
# Every cell of every table, and every figure, in text, TSV, CSV, HTML, XLSX and both parts of the mail, as Python's parsers
# see them; a number of the workbook as its format shows it.
for report in daily weekly monthly; do
	rm -rf forms
	mkdir forms
	form() { cs-report $report -q --detail high --lang en "$@"; }
	form -f tsv --table all -o forms/long.tsv
	form -f text -o forms/report.txt
	form -f html -o forms/report.html
	form -f xlsx -o forms/report.xlsx
	form -f xlsx -o forms/again.xlsx
	form -f eml --mailto owner@shop.example -o forms/report.eml
	sed -n 's/^[^\t]*\tcell\t\([^.\t]*\)\..*/\1/p' forms/long.tsv | sort -u >tables
	while IFS= read -r table; do
		form -f tsv --table "$table" -o "forms/$table.tsv"
		form -f csv --table "$table" -o "forms/$table.csv"
	done <tables
	t_run python3 "$ROOT/test/cli/forms.py" cells forms
	t_code 0 "$report: the same numbers in every form"
	t_is "$report: all cells were there to be compared" "$(grep -cE '^[0-9]{3,} cells of ([5-9]|1[0-9]) tables' out)" 1
	t_same "$report: the workbook is the same bytes again" forms/report.xlsx forms/again.xlsx
done

# Who opens the workbook sees the story first: period, duties, what changed; then a sheet for each table, with a name of its own.
cs-report monthly -q --lang ko --shop 들꽃상회 -f xlsx -o month-ko.xlsx
python3 "$ROOT/test/cli/forms.py" book month-ko.xlsx >book
t_is 'the sheets' "$(grep '^==' book | tr '\n' ' ' | sed 's/: filter frozen//g; s/: filter chart frozen/ +/g')" \
    '== 요약: frozen == 지표 == 지금 할 일 == 원인별 + == 많이 반품된 상품 + == 단골 사다리 + == 월별 재구매율 + == 첫 구매 월별 == 월별 추이 + == 지표의 뜻 '
sed -n '2,/^== /p' book >summary
t_is 'it begins with the shop and the period' "$(head -n 2 summary | tr '\n' ' ')" \
    '들꽃상회 · 월간 보고서 2026-10-01 – 2026-10-31 · 2026-11-01 기준 '
t_is 'then what has to be done now, with its rows' "$(sed -n '/^지금 할 일/,/^$/p' summary | grep -c '	D1	26일 23시간	환불	')" 1
t_is 'then what changed, with the figures of the text' \
    "$(awk -F'\t' '/^평소와 비교/ { in_it = 1 } in_it && $2 == "매출" { print $3, $4, $5, $6, $7; exit }' summary)" \
    "$(cs-report monthly -q --lang ko -f text | awk '$1 == "매출" { now = $2; unit = $3; change = $4; verdict = $5 " " $6; getline; print now, unit, change, verdict, $2; exit }')"
# Every heading in English beside the Korean one, for a shop owner to read: no two columns of a table are called the same.
cut -f1 "$DATA/report/headings.tsv" | uniq >commands
(cd demo && CS_AGENT=강새길 python3 "$ROOT/test/cli/headings.py" <../commands) >seen
t_same 'the headings of all tables (test/data/report/headings.tsv)' "$DATA/report/headings.tsv" seen
t_is 'and each says something else than the others of its table' "$(awk -F'\t' '{ delete told
	for (i = 3; i <= NF; i++) { word = $i; sub(/.* = /, "", word); if (word in told) print $1, word; told[word] } }' seen)" ''
(cd demo && CS_AGENT=강새길 python3 "$ROOT/test/cli/headings.py" words <../commands) >bare
t_is 'in a Korean table no word of ours stands alone' "$(cat bare)" ''
t_is 'a stream has the word alone' "$(cs-dispute show D3 --lang ko -q -f tsv | awk -F'\t' '$1 == "state" { print $3 }')" open
t_is 'a table has what it means beside it' "$(cs-dispute show D3 --lang ko -q -f table | grep -cE '^(state 상태 +open 처리 중|verdict 판단 +refuse 거절 .*law 법)$')" 2

grep -q '</html>' demo/month.html && t_ok 'the page of the month is whole' || t_fail 'the page of the month is whole'
t_is 'and so is the workbook' "$(head -c 2 demo/month.xlsx)" PK
t_is 'and the mail' "$(grep -c '^Content-Type: multipart/alternative' demo/month.eml)" 1
t_run cs-mileage verify -q
t_code 0
t_run cs-import check -q
t_code 0
t_run cs-dispute overdue -q
t_code 1
t_out D1
t_done
