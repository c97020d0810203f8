# The forms of a report: the same number in each, the same bytes twice, and
# pages, workbooks and mails that other programs take for what they are.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-11-01
cp "$DATA"/demo/* .
cs-import orders -q cafe24.csv smartstore.csv coupang.csv shopify.csv >import.tsv
sqlite3 shop.db "UPDATE batch SET imported_at = strftime('%s', '2026-11-01 06:00') + id * 60"

report() { cs-report daily --detail high "$@"; }

report -f tsv >report.tsv
report -f text >report.txt
report -f html >report.html
report -f xlsx >report.xlsx
report -f eml --mailto 'Shop <cs@shop.example>' >report.eml

# Every number of the stream stands in the four other forms as the same bytes.
awk -F '\t' 'NR > 1 && $2 ~ /figure|cell/ && $5 != "text" && $7 != "" { print $7 }' report.tsv | sort -u >shown
sed 's/<[^>]*>/ /g; s/&[a-z]*;/ /g' report.html >html.txt
perl -MMIME::Base64 -ne 'if (/^[A-Za-z0-9+\/=]{20,}$/ || ($in && /^[A-Za-z0-9+\/=]+$/)) { $part .= $_; $in = 1 }
    elsif ($in) { print decode_base64($part); $part = ""; $in = 0 }' report.eml >mail.all
sed 's/<[^>]*>/ /g' mail.all >mail.txt
if command -v unzip >/dev/null; then
	unzip -p report.xlsx xl/sharedStrings.xml | sed 's/<[^>]*>/ /g' >xlsx.txt
	forms='report.txt html.txt mail.txt xlsx.txt'
else
	t_skip 'numbers in the workbook' 'no unzip'
	forms='report.txt html.txt mail.txt'
fi
[ "$(wc -l <shown)" -ge 5 ] && t_ok 'there are numbers to compare' || t_fail 'there are numbers to compare' "$(cat shown)"
for form in $forms; do
	case $form in
	xlsx.txt) awk -F '\t' 'NR > 1 && $2 == "figure" && $7 != "" { print $7 }' report.tsv | sort -u ;;
	*) cat shown ;;
	esac | while IFS= read -r number; do grep -qF -- "$number" "$form" || echo "$number"; done >missing
	: >none
	t_same "$form has every number of the stream" none missing
done

# A cell of the workbook is a number: 116 lines of cafe24.csv are no text.
if [ -e xlsx.txt ]; then
	unzip -p report.xlsx 'xl/worksheets/sheet*.xml' | grep -q '<v>116</v>' && t_ok 'numbers of the workbook are numbers' ||
	    t_fail 'numbers of the workbook are numbers'
	unzip -p report.xlsx 'xl/worksheets/sheet*.xml' | grep -q '<autoFilter' && t_ok 'the workbook has filters' ||
	    t_fail 'the workbook has filters'
	# 2026-11-01 is day 46327 of Excel: (date(2026, 11, 1) - date(1899, 12, 30)).days in Python.
	unzip -p report.xlsx 'xl/worksheets/sheet*.xml' | grep -q '<v>46327\.' && t_ok 'dates of the workbook are dates' ||
	    t_fail 'dates of the workbook are dates'
fi

for form in text tsv csv html xlsx eml; do
	report -f $form --mailto cs@shop.example >one
	report -f $form --mailto cs@shop.example -o two
	t_same "$form: the same bytes twice, on standard output and in a file" one two
done

# One file: nothing runs, nothing is loaded.
grep -nEi '<script|<link|<iframe|<img|<object|src=|@import|url\(["'"'"']?(http|//)|javascript:|on(load|click)=' report.html >found
t_same 'the page has no script and no reference to the outside' none found
grep -q '<html lang="en">' report.html && t_ok 'the page names its language' || t_fail 'the page names its language'
report -f html --lang ko | grep -q '<html lang="ko">' && t_ok 'and in Korean' || t_fail 'and in Korean'

if command -v tidy >/dev/null; then
	tidy -q -e report.html 2>&1 | grep -v '<title> proprietary attribute "id"' >found
	t_same 'the page is valid HTML (tidy)' none found
	sed -n '/<!DOCTYPE/,/<\/html>/p' mail.all >mail.html
	tidy -q -e mail.html >found 2>&1
	t_same 'the page in the mail is valid HTML (tidy)' none found
else
	t_skip 'the page is valid HTML' 'no tidy; make deps installs it'
fi

# The mail: what sendmail -t -oi reads, and what a reader of mail sees.
t_run cs-report daily -f eml
t_code 2
t_err 'needs --mailto'
for address in notanaddress @shop.example cs@ 'cs@shop.example, root'; do
	t_run cs-report daily -f eml --mailto "$address"
	t_code 2
	t_err 'is not an address such as cs@shop.example'
done
t_run cs-report daily -f eml --mailto 'a b'
t_code 2
t_err 'is not an address'
t_run cs-report daily -f eml --mailto '점장 <cs@shop.example>' --mailfrom robot@shop.example --subject '아침: 미처리 7'
t_code 0
t_out '^From: robot@shop.example$'
t_out '^To: =?UTF-8?[Bb]?.*<cs@shop.example>$'
# printf '아침: 미처리' | base64
t_out '^Subject: =?UTF-8?B?7JWE7LmoOiDrr7jsspjrpqw'
t_out '^Auto-Submitted: auto-generated$'
t_out '^Message-Id: <daily.2026-11-01.[0-9a-f]*@shop.example>$'
[ "$(wc -c <out)" -lt 100000 ] && t_ok 'the mail is below 100 KB' || t_fail 'the mail is below 100 KB'
grep -q '<svg' mail.all && t_fail 'the mail has no SVG' || t_ok 'the mail has no SVG'

# The whole report goes with it as files: those that the other forms print.
t_run cs-report daily -f eml --mailto cs@shop.example --attach html,xlsx
t_code 0
t_out '^Content-Type: multipart/mixed; boundary='
t_out 'filename=daily-2026-11-01.html'
cs-report daily -f xlsx >alone.xlsx
perl -MMIME::Base64 -0777 -ne 'print decode_base64($1) if /daily-2026-11-01\.xlsx.*?\n\n(.*?)\n--=/s' out >attached.xlsx
t_same 'the workbook in the mail is the workbook' alone.xlsx attached.xlsx
t_run cs-report daily -f eml --mailto cs@shop.example --attach pdf
t_code 2
t_err 'html,xlsx'

# Nothing to say, nothing written; a mark is news.
sqlite3 shop.db 'UPDATE batch SET rejected = 0'
t_run cs-report daily --section quality --if-any -f eml --mailto cs@shop.example
t_code 0
[ -s out ] && t_fail 'silent where there is nothing to say' "$(cat out)" || t_ok 'silent where there is nothing to say'
t_run cs-report daily --if-any -f eml --mailto cs@shop.example --as-of 2026-11-09
t_code 0
t_out '^Subject: '

t_run cs-report daily --section sales
t_code 2
t_err 'it has: .*quality'
t_run cs-report daily --list nothing
t_code 2
t_err 'daily --list help'
t_run cs-report daily --list help -f tsv
t_code 0
t_out '^quality	imports$'
t_run cs-report daily --range soon
t_code 2
t_run cs-report daily -f svg
t_code 2
t_run cs-report daily --list imports
t_code 0
t_is 'the rows behind a figure are as many as it says' "$(($(wc -l <out) - 1))" \
    "$(awk -F '\t' '$3 == "imports" { print $6 }' report.tsv)"
t_run cs-report daily -d none.db
t_code 4

# Colours are for a terminal alone, and the word stands beside them.
if script -qec true /dev/null </dev/null >screen 2>&1; then # there is a program for it, and a pseudo-terminal to be had
	escape=$(printf '\033')
	TERM=xterm script -qec 'cs-report daily --as-of 2026-11-09 --lang en' /dev/null </dev/null >screen 2>&1
	grep -q "$escape\[33m\[watch\]" screen && t_ok 'a terminal has a colour and the word' ||
	    t_fail 'a terminal has a colour and the word' "$(head -n 20 screen)"
	TERM=xterm NO_COLOR=1 script -qec 'cs-report daily --as-of 2026-11-09 --lang en' /dev/null </dev/null >screen 2>&1
	grep -q "$escape\[3" screen && t_fail 'NO_COLOR takes it away' || t_ok 'NO_COLOR takes it away'
	cs-report daily --as-of 2026-11-09 -f text >plain
	grep -q "$escape" plain && t_fail 'a file has none' || t_ok 'a file has none'
	grep -q '\[watch\]' plain && t_ok 'but the word' || t_fail 'but the word' "$(cat plain)"
else
	t_skip 'colours' 'no script(1)'
fi

# What cannot be written is told, and no half of a file stays.
t_run sh -c 'cs-report daily -f xlsx >/dev/full'
t_code 4
t_run cs-report daily -f html -o /nowhere/x.html
t_code 4
t_done
