# What goes wrong outside the data: disks, locks, closed streams, kills.
. "$ROOT/test/cli/lib.sh"

printf 'order_no,ordered_at,customer_id,amount\nA1,2026-01-05,kim,100\n' >one.csv
printf 'order_no,ordered_at,customer_id,amount\nA2,2026-01-06,lee,200\n' >two.csv
t_run cs-import orders one.csv -q
t_code 0

code=0
cs-import log >/dev/full 2>err || code=$?
T_CMD='cs-import log >/dev/full'
t_code 4
t_err 'No space left'
code=0
cs-import log >&- 2>err || code=$?
T_CMD='cs-import log with stdout closed'
t_code 4
t_is 'a closed stdout does not harm the store' "$(cs-import check -q; echo $?)" "finding
0"
code=0
cs-import log 2>&- >out || code=$?
t_is 'a closed stderr is no fault' "$code" 0
cs-import log -o /dev/null
t_is 'a device stays a device' "$(test -c /dev/null && echo yes)" yes
t_run cs-import log -o kept.tsv
t_code 0
t_is 'an output file has its name' "$(wc -l <kept.tsv)" 2
t_run cs-import log -o no/such/folder/x.tsv
t_code 4

# Locked: a writer waits, then says so.  The wait is ten seconds by design.
sqlite3 shop.db '.timeout 5000' 'BEGIN IMMEDIATE' '.shell touch locked; sleep 12' >/dev/null &
lock=$!
tries=0
while [ ! -e locked ] && [ "$tries" -lt 500 ]; do
	tries=$((tries + 1))
	sleep 0.01
done
t_run cs-import orders two.csv
t_code 4
t_err 'locked by another program'
t_run cs-import log
t_code 0 'a reader reads on while a writer works'
wait "$lock"
t_run cs-import orders two.csv -q
t_code 0

# Not ours, newer, older, damaged, empty, missing.
sqlite3 foreign.db 'CREATE TABLE t (x)'
t_run cs-import orders one.csv -d foreign.db
t_code 4
t_err 'not a store'
echo 'this is no database at all, but a text of some length that SQLite refuses' >text.db
t_run cs-import log -d text.db
t_code 4
cp shop.db newer.db
sqlite3 newer.db 'PRAGMA user_version = 99'
t_run cs-import orders two.csv -d newer.db
t_code 4
t_err 'newer'
cp shop.db older.db
sqlite3 older.db 'PRAGMA user_version = 0'
t_run cs-import log -d older.db
t_code 4
t_err 'cs-import migrate'
t_run cs-import log -d missing.db
t_code 4
t_err 'no store here yet'
t_is 'a reader makes no store' "$(ls missing.db 2>/dev/null)" ''
cp shop.db damaged.db
for page in 2 3 4 5 6; do
	printf 'garbage garbage garbage garbage' | dd of=damaged.db bs=1 seek=$((page * 8192)) conv=notrunc 2>/dev/null
done
t_run cs-import check -d damaged.db
[ "$code" -eq 1 ] || [ "$code" -eq 4 ]
t_is 'damage is found' "$?" 0
: >empty.db
t_run cs-import orders one.csv -d empty.db -q
t_code 0
t_run cs-import orders /no/such/file.csv
t_code 4
t_run cs-import orders .
t_code 4

# Content that is no export.
printf 'PK\003\004rest' >book.xlsx
t_run cs-import orders book.xlsx
t_code 3
t_err 'xlsx2csv'
printf '\320\317\021\340rest' >locked.xlsx
t_run cs-import orders locked.xlsx
t_code 3
t_err 'msoffcrypto-tool'
printf '<html><table><tr><td>주문 번호</td></tr></table></html>' >page.xls
t_run cs-import orders page.xls
t_code 3
t_err 'HTML'
head -c 4096 /dev/urandom >noise.csv
t_run cs-import orders noise.csv
t_code 3
printf 'order_no,ordered_at,customer_id,amount\nA9,2026-01-05,"kim,100\n' >quote.csv
t_run cs-import orders quote.csv
t_code 3
t_err 'never closed'
printf 'order_no,ordered_at,customer_id,amount\nA9,2026-01-05,k\000m,100\n' >nul.csv
t_run cs-import orders nul.csv
t_code 3
t_err 'NUL'
printf 'order_no,ordered_at,customer_id,amount\nA9,2026-01-05,k\377m,100\n' >bytes.csv
t_run cs-import orders bytes.csv --encoding utf-8
t_code 3
t_err 'bytes.csv:2: .*not UTF-8'
# 김 in CP949 is B1 E8: what was told, or found out, is not recommended again.
printf 'order_no,ordered_at,customer_name,amount\nA9,2026-01-05,\261\350,100\nA10,2026-01-05,\261' >broken.csv
for encoding in cp949 auto; do
	t_run cs-import orders broken.csv --encoding "$encoding"
	t_code 3
	t_err 'broken.csv:3: the file breaks off in the middle of a letter, or is not in this encoding; download it again'
	t_is 'the encoding is not recommended again' "$(grep -c 'say --encoding' err)" 0
done
# Cut off in UTF-8, after one or two bytes of 하: 나하 without its last byte would be two letters and a half of CP949.
for last in '\355' '\355\225'; do
	for name in 김 나 나비; do
		printf "order_no,ordered_at,customer_name,amount\nA9,2026-01-05,%s,100\nA10,2026-01-05,$name$last" "$name" >cut.csv
		for encoding in auto utf-8; do
			t_run cs-import orders cut.csv --encoding "$encoding"
			t_code 3
			t_is "cut off after $name$last, $encoding" "$(head -n 1 err)" \
			    'cs-import: cut.csv:3: the file breaks off in the middle of a letter; download it again'
		done
	done
done
# One letter of CP949 at the very end, 한, is no cut in UTF-8.
printf 'order_no,ordered_at,amount,customer_name\nA9,2026-01-05,100,\307\321' >end.csv
t_run cs-import --emit orders end.csv --reveal
t_out '	한	'
{ printf 'order_no,ordered_at,customer_id,amount\nA9,2026-01-05,"'; head -c 10485760 /dev/zero | tr '\0' x; printf '",100\n'; } >long.csv
t_run cs-import orders long.csv
t_code 3
t_err '8 MiB'
{ printf 'order_no,ordered_at,customer_id,amount\n'; head -c 100000 /dev/zero | tr '\0' ,; echo; } >wide.csv
t_run cs-import orders wide.csv
t_code 3
t_err 'columns'
: >nothing.csv
t_run cs-import orders nothing.csv
t_code 3
if [ "$(id -u)" -ne 0 ]; then
	chmod 000 one.csv
	t_run cs-import orders one.csv
	t_code 4
else
	t_skip 'unreadable file' 'root reads everything'
fi

# A full disk, played by a limit on the size of files.
"$B/gen" 20000 >big.csv
cs-import check -q >before
code=0
(ulimit -f 2000; trap '' XFSZ; exec cs-import orders big.csv -q) >out 2>err || code=$?
T_CMD='cs-import on a full disk'
t_code 4
t_run cs-import check -q
t_code 0 'the store is whole after a full disk'
t_is 'and has only what it had' "$(sqlite3 shop.db 'SELECT count(*) FROM order_line')" 2

# Killed at any moment, the store is whole and the next run completes.
broken=0
round=0
while [ "$round" -lt "${CS_KILLS:-50}" ]; do
	round=$((round + 1))
	cs-import orders big.csv -q -d kill.db >/dev/null 2>&1 &
	victim=$!
	sleep "0.$(printf '%03d' $((round * 7 % 160)))"
	kill -9 "$victim" 2>/dev/null
	wait "$victim" 2>/dev/null
	# A store that was only being made is empty again once its journal is played back.
	[ ! -s kill.db ] || cs-import check -q -d kill.db >/dev/null 2>check.err || [ ! -s kill.db ] ||
	    { broken=$((broken + 1)); cat check.err; }
	[ $((round % 10)) -ne 0 ] || rm -f kill.db kill.db-*
done
t_is "killed $round times, the store was always whole" "$broken" 0
t_run cs-import orders big.csv -q -d kill.db
t_code 0 'a re-run completes'
t_is 'with every line' "$(sqlite3 kill.db 'SELECT count(*) FROM order_line')" 20000
t_run cs-import check -q -d kill.db
t_code 0

# Memory that runs out, one allocation after the other.
if [ -e "$B/failmalloc.so" ]; then
	bad=
	n=1
	while [ "$n" -le 400 ]; do
		rm -f oom.db
		code=0
		CS_FAIL_AT=$n LD_PRELOAD=$B/failmalloc.so cs-import orders one.csv -q -d oom.db >out 2>err || code=$?
		case $code in
		0 | 3 | 4) ;;
		*) bad="$bad $n:$code" ;;
		esac
		n=$((n + 7))
	done
	t_is 'a failing allocation ends with a message, never a crash' "$bad" ''
else
	t_skip 'failing allocations' 'not built into this variant'
fi
t_done
