-- The purchase scan: all that a rate needs, from the covering index alone and
-- in the order of the index.  Guests, who are customer 0, come first.

-- :name PURCHASE_SCAN scan
SELECT customer, day, order_id, status, returned, amount, product
FROM order_line
ORDER BY customer, day, order_id

-- The same lines where the order of a day's orders matters (--merge order and
-- line) or the channel is wanted: the clock of the order decides, then its
-- number; of line numbers 2 comes before 10.

-- :name PURCHASE_SCAN_BY_CLOCK scan
SELECT l.customer, l.day, l.order_id, l.status, l.returned, l.amount, l.product, o.channel
FROM order_line AS l CROSS JOIN orders AS o ON o.id = l.order_id
ORDER BY l.customer, l.day, o.ordered_at, o.order_no, length(l.line_no), l.line_no

-- :name REPURCHASE_CUSTOMERS scan
SELECT id, code FROM customer ORDER BY code

-- Words of groups, by the number that the scan knows them by.

-- :name REPURCHASE_PRODUCTS scan
SELECT id, code FROM product ORDER BY id

-- :name REPURCHASE_CATEGORIES scan
SELECT id, category FROM product ORDER BY id

-- :name REPURCHASE_CHANNELS scan
SELECT id, name FROM channel ORDER BY id

-- :name REPURCHASE_GRADES scan
SELECT id, grade FROM customer ORDER BY id

-- :name REPURCHASE_VISITS scan
SELECT day, sum(visits) FROM visits GROUP BY day ORDER BY day

-- What the owner said of a product: 0 repeat, 1 one_off, 2 unsure.

-- :name REPURCHASE_CLASSES scan
SELECT code, repeat_class FROM product WHERE repeat_class IS NOT NULL ORDER BY id

-- What advertising and events cost.
-- :name REPURCHASE_SPEND scan
SELECT day, sum(amount) FROM spend GROUP BY day ORDER BY day

-- How each order of a customer went, as far as it is known on :as_of.  What
-- came back is told in bits: 1 by the shop's fault, 2 by the courier's, 4 for
-- any reason, 8 by a customer who was very upset (severity 4 and 5).  A
-- cancellation (kind 2) is the end of an order, no fault of what was
-- delivered, unless it was the shop's.  objected_on is the first complaint
-- that names the order, or none at all since it, or the first dispute of it.
-- :name REPURCHASE_SERVICE scan
SELECT l.order_id, l.customer, l.day,
	max(l.status <> 6) AS placed,
	max(l.status NOT IN (6, 7) AND l.returned = 0) AS kept,
	sum(CASE WHEN l.status NOT IN (6, 7) AND l.returned = 0 THEN l.amount ELSE 0 END) AS amount,
	CAST(coalesce(o.paid_at, o.ordered_at) / 86400 AS INTEGER) AS paid_on,
	CAST(max(CASE WHEN l.delivered_at / 86400 <= :as_of THEN l.delivered_at END) / 86400 AS INTEGER) AS delivered_on,
	CAST(max(CASE WHEN l.shipped_at / 86400 <= :as_of THEN l.shipped_at END) / 86400 AS INTEGER) AS shipped_on,
	max(l.status = 7 OR l.returned = 1) * 4 AS back,
	(SELECT max(CASE WHEN r.fault = 1 THEN 1 ELSE 0 END) + max(CASE WHEN r.fault = 2 THEN 2 ELSE 0 END)
			+ max(CASE WHEN coalesce(r.kind, 0) <> 2 THEN 4 ELSE 0 END)
			+ max(CASE WHEN r.severity >= 4 THEN 8 ELSE 0 END)
		FROM returns AS r WHERE r.order_no = o.order_no AND r.called_off = 0
			AND coalesce(r.requested_at, r.received_at, r.refunded_at, o.ordered_at) / 86400 <= :as_of) AS returned,
	EXISTS (SELECT 1 FROM inserts AS i WHERE i.order_no = o.order_no) AS inserted,
	EXISTS (SELECT 1 FROM dispute AS d WHERE d.order_no = o.order_no AND d.opened_on <= :as_of) AS disputed,
	CAST((SELECT min(at) FROM (
		SELECT min(n.opened_at) AS at FROM contact_now AS n WHERE n.order_no = o.order_no AND n.kind <> 5
		UNION ALL
		SELECT min(n.opened_at) FROM contact_import AS n WHERE n.order_no = o.order_no AND n.kind IS NOT 5)) / 86400
		AS INTEGER) AS asked_on,
	CAST((SELECT min(at) FROM (
		SELECT min(n.opened_at) AS at FROM contact_now AS n WHERE n.order_no = o.order_no AND n.kind = 1
		UNION ALL
		SELECT min(n.opened_at) FROM contact_import AS n WHERE n.order_no = o.order_no AND n.kind = 1
		UNION ALL
		SELECT min(n.opened_at) FROM contact_now AS n
		WHERE n.customer = c.code AND n.order_no IS NULL AND n.kind = 1 AND n.opened_at >= o.ordered_at
		UNION ALL
		SELECT min(n.opened_at) FROM contact_import AS n
		WHERE n.customer = c.code AND n.order_no IS NULL AND n.kind = 1 AND n.opened_at >= o.ordered_at
		UNION ALL
		SELECT min(d.opened_on) * 86400 FROM dispute AS d WHERE d.order_no = o.order_no)) / 86400
		AS INTEGER) AS objected_on,
	EXISTS (SELECT 1 FROM contact_now AS n WHERE n.customer = c.code AND n.kind = 1 AND n.opened_at >= o.ordered_at
			AND n.opened_at / 86400 <= :as_of)
		OR EXISTS (SELECT 1 FROM contact_now AS n WHERE n.order_no = o.order_no AND n.kind = 1
			AND n.opened_at / 86400 <= :as_of)
		OR coalesce(k.last >= o.ordered_at, 0)
		OR EXISTS (SELECT 1 FROM contact_import AS n WHERE n.order_no = o.order_no AND n.kind = 1
			AND n.opened_at / 86400 <= :as_of) AS complained
FROM order_line AS l JOIN orders AS o ON o.id = l.order_id JOIN customer AS c ON c.id = o.customer
	LEFT JOIN (SELECT customer, max(opened_at) AS last FROM contact_imported
		WHERE kind = 1 AND opened_at / 86400 <= :as_of GROUP BY customer) AS k ON k.customer = c.code
WHERE l.customer <> 0 AND l.day <= :as_of
GROUP BY l.order_id ORDER BY l.order_id

-- :name REPURCHASE_ORDER_NO
SELECT order_no FROM orders WHERE id = :id

-- :name REPURCHASE_CUSTOMER
SELECT code, name, phone FROM customer WHERE id = :id

-- A product has a code of the shop's own, or only a name.
-- :name REPURCHASE_PRODUCT_NAME
SELECT name FROM product WHERE code = :code AND name IS NOT NULL ORDER BY named LIMIT 1

-- :name REPURCHASE_ANY_RETURN scan
SELECT EXISTS (SELECT 1 FROM returns)

-- :name REPURCHASE_ANY_INSERT scan
SELECT EXISTS (SELECT 1 FROM inserts)

-- The days from which on disputes and consultations were written down.
-- :name REPURCHASE_DISPUTES_SINCE scan
SELECT opened_on FROM dispute ORDER BY opened_on LIMIT 1

-- :name REPURCHASE_CONTACTS_SINCE scan
SELECT CAST(at / 86400 AS INTEGER) FROM (
	SELECT min(opened_at) AS at FROM contact_now UNION ALL SELECT min(opened_at) FROM contact_import)
WHERE at IS NOT NULL ORDER BY at LIMIT 1
