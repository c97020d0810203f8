# The consultation ledger: what is written, what the rules refuse, what is
# read back.  Expected minutes and sums are counted by hand; where it says so
# the sqlite3 shell is asked for them.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-10-31 CS_AGENT=미소

# KEY of the one row, by its column's name.
cell() { awk -F'\t' -v key="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == key) at = i } NR == 2 { print $at }' out; }

printf 'order_no\tordered_at\tcustomer_id\tproduct_id\tproduct_name\tquantity\tunit_price\tstatus\tcustomer_name\tphone\n' >orders.tsv
printf '20261001-0001\t2026-10-01T10:00:00\tc7\tp1\t블라우스\t1\t32000\tshipped\t홍길동\t010-1234-5678\n' >>orders.tsv
printf 'G2001\t2026-10-02T10:00:00\t\tp2\t컵\t2\t8000\tdelivered\t김손님\t010-9999-8888\n' >>orders.tsv
cs-import orders orders.tsv -q >/dev/null || exit 4

# ---- opening: numbers in the words are recognised ----
t_run cs-consult add --at 2026-10-30T09:00 '주문 20261001-0001 언제 와요? 01012345678'
t_code 0
t_is 'the order leads to its customer' "$(cell customer_id) $(cell order_no) $(cell agent) $(cell state)" 'c7 20261001-0001 미소 open'
t_run cs-consult add --at 2026-10-30T09:01 --channel board '010 9999 8888입니다 교환되나요'
t_is 'a guest is found by the number' "$(cell order_no) $(cell state)" 'G2001 new'
t_is 'and the number is kept as the store writes it' \
    "$(sqlite3 shop.db "SELECT phone FROM contact_now WHERE contact = 2")" 010-9999-8888
t_run cs-consult add --at 2026-10-30T09:02 --kind complaint '늦어요'
t_code 2
t_err 'needs its cause'
t_run cs-consult add --at 2026-10-30T09:02 --kind complaint --cause delivery.nowhere '늦어요'
t_code 2
t_err 'delivery.nowhere'
t_run cs-consult add --at 2026-10-30T09:02 --kind complaint --cause delivery.late --customer c7 --flag emotion '늦어요'
t_code 0
t_err 'S1 of the same customer'
t_run cs-consult add --at 2026-11-05T09:00 '내일'
t_code 2
t_err 'has not come yet'
printf '표준 입력으로\n둘째 줄\n' >text
code=0
cs-consult add --at 2026-10-30T09:03 --channel email <text >out 2>err || code=$?
t_is 'words from standard input' "$code $(sqlite3 shop.db "SELECT body FROM contact_event WHERE contact = 4 AND type = 0")" '0 표준 입력으로
둘째 줄'
# Decomposed Hangul (NFD) is kept composed: 1112 1161 11AB is 한.
printf '\341\204\222\341\205\241\341\206\253글' >nfd
code=0
cs-consult add --at 2026-10-30T09:04 --channel email - <nfd >out 2>err || code=$?
t_is 'decomposed Hangul is composed' "$(sqlite3 shop.db "SELECT body FROM contact_event WHERE contact = 5")" '한글'
printf 'EDITOR: fills it\n' >/dev/null
cat >editor <<'SCRIPT'
#!/bin/sh
sed -e 's/^kind: .*/kind: request/' -e 's/^channel: .*/channel: messenger/' -e 's/^order_no: .*/order_no: G2001/' "$1" >"$1.new"
printf '양식으로 적음\n' >>"$1.new"
mv "$1.new" "$1"
SCRIPT
chmod +x editor
VISUAL='' EDITOR="$PWD/editor" cs-consult add --edit --at 2026-10-30T09:05 >out 2>err </dev/null
t_is 'a form in the editor' "$(sqlite3 shop.db "SELECT kind || channel || order_no FROM contact_now WHERE contact = 6")" '24G2001'
VISUAL='' EDITOR=true t_run cs-consult add --edit --at 2026-10-30T09:05
t_code 1
t_err 'empty'

# ---- clocks: Friday 2026-10-30, open 09:00 to 18:00 without 12:00 to 13:00 ----
t_run cs-consult reply S2 --at 2026-10-30T14:31 '가능합니다'
t_is 'a reply takes it in hand' "$(cell state) $(cell agent)" 'open 미소'
cs-consult export --at 2026-10-30T15:00 >export
# 09:01 to 14:31 is 330 minutes, 60 of them lunch.
t_is 'calendar and business minutes' "$(awk -F'\t' '$1 == "S2" { print $17, $18 }' export)" '330 270'
t_is 'a call is answered as it comes' "$(awk -F'\t' '$1 == "S1" { print $17, $18 }' export)" '0 0'
t_run cs-consult reply S5 --auto --at 2026-10-30T09:05 '접수되었습니다'
cs-consult export --at 2026-10-30T15:00 >export
t_is 'a machine does not answer' "$(awk -F'\t' '$1 == "S5" { print $16 "|" $17 }' export)" 'new|'
cs-consult list --at 2026-10-30T15:00 >list
cs-consult export --at 2026-10-30T15:00 >export
t_same 'list and export print the same rows' list export

# ---- states ----
t_run cs-consult state S3 resolved --at 2026-10-30T15:10
t_code 1
t_err 'read-back'
t_run cs-consult state S3 resolved --at 2026-10-30T15:10 --read-back '토요일까지 받으신다'
t_code 0
t_run cs-consult state S3 waiting_customer --at 2026-10-30T15:20
t_code 1
t_err 'no way from resolved'
t_run cs-consult state S2 closed --at 2026-10-30T15:20
t_code 1
t_err 'for a senior'
t_run cs-consult receive S3 --at 2026-10-30T16:00 --thanks '고맙습니다'
t_is 'thanks open nothing' "$(cell state)" resolved
t_run cs-consult receive S3 --at 2026-10-30T16:10 '아직이에요'
t_is 'a question opens it again' "$(cell state)" open
t_run cs-consult state S3 resolved --at 2026-10-30T16:40
cs-consult export --at 2026-10-30T17:00 >export
# 09:02 to 15:10 and 16:10 to 16:40.
t_is 'the clock goes on where it stopped' "$(awk -F'\t' '$1 == "S3" { print $19, $20 }' export)" '398 1'
CS_AS_OF=2026-11-10 t_run cs-consult receive S3 --at 2026-11-07T16:41 '또 늦어요'
t_is 'after seven days a new one follows' "$(cell contact_id) $(cell customer_id)" 'S7 c7'
t_is 'and knows what it follows' "$(sqlite3 shop.db "SELECT parent_id FROM v_contacts WHERE contact_id = 'S7'")" S3
CS_AS_OF=2026-11-10 t_run cs-consult show S7 --at 2026-11-08T00:00
t_out 'follows	S3'
t_run cs-consult list --at 2026-10-30T15:00
t_out '^S3	'
t_run cs-consult list --all --at 2026-10-30T10:00
t_is 'the past does not know the future' "$(grep -c '' out)" 7

# ---- whose it is ----
t_run cs-consult claim S4 --agent 한결 --at 2026-10-30T17:00
t_is 'claimed' "$(cell agent)" 한결
t_run cs-consult claim S4 --at 2026-10-30T17:00
t_code 1
t_err '한결 has it already'
t_run cs-consult transfer S4 보람 --agent 한결 --at 2026-10-30T17:05 --reason 설치
t_run cs-consult assign S4 - --at 2026-10-30T17:06
t_is 'nobody has it' "$(cell agent)" ''
t_is 'one transfer' "$(sqlite3 shop.db "SELECT transfers FROM v_contacts WHERE contact_id = 'S4'")" 1

# ---- merge, link ----
t_run cs-consult merge S5 S4 --at 2026-10-30T17:10
t_is 'merged' "$(cell contact_id) $(cell state)" 'S5 merged'
t_run cs-consult reply S5 --at 2026-10-30T17:11 '답'
t_code 1
t_err 'merged into S4'
t_run cs-consult receive S5 --at 2026-10-30T17:11 '추가로'
t_is 'words go where it went' "$(cell contact_id)" S4
t_run cs-consult search 한글
t_out '^S5'
t_run cs-consult merge S5 --undo --at 2026-10-30T17:12
t_is 'and back into the state it had' "$(cell state)" new
t_run cs-consult merge S5 S5 --at 2026-10-30T17:12
t_code 2
t_run cs-consult link S5 S4 --at 2026-10-30T17:13
t_code 0

# ---- promises ----
t_run cs-consult promise S2 +2h '전화' --at 2026-10-30T15:00
t_run cs-consult promise S2 2026-10-30T14:00 --at 2026-10-30T15:00
t_code 2
t_is 'due two hours later' "$(sqlite3 shop.db "SELECT due || coalesce(kept_at, '') FROM v_promises")" 2026-10-30T17:00:00
cs-consult export --at 2026-10-30T16:00 | awk -F'\t' '$1 == "S2" { print $22 "|" $23 }' >promise
t_is 'not due yet' "$(cat promise)" '2026-10-30T17:00:00|'
cs-consult export --at 2026-10-30T17:30 | awk -F'\t' '$1 == "S2" { print $23 }' >promise
t_is 'broken' "$(cat promise)" no
t_run cs-consult keep S2 --at 2026-10-30T16:30
cs-consult export --at 2026-10-30T17:30 | awk -F'\t' '$1 == "S2" { print $23 }' >promise
t_is 'kept' "$(cat promise)" yes
t_run cs-consult keep S2 --at 2026-10-30T16:31
t_code 1
t_err 'no promise is open'

# ---- remedies: an agent may give 3000 points at a time ----
t_run cs-consult compensate S2 points 3000 --at 2026-10-30T16:40
t_code 0
t_err 'not yet given; points are given by: cs-mileage grant'
t_err '--points 3000 --origin apology --key contact:S2:2026-10-30T16:40'
t_run cs-consult compensate S2 points 3001 --at 2026-10-30T16:41
t_code 1
t_err 'waits for approval'
t_is 'what waits is not told to be given' "$(grep -c 'cs-mileage grant' err)" 0
t_run cs-consult approve S2 --at 2026-10-30T16:42
t_code 1
t_err 'asked for himself'
t_run cs-consult approve S2 --agent 사장 --at 2026-10-30T16:42
t_code 1
cs-consult agent 사장 --role owner -q >/dev/null
t_run cs-consult approve S2 --agent 사장 --at 2026-10-30T16:42
t_code 0
t_err '--points 3001 --origin apology --key contact:S2:2026-10-30T16:41'
t_is 'what was given' "$(sqlite3 shop.db "SELECT group_concat(amount || approval, ' ') FROM v_compensations")" '3000within_limit 3001approved'
t_run cs-consult compensate S2 yacht 1 --at 2026-10-30T16:43
t_code 2

# ---- surveys are about whoever had it then ----
t_run cs-consult survey S2 5
t_code 1
t_run cs-consult state S2 resolved --at 2026-10-30T17:20
t_run cs-consult transfer S2 한결 --at 2026-10-30T17:21
t_run cs-consult survey S2 5 친절했어요 --at 2026-10-30T17:30
t_is 'the one who resolved it' "$(sqlite3 shop.db "SELECT score || agent FROM v_surveys")" 5미소

# ---- corrections ----
t_run cs-consult correct S1 cause=delivery.where severity=2 phone=010.1234.5678 --at 2026-10-30T17:40
t_code 0
t_run cs-consult correct S1 severity=9
t_code 2
t_run cs-consult correct S1 colour=red
t_code 2
seq=$(sqlite3 shop.db "SELECT max(seq) FROM contact_event WHERE contact = 1")
t_run cs-consult correct S1 --void "$seq" --at 2026-10-30T17:41
t_is 'an event that was a mistake does not count' "$(sqlite3 shop.db "SELECT coalesce(cause, '-') FROM v_contacts WHERE contact_id = 'S1'")" -
t_run cs-consult correct S1 --void 1
t_code 1
t_err 'cannot be taken back'
t_run cs-consult correct S1 --void 100000
t_code 1

# ---- the card ----
for subject in c7 20261001-0001 010-1234-5678 '+82 10 1234 5678'; do
	t_run cs-consult card "$subject"
	t_code 0
	t_out '^customer	name	홍\*동$'
	t_out '^contact	S1	2026-10-30'
done
if grep -q '5678' out; then t_fail 'numbers are masked on the card' "$(cat out)"; else t_ok 'numbers are masked on the card'; fi
t_run cs-consult card G2001
t_out '^order	item	컵$'
t_run cs-consult card nobody
t_code 1
t_run cs-consult card c7 --reveal
t_out '^customer	name	홍길동$'
t_run cs-consult reveals
t_out '	미소	card	c7$'
cs-consult card c7 >card
code=0
cs-guide fill '{item}을(를) {date}에 주문하셨습니다' --lang ko <card >out 2>err || code=$?
t_is 'a template takes its facts from the card' "$(cat out)" '블라우스를 2026-10-01에 주문하셨습니다'

# ---- search: two Hangul syllables, and without case ----
t_run cs-consult add --at 2026-10-30T17:50 --channel email '오배송이 왔어요 ABC'
for words in 배송 오배 abc; do
	t_run cs-consult search "$words"
	t_out '오배송이'
done
t_run cs-consult search '없는말'
t_is 'nothing found is a header' "$(grep -c '' out)" 1

# ---- a customer's words cannot steer a terminal; width is right ----
printf 'ESC [31m red \033[31m and \033]0;title\007 bell' >escape
cs-consult add --at 2026-10-30T17:55 --channel email - <escape >out 2>err
cs-consult list --all -f table --at 2026-10-30T18:00 >out
if LC_ALL=C grep -q "$(printf '\033')" out; then t_fail 'no escape in a table' "$(cat out)"; else t_ok 'no escape in a table'; fi
t_run cs-consult show S9 -f table
if LC_ALL=C grep -q "$(printf '\033')" out; then t_fail 'no escape in a story' "$(cat out)"; else t_ok 'no escape in a story'; fi
cs-consult add --at 2026-10-30T17:56 --channel email --customer '고객👍' '끝' >/dev/null 2>&1
t_run cs-consult list --all -f table --customer '고객👍'
# With two signs for each of them the columns stand under their headings.
perl -CSD -pe 's/[\x{AC00}-\x{D7A3}\x{1F300}-\x{1FAFF}]/##/g' out >wide
t_is 'Hangul and emoji take two columns each' \
    "$(awk 'NR == 1 { at = index($0, "kind") } NR == 3 { print (at == index($0, "question")) }' wide)" 1

# ---- without any environment ----
here=$PWD
code=0
env -i "$B/cs-consult" list --all --as-of 2026-10-31 -d "$here/shop.db" >out 2>err || code=$?
t_is 'env -i' "$code $(grep -c '' out) $(cat err)" "0 $(cs-consult list --all | grep -c '') "
code=0
env -i "$B/cs-consult" list --all --as-of 2026-10-31 -d "$here/shop.db" -f table >out 2>err || code=$?
t_out '고객👍'

# ---- the proof ----
t_run cs-consult check
t_code 0
t_is 'nothing was changed' "$(cat out)" finding
t_run sqlite3 shop.db "UPDATE contact_event SET body = 'x' WHERE seq = 1"
t_err 'only grows'
t_run sqlite3 shop.db 'DELETE FROM contact_event WHERE seq = 1'
t_err 'only grows'
cp shop.db forged.db
sqlite3 forged.db "DROP TRIGGER contact_event_only_emptied; DROP TRIGGER contact_event_no_change;
    UPDATE contact_event SET body = 'x' WHERE seq = 3; UPDATE contact_now SET severity = 4 WHERE contact = 2"
t_run cs-consult check -d forged.db
t_code 1
t_out '^event 3: '
t_out '^S2: .*severity'

# ---- imports ----
printf 'contact_id\topened_at\tchannel\tcustomer_id\tkind\tcause\temotion\tagent\tstate\tfirst_response_min\tresolution_min\treopened\ttransfers\tpromised_at\tpromise_kept\tcsat\tclosed_at\tbody\n' >other.tsv
printf 'Z1\t2026-10-12T09:30:00\temail\tc7\tcomplaint\tdelivery.late\tyes\t하늘\tclosed\t90\t600\t1\t2\t2026-10-12T12:00:00\tyes\t4\t2026-10-13T10:00:00\t늦어요\n' >>other.tsv
printf 'Z2\t2026-10-13T09:30:00\tchat\tc7\tquestion\t\t\t하늘\topen\t5\t\t\t\t\t\t\t\t교환\n' >>other.tsv
t_run cs-import contacts other.tsv
t_is 'two consultations' "$(cell inserted)" 2
t_run cs-import contacts other.tsv
t_is 'and not twice' "$(cell inserted) $(cell unchanged)" '0 2'
cs-consult export --state closed | cut -f1-4,7,8,11,15-24 >out
# 09:30 to 11:00 on a Monday is open all the time.
t_is 'an import is read as it was written' "$(sed -n 2p out | tr '\t' ' ')" \
    'Z1 2026-10-12T09:30:00 email c7 complaint delivery.late yes 하늘 closed 90 90 600 1 2 2026-10-12T12:00:00 yes 4'
cs-import --emit contacts other.tsv | head -2 | cut -f1-4,7 | tail -1 >out
t_is 'a normalising filter' "$(cat out)" 'Z1	2026-10-12T09:30:00	email	c7	complaint'
t_run cs-consult list --all --agent 하늘
t_is 'whom only an import names can be asked for' "$(cut -f1 out | tr '\n' ' ')" 'contact_id Z1 Z2 '
t_run cs-consult next --agent 하늘
t_out '^Z2	'
t_run cs-consult list --all --agent 아무도
t_code 1
sed 's/open\t5/resolved\t5/' other.tsv >newer.tsv
t_run cs-import contacts newer.tsv
t_is 'a newer export updates' "$(cell updated) $(cell unchanged)" '1 1'
t_run cs-consult reply Z1 --agent 하늘 '다시 안내'
t_code 0
t_is 'carried on here under its name' "$(sqlite3 shop.db "SELECT count(*) FROM contact WHERE code = 'Z1'")" 1
t_is 'and once in every list' "$(cs-consult export | grep -c '^Z1')" 1
t_run cs-import contacts other.tsv
t_code 0
t_run cs-consult check
t_code 0
cs-import log >log
t_run cs-import undo 3
t_code 0
printf 'contact_id\topened_at\tseverity\nZ3\t2026-10-12\t7\nZ4\t2026-10-12\t2\n' >bad.tsv
t_run cs-import contacts bad.tsv
t_code 3
t_err 'bad.tsv:2: severity'
t_is 'all or nothing' "$(sqlite3 shop.db "SELECT count(*) FROM contact_import WHERE code IN ('Z3', 'Z4')")" 0
t_run cs-import check
t_code 0

# ---- agents, protection ----
t_run cs-consult agent 한결 --person 김한결 --role senior --since 2025-03-02
t_is 'an agent' "$(sed -n 2p out | tr '\t' '|')" '한결|김*결|senior|2025-03-02|'
t_run cs-consult protect warned --contact S3 --for 미소 --at 2026-10-30T18:00 '고객에게 경고'
t_run cs-consult protect
t_out 'warned	미소	미소	S3	고객에게 경고'
t_run cs-consult protect sing
t_code 2

# ---- names ----
for id in '' "$(printf '%0300d' 0)" "$(printf 'a\033[31m')"; do
	t_run cs-consult add --id "$id" '이름'
	t_code 2
	t_err 'id: a name has'
done
# U+0085 and U+202E
for name in "$(printf 'a\302\205')" "$(printf 'a\342\200\256')"; do
	t_run cs-consult agent "$name" --role agent
	t_code 2
done

# ---- one who reveals needs a store, and it is written down whose data it was ----
t_run cs-consult list --reveal -d none.db
t_code 4
if [ -e none.db ]; then t_fail 'and makes none'; else t_ok 'and makes none'; fi
t_run cs-consult list --reveal --customer c7
t_run cs-consult export --reveal --from 2026-10-30 --to 2026-10-31
t_run cs-consult reveals
t_out '	미소	list	c7$'
t_out '	미소	export	2026-10-30..2026-10-31$'

# ---- filters hold together ----
t_run cs-consult list --all --customer c7 --order zzz
t_is 'a customer and an order of nobody' "$(grep -c '' out)" 1
t_run cs-consult search 배송 --customer NOBODY
t_is 'words of another customer' "$(grep -c '' out)" 1
t_run cs-consult list --customer c7
if grep -qE '	(resolved|closed)	' out; then t_fail 'only open ones' "$(cat out)"; else t_ok 'only open ones'; fi
t_run cs-consult list --all --customer c7
t_out '	closed	'

# ---- nobody takes back what another decided ----
id=$(cs-consult add --channel email --no-header '보상' | cut -f1)
cs-consult compensate "$id" points 3001 -q >/dev/null 2>&1
cs-consult approve "$id" --decline --agent 사장 -q >/dev/null
seq=$(sqlite3 shop.db 'SELECT max(seq) FROM contact_event WHERE type = 14')
t_run cs-consult correct "$id" --void "$seq"
t_code 1
t_err 'may not take back'
t_run cs-consult correct "$id" --void "$seq" --agent 한결
t_code 1
t_run cs-consult correct "$id" --void "$seq" --agent 사장
t_code 0
t_done
