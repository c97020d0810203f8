-- What the analyses ask of the store.  An order line that was cancelled
-- (status 6) was never sent and belongs to no analysis; one with status 7 or 8
-- came back.  A return that names no line speaks of every line of its order.

-- Every order with a line that was not cancelled, by id.

-- :name ANALYSIS_ORDERS scan
SELECT l.order_id, sum(l.amount), l.customer, l.day, CAST(floor(o.paid_at / 86400.0) AS INTEGER),
	CASE WHEN count(l.delivered_at) = count(*) THEN CAST(floor(max(l.delivered_at) / 86400.0) AS INTEGER) END,
	max(l.status IN (7, 8)), max(l.status <> 7 AND l.returned = 0)
FROM order_line AS l CROSS JOIN orders AS o ON o.id = l.order_id
WHERE l.status <> 6
GROUP BY l.order_id
ORDER BY l.order_id

-- Orders of which something was returned or exchanged, and whether the shop,
-- the supplier or the courier answers for it.

-- :name ANALYSIS_ORDERS_RETURNED scan
SELECT o.id, CAST(floor(min(r.requested_at) / 86400.0) AS INTEGER), max(coalesce(r.fault, 3) IN (1, 2))
FROM returns AS r CROSS JOIN orders AS o ON o.order_no = r.order_no
WHERE coalesce(r.kind, 0) <> 2
GROUP BY o.id
ORDER BY o.id
