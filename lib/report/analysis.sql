-- What the analyses ask of the store.  An order line that was cancelled
-- (status 6) was never sent and belongs to no analysis; one with status 7 or 8
-- came back.  A return that names no line speaks of every line of its order.
-- Consultations that were merged into others (state 7) or are spam (8) are none.

-- Every line that was not cancelled, by order, and when orders were paid: to
-- put the lines of one order together is the caller's business, who needs
-- less time for it than a statement that groups and joins them.

-- :name ANALYSIS_LINES scan
SELECT order_id, amount, customer, day, delivered_at, status, returned, product FROM order_line
WHERE status <> 6 ORDER BY order_id

-- :name ANALYSIS_PAID scan
SELECT id, paid_at FROM orders WHERE paid_at IS NOT NULL ORDER BY id

-- Orders of which something was returned or exchanged, and whether the shop,
-- the supplier or the courier answers for it.

-- :name ANALYSIS_ORDERS_RETURNED scan
SELECT o.id, CAST(floor(min(r.requested_at) / 86400.0) AS INTEGER), max(coalesce(r.fault, 3) IN (1, 2))
FROM returns_counted AS r CROSS JOIN orders AS o ON o.order_no = r.order_no
GROUP BY o.id
ORDER BY o.id

-- What was consulted about each order, by order and time: the shop's own
-- ledger, and what another program kept where it is not carried on here.

-- :name ANALYSIS_ORDERS_CONTACTED scan
SELECT o.id, c.opened_on, c.kind, c.severity, c.resolved_on
FROM (
	SELECT n.order_no, CAST(floor(n.opened_at / 86400.0) AS INTEGER) AS opened_on, n.kind, n.severity,
		CAST(floor(n.resolved_at / 86400.0) AS INTEGER) AS resolved_on
	FROM contact_now AS n
	WHERE n.order_no IS NOT NULL AND n.state NOT IN (7, 8)
	UNION ALL
	SELECT i.order_no, CAST(floor(i.opened_at / 86400.0) AS INTEGER), i.kind, coalesce(i.severity, 0),
		CASE WHEN i.state IN (5, 6)
			THEN CAST(floor(coalesce(i.opened_at + 60 * i.resolution_min, i.closed_at) / 86400.0) AS INTEGER) END
	FROM contact_import AS i
	WHERE i.order_no IS NOT NULL AND coalesce(i.state, 0) NOT IN (7, 8)
		AND NOT EXISTS (SELECT 1 FROM contact WHERE contact.code = i.code)
) AS c CROSS JOIN orders AS o ON o.order_no = c.order_no
ORDER BY o.id, c.opened_on, c.resolved_on

-- Lines of orders of the period, one by one: to group so many is the caller's
-- business, who needs no sorting for it.

-- :name ANALYSIS_SOLD scan
SELECT product, status IN (7, 8), day FROM order_line WHERE day BETWEEN :from AND :to AND status <> 6

-- Lines that a return took back and whose status does not say so, by product and day of order.

-- :name ANALYSIS_TAKEN_BACK scan
SELECT product, day, count(*) FROM (
	SELECT DISTINCT l.order_id, l.line_no, l.product, l.day
	FROM returns_counted AS r CROSS JOIN orders AS o ON o.order_no = r.order_no
	CROSS JOIN order_line AS l ON l.order_id = o.id AND l.line_no = coalesce(r.line_no, l.line_no)
	WHERE l.status NOT IN (6, 7, 8) AND l.day BETWEEN :from AND :to)
GROUP BY product, day ORDER BY product, day

-- :name ANALYSIS_GOODS scan
SELECT id, code, named, name, coalesce(supplier, '') FROM product ORDER BY coalesce(supplier, ''), code, named

-- The same lines that came back, by the reason of their first return, and how many of all have one.

-- :name ANALYSIS_RETURNS_BY_REASON scan
WITH said AS (
	SELECT coalesce(nullif(r.reason, ''), r.reason_code) AS reason, r.fault,
		row_number() OVER (PARTITION BY l.order_id, l.line_no ORDER BY r.requested_at, r.id) AS nth
	FROM returns_counted AS r CROSS JOIN orders AS o ON o.order_no = r.order_no
	CROSS JOIN order_line AS l ON l.order_id = o.id AND l.line_no = coalesce(r.line_no, l.line_no)
	WHERE l.status <> 6 AND l.day BETWEEN :from AND :to
)
SELECT coalesce(reason, ''), fault, count(*), sum(count(*)) FILTER (WHERE reason <> '') OVER () FROM said WHERE nth = 1
GROUP BY coalesce(reason, ''), fault
ORDER BY count(*) DESC, coalesce(reason, ''), fault

-- And one by one.

-- :name ANALYSIS_RETURNED_LINES scan
WITH said AS (
	SELECT l.order_id, l.line_no, coalesce(nullif(r.reason, ''), r.reason_code) AS reason, r.fault, r.requested_at,
		row_number() OVER (PARTITION BY l.order_id, l.line_no ORDER BY r.requested_at, r.id) AS nth
	FROM returns_counted AS r CROSS JOIN orders AS o ON o.order_no = r.order_no
	CROSS JOIN order_line AS l ON l.order_id = o.id AND l.line_no = coalesce(r.line_no, l.line_no)
	WHERE l.status <> 6 AND l.day BETWEEN :from AND :to
), back AS (
	SELECT order_id, line_no, reason, fault, requested_at FROM said WHERE nth = 1
	UNION ALL
	SELECT order_id, line_no, NULL, NULL, NULL FROM order_line
	WHERE day BETWEEN :from AND :to AND status IN (7, 8)
		AND (order_id, line_no) NOT IN (SELECT order_id, line_no FROM said)
)
SELECT o.order_no, b.line_no, l.day, CASE p.named WHEN 0 THEN p.code END, p.name, p.supplier, l.status,
	CAST(floor(b.requested_at / 86400.0) AS INTEGER), b.reason, b.fault
FROM back AS b
JOIN orders AS o ON o.id = b.order_id
JOIN order_line AS l ON l.order_id = b.order_id AND l.line_no = b.line_no
LEFT JOIN product AS p ON p.id = l.product
ORDER BY l.day, o.order_no, b.line_no

-- :name ANALYSIS_ORDER_NAME
SELECT o.order_no, c.code FROM orders AS o LEFT JOIN customer AS c ON c.id = o.customer WHERE o.id = :id

-- Orders with something put into the parcel, by what it was.

-- :name ANALYSIS_INSERTS scan
SELECT i.insert_code, o.id, i.cost
FROM inserts AS i CROSS JOIN orders AS o ON o.order_no = i.order_no
ORDER BY i.insert_code, o.id

-- What the owner or the numbers said of a product: 0 repeat, 1 one_off, 2 unsure.

-- :name ANALYSIS_CLASSES scan
SELECT id, repeat_class FROM product WHERE repeat_class IS NOT NULL ORDER BY id

-- A customer's complaint within :days of an earlier one: the moment to lose them.

-- :name ANALYSIS_SECOND_FAILURES scan
WITH complaint AS (
	SELECT c.code, n.customer, n.order_no, CAST(floor(n.opened_at / 86400.0) AS INTEGER) AS day, n.cause
	FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
	WHERE n.kind = 1 AND n.state NOT IN (7, 8)
	UNION ALL
	SELECT i.code, i.customer, i.order_no, CAST(floor(i.opened_at / 86400.0) AS INTEGER), i.cause
	FROM contact_import AS i
	WHERE i.kind = 1 AND coalesce(i.state, 0) NOT IN (7, 8)
		AND NOT EXISTS (SELECT 1 FROM contact WHERE contact.code = i.code)
), owned AS (
	SELECT t.code, coalesce(t.customer, u.code) AS customer, t.order_no, t.day, t.cause
	FROM complaint AS t LEFT JOIN orders AS o ON o.order_no = t.order_no LEFT JOIN customer AS u ON u.id = o.customer
), followed AS (
	SELECT code, customer, order_no, day, cause, lag(day) OVER (PARTITION BY customer ORDER BY day, code) AS before
	FROM owned WHERE customer IS NOT NULL
)
SELECT code, customer, order_no, day, before, cause
FROM followed
WHERE day - before <= :days AND day BETWEEN :from AND :to
ORDER BY day, code

-- :name ANALYSIS_ORDER_COUNT scan
SELECT count(*) FROM (SELECT 1 FROM order_line WHERE day BETWEEN :from AND :to AND status <> 6 GROUP BY order_id)

-- :name ANALYSIS_ONLY_PRODUCT
SELECT min(p.code) FROM orders AS o JOIN order_line AS l ON l.order_id = o.id JOIN product AS p ON p.id = l.product
WHERE o.order_no = :order_no
HAVING count(DISTINCT l.product) = 1

-- Whether goods of the order were taken back, or with :exchange exchanged, on :day or later.

-- :name ANALYSIS_TAKEN_BACK_SINCE
SELECT EXISTS (SELECT 1 FROM returns_counted WHERE order_no = :order_no AND (coalesce(kind, 0) = 1) = :exchange
	AND coalesce(refunded_at, received_at, requested_at) >= :day * 86400)

-- :name ANALYSIS_ORDER_ID
SELECT id FROM orders WHERE order_no = :order_no

-- Orders that consultations were about, wherever those were kept; of one kind, and of one cause with all below it.

-- :name SERIES_ORDERS_CONTACTED scan
SELECT o.id FROM contact_counted AS c CROSS JOIN orders AS o ON o.order_no = c.order_no
WHERE (:kind IS NULL OR c.kind = :kind)
	AND (:cause IS NULL OR c.cause = :cause OR substr(c.cause, 1, length(:cause) + 1) = :cause || '.')
GROUP BY o.id ORDER BY o.id

-- Counts by name, the largest first.

-- :name SERIES_CAUSES scan
SELECT coalesce(cause, ''), count(*) FROM contact_counted
WHERE opened_at >= :from AND opened_at < :until AND (:kind IS NULL OR kind = :kind)
	AND (:cause IS NULL OR cause = :cause OR substr(cause, 1, length(:cause) + 1) = :cause || '.')
GROUP BY 1 ORDER BY 2 DESC, 1

-- :name SERIES_REASONS
SELECT coalesce(nullif(reason, ''), reason_code, ''), count(*) FROM returns_counted
WHERE requested_at >= :from AND requested_at < :until
GROUP BY 1 ORDER BY 2 DESC, 1

-- Whether points were ever given for a return; the scan ends at the first row.

-- :name ANALYSIS_COMPENSATED scan
SELECT EXISTS (SELECT 1 FROM mileage_comp)
