.read setup.sql
.headers off
-- As of 1998-06-30, with the window of 283 days that interval.sql gives as p95.
WITH x AS (
	SELECT c, count(*) AS n, sum(a) AS amount, CAST(julianday('1998-06-30') - julianday(max(d)) AS INTEGER) AS ago
	FROM p GROUP BY c
), y AS (
	SELECT *, row_number() OVER (ORDER BY amount DESC, c) AS place, count(*) OVER () AS people FROM x
)
SELECT CASE WHEN ago > 2 * 283 THEN 'lost' WHEN ago > 283 THEN 'at_risk'
	WHEN n >= 3 AND 10 * (place - 1) < people THEN 'big_spender'
	WHEN n >= 3 THEN 'regular' WHEN n = 2 THEN 'second' ELSE 'new' END AS segment, count(*)
FROM y GROUP BY 1 ORDER BY 1;
