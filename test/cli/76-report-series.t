# Control charts fed from the store, against counts that the sqlite3 shell
# makes of the public views, and phases from the shop's own list of
# improvements.  An invented shop of forty weeks from a Monday on, whose
# complaints about the courier halve in week 25 (2026-06-15).
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-10-12

# Park and Miller's minimal standard generator: exact in any awk.
awk '
function rnd(n) { seed = seed * 16807 % 2147483647; return seed % n }
function day(n) { return sprintf("2026-%02d-%02d", m[n], d[n]) }
BEGIN {
	seed = 1973; OFS = "\t"
	split("31 28 31 30 31 30 31 31 30 31 30 31", len, " ")
	for (i = 1; i <= 12; i++) for (j = 1; j <= len[i]; j++) { all++; m[all] = i; d[all] = j }
	print "order_no", "line_no", "ordered_at", "customer_id", "product_id", "amount", "status", "delivered_at" > "orders.tsv"
	print "return_id", "order_no", "kind", "reason", "requested_at" > "returns.tsv"
	print "contact_id", "opened_at", "order_no", "kind", "cause", "state" > "contacts.tsv"
	print "K" ++c, day(5) "T09:00:00", "A1", "question", "delivery.where", "closed" > "contacts.tsv"
	for (n = 5; n < 285; n++) for (k = 0; k < 5; k++) {
		o++
		for (l = 1; l <= 1 + rnd(2); l++)
			print "A" o, l, day(n) "T10:00:00", "C" rnd(400), "P" rnd(5), 10000, rnd(40) == 0 ? "cancelled" : "delivered", day(n + 1 + rnd(7)) "T12:00:00" > "orders.tsv"
		if (rnd(100) < 9) print "R" o, "A" o, rnd(9) ? "return" : "cancel", rnd(3) ? "변심" : "불량", day(n + 3 + rnd(4)) "T09:00:00" > "returns.tsv"
		if (rnd(100) < (n < 166 ? 20 : 6))
			print "K" ++c, day(n + rnd(5)) "T11:00:00", "A" o, "complaint", rnd(4) ? "delivery.late.courier" : "goods.defect", "resolved" > "contacts.tsv"
		if (rnd(100) < 5) print "K" ++c, day(n + rnd(5)) "T11:00:00", "A" o, "question", "delivery.where", rnd(8) ? "closed" : "spam" > "contacts.tsv"
	}
}'
for kind in orders returns contacts; do cs-import "$kind" "$kind.tsv" >/dev/null || exit 4; done
shell() { sqlite3 -readonly -separator '|' "$CS_DB" "$1"; }
chart() { cs-report chart "$@" -f tsv; }
column() { # NAME...: these columns of a TSV with a header
	awk -F '\t' -v names="$*" 'NR == 1 { n = split(names, want, " "); for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ line = $at[want[1]]; for (i = 2; i <= n; i++) line = line "|" $at[want[i]]; print line }'
}
span='--range 2026-01-05..2026-10-11'
# The Monday of a day; weeks of ISO 8601 begin there.
monday="date(day, '-' || ((strftime('%w', day) + 6) % 7) || ' days')"

# Complaints as they came, for each order placed in the week.
chart u --of complaints --per week $span | column period cases size >got
shell "WITH d AS (SELECT date(ordered_at) AS day, count(DISTINCT order_no) AS orders, 0 AS said FROM v_orders GROUP BY 1
	UNION ALL SELECT date(opened_at), 0, count(*) FROM v_contacts WHERE kind = 'complaint' GROUP BY 1)
	SELECT sum(said), sum(orders) FROM d WHERE day BETWEEN '2026-01-05' AND '2026-10-11' GROUP BY $monday ORDER BY $monday" >want
cut -d '|' -f 2- got >got.counts
t_same 'u chart of complaints: both counts by week' want got.counts
t_is 'weeks have the names of ISO 8601' "$(sed -n '1p;$p' got | cut -d '|' -f 1 | tr '\n' ' ')" '2026-W02 2026-W41 '
chart u --of complaints --per month --cause delivery --range 2026-02-01..2026-09-30 | column period cases >got
shell "SELECT substr(opened_at, 1, 7), count(*) FROM v_contacts WHERE kind = 'complaint' AND cause LIKE 'delivery.%'
	AND date(opened_at) BETWEEN '2026-02-01' AND '2026-09-30' GROUP BY 1 ORDER BY 1" >want
t_same 'of one cause and those below it' want got

# Shares: of the orders placed in the week, those with one, whenever it came.
chart p --of complaints --range 2026-01-05..2026-09-20 | column cases size >got
shell "WITH o AS (SELECT DISTINCT order_no, date(ordered_at) AS day FROM v_orders WHERE status <> 'cancelled')
	SELECT sum(EXISTS (SELECT 1 FROM v_contacts AS c WHERE c.order_no = o.order_no AND c.kind = 'complaint')), count(*)
	FROM o WHERE day BETWEEN '2026-01-05' AND '2026-09-20' GROUP BY $monday ORDER BY $monday" >want
t_same 'p chart of complaints: orders with one' want got
chart p --of returns --range 2026-01-05..2026-09-20 | column cases size >got
shell "WITH l AS (SELECT order_no, date(ordered_at) AS day FROM v_orders WHERE status <> 'cancelled')
	SELECT sum(EXISTS (SELECT 1 FROM v_returns AS r WHERE r.order_no = l.order_no AND r.kind <> 'cancel')), count(*)
	FROM l WHERE day BETWEEN '2026-01-05' AND '2026-09-20' GROUP BY $monday ORDER BY $monday" >want
t_same 'p chart of returns: lines that came back' want got
t_is 'which are those of the report on returns' "$(awk -F '|' '{ x += $1; n += $2 } END { print x "|" n }' got)" \
    "$(cs-report returns --range 2026-01-05..2026-09-20 -f tsv | column lines returned | awk -F '|' '{ x += $2; n += $1 } END { print x "|" n }')"
t_run cs-report chart p --of returns $span -f text
t_out 'Orders of the last 14 days are left out'
t_is 'the youngest orders are left out' "$(chart p --of returns $span --per day | column size | awk '{ n += $1 } END { print n }')" \
    "$(shell "SELECT count(*) FROM v_orders WHERE status <> 'cancelled' AND date(ordered_at) <= '2026-09-28'")"
# Three weekdays after the order; the holidays of the time are the toolkit's own, and left out of the range.
chart p --of late --range 2026-03-09..2026-04-19 | column cases size >got
shell "WITH o AS (SELECT order_no, date(min(ordered_at)) AS day, date(max(delivered_at)) AS there FROM v_orders
		WHERE status <> 'cancelled' GROUP BY order_no)
	SELECT sum(there > date(day, (CASE strftime('%w', day) WHEN '0' THEN 3 WHEN '1' THEN 3 WHEN '2' THEN 3 WHEN '6' THEN 4 ELSE 5 END) || ' days')),
		count(*) FROM o WHERE day BETWEEN '2026-03-09' AND '2026-04-19' GROUP BY $monday ORDER BY $monday" >want
t_same 'p chart of late orders' want got

# Rare ones: how many orders lie between two with a return.
chart g --of returns --range 2026-01-05..2026-09-20 | column period cases | grep -v '|$' >got
shell "WITH o AS (SELECT order_no, min(date(ordered_at)) AS day, CAST(substr(order_no, 2) AS INTEGER) AS id FROM v_orders
		WHERE status <> 'cancelled' GROUP BY order_no),
	n AS (SELECT *, row_number() OVER (ORDER BY day, id) AS at FROM o WHERE day BETWEEN '2026-01-05' AND '2026-09-20'),
	hit AS (SELECT * FROM n WHERE EXISTS (SELECT 1 FROM v_returns AS r WHERE r.order_no = n.order_no AND r.kind <> 'cancel'))
	SELECT day, at - before - 1 FROM (SELECT day, at, lag(at) OVER (ORDER BY at) AS before FROM hit) WHERE before IS NOT NULL ORDER BY at" >want
t_same 'g chart: orders between two' want got

# A run of numbers: only whole periods are compared.
chart run --of orders --per month --range 2026-01-05..2026-10-11 | column period cases >got
shell "SELECT substr(ordered_at, 1, 7), count(DISTINCT order_no) FROM v_orders WHERE date(ordered_at) BETWEEN '2026-02-01' AND '2026-09-30'
	GROUP BY 1 ORDER BY 1" >want
t_same 'run chart of orders, without the months that are no whole ones' want got
for of in sales repeats contacts; do
	t_run cs-report chart run --of $of $span -f tsv
	t_code 0
	t_is "$of: forty weeks" "$(sed 1d out | wc -l)" 40
done
t_run cs-report chart run --of returns $span -f text
t_out 'Periods of which not every day is known are left out'
t_out '2026-W03'
if grep -q 2026-W02 out; then t_fail 'before the first return nothing is known'; else t_ok 'before the first return nothing is known'; fi
chart pareto --of complaints $span | column cause cases >got
shell "SELECT cause, count(*) FROM v_contacts WHERE kind = 'complaint' AND date(opened_at) BETWEEN '2026-01-05' AND '2026-10-11'
	GROUP BY 1 ORDER BY 2 DESC" >want
t_same 'pareto of complaints by cause' want got
chart pareto --of returns $span | column cause cases >got
shell "SELECT reason, count(*) FROM v_returns WHERE kind <> 'cancel' AND date(requested_at) BETWEEN '2026-01-05' AND '2026-10-11'
	GROUP BY 1 ORDER BY 2 DESC" >want
t_same 'and of returns by reason' want got

# What the shop changed, written down: the chart begins a new phase there.
mkdir -p .config/cs
printf 'date\tabout\twhat\n# the courier\n2026-06-15\tdelivery.late\t택배사를 바꿈\n2026-08-03\treturns\t상세 사진\n' >.config/cs/improvements.tsv
t_run cs-report chart u --of complaints --cause delivery $span -f tsv
t_is 'two phases, from the week on' "$(column period phase <out | awk -F '|' '$2 != before { printf "%s %s,", $1, $2; before = $2 }')" \
    '2026-W02 1,2026-W25 2,'
t_run cs-report chart u --of complaints --cause delivery $span -f text
t_out '2026-W25.*택배사를 바꿈'
# The two rates from the shell, their ratio by the normal approximation of its logarithm, which the
# exact limits must be near to.
shell "SELECT count(*), (SELECT count(DISTINCT order_no) FROM v_orders WHERE date(ordered_at) < '2026-06-15') FROM v_contacts
	WHERE kind = 'complaint' AND cause LIKE 'delivery.%' AND date(opened_at) BETWEEN '2026-01-05' AND '2026-06-14'
	UNION ALL SELECT count(*), (SELECT count(DISTINCT order_no) FROM v_orders WHERE date(ordered_at) >= '2026-06-15') FROM v_contacts
	WHERE kind = 'complaint' AND cause LIKE 'delivery.%' AND date(opened_at) BETWEEN '2026-06-15' AND '2026-10-11'" >rates
cs-report chart u --of complaints --cause delivery $span -f tsv --table all |
	awk -F '\t' '$3 == "change_2" { print $6, $10, $11, $15 }' >got
t_is 'what the change did, as a ratio' "$(cut -d ' ' -f 1 got)" \
    "$(awk -F '|' 'NR == 1 { r = $1 / $2; next } { printf "%.2f", $1 / $2 / r }' rates)"
t_is 'with limits near those of the logarithm' "$(awk -F '|' 'NR == 1 { c = $1; r = $1 / $2; next }
	{ f = exp(1.959964 * sqrt(1 / c + 1 / $1)); v = $1 / $2 / r; getline <"got"; split($0, g, " ")
	  print (g[2] - v / f < 0.04 && v / f - g[2] < 0.04 && g[3] - v * f < 0.04 && v * f - g[3] < 0.04) ? "near" : "far " $0 }' rates)" near
t_run cs-report chart u --of complaints --cause delivery $span -f text
t_out 'fewer'
t_run cs-report chart u --of complaints --cause goods $span -f tsv
t_is 'a cause that nothing was done about has one phase' "$(column phase <out | sort -u)" 1
t_run cs-report chart p --of returns --range 2026-01-05..2026-09-20 -f tsv
t_is 'the returns have their own' "$(column period phase <out | awk -F '|' '$2 == 2 { print $1; exit }')" 2026-W32
t_run cs-report chart p --of returns --range 2026-01-05..2026-09-20 -f tsv --table all
t_out 'too early to tell: 7 of 10 points'
t_out 'association, not proof'
t_run cs-report chart u --of returns $span -f tsv --mark 2026-03-01
t_is 'marks given beside it count, too' "$(column phase <out | sort -u | tail -n 1)" 3
printf 'date\tabout\twhat\n15.6.\tdelivery\tx\n' >.config/cs/improvements.tsv
t_run cs-report chart u --of complaints $span
t_code 3
t_err 'improvements.tsv:2: date: not a date: "15.6."'
printf 'date\tabout\twhat\n2026-06-15\tdelivery\tx\n2026-06-15\tretuns\ty\n' >.config/cs/improvements.tsv
t_run cs-report chart u --of complaints $span
t_code 3 'an improvement of a series that is misspelt'
t_err 'improvements.tsv:3: about: "retuns" is no series and no cause; did you mean returns?'
printf 'date\tabout\twhat\n2026-06-15\tdelivery.lat\ty\n' >.config/cs/improvements.tsv
t_run cs-report chart u --of complaints $span
t_code 3
t_err 'did you mean delivery.late'
printf 'date\tabout\twhat\n2026-06-15\t포장\ty\n' >.config/cs/improvements.tsv
t_run cs-report chart u --of complaints $span
t_code 3
t_err 'improvements.tsv:2: about: "포장" is no series and no cause; cs-consult causes --list'
rm .config/cs/improvements.tsv

# What cannot be is refused.
t_run cs-report chart p --of sales
t_code 2
t_err 'sales'
t_run cs-report chart p --of returns orders.tsv
t_code 2
t_run cs-report chart u --of complaints --cause nonsense
t_code 2
t_err 'no such cause'
t_run cs-report chart u --of returns --cause delivery
t_code 2
t_run cs-report chart p --per week orders.tsv
t_code 2
t_run cs-report chart p --of complaints -d nothing.db
t_code 4
t_run cs-report chart p --of complaints --range 2019-03 -f text
t_code 0

# The report on returns has the chart of its own rate, and refuses one of a few weeks.
t_run cs-report returns --range 2026-07-01..2026-09-27 -f tsv --table rate_by_week
t_is 'the weeks of half a year before are in it' "$(sed 1d out | wc -l)" 38
# Laney's sigma_z by hand: the mean step between neighbours over 1.128; above 1.2 it widens the limits.
t_is 'limits of a p chart, as wide as its weeks differ' "$(column cases size value centre high <out | awk -F '|' '
	{ x += $1; n += $2; c[NR] = $1; size[NR] = $2; high[NR] = $5 }
	END { p = x / n; for (i = 1; i <= NR; i++) { s[i] = sqrt(p * (1 - p) / size[i]); z[i] = (c[i] / size[i] - p) / s[i] }
	for (i = 2; i <= NR; i++) step += z[i] > z[i - 1] ? z[i] - z[i - 1] : z[i - 1] - z[i]
	wide = step / (NR - 1) / 1.128
	for (i = 1; i <= NR; i++) { d = p + 3 * s[i] * (wide > 1.2 ? wide : 1) - high[i]; if (d > 1e-5 || d < -1e-5) bad++ }
	printf "%.2f %d\n", wide, bad }')" '1.27 0'
cs-import -d young.db orders orders.tsv >/dev/null || exit 4
sqlite3 young.db "DELETE FROM order_line WHERE day < unixepoch('2026-08-10') / 86400; DELETE FROM orders WHERE ordered_at < unixepoch('2026-08-10')"
t_run cs-report returns -d young.db --range 2026-09-01..2026-09-30 -f text
t_out 'Too few weeks are known for a control chart'
t_done
