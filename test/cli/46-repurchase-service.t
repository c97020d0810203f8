# What the shop did and what became of it, worked by hand: the same item again,
# first orders and second ones, who was failed and keeps silent, what first
# purchases cost.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-06-30

# A: tea in January, tea and a cup in February (tea again, 2000 of 3000), a cup in March (again).
# B: tea twice in February.  C: tea, then a cup: nothing again.  D: no product, twice.
cat >same.tsv <<'END'
order_no	line_no	ordered_at	customer_id	product_id	category	amount
1	1	2026-01-05	A	TEA	drink	1000
2	1	2026-02-05	A	TEA	drink	2000
2	2	2026-02-05	A	CUP	ware	1000
3	1	2026-03-05	A	CUP	ware	1500
4	1	2026-02-01	B	TEA	drink	700
5	1	2026-02-09	B	TEA	drink	800
6	1	2026-01-02	C	TEA	drink	100
7	1	2026-02-02	C	CUP	ware	200
8	1	2026-01-03	D		drink	10
9	1	2026-02-03	D		drink	20
END
# February: customers A B C D; bought what they had bought before it: A (tea); one thing twice in it: B;
# one thing twice by its end: A, B; purchases A 1, B 2, C 1, D 1; repeats A 1 (2000), B 1 (800).
t_run cs-repurchase rate --same-item --no-header same.tsv
t_code 0
cut -f1-10 out >short
cat >expected <<'END'
2026-01	3	3	0	0	0	3	0	1110	0
2026-02	4	3	1	1	2	5	2	4720	2800
2026-03	1	0	1	0	1	1	1	1500	1500
END
t_same 'one item again' expected short
# Of each item alone: tea in February has A (again) and B (twice there), the cup A and C.
t_run cs-repurchase rate --same-item --group product --no-header same.tsv
cut -f1-11 out >short
cat >expected <<'END'
2026-01	TEA	2	2	0	0	0	2	0	1100	0
2026-02	CUP	2	2	0	0	0	2	0	1200	0
2026-02	TEA	2	1	1	1	2	3	2	3500	2800
2026-03	CUP	1	0	1	0	1	1	1	1500	1500
END
t_same 'items one by one' expected short
# With categories D's drinks are one item too; from February 6 on, what came before is history.
t_run cs-repurchase rate --same-item --group category --by all --no-header same.tsv
t_is 'categories' "$(cut -f2,3,7,9 out | tr '\t\n' '= ')" 'drink=4=3=3 ware=2=1=1 '
t_run cs-repurchase rate --same-item --from 2026-02-06 --no-header same.tsv
t_is 'a span begins in the middle' "$(cut -f1-8 out | tr '\t\n' '= ')" \
	'2026-02=1=0=1=0=1=1=1 2026-03=1=0=1=0=1=1=1 '
t_run cs-repurchase rate --same-item --group channel same.tsv
t_code 2
# Without --same-item a cup after tea is a repeat.
t_run cs-repurchase rate --by all --no-header same.tsv
t_is 'any item' "$(cut -f2,6,8 out | tr '\t' '=')" '4=4=5'

# What first purchases cost.  First: January A 1000, C 100, D 10; February B 700; the rest are repeats.
t_run cs-repurchase acquisition --no-header same.tsv
cat >expected <<'END'
2026-01	3	0	1110	0	1.000000
2026-02	1	4	700	4020	0.148305
2026-03	0	1	0	1500	0.000000
END
t_same 'a stream knows no spending' expected out
cs-import orders --preset canonical -q same.tsv >log 2>&1 || t_fail 'cs-import orders' "$(cat log)"
printf 'date\tkind\tcampaign\tamount\n2026-01-10\tad\tnaver\t3000\n2026-02-10\tad\tnaver\t1000\n2026-02-11\tevent\tspring\t1000\n' >spend.tsv
cs-import spend --preset canonical -q spend.tsv >log 2>&1 || t_fail 'cs-import spend' "$(cat log)"
t_run cs-repurchase acquisition --no-header
cat >expected <<'END'
2026-01	3	0	1110	0	1.000000	3000	1000	
2026-02	1	4	700	4020	0.148305	2000	2000	500
2026-03	0	1	0	1500	0.000000			
END
t_same 'spending for each' expected out
printf 'product_id\trepeat_class\nTEA\trepeat\nCUP\tone_off\n' >products.tsv
cs-import products --preset canonical -q products.tsv >log 2>&1 || t_fail 'cs-import products' "$(cat log)"
# Tea: first A 1000, B 700, C 100; again 2000 and 800.  Cups are never a first purchase here.
t_run cs-repurchase acquisition --by-class --no-header
cat >expected <<'END'
repeat	3	2	1800	2800	0.391304
one_off	0	3	0	2700	0.000000
unsure	1	1	10	20	0.333333
END
t_same 'by class' expected out

# First orders.  30 customers E1.. got it in 2 days, 18 of them came back; 20 customers L1.. in 12 days, 2 of
# them came back; M sent the first order back; N ordered last week; P's first order was cancelled.
export CS_DB="$T_DIR/first.db"
awk -v OFS='\t' 'function order(no, day, who, done, status) { print no, 1, day, who, 1000, status, done }
BEGIN { print "order_no", "line_no", "ordered_at", "customer_id", "amount", "status", "delivered_at"
	for (i = 1; i <= 30; i++) { order("E" i, "2026-01-01", "E" i, "2026-01-03", "delivered"); if (i <= 18) order("e" i, "2026-02-01", "E" i, "2026-02-02", "delivered") }
	for (i = 1; i <= 20; i++) { order("L" i, "2026-01-01", "L" i, "2026-01-13", "delivered"); if (i <= 2) order("l" i, "2026-02-01", "L" i, "", "paid") }
	order("M1", "2026-03-01", "M", "2026-03-02", "returned")
	order("N1", "2026-06-25", "N", "2026-06-26", "delivered")
	order("P1", "2026-01-01", "P", "", "cancelled"); order("P2", "2026-03-01", "P", "", "paid") }' >first.tsv
cs-import orders --preset canonical -q first.tsv >log 2>&1 || t_fail 'cs-import orders' "$(cat log)"
t_run cs-repurchase first --no-header
t_code 0
# 52 customers are observed for 90 days.  Newcombe (1998), method 10, for 18/30 - 2/21: Wilson's limits of the
# two are 0.423 0.754 and 0.0265 0.2891 (awk below works them out).
t_is 'first orders' "$(cut -f1-4 out | tr '\t\n' '= ')" \
	'all==52=20 delivery_days=0-1=1=0 delivery_days=2-3=30=18 delivery_days=4-7=0=0 delivery_days=8+=20=2 delivery_days=unknown=1=0 late=no=31=18 late=yes=20=2 return=no=51=20 return=other=1=0 return=defect=0=0 '
newcombe() { # X N X N
	awk -v a="$1" -v n="$2" -v b="$3" -v m="$4" 'function half(p, n) { return z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) }
	function low(p, n) { return (p + z * z / (2 * n) - half(p, n)) / (1 + z * z / n) }
	function high(p, n) { return (p + z * z / (2 * n) + half(p, n)) / (1 + z * z / n) }
	BEGIN { z = 1.959963984540054; p = a / n; q = b / m; d = p - q
		printf "%.6f %.6f %.6f", d, d - sqrt((p - low(p, n)) ^ 2 + (high(q, m) - q) ^ 2), d + sqrt((high(p, n) - p) ^ 2 + (q - low(q, m)) ^ 2) }'
}
t_is 'late, and the difference' "$(awk -F'\t' '$1 == "late" && $2 == "yes" { print $8, $9, $10, $11 }' out)" "$(newcombe 2 20 18 31) fewer"
t_is 'one customer is too few' "$(awk -F'\t' '$1 == "return" && $2 == "other" { print $11 }' out)" too_few
t_run cs-repurchase first --no-header --late 12
t_is 'not late any more' "$(awk -F'\t' '$1 == "late" { printf "%s=%s ", $2, $3 }' out)" 'no=51 yes=0 '
t_run cs-repurchase first --no-header --days 30
t_is '31 days are outside of a window of 30' "$(awk -F'\t' '$1 == "all" { print $3, $4 }' out)" '52 0'
printf 'order_no\tinsert_code\tcost\nE1\tcandy\t100\nE2\tcandy\t100\nL1\tcandy\t100\n' >inserts.tsv
cs-import inserts --preset canonical -q inserts.tsv >log 2>&1 || t_fail 'cs-import inserts' "$(cat log)"
t_run cs-repurchase first --no-header
t_is 'candy' "$(awk -F'\t' '$1 == "insert" { printf "%s=%s=%s ", $2, $3, $4 }' out)" 'no=49=17 yes=3=3 '
t_run cs-repurchase first --days 30,60
t_code 2

# What was said bears on the second purchase where it was said of the first order and before it.  The ledger
# begins on March 1.  A complained of the third order; B and C of the first one, C without naming it; D after
# the second purchase; E after the window of 90 days; F ordered before anybody wrote it down; G disputed.
export CS_DB="$T_DIR/words.db"
{
	printf 'order_no\tline_no\tordered_at\tcustomer_id\tamount\tstatus\n'
	printf '%s\t1\t2026-%s\t%s\t1000\tdelivered\n' A1 03-01 A A2 03-20 A A3 04-20 A B1 03-01 B B2 03-25 B C1 03-01 C \
	    D1 03-01 D D2 03-10 D E1 03-01 E F1 02-01 F G1 03-02 G
} >words.tsv
printf '%s,2026-%s,%s,%s,%s\n' contact_id opened_at customer_id order_no kind K1 03-01 A A1 question K2 05-01 A A3 complaint \
    K3 03-05 B B1 complaint K4 03-05 C '' complaint K5 03-12 D D1 complaint K6 07-15 E E1 complaint \
    K7 03-02 F F1 complaint | sed '1s/2026-//' >words.csv
cs-import orders --preset canonical -q words.tsv >log 2>&1 && cs-import contacts -q words.csv >log 2>&1 || t_fail 'cs-import' "$(cat log)"
cs-dispute open G1 --case g --kind late -q --as-of 2026-03-06 >log 2>&1 || t_fail 'cs-dispute open' "$(cat log)"
t_run cs-repurchase first --no-header
t_is 'what was said of the first order, before the second one' \
	"$(awk -F'\t' '$1 == "all" || $1 == "complaint" || $1 == "contact" { printf "%s=%s=%s=%s ", $1, $2, $3, $4 }' out)" \
	'all==7=3 contact=no=4=1 contact=yes=2=2 complaint=no=3=2 complaint=yes=3=1 '
t_err 'contact, complaint: of 6 of 7 customers, whose first order is of 2026-03-01 or later'
t_run cs-repurchase first --no-header -q --as-of 2026-05-02
t_is 'of nobody yet' "$(cut -f1 out | grep -c -e contact -e complaint)" 0

# Who keeps silent.  Gaps are 10 days for A to G, whose last order is of May 1: due on May 11.
export CS_DB="$T_DIR/silent.db"
awk -v OFS='\t' 'function order(no, day, who, amount, done, status) { print no, 1, day, who, amount, status, done, "010-1234-" 5000 + ++n }
BEGIN { print "order_no", "line_no", "ordered_at", "customer_id", "amount", "status", "delivered_at", "phone"
	split("A B C D E F G", who, " ")
	for (i = 1; i <= 7; i++) order(who[i] "1", "2026-04-21", who[i], 1000, "2026-04-22", "delivered")
	order("A2", "2026-05-01", "A", 9000, "2026-05-12", "delivered")
	order("B2", "2026-05-01", "B", 8000, "2026-05-08", "delivered")
	order("C2", "2026-05-01", "C", 7000, "2026-05-02", "returned")
	order("D2", "2026-05-01", "D", 6000, "2026-05-02", "delivered")
	order("E2", "2026-05-01", "E", 5000, "2026-05-12", "delivered")
	order("F2", "2026-05-01", "F", 4000, "2026-05-12", "delivered")
	order("F3", "2026-05-20", "F", 4000, "2026-05-21", "delivered")
	order("G2", "2026-05-01", "G", 3000, "", "paid")
	order("H1", "2026-05-10", "H", 500, "2026-05-30", "delivered") }' >silent.tsv
cs-import orders --preset canonical -q silent.tsv >log 2>&1 || t_fail 'cs-import orders' "$(cat log)"
printf 'return_id\torder_no\tline_no\tkind\tfault\trequested_at\tseverity\nr1\tD2\t1\texchange\tshop\t2026-05-03\t2\nr2\tE2\t1\treturn\tcourier\t2026-05-14\t5\nr3\tG2\t1\tcancel\tshop\t2026-05-14\t\n' >returns.tsv
cs-import returns --preset canonical -q returns.tsv >log 2>&1 || t_fail 'cs-import returns' "$(cat log)"
# A late; B in 7 days is not; C sent it back; D got a defect; E said how upset he was; F bought again in time;
# G's order was given up by the shop; H bought once, and the shop's rhythm is 10 days too.
t_run cs-repurchase silent --as-of 2026-05-25 --no-header
t_code 0
cat >expected <<'END'
A	late	A2	2026-05-01	2	10000	2026-05-11	14	own
D	defect	D2	2026-05-01	2	7000	2026-05-11	14	own
G	cancelled	G2	2026-05-01	2	4000	2026-05-11	14	own
C	return	C2	2026-05-01	2	1000	2026-05-11	14	own
END
t_same 'silent' expected out
t_run cs-repurchase silent --as-of 2026-06-30 --no-header
t_is 'who bought once' "$(grep '^H' out | tr '\t' ' ')" 'H late H1 2026-05-10 1 500 2026-05-20 41 shop'
t_run cs-repurchase silent --late 6 --as-of 2026-05-25 --no-header
t_is 'seven days, where six are asked' "$(cut -f1 out | tr '\n' ' ')" 'A B D G C '
t_run cs-repurchase silent --late 6 --as-of 2026-05-11 --no-header
t_is 'on the day itself it is too early' "$(cat out)" ''
t_run cs-repurchase silent --as-of 2026-05-25 --reveal
t_is 'whom to call' "$(awk -F'\t' '$1 == "A" { print $11 }' out)" '010-1234-5008'
t_run cs-repurchase silent --as-of 2026-05-25
t_is 'not without --reveal' "$(grep -c 010 out)" 0
cs-dispute open A2 --case a --kind late -q >log 2>&1 || t_fail 'cs-dispute open' "$(cat log)"
t_run cs-repurchase silent --as-of 2026-12-31 --no-header
t_is 'A complained' "$(grep -c '^A' out)" 0
sqlite3 "$CS_DB" "INSERT INTO contact_import (code, opened_at, customer, kind, stamp, first_batch, last_batch)
	VALUES ('K1', 1777680000, 'C', 1, 0, 1, 1), ('K2', 1777680000, 'D', 0, 0, 1, 1), ('K3', 1767225600, 'G', 1, 0, 1, 1)"
t_run cs-repurchase silent --as-of 2026-05-25 --no-header
t_is 'C complained on May 2, D asked something, G complained long before, A will in June' "$(cut -f1 out | tr '\n' ' ')" 'A D G '
t_run cs-repurchase silent some.tsv
t_code 2
t_done
