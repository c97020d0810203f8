# What an import does to the store: nothing twice, nothing by halves, the
# newest word wins, and everything can be taken back.
. "$ROOT/test/cli/lib.sh"

header=order_no,line_no,ordered_at,customer_id,product_id,product_name,quantity,amount,status,delivered_at,customer_name,phone
cat >old.csv <<CSV
$header
A1,A1-1,2026-01-05T10:00:00,kim,P1,쌀,1,30000,paid,,김하나,010-1111-2222
A1,A1-2,2026-01-05T10:00:00,kim,P2,잼,2,9000,paid,,김하나,010-1111-2222
A2,A2-1,2026-01-09T11:30:00,,P1,쌀,1,30000,paid,,박손님,010-3333-4444
CSV
cat >new.csv <<CSV
$header
A1,A1-1,2026-01-05T10:00:00,kim,P1,유기농 쌀,1,30000,delivered,2026-01-08T09:00:00,김하나,010-1111-9999
A1,A1-2,2026-01-05T10:00:00,kim,P2,잼,2,9000,delivered,2026-01-08T09:00:00,김하나,010-1111-9999
A3,A3-1,2026-02-01T08:00:00,lee,P2,잼,1,4500,paid,,이둘,010-5555-6666
CSV
# The store's content without the bookkeeping of batches.
content() {
	sqlite3 "$1" "SELECT * FROM v_orders ORDER BY order_no, line_no; SELECT * FROM v_customers ORDER BY 1;
	    SELECT * FROM v_products ORDER BY 1, 2; SELECT * FROM v_returns ORDER BY 1;"
}
counts() { tail -n +2 out | cut -f5-10 | tr '\t' ' '; }

t_run cs-import orders old.csv -q
t_code 0
t_is 'three new rows' "$(counts)" '3 3 0 0 0 0'
t_is 'the file mode keeps others out' "$(stat -c %a shop.db)" 600
content shop.db >once
t_run cs-import orders old.csv -q
t_is 'the same file again changes nothing' "$(counts)" '3 0 0 3 0 0'
cp old.csv copy.csv
t_run cs-import orders copy.csv -q
t_is 'nor does a copy under another name' "$(counts)" '3 0 0 3 0 0'
t_run sh -c 'cs-import orders - -q <old.csv'
t_is 'nor does the same through a pipe' "$(counts)" '3 0 0 3 0 0'
content shop.db >twice
t_same 'import twice = import once' once twice

t_run cs-import orders new.csv -q
t_is 'an overlapping export updates and adds' "$(counts)" '3 1 2 0 0 0'
t_is 'a guest keeps the contact' "$(sqlite3 shop.db "SELECT customer_id IS NULL, customer_name, phone FROM v_orders WHERE order_no = 'A2'")" '1|박손님|010-3333-4444'
content shop.db >forward
t_run cs-import orders new.csv old.csv -q -d reverse.db
t_code 0
content reverse.db >backward
t_same 'two overlapping exports in either order give one store' forward backward

t_run cs-import check -q
t_code 0
t_run cs-import undo 1
t_code 1
t_err 'undo 3 first'
t_run cs-import undo 3 -q
t_code 0
content shop.db >undone
t_same 'undo puts back what a batch changed' once undone
t_run cs-import undo 3
t_code 1
t_run cs-import undo 99
t_code 1
t_run cs-import undo x
t_code 2
t_run cs-import check -q
t_code 0
t_run cs-import orders new.csv -q
t_is 'what was undone can come again' "$(counts)" '3 1 2 0 0 0'
content shop.db >again
t_same 'and gives the same store' forward again
t_run cs-import log
t_is 'the log has every import' "$(tail -n +2 out | cut -f1 | tr '\n' ' ')" '1 2 3 4 '

# Bad rows refuse the file; --keep-going takes the others.
printf '%s\nB1,B1-1,2026-03-01,kim,P1,쌀,1,12000,paid,,,\nB2,B2-1,2026-03-02,kim,P1,쌀,1,"12,00x",paid,,,\n' "$header" >bad.csv
content shop.db >before
t_run cs-import orders bad.csv
t_code 3
t_err 'bad.csv:3: amount: .*12,00x'
t_err 'nothing of the file was imported'
content shop.db >after
t_same 'a refused file leaves no trace' before after
t_run cs-import orders bad.csv --keep-going --rejects rejects.csv
t_code 1
t_is 'the good row went in' "$(counts)" '2 1 0 0 1 0'
t_is 'the bad row is kept verbatim' "$(sed -n 2p rejects.csv | sed 's/^"[^"]*"*[^"]*"*",//')" 'B2,B2-1,2026-03-02,kim,P1,쌀,1,"12,00x",paid,,,'
t_run cs-import orders bad.csv -d fresh.db
t_is 'a first import that fails leaves no store' "$(ls fresh.db 2>/dev/null)" ''
t_run cs-import orders old.csv --dry-run -d dry.db
t_is 'a dry run counts' "$(counts)" '3 3 0 0 0 0'
t_is 'and makes no store' "$(ls dry.db 2>/dev/null)" ''

# Returns take lines back, before or after the order is known.
cat >returns.csv <<CSV
return_id,order_no,line_no,kind,quantity,refunded_at,status
R1,A1,A1-2,return,2,2026-01-20T10:00:00,반품완료
R2,A1,A1-1,exchange,1,2026-01-21T10:00:00,교환완료
R3,C9,C9-1,return,,2026-02-21T10:00:00,반품완료
R4,A3,A3-1,return,1,,반품요청
CSV
t_run cs-import returns returns.csv -q
t_is 'four returns' "$(counts)" '4 4 0 0 0 0'
t_is 'only the finished return takes its line back' "$(sqlite3 shop.db 'SELECT line_no FROM order_line WHERE returned = 1')" 'A1-2'
printf '%s\nC9,C9-1,2026-02-20,kim,P1,쌀,1,12000,delivered,,,\n' "$header" >late.csv
t_run cs-import orders late.csv -q
t_is 'a line that arrives after its return is returned' "$(sqlite3 shop.db "SELECT returned FROM order_line WHERE line_no = 'C9-1'")" 1
t_run cs-import check -q
t_code 0
batch=$(sqlite3 shop.db "SELECT max(id) FROM batch WHERE kind = 'returns'")
t_run cs-import undo "$batch" -q
t_is 'undoing the returns gives the lines back' "$(sqlite3 shop.db 'SELECT count(*) FROM order_line WHERE returned = 1')" 0
t_run cs-import check -q
t_code 0

# One order number in two shops is not one order.
printf 'order_no,ordered_at,customer_id,amount,channel\n1001,2026-01-05,kim,100,shopify\n' >one.csv
printf 'order_no,ordered_at,customer_id,amount,channel\n1001,2026-05-05,lee,200,other\n' >other.csv
t_run cs-import orders one.csv -q
t_code 0
t_run cs-import orders other.csv
t_code 3
t_err '1001.*order of another channel'

# The other kinds.
printf 'customer_id,name,grade,joined_on\nkim,김하나,VIP,2025-12-01\n' >members.csv
printf 'product_id,product_name,category,margin_rate\nP1,쌀,식품,0.25\n' >products.csv
printf 'order_no,insert_code,cost\nA1,card,100\nA1,candy,50\n' >inserts.csv
printf 'date,source,visits\n2026-01-05,search,120\n2026-01-05,,30\n' >visits.csv
printf 'date,kind,campaign,amount\n2026-01-05,ad,spring,50000\n' >spend.csv
for kind in customers products inserts visits spend; do
	file=$kind.csv
	[ "$kind" = customers ] && file=members.csv
	t_run cs-import "$kind" "$file" -q
	t_code 0
	t_run cs-import "$kind" "$file" -q
	t_code 0
	t_is "$kind: nothing twice" "$(counts | cut -d' ' -f2,3)" '0 0'
done
t_is 'a member list adds what orders do not say' "$(sqlite3 shop.db "SELECT name, phone, grade FROM v_customers WHERE customer_id = 'kim'")" '김하나|010-1111-9999|VIP'
t_is 'views print dates and rates' "$(sqlite3 shop.db 'SELECT date, source, visits FROM v_visits ORDER BY 2; SELECT margin_rate FROM v_products WHERE product_id = "P1"' | tr '\n' ' ')" '2026-01-05||30 2026-01-05|search|120 0.250000 '
t_run cs-import check -q
t_code 0

# One store, one currency.
t_run cs-import orders old.csv --currency USD
t_code 2
t_err 'KRW'
printf 'order_no,ordered_at,customer_id,amount\nG1,2026-01-05,kim,12.50\n' >pounds.csv
t_run cs-import orders pounds.csv
t_code 3
t_run cs-import orders pounds.csv --currency GBP -d gbp.db -q
t_code 0
t_is 'decimals come back' "$(sqlite3 gbp.db 'SELECT amount FROM v_orders')" 12.50
t_done
