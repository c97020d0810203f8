# Whatever was imported can be taken back, and what is left is what the other
# imports said.
. "$ROOT/test/cli/lib.sh"

# All that the store knows, without the bookkeeping of batches.
dump() {
	sqlite3 "$CS_DB" "SELECT * FROM v_orders ORDER BY order_no, line_no; SELECT * FROM v_customers ORDER BY 1;
	    SELECT * FROM v_products ORDER BY 1, 2; SELECT * FROM v_returns ORDER BY 1; SELECT * FROM v_inserts ORDER BY 1, 2;
	    SELECT * FROM v_visits ORDER BY 1, 2; SELECT * FROM v_spend ORDER BY 1, 2, 3; SELECT * FROM shop;
	    SELECT o.order_no, l.line_no, l.returned, l.stamp, l.day FROM order_line AS l JOIN orders AS o ON o.id = l.order_id
	    ORDER BY 1, 2; SELECT order_no, stamp FROM orders ORDER BY 1;"
}
rows() { sqlite3 "$CS_DB" "$1"; }

# Overlapping exports of five shops, returns and lists: forth, and back again.
step=0
sed '2,40d' "$DATA/demo/cafe24.csv" >late.csv
sed '60,$d' "$DATA/demo/cafe24.csv" >early.csv
for import in "orders early.csv" "customers $DATA/customers.csv" "orders $DATA/demo/cafe24.csv" "products $DATA/products.csv" \
    "orders late.csv" "returns $DATA/returns.tsv" "orders $DATA/demo/shopify.csv" "orders $DATA/orders.csv" \
    "visits $DATA/visits.csv" "spend $DATA/spend.csv" "inserts $DATA/inserts.csv" "orders $DATA/demo/coupang.csv"; do
	[ -e "$CS_DB" ] && dump >"dump.$step"
	# Word splitting is meant: kind and file.
	# shellcheck disable=SC2086
	t_run cs-import $import -q --keep-going
	[ "$code" -le 1 ] && step=$((step + 1))
	tail -n +2 out | cut -f11 >"batch.$step"
done
t_is 'every import went in' "$step" 12
t_run cs-import check -q
t_code 0
while [ "$step" -gt 1 ]; do
	t_run cs-import undo "$(cat "batch.$step")" -q
	t_code 0 "undo of import $step"
	step=$((step - 1))
	dump >now
	t_same "the store is as it was before import $((step + 1))" "dump.$step" now
done
t_run cs-import check -q
t_code 0
rm -f "$CS_DB"

header=order_no,line_no,ordered_at,customer_id,amount
printf '%s\nA,1,2026-01-01,kim,10\n' "$header" >a.csv
printf '%s\nA,1,2026-01-01,kim,10\nB,1,2026-01-02,lee,20\n' "$header" >b.csv
t_run cs-import orders a.csv b.csv -q
t_run cs-import undo 1 -q
t_run cs-import orders b.csv -q
t_is 'after an undo a known file is new again' "$(rows 'SELECT count(*) FROM v_orders')" 2
rm -f "$CS_DB"

printf '%s\nA,1,2026-01-01,kim,10\n' "$header" >1.csv
printf '%s\nA,2,2026-01-01,kim,10\n' "$header" >2.csv
t_run cs-import orders 1.csv 2.csv -q
t_run cs-import undo 1 -q
t_run cs-import undo 2 -q
t_is 'an order goes with its last line' "$(rows 'SELECT count(*) FROM orders')" 0
t_is 'and its customer with it' "$(rows 'SELECT count(*) FROM customer')" 0
t_is 'the last import takes the currency along' "$(rows 'SELECT count(*) FROM shop')" 0
t_run cs-import orders 1.csv --currency USD -q
t_code 0 'another currency can be told then'
rm -f "$CS_DB"

for n in 1 2 3; do printf 'customer_id,name,phone,grade\nkim,이름%s,010-0000-000%s,G%s\n' "$n" "$n" "$n" >"m$n.csv"; done
t_run cs-import customers m1.csv m2.csv m3.csv -q
t_run cs-import undo 2
t_code 1
t_err 'undo 3 first'
t_is 'the newest words stand' "$(rows 'SELECT name, grade FROM customer')" '이름3|G3'
rm -f "$CS_DB"
t_run cs-import customers m1.csv -q
t_run cs-import orders 1.csv -q
t_run cs-import undo 1 -q
t_is 'an undone list leaves no personal data' "$(rows 'SELECT code, phone, grade FROM customer')" 'kim||'
t_done
