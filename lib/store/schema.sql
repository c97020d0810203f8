-- The store: one SQLite file, and the data dictionary of the toolkit.
--
-- Inside, things are known by small integers; outside, by the shop's own
-- identifiers, each of which is UNIQUE here.  Times are seconds and days are
-- days since 1970-01-01 on the Korean wall clock; money is in minor units of
-- the shop's currency.  The views print all of it in the forms of cs-data(5).
--
-- Each MIGRATE block takes the store from the version before it to its own
-- number, which is PRAGMA user_version afterwards.  A block that has been
-- released is never edited; a change is a new block.

-- :name MIGRATE_1
-- The one shop that the file belongs to.
CREATE TABLE shop (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
	decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 3),
	unit INTEGER NOT NULL CHECK (unit IN (1, 10, 100, 1000)),
	identity INTEGER CHECK (identity BETWEEN 0 AND 2) -- what tells customers apart: id, phone, email
) STRICT;

-- One file taken in by cs-import.  Every row of the file is accounted for.
CREATE TABLE batch (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	kind TEXT NOT NULL,
	file TEXT NOT NULL,            -- without its folders
	fingerprint TEXT NOT NULL,     -- of the bytes and of the options that shape them
	preset TEXT NOT NULL,
	encoding TEXT NOT NULL,
	imported_at INTEGER NOT NULL,
	rows INTEGER NOT NULL DEFAULT 0,
	inserted INTEGER NOT NULL DEFAULT 0,
	updated INTEGER NOT NULL DEFAULT 0,
	unchanged INTEGER NOT NULL DEFAULT 0,
	rejected INTEGER NOT NULL DEFAULT 0,
	skipped INTEGER NOT NULL DEFAULT 0,
	undone_at INTEGER,
	CHECK (inserted + updated + unchanged + rejected + skipped = rows)
) STRICT;
CREATE INDEX batch_fingerprint ON batch (fingerprint);

-- What a batch changed, as it was before: one JSON object a row, key and all,
-- so that undo can put it back.  `entity` is the table.
CREATE TABLE undo_image (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	entity TEXT NOT NULL,
	image TEXT NOT NULL
) STRICT;
CREATE INDEX undo_image_batch ON undo_image (batch, entity);

CREATE TABLE channel (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;

-- The exports' own words for a status: "배송 완료", "fulfilled".
CREATE TABLE status_word (
	id INTEGER PRIMARY KEY,
	text TEXT NOT NULL UNIQUE
) STRICT;

-- `stamp` is the time of the newest thing that an export said of the row;
-- `first_batch` brought the row, `last_batch` touched it last.
CREATE TABLE customer (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (code <> ''),
	name TEXT,
	phone TEXT,
	email TEXT,
	grade TEXT,
	joined_on INTEGER,
	consent INTEGER CHECK (consent IN (0, 1)),
	note TEXT,
	withdrawn_on INTEGER,
	stamp INTEGER NOT NULL,
	first_batch INTEGER NOT NULL REFERENCES batch,
	last_batch INTEGER NOT NULL REFERENCES batch
) STRICT;

-- `named` is 1 where the export has no product id and the name stands for it.
CREATE TABLE product (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL CHECK (code <> ''),
	named INTEGER NOT NULL CHECK (named IN (0, 1)),
	name TEXT,
	category TEXT,
	supplier TEXT,
	goods_kind TEXT,
	repeat_class INTEGER CHECK (repeat_class BETWEEN 0 AND 2),
	margin_rate INTEGER,           -- millionths
	stamp INTEGER NOT NULL,
	first_batch INTEGER NOT NULL REFERENCES batch,
	last_batch INTEGER NOT NULL REFERENCES batch,
	UNIQUE (code, named)
) STRICT;

-- A guest's order has no customer and keeps the contact details itself.
CREATE TABLE orders (
	id INTEGER PRIMARY KEY,
	order_no TEXT NOT NULL UNIQUE CHECK (order_no <> ''),
	ordered_at INTEGER NOT NULL,
	paid_at INTEGER,
	customer INTEGER REFERENCES customer,
	channel INTEGER REFERENCES channel,
	order_amount INTEGER,
	shipping_fee INTEGER,
	mileage_used INTEGER,
	coupon_discount INTEGER,
	guest_name TEXT,
	guest_phone TEXT,
	guest_email TEXT,
	stamp INTEGER NOT NULL,
	first_batch INTEGER NOT NULL REFERENCES batch,
	last_batch INTEGER NOT NULL REFERENCES batch
) STRICT;

-- customer and day repeat the order's, so that the index below answers the
-- purchase scan alone; `cs-import check` proves that they agree.  A guest is
-- customer 0 here: SQLite sorts keys faster that begin with an integer in
-- every row.  `returned` is 1 where an imported return took the whole line back.
CREATE TABLE order_line (
	order_id INTEGER NOT NULL REFERENCES orders,
	line_no TEXT NOT NULL CHECK (line_no <> ''),
	customer INTEGER NOT NULL,
	day INTEGER NOT NULL,
	status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 8),
	returned INTEGER NOT NULL DEFAULT 0 CHECK (returned BETWEEN 0 AND 1),
	amount INTEGER NOT NULL,
	product INTEGER REFERENCES product,
	quantity INTEGER,
	unit_price INTEGER,
	discount INTEGER,
	option TEXT,
	status_word INTEGER REFERENCES status_word,
	shipped_at INTEGER,
	delivered_at INTEGER,
	stamp INTEGER NOT NULL,
	first_batch INTEGER NOT NULL REFERENCES batch,
	last_batch INTEGER NOT NULL REFERENCES batch,
	PRIMARY KEY (order_id, line_no)
) STRICT, WITHOUT ROWID;

-- order_no and line_no are text and no references: a return may arrive
-- before its order, and some exports do not name the order at all.
CREATE TABLE returns (
	id INTEGER PRIMARY KEY,
	return_id TEXT NOT NULL UNIQUE CHECK (return_id <> ''),
	order_no TEXT,
	line_no TEXT,
	kind INTEGER CHECK (kind BETWEEN 0 AND 2),
	reason_code TEXT,
	reason TEXT,
	fault INTEGER CHECK (fault BETWEEN 0 AND 3),
	requested_at INTEGER,
	received_at INTEGER,
	refunded_at INTEGER,
	quantity INTEGER,
	refund_amount INTEGER,
	return_fee INTEGER,
	fee_payer INTEGER CHECK (fee_payer BETWEEN 0 AND 3),
	severity INTEGER CHECK (severity BETWEEN 1 AND 5),
	status TEXT,
	customer_code TEXT,
	closed INTEGER NOT NULL CHECK (closed IN (0, 1)), -- the goods are back and paid for
	stamp INTEGER NOT NULL,
	first_batch INTEGER NOT NULL REFERENCES batch,
	last_batch INTEGER NOT NULL REFERENCES batch
) STRICT;
CREATE INDEX returns_order ON returns (order_no, line_no);

CREATE TABLE inserts (
	order_no TEXT NOT NULL,
	insert_code TEXT NOT NULL,
	cost INTEGER,
	stamp INTEGER NOT NULL,
	first_batch INTEGER NOT NULL REFERENCES batch,
	last_batch INTEGER NOT NULL REFERENCES batch,
	PRIMARY KEY (order_no, insert_code)
) STRICT, WITHOUT ROWID;

CREATE TABLE visits (
	day INTEGER NOT NULL,
	source TEXT NOT NULL,
	visits INTEGER NOT NULL CHECK (visits >= 0),
	stamp INTEGER NOT NULL,
	first_batch INTEGER NOT NULL REFERENCES batch,
	last_batch INTEGER NOT NULL REFERENCES batch,
	PRIMARY KEY (day, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE spend (
	day INTEGER NOT NULL,
	kind TEXT NOT NULL,
	campaign TEXT NOT NULL,
	amount INTEGER NOT NULL,
	stamp INTEGER NOT NULL,
	first_batch INTEGER NOT NULL REFERENCES batch,
	last_batch INTEGER NOT NULL REFERENCES batch,
	PRIMARY KEY (day, kind, campaign)
) STRICT, WITHOUT ROWID;

-- What finished returns took back of each line; an exchange takes nothing.
CREATE VIEW taken_back AS
SELECT order_no, line_no, sum(quantity) AS quantity, max(quantity IS NULL) AS whole
FROM returns
WHERE closed = 1 AND coalesce(kind, 0) <> 1 AND line_no IS NOT NULL
GROUP BY order_no, line_no;

CREATE VIEW v_orders AS
SELECT o.order_no,
	l.line_no,
	strftime('%Y-%m-%dT%H:%M:%S', o.ordered_at, 'unixepoch') AS ordered_at,
	strftime('%Y-%m-%dT%H:%M:%S', o.paid_at, 'unixepoch') AS paid_at,
	c.code AS customer_id,
	CASE p.named WHEN 0 THEN p.code END AS product_id,
	p.name AS product_name,
	p.category,
	l.option,
	l.quantity,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * l.unit_price / s.unit) ELSE l.unit_price END AS unit_price,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * l.discount / s.unit) ELSE l.discount END AS discount,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * l.amount / s.unit) ELSE l.amount END AS amount,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * o.order_amount / s.unit) ELSE o.order_amount END AS order_amount,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * o.shipping_fee / s.unit) ELSE o.shipping_fee END AS shipping_fee,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * o.mileage_used / s.unit) ELSE o.mileage_used END AS mileage_used,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * o.coupon_discount / s.unit) ELSE o.coupon_discount END AS coupon_discount,
	h.name AS channel,
	CASE l.status WHEN 1 THEN 'placed' WHEN 2 THEN 'paid' WHEN 3 THEN 'shipped' WHEN 4 THEN 'delivered'
		WHEN 5 THEN 'confirmed' WHEN 6 THEN 'cancelled' WHEN 7 THEN 'returned' WHEN 8 THEN 'exchanged'
		ELSE 'unknown' END AS status,
	w.text AS status_text,
	strftime('%Y-%m-%dT%H:%M:%S', l.shipped_at, 'unixepoch') AS shipped_at,
	strftime('%Y-%m-%dT%H:%M:%S', l.delivered_at, 'unixepoch') AS delivered_at,
	coalesce(c.name, o.guest_name) AS customer_name,
	coalesce(c.phone, o.guest_phone) AS phone,
	coalesce(c.email, o.guest_email) AS email
FROM order_line AS l
JOIN orders AS o ON o.id = l.order_id
CROSS JOIN shop AS s
LEFT JOIN customer AS c ON c.id = o.customer
LEFT JOIN product AS p ON p.id = l.product
LEFT JOIN channel AS h ON h.id = o.channel
LEFT JOIN status_word AS w ON w.id = l.status_word;

CREATE VIEW v_returns AS
SELECT r.return_id,
	r.order_no,
	r.line_no,
	CASE r.kind WHEN 0 THEN 'return' WHEN 1 THEN 'exchange' WHEN 2 THEN 'cancel' END AS kind,
	r.reason_code,
	r.reason,
	CASE r.fault WHEN 0 THEN 'customer' WHEN 1 THEN 'shop' WHEN 2 THEN 'courier' WHEN 3 THEN 'unknown' END AS fault,
	strftime('%Y-%m-%dT%H:%M:%S', r.requested_at, 'unixepoch') AS requested_at,
	strftime('%Y-%m-%dT%H:%M:%S', r.received_at, 'unixepoch') AS received_at,
	strftime('%Y-%m-%dT%H:%M:%S', r.refunded_at, 'unixepoch') AS refunded_at,
	r.quantity,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * r.refund_amount / s.unit) ELSE r.refund_amount END AS refund_amount,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * r.return_fee / s.unit) ELSE r.return_fee END AS return_fee,
	CASE r.fee_payer WHEN 0 THEN 'customer' WHEN 1 THEN 'shop' WHEN 2 THEN 'shared' WHEN 3 THEN 'unknown' END AS fee_payer,
	r.severity,
	r.status,
	coalesce(r.customer_code, (SELECT c.code FROM orders AS o JOIN customer AS c ON c.id = o.customer
		WHERE o.order_no = r.order_no)) AS customer_id
FROM returns AS r CROSS JOIN shop AS s;

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
FROM customer;

CREATE VIEW v_products AS
SELECT CASE named WHEN 0 THEN code END AS product_id,
	name AS product_name,
	category,
	supplier,
	goods_kind,
	CASE repeat_class WHEN 0 THEN 'repeat' WHEN 1 THEN 'one_off' WHEN 2 THEN 'unsure' END AS repeat_class,
	CASE WHEN margin_rate IS NOT NULL THEN printf('%.6f', margin_rate / 1000000.0) END AS margin_rate
FROM product;

CREATE VIEW v_inserts AS
SELECT i.order_no,
	i.insert_code,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * i.cost / s.unit) ELSE i.cost END AS cost
FROM inserts AS i CROSS JOIN shop AS s;

CREATE VIEW v_visits AS
SELECT strftime('%Y-%m-%d', day * 86400, 'unixepoch') AS date, source, visits FROM visits;

CREATE VIEW v_spend AS
SELECT strftime('%Y-%m-%d', p.day * 86400, 'unixepoch') AS date,
	p.kind,
	p.campaign,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * p.amount / s.unit) ELSE p.amount END AS amount
FROM spend AS p CROSS JOIN shop AS s;

-- What makes orders fast to ask and slow to add: a bulk load into an empty
-- store drops these and makes them again at the end.  A migration makes those
-- that are missing behind its last step.

-- :name ORDER_INDEXES_CREATE
-- Everything that the purchase scan reads, in the order it wants: no text.
CREATE INDEX IF NOT EXISTS purchase ON order_line (customer, day, order_id, status, returned, amount, product);
-- Orders by their time, for reports on some days out of many.
CREATE INDEX IF NOT EXISTS orders_ordered ON orders (ordered_at, customer);
-- Whoever calls is found by the number.
CREATE INDEX IF NOT EXISTS customer_phone ON customer (phone) WHERE phone IS NOT NULL;
CREATE INDEX IF NOT EXISTS orders_guest_phone ON orders (guest_phone) WHERE guest_phone IS NOT NULL;

-- :name ORDER_INDEXES_DROP
DROP INDEX purchase;
DROP INDEX orders_ordered;
DROP INDEX customer_phone;
DROP INDEX orders_guest_phone;

-- :name SHOP_SET
INSERT INTO shop (id, currency, decimals, unit) VALUES (1, :currency, :decimals, :unit)

-- :name SHOP_GET
SELECT currency, decimals, identity FROM shop WHERE id = 1

-- The first import of people settles it, for good.
-- :name SHOP_SET_IDENTITY
UPDATE shop SET identity = :identity WHERE id = 1 AND identity IS NULL

-- A row where the store has orders and this is none of them.
-- :name ORDER_STRANGE scan
SELECT 1 WHERE EXISTS (SELECT 1 FROM orders) AND NOT EXISTS (SELECT 1 FROM orders WHERE order_no = :order_no)

-- :name ANY_BATCH scan
SELECT 1 FROM batch LIMIT 1

-- :name TABLE_COUNT scan
SELECT count(*) FROM sqlite_schema

-- :name FOREIGN_KEY_CHECK scan
SELECT 'foreign key: ' || "table" || ' -> ' || "parent" FROM pragma_foreign_key_check

-- :name INTEGRITY_CHECK scan
SELECT integrity_check FROM pragma_integrity_check

-- What must always hold beyond the constraints: each row is a fault.

-- :name CHECK_LINES_FOLLOW scan
SELECT 'order ' || o.order_no || ': a line has another customer or day than its order'
FROM order_line AS l JOIN orders AS o ON o.id = l.order_id
WHERE l.customer <> coalesce(o.customer, 0) OR l.day <> CAST(floor(o.ordered_at / 86400.0) AS INTEGER)

-- :name CHECK_RETURNED scan
SELECT 'order ' || o.order_no || ' line ' || l.line_no || ': marked returned and no return says so, or the other way'
FROM order_line AS l JOIN orders AS o ON o.id = l.order_id
WHERE l.returned <> EXISTS (
	SELECT 1 FROM taken_back AS t
	WHERE t.order_no = o.order_no AND t.line_no = l.line_no
		AND (t.whole OR t.quantity >= coalesce(l.quantity, 1)))

-- :name CHECK_EMPTY_ORDERS scan
SELECT 'order ' || order_no || ': has no line'
FROM orders WHERE NOT EXISTS (SELECT 1 FROM order_line WHERE order_id = orders.id)

-- :name CHECK_UNDONE scan
SELECT 'batch ' || id || ': undone, and a line of it is still there'
FROM batch
WHERE undone_at IS NOT NULL AND EXISTS (SELECT 1 FROM order_line WHERE first_batch = batch.id)

-- :name CHECK_IMAGES scan
SELECT 'undo image ' || id || ': not readable' FROM undo_image WHERE NOT json_valid(image)

-- :name CHECK_INDEX scan
SELECT 'the purchase index is missing'
WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = 'purchase')

-- :name CHECK_SHOP scan
SELECT 'the store has imports but no currency'
WHERE EXISTS (SELECT 1 FROM batch) AND NOT EXISTS (SELECT 1 FROM shop)
