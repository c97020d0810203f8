.read setup.sql
.headers off
WITH RECURSIVE age(n) AS (
	SELECT 0 UNION ALL SELECT n + 1 FROM age WHERE n < 17
), x AS (
	SELECT c, k, a, m, substr(f, 1, 7) AS cohort,
		12 * (substr(m, 1, 4) - substr(f, 1, 4)) + substr(m, 6, 2) - substr(f, 6, 2) AS age
	FROM r
), size AS (
	SELECT cohort, count(DISTINCT c) AS n FROM x GROUP BY cohort
)
SELECT cohort, age.n, size.n,
	(SELECT count(DISTINCT c) FROM x WHERE x.cohort = size.cohort AND x.age = age.n),
	(SELECT printf('%.6f', 1.0 * count(DISTINCT c) / size.n) FROM x WHERE x.cohort = size.cohort AND x.age = age.n),
	(SELECT count(*) FROM x WHERE x.cohort = size.cohort AND x.k = 2 AND x.age <= age.n),
	(SELECT printf('%.6f', 1.0 * count(*) / size.n) FROM x WHERE x.cohort = size.cohort AND x.k = 2 AND x.age <= age.n),
	(SELECT printf('%.2f', coalesce(sum(a), 0) / 100.0) FROM x WHERE x.cohort = size.cohort AND x.age = age.n),
	'yes'
FROM size, age
WHERE 12 * (1998 - substr(cohort, 1, 4)) + 6 - substr(cohort, 6, 2) >= age.n
ORDER BY 1, 2;
