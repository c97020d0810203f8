# The analyses of cs-report against sums that the sqlite3 shell makes of the
# public views, on an invented shop of half a year: 6,000 orders, of which the
# late ones come back more often.  No public holiday lies within reach of a
# promised day, so that business days are weekdays here.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-10-01

# Park and Miller's minimal standard generator: exact in any awk.
awk '
function rnd(n) { seed = seed * 16807 % 2147483647; return seed % n }
function day(n) { return sprintf("2026-%02d-%02d", m[n], d[n]) }
BEGIN {
	seed = 20260302; OFS = "\t"
	split("NULL \047nonsense\047 \047other.unknown\047 \047order.cancel\047 \047return.mind\047 \047goods.wrong\047 \047goods.defect.function\047 \047delivery.late.courier\047", cause, " ")
	split("31 28 31 30 31 30 31 31 30 31 30 31", len, " ")
	for (i = 1; i <= 12; i++) for (j = 1; j <= len[i]; j++) { all++; m[all] = i; d[all] = j }
	print "order_no", "line_no", "ordered_at", "paid_at", "customer_id", "product_id", "product_name", "quantity", "unit_price", "amount", "status", "shipped_at", "delivered_at" > "orders.tsv"
	print "return_id", "order_no", "line_no", "kind", "reason", "fault", "requested_at" > "returns.tsv"
	print "order_no", "insert_code", "cost" > "inserts.tsv"
	print "product_id", "product_name", "supplier", "repeat_class" > "products.tsv"
	for (p = 1; p <= 12; p++) print "P" p, "상품 " p, (p > 10 ? "" : "S" p % 3), (p % 3 == 0 ? "" : p % 3 == 1 ? "repeat" : "one_off") > "products.tsv"
	for (o = 1; o <= 6000; o++) {
		on = 62 + (o <= 3000 ? rnd(53) : rnd(200)); paid = on + (rnd(10) == 0)
		customer = rnd(20) == 0 ? "" : "C" rnd(700)
		wait = 1 + rnd(4) + (rnd(4) == 0 ? rnd(9) : 0)
		there = rnd(25) == 0 ? "" : day(paid + wait) "T15:00:00"
		fate = rnd(100); lines = 1 + rnd(3); back = 0
		for (l = 1; l <= lines; l++) {
			p = 1 + rnd(12)
			status = fate < 4 ? "cancelled" : fate < 6 ? "returned" : fate == 6 ? "exchanged" : there == "" ? "shipped" : "delivered"
			print "A" o, l, day(on) "T10:00:00", day(paid) "T11:00:00", customer, "P" p, "상품 " p, 1, 10000 * p, 10000 * p, status, day(paid) "T18:00:00", there > "orders.tsv"
			if (fate >= 4 && rnd(100) < 3 + 2 * wait + (p == 7 ? 20 : 0)) {
				r++; back = 1; f = rnd(4)
				print "R" r, "A" o, (rnd(8) == 0 ? "" : l), (rnd(6) ? "return" : rnd(2) ? "exchange" : ""), (rnd(5) == 0 ? "" : f == 0 ? "변심" : f == 1 ? "불량" : "늦음"), (f == 0 ? "customer" : f == 1 ? "shop" : f == 2 ? "courier" : ""), day(paid + wait + rnd(10)) "T09:00:00" > "returns.tsv"
			}
		}
		if (o > 500 && rnd(3) == 0) print "A" o, "card", 300 > "inserts.tsv"
		if (o > 500 && rnd(9) == 0) print "A" o, "candy", "" > "inserts.tsv"
		for (c = rnd(5) == 0 ? 1 + rnd(3) : 0; c > 0; c--) {
			at = on + rnd(20); k = rnd(3)
			printf "INSERT INTO contact_import (code, opened_at, order_no, customer, kind, severity, cause, state, resolution_min, stamp, first_batch, last_batch) VALUES (\047K%d\047, unixepoch(\047%s 12:00\047), \047A%d\047, %s, %d, %d, %s, %d, %s, 0, 1, 1);\n", ++contacts, day(at), o, customer == "" ? "NULL" : "\047" customer "\047", k, 1 + rnd(3), cause[1 + rnd(8)], rnd(30) == 0 ? 8 : 6, rnd(6) == 0 ? "NULL" : rnd(6000) > "contacts.sql"
		}
	}
}'
for kind in products orders returns inserts; do cs-import "$kind" "$kind.tsv" >/dev/null || exit 4; done
{ echo 'BEGIN;'; cat contacts.sql; echo 'COMMIT;'; } | sqlite3 "$CS_DB" || exit 4

# What the shell makes of it.  Orders are told apart by their number.
cat >facts.sql <<'SQL'
CREATE TEMP TABLE line AS SELECT *, date(ordered_at) AS day FROM v_orders WHERE status <> 'cancelled';
CREATE TEMP TABLE sent_back AS SELECT order_no, line_no, date(requested_at) AS day, reason, fault, return_id
	FROM v_returns WHERE coalesce(kind, 'return') <> 'cancel';
CREATE TEMP TABLE told AS SELECT l.order_no, l.line_no, l.day, l.product_id, l.status,
	(SELECT count(*) FROM sent_back AS r WHERE r.order_no = l.order_no AND (r.line_no IS NULL OR r.line_no = l.line_no)) AS said
	FROM line AS l;
CREATE TEMP TABLE talk AS SELECT code, order_no, customer, kind, severity, cause, opened_at,
	opened_at + coalesce(resolution_min, 0) * 60 AS closed_at, date(opened_at, 'unixepoch') AS day,
	date(opened_at + resolution_min * 60, 'unixepoch') AS solved FROM contact_import WHERE state <> 8;
CREATE TEMP TABLE fact AS SELECT l.order_no, l.customer_id, l.day, date(min(l.paid_at)) AS paid,
	CASE WHEN count(l.delivered_at) = count(*) THEN date(max(l.delivered_at)) END AS there,
	max(l.status IN ('returned', 'exchanged')) OR EXISTS (SELECT 1 FROM sent_back AS r WHERE r.order_no = l.order_no) AS back
	FROM line AS l GROUP BY l.order_no;
CREATE INDEX temp.fact_order ON fact (order_no);
CREATE INDEX temp.talk_order ON talk (order_no);
CREATE TEMP TABLE bought AS SELECT DISTINCT l.customer_id, l.day FROM line AS l
	WHERE l.customer_id IS NOT NULL AND l.status <> 'returned' AND NOT EXISTS (SELECT 1 FROM told AS t
		JOIN sent_back AS r ON r.order_no = t.order_no AND r.line_no = t.line_no
		JOIN returns AS c ON c.return_id = r.return_id AND c.closed = 1
		WHERE t.order_no = l.order_no AND t.line_no = l.line_no AND coalesce(c.kind, 0) <> 1);
CREATE INDEX temp.bought_customer ON bought (customer_id, day);
CREATE TEMP TABLE book AS SELECT f.*,
	(SELECT min(b.day) FROM bought AS b WHERE b.customer_id = f.customer_id AND b.day > f.day) AS next,
	(SELECT count(*) FROM bought AS b WHERE b.customer_id = f.customer_id AND b.day < f.day) AS prior,
	(SELECT count(*) FROM talk AS t WHERE t.order_no = f.order_no) AS contacts,
	(SELECT count(*) FROM talk AS t WHERE t.order_no = f.order_no AND t.day <= f.there) AS asked,
	(SELECT min(t.day) FROM talk AS t WHERE t.order_no = f.order_no AND t.kind = 1) AS complained,
	-- Three weekdays after the payment.
	date(f.paid, (CASE strftime('%w', f.paid) WHEN '0' THEN 3 WHEN '1' THEN 3 WHEN '2' THEN 3 WHEN '6' THEN 4 ELSE 5 END) || ' days') AS promised
	FROM fact AS f;
CREATE TEMP VIEW period AS SELECT * FROM book WHERE day BETWEEN '2026-03-03' AND '2026-04-24';
SQL
shell() { sqlite3 -readonly -init facts.sql "$CS_DB" "$1" 2>/dev/null; }
report() { cs-report "$@" --range 2026-03-03..2026-04-24 --format tsv; }
column() { # NAME...: these columns of a TSV with a header
	awk -F '\t' -v names="$*" 'NR == 1 { n = split(names, want, " "); for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ line = $at[want[1]]; for (i = 2; i <= n; i++) line = line "|" $at[want[i]]; print line }'
}
figure() { # REPORT ID COLUMN...: of the long form
	name=$1 id=$2
	shift 2
	report "$name" --table all | awk -F '\t' -v id="$id" 'NR == 1 || ($2 == "figure" && $3 == id)' | column "$@"
}

# Returns.
report returns >got.tsv
column product_id lines returned <got.tsv | sort >got
shell "SELECT product_id, count(*), sum(said > 0 OR status IN ('returned', 'exchanged')) FROM told
	WHERE day BETWEEN '2026-03-03' AND '2026-04-24' GROUP BY product_id" | sort >want
t_same 'lines and returned lines by product' want got
t_is 'the product that fails stands out, and comes first' "$(column product_id verdict <got.tsv | head -n 1)" 'P7|above'
awk -F '|' '{ c[NR] = $1; n[NR] = $2; x[NR] = $3; all += $2; back += $3 }
	END { for (i = 1; i <= NR; i++) print c[i] "|" x[i] "|" n[i] "|" back - x[i] "|" all - n[i] }' want | perl "$DATA/verdicts.pl" 30 >want.verdict
column product_id verdict <got.tsv | sort | sed 's/usual/none/; s/above/more/; s/below/fewer/' >got
t_same 'each product against the rest, all at once' want.verdict got
report returns --table by_supplier | column supplier lines returned | sort >got
shell "SELECT coalesce(p.supplier, ''), count(*), sum(said > 0 OR status IN ('returned', 'exchanged')) FROM told
	JOIN v_products AS p USING (product_id) WHERE day BETWEEN '2026-03-03' AND '2026-04-24' GROUP BY 1" | sort >want
t_same 'and by supplier' want got
report returns --table by_reason | column reason returned | awk -F '|' '{ n[$1] += $2 } END { for (r in n) print r "|" n[r] }' | sort >got
shell "SELECT CASE WHEN said = 0 THEN '' ELSE coalesce((SELECT r.reason FROM sent_back AS r WHERE r.order_no = t.order_no
		AND (r.line_no IS NULL OR r.line_no = t.line_no) ORDER BY r.day, CAST(substr(r.return_id, 2) AS INTEGER) LIMIT 1), '') END, count(*)
	FROM told AS t WHERE (said > 0 OR status IN ('returned', 'exchanged')) AND day BETWEEN '2026-03-03' AND '2026-04-24'
	GROUP BY 1" | sort >want
t_same 'and by reason' want got
cs-report returns --range 2026-03-03..2026-04-24 --format tsv --list returned_lines >list
t_is 'the list has as many rows as the figure says' "$(($(wc -l <list) - 1))" "$(figure returns returned_lines value)"
t_is 'which is what the shell counts' "$(figure returns returned_lines value)" \
    "$(shell "SELECT count(*) FROM told WHERE (said > 0 OR status IN ('returned', 'exchanged')) AND day BETWEEN '2026-03-03' AND '2026-04-24'")"
report returns --table by_delay | column late orders returned >got
shell "SELECT CASE WHEN late <= 0 THEN 'in time' WHEN late = 1 THEN '1 day late' WHEN late <= 3 THEN '2-3 days late'
		WHEN late <= 7 THEN '4-7 days late' ELSE '8 or more days late' END, count(*), sum(back)
	FROM (SELECT julianday(there) - julianday(promised) AS late, back FROM period WHERE there IS NOT NULL)
	GROUP BY 1 ORDER BY min(late)" >want
t_same 'returned orders by delay' want got
report returns --table by_delay | column late odds_ratio odds_low odds_high | sed 1d | cut -d '|' -f 2- | tr '|' '\n' >got
awk -F '|' 'NR == 1 { c = $3; d = $2 - $3; next }
	{ a = $3; b = $2 - $3; odds = a * d / (b * c); se = sqrt(1 / a + 1 / b + 1 / c + 1 / d)
	  printf "%.2f\n%.2f\n%.2f\n", odds, odds / exp(1.959964 * se), odds * exp(1.959964 * se) }' want >want.odds
t_same 'their odds, by the formula' want.odds got
report returns --table by_contacts | column orders returned >got
shell "SELECT count(*), sum(back) FROM period WHERE there IS NOT NULL GROUP BY min(asked, 3) ORDER BY min(asked, 3)" >want
t_same 'returned orders by contacts before receipt' want got

report returns --table by_first | column class order orders returned contacted complained | sort >got
shell "SELECT CASE (SELECT p.repeat_class FROM line AS l JOIN product AS p ON p.code = l.product_id WHERE l.order_no = b.order_no ORDER BY p.id LIMIT 1)
		WHEN 0 THEN 'repeat' WHEN 1 THEN 'one_off' ELSE 'unknown' END, CASE WHEN prior = 0 THEN 'first order' ELSE 'later order' END,
	count(*), sum(back), sum(contacts > 0), sum(complained IS NOT NULL)
	FROM period AS b WHERE customer_id IS NOT NULL GROUP BY 1, 2" | sort >want
t_same 'first and later orders by class of goods' want got

# Waiting.
report waiting | column waiting orders late contacted returned followed repurchased >got
shell "SELECT CASE WHEN w <= 1 THEN '0-1 days' WHEN w <= 3 THEN w || ' days' WHEN w <= 5 THEN '4-5 days' WHEN w <= 7 THEN '6-7 days'
		WHEN w <= 14 THEN '8-14 days' ELSE '15 or more days' END, count(*), sum(there > promised), sum(asked > 0), sum(back),
		sum(seen), sum(seen AND coalesce(next <= date(there, '90 days'), 0))
	FROM (SELECT *, CAST(julianday(there) - julianday(paid) AS INTEGER) AS w,
			customer_id IS NOT NULL AND coalesce(next > there, 1) AND date(there, '90 days') <= '2026-10-01' AS seen
		FROM period WHERE there IS NOT NULL)
	GROUP BY 1 ORDER BY min(w)" >want
t_same 'orders by days waited' want got
cs-report waiting --range 2026-03-03..2026-04-24 --format tsv --list late_orders | column order_no promised_on delivered_on | sort >got
shell "SELECT order_no, promised, there FROM period WHERE there > promised" | sort >want
t_same 'the late orders one by one' want got
cs-report waiting --range 2026-03-03..2026-04-24 --format tsv --list overdue_orders | column order_no | sort >got
shell "SELECT order_no FROM period AS f WHERE there IS NULL AND EXISTS (SELECT 1 FROM line AS l WHERE l.order_no = f.order_no
	AND l.status <> 'returned')" | sort >want
t_same 'the orders past their day' want got

# Where the export does not say when an order was paid, its waiting begins with the order, and that is told.
printf 'order_no\tordered_at\tpaid_at\tcustomer_id\tamount\tstatus\tdelivered_at\n%s\n%s\n' \
    'U1	2026-03-02T10:00:00		u1	1000	delivered	2026-03-12T10:00:00' \
    'U2	2026-03-02T10:00:00	2026-03-03T10:00:00	u2	1000	delivered	2026-03-12T10:00:00' >unpaid.tsv
cs-import orders unpaid.tsv -q -d unpaid.db -o /dev/null
t_run cs-report waiting --range 2026-03-01..2026-03-31 -d unpaid.db -f text --width 0
t_out 'Of 1 of 2 orders no day of payment is known'
t_is 'an unknown day of payment' "$(cs-report waiting --range 2026-03-01..2026-03-31 -d unpaid.db -q --list late_orders | cut -f1,4 | tail -n +2 | tr '\t\n' ' ,')" \
    'U1 ,U2 2026-03-03,'

# Inserts: against orders without any, between the first and the last day of use.
report inserts --table by_insert | column insert_code outcome with with_outcome without without_outcome | sort >got
for code in card candy; do
	for outcome in 'returned back' 'complained complained IS NOT NULL' 'contacted contacts > 0'; do
		shell "WITH used AS (SELECT p.* FROM period AS p JOIN v_inserts AS i USING (order_no) WHERE i.insert_code = '$code'),
			other AS (SELECT * FROM period WHERE order_no NOT IN (SELECT order_no FROM v_inserts)
				AND day BETWEEN (SELECT min(day) FROM used) AND (SELECT max(day) FROM used))
			SELECT '$code', '${outcome%% *}', (SELECT count(*) FROM used), (SELECT sum(${outcome#* }) FROM used), count(*), sum(${outcome#* }) FROM other"
	done
	shell "WITH seen AS (SELECT * FROM period WHERE customer_id IS NOT NULL AND date(day, '90 days') <= '2026-10-01'),
		used AS (SELECT p.* FROM period AS p JOIN v_inserts AS i USING (order_no) WHERE i.insert_code = '$code'),
		other AS (SELECT * FROM seen WHERE order_no NOT IN (SELECT order_no FROM v_inserts)
			AND day BETWEEN (SELECT min(day) FROM used) AND (SELECT max(day) FROM used))
		SELECT '$code', 'repurchased', (SELECT count(*) FROM used JOIN seen USING (order_no)),
			(SELECT sum(coalesce(s.next <= date(s.day, '90 days'), 0)) FROM used JOIN seen AS s USING (order_no)),
			count(*), sum(coalesce(next <= date(day, '90 days'), 0)) FROM other"
done | sort >want
grep -v 'minor complaint' got >got.rest
t_same 'orders with and without an insert' want got.rest
report inserts --table by_insert | column insert_code outcome with_outcome with without_outcome without | sed 's/|/ /' |
	perl "$DATA/verdicts.pl" 0 1 | sed 's/ /|/; s/more$/association, not proof/; s/fewer$/association, not proof/' >want
report inserts --table by_insert | column insert_code outcome difference diff_low diff_high verdict |
	sed 's/not shown/none/' >got
t_same 'their differences with the limits of Newcombe, and which of them are more than chance' want got
t_is 'the inserts one by one' "$(cs-report inserts --range 2026-03-03..2026-04-24 --format tsv --list inserts | sed 1d | wc -l)" \
    "$(shell "SELECT count(*) FROM v_inserts JOIN period USING (order_no)")"
t_run cs-report inserts --range 2026-03-03..2026-04-24 --format text
t_out 'was not decided by lot'
t_run cs-report inserts --range 2026-03-03..2026-04-24 --format text --randomised
if grep -q 'decided by lot' out; then t_fail 'the owner says that it was decided by lot'; else t_ok 'the owner says that it was decided by lot'; fi

# Trust: the clock starts 14 days after receipt, and who bought before it is out.
report trust --table strata | column exposure prior class with with_repurchased without without_repurchased | grep '^complaint' | sort >got
shell "WITH s AS (SELECT b.*, date(there, '14 days') AS start,
			(SELECT min(p.id) FROM line AS l JOIN product AS p ON p.code = l.product_id WHERE l.order_no = b.order_no) AS product
		FROM period AS b WHERE there IS NOT NULL AND customer_id IS NOT NULL),
	e AS (SELECT *, coalesce(complained <= start, 0) AS hit, coalesce(next <= date(start, '90 days'), 0) AS again FROM s
		WHERE coalesce(next > start, 1) AND date(start, '90 days') <= '2026-10-01')
	SELECT 'complaint', CASE min(prior, 2) WHEN 0 THEN 'first order' WHEN 1 THEN 'second order' ELSE 'third or later' END,
		CASE p.repeat_class WHEN 0 THEN 'repeat' WHEN 1 THEN 'one_off' ELSE 'unknown' END,
		sum(hit), sum(hit AND again), sum(NOT hit), sum(NOT hit AND again)
	FROM e JOIN product AS p ON p.id = e.product GROUP BY 2, 3" | sort >want
t_same 'strata of orders with and without a complaint' want got
awk -F '|' '{ n = $4 + $6; if ($4 == 0 || $6 == 0) next
	up += $5 * $6 / n; down += $7 * $4 / n; spread += ($4 * $6 * ($5 + $7) - $5 * $7 * n) / (n * n) }
	END { r = up / down; f = exp(1.959964 * sqrt(spread / (up * down))); printf "%.2f|%.2f|%.2f\n", r, r / f, r * f }' want >want.ratio
t_is 'their Mantel-Haenszel ratio, by the formula' "$(figure trust complaint_repurchase_ratio value low high)" "$(cat want.ratio)"
t_is 'the orders with a complaint one by one' "$(cs-report trust --range 2026-03-03..2026-04-24 --format tsv --list complaint_orders | sed 1d | wc -l)" \
    "$(awk -F '|' '{ n += $4 } END { print n }' want)"
t_run cs-report trust --range 2026-03-03..2026-04-24 --format text
t_out 'Association, not proof'

# The curve: a life table, day by day, in the shell.
report trust --table survival | awk -F '\t' '$1 == "no complaint" && $4 != "" { printf "%d %d %.4f\n", $2, $3, $4 }' >got
shell "WITH s AS (SELECT *, date(there, '14 days') AS start FROM period WHERE there IS NOT NULL AND customer_id IS NOT NULL)
	SELECT CAST(julianday(coalesce(CASE WHEN next <= '2026-10-01' THEN next END, '2026-10-01')) - julianday(start) AS INTEGER) AS t,
		coalesce(next <= '2026-10-01', 0)
	FROM s WHERE coalesce(next > start, 1) AND start < '2026-10-01' AND NOT coalesce(complained <= start, 0) ORDER BY 1" |
    awk -F '|' '{ t[NR] = $1; e[NR] = $2 }
	END { split("30 60 90 120 180 270 365", at, " "); alive = 1; left = NR; i = 1
		for (day = 0; day <= t[NR]; day++) {
			met = 0; gone = 0
			while (i <= NR && t[i] == day) { met += e[i]; gone++; i++ }
			if (left) alive *= 1 - met / left
			for (k = 1; k <= 7; k++) if (at[k] == day) printf "%d %d %.4f\n", day, left, 1 - alive
			left -= gone
		} }' >want
t_same 'Kaplan and Meier, day by day' want got

# The log-rank test of the groups that are large enough, by its formula: of a day with d purchases among n orders a
# group of m should have d m / n, with variance d (m / n) (1 - m / n) (n - d) / (n - 1).  13 orders that were not
# solved are no part of it.  Labour Day and Children's Day are the holidays within reach.
shell "WITH s AS (SELECT *, date(there, '14 days') AS start FROM period WHERE there IS NOT NULL AND customer_id IS NOT NULL),
	c AS (SELECT s.*, (SELECT t.solved FROM talk AS t WHERE t.order_no = s.order_no AND t.kind = 1 ORDER BY t.day, t.solved LIMIT 1) AS solved,
		date(complained, CASE strftime('%w', complained) WHEN '5' THEN '3 days' WHEN '6' THEN '2 days' ELSE '1 day' END) AS fast
		FROM s WHERE complained <= start AND coalesce(next > start, 1))
	SELECT CASE WHEN solved IS NULL OR solved > start THEN 'none'
			WHEN solved <= CASE fast WHEN '2026-05-01' THEN '2026-05-04' WHEN '2026-05-05' THEN '2026-05-06' ELSE fast END THEN 'fast' ELSE 'late' END,
		CAST(julianday(coalesce(CASE WHEN next <= '2026-10-01' THEN next END, '2026-10-01')) - julianday(start) AS INTEGER),
		coalesce(next <= '2026-10-01', 0) FROM c WHERE start < '2026-10-01'" >want
t_is 'orders with a complaint, by how it was solved' "$(cut -d '|' -f 1 want | sort | uniq -c | awk '{ printf "%s %d ", $2, $1 }')" 'fast 40 late 33 none 13 '
awk -F '|' '$1 != "none" { g[NR] = $1; t[NR] = $2; e[NR] = $3; if ($2 > last) last = $2 }
	END { for (day = 0; day <= last; day++) {
			n = m = d = o = 0
			for (i in t) if (t[i] >= day) { n++; m += g[i] == "fast"; if (t[i] == day && e[i]) { d++; o += g[i] == "fast" } }
			if (d) { sum += o - d * m / n; if (n > 1) v += d * (m / n) * (1 - m / n) * (n - d) / (n - 1) }
		}
		z = sum < 0 ? -sum / sqrt(v) : sum / sqrt(v); h = z / 1000
		for (i = 0; i <= 1000; i++) area += (i == 0 || i == 1000 ? 1 : i % 2 ? 4 : 2) * exp(-(i * h) ^ 2 / 2)
		printf "%.4f|73|noise\n", 1 - 2 * area * h / 3 / sqrt(2 * 3.14159265358979) }' want >want.p
t_is 'the log-rank test of those that are enough' "$(figure trust solved_logrank value n verdict)" "$(cat want.p)"
t_run cs-report trust --range 2026-03-03..2026-04-24 --format text
t_out '"not solved": 13 orders are too few for a curve'
t_is 'one group alone is not compared' "$(report trust --least 35 --table all | awk -F '\t' '$3 == "solved_logrank" && $2 == "figure" { print $6 "|" $10 }')" '|'

cs-report trust --range 2026-03-03..2026-04-24 --format tsv --list second_failures | column contact_id customer_id before_on | sort >got
shell "SELECT a.code, a.customer, max(b.day) FROM talk AS a JOIN talk AS b ON b.customer = a.customer AND b.kind = 1
		AND (b.day < a.day OR (b.day = a.day AND b.code < a.code))
	WHERE a.kind = 1 AND a.day BETWEEN '2026-03-03' AND '2026-04-24' GROUP BY a.code
	HAVING julianday(a.day) - julianday(max(b.day)) <= 30" | sort >want
t_same 'failed twice within 30 days' want got

# Causes: the second level of the table; what it lacks is "other", and last.
cs-report causes --range 2026-04-01..2026-04-24 --format tsv | column cause complaints before contacts >got
shell "WITH c AS (SELECT CASE WHEN cause LIKE 'goods.defect%' THEN 'goods.defect' WHEN cause LIKE 'delivery.late%' THEN 'delivery.late'
			WHEN cause IN ('order.cancel', 'return.mind', 'goods.wrong') THEN cause ELSE 'other' END AS cause, kind,
			day BETWEEN '2026-04-01' AND '2026-04-24' AS now, day BETWEEN '2026-03-08' AND '2026-03-31' AS before FROM talk)
	SELECT cause, sum(now AND kind = 1), sum(before AND kind = 1), sum(now) FROM c GROUP BY cause
	ORDER BY cause = 'other', 2 DESC, cause" >want
t_same 'complaints by cause, now and before' want got
cs-report causes --range 2026-04-01..2026-04-24 --format tsv | column complaints before difference diff_low diff_high >got
awk -F '|' '
function wilson(x, n, sign) { z = 1.959963984540054; p = x / n
	return (p + z * z / (2 * n) + sign * z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n) }
{ x[NR] = $2; y[NR] = $3; n += $2; m += $3 }
END { for (i = 1; i <= NR; i++) { d = x[i] / n - y[i] / m
	low = d - sqrt((x[i] / n - wilson(x[i], n, -1)) ^ 2 + (wilson(y[i], m, 1) - y[i] / m) ^ 2)
	high = d + sqrt((wilson(x[i], n, 1) - x[i] / n) ^ 2 + (y[i] / m - wilson(y[i], m, -1)) ^ 2)
	printf "%d|%d|%.6f|%.6f|%.6f\n", x[i], y[i], d, low, high } }' want >want.change
t_same 'and their change with Newcombe limits' want.change got
# Verdicts of many questions at once: verdicts.pl asks the same of the shell's counts.
awk -F '|' '{ c[NR] = $1; x[NR] = $2; y[NR] = $3; n += $2; m += $3 } END { for (i = 1; i <= NR; i++) print c[i] "|" x[i] "|" n "|" y[i] "|" m }' want |
	perl "$DATA/verdicts.pl" 30 >want.verdict
cs-report causes --range 2026-04-01..2026-04-24 --format tsv | column cause verdict | sed 's/noise/none/' >got
t_same 'which of them are more than chance' want.verdict got
t_is 'without a useful cause' "$(cs-report causes --range 2026-04-01..2026-04-24 --format tsv --list uncoded | sed 1d | wc -l)" \
    "$(awk -F '|' '$1 == "other" { print $2 }' want)"

# Solved for good: nobody about the same order within a week of the closing.
report sla --list came_again | column contact_id again_id | sort >got
shell "SELECT a.code, (SELECT b.code FROM talk AS b WHERE b.customer = a.customer AND b.order_no = a.order_no
		AND b.opened_at > a.opened_at AND b.opened_at BETWEEN a.closed_at AND a.closed_at + 604800 ORDER BY b.opened_at LIMIT 1) AS again
	FROM talk AS a WHERE a.day BETWEEN '2026-03-03' AND '2026-04-24' AND a.closed_at + 604800 <= unixepoch('2026-04-25') AND again IS NOT NULL" | sort >want
t_same 'who came again' want got
t_is 'of so many' "$(figure sla came_again value n)" "$(wc -l <want | tr -d ' ')|$(shell "SELECT count(*) FROM talk
	WHERE customer IS NOT NULL AND day BETWEEN '2026-03-03' AND '2026-04-24' AND closed_at + 604800 <= unixepoch('2026-04-25')")"

# Moments of truth: an order fails once at a touchpoint.
report mot | column touchpoint exposures failures | grep -E '^(order|delivery|receipt|return)' >got
shell "SELECT 'order', (SELECT count(*) FROM period), count(DISTINCT order_no) FROM talk
		WHERE kind = 1 AND cause = 'order.cancel' AND day BETWEEN '2026-03-03' AND '2026-04-24'
	UNION ALL SELECT 'delivery', (SELECT count(*) FROM period), count(*) FROM (
		SELECT order_no FROM talk WHERE kind = 1 AND cause LIKE 'delivery%' AND day BETWEEN '2026-03-03' AND '2026-04-24'
		UNION SELECT order_no FROM period WHERE there > promised)
	UNION ALL SELECT 'receipt', (SELECT count(*) FROM period WHERE there IS NOT NULL), count(DISTINCT order_no) FROM talk
		WHERE kind = 1 AND cause LIKE 'goods%' AND day BETWEEN '2026-03-03' AND '2026-04-24'
	UNION ALL SELECT 'return', (SELECT count(*) FROM period WHERE back), count(DISTINCT order_no) FROM talk
		WHERE kind = 1 AND cause LIKE 'return%' AND day BETWEEN '2026-03-03' AND '2026-04-24'" >want
t_same 'failures at touchpoints' want got
t_is 'the orders with trouble one by one' "$(report mot --list failed_orders | sed 1d | wc -l)" "$(figure mot failed_orders value)"

# What service kept.
t_is 'orders that were to be cancelled and stand' "$(figure contribution orders_kept value n)" "$(shell "SELECT count(DISTINCT b.order_no),
	(SELECT count(DISTINCT order_no) FROM talk JOIN v_orders USING (order_no) WHERE cause = 'order.cancel' AND day BETWEEN '2026-03-03' AND '2026-04-24')
	FROM talk AS t JOIN book AS b USING (order_no)
	WHERE t.cause = 'order.cancel' AND NOT b.back AND t.day BETWEEN '2026-03-03' AND '2026-04-24'")"
t_is 'and what was paid for them' "$(report contribution --list orders_kept | column amount | awk '{ n += $1 } END { print n }')" \
    "$(figure contribution orders_kept_amount value)"

# The same number in every form: each figure as it is shown, on the page, in the text and in the mail.
for name in causes sins mot returns waiting inserts agents sla contribution iso trust; do
	report "$name" --table all | awk -F '\t' '$2 == "figure" && $7 != "" { print $7 }' | sort -u >shown
	cs-report "$name" --range 2026-03-03..2026-04-24 --format text --width 0 >text.out
	cs-report "$name" --range 2026-03-03..2026-04-24 --format html >html.out
	cs-report "$name" --range 2026-03-03..2026-04-24 --format eml --mailto cs@shop.example |
	    awk '/^Content-Transfer-Encoding: base64/ { on = 1; next } /^--/ { on = 0 } on && NF' | base64 -di 2>/dev/null >eml.out
	while IFS= read -r value; do
		for form in text html eml; do grep -qF -e "$value" "$form.out" || echo "$name $form: $value"; done
	done <shown >missing
	: >none
	t_same "$name: every figure in every form" none missing
done
t_done
