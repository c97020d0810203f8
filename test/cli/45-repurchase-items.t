# What people buy again, and who is due: worked by hand, from a stream and from the store.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-03-01

# Limits of Wilson: of 3 in 10 0.107791 to 0.603222 (mpmath); of 0 in n the
# upper one is z^2 / (n + z^2), z^2 = 3.841459: 0.0989 for 35, 0.1015 for 34.
awk -v OFS='\t' 'function buy(item, customer, day) { print "O" ++n, 1, day, customer, item, item == "TEA" ? "음료" : "그릇", 1000 }
BEGIN { print "order_no", "line_no", "ordered_at", "customer_id", "product_id", "category", "amount"
	for (i = 1; i <= 10; i++) buy("TEA", "T" i, "2025-01-01")
	for (i = 1; i <= 3; i++) buy("TEA", "T" i, "2025-0" i + 1 "-01")
	for (i = 1; i <= 35; i++) buy("CUP", "C" i, "2025-09-02")
	for (i = 1; i <= 34; i++) buy("POT", "P" i, "2025-01-01")
	for (i = 1; i <= 40; i++) buy("NEW", "N" i, i <= 5 ? "2025-09-02" : "2025-09-03")
	for (i = 1; i <= 9; i++) buy("FEW", "F" i, "2025-01-01") }' >orders.tsv

# 2025-09-02 is 180 days before 2026-03-01: 28 + 31 + 30 + 31 + 31 + 28 + 1.
cat >expected <<'END'
NEW	40	0	0.000000	0.000000	0.087622	0.000000		unsure
CUP	35	0	0.000000	0.000000	0.098901	0.000000		one_off
POT	34	0	0.000000	0.000000	0.101515	0.000000		unsure
TEA	10	3	0.300000	0.107791	0.603222	0.230769	59.000	repeat
FEW	9	0	0.000000	0.000000	0.299145	0.000000		unsure
END
t_run cs-repurchase items --no-header --lang en orders.tsv
t_code 0
cut -f1-9 out >short
t_same 'items' expected short
t_out 'NEW.*too young: 5 of 40 buyers were watched for 180 days'
t_out 'CUP.*at most 9.9 % of 35 buyers came back for it in 180 days or more'
t_out 'POT.*between 0.0 and 10.2 % of the buyers come back for it'
t_out 'TEA.*at least 10.8 % of the buyers come back for it'
t_out 'FEW.*too few: 9 buyers, 10 are needed'
cp out stream
t_run cs-repurchase items --no-header --group category orders.tsv
t_is 'categories' "$(cut -f1-3,9 out | tr '\t\n' '= ')" '그릇=118=0=one_off 음료=10=3=repeat '
t_run cs-repurchase items --group channel orders.tsv
t_code 2
t_run cs-repurchase items --no-header --to 2025-01-31 orders.tsv
t_is 'a span' "$(awk -F'\t' '$1 == "TEA" { print $2, $3 }' out)" '10 0'

# From the store the same; and there the owner's word is the last.
cs-import orders --preset canonical -q orders.tsv >log 2>&1 || t_fail 'cs-import orders' "$(cat log)"
t_run cs-repurchase items --no-header --lang en
t_same 'the store says the same' stream out
printf 'product_id\tproduct_name\trepeat_class\nPOT\tpot\trepeat\nTEA\ttea\tone_off\n' >products.tsv
cs-import products --preset canonical -q products.tsv >log 2>&1 || t_fail 'cs-import products' "$(cat log)"
t_run cs-repurchase items --no-header --lang en
t_is "the owner's word" "$(awk -F'\t' '$1 == "POT" || $1 == "TEA" { print $1, $9, $10 }' out)" 'POT repeat the owner said so
TEA one_off the owner said so'
t_run cs-repurchase items --names --no-header
t_is 'what it is called' "$(awk -F'\t' '{ printf "%s=%s ", $1, $11 }' out)" 'NEW= CUP= POT=pot TEA=tea FEW= '
t_run cs-repurchase items --names orders.tsv
t_code 2
printf 'customer_id\tname\tphone\nT1\t김소라\t010-1111-2222\n' >members.tsv
cs-import customers --preset canonical -q members.tsv >log 2>&1 || t_fail 'cs-import customers' "$(cat log)"
t_run cs-repurchase customers --reveal
t_is 'whom to call' "$(awk -F'\t' 'NR == 1 || $1 == "T1" { print $17, $18 }' out)" 'name phone
김소라 010-1111-2222'
t_run cs-repurchase customers
t_is 'not without --reveal' "$(head -n 1 out | tr '\t' '\n' | grep -cE 'name|phone')" 0
t_run cs-repurchase due --names --reveal --as-of 2025-02-25 --days 10
t_is 'due, with names' "$(awk -F'\t' 'NR == 1 || $1 == "T1" { print $2, $7, $8, $9 }' out)" 'item product_name name phone
  김소라 010-1111-2222'

# A bought tea after 10 and after 20 days: 15 is the middle, so that February 15 is due.
awk -v OFS='\t' 'BEGIN { print "order_no", "ordered_at", "customer_id", "product_id", "amount"
	print 1, "2026-01-01", "A", "TEA", 1000; print 2, "2026-01-11", "A", "TEA", 1000
	print 3, "2026-01-31", "A", "TEA", 1000; print 3, "2026-01-31", "A", "CUP", 1000
	print 4, "2026-01-20", "B", "TEA", 1000 }' >due.tsv
t_run cs-repurchase due --no-header --as-of 2026-02-10 due.tsv
t_code 0
printf 'A\t\t2026-01-31\t2026-02-15\t-5\t\nA\tTEA\t2026-01-31\t2026-02-15\t-5\t\n' >expected
t_same 'due within a week' expected out
t_err '1 customer stands here more than once'
t_err 'only 1 customers repurchased, 100 are needed'
t_run cs-repurchase due --no-header --days 4 --as-of 2026-02-10 due.tsv
t_is 'not within four days' "$(cat out)" ''
t_run cs-repurchase due --no-header --as-of 2026-03-01 due.tsv
t_is '29 days are not two rhythms' "$(cut -f5 out | tr '\n' ' ')" '14 14 '
t_run cs-repurchase due --no-header --as-of 2026-03-02 due.tsv
t_is '30 days are' "$(cat out)" ''
t_run cs-repurchase due --days 7,8 due.tsv
t_code 2

# Who bought once waits for the item's rhythm, where people buy it again: six of
# ten after 30 days (of 6 in 10 the lower limit is above 0.1).
awk -v OFS='\t' 'BEGIN { print "order_no", "ordered_at", "customer_id", "product_id", "amount"
	for (i = 0; i < 6; i++) { print "a" i, "2026-01-01", "R" i, "TEA", 1; print "b" i, "2026-01-31", "R" i, "TEA", 1 }
	for (i = 0; i < 4; i++) print "c" i, "2026-02-0" i + 1, "S" i, "TEA", 1 }' >due.tsv
t_run cs-repurchase due --no-header --days 1 --as-of 2026-03-01 due.tsv
t_is 'bought once, expected in two days' "$(grep -c '^S' out)" 0
t_run cs-repurchase due --no-header --days 3 --as-of 2026-03-01 due.tsv
t_is 'bought once, by the rhythm of the item' "$(grep '^S' out | cut -f1-5 | tr '\t\n' '= ')" \
	'S0=TEA=2026-02-01=2026-03-03=-2 S1=TEA=2026-02-02=2026-03-04=-3 '

# Who is due by a rhythm of her own and with a product stands there twice, and gets the points once, however often the pipe is run that day.
awk -v OFS='\t' 'BEGIN { print "order_no", "ordered_at", "customer_id", "product_id", "amount"
	for (i = 0; i < 6; i++) { print "a" i, "2026-01-01", "R" i, "TEA", 1; print "b" i, "2026-01-31", "R" i, "TEA", 1
		print "d" i, "2026-01-01", "R" i, "JAM", 1; print "e" i, "2026-01-31", "R" i, "JAM", 1 }
	for (i = 0; i < 4; i++) { print "c" i, "2026-02-01", "S" i, "TEA", 1; print "f" i, "2026-02-01", "S" i, "JAM", 1 } }' >twice.tsv
cs-import orders -q twice.tsv -o /dev/null
cs-repurchase due --days 7 --as-of 2026-03-01 -q | cut -f1 | tail -n +2 >who
t_is 'six stand there twice' "$(sort who | uniq -d | tr '\n' ' ')" 'R0 R1 R2 R3 R4 R5 '
people=$(sort -u who | wc -l)
cs-mileage grant --customers - --points 1000 --reason due --plan --as-of 2026-03-01 <who >plan
t_is 'planned once for each' "$(awk -F '\t' '$1 == "kind" { print $3, $6 }' plan)" "$((people)) $((people * 1000))"
for again in first second; do
	cs-mileage grant --customers - --points 1000 --reason due --as-of 2026-03-01 <who >granted
	t_is "granted once, the $again time" "$(cs-mileage balance --as-of 2026-03-01 -q | awk -F '\t' 'NR > 1 { n++; if ($2 != 1000) odd++ } END { print n, odd + 0 }')" "$((people)) 0"
done
t_done
