-- One person under two keys, joined: `customer` was merged into the other.
-- Its own row stays as it was.  Orders and returns that the exports gave to
-- it belong to the other one, and what the exports said is kept beside them,
-- so that a merge can be taken back, with what came in since.

-- :name MIGRATE_MERGE
CREATE TABLE customer_merge (
	customer INTEGER PRIMARY KEY REFERENCES customer,
	into_customer INTEGER NOT NULL REFERENCES customer,
	batch INTEGER NOT NULL REFERENCES batch,
	CHECK (customer <> into_customer)
) STRICT;
CREATE INDEX customer_merge_into ON customer_merge (into_customer);
CREATE TABLE merged_order (
	order_id INTEGER PRIMARY KEY REFERENCES orders ON DELETE CASCADE,
	customer INTEGER NOT NULL REFERENCES customer
) STRICT;
CREATE INDEX merged_order_customer ON merged_order (customer);
CREATE TABLE merged_return (
	return_id INTEGER PRIMARY KEY REFERENCES returns ON DELETE CASCADE,
	code TEXT NOT NULL
) STRICT;

-- Where a merged customer ends: a was merged into b, and b into c.
CREATE VIEW customer_final AS
WITH RECURSIVE walk (customer, final) AS (
	SELECT customer, into_customer FROM customer_merge
	UNION ALL
	SELECT w.customer, m.into_customer FROM walk AS w JOIN customer_merge AS m ON m.customer = w.final)
SELECT customer, final FROM walk WHERE final NOT IN (SELECT customer FROM customer_merge);

CREATE VIEW v_customer_merges AS
SELECT c.code AS customer_id, i.code AS "into", m.batch
FROM customer_merge AS m JOIN customer AS c ON c.id = m.customer JOIN customer AS i ON i.id = m.into_customer;

DROP VIEW v_customers;
CREATE VIEW v_customers AS
SELECT code AS customer_id,
	name,
	phone,
	email,
	grade,
	strftime('%Y-%m-%d', joined_on * 86400, 'unixepoch') AS joined_on,
	CASE consent WHEN 0 THEN 'no' WHEN 1 THEN 'yes' END AS consent,
	note,
	strftime('%Y-%m-%d', withdrawn_on * 86400, 'unixepoch') AS withdrawn_on
FROM customer
WHERE id NOT IN (SELECT customer FROM customer_merge);

-- What is known of each customer who might be somebody else too.
-- A return that the customer withdrew or the shop refused took nothing back,
-- and is no return in any count; a cancellation (kind 2) is one before the
-- goods went out.
-- :name MIGRATE_CALLED_OFF
ALTER TABLE returns ADD COLUMN called_off INTEGER NOT NULL DEFAULT 0 CHECK (called_off IN (0, 1));
CREATE VIEW returns_counted AS SELECT * FROM returns WHERE called_off = 0 AND coalesce(kind, 0) <> 2;

-- :name DEDUPE_CUSTOMERS scan
SELECT c.id, c.code, c.name, c.phone, c.email,
	(SELECT count(DISTINCT l.order_id) FROM order_line AS l WHERE l.customer = c.id)
FROM customer AS c
WHERE c.withdrawn_on IS NULL AND c.id NOT IN (SELECT customer FROM customer_merge)
ORDER BY c.code

-- Numbers of several customers, of those whom DEDUPE_CUSTOMERS reads; a safe number (050x) is nobody's own.
-- :name PHONES_SHARED scan
SELECT count(*)
FROM (SELECT 1 FROM customer
	WHERE phone IS NOT NULL AND phone NOT GLOB '050*' AND withdrawn_on IS NULL
		AND id NOT IN (SELECT customer FROM customer_merge)
	GROUP BY phone HAVING count(*) > 1)
WHERE (SELECT max(id) FROM customer) <= :most

-- :name MERGE_FIND
SELECT c.id, m.into_customer
FROM customer AS c LEFT JOIN customer_merge AS m ON m.customer = c.id
WHERE c.code = :code

-- :name MERGE_ADD
INSERT INTO customer_merge (customer, into_customer, batch) VALUES (:customer, :into, :batch)

-- What the one knows and the other does not; who once said no to advertising has said no.
-- :name MERGE_FILL
UPDATE customer SET
	name = coalesce(customer.name, o.name), phone = coalesce(customer.phone, o.phone),
	email = coalesce(customer.email, o.email), grade = coalesce(customer.grade, o.grade),
	joined_on = min(coalesce(customer.joined_on, o.joined_on), coalesce(o.joined_on, customer.joined_on)),
	consent = min(coalesce(customer.consent, o.consent), coalesce(o.consent, customer.consent)),
	note = coalesce(customer.note, o.note), last_batch = :batch
FROM customer AS o
WHERE o.id = :customer AND customer.id = :into

-- Points of a merged customer that are still in an account of its own.
-- :name MERGE_POINTS
SELECT sum(l.pending + l.available + l.held)
FROM mileage_account AS a JOIN mileage_lot AS l ON l.account = a.id
WHERE a.code = :code AND a.merged_into IS NULL AND l.pending + l.available + l.held > 0

-- :name MERGES scan
SELECT c.code, i.code
FROM customer_final AS f JOIN customer AS c ON c.id = f.customer JOIN customer AS i ON i.id = f.final

-- :name MERGED_ORDER_PUT
INSERT INTO merged_order (order_id, customer) SELECT :order_id, id FROM customer WHERE code = :code
ON CONFLICT (order_id) DO UPDATE SET customer = excluded.customer

-- :name MERGED_ORDER_DROP
DELETE FROM merged_order WHERE order_id = :order_id

-- :name MERGED_RETURN_PUT
INSERT INTO merged_return (return_id, code) VALUES (:return_id, :code)
ON CONFLICT (return_id) DO UPDATE SET code = excluded.code

-- :name MERGED_RETURN_DROP
DELETE FROM merged_return WHERE return_id = :return_id

-- After a merge, or one that was taken back: everything to its owner.
-- :name MERGED_ORDERS_NOTE scan
INSERT INTO merged_order (order_id, customer)
SELECT o.id, o.customer FROM orders AS o JOIN customer_merge AS m ON m.customer = o.customer WHERE true
ON CONFLICT (order_id) DO NOTHING

-- :name MERGED_ORDERS_MOVE scan
UPDATE orders SET customer = k.owner
FROM (SELECT n.order_id, coalesce(f.final, n.customer) AS owner
	FROM merged_order AS n LEFT JOIN customer_final AS f ON f.customer = n.customer) AS k
WHERE k.order_id = orders.id AND orders.customer IS NOT k.owner

-- :name MERGED_ORDERS_FORGET scan
DELETE FROM merged_order WHERE customer NOT IN (SELECT customer FROM customer_merge)

-- :name MERGED_RETURNS_NOTE scan
INSERT INTO merged_return (return_id, code)
SELECT r.id, r.customer_code
FROM returns AS r JOIN customer AS c ON c.code = r.customer_code JOIN customer_merge AS m ON m.customer = c.id WHERE true
ON CONFLICT (return_id) DO NOTHING

-- :name MERGED_RETURNS_MOVE scan
UPDATE returns SET customer_code = k.owner
FROM (SELECT n.return_id, coalesce(t.code, n.code) AS owner
	FROM merged_return AS n JOIN customer AS c ON c.code = n.code
	LEFT JOIN customer_final AS f ON f.customer = c.id LEFT JOIN customer AS t ON t.id = f.final) AS k
WHERE k.return_id = returns.id AND returns.customer_code IS NOT k.owner

-- :name MERGED_RETURNS_FORGET scan
DELETE FROM merged_return WHERE code NOT IN (
	SELECT c.code FROM customer_merge AS m JOIN customer AS c ON c.id = m.customer)

-- :name MERGE_TAKE_BACK scan
DELETE FROM customer_merge WHERE batch = :batch

-- A merge of customers that the batch brought, and one that builds on a merge of the batch.
-- :name MERGE_LATER scan
SELECT min(m.batch)
FROM customer_merge AS m JOIN customer AS c ON c.id IN (m.customer, m.into_customer)
WHERE c.first_batch = :batch AND m.batch > :batch

-- :name CHECK_MERGES scan
SELECT 'order ' || o.order_no || ': belongs to a customer who was merged into another'
FROM orders AS o JOIN customer_merge AS m ON m.customer = o.customer

-- Loading, and taking a load back.  Every entity has the same five
-- statements: ADD (nothing where the key is there already), FIND, CHANGE,
-- IMAGE (keeps the row as it was) and RESTORE.  FIND gives id, stamp and
-- last_batch first and the columns in the order of entity.c.

-- :name CUSTOMER_ADD
INSERT INTO customer (
	code, name, phone, email, grade, joined_on, consent, note, withdrawn_on, stamp,
	first_batch, last_batch)
VALUES (
	:code, :name, :phone, :email, :grade, :joined_on, :consent, :note, :withdrawn_on, :stamp,
	:batch, :batch)
ON CONFLICT (code) DO NOTHING

-- :name CUSTOMER_FIND
SELECT id, stamp, last_batch,
	name, phone, email, grade, joined_on, consent, note, withdrawn_on
FROM customer WHERE code = :code

-- :name CUSTOMER_CHANGE
UPDATE customer SET
	name = :name, phone = :phone, email = :email, grade = :grade, joined_on = :joined_on,
	consent = :consent, note = :note, withdrawn_on = :withdrawn_on, stamp = :stamp,
	last_batch = :batch
WHERE code = :code

-- :name CUSTOMER_IMAGE
INSERT INTO undo_image (batch, entity, image)
SELECT :batch, 'customer', json_object(
	'code', code, 'name', name, 'phone', phone, 'email', email, 'grade', grade,
	'joined_on', joined_on, 'consent', consent, 'note', note, 'withdrawn_on', withdrawn_on,
	'stamp', stamp, 'last_batch', last_batch)
FROM customer WHERE code = :code

-- :name CUSTOMER_RESTORE
UPDATE customer SET
	name = image ->> 'name', phone = image ->> 'phone', email = image ->> 'email',
	grade = image ->> 'grade', joined_on = image ->> 'joined_on',
	consent = image ->> 'consent', note = image ->> 'note',
	withdrawn_on = image ->> 'withdrawn_on', stamp = image ->> 'stamp',
	last_batch = image ->> 'last_batch'
FROM (SELECT image FROM undo_image WHERE id = :id)
WHERE customer.code = image ->> 'code' AND last_batch = :batch

-- A customer goes when all batches that spoke of it are undone and no order
-- names it; one that an order names keeps its key and loses what this batch said.
-- :name CUSTOMER_TAKE_BACK scan
DELETE FROM customer
WHERE (first_batch = :batch OR first_batch IN (SELECT id FROM batch WHERE undone_at IS NOT NULL))
	AND (last_batch = :batch OR last_batch IN (SELECT id FROM batch WHERE undone_at IS NOT NULL))
	AND id NOT IN (SELECT customer FROM orders WHERE customer IS NOT NULL)

-- :name CUSTOMER_BLANK scan
UPDATE customer SET name = NULL, phone = NULL, email = NULL, grade = NULL, joined_on = NULL,
	consent = NULL, note = NULL, withdrawn_on = NULL
WHERE first_batch = :batch AND last_batch = :batch

-- A list of members or products is undone in the order of its imports; where
-- only an order file spoke of a customer since, the newest words stay.
-- :name CUSTOMER_LATER scan
SELECT min(last_batch) FROM customer
WHERE first_batch = :batch AND last_batch > :batch
	AND last_batch IN (SELECT id FROM batch WHERE kind = 'customers' AND undone_at IS NULL)

-- :name CUSTOMER_CHANGED_LATER scan
SELECT min(t.last_batch) FROM undo_image AS i JOIN customer AS t ON t.code = i.image ->> 'code'
WHERE i.batch = :batch AND i.entity = 'customer' AND t.last_batch > :batch
	AND t.last_batch IN (SELECT id FROM batch WHERE kind = 'customers' AND undone_at IS NULL)

-- :name PRODUCT_LATER scan
SELECT min(last_batch) FROM product
WHERE first_batch = :batch AND last_batch > :batch
	AND last_batch IN (SELECT id FROM batch WHERE kind = 'products' AND undone_at IS NULL)

-- :name PRODUCT_CHANGED_LATER scan
SELECT min(t.last_batch)
FROM undo_image AS i JOIN product AS t ON t.code = i.image ->> 'code' AND t.named = i.image ->> 'named'
WHERE i.batch = :batch AND i.entity = 'product' AND t.last_batch > :batch
	AND t.last_batch IN (SELECT id FROM batch WHERE kind = 'products' AND undone_at IS NULL)

-- :name PRODUCT_ADD
INSERT INTO product (
	code, named, name, category, supplier, goods_kind, repeat_class, margin_rate, stamp,
	first_batch, last_batch)
VALUES (
	:code, :named, :name, :category, :supplier, :goods_kind, :repeat_class, :margin_rate,
	:stamp, :batch, :batch)
ON CONFLICT (code, named) DO NOTHING

-- :name PRODUCT_FIND
SELECT id, stamp, last_batch,
	name, category, supplier, goods_kind, repeat_class, margin_rate
FROM product WHERE code = :code AND named = :named

-- :name PRODUCT_CHANGE
UPDATE product SET
	name = :name, category = :category, supplier = :supplier, goods_kind = :goods_kind,
	repeat_class = :repeat_class, margin_rate = :margin_rate, stamp = :stamp,
	last_batch = :batch
WHERE code = :code AND named = :named

-- :name PRODUCT_IMAGE
INSERT INTO undo_image (batch, entity, image)
SELECT :batch, 'product', json_object(
	'code', code, 'named', named, 'name', name, 'category', category, 'supplier', supplier,
	'goods_kind', goods_kind, 'repeat_class', repeat_class, 'margin_rate', margin_rate,
	'stamp', stamp, 'last_batch', last_batch)
FROM product WHERE code = :code AND named = :named

-- :name PRODUCT_RESTORE
UPDATE product SET
	name = image ->> 'name', category = image ->> 'category', supplier = image ->> 'supplier',
	goods_kind = image ->> 'goods_kind', repeat_class = image ->> 'repeat_class',
	margin_rate = image ->> 'margin_rate', stamp = image ->> 'stamp',
	last_batch = image ->> 'last_batch'
FROM (SELECT image FROM undo_image WHERE id = :id)
WHERE product.code = image ->> 'code' AND product.named = image ->> 'named' AND last_batch = :batch

-- :name PRODUCT_TAKE_BACK scan
DELETE FROM product
WHERE (first_batch = :batch OR first_batch IN (SELECT id FROM batch WHERE undone_at IS NOT NULL))
	AND (last_batch = :batch OR last_batch IN (SELECT id FROM batch WHERE undone_at IS NOT NULL))
	AND id NOT IN (SELECT product FROM order_line WHERE product IS NOT NULL)

-- :name ORDER_ADD
INSERT INTO orders (
	order_no, ordered_at, paid_at, customer, channel, order_amount, shipping_fee, mileage_used,
	coupon_discount, guest_name, guest_phone, guest_email, stamp, first_batch, last_batch)
VALUES (
	:order_no, :ordered_at, :paid_at, :customer, :channel, :order_amount, :shipping_fee,
	:mileage_used, :coupon_discount, :guest_name, :guest_phone, :guest_email, :stamp, :batch,
	:batch)
ON CONFLICT (order_no) DO NOTHING

-- :name ORDER_FIND
SELECT id, stamp, last_batch,
	ordered_at, paid_at, customer, channel, order_amount, shipping_fee, mileage_used,
	coupon_discount, guest_name, guest_phone, guest_email
FROM orders WHERE order_no = :order_no

-- :name ORDER_CHANGE
UPDATE orders SET
	ordered_at = :ordered_at, paid_at = :paid_at, customer = :customer, channel = :channel,
	order_amount = :order_amount, shipping_fee = :shipping_fee, mileage_used = :mileage_used,
	coupon_discount = :coupon_discount, guest_name = :guest_name, guest_phone = :guest_phone,
	guest_email = :guest_email, stamp = :stamp, last_batch = :batch
WHERE order_no = :order_no

-- :name ORDER_IMAGE
INSERT INTO undo_image (batch, entity, image)
SELECT :batch, 'orders', json_object(
	'order_no', order_no, 'ordered_at', ordered_at, 'paid_at', paid_at, 'customer', customer,
	'channel', channel, 'order_amount', order_amount, 'shipping_fee', shipping_fee,
	'mileage_used', mileage_used, 'coupon_discount', coupon_discount, 'guest_name', guest_name,
	'guest_phone', guest_phone, 'guest_email', guest_email, 'stamp', stamp,
	'last_batch', last_batch)
FROM orders WHERE order_no = :order_no

-- :name ORDER_RESTORE
UPDATE orders SET
	ordered_at = image ->> 'ordered_at', paid_at = image ->> 'paid_at',
	customer = image ->> 'customer', channel = image ->> 'channel',
	order_amount = image ->> 'order_amount', shipping_fee = image ->> 'shipping_fee',
	mileage_used = image ->> 'mileage_used', coupon_discount = image ->> 'coupon_discount',
	guest_name = image ->> 'guest_name', guest_phone = image ->> 'guest_phone',
	guest_email = image ->> 'guest_email', stamp = image ->> 'stamp',
	last_batch = image ->> 'last_batch'
FROM (SELECT image FROM undo_image WHERE id = :id)
WHERE orders.order_no = image ->> 'order_no' AND last_batch = :batch

-- :name ORDER_LATER scan
SELECT min(last_batch) FROM orders WHERE first_batch = :batch AND last_batch > :batch

-- An order goes with its last line, when every batch that brought it is undone.
-- :name ORDER_TAKE_BACK scan
DELETE FROM orders
WHERE (first_batch = :batch OR first_batch IN (SELECT id FROM batch WHERE undone_at IS NOT NULL))
	AND NOT EXISTS (SELECT 1 FROM order_line WHERE order_id = orders.id)

-- :name ORDER_CHANGED_LATER
SELECT min(t.last_batch) FROM undo_image AS i JOIN orders AS t ON t.order_no = i.image ->> 'order_no'
WHERE i.batch = :batch AND i.entity = 'orders' AND t.last_batch > :batch

-- :name LINE_ADD
INSERT INTO order_line (
	order_id, line_no, customer, day, status, amount, product, quantity, unit_price, discount,
	option, status_word, shipped_at, delivered_at, stamp, first_batch, last_batch)
VALUES (
	:order_id, :line_no, :customer, :day, :status, :amount, :product, :quantity, :unit_price,
	:discount, :option, :status_word, :shipped_at, :delivered_at, :stamp, :batch, :batch)
ON CONFLICT (order_id, line_no) DO NOTHING

-- :name LINE_FIND
SELECT 0, stamp, last_batch,
	customer, day, status, amount, product, quantity, unit_price, discount, option,
	status_word, shipped_at, delivered_at
FROM order_line WHERE order_id = :order_id AND line_no = :line_no

-- :name LINE_CHANGE
UPDATE order_line SET
	customer = :customer, day = :day, status = :status, amount = :amount, product = :product,
	quantity = :quantity, unit_price = :unit_price, discount = :discount, option = :option,
	status_word = :status_word, shipped_at = :shipped_at, delivered_at = :delivered_at,
	stamp = :stamp, last_batch = :batch
WHERE order_id = :order_id AND line_no = :line_no

-- :name LINE_IMAGE
INSERT INTO undo_image (batch, entity, image)
SELECT :batch, 'order_line', json_object(
	'order_id', order_id, 'line_no', line_no, 'customer', customer, 'day', day,
	'status', status, 'amount', amount, 'product', product, 'quantity', quantity,
	'unit_price', unit_price, 'discount', discount, 'option', option,
	'status_word', status_word, 'shipped_at', shipped_at, 'delivered_at', delivered_at,
	'stamp', stamp, 'last_batch', last_batch)
FROM order_line WHERE order_id = :order_id AND line_no = :line_no

-- :name LINE_RESTORE
UPDATE order_line SET
	customer = image ->> 'customer', day = image ->> 'day', status = image ->> 'status',
	amount = image ->> 'amount', product = image ->> 'product',
	quantity = image ->> 'quantity', unit_price = image ->> 'unit_price',
	discount = image ->> 'discount', option = image ->> 'option',
	status_word = image ->> 'status_word', shipped_at = image ->> 'shipped_at',
	delivered_at = image ->> 'delivered_at', stamp = image ->> 'stamp',
	last_batch = image ->> 'last_batch'
FROM (SELECT image FROM undo_image WHERE id = :id)
WHERE order_line.order_id = image ->> 'order_id' AND order_line.line_no = image ->> 'line_no' AND last_batch = :batch

-- :name LINE_LATER scan
SELECT min(last_batch) FROM order_line WHERE first_batch = :batch AND last_batch > :batch

-- :name LINE_TAKE_BACK scan
DELETE FROM order_line WHERE first_batch = :batch

-- :name LINE_CHANGED_LATER
SELECT min(t.last_batch) FROM undo_image AS i JOIN order_line AS t ON t.order_id = i.image ->> 'order_id' AND t.line_no = i.image ->> 'line_no'
WHERE i.batch = :batch AND i.entity = 'order_line' AND t.last_batch > :batch

-- :name RETURN_ADD
INSERT INTO returns (
	return_id, order_no, line_no, kind, reason_code, reason, fault, requested_at, received_at,
	refunded_at, quantity, refund_amount, return_fee, fee_payer, severity, status,
	customer_code, closed, called_off, stamp, first_batch, last_batch)
VALUES (
	:return_id, :order_no, :line_no, :kind, :reason_code, :reason, :fault, :requested_at,
	:received_at, :refunded_at, :quantity, :refund_amount, :return_fee, :fee_payer, :severity,
	:status, :customer_code, :closed, :called_off, :stamp, :batch, :batch)
ON CONFLICT (return_id) DO NOTHING

-- :name RETURN_FIND
SELECT id, stamp, last_batch,
	order_no, line_no, kind, reason_code, reason, fault, requested_at, received_at,
	refunded_at, quantity, refund_amount, return_fee, fee_payer, severity, status,
	customer_code, closed, called_off
FROM returns WHERE return_id = :return_id

-- :name RETURN_CHANGE
UPDATE returns SET
	order_no = :order_no, line_no = :line_no, kind = :kind, reason_code = :reason_code,
	reason = :reason, fault = :fault, requested_at = :requested_at, received_at = :received_at,
	refunded_at = :refunded_at, quantity = :quantity, refund_amount = :refund_amount,
	return_fee = :return_fee, fee_payer = :fee_payer, severity = :severity, status = :status,
	customer_code = :customer_code, closed = :closed, called_off = :called_off, stamp = :stamp, last_batch = :batch
WHERE return_id = :return_id

-- :name RETURN_IMAGE
INSERT INTO undo_image (batch, entity, image)
SELECT :batch, 'returns', json_object(
	'return_id', return_id, 'order_no', order_no, 'line_no', line_no, 'kind', kind,
	'reason_code', reason_code, 'reason', reason, 'fault', fault, 'requested_at', requested_at,
	'received_at', received_at, 'refunded_at', refunded_at, 'quantity', quantity,
	'refund_amount', refund_amount, 'return_fee', return_fee, 'fee_payer', fee_payer,
	'severity', severity, 'status', status, 'customer_code', customer_code, 'closed', closed,
	'called_off', called_off, 'stamp', stamp, 'last_batch', last_batch)
FROM returns WHERE return_id = :return_id

-- :name RETURN_RESTORE
UPDATE returns SET
	order_no = image ->> 'order_no', line_no = image ->> 'line_no', kind = image ->> 'kind',
	reason_code = image ->> 'reason_code', reason = image ->> 'reason',
	fault = image ->> 'fault', requested_at = image ->> 'requested_at',
	received_at = image ->> 'received_at', refunded_at = image ->> 'refunded_at',
	quantity = image ->> 'quantity', refund_amount = image ->> 'refund_amount',
	return_fee = image ->> 'return_fee', fee_payer = image ->> 'fee_payer',
	severity = image ->> 'severity', status = image ->> 'status',
	customer_code = image ->> 'customer_code', closed = image ->> 'closed',
	called_off = image ->> 'called_off', stamp = image ->> 'stamp', last_batch = image ->> 'last_batch'
FROM (SELECT image FROM undo_image WHERE id = :id)
WHERE returns.return_id = image ->> 'return_id' AND last_batch = :batch

-- :name RETURN_LATER scan
SELECT min(last_batch) FROM returns WHERE first_batch = :batch AND last_batch > :batch

-- :name RETURN_TAKE_BACK scan
DELETE FROM returns WHERE first_batch = :batch

-- :name RETURN_CHANGED_LATER
SELECT min(t.last_batch) FROM undo_image AS i JOIN returns AS t ON t.return_id = i.image ->> 'return_id'
WHERE i.batch = :batch AND i.entity = 'returns' AND t.last_batch > :batch

-- :name INSERT_ADD
INSERT INTO inserts (
	order_no, insert_code, cost, stamp, first_batch, last_batch)
VALUES (
	:order_no, :insert_code, :cost, :stamp, :batch, :batch)
ON CONFLICT (order_no, insert_code) DO NOTHING

-- :name INSERT_FIND
SELECT 0, stamp, last_batch,
	cost
FROM inserts WHERE order_no = :order_no AND insert_code = :insert_code

-- :name INSERT_CHANGE
UPDATE inserts SET
	cost = :cost, stamp = :stamp, last_batch = :batch
WHERE order_no = :order_no AND insert_code = :insert_code

-- :name INSERT_IMAGE
INSERT INTO undo_image (batch, entity, image)
SELECT :batch, 'inserts', json_object(
	'order_no', order_no, 'insert_code', insert_code, 'cost', cost, 'stamp', stamp,
	'last_batch', last_batch)
FROM inserts WHERE order_no = :order_no AND insert_code = :insert_code

-- :name INSERT_RESTORE
UPDATE inserts SET
	cost = image ->> 'cost', stamp = image ->> 'stamp', last_batch = image ->> 'last_batch'
FROM (SELECT image FROM undo_image WHERE id = :id)
WHERE inserts.order_no = image ->> 'order_no' AND inserts.insert_code = image ->> 'insert_code' AND last_batch = :batch

-- :name INSERT_LATER scan
SELECT min(last_batch) FROM inserts WHERE first_batch = :batch AND last_batch > :batch

-- :name INSERT_TAKE_BACK scan
DELETE FROM inserts WHERE first_batch = :batch

-- :name INSERT_CHANGED_LATER
SELECT min(t.last_batch) FROM undo_image AS i JOIN inserts AS t ON t.order_no = i.image ->> 'order_no' AND t.insert_code = i.image ->> 'insert_code'
WHERE i.batch = :batch AND i.entity = 'inserts' AND t.last_batch > :batch

-- :name VISITS_ADD
INSERT INTO visits (
	day, source, visits, stamp, first_batch, last_batch)
VALUES (
	:day, :source, :visits, :stamp, :batch, :batch)
ON CONFLICT (day, source) DO NOTHING

-- :name VISITS_FIND
SELECT 0, stamp, last_batch,
	visits
FROM visits WHERE day = :day AND source = :source

-- :name VISITS_CHANGE
UPDATE visits SET
	visits = :visits, stamp = :stamp, last_batch = :batch
WHERE day = :day AND source = :source

-- :name VISITS_IMAGE
INSERT INTO undo_image (batch, entity, image)
SELECT :batch, 'visits', json_object(
	'day', day, 'source', source, 'visits', visits, 'stamp', stamp, 'last_batch', last_batch)
FROM visits WHERE day = :day AND source = :source

-- :name VISITS_RESTORE
UPDATE visits SET
	visits = image ->> 'visits', stamp = image ->> 'stamp', last_batch = image ->> 'last_batch'
FROM (SELECT image FROM undo_image WHERE id = :id)
WHERE visits.day = image ->> 'day' AND visits.source = image ->> 'source' AND last_batch = :batch

-- :name VISITS_LATER scan
SELECT min(last_batch) FROM visits WHERE first_batch = :batch AND last_batch > :batch

-- :name VISITS_TAKE_BACK scan
DELETE FROM visits WHERE first_batch = :batch

-- :name VISITS_CHANGED_LATER
SELECT min(t.last_batch) FROM undo_image AS i JOIN visits AS t ON t.day = i.image ->> 'day' AND t.source = i.image ->> 'source'
WHERE i.batch = :batch AND i.entity = 'visits' AND t.last_batch > :batch

-- :name SPEND_ADD
INSERT INTO spend (
	day, kind, campaign, amount, stamp, first_batch, last_batch)
VALUES (
	:day, :kind, :campaign, :amount, :stamp, :batch, :batch)
ON CONFLICT (day, kind, campaign) DO NOTHING

-- :name SPEND_FIND
SELECT 0, stamp, last_batch,
	amount
FROM spend WHERE day = :day AND kind = :kind AND campaign = :campaign

-- :name SPEND_CHANGE
UPDATE spend SET
	amount = :amount, stamp = :stamp, last_batch = :batch
WHERE day = :day AND kind = :kind AND campaign = :campaign

-- :name SPEND_IMAGE
INSERT INTO undo_image (batch, entity, image)
SELECT :batch, 'spend', json_object(
	'day', day, 'kind', kind, 'campaign', campaign, 'amount', amount, 'stamp', stamp,
	'last_batch', last_batch)
FROM spend WHERE day = :day AND kind = :kind AND campaign = :campaign

-- :name SPEND_RESTORE
UPDATE spend SET
	amount = image ->> 'amount', stamp = image ->> 'stamp', last_batch = image ->> 'last_batch'
FROM (SELECT image FROM undo_image WHERE id = :id)
WHERE spend.day = image ->> 'day' AND spend.kind = image ->> 'kind' AND spend.campaign = image ->> 'campaign' AND last_batch = :batch

-- :name SPEND_LATER scan
SELECT min(last_batch) FROM spend WHERE first_batch = :batch AND last_batch > :batch

-- :name SPEND_TAKE_BACK scan
DELETE FROM spend WHERE first_batch = :batch

-- :name SPEND_CHANGED_LATER
SELECT min(t.last_batch) FROM undo_image AS i JOIN spend AS t ON t.day = i.image ->> 'day' AND t.kind = i.image ->> 'kind' AND t.campaign = i.image ->> 'campaign'
WHERE i.batch = :batch AND i.entity = 'spend' AND t.last_batch > :batch

-- :name CONSULTATION_ADD
INSERT INTO contact_import (
	code, opened_at, channel, customer, order_no, product, kind, cause, origin, severity, emotion,
	caller_type, voice, agent, state, first_response_min, resolution_min, reopened, transfers, promised_at,
	promise_kept, csat, closed_at, read_back, body, stamp, first_batch, last_batch)
VALUES (
	:code, :opened_at, :channel, :customer, :order_no, :product, :kind, :cause, :origin, :severity, :emotion,
	:caller_type, :voice, :agent, :state, :first_response_min, :resolution_min, :reopened, :transfers,
	:promised_at, :promise_kept, :csat, :closed_at, :read_back, :body, :stamp, :batch, :batch)
ON CONFLICT (code) DO NOTHING

-- :name CONSULTATION_FIND
SELECT id, stamp, last_batch,
	opened_at, channel, customer, order_no, product, kind, cause, origin, severity, emotion, caller_type,
	voice, agent, state, first_response_min, resolution_min, reopened, transfers, promised_at, promise_kept,
	csat, closed_at, read_back, body
FROM contact_import WHERE code = :code

-- :name CONSULTATION_CHANGE
UPDATE contact_import SET
	opened_at = :opened_at, channel = :channel, customer = :customer, order_no = :order_no,
	product = :product, kind = :kind, cause = :cause, origin = :origin, severity = :severity,
	emotion = :emotion, caller_type = :caller_type, voice = :voice, agent = :agent, state = :state,
	first_response_min = :first_response_min, resolution_min = :resolution_min, reopened = :reopened,
	transfers = :transfers, promised_at = :promised_at, promise_kept = :promise_kept, csat = :csat,
	closed_at = :closed_at, read_back = :read_back, body = :body, stamp = :stamp, last_batch = :batch
WHERE code = :code

-- :name CONSULTATION_IMAGE
INSERT INTO undo_image (batch, entity, image)
SELECT :batch, 'contact_import', json_object(
	'code', code, 'opened_at', opened_at, 'channel', channel, 'customer', customer, 'order_no', order_no,
	'product', product, 'kind', kind, 'cause', cause, 'origin', origin, 'severity', severity,
	'emotion', emotion, 'caller_type', caller_type, 'voice', voice, 'agent', agent, 'state', state,
	'first_response_min', first_response_min, 'resolution_min', resolution_min, 'reopened', reopened,
	'transfers', transfers, 'promised_at', promised_at, 'promise_kept', promise_kept, 'csat', csat,
	'closed_at', closed_at, 'read_back', read_back, 'body', body, 'stamp', stamp, 'last_batch', last_batch)
FROM contact_import WHERE code = :code

-- :name CONSULTATION_RESTORE
UPDATE contact_import SET
	opened_at = image ->> 'opened_at', channel = image ->> 'channel', customer = image ->> 'customer',
	order_no = image ->> 'order_no', product = image ->> 'product', kind = image ->> 'kind',
	cause = image ->> 'cause', origin = image ->> 'origin', severity = image ->> 'severity',
	emotion = image ->> 'emotion', caller_type = image ->> 'caller_type', voice = image ->> 'voice',
	agent = image ->> 'agent', state = image ->> 'state', first_response_min = image ->> 'first_response_min',
	resolution_min = image ->> 'resolution_min', reopened = image ->> 'reopened',
	transfers = image ->> 'transfers', promised_at = image ->> 'promised_at',
	promise_kept = image ->> 'promise_kept', csat = image ->> 'csat', closed_at = image ->> 'closed_at',
	read_back = image ->> 'read_back', body = image ->> 'body', stamp = image ->> 'stamp',
	last_batch = image ->> 'last_batch'
FROM (SELECT image FROM undo_image WHERE id = :id)
WHERE contact_import.code = image ->> 'code' AND last_batch = :batch

-- :name CONSULTATION_LATER scan
SELECT min(last_batch) FROM contact_import WHERE first_batch = :batch AND last_batch > :batch

-- :name CONSULTATION_TAKE_BACK scan
DELETE FROM contact_import WHERE first_batch = :batch

-- :name CONSULTATION_CHANGED_LATER
SELECT min(t.last_batch) FROM undo_image AS i JOIN contact_import AS t ON t.code = i.image ->> 'code'
WHERE i.batch = :batch AND i.entity = 'contact_import' AND t.last_batch > :batch

-- :name CHANNEL_ADD
INSERT INTO channel (name) VALUES (:name) ON CONFLICT (name) DO NOTHING

-- :name CHANNEL_FIND
SELECT id FROM channel WHERE name = :name

-- :name STATUS_WORD_ADD
INSERT INTO status_word (text) VALUES (:name) ON CONFLICT (text) DO NOTHING

-- :name STATUS_WORD_FIND
SELECT id FROM status_word WHERE text = :name

-- Whether a line was taken back is judged by the view taken_back, for one line
-- whenever it or a return of it changed, for all after an undo.  (The scan is of
-- the view's one row.)
-- :name LINE_JUDGE scan
UPDATE order_line SET returned = EXISTS (
	SELECT 1 FROM taken_back AS t
	WHERE t.order_no = :order_no AND t.line_no = :line_no
		AND (t.whole OR t.quantity >= coalesce(order_line.quantity, 1)))
WHERE order_id = (SELECT id FROM orders WHERE order_no = :order_no) AND line_no = :line_no

-- :name LINES_JUDGE scan
UPDATE order_line SET returned = 1 - returned
WHERE returned <> EXISTS (
	SELECT 1 FROM orders AS o JOIN taken_back AS t ON t.order_no = o.order_no
	WHERE o.id = order_line.order_id AND t.line_no = order_line.line_no
		AND (t.whole OR t.quantity >= coalesce(order_line.quantity, 1)))

-- Another order with this number: of another channel, and of another customer or day.
-- :name ORDER_OTHER
SELECT 1
FROM orders AS o JOIN channel AS h ON h.id = o.channel LEFT JOIN customer AS c ON c.id = o.customer
WHERE o.order_no = :order_no AND h.name <> :channel
	AND (CAST(floor(o.ordered_at / 86400.0) AS INTEGER) <> :day OR coalesce(c.code, '') <> :customer)

-- :name ORDER_HAS_CUSTOMER
SELECT 1 FROM orders WHERE order_no = :order_no AND customer IS NOT NULL

-- :name ORDER_HAS_WEAK_CUSTOMER
SELECT 1 FROM orders AS o JOIN customer AS c ON c.id = o.customer WHERE o.order_no = :order_no AND c.code GLOB 'wk-*'

-- :name ANY_WEAK_CUSTOMER
SELECT 1 FROM customer WHERE code >= 'wk-' AND code < 'wk.' LIMIT 1

-- :name CUSTOMER_STAMP
UPDATE customer SET stamp = :stamp WHERE id = :id AND stamp < :stamp

-- :name PRODUCT_STAMP
UPDATE product SET stamp = :stamp WHERE id = :id AND stamp < :stamp

-- Lines repeat the customer and the day of their order.
-- :name ORDER_LINES_FOLLOW
UPDATE order_line SET customer = :customer, day = :day WHERE order_id = :order_id

-- :name LINES_FOLLOW_ORDERS scan
UPDATE order_line SET customer = o.customer, day = o.day
FROM (SELECT id, coalesce(customer, 0) AS customer, CAST(floor(ordered_at / 86400.0) AS INTEGER) AS day
	FROM orders) AS o
WHERE o.id = order_line.order_id AND (order_line.customer <> o.customer OR order_line.day <> o.day)

-- :name ANY_LINE scan
SELECT 1 FROM order_line LIMIT 1

-- :name ANY_RETURN scan
SELECT 1 FROM returns LIMIT 1

-- :name BATCH_BEGIN
INSERT INTO batch (kind, file, fingerprint, preset, encoding, imported_at)
VALUES (:kind, :file, :fingerprint, :preset, :encoding, :imported_at)

-- :name BATCH_FINISH
UPDATE batch SET rows = :rows, inserted = :inserted, updated = :updated, unchanged = :unchanged,
	rejected = :rejected, skipped = :skipped
WHERE id = :batch

-- :name BATCH_KNOWN
SELECT id, rows, inserted + updated + unchanged, skipped, preset, encoding
FROM batch
WHERE fingerprint = :fingerprint AND undone_at IS NULL AND rejected = 0
ORDER BY id LIMIT 1

-- :name BATCH_LOG scan
SELECT id, kind, file, preset, encoding, imported_at, rows, inserted, updated, unchanged, rejected,
	skipped, undone_at
FROM batch ORDER BY id

-- :name BATCH_GET
SELECT kind, file, undone_at FROM batch WHERE id = :batch

-- :name BATCH_UNDO
UPDATE batch SET undone_at = :undone_at WHERE id = :batch

-- What later batches found there already may be gone now, so their files are
-- new again.
-- :name BATCHES_FORGET
UPDATE batch SET fingerprint = '' WHERE id > :batch

-- The last import that goes takes the currency with it.
-- :name SHOP_FORGET scan
DELETE FROM shop WHERE NOT EXISTS (SELECT 1 FROM batch WHERE undone_at IS NULL)

-- Imports of the kinds that name people settle how they are told apart.
-- :name SHOP_FORGET_IDENTITY scan
UPDATE shop SET identity = NULL
WHERE NOT EXISTS (SELECT 1 FROM batch WHERE undone_at IS NULL AND kind IN ('orders', 'returns', 'customers'))

-- :name UNDO_IMAGES
SELECT id, entity FROM undo_image WHERE batch = :batch ORDER BY id DESC

-- :name UNDO_IMAGES_DROP
DELETE FROM undo_image WHERE batch = :batch
