-- The docket: disputed cases, and what happened in them.
--
-- A case is a name for a list of events that only grows.  Its state, its
-- facts and its clocks are worked out from the events when it is read, so
-- that nothing can disagree.  No name, phone or address is kept here: those
-- belong to the order.  Notes are the one free text, and retention empties
-- them when their time is over.

-- :name MIGRATE_DISPUTE
CREATE TABLE dispute (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	code TEXT NOT NULL UNIQUE CHECK (code <> ''),
	order_no TEXT,                 -- no reference: the order may not be imported
	line_no TEXT,
	kind TEXT NOT NULL,            -- what the consumer says
	opened_on INTEGER NOT NULL
) STRICT;
CREATE INDEX dispute_order ON dispute (order_no);

-- `fact` and `value` stand as in a file of cases; `amount` is in minor units.
CREATE TABLE dispute_event (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	dispute INTEGER NOT NULL REFERENCES dispute,
	day INTEGER NOT NULL,
	kind TEXT NOT NULL,
	fact TEXT,
	value TEXT,
	amount INTEGER,
	note TEXT,
	recorded_at INTEGER NOT NULL,
	CHECK ((fact IS NULL) = (value IS NULL))
) STRICT;
CREATE INDEX dispute_event_case ON dispute_event (dispute, day, id);
CREATE INDEX dispute_event_kind ON dispute_event (kind, day);

CREATE TRIGGER dispute_event_no_delete BEFORE DELETE ON dispute_event
BEGIN SELECT RAISE(ABORT, 'the docket only grows'); END;
CREATE TRIGGER dispute_event_no_change BEFORE UPDATE OF dispute, day, kind, fact, value, amount, recorded_at ON dispute_event
BEGIN SELECT RAISE(ABORT, 'the docket only grows'); END;
CREATE TRIGGER dispute_event_note_only_goes BEFORE UPDATE OF note ON dispute_event WHEN NEW.note IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the docket only grows'); END;

CREATE VIEW v_disputes AS
SELECT code AS case_id, order_no, line_no, kind, strftime('%Y-%m-%d', opened_on * 86400, 'unixepoch') AS opened_on
FROM dispute;

CREATE VIEW v_dispute_events AS
SELECT d.code AS case_id, strftime('%Y-%m-%d', e.day * 86400, 'unixepoch') AS date, e.kind AS event, e.fact, e.value,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * e.amount / s.unit) ELSE e.amount END AS amount, e.note
FROM dispute_event AS e JOIN dispute AS d ON d.id = e.dispute LEFT JOIN shop AS s ON s.id = 1;

-- :name DISPUTE_NEXT
SELECT coalesce(max(id), 0) + 1 FROM dispute

-- :name DISPUTE_ADD
INSERT INTO dispute (code, order_no, line_no, kind, opened_on)
VALUES (:code, :order_no, :line_no, :kind, :opened_on)

-- :name DISPUTE_EVENT_ADD
INSERT INTO dispute_event (dispute, day, kind, fact, value, amount, note, recorded_at)
VALUES (:dispute, :day, :kind, :fact, :value, :amount, :note, :recorded_at)

-- :name DISPUTE_FIND
SELECT id, code, order_no, line_no, kind, opened_on FROM dispute WHERE code = :code

-- :name DISPUTE_CODES scan
SELECT code FROM dispute ORDER BY id

-- :name DISPUTE_EVENTS
SELECT day, kind, fact, value, amount, note, id FROM dispute_event WHERE dispute = :dispute ORDER BY day, id

-- What the store knows of the case's order: a line, or all of it.
-- :name DISPUTE_ORDER
SELECT o.ordered_at, o.paid_at, sum(l.shipped_at IS NOT NULL OR l.status IN (3, 4, 5, 7, 8)) = count(*) AS shipped,
	CASE WHEN count(l.delivered_at) = count(*) THEN max(l.delivered_at) END AS delivered_at,
	sum(l.amount) AS amount,
	CASE WHEN count(DISTINCT p.goods_kind) = 1 THEN max(p.goods_kind) END AS goods_kind
FROM orders AS o JOIN order_line AS l ON l.order_id = o.id LEFT JOIN product AS p ON p.id = l.product
WHERE o.order_no = :order_no AND (:line_no IS NULL OR l.line_no = :line_no)
GROUP BY o.id

-- The request of a return says that the consumer withdraws, that of an exchange does not;
-- requests of several days say nothing of one day.
-- :name DISPUTE_RETURN
SELECT max(received_at), CASE WHEN count(refunded_at) = count(*) THEN max(refunded_at) END,
	sum(refund_amount), CASE WHEN count(DISTINCT fault) = 1 THEN max(fault) END,
	CASE WHEN count(requested_at) = count(*) AND count(DISTINCT requested_at / 86400) = 1 AND max(coalesce(kind, 0)) = 0
		THEN min(requested_at) END
FROM returns_counted
WHERE order_no = :order_no AND (:line_no IS NULL OR line_no = :line_no)
HAVING count(*) > 0

-- :name DISPUTE_MONTHS
SELECT CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) AS year,
	CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER) AS month, count(*)
FROM dispute_event WHERE kind IN ('kca_referred', 'ecmc_referred') AND day BETWEEN :from AND :to
GROUP BY year, month ORDER BY year, month

-- :name MIGRATE_CUSTOMER_ENDED
-- When the contracts of a customer ended who is no party any more: one who has
-- left, and a guest, who never joined and whose key an import made from a
-- number, an address or a name, with the last that was done.  Nobody else ends.
CREATE VIEW customer_ended AS
SELECT c.id, c.code, max(coalesce(c.withdrawn_on, 0), coalesce((SELECT max(max(l.day, coalesce(l.delivered_at, 0) / 86400,
	coalesce(o.paid_at, 0) / 86400)) FROM order_line AS l JOIN orders AS o ON o.id = l.order_id WHERE l.customer = c.id), 0),
	coalesce((SELECT max(e.day) FROM orders AS o JOIN dispute AS d ON d.order_no = o.order_no
		JOIN dispute_event AS e ON e.dispute = d.id
		WHERE o.id IN (SELECT order_id FROM order_line WHERE customer = c.id)), 0),
	coalesce((SELECT max(last_at) FROM contact_now WHERE customer = c.code), 0) / 86400,
	coalesce((SELECT max(max(opened_at, coalesce(closed_at, 0))) FROM contact_import WHERE owner = c.code), 0) / 86400) AS ended_on
FROM customer AS c
WHERE c.withdrawn_on IS NOT NULL OR (substr(c.code, 1, 3) IN ('ph-', 'em-', 'wk-') AND coalesce(c.joined_on, c.grade) IS NULL
	AND EXISTS (SELECT 1 FROM order_line AS l WHERE l.customer = c.id)
	AND NOT EXISTS (SELECT 1 FROM contact_now AS n WHERE n.customer = c.code AND n.state < 5));

-- What must go.  A customer counts once five years are over since the end;
-- a member who has not left is still a party and stays.

-- :name RETENTION_CUSTOMERS scan
SELECT count(*) FROM customer AS c JOIN customer_ended AS e ON e.id = c.id
WHERE coalesce(c.name, c.phone, c.email, c.note) IS NOT NULL AND e.ended_on < :cutoff

-- :name RETENTION_CUSTOMERS_ERASE scan
UPDATE customer SET name = NULL, phone = NULL, email = NULL, note = NULL
WHERE coalesce(name, phone, email, note) IS NOT NULL AND id IN (SELECT id FROM customer_ended WHERE ended_on < :cutoff)

-- :name RETENTION_ORDERS scan
SELECT count(*) FROM orders AS o
WHERE coalesce(guest_name, guest_phone, guest_email) IS NOT NULL
	AND ordered_at < :cutoff * 86400 AND coalesce(paid_at, 0) < :cutoff * 86400
	AND NOT EXISTS (SELECT 1 FROM order_line AS l WHERE l.order_id = o.id AND l.delivered_at >= :cutoff * 86400)

-- :name RETENTION_ORDERS_ERASE scan
UPDATE orders SET guest_name = NULL, guest_phone = NULL, guest_email = NULL
WHERE coalesce(guest_name, guest_phone, guest_email) IS NOT NULL
	AND ordered_at < :cutoff * 86400 AND coalesce(paid_at, 0) < :cutoff * 86400
	AND NOT EXISTS (SELECT 1 FROM order_line AS l WHERE l.order_id = orders.id AND l.delivered_at >= :cutoff * 86400)

-- :name RETENTION_NOTES scan
SELECT count(*) FROM dispute_event AS e
WHERE note IS NOT NULL
	AND (SELECT max(day) FROM dispute_event AS last WHERE last.dispute = e.dispute) < :cutoff

-- :name RETENTION_NOTES_ERASE scan
UPDATE dispute_event SET note = NULL
WHERE note IS NOT NULL
	AND (SELECT max(day) FROM dispute_event AS last WHERE last.dispute = dispute_event.dispute) < :cutoff

-- What undo keeps of them: the image stays, so that undo still works, without
-- the person.
-- :name RETENTION_CUSTOMER_IMAGES_ERASE scan
UPDATE undo_image SET image = json_set(image, '$.name', NULL, '$.phone', NULL, '$.email', NULL, '$.note', NULL)
WHERE entity = 'customer' AND image ->> 'code' IN (SELECT code FROM customer_ended WHERE ended_on < :cutoff)

-- :name RETENTION_ORDER_IMAGES_ERASE scan
UPDATE undo_image SET image = json_set(image, '$.guest_name', NULL, '$.guest_phone', NULL, '$.guest_email', NULL)
WHERE entity = 'orders' AND image ->> 'order_no' IN (
	SELECT o.order_no FROM orders AS o WHERE o.ordered_at < :cutoff * 86400 AND coalesce(o.paid_at, 0) < :cutoff * 86400
		AND NOT EXISTS (SELECT 1 FROM order_line AS l WHERE l.order_id = o.id AND l.delivered_at >= :cutoff * 86400))

-- What was said in consultations that are over; the log keeps that it was.
-- :name RETENTION_CONTACTS scan
SELECT (SELECT count(*) FROM contact_event AS e JOIN contact_now AS n ON n.contact = e.contact
		WHERE coalesce(e.body, e.person) IS NOT NULL AND n.state >= 5 AND n.last_at < :cutoff * 86400)
	+ (SELECT count(*) FROM contact_import
		WHERE coalesce(body, read_back) IS NOT NULL AND state >= 5 AND coalesce(closed_at, opened_at) < :cutoff * 86400)

-- :name RETENTION_CONTACTS_ERASE scan
UPDATE contact_event SET body = NULL, person = NULL, emptied = 1
WHERE coalesce(body, person) IS NOT NULL
	AND contact IN (SELECT contact FROM contact_now WHERE state >= 5 AND last_at < :cutoff * 86400)

-- :name RETENTION_CONTACT_PHONES_ERASE scan
UPDATE contact_now SET phone = NULL WHERE phone IS NOT NULL AND state >= 5 AND last_at < :cutoff * 86400

-- :name RETENTION_CONTACT_IMPORTS_ERASE scan
UPDATE contact_import SET body = NULL, read_back = NULL
WHERE coalesce(body, read_back) IS NOT NULL AND state >= 5 AND coalesce(closed_at, opened_at) < :cutoff * 86400

-- :name RETENTION_CONTACT_IMAGES_ERASE scan
UPDATE undo_image SET image = json_set(image, '$.body', NULL, '$.read_back', NULL)
WHERE entity = 'contact_import' AND image ->> 'code' IN (
	SELECT code FROM contact_import WHERE state >= 5 AND coalesce(closed_at, opened_at) < :cutoff * 86400)
