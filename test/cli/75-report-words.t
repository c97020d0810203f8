# What a customer wrote stays masked in reports, parcels that came are not past
# their day, and no byte of a title, a name or a heading breaks a file.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-05-01
tab() { tr '|' '\t'; }
tab >orders.tsv <<'END'
order_no|line_no|ordered_at|paid_at|customer_id|product_id|product_name|quantity|amount|status|delivered_at
B1|1|2026-03-03T10:00:00|2026-03-03T10:00:00|C1|P1|사과|1|10000|delivered|2026-03-05T10:00:00
B1|2|2026-03-03T10:00:00|2026-03-03T10:00:00|C1|P2|배|1|10000|returned|
B2|1|2026-03-03T10:00:00|2026-03-06T10:00:00|C2|P1|사과|1|10000|delivered|2026-03-05T10:00:00
B3|1|2026-03-03T10:00:00|2026-03-03T10:00:00|C3|P1|사과|1|10000|shipped|
END
tab >returns.tsv <<'END'
return_id|order_no|line_no|kind|reason|fault|requested_at
R1|B1|2|return|010-1234-5678 홍길동 aaa@b.kr|shop|2026-03-06T09:00:00
END
cs-import orders -q orders.tsv -o counts
cs-import returns -q returns.tsv -o counts
sqlite3 "$CS_DB" "UPDATE batch SET imported_at = unixepoch('2026-05-01')"

# Last four digits of the phone and the name of the address are nowhere.
hidden() { # COMMAND...
	t_run "$@"
	t_code 0
	t_out '010-1234-\*\*\*\*'
	t_is "$T_CMD: nothing personal" "$(grep -cE '5678|aaa@' out)" 0
}
hidden cs-report daily --range 2026-03-06 --list returns -f tsv
hidden cs-report returns --range 2026-03 --list returned_lines -f tsv
hidden cs-report returns --range 2026-03 -f text --width 0
hidden cs-report returns --range 2026-03 -f html
t_run cs-report returns --range 2026-03 --list returned_lines -f tsv --reveal
t_out '010-1234-5678'

# B1 came, but for the line that went back; B2 came before it was paid for.
t_run cs-report waiting --range 2026-03 --list overdue_orders -f tsv
t_is 'only what is not there is past its day' "$(cut -f1 out | tail -n +2 | tr '\n' ' ')" 'B3 '
t_run cs-report waiting --range 2026-03 -f text --width 0
t_out '1 order was there before it was paid for'

# A workbook of which every part is XML, whatever the title and the shop are called.
for words in "--title $(printf 'a\033b')" "--shop $(printf 'caf\351')"; do
	t_run cs-report waiting --range 2026-03 $words --format xlsx -o book.xlsx
	t_code 0
	python3 - book.xlsx >parts 2>&1 <<'END'
import sys, xml.dom.minidom, zipfile
book = zipfile.ZipFile(sys.argv[1])
for name in book.namelist():
    xml.dom.minidom.parseString(book.read(name))
print('well')
END
	t_is 'every part of the book is read' "$(tail -n 1 parts)" well
done

# Headings of a file are data too: quoted where they must be, harmless on a terminal.
printf 'a\033[31m,b\tn\nx\t1\n' >heads.tsv
t_run cs-report table -f csv heads.tsv
t_code 0
t_is 'a heading with a comma is quoted' "$(head -n 1 out | cut -c1)" '"'
script -qec 'cs-report table -f tsv heads.tsv' /dev/null >terminal </dev/null
t_is 'no escape reaches the terminal' "$(grep -c "$(printf '\033')\[31m" terminal)" 0


# Terminals that show · ① → as wide as Hangul: every such character that Perl's Unicode tables have lines up.
perl -CS -Mutf8 -e 'print "a\tb\n가\tx\n"; for (0xA1 .. 0xD7FF, 0xF900 .. 0xFFEF, 0x10000 .. 0x1FFFF) { my $c = chr; print "$c\tx\n"
    if $c =~ /\p{East_Asian_Width=A}/ && $c =~ /\p{Present_In: 14.0}/ && $c !~ /[\p{Mn}\p{Cf}\p{Co}]/ }' >marks.tsv
[ "$(wc -l <marks.tsv)" -gt 900 ] && t_ok 'there are such characters' || t_fail 'there are such characters' "$(wc -l <marks.tsv)"
t_run cs-report table --ambiguous 2 --no-header marks.tsv
t_is 'with two columns each they line up with Hangul' "$(perl -CSD -ne 'print unless /^.  x$/' out)" ''
t_run cs-report table --no-header marks.tsv
t_is 'else each is one column wide' "$(perl -CSD -ne 'print unless /^.   x$/' out)" '가  x'
t_run cs-report table --ambiguous 2 marks.tsv
t_is 'and rules are plain' "$(sed -n 2p out)" '--  -'
t_run cs-report table --ambiguous 0 marks.tsv
t_code 2

# A number above its bound is not below zero.
printf 'contact_id\topened_at\ttransfers\nK9\t2026-03-01T10:00:00\t60000000\n' >contacts.tsv
t_run cs-import contacts contacts.tsv
t_code 3
t_err 'transfers: not from 0 to 1000'
t_done
