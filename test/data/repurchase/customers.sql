.read setup.sql
.headers off
-- As of 1998-06-30; segments and due days are not asked here.  The mean
-- interval is left unrounded: the shell rounds 28.3125 up, C to the even digit.
WITH x AS (
	SELECT c, min(d) AS first, max(d) AS last, count(*) AS n, sum(a) AS amount FROM p GROUP BY c
), orders AS (
	SELECT customer_id AS c, count(DISTINCT order_no) AS n FROM o GROUP BY 1
)
SELECT x.c, first, last, x.n, orders.n, printf('%.2f', amount / 100.0),
	CASE WHEN x.n > 1 THEN (julianday(last) - julianday(first)) / (x.n - 1) END,
	CAST(julianday('1998-06-30') - julianday(last) AS INTEGER),
	ntile(5) OVER (ORDER BY last, x.c), ntile(5) OVER (ORDER BY x.n, x.c), ntile(5) OVER (ORDER BY amount, x.c)
FROM x JOIN orders USING (c) ORDER BY amount DESC, x.c;
