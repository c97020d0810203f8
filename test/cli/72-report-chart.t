# Control charts from a stream: printed examples, baselines, phases, periods
# that widen, and what is refused.
. "$ROOT/test/cli/lib.sh"

# Montgomery's orange juice cans: p = 0.2313, limits 0.4102 and 0.0524, samples 15 and 23 above.
{
	printf 'sample\tbad\tof\n'
	i=0
	for n in 12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6; do
		i=$((i + 1))
		printf '%s\t%s\t50\n' $i $n
	done
} >cans.tsv
t_run cs-report chart p -f tsv cans.tsv
t_code 0
t_is 'p chart: centre and limits of the book' "$(awk -F '\t' 'NR == 2 { printf "%.4f %.4f %.4f", $6, $7, $8 }' out)" '0.2313 0.0524 0.4102'
t_is 'p chart: the two samples of the book' "$(awk -F '\t' '$10 == "yes" { printf "%s ", $1 }' out)" '15 23 '
t_run cs-report chart p -f text cans.tsv
t_out 'watch.*2 points lie outside the limits: 15, 23'
t_run cs-report chart p -f text --lang ko cans.tsv
t_out '주의'

# The book's limits without the two samples are those of its 28 others: p = 301/1400.
awk -F '\t' 'NR == 1 || ($1 != 15 && $1 != 23)' cans.tsv >others.tsv
t_run cs-report chart p -f tsv others.tsv
t_is 'p chart: the revised limits of the book' "$(awk -F '\t' 'NR == 2 { printf "%.4f %.4f %.4f", $6, $7, $8 }' out)" '0.2150 0.0407 0.3893'

# The same from awk, which knows nothing of our code, for sizes that differ.
awk 'BEGIN { srand(4); print "date\tcases\torders"; for (d = 1; d <= 28; d++) {
    n = 100 + int(rand() * 400); printf "2026-02-%02d\t%d\t%d\n", d, int(n * (0.02 + rand() * 0.06)), n } }' >days.tsv
# Laney: z of every day, mean of the steps over 1.128.
awk -F '\t' 'NR > 1 { c[NR] = $2; n[NR] = $3; sc += $2; sn += $3 }
    END { p = sc / sn; for (i = 2; i <= NR; i++) { s[i] = sqrt(p * (1 - p) / n[i]); z[i] = (c[i] / n[i] - p) / s[i] }
    for (i = 3; i <= NR; i++) mr += z[i] > z[i - 1] ? z[i] - z[i - 1] : z[i - 1] - z[i]
    sz = mr / (NR - 2) / 1.128
    for (i = 2; i <= NR; i++) { h = p + 3 * s[i] * sz; l = p - 3 * s[i] * sz; if (h > 1) h = 1; if (l < 0) l = 0; printf "%.6f %.6f %.6f\n", p, l, h } }' days.tsv >expected
cs-report chart laney -f tsv --no-header days.tsv | awk -F '\t' '{ print $6, $7, $8 }' >got
t_same "Laney's p' as awk computes it" expected got
awk -F '\t' 'NR > 1 { c[NR] = $2; n[NR] = $3; sc += $2; sn += $3 }
    END { u = sc / sn; for (i = 2; i <= NR; i++) { s = 3 * sqrt(u / n[i]); printf "%.6f %.6f %.6f\n", u, u - s < 0 ? 0 : u - s, u + s } }' days.tsv >expected
cs-report chart u -f tsv --no-header days.tsv | awk -F '\t' '{ print $6, $7, $8 }' >got
t_same 'u chart as awk computes it' expected got

# Two levels: the picture has no limits until a mark parts them.
awk 'BEGIN { print "month\tgap"; for (i = 0; i < 24; i++) printf "%d-%02d\t%d\n", 2024 + int(i / 12), i % 12 + 1, (i < 12 ? 10 : 40) + i % 2 }' >moved.tsv
t_run cs-report chart g -f text moved.tsv
t_out 'The series has moved: the longest run on one side of the centre'
t_is 'by both rules, in words' "$(tr -d '\n' <out | tr -s ' ' | grep -c 'line has 12 points (chance makes at most 8), and it crosses the line 1 times (chance makes at least 8)')" 1
t_out 'The picture has no limits'
t_run cs-report chart g -f svg moved.tsv
t_out '<svg'
t_is 'no limits are drawn' "$(grep -c 'class="limit" d="M' out)" 0
t_run cs-report chart g -f svg --mark 2025-01 moved.tsv
t_is 'with a mark they are' "$(grep -c 'class="limit" d="M' out)" 1
t_run cs-report chart g -f tsv --mark 2025-01 moved.tsv
t_is 'two phases, two centres' "$(cut -f2,6 out | sed 1d | sort -u | tr '\t\n' ' ,')" '1 10.50,2 40.50,'
t_run cs-report chart run -f tsv --baseline 2024-01..2024-12 moved.tsv
t_is 'the baseline holds on' "$(cut -f6 out | sed 1d | sort -u)" 10.50
t_run cs-report chart run -f tsv --baseline 12 moved.tsv
t_is 'and as a number of points' "$(cut -f6,9 out | sed 1d | sort -u | tr '\t\n' ' ,')" '10.50 no,10.50 yes,'

# One case in a hundred orders, ten orders a day: days are too short, weeks are not.
awk 'BEGIN { print "date\tcases\torders"; for (d = 1; d <= 28; d++) printf "2026-02-%02d\t%d\t10\n", d, d % 5 == 0 }' >rare.tsv
t_run cs-report chart p -f text rare.tsv
t_out 'The points are weeks'
t_run cs-report chart p -f tsv rare.tsv
t_is 'weeks add up what the days had' "$(awk -F '\t' 'NR > 1 { c += $3; n += $4 } END { print c, n }' out)" '5 280'

printf 'cause\tcases\n배송 지연\t120\n기타\t60\n불량\t80\n사이즈\t30\n오배송\t10\n' >causes.tsv
t_run cs-report chart pareto -f tsv causes.tsv
t_is 'pareto: the largest first, the rest last' "$(cut -f1,4,5 out | sed 1d | tr '\t\n' ' ,')" \
    '배송 지연 0.400000 yes,불량 0.666667 yes,사이즈 0.766667 yes,오배송 0.800000 yes,기타 1.000000 no,'
t_run cs-report chart pareto -f text causes.tsv
t_out '4 of 5 causes make 80%'
t_out '20% have no cause of their own'

# The same number in every form.
cs-report chart p -f tsv cans.tsv >one.tsv
for form in text html eml; do
	cs-report chart p -f $form --mailto a@shop.example cans.tsv >form
	[ $form = eml ] && perl -MMIME::Base64 -ne 'if (/^[A-Za-z0-9+\/=]{20,}$/ || ($in && /^[A-Za-z0-9+\/=]+$/)) { $p .= $_; $in = 1 }
	    elsif ($in) { print decode_base64($p); $p = ""; $in = 0 }' form >form.txt && mv form.txt form
	for number in 23.1% 41.0% 5.2%; do grep -qF "$number" form || echo "$form $number"; done
done >missing
: >none
t_same 'text, page and mail show the centre and both limits' none missing
t_run cs-report chart p -f xlsx -o cans.xlsx cans.tsv
t_code 0
if command -v unzip >/dev/null; then
	unzip -p cans.xlsx xl/worksheets/sheet3.xml >sheet
	for number in 0.231333 0.410239 0.052428; do grep -q "<v>$number</v>" sheet || echo $number; done >missing
	t_same 'the workbook has the numbers of the stream' none missing
	unzip -l cans.xlsx | grep -q xl/charts/chart1.xml && t_ok 'and a chart of its own' || t_fail 'and a chart of its own'
else
	t_skip 'the numbers of the workbook' 'no unzip; make deps installs it'
fi

# Nothing to say, nothing printed; something, exit 0 still: --check is for alarms.
t_run cs-report chart run --if-any -f text causes.tsv
t_code 0
t_is 'silent below the noise' "$(wc -c <out)" 0

t_run cs-report chart p --check -f text cans.tsv
t_code 1 '--check at a signal'
t_run cs-report chart run --check -f text causes.tsv
t_code 0 '--check below the noise'

# The last stage of a pipe into a spreadsheet: formulas are text there, numbers stay numbers.
printf 'a\tb\n=1+1\t-5\n@x\t+7\n-x\t1\n' >formula.tsv
t_run cs-report table -f csv --excel-safe formula.tsv
t_is 'excel-safe' "$(tr '\n' ' ' <out)" "a,b '=1+1,-5 '@x,+7 '-x,1 "
t_run cs-report table -f csv formula.tsv
t_is 'and exact without it' "$(tr '\n' ' ' <out)" 'a,b =1+1,-5 @x,+7 -x,1 '

t_run cs-report chart z cans.tsv
t_code 2
t_err 'p|u|laney|g|run|pareto'
t_run cs-report chart p --x nothing cans.tsv
t_code 3
t_err 'no column "nothing"'
printf 'x\tc\tn\n1\t5\t4\n' >above.tsv
t_run cs-report chart p above.tsv
t_code 3
t_err 'chart u takes rates'
printf 'x\tc\tn\n1\tfive\t4\n' >word.tsv
t_run cs-report chart p word.tsv
t_code 3
t_err 'word.tsv:2: not a number'
printf 'x\tc\n1\t5\n' >two.tsv
t_run cs-report chart p two.tsv
t_code 3
t_err '3 columns are needed'
t_run cs-report chart p --mark 99 cans.tsv
t_code 2
t_run cs-report chart p --baseline 2024-01..2024-02 cans.tsv
t_code 2
printf 'x\tc\tn\n' >empty.tsv
t_run cs-report chart p empty.tsv
t_code 0
t_run cs-report chart p -f svg empty.tsv
t_code 0
printf 'x\tc\tn\n1\t0\t0\n2\t\t\n3\t1\t10\n' >holes.tsv
t_run cs-report chart p -f tsv holes.tsv
t_is 'nothing of nothing is unknown, not zero' "$(cut -f5 out | tr '\n' ,)" 'value,,,0.100000,'

# A baseline holds whole months, and lies where it says: nothing is taken for it.
printf 'day\tgap\n2026-01-10\t1\n2026-01-31\t3\n2026-02-05\t5\n2026-02-28\t7\n2026-03-01\t90\n' >gaps.tsv
t_run cs-report chart run -f tsv --baseline 2026-01..2026-02 gaps.tsv
t_is 'a month is all of its days' "$(awk -F '\t' 'NR > 1 && $3 != "" { printf "%s ", $9 }' out)" 'yes yes yes yes no '
for range in 2025-01-01..2025-12-31 2026-04..2026-05; do
	t_run cs-report chart run --baseline $range gaps.tsv
	t_code 2
	t_err 'no point lies in it'
done
t_run cs-report chart run -f tsv --baseline 2026-01-10..2026-02-15 gaps.tsv
t_is 'a last day that has no point' "$(awk -F '\t' 'NR > 1 && $3 != "" { printf "%s ", $9 }' out)" 'yes yes yes no no '
printf 'team\tn\n가\t1\n나\t2\n다\t3\n' >words.tsv
for range in 가..더 거..다; do
	t_run cs-report chart run --baseline $range words.tsv
	t_code 2
done
t_run cs-report chart run -f tsv --baseline 가..나 words.tsv
t_is 'words from one to another' "$(awk -F '\t' 'NR > 1 { printf "%s ", $9 }' out)" 'yes yes no '

# A day without orders has no limits: they are as wide as the day is large.
printf 'day\tc\tn\n2026-01-01\t3\t10\n2026-01-02\t0\t0\n2026-01-03\t1\t10\n' >none.tsv
t_run cs-report chart p -f tsv none.tsv
t_is 'no orders, no limits' "$(awk -F '\t' '$1 == "2026-01-02" { print $7 "|" $8 "|" $10 }' out)" '||no'
t_is 'of 10 there are limits' "$(awk -F '\t' '$1 == "2026-01-01" { printf "%.4f", $8 }' out)" 0.5795

# A phase without a case, and one behind a phase without: no ratio but a limit.  Exact, given the sum of
# both: 1 - 0.025^(1/B) of B cases in as many orders, as odds.  B = 200: 0.0186.  Days that differ more
# than chance makes count for fewer cases, by the square of Laney's sigma_z: of 200, 7 by shares, 0.694, and 9 by rates, 0.507.
none() { # FIRST SECOND THIRD FOURTH: cases of 50 on odd and even days, of the first twenty and the others
	awk -v a="$1" -v b="$2" -v c="$3" -v d="$4" 'BEGIN { print "day\tcases\tof"
		for (i = 1; i <= 40; i++) printf("2026-%02d-%02d\t%d\t50\n", i > 28 ? 4 : 3, i > 28 ? i - 28 : i, i > 20 ? (i % 2 ? c : d) : i % 2 ? a : b) }'
}
change() { cs-report chart "$@" -f tsv --table all --mark 2026-03-21 | awk -F '\t' '$3 == "change_2" { print $6 "|" $10 "|" $11 "|" $15 }'; }
none 10 10 0 0 >ended.tsv
none 0 0 10 10 >began.tsv
none 2 18 0 0 >uneven.tsv
for kind in p u laney; do
	t_is "chart $kind: none any more" "$(change $kind ended.tsv)" '0.00|0.00|0.02|signal'
	t_is "chart $kind: none before" "$(change $kind began.tsv)" '|53.72||signal'
done
t_is 'shares of days that differ' "$(change p uneven.tsv)" '0.00|0.00|0.69|signal'
t_is 'rates of days that differ' "$(change u uneven.tsv)" '0.00|0.00|0.51|signal'
t_run cs-report chart u -f text --mark 2026-03-21 ended.tsv
t_out 'none any more; at most 0.02 times as often'
t_run cs-report chart p -f text --mark 2026-03-21 began.tsv
t_out 'none before it; at least 53.72 times as often'
for file in ended began; do
	t_run cs-report chart u -f text --mark 2026-03-21 $file.tsv
	if grep -q -i 'nan\|inf ' out; then t_fail "$file: no nan" "$(cat out)"; else t_ok "$file: no nan"; fi
done

# A week is of the month and year of its Thursday (ISO 8601): 2026-W01 begins in 2025, W27 in June.
awk 'BEGIN { print "week\tcases\tof"; for (w = 1; w <= 30; w++) printf "2026-W%02d\t%d\t100\n", w, w % 3 == 1 }' >rare.tsv
t_run cs-report chart p -f tsv rare.tsv
t_is 'weeks of less than one case as months' "$(awk -F '\t' 'NR > 1 { printf "%s %s,", $1, $4 }' out)" \
    '2026-01 500,2026-02 400,2026-03 400,2026-04 500,2026-05 400,2026-06 400,2026-07 400,'
t_done
