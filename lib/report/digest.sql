-- What the daily, weekly and monthly reports read.

-- :name MIGRATE_DIGEST
CREATE INDEX returns_requested ON returns (requested_at) WHERE requested_at IS NOT NULL;
CREATE INDEX returns_refunded ON returns (refunded_at) WHERE refunded_at IS NOT NULL;
CREATE INDEX returns_waiting ON returns (received_at) WHERE closed = 0;
CREATE INDEX contact_event_remedy ON contact_event (at) WHERE type = 12;
CREATE INDEX contact_event_flag ON contact_event (at) WHERE type = 16;
CREATE INDEX contact_event_late ON contact_event (at) WHERE recorded_at - at > 86400;
CREATE INDEX protection_log_at ON protection_log (at);

-- Day by day, :from up to :until.  An order counts on the day on which it was
-- placed, whatever became of it: else yesterday, when nothing was sent back
-- yet, would always look better than the weeks before.

-- :name DIGEST_ORDERS
SELECT ordered_at / 86400 AS day, count(*) FROM orders
WHERE ordered_at >= :from AND ordered_at < :until GROUP BY day ORDER BY day

-- :name DIGEST_SALES
SELECT o.ordered_at / 86400 AS day, sum(l.amount)
FROM orders AS o JOIN order_line AS l ON l.order_id = o.id
WHERE o.ordered_at >= :from AND o.ordered_at < :until GROUP BY day ORDER BY day

-- :name DIGEST_RETURNS
SELECT requested_at / 86400 AS day, count(*) FROM returns_counted
WHERE requested_at >= :from AND requested_at < :until GROUP BY day ORDER BY day

-- Consultations may be asked for by cause, which counts with all below it.
-- :name DIGEST_CONTACTS scan
SELECT opened_at / 86400 AS day, count(*) FROM contact_counted
WHERE opened_at >= :from AND opened_at < :until
	AND (:cause IS NULL OR cause = :cause OR substr(cause, 1, length(:cause) + 1) = :cause || '.')
GROUP BY day ORDER BY day

-- :name DIGEST_COMPLAINTS scan
SELECT opened_at / 86400 AS day, count(*) FROM contact_counted
WHERE opened_at >= :from AND opened_at < :until AND kind = 1
	AND (:cause IS NULL OR cause = :cause OR substr(cause, 1, length(:cause) + 1) = :cause || '.')
GROUP BY day ORDER BY day

-- The rows behind each of these figures.

-- :name DIGEST_ORDERS_LIST
SELECT o.order_no, o.ordered_at, c.code, (SELECT sum(l.amount) FROM order_line AS l WHERE l.order_id = o.id)
FROM orders AS o LEFT JOIN customer AS c ON c.id = o.customer
WHERE o.ordered_at >= :from AND o.ordered_at < :until
ORDER BY o.ordered_at, o.order_no

-- But a repeat purchase is one of lines that were kept, and so is the earlier
-- one: the same word on the same page, and in cs-repurchase, means the same.
-- What a return took back after :seen was still kept then; what an export
-- calls cancelled or returned without a date never was.
-- :name DIGEST_REPEATS_LIST
WITH kept AS NOT MATERIALIZED (
	SELECT l.order_id, l.customer, l.day FROM order_line AS l
	WHERE l.status NOT IN (6, 7) AND l.returned = 0
		OR EXISTS (SELECT 1 FROM orders AS o JOIN returns AS r ON r.order_no = o.order_no AND r.line_no = l.line_no
			WHERE o.id = l.order_id AND r.closed = 1 AND coalesce(r.kind, 0) <> 1
				AND coalesce(r.refunded_at, r.received_at, r.requested_at) > :seen))
SELECT o.ordered_at / 86400 AS day, c.code, count(*) FROM orders AS o JOIN customer AS c ON c.id = o.customer
WHERE o.ordered_at >= :from AND o.ordered_at < :until
	AND EXISTS (SELECT 1 FROM kept AS l WHERE l.order_id = o.id)
	AND EXISTS (SELECT 1 FROM kept AS l WHERE l.customer = o.customer AND l.day < o.ordered_at / 86400)
GROUP BY day, o.customer ORDER BY day, c.code

-- :name DIGEST_RETURNS_LIST
SELECT return_id, order_no, requested_at, reason_code, reason FROM returns_counted
WHERE requested_at >= :from AND requested_at < :until
ORDER BY requested_at, return_id

-- :name DIGEST_CONTACTS_LIST scan
SELECT code, opened_at, CASE kind WHEN 0 THEN 'question' WHEN 1 THEN 'complaint' WHEN 2 THEN 'request' WHEN 3 THEN 'praise'
	ELSE 'suggestion' END, cause, order_no, customer
FROM contact_counted WHERE opened_at >= :from AND opened_at < :until ORDER BY opened_at, code

-- :name DIGEST_COMPLAINTS_LIST scan
SELECT code, opened_at, 'complaint', cause, order_no, customer
FROM contact_counted WHERE opened_at >= :from AND opened_at < :until AND kind = 1 ORDER BY opened_at, code

-- Answers to surveys; of what another program kept, when it was resolved
-- (consult/imported.c: by its minutes, else when it was closed, else at once).
-- What has no event since :from has no answer since then.
-- :name DIGEST_SURVEYS scan
SELECT c.code, e.at, e.amount
FROM contact_now AS n JOIN contact AS c ON c.id = n.contact JOIN contact_event_valid AS e ON e.contact = n.contact
WHERE n.last_at >= :from AND n.state NOT IN (7, 8) AND n.kind <> 5 AND e.type = 15 AND e.at >= :from AND e.at < :until
UNION ALL
SELECT i.code, coalesce(i.opened_at + i.resolution_min * 60, i.closed_at, i.opened_at) AS at, i.csat
FROM contact_import AS i
WHERE i.csat IS NOT NULL AND i.state IN (5, 6) AND coalesce(i.kind, 0) <> 5 AND i.opened_at < :until
	AND coalesce(i.opened_at + i.resolution_min * 60, i.closed_at, i.opened_at) >= :from
	AND coalesce(i.opened_at + i.resolution_min * 60, i.closed_at, i.opened_at) < :until
	AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.code = i.code)
ORDER BY 2, 1

-- Consultations of customers that were opened or closed since :from: code,
-- customer, order, cause, when opened and when resolved.
-- :name DIGEST_MATTERS scan
SELECT c.code, n.customer, coalesce(n.order_no, ''), coalesce(n.cause, ''), n.opened_at, coalesce(n.resolved_at, n.closed_at)
FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
WHERE n.last_at >= :from AND n.opened_at < :until AND n.customer IS NOT NULL AND n.state NOT IN (7, 8) AND n.kind <> 5
UNION ALL
SELECT i.code, i.customer, coalesce(i.order_no, ''), coalesce(i.cause, ''), i.opened_at,
	CASE WHEN i.state IN (5, 6) THEN coalesce(i.opened_at + i.resolution_min * 60, i.closed_at, i.opened_at) END
FROM contact_import AS i
WHERE i.customer IS NOT NULL AND i.opened_at < :until AND coalesce(i.state, 0) NOT IN (7, 8) AND coalesce(i.kind, 0) <> 5
	AND (i.opened_at >= :from OR coalesce(i.opened_at + i.resolution_min * 60, i.closed_at) >= :from)
	AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.code = i.code)
ORDER BY 1

-- From when and up to when each of them is known: the first row, and the
-- newest row or import.  NULL: nothing is known.  One query an end: only so
-- is either read from an index alone.

-- :name DIGEST_ORDERS_KNOWN scan
SELECT (SELECT min(ordered_at) FROM orders), (SELECT max(ordered_at) FROM orders),
	(SELECT max(imported_at) FROM batch WHERE kind = 'orders' AND undone_at IS NULL)

-- :name DIGEST_RETURNS_KNOWN scan
SELECT (SELECT min(requested_at) FROM returns WHERE requested_at IS NOT NULL),
	(SELECT max(requested_at) FROM returns WHERE requested_at IS NOT NULL),
	(SELECT max(imported_at) FROM batch WHERE kind = 'returns' AND undone_at IS NULL)

-- The ledger is kept as things happen: where there is one, no news is no contact.
-- :name DIGEST_CONTACTS_KNOWN scan
SELECT (SELECT min(at) FROM (SELECT min(opened_at) AS at FROM contact_now UNION ALL SELECT min(opened_at) FROM contact_import)),
	(SELECT max(at) FROM (SELECT max(opened_at) AS at FROM contact_now UNION ALL SELECT max(opened_at) FROM contact_import)),
	CASE WHEN EXISTS (SELECT 1 FROM contact) THEN :now
		ELSE (SELECT max(imported_at) FROM batch WHERE kind = 'contacts' AND undone_at IS NULL) END

-- Goods that are back and not paid for.
-- :name DIGEST_REFUNDS_WAITING
SELECT return_id, coalesce(order_no, ''), received_at, coalesce(line_no, '') FROM returns_counted
WHERE closed = 0 AND received_at IS NOT NULL AND refunded_at IS NULL AND coalesce(kind, 0) = 0
ORDER BY received_at, return_id

-- Money.

-- Points that customers own, as `cs-mileage balance` has them once what lapsed and stands in no event is off, and what
-- of it lapses within 30 days: on its last day, or when the customer was silent for too long.
-- Most lots are open: reading all of them in their order is faster than by the index of the open ones.
-- :name DIGEST_POINTS scan
SELECT EXISTS (SELECT 1 FROM mileage_policy), coalesce(sum(l.pending + l.held + l.available), 0),
	coalesce(sum(CASE WHEN l.active_on <= :day AND iif(a.idle_on > 0, min(a.idle_on, l.expires_on), l.expires_on)
		BETWEEN :day AND :day + 30 THEN l.available END), 0)
FROM mileage_lot AS l NOT INDEXED CROSS JOIN mileage_account AS a ON a.id = l.account
WHERE l.pending + l.available + l.held > 0

-- :name DIGEST_POINTS_LIST scan
WITH lot AS (
	SELECT l.account, l.pending + l.held AS waits, l.available, l.active_on,
		iif(a.idle_on > 0, min(a.idle_on, l.expires_on), l.expires_on) AS last
	FROM mileage_lot AS l JOIN mileage_account AS a ON a.id = l.account WHERE l.pending + l.available + l.held > 0)
SELECT a.code, sum(l.waits + CASE WHEN l.last >= :day THEN l.available ELSE 0 END) AS points,
	sum(CASE WHEN l.active_on <= :day AND l.last BETWEEN :day AND :day + 30 THEN l.available ELSE 0 END) AS expiring
FROM lot AS l JOIN mileage_account AS a ON a.id = l.account
GROUP BY a.id HAVING points > 0 AND (NOT :expiring OR expiring > 0) ORDER BY points DESC, a.code

-- :name DIGEST_COMPENSATED scan
SELECT coalesce(sum(points), 0), count(CASE WHEN points > 0 THEN 1 END) FROM mileage_comp WHERE day BETWEEN :first AND :last

-- :name DIGEST_COMPENSATED_LIST scan
SELECT k.return_id, a.code, k.day, k.points FROM mileage_comp AS k JOIN mileage_account AS a ON a.id = k.account
WHERE k.day BETWEEN :first AND :last AND k.points > 0 ORDER BY k.day, k.return_id

-- Remedies that were given in consultations and not declined; what waits for
-- approval (mark 16) is not given yet.
-- :name DIGEST_REMEDIES
SELECT coalesce(sum(e.amount), 0), count(*) FROM contact_event AS e
WHERE e.type = 12 AND e.at >= :from AND e.at < :until
	AND (e.marks & 16 = 0 OR EXISTS (SELECT 1 FROM contact_event_valid AS p WHERE p.ref = e.seq AND p.type = 13))
	AND NOT EXISTS (SELECT 1 FROM contact_event_valid AS d WHERE d.ref = e.seq AND d.type = 14)
	AND NOT EXISTS (SELECT 1 FROM contact_event AS v WHERE v.ref = e.seq AND v.type = 18)

-- :name DIGEST_REMEDIES_LIST
SELECT c.code, e.at, e.word, e.amount FROM contact_event AS e JOIN contact AS c ON c.id = e.contact
WHERE e.type = 12 AND e.at >= :from AND e.at < :until
	AND (e.marks & 16 = 0 OR EXISTS (SELECT 1 FROM contact_event_valid AS p WHERE p.ref = e.seq AND p.type = 13))
	AND NOT EXISTS (SELECT 1 FROM contact_event_valid AS d WHERE d.ref = e.seq AND d.type = 14)
	AND NOT EXISTS (SELECT 1 FROM contact_event AS v WHERE v.ref = e.seq AND v.type = 18)
ORDER BY e.at, e.seq

-- :name DIGEST_REFUNDS
SELECT sum(refund_amount), count(*), count(*) - count(refund_amount) FROM returns
WHERE refunded_at >= :from AND refunded_at < :until

-- :name DIGEST_REFUNDS_LIST
SELECT return_id, order_no, refunded_at, reason_code, refund_amount FROM returns
WHERE refunded_at >= :from AND refunded_at < :until ORDER BY refunded_at, return_id

-- Complaints that went to somebody outside, in the month so far.
-- :name DIGEST_EXTERNAL_LIST
SELECT d.code, d.order_no, e.day, e.kind FROM dispute_event AS e JOIN dispute AS d ON d.id = e.dispute
WHERE e.kind IN ('kca_referred', 'ecmc_referred') AND e.day BETWEEN :first AND :last ORDER BY e.day, e.id

-- Complaints by their cause in two spans, and the orders of both.

-- :name DIGEST_CAUSES scan
SELECT coalesce(cause, ''), count(CASE WHEN opened_at >= :from THEN 1 END), count(CASE WHEN opened_at < :before_until THEN 1 END)
FROM contact_counted WHERE opened_at >= :before_from AND opened_at < :until AND kind = 1
GROUP BY cause ORDER BY 1

-- :name DIGEST_UNCODED_LIST scan
SELECT code, opened_at, order_no, customer FROM contact_counted
WHERE opened_at >= :from AND opened_at < :until AND kind = 1 AND cause IS NULL ORDER BY opened_at, code

-- Returns by product: the line that a return names, or the only product of its order.

-- :name DIGEST_RETURNED_PRODUCTS
WITH taken AS (
	SELECT r.requested_at, coalesce(
		(SELECT l.product FROM order_line AS l WHERE l.order_id = o.id AND l.line_no = r.line_no),
		(SELECT CASE WHEN count(DISTINCT l.product) = 1 THEN max(l.product) END FROM order_line AS l WHERE l.order_id = o.id)) AS product
	FROM returns_counted AS r LEFT JOIN orders AS o ON o.order_no = r.order_no
	WHERE r.requested_at >= :before_from AND r.requested_at < :until)
SELECT coalesce(p.code, ''), coalesce(p.name, p.code, ''), count(CASE WHEN t.requested_at >= :from THEN 1 END),
	count(CASE WHEN t.requested_at < :before_until THEN 1 END)
FROM taken AS t LEFT JOIN product AS p ON p.id = t.product
GROUP BY t.product ORDER BY 1

-- What the ledger of consultations lacks: cases that name neither customer nor
-- order, and entries that were made more than a day after what they tell.

-- :name DIGEST_UNLINKED_LIST scan
SELECT code, opened_at, NULL, NULL FROM contact_counted
WHERE opened_at >= :from AND opened_at < :until AND customer IS NULL AND order_no IS NULL ORDER BY opened_at, code

-- :name DIGEST_LATE_LIST
SELECT c.code, e.at, e.recorded_at, (e.recorded_at - e.at) / 60
FROM contact_event AS e JOIN contact AS c ON c.id = e.contact
WHERE e.recorded_at - e.at > 86400 AND e.at >= :from AND e.at < :until ORDER BY e.at, e.seq

-- The first row of either is enough: the scans end there.
-- :name DIGEST_CONTACTS_KEPT scan
SELECT EXISTS (SELECT 1 FROM contact) OR EXISTS (SELECT 1 FROM contact_import)
