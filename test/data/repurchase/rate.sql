.read setup.sql
.headers off
WITH buyer AS (
	SELECT m, c, count(*) AS n, max(k) AS upto, min(f) AS f FROM r GROUP BY m, c
), head AS (
	SELECT m, count(*) AS customers, sum(substr(f, 1, 7) = m) AS new, sum(n >= 2) AS twice,
		sum(upto >= 2) AS ever
	FROM buyer GROUP BY m
), body AS (
	SELECT m, count(*) AS purchases, sum(k >= 2) AS repeats, sum(a) AS revenue,
		sum(CASE WHEN k >= 2 THEN a ELSE 0 END) AS again
	FROM r GROUP BY m
)
SELECT m, customers, new, customers - new, twice, ever, purchases, repeats,
	printf('%.2f', revenue / 100.0), printf('%.2f', again / 100.0),
	printf('%.6f', 1.0 * twice / customers), printf('%.6f', 1.0 * (customers - new) / customers),
	printf('%.6f', 1.0 * ever / customers), printf('%.6f', 1.0 * repeats / purchases),
	printf('%.6f', 1.0 * again / revenue)
FROM head JOIN body USING (m) ORDER BY m;
