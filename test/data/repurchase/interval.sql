.read setup.sql
.headers off
-- Type 7: the value at (n - 1) p, counted from 0, on the line between its neighbours.
CREATE TABLE g AS
SELECT CAST(julianday(d) - julianday(before) AS INTEGER) AS gap,
	row_number() OVER (ORDER BY julianday(d) - julianday(before)) - 1 AS i
FROM r WHERE before IS NOT NULL;
WITH n AS (SELECT count(*) AS n, avg(gap) AS mean FROM g),
q(p) AS (VALUES (0.10), (0.25), (0.50), (0.75), (0.90), (0.95)),
h AS (SELECT p, (n - 1) * p AS h FROM q, n),
v AS (
	SELECT p, (SELECT gap FROM g WHERE i = CAST(h AS INTEGER)) AS low,
		(SELECT gap FROM g WHERE i = min(CAST(h AS INTEGER) + 1, (SELECT n - 1 FROM n))) AS high,
		h - CAST(h AS INTEGER) AS part
	FROM h
)
SELECT n, printf('%.3f', mean),
	(SELECT group_concat(printf('%.3f', low + part * (high - low)), char(9)) FROM (SELECT * FROM v ORDER BY p))
FROM n;
