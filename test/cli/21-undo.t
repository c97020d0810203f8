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
# Every column of every kind: stored as told, replaced by newer words, and back
# again.  The lists of columns stand several times in the store's statements;
# one that is left out of any of them is seen here.
every() {
	kind=$1 key=$2 header=$3 old=$4 new=$5
	printf '%s\n%s\n' "$header" "$old" >old.csv
	printf '%s\n%s\n' "$header" "$new" >new.csv
	cs-import "$kind" old.csv -q >/dev/null
	stored() { sqlite3 -separator , "$CS_DB" "SELECT $header FROM v_$kind WHERE $key"; }
	t_is "$kind: every column is stored" "$(stored)" "$old"
	dump >before
	t_run cs-import "$kind" new.csv -q
	batch=$(tail -n +2 out | cut -f11)
	t_is "$kind: every column is replaced" "$(stored)" "$new"
	t_run cs-import undo "$batch" -q
	dump >after
	t_same "$kind: every column comes back" before after
}
rm -f "$CS_DB"
every orders "order_no = 'A'" \
    order_no,line_no,ordered_at,paid_at,customer_id,product_id,product_name,category,option,quantity,unit_price,discount,amount,order_amount,shipping_fee,mileage_used,coupon_discount,channel,status,status_text,shipped_at,delivered_at,customer_name,phone,email \
    A,1,2026-01-01T10:00:00,2026-01-01T10:05:00,kim,P1,비누,욕실,초록,2,1000,100,1900,4900,3000,50,60,cafe24,paid,입금확인,2026-01-02T09:00:00,2026-01-03T12:00:00,김하나,010-1234-0001,a@shop.example \
    A,1,2026-02-01T11:00:00,2026-02-01T11:05:00,lee,P2,수건,세탁,파랑,3,2000,200,5800,8300,2500,70,80,cafe24,delivered,배송완료,2026-02-02T09:00:00,2026-02-03T12:00:00,이두리,010-1234-0002,b@shop.example
every returns "return_id = 'R'" \
    return_id,order_no,line_no,kind,reason_code,reason,fault,requested_at,received_at,refunded_at,quantity,refund_amount,return_fee,fee_payer,severity,status,customer_id \
    R,A,1,return,defect,찢어짐,shop,2026-01-04T10:00:00,2026-01-06T10:00:00,2026-01-07T10:00:00,1,1000,3000,shop,2,접수,kim \
    R,B,2,exchange,size,작음,customer,2026-02-04T10:00:00,2026-02-06T10:00:00,2026-02-07T10:00:00,2,2000,6000,customer,4,완료,lee
every customers "customer_id = 'park'" customer_id,name,phone,email,grade,joined_on,consent,note,withdrawn_on \
    park,박세라,010-1234-0003,c@shop.example,VIP,2025-01-01,yes,조용함,2026-01-01 \
    park,박네모,010-1234-0004,d@shop.example,GOLD,2025-02-02,no,급함,2026-02-02
every products "product_id = 'P9'" product_id,product_name,category,supplier,goods_kind,repeat_class,margin_rate \
    P9,샴푸,욕실,가람,general,repeat,0.300000 P9,린스,머리,누리,consumable,one_off,0.400000
every inserts "order_no = 'A'" order_no,insert_code,cost A,CARD,100 A,CARD,150
every visits "source = 'naver'" date,source,visits 2026-01-01,naver,100 2026-01-01,naver,150
every spend "campaign = 'spring'" date,kind,campaign,amount 2026-01-01,ad,spring,1000 2026-01-01,ad,spring,1500
# A consultation that names only its order is of the order's customer, whichever came first, and as long as both are there.
rm -f "$CS_DB"
printf 'order_no,line_no,ordered_at,customer_id,amount\nA,1,2026-01-01,kim,10\nA,2,2026-01-01,kim,10\nB,1,2026-01-05,kim,20\nC,1,2026-01-05,lee,20\n' >orders.csv
printf 'contact_id,opened_at,order_no,customer_id,kind,cause,state\nH1,2026-01-02,A,,complaint,goods.defect,new\nH2,2026-01-03,A,park,complaint,goods.defect,new\nH3,2026-01-06,X,,complaint,goods.defect,new\nH4,2026-01-06,B,,complaint,goods.defect,new\n' >contacts.csv
of() { cs-consult list --all -q --as-of 2026-01-10 --customer "$1" | tail -n +2 | cut -f1 | tr '\n' ' '; }
for first in orders contacts; do
	second=contacts
	[ "$first" = orders ] || second=orders
	cs-import "$first" "$first.csv" -q >/dev/null
	t_is "$first alone" "$(of kim)" ''
	dump >before
	sqlite3 "$CS_DB" 'SELECT * FROM v_contacts' >before.contacts
	cs-import "$second" "$second.csv" -q >/dev/null
	t_is "$second after $first: in rows" "$(rows "SELECT group_concat(contact_id || ':' || coalesce(customer_id, ''), ' ') FROM v_contacts")" 'H1:kim H2:park H3: H4:kim'
	t_is "$second after $first: in the list of a customer" "$(of kim)/$(of park)/$(of lee)" 'H1 H4 /H2 /'
	t_run cs-consult show H1 --explain --as-of 2026-01-10
	t_code 0
	t_run cs-consult card kim --as-of 2026-01-10
	t_out 'H1'
	t_out 'H4'
	t_run cs-import check -q
	t_code 0
	t_run cs-import undo 2 -q
	t_code 0
	dump >after
	sqlite3 "$CS_DB" 'SELECT * FROM v_contacts' >after.contacts
	t_same "undo of $second" before after
	t_same "and of whose they are" before.contacts after.contacts
	rm -f "$CS_DB"
done
# The same when the order's customer is corrected, is merged into another, and when the consultation names another order.
cs-import orders orders.csv -q >/dev/null
cs-import contacts contacts.csv -q >/dev/null
whose() { rows "SELECT group_concat(contact_id || ':' || coalesce(customer_id, ''), ' ') FROM v_contacts WHERE contact_id IN ('H1', 'H4')"; }
sound() { t_run cs-import check -q; t_code 0 "sound: $1"; }
printf 'order_no,line_no,ordered_at,paid_at,customer_id,amount\nB,1,2026-01-05,2026-01-07,lee,20\n' >corrected.csv
cs-import orders corrected.csv -q >/dev/null
t_is 'of the customer whom the newer export names' "$(whose)" 'H1:kim H4:lee'
sound corrected
printf 'customer_id,into\nkim,choi\n' >merge.csv
printf 'customer_id,name\nchoi,최\n' >choi.csv
cs-import customers choi.csv --preset canonical -q >/dev/null
cs-import customers --merge merge.csv -q >/dev/null
t_is 'of the customer into whom the other was merged' "$(whose)" 'H1:choi H4:lee'
sound merged
printf 'contact_id,opened_at,order_no,customer_id,kind,cause,state,closed_at\nH1,2026-01-02,Z,,complaint,goods.defect,closed,2026-01-09\n' >moved.csv
cs-import contacts moved.csv -q >/dev/null
t_is 'of nobody where the order is not known' "$(whose)" 'H1: H4:lee'
sound moved
for batch in $(rows 'SELECT id FROM batch WHERE id > 2 ORDER BY id DESC'); do cs-import undo "$batch" -q >/dev/null; done
t_is 'and back' "$(whose)" 'H1:kim H4:kim'
sound undone
rows "UPDATE contact_import SET by_order = 'park' WHERE code = 'H4'"
t_run cs-import check -q
t_code 1 'an owner that the order does not name is found'
t_done
