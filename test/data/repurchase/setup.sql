-- The same questions asked of the sqlite3 shell, which shares no code with
-- cs-repurchase: reads the stream orders.tsv of the current folder.  Money is
-- summed in hundredths.
.mode tabs
.import orders.tsv o
CREATE TABLE p AS
SELECT customer_id AS c, substr(ordered_at, 1, 10) AS d, substr(ordered_at, 1, 7) AS m,
	sum(CAST(round(amount * 100) AS INTEGER)) AS a
FROM o
WHERE customer_id <> ''
GROUP BY 1, 2;
CREATE TABLE r AS
SELECT *, row_number() OVER (PARTITION BY c ORDER BY d) AS k,
	min(d) OVER (PARTITION BY c) AS f,
	lag(d) OVER (PARTITION BY c ORDER BY d) AS before
FROM p;
