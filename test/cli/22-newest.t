# The newest word wins field by field, whatever the order of the files; an
# empty field says nothing; two things with one key are not silently one.
. "$ROOT/test/cli/lib.sh"

rows() { sqlite3 "$CS_DB" "$1"; }
status() { rows 'SELECT status FROM v_orders'; }
returned() { rows 'SELECT returned FROM order_line'; }
fresh() { rm -f "$CS_DB"; }
orders() { printf '%b' "$2" >"$1"; t_run cs-import orders "$1" -q; t_code "${3-0}"; }
returns() { printf '%b' "$2" >"$1"; t_run cs-import returns "$1" -q; t_code "${3-0}"; }

base=order_no,line_no,ordered_at,customer_id,amount
orders a.csv "$base,status\nA,1,2026-01-01,kim,10,cancelled\n"
orders b.csv "$base\nA,1,2026-01-01,kim,10\n"
t_is 'an export without a status takes none away' "$(status)" cancelled
fresh
orders a.csv "$base,delivered_at\nA,1,2026-01-01,kim,10,2026-01-05\n"
t_is 'dates tell a new line its state' "$(status)" delivered
orders b.csv "$base,paid_at\nA,1,2026-01-01,kim,10,2026-01-09\n"
t_is 'but take none from one that is there' "$(status)" delivered
fresh
orders a.csv "$base,status,shipped_at\nA,1,2026-01-01,kim,10,shipped,2026-01-06\n"
orders b.csv "$base,status,shipped_at\nA,1,2026-01-01,kim,10,returned,\n"
t_is 'a return is news although the export leaves the shipping date out' "$(status)" returned
fresh
orders a.csv "$base,customer_name\nA,1,2026-01-01,kim,10,newest\nB,1,2026-01-09,kim,10,newest\n"
orders b.csv "$base,customer_name\nC,1,2026-01-05,kim,10,middle\n"
t_is 'a name that was said again later is the newest' "$(rows 'SELECT name FROM customer')" newest
fresh
orders d1.csv "$base,customer_name\nA,1,2026-01-01,kim,10,A\n"
orders d9.csv "$base,customer_name\nB,1,2026-01-09,kim,10,A\n"
orders d5.csv "$base,customer_name\nC,1,2026-01-05,kim,10,B\n"
t_is 'also over several files' "$(rows 'SELECT name FROM customer')" A
fresh

orders one.csv "$base,channel\n1001,1,2026-01-05,kim,10,shopify\n"
orders other.csv "$base,channel\n1001,1,2026-01-05,lee,20,other\n" 3
t_is 'a refused order leaves no customer behind' "$(rows 'SELECT count(*) FROM customer')" 1
orders twice.csv "$base\nT,1,2026-01-05,kim,10\nT,1,2026-01-05,kim,20\n" 3
t_err 'this key twice'
printf 'date,kind,campaign,amount\n2026-01-05,ad,x,100\n2026-01-05,ad,x,200\n' >spend.csv
t_run cs-import spend spend.csv
t_code 3
t_err 'spend.csv:3: .*this key twice'
fresh
orders names.csv "$base,product_id,product_name\nA,1,2026-01-05,kim,10,쌀,쌀\nA,2,2026-01-05,kim,10,,쌀\n"
t_is 'a product id and a name that are the same word are two products' "$(rows 'SELECT count(*) FROM product')" 2
fresh
orders strong.csv "$base\nA,1,2026-01-05,ph-0123456789abcdef,10\n"
orders weak.csv "$base,status\nA,1,2026-01-05,wk-0123456789abcdef,10,confirmed\n"
t_is 'a weak key does not take the place of a better one' "$(rows 'SELECT customer_id, status FROM v_orders')" 'ph-0123456789abcdef|confirmed'
fresh

# What returns take back: one rule, whatever comes first.
line="$base,quantity\nA,1,2026-01-01,kim,20,2\n"
head=return_id,order_no,line_no,kind,quantity,refunded_at,status,requested_at
orders l.csv "$line"
returns r1.csv "$head\nR1,A,1,return,1,2026-01-10,반품완료,2026-01-05\n"
t_is 'one of two is back: the line counts' "$(returned)" 0
returns r2.csv "$head\nR2,A,1,return,1,2026-01-11,반품완료,2026-01-06\n"
t_is 'both are back, by two returns: it does not' "$(returned)" 1
returns r3.csv "$head\nR2,A,1,return,1,,반품철회완료,2026-01-12\n"
t_is 'a withdrawn return gives it back' "$(returned)" 0
returns r4.csv "$head\nR2,A,1,return,,,,2026-01-13\n"
t_is 'a row that says nothing of it changes nothing' "$(returned)" 0
t_run cs-import check -q
t_code 0
orders l2.csv "$base,quantity\nA,1,2026-01-01,kim,10,1\n"
t_is 'a line that shrank to what came back' "$(returned)" 1
t_run cs-import check -q
t_code 0
fresh
returns r.csv "$head\nR1,A,1,return,2,2026-01-10,반품완료,2026-01-05\n"
orders l.csv "$line"
t_is 'a return that is there before its line' "$(returned)" 1
returns r5.csv "$head\nR1,A,1,return,1,2026-01-10,반품완료,2026-01-15\n"
t_is 'and was of one only' "$(returned)" 0
for word in 수거완료 '환불 미완료' incomplete 반품완료보류; do
	fresh
	orders l.csv "$line"
	returns r.csv "$head\nR1,A,1,return,2,,$word,2026-01-05\n"
	t_is "\"$word\" is not the end of a return" "$(returned)" 0
done
fresh

# One store, one currency, also where a preset brings one.
printf 'order_no,ordered_at,customer_id,amount\nG1,2026-01-05,kim,12.50\n' >pounds.csv
t_run cs-import orders pounds.csv --currency GBP -q
t_code 0
t_run cs-import orders "$DATA/demo/cafe24.csv"
t_code 3
t_err 'in KRW, the store is in GBP'
t_is 'nothing of it went in' "$(rows 'SELECT count(*) FROM v_orders')" 1

# One store, one way to tell people apart, also where it is not said again.
fresh
printf 'order_no,ordered_at,customer_id,phone,amount\nA1,2026-01-05,kim,010-2222-3333,10\n' >people.csv
printf 'customer_id,phone,grade\nkim,010-2222-3333,VIP\n' >members.csv
t_run cs-import visits "$DATA/visits.csv" -q
t_run cs-import orders people.csv --identity phone -q
t_code 0
t_run cs-import --emit orders people.csv --identity phone
t_err '^cs-import: people.csv: 1 row has the platform.s own id too, which is not kept (--identity)$'
t_run cs-import --emit orders people.csv
t_quiet
printf 'order_no,ordered_at,customer_id,amount\nA2,2026-01-06,kim,10\n' >nophone.csv
t_run cs-import --emit orders nophone.csv --identity phone
t_quiet
t_is 'a row without a number keeps its id' "$(tail -n 1 out | cut -f5)" kim
t_run cs-import customers members.csv -q
t_is 'a member list finds the customers that orders brought' "$(rows 'SELECT count(*), max(grade) FROM customer')" '1|VIP'
t_run cs-import orders people.csv --identity email
t_code 2
t_err 'tells customers apart by phone'
fresh
printf 'order_no,ordered_at,customer_id,amount\nG1,2026-01-05,kim,12.50\n' >pounds.csv

# Files with personal data are their owner's alone, and none is left half made.
printf 'order_no,ordered_at,customer_id,amount\nG2,2026-01-05,kim,x\n' >bad.csv
umask 022
t_run cs-import orders bad.csv --keep-going --rejects rejects.csv -q
t_is 'rejects are private' "$(stat -c %a rejects.csv)" 600
t_run cs-import --emit orders "$DATA/demo/cafe24.csv" --reveal -o revealed.tsv -q
t_is 'so is what was revealed' "$(stat -c %a revealed.tsv)" 600
t_run cs-import --emit orders "$DATA/demo/cafe24.csv" -o masked.tsv -q
t_is 'what is masked is not' "$(stat -c %a masked.tsv)" 644
mkfifo pipe
cs-import --emit orders pipe -o half.tsv -q 2>/dev/null &
victim=$!
exec 9>pipe
sleep 0.2
kill -TERM "$victim"
wait "$victim" 2>/dev/null
exec 9>&-
t_is 'a program that is told to stop leaves no half file' "$(ls half.tsv* 2>/dev/null)" ''
t_done
