-- The points ledger.  The event table is the truth, append-only and chained
-- by hashes; lots, debts, holds and accounts keep sums of it that verify
-- proves.  A move takes points of one lot from one bucket to another; its id
-- is its event's number times 65536, and its place.

-- :name MIGRATE_MILEAGE
CREATE TABLE mileage_policy (
	ver INTEGER PRIMARY KEY,
	valid_from INTEGER NOT NULL,
	sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
	body TEXT NOT NULL
) STRICT;

-- A customer of the ledger.  `merged_into` leads to the one that took it over.
CREATE TABLE mileage_account (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (code <> ''),
	merged_into INTEGER REFERENCES mileage_account,
	withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
	last INTEGER NOT NULL,         -- day of the latest event
	idle_on INTEGER NOT NULL DEFAULT 0, -- last day of its points while it does nothing; 0: none
	open_debts INTEGER NOT NULL DEFAULT 0,
	open_holds INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX mileage_account_merged ON mileage_account (merged_into) WHERE merged_into IS NOT NULL;

-- One business act.  `asked` are the points of the request, `points` what was
-- done; `detail` holds further words of the request, a line each.  Account 0
-- is the shop itself.
CREATE TABLE mileage_event (
	seq INTEGER PRIMARY KEY,
	key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 200),
	kind TEXT NOT NULL CHECK (instr(' earn grant activate hold capture void use restore clawback expire reinstate'
		|| ' adjust merge withdraw rejoin debt_pay waive revert return assign coupon grade notice seal ',
		' ' || kind || ' ') > 0),
	account INTEGER NOT NULL,
	eff INTEGER NOT NULL,
	at INTEGER NOT NULL,           -- when it was written, Korean wall clock
	asked INTEGER NOT NULL,
	points INTEGER NOT NULL,
	order_no TEXT,
	ref INTEGER,
	reason TEXT,
	actor TEXT,
	policy INTEGER NOT NULL REFERENCES mileage_policy,
	detail TEXT NOT NULL DEFAULT '',
	hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX mileage_event_order ON mileage_event (order_no) WHERE order_no IS NOT NULL;
CREATE INDEX mileage_event_account ON mileage_event (account, seq);

-- One grant with one life.  A child has the id of its parent and of the root.
CREATE TABLE mileage_lot (
	id INTEGER PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES mileage_event,
	parent INTEGER REFERENCES mileage_lot,
	root INTEGER NOT NULL,
	account INTEGER NOT NULL REFERENCES mileage_account,
	origin INTEGER NOT NULL CHECK (origin BETWEEN 0 AND 6),
	tax INTEGER NOT NULL CHECK (tax BETWEEN 0 AND 3),
	prio INTEGER NOT NULL CHECK (prio BETWEEN 1 AND 99),
	active_on INTEGER NOT NULL,
	expires_on INTEGER NOT NULL CHECK (expires_on >= active_on),
	issued INTEGER NOT NULL CHECK (issued BETWEEN 1 AND 1000000000000),
	pending INTEGER NOT NULL CHECK (pending >= 0),
	available INTEGER NOT NULL CHECK (available >= 0),
	held INTEGER NOT NULL CHECK (held >= 0),
	used INTEGER NOT NULL CHECK (used >= 0),
	expired INTEGER NOT NULL CHECK (expired >= 0),
	revoked INTEGER NOT NULL CHECK (revoked >= 0),
	forfeited INTEGER NOT NULL CHECK (forfeited >= 0),
	debt_paid INTEGER NOT NULL CHECK (debt_paid >= 0),
	moved INTEGER NOT NULL CHECK (moved >= 0),
	CHECK (issued = pending + available + held + used + expired + revoked + forfeited + debt_paid + moved)
) STRICT;
CREATE INDEX mileage_lot_open ON mileage_lot (account) WHERE pending + available + held > 0;
CREATE INDEX mileage_lot_root ON mileage_lot (root) WHERE parent IS NOT NULL;

CREATE TABLE mileage_move (
	id INTEGER PRIMARY KEY,
	lot INTEGER NOT NULL REFERENCES mileage_lot,
	path TEXT NOT NULL CHECK (length(path) = 2 AND instr(
		' IP IA PM PR PF AH HA HU HX HM HF AU UA UX UM UF AX XM XR AR AF AD RA RM RX RF FR ', path) > 0),
	amount INTEGER NOT NULL CHECK (amount > 0),
	undoes INTEGER REFERENCES mileage_move
) STRICT;
CREATE INDEX mileage_move_undoes ON mileage_move (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE mileage_debt (
	seq INTEGER PRIMARY KEY REFERENCES mileage_event,
	account INTEGER NOT NULL REFERENCES mileage_account,
	after_lot INTEGER NOT NULL,
	since INTEGER NOT NULL,
	amount INTEGER NOT NULL CHECK (amount > 0),
	paid INTEGER NOT NULL CHECK (paid >= 0),
	waived INTEGER NOT NULL CHECK (waived >= 0),
	CHECK (paid + waived <= amount)
) STRICT;
CREATE INDEX mileage_debt_account ON mileage_debt (account) WHERE amount - paid - waived > 0;

CREATE TABLE mileage_hold (
	seq INTEGER PRIMARY KEY REFERENCES mileage_event,
	account INTEGER NOT NULL REFERENCES mileage_account,
	amount INTEGER NOT NULL CHECK (amount > 0),
	captured INTEGER NOT NULL CHECK (captured BETWEEN 0 AND amount),
	until INTEGER NOT NULL,
	state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3)
) STRICT;
CREATE INDEX mileage_hold_account ON mileage_hold (account) WHERE state = 0;

-- What an order's lines were when they earned, and what came back of them.
CREATE TABLE mileage_line (
	order_no TEXT NOT NULL,
	line_no TEXT NOT NULL,
	seq INTEGER NOT NULL REFERENCES mileage_event,
	quantity INTEGER NOT NULL,
	amount INTEGER NOT NULL,
	points_share INTEGER NOT NULL,
	coupon_share INTEGER NOT NULL,
	rate INTEGER NOT NULL,
	PRIMARY KEY (order_no, line_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE mileage_taken (
	order_no TEXT NOT NULL,
	line_no TEXT NOT NULL,
	seq INTEGER NOT NULL REFERENCES mileage_event,
	amount INTEGER NOT NULL,       -- below 0 where a return was called off
	PRIMARY KEY (order_no, line_no, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE mileage_coupon_kind (
	code TEXT PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES mileage_event,
	won INTEGER NOT NULL CHECK (won >= 0),
	rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 1000000),
	cap INTEGER NOT NULL CHECK (cap >= 0),
	minimum INTEGER NOT NULL CHECK (minimum >= 0),
	days INTEGER NOT NULL CHECK (days > 0),
	per_member INTEGER NOT NULL CHECK (per_member > 0),
	unit INTEGER NOT NULL CHECK (unit >= 0),
	issues INTEGER NOT NULL CHECK (issues >= 0), -- for all members; 0: no limit
	first INTEGER NOT NULL CHECK (first IN (0, 1)),
	grp TEXT NOT NULL              -- of which an order takes one
) STRICT, WITHOUT ROWID;
-- state: 0 issued, 1 used
CREATE TABLE mileage_coupon (
	coupon TEXT PRIMARY KEY,
	code TEXT NOT NULL REFERENCES mileage_coupon_kind,
	account INTEGER NOT NULL REFERENCES mileage_account,
	seq INTEGER NOT NULL REFERENCES mileage_event,
	expires_on INTEGER NOT NULL,
	state INTEGER NOT NULL CHECK (state IN (0, 1)),
	order_no TEXT,
	discount INTEGER NOT NULL CHECK (discount >= 0),
	recaptured INTEGER NOT NULL DEFAULT 0 CHECK (recaptured BETWEEN 0 AND discount)
) STRICT, WITHOUT ROWID;
CREATE INDEX mileage_coupon_account ON mileage_coupon (account);
CREATE INDEX mileage_coupon_order ON mileage_coupon (order_no) WHERE order_no IS NOT NULL;

-- A grade and the evidence for it.
CREATE TABLE mileage_grade (
	account INTEGER NOT NULL REFERENCES mileage_account,
	eff INTEGER NOT NULL,
	seq INTEGER NOT NULL REFERENCES mileage_event,
	old TEXT,
	grade TEXT NOT NULL,
	amount INTEGER NOT NULL,
	purchases INTEGER NOT NULL,
	since INTEGER NOT NULL,
	pinned_until INTEGER,
	PRIMARY KEY (account, eff, seq)
) STRICT, WITHOUT ROWID;

-- Who was drawn into which arm, written before anything is granted.
CREATE TABLE mileage_arm (
	salt TEXT NOT NULL,
	account INTEGER NOT NULL REFERENCES mileage_account,
	seq INTEGER NOT NULL REFERENCES mileage_event,
	bucket INTEGER NOT NULL,
	arm INTEGER NOT NULL,          -- thousandths of the fee
	PRIMARY KEY (salt, account)
) STRICT, WITHOUT ROWID;
-- Every return that was judged: what it got and why.
CREATE TABLE mileage_comp (
	return_id TEXT PRIMARY KEY,
	account INTEGER NOT NULL REFERENCES mileage_account,
	seq INTEGER NOT NULL REFERENCES mileage_event,
	day INTEGER NOT NULL,
	salt TEXT NOT NULL,
	arm INTEGER NOT NULL,
	fee INTEGER NOT NULL,
	points INTEGER NOT NULL,
	stratum TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mileage_comp_account ON mileage_comp (account, day);

CREATE TABLE mileage_notice (
	lot INTEGER NOT NULL REFERENCES mileage_lot,
	lead INTEGER NOT NULL,
	seq INTEGER NOT NULL REFERENCES mileage_event,
	PRIMARY KEY (lot, lead)
) STRICT, WITHOUT ROWID;

CREATE TABLE mileage_seal (
	period TEXT PRIMARY KEY,
	seq INTEGER NOT NULL REFERENCES mileage_event,
	through INTEGER NOT NULL,      -- the last day of it
	head BLOB NOT NULL,            -- hash of the last event that it covers
	totals TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER mileage_event_update BEFORE UPDATE ON mileage_event
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mileage_event_delete BEFORE DELETE ON mileage_event
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mileage_move_update BEFORE UPDATE ON mileage_move
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mileage_move_delete BEFORE DELETE ON mileage_move
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mileage_lot_delete BEFORE DELETE ON mileage_lot
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mileage_lot_update BEFORE UPDATE OF id, seq, parent, root, origin, tax, prio, active_on, expires_on,
	issued ON mileage_lot
BEGIN SELECT RAISE(ABORT, 'a lot keeps its life'); END;
CREATE TRIGGER mileage_policy_update BEFORE UPDATE ON mileage_policy
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mileage_policy_delete BEFORE DELETE ON mileage_policy
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mileage_seal_update BEFORE UPDATE ON mileage_seal
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mileage_seal_delete BEFORE DELETE ON mileage_seal
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mileage_move_undoes AFTER INSERT ON mileage_move WHEN new.undoes IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'more is taken back than was moved')
	WHERE (SELECT sum(amount) FROM mileage_move WHERE undoes = new.undoes)
		> (SELECT amount FROM mileage_move WHERE id = new.undoes);
END;

CREATE VIEW v_mileage_lots AS
SELECT l.id AS lot,
	a.code AS customer_id,
	CASE l.origin WHEN 0 THEN 'purchase' WHEN 1 THEN 'event' WHEN 2 THEN 'return_fee' WHEN 3 THEN 'apology'
		WHEN 4 THEN 'manual' WHEN 5 THEN 'opening' ELSE 'reissue' END AS origin,
	CASE l.tax WHEN 0 THEN 'own' WHEN 1 THEN 'event' WHEN 2 THEN 'comp' ELSE 'deposit' END AS tax_class,
	strftime('%Y-%m-%d', l.active_on * 86400, 'unixepoch') AS active_on,
	CASE WHEN l.expires_on < 376199 THEN strftime('%Y-%m-%d', l.expires_on * 86400, 'unixepoch') END AS expires_on,
	l.issued, l.pending, l.available, l.held, l.used, l.expired, l.revoked, l.forfeited, l.debt_paid, l.moved,
	l.parent
FROM mileage_lot AS l JOIN mileage_account AS a ON a.id = l.account;

CREATE VIEW v_mileage_events AS
SELECT e.seq, e.key, e.kind, a.code AS customer_id,
	strftime('%Y-%m-%d', e.eff * 86400, 'unixepoch') AS eff,
	strftime('%Y-%m-%dT%H:%M:%S', e.at, 'unixepoch') AS written_at,
	e.points, e.order_no, e.reason, e.actor, e.policy, lower(hex(e.hash)) AS hash
FROM mileage_event AS e LEFT JOIN mileage_account AS a ON a.id = e.account;

-- Policies.

-- :name MILEAGE_POLICY_AT scan
SELECT ver, body FROM mileage_policy
WHERE valid_from <= :day OR ver = 1
ORDER BY valid_from <= :day DESC, valid_from DESC, ver DESC LIMIT 1

-- :name MILEAGE_POLICY_GET
SELECT body FROM mileage_policy WHERE ver = :ver

-- :name MILEAGE_POLICY_FIND
SELECT ver, valid_from FROM mileage_policy WHERE sha256 = :sha256

-- :name MILEAGE_POLICY_ADD scan
INSERT INTO mileage_policy (ver, valid_from, sha256, body)
SELECT coalesce(max(ver), 0) + 1, :valid_from, :sha256, :body FROM mileage_policy

-- :name MILEAGE_POLICY_LIST scan
SELECT ver, valid_from, sha256 FROM mileage_policy ORDER BY ver

-- Writing.

-- :name MILEAGE_HEAD scan
SELECT seq, hash FROM mileage_event ORDER BY seq DESC LIMIT 1

-- :name MILEAGE_LAST_LOT
SELECT coalesce(max(id), 0) FROM mileage_lot

-- :name MILEAGE_EVENT_ADD
INSERT INTO mileage_event (seq, key, kind, account, eff, at, asked, points, order_no, ref, reason, actor, policy, detail,
	hash)
VALUES (:seq, :key, :kind, :account, :eff, :at, :asked, :points, :order_no, :ref, :reason, :actor, :policy, :detail,
	:hash)

-- :name MILEAGE_EVENT_BY_KEY
SELECT e.seq, e.kind, coalesce(a.code, ''), e.asked, e.eff, coalesce(e.order_no, ''), coalesce(e.reason, ''), e.detail,
	e.points, e.account
FROM mileage_event AS e LEFT JOIN mileage_account AS a ON a.id = e.account
WHERE e.key = :key

-- :name MILEAGE_ACCOUNT_FIND
SELECT id, merged_into, withdrawn, last, open_debts, open_holds, idle_on FROM mileage_account WHERE code = :code

-- :name MILEAGE_ACCOUNT_GET
SELECT id, merged_into, withdrawn, last, open_debts, open_holds, idle_on, code FROM mileage_account WHERE id = :id

-- Whether there is anybody whom the store has merged.
-- :name MILEAGE_STORE_MERGES scan
SELECT EXISTS (SELECT 1 FROM customer_merge)

-- :name MILEAGE_STORE_ORDERS scan
SELECT EXISTS (SELECT 1 FROM orders)

-- Whether the order is another customer's, whatever each was merged into, and
-- what its goods cost as it was placed.
-- :name MILEAGE_ORDER_OWNER
SELECT coalesce(c.code <> :code AND NOT EXISTS (
		SELECT 1 FROM mileage_account AS a JOIN mileage_account AS b
			ON coalesce(a.merged_into, a.id) = coalesce(b.merged_into, b.id)
		WHERE a.code = :code AND b.code = c.code), 0),
	(SELECT sum(max(l.amount, 0)) FROM order_line AS l WHERE l.order_id = o.id)
FROM orders AS o LEFT JOIN customer AS c ON c.id = o.customer WHERE o.order_no = :order_no

-- :name MILEAGE_ACCOUNT_ADD
INSERT INTO mileage_account (code, last) VALUES (:code, :last)

-- :name MILEAGE_ACCOUNT_SET
UPDATE mileage_account SET withdrawn = :withdrawn, last = :last, open_debts = :open_debts, open_holds = :open_holds,
	idle_on = :idle_on
WHERE id = :id

-- Who was merged into that one before is merged into the new one: one step leads to who is left.
-- :name MILEAGE_ACCOUNT_MERGE
UPDATE mileage_account SET merged_into = :into, open_debts = 0, open_holds = 0 WHERE id = :id OR merged_into = :id

-- Coupons go with their owner.
-- :name MILEAGE_COUPONS_MERGE
UPDATE mileage_coupon SET account = :into WHERE account = :id

-- :name MILEAGE_LOT_ADD
INSERT INTO mileage_lot (id, seq, parent, root, account, origin, tax, prio, active_on, expires_on, issued,
	pending, available, held, used, expired, revoked, forfeited, debt_paid, moved)
VALUES (:id, :seq, :parent, :root, :account, :origin, :tax, :prio, :active_on, :expires_on, :issued,
	:P, :A, :H, :U, :X, :R, :F, :D, :M)

-- :name MILEAGE_LOT_SET
UPDATE mileage_lot SET account = :account, pending = :P, available = :A, held = :H, used = :U, expired = :X,
	revoked = :R, forfeited = :F, debt_paid = :D, moved = :M
WHERE id = :id

-- :name MILEAGE_MOVE_ADD
INSERT INTO mileage_move (id, lot, path, amount, undoes) VALUES (:id, :lot, :path, :amount, :undoes)

-- :name MILEAGE_DEBT_PUT
INSERT INTO mileage_debt (seq, account, after_lot, since, amount, paid, waived)
VALUES (:seq, :account, :after_lot, :since, :amount, :paid, :waived)
ON CONFLICT (seq) DO UPDATE SET account = excluded.account, paid = excluded.paid, waived = excluded.waived

-- :name MILEAGE_HOLD_PUT
INSERT INTO mileage_hold (seq, account, amount, captured, until, state)
VALUES (:seq, :account, :amount, :captured, :until, :state)
ON CONFLICT (seq) DO UPDATE SET account = excluded.account, captured = excluded.captured, state = excluded.state

-- Reading what an operation needs.

-- :name MILEAGE_LOTS_OPEN
SELECT id, seq, parent, root, origin, tax, prio, active_on, expires_on, issued,
	pending, available, held, used, expired, revoked, forfeited, debt_paid, moved
FROM mileage_lot WHERE account = :account AND pending + available + held > 0 ORDER BY id

-- :name MILEAGE_LOTS_OF_ACCOUNT scan
SELECT id, seq, parent, root, origin, tax, prio, active_on, expires_on, issued,
	pending, available, held, used, expired, revoked, forfeited, debt_paid, moved
FROM mileage_lot WHERE account = :account ORDER BY id

-- :name MILEAGE_LOT_GET
SELECT id, seq, parent, root, origin, tax, prio, active_on, expires_on, issued,
	pending, available, held, used, expired, revoked, forfeited, debt_paid, moved, account
FROM mileage_lot WHERE id = :id

-- The lots that an order earned, and their children.
-- :name MILEAGE_LOTS_OF_ORDER
SELECT m.lot FROM mileage_event AS e JOIN mileage_move AS m ON m.id BETWEEN e.seq * 65536 AND e.seq * 65536 + 65535
WHERE e.order_no = :order_no AND e.kind = 'earn' AND m.path IN ('IA', 'IP')
UNION
SELECT l.id FROM mileage_event AS e JOIN mileage_move AS m ON m.id BETWEEN e.seq * 65536 AND e.seq * 65536 + 65535
JOIN mileage_lot AS l ON l.root = m.lot AND l.parent IS NOT NULL
WHERE e.order_no = :order_no AND e.kind = 'earn' AND m.path IN ('IA', 'IP')
ORDER BY 1

-- A row where the store has customers, this is none of them and has no points yet.
-- :name MILEAGE_STRANGER scan
SELECT 1 WHERE EXISTS (SELECT 1 FROM customer) AND NOT EXISTS (SELECT 1 FROM customer WHERE code = :code)
	AND NOT EXISTS (SELECT 1 FROM mileage_account WHERE code = :code)

-- The customer that the store has merged this one into, where the ledger does not follow by itself.
-- :name MILEAGE_MERGED_INTO scan
SELECT i.code FROM customer AS c JOIN customer_final AS f ON f.customer = c.id JOIN customer AS i ON i.id = f.final
WHERE c.code = :code AND NOT EXISTS (SELECT 1 FROM mileage_account WHERE code = :code AND merged_into IS NOT NULL)

-- :name MILEAGE_LOTS_OF_EVENT
SELECT id FROM mileage_lot WHERE id IN (SELECT lot FROM mileage_move WHERE id BETWEEN :seq * 65536 AND :seq * 65536 + 65535
	AND path = 'IA')
UNION SELECT id FROM mileage_lot WHERE parent IS NOT NULL AND root IN (SELECT lot FROM mileage_move
	WHERE id BETWEEN :seq * 65536 AND :seq * 65536 + 65535 AND path = 'IA')
ORDER BY 1

-- :name MILEAGE_LOT_REINSTATED
SELECT 1 FROM mileage_lot AS l JOIN mileage_event AS e ON e.seq = l.seq
WHERE l.root = (SELECT root FROM mileage_lot WHERE id = :lot) AND l.parent = :lot AND l.parent IS NOT NULL
	AND e.kind = 'reinstate' LIMIT 1

-- :name MILEAGE_USES_OF_ORDER
SELECT m.id, m.lot, m.amount, coalesce((SELECT sum(u.amount) FROM mileage_move AS u WHERE u.undoes = m.id), 0), e.eff
FROM mileage_event AS e JOIN mileage_move AS m ON m.id BETWEEN e.seq * 65536 AND e.seq * 65536 + 65535
WHERE e.order_no = :order_no AND m.path IN ('AU', 'HU') ORDER BY m.id

-- :name MILEAGE_PARTS_OF_EVENT
SELECT m.id, m.lot, m.amount, coalesce((SELECT sum(u.amount) FROM mileage_move AS u WHERE u.undoes = m.id), 0), e.eff
FROM mileage_event AS e JOIN mileage_move AS m ON m.id BETWEEN e.seq * 65536 AND e.seq * 65536 + 65535
WHERE e.seq = :seq AND m.path IN ('AH', 'AR', 'PR') ORDER BY m.id

-- :name MILEAGE_DEBTS_OPEN
SELECT seq, after_lot, since, amount, paid, waived FROM mileage_debt
WHERE account = :account AND amount - paid - waived > 0 ORDER BY seq

-- :name MILEAGE_HOLDS_OPEN
SELECT seq, amount, captured, until, state FROM mileage_hold WHERE account = :account AND state = 0 ORDER BY seq

-- :name MILEAGE_HOLD_GET
SELECT account, state FROM mileage_hold WHERE seq = :seq

-- :name MILEAGE_LINES_OF_ORDER
SELECT l.line_no, l.quantity, l.amount, l.points_share, l.coupon_share, l.rate,
	(SELECT coalesce(sum(t.amount), 0) FROM mileage_taken AS t WHERE t.order_no = l.order_no AND t.line_no = l.line_no)
FROM mileage_line AS l WHERE l.order_no = :order_no ORDER BY l.line_no

-- :name MILEAGE_LINE_ADD
INSERT INTO mileage_line (order_no, line_no, seq, quantity, amount, points_share, coupon_share, rate)
VALUES (:order_no, :line_no, :seq, :quantity, :amount, :points_share, :coupon_share, :rate)

-- :name MILEAGE_TAKEN_ADD
INSERT INTO mileage_taken (order_no, line_no, seq, amount) VALUES (:order_no, :line_no, :seq, :amount)

-- :name MILEAGE_TAKEN_SUM
SELECT coalesce(sum(amount), 0) FROM mileage_taken WHERE order_no = :order_no AND seq = :seq

-- :name MILEAGE_TAKEN_OF_LINE
SELECT coalesce(sum(amount), 0) FROM mileage_taken WHERE order_no = :order_no AND line_no = :line_no

-- :name MILEAGE_TAKEN_REVERT
INSERT INTO mileage_taken (order_no, line_no, seq, amount)
SELECT order_no, line_no, :by, -amount FROM mileage_taken WHERE order_no = :order_no AND seq = :seq

-- :name MILEAGE_ORDER_SUMS
SELECT coalesce(sum(CASE WHEN kind = 'earn' THEN points END), 0),
	coalesce(sum(CASE WHEN kind = 'clawback' THEN points WHEN kind = 'revert' AND key GLOB '*/earned' THEN -points END), 0),
	min(CASE WHEN kind = 'earn' THEN policy END),
	min(CASE WHEN kind IN ('earn', 'use', 'capture', 'hold', 'coupon') THEN account END),
	coalesce(sum(CASE WHEN kind IN ('use', 'capture') OR key GLOB '*/used' THEN points
		WHEN kind = 'restore' THEN -points END), 0),
	coalesce(sum(CASE WHEN kind = 'restore' THEN points WHEN kind = 'revert' AND key GLOB '*/used' THEN -points END), 0)
FROM mileage_event WHERE order_no = :order_no

-- The same columns, of an order that the ledger has not seen yet.
-- :name MILEAGE_STORE_LINES
SELECT l.line_no, coalesce(l.quantity, 1), max(l.amount, 0), 0, 0, 0,
	(SELECT coalesce(sum(t.amount), 0) FROM mileage_taken AS t WHERE t.order_no = o.order_no AND t.line_no = l.line_no)
FROM orders AS o JOIN order_line AS l ON l.order_id = o.id
WHERE o.order_no = :order_no ORDER BY l.line_no

-- :name MILEAGE_GRANTED_IN_MONTH
SELECT coalesce(sum(points), 0), count(*) FROM mileage_event
WHERE account IN (SELECT :account UNION ALL SELECT id FROM mileage_account WHERE merged_into = :account)
	AND kind = 'grant' AND eff BETWEEN :from AND :to

-- What one person gave by hand; what the policy gives for returns is nobody's.
-- :name MILEAGE_GIVEN_BY scan
SELECT coalesce(sum(points), 0) FROM mileage_event
WHERE actor = :actor AND kind IN ('grant', 'adjust', 'reinstate') AND points > 0 AND eff BETWEEN :from AND :to
	AND NOT (key GLOB 'compensate:*' AND detail GLOB '*basis=*')

-- :name MILEAGE_SEALED_THROUGH scan
SELECT max(through) FROM mileage_seal

-- Customers with points that lapse or wait for something by :day.  What has
-- lapsed is found in one walk over the lots, not lot by lot for each customer.
-- :name MILEAGE_DUE_ACCOUNTS scan
SELECT a.code, a.id FROM mileage_account AS a
WHERE a.id IN (SELECT account FROM mileage_lot NOT INDEXED WHERE expires_on < :day AND pending + available + held > 0)
	OR ((a.open_debts > 0 OR a.open_holds > 0 OR (a.idle_on > 0 AND a.idle_on < :day))
		AND EXISTS (SELECT 1 FROM mileage_lot AS l WHERE l.account = a.id AND l.pending + l.available + l.held > 0))
ORDER BY a.id

-- :name MILEAGE_LOT_ISSUE
SELECT e.eff, l.origin FROM mileage_lot AS l JOIN mileage_event AS e ON e.seq = l.seq WHERE l.id = :lot

-- Reports.

-- :name MILEAGE_ACCOUNTS scan
SELECT id, code FROM mileage_account WHERE merged_into IS NULL ORDER BY code

-- What an event does to what the customer owns: available and waiting points.
-- :name MILEAGE_STATEMENT
SELECT e.seq, e.eff, e.kind,
	coalesce((SELECT sum(CASE WHEN substr(m.path, 2) IN ('P', 'A') THEN m.amount ELSE 0 END
		- CASE WHEN substr(m.path, 1, 1) IN ('P', 'A') THEN m.amount ELSE 0 END)
		FROM mileage_move AS m WHERE m.id BETWEEN e.seq * 65536 AND e.seq * 65536 + 65535), 0),
	e.order_no, e.reason, e.key
FROM mileage_event AS e
WHERE e.account IN (SELECT :account UNION ALL SELECT id FROM mileage_account WHERE merged_into = :account)
ORDER BY e.seq

-- :name MILEAGE_MOVES_OF_EVENT
SELECT m.lot, m.path, m.amount, m.undoes, l.active_on, l.expires_on
FROM mileage_move AS m JOIN mileage_lot AS l ON l.id = m.lot
WHERE m.id BETWEEN :seq * 65536 AND :seq * 65536 + 65535 ORDER BY m.id

-- :name MILEAGE_EVENT_SHOW
SELECT e.seq, e.kind, coalesce(a.code, ''), e.eff, e.at, e.asked, e.points, e.order_no, e.reason, e.actor, e.policy,
	e.detail, lower(hex(e.hash)), e.ref
FROM mileage_event AS e LEFT JOIN mileage_account AS a ON a.id = e.account WHERE e.key = :key

-- Verifying: everything in the order in which it was written.

-- :name MILEAGE_REPLAY_EVENTS scan
SELECT seq, key, kind, account, eff, at, asked, points, order_no, ref, reason, actor, policy, detail, hash
FROM mileage_event ORDER BY seq

-- :name MILEAGE_REPLAY_LOTS scan
SELECT id, seq, parent, root, origin, tax, prio, active_on, expires_on, issued,
	pending, available, held, used, expired, revoked, forfeited, debt_paid, moved, account
FROM mileage_lot ORDER BY id

-- :name MILEAGE_REPLAY_MOVES scan
SELECT id, lot, path, amount, undoes FROM mileage_move ORDER BY id

-- :name MILEAGE_REPLAY_ACCOUNTS scan
SELECT id, code, merged_into, idle_on FROM mileage_account ORDER BY id

-- :name MILEAGE_REPLAY_POLICIES scan
SELECT ver, valid_from, sha256, body FROM mileage_policy ORDER BY ver

-- :name MILEAGE_REPLAY_DEBTS scan
SELECT d.seq, d.amount, d.paid, d.waived,
	coalesce((SELECT sum(m.amount) FROM mileage_move AS m WHERE m.id BETWEEN d.seq * 65536 AND d.seq * 65536 + 65535), 0),
	e.points,
	coalesce((SELECT sum(p.points) FROM mileage_event AS p WHERE p.account IN (d.account, e.account)
		AND p.kind = 'debt_pay' AND p.ref = d.seq), 0)
FROM mileage_debt AS d JOIN mileage_event AS e ON e.seq = d.seq ORDER BY d.seq

-- :name MILEAGE_REPLAY_SEALS scan
SELECT s.period, s.seq, s.head, s.totals, (SELECT hash FROM mileage_event WHERE seq = s.seq - 1),
	EXISTS (SELECT 1 FROM mileage_event AS e WHERE e.seq = s.seq AND e.kind = 'seal' AND e.key = 'seal:' || s.period
		AND e.eff = s.through AND substr(e.detail, 1, length(s.totals)) = s.totals)
FROM mileage_seal AS s
ORDER BY s.through

-- :name MILEAGE_REPLAY_OVER scan
SELECT m.undoes / 65536 FROM mileage_move AS m WHERE m.undoes IS NOT NULL GROUP BY m.undoes
HAVING sum(m.amount) > (SELECT amount FROM mileage_move WHERE id = m.undoes) ORDER BY 1

-- What of an order came back, by its events: more than there was is a fault.
-- :name MILEAGE_REPLAY_ORDERS scan
SELECT order_no, max(CASE WHEN kind IN ('restore', 'clawback') THEN seq END) FROM mileage_event WHERE order_no IS NOT NULL
GROUP BY order_no
HAVING sum(CASE WHEN kind = 'earn' THEN points WHEN kind = 'clawback' THEN -points
		WHEN kind = 'revert' AND key GLOB '*/earned' THEN points ELSE 0 END) < 0
	OR sum(CASE WHEN kind IN ('use', 'capture') OR (kind = 'revert' AND key GLOB '*/used') THEN points
		WHEN kind = 'restore' THEN -points ELSE 0 END) < 0
ORDER BY order_no

-- What stands beside the points, with the events that it rests on.

-- :name MILEAGE_PROOF_GRADES scan
SELECT g.seq, g.account, g.eff, coalesce(g.old, ''), g.grade, g.amount, g.purchases, g.since, g.pinned_until,
	coalesce(e.kind, ''), e.account, e.key, e.eff, e.detail, e.policy
FROM mileage_grade AS g LEFT JOIN mileage_event AS e ON e.seq = g.seq ORDER BY g.account, g.seq

-- :name MILEAGE_PROOF_KINDS scan
SELECT k.code, k.seq, coalesce(e.kind, ''), coalesce(e.detail, ''), e.policy
FROM mileage_coupon_kind AS k LEFT JOIN mileage_event AS e ON e.seq = k.seq ORDER BY k.seq

-- :name MILEAGE_PROOF_COUPONS scan
SELECT c.coupon, c.code, c.seq, c.expires_on, c.state, coalesce(c.order_no, ''), c.discount, c.recaptured, k.days,
	coalesce(e.kind, ''), e.eff, coalesce(e.detail, ''), coalesce(a.merged_into, a.id) = c.account
FROM mileage_coupon AS c JOIN mileage_coupon_kind AS k ON k.code = c.code LEFT JOIN mileage_event AS e ON e.seq = c.seq
LEFT JOIN mileage_account AS a ON a.id = e.account
ORDER BY c.seq

-- :name MILEAGE_PROOF_COUPON_EVENTS scan
SELECT seq, detail, coalesce(order_no, '') FROM mileage_event WHERE kind = 'coupon' ORDER BY seq

-- :name MILEAGE_PROOF_ARMS scan
SELECT m.seq, m.salt, m.account, m.bucket, m.arm, coalesce(e.kind, ''), e.account, e.key, e.policy
FROM mileage_arm AS m LEFT JOIN mileage_event AS e ON e.seq = m.seq ORDER BY m.seq

-- :name MILEAGE_PROOF_COMP scan
SELECT k.seq, k.return_id, k.account, k.day, k.salt, k.arm, k.fee, k.points, coalesce(e.key, ''), e.account, e.eff, e.points,
	coalesce(e.detail, ''), e.policy, k.salt = '' OR EXISTS (SELECT 1 FROM mileage_arm AS m
		WHERE m.salt = k.salt AND m.arm = k.arm AND m.seq < k.seq AND m.account IN (SELECT k.account
			UNION SELECT merged_into FROM mileage_account WHERE id = k.account
			UNION SELECT f.id FROM mileage_account AS a JOIN mileage_account AS f ON f.merged_into = coalesce(a.merged_into, a.id)
				WHERE a.id = k.account))
FROM mileage_comp AS k LEFT JOIN mileage_event AS e ON e.seq = k.seq ORDER BY k.seq

-- :name MILEAGE_PROOF_MERGES scan
SELECT seq, account, ref FROM mileage_event WHERE kind = 'merge' ORDER BY seq

-- Events whose record beside the points is gone.
-- :name MILEAGE_PROOF_LOST scan
SELECT e.seq FROM mileage_event AS e
WHERE (e.kind = 'grade' AND NOT EXISTS (SELECT 1 FROM mileage_grade AS g WHERE g.account = e.account AND g.seq = e.seq))
	OR (e.kind = 'assign' AND e.key GLOB 'assign:*' AND e.seq NOT IN (SELECT seq FROM mileage_arm))
	OR (e.kind IN ('grant', 'assign') AND e.key GLOB 'compensate:*' AND e.detail GLOB '*basis=*'
		AND NOT EXISTS (SELECT 1 FROM mileage_comp AS k WHERE k.return_id = substr(e.key, 12) AND k.seq = e.seq))
ORDER BY e.seq

-- :name CHECK_MILEAGE_MOVES scan
SELECT 'mileage move ' || m.id || ': no event or lot' FROM mileage_move AS m
WHERE NOT EXISTS (SELECT 1 FROM mileage_event WHERE seq = m.id / 65536)
	OR NOT EXISTS (SELECT 1 FROM mileage_lot WHERE id = m.lot)

-- :name CHECK_MILEAGE_DENSE scan
SELECT 'mileage events: the sequence has a gap'
FROM (SELECT count(*) AS n, max(seq) AS last FROM mileage_event) WHERE n <> coalesce(last, 0)

-- :name MILEAGE_LOTS_SHOW scan
SELECT l.id, l.origin, l.tax, l.active_on, l.expires_on, l.issued, l.pending, l.available, l.held, l.used, l.expired,
	l.revoked, l.forfeited, l.debt_paid, l.moved, l.parent, e.key
FROM mileage_lot AS l JOIN mileage_event AS e ON e.seq = l.seq
WHERE l.account = :account ORDER BY l.id

-- What changed of the points that customers own, by the days of the events.
-- A child lot is no new issue: what moves to it stays owed.
-- :name MILEAGE_ROLL scan
SELECT coalesce(sum(CASE WHEN m.path IN ('IA', 'IP') AND l.parent IS NULL THEN m.amount END), 0)
	+ coalesce(sum(CASE WHEN m.path = 'XM' THEN m.amount END), 0),
	coalesce(sum(CASE WHEN m.path IN ('AU', 'HU') THEN m.amount
		WHEN m.path IN ('UA', 'UM', 'UX', 'UF') THEN -m.amount END), 0),
	coalesce(sum(CASE WHEN m.path IN ('AX', 'HX', 'UX', 'RX') THEN m.amount WHEN m.path = 'XR' THEN -m.amount END), 0),
	coalesce(sum(CASE WHEN m.path IN ('AR', 'PR', 'XR', 'AF', 'PF', 'HF', 'UF', 'AD') THEN m.amount
		WHEN m.path IN ('RA', 'RM', 'RX') THEN -m.amount END), 0)
FROM mileage_event AS e JOIN mileage_move AS m ON m.id BETWEEN e.seq * 65536 AND e.seq * 65536 + 65535
JOIN mileage_lot AS l ON l.id = m.lot
WHERE e.eff BETWEEN :from AND :to

-- :name MILEAGE_FIRST_DAY scan
SELECT min(eff) FROM mileage_event

-- By customer, month of issue and month: issued, used, taken back with goods,
-- ended otherwise.  `purchase`: 1 the points that sales earned, 0 the others,
-- -1 all.
-- :name MILEAGE_COHORTS scan
WITH first AS (
	SELECT l.id, e.eff - CAST(strftime('%d', e.eff * 86400, 'unixepoch') AS INTEGER) + 1 AS month
	FROM mileage_lot AS l JOIN mileage_event AS e ON e.seq = l.seq
	WHERE l.parent IS NULL AND e.eff <= :to AND (:purchase < 0 OR (l.origin = 0) = :purchase))
SELECT account, issued_in, month, sum(issued), sum(used), sum(revoked), sum(lapsed) FROM (
	SELECT l.account AS account, f.month AS issued_in, f.month AS month, l.issued AS issued, 0 AS used, 0 AS revoked,
		0 AS lapsed
	FROM first AS f JOIN mileage_lot AS l ON l.id = f.id
	UNION ALL
	SELECT l.account, f.month, e.eff - CAST(strftime('%d', e.eff * 86400, 'unixepoch') AS INTEGER) + 1, 0,
		m.amount * ((substr(m.path, 2) = 'U') - (substr(m.path, 1, 1) = 'U')),
		m.amount * ((substr(m.path, 2) = 'R') - (substr(m.path, 1, 1) = 'R')),
		m.amount * ((substr(m.path, 2) IN ('X', 'F', 'D')) - (substr(m.path, 1, 1) IN ('X', 'F', 'D')))
	FROM mileage_move AS m JOIN mileage_event AS e ON e.seq = m.id / 65536
	JOIN mileage_lot AS l ON l.id = m.lot JOIN first AS f ON f.id = l.root
	WHERE m.path NOT IN ('IP', 'IA', 'AH', 'HA') AND e.eff <= :to)
GROUP BY account, issued_in, month ORDER BY account, issued_in, month

-- What sales were worth that earned points, by the month in which they did,
-- and below 0 what of them came back, by the month of the return.
-- :name MILEAGE_SALES scan
WITH sale AS (
	SELECT n.order_no, n.line_no, n.amount, e.eff - CAST(strftime('%d', e.eff * 86400, 'unixepoch') AS INTEGER) + 1 AS month
	FROM mileage_line AS n JOIN mileage_event AS e ON e.seq = n.seq WHERE e.points > 0)
SELECT issued_in, month, sum(amount) FROM (
	SELECT month AS issued_in, month, amount FROM sale
	UNION ALL
	SELECT s.month, b.eff - CAST(strftime('%d', b.eff * 86400, 'unixepoch') AS INTEGER) + 1, -t.amount
	FROM sale AS s JOIN mileage_taken AS t ON t.order_no = s.order_no AND t.line_no = s.line_no
	JOIN mileage_event AS b ON b.seq = t.seq)
GROUP BY issued_in, month ORDER BY issued_in, month

-- What was used in a month by the class that VAT knows.
-- :name MILEAGE_USED_BY_TAX scan
SELECT l.tax, sum(m.amount * ((substr(m.path, 2) = 'U') - (substr(m.path, 1, 1) = 'U')))
FROM mileage_event AS e JOIN mileage_move AS m ON m.id BETWEEN e.seq * 65536 AND e.seq * 65536 + 65535
JOIN mileage_lot AS l ON l.id = m.lot
WHERE e.eff BETWEEN :from AND :to GROUP BY l.tax

-- From the shop's orders and returns.

-- Orders that have not earned: once paid for as a whole; the second column
-- says whether all of it was delivered too, the third when it was ordered.
-- :name MILEAGE_EARN_DUE scan
SELECT o.order_no, min(l.status IN (4, 5, 6, 7, 8)), CAST(o.ordered_at / 86400 AS INTEGER)
FROM orders AS o JOIN order_line AS l ON l.order_id = o.id
WHERE o.customer IS NOT NULL
GROUP BY o.id
HAVING min(l.status BETWEEN 2 AND 8) = 1 AND max(l.status BETWEEN 2 AND 5 AND l.returned = 0) = 1
	AND max(coalesce(l.delivered_at, o.paid_at, o.ordered_at)) < (:day + 1) * 86400
	AND NOT EXISTS (SELECT 1 FROM mileage_event WHERE key = 'earn:' || o.order_no)
ORDER BY o.ordered_at, o.order_no

-- Orders whose points wait for the confirmation that the store has by now:
-- every line that was not called off or sent back is confirmed.
-- :name MILEAGE_CONFIRMED scan
SELECT DISTINCT e.order_no
FROM mileage_lot AS l JOIN mileage_event AS e ON e.seq = l.seq
WHERE l.pending > 0 AND e.kind = 'earn' AND e.order_no IS NOT NULL AND (:order_no IS NULL OR e.order_no = :order_no)
	AND (SELECT min(n.status = 5 OR n.status IN (6, 7) OR n.returned = 1) = 1 AND max(n.status = 5 AND n.returned = 0) = 1
		FROM orders AS o JOIN order_line AS n ON n.order_id = o.id WHERE o.order_no = e.order_no)
ORDER BY e.order_no

-- :name MILEAGE_EARN_ORDER
SELECT c.code, CAST(o.ordered_at / 86400 AS INTEGER), coalesce(o.mileage_used, 0), coalesce(o.coupon_discount, 0),
	coalesce((SELECT g.grade FROM mileage_account AS a JOIN mileage_grade AS g ON g.account = coalesce(a.merged_into, a.id)
		WHERE a.code = c.code AND g.eff <= CAST(o.ordered_at / 86400 AS INTEGER) ORDER BY g.eff DESC, g.seq DESC LIMIT 1),
		c.grade, ''),
	(SELECT CAST(max(coalesce(l.delivered_at, o.paid_at, o.ordered_at)) / 86400 AS INTEGER) FROM order_line AS l
		WHERE l.order_id = o.id AND l.status NOT IN (6, 7)),
	(SELECT coalesce(sum(CASE WHEN e.kind IN ('use', 'capture') THEN e.points WHEN e.kind = 'restore' THEN -e.points END), 0)
		FROM mileage_event AS e WHERE e.order_no = o.order_no),
	CAST(coalesce(o.paid_at, o.ordered_at) / 86400 AS INTEGER)
FROM orders AS o JOIN customer AS c ON c.id = o.customer WHERE o.order_no = :order_no

-- A line that went back before it earned stands here with nothing to earn, so
-- that its share of the points paid can still be given back.
-- :name MILEAGE_EARN_LINES
SELECT l.line_no, coalesce(l.quantity, 1), max(l.amount, 0), coalesce(p.code, ''), coalesce(p.category, ''),
	l.returned = 1 OR l.status NOT BETWEEN :least AND 5
FROM orders AS o JOIN order_line AS l ON l.order_id = o.id LEFT JOIN product AS p ON p.id = l.product
WHERE o.order_no = :order_no AND l.status <> 6 ORDER BY l.line_no

-- :name MILEAGE_RETURN_GET
SELECT coalesce(r.order_no, ''), coalesce(r.line_no, ''), coalesce(r.quantity, 0), coalesce(r.kind, 0),
	coalesce(c.code, r.customer_code, '')
FROM returns AS r LEFT JOIN orders AS o ON o.order_no = r.order_no LEFT JOIN customer AS c ON c.id = o.customer
WHERE r.return_id = :return_id

-- Finished returns of members that the ledger has not seen.
-- :name MILEAGE_RETURNS_DUE scan
SELECT r.return_id, CAST(coalesce(r.refunded_at, r.received_at, r.requested_at, 0) / 86400 AS INTEGER)
FROM returns AS r JOIN orders AS o ON o.order_no = r.order_no
WHERE o.customer IS NOT NULL AND r.closed = 1 AND coalesce(r.kind, 0) <> 1
	AND CAST(coalesce(r.refunded_at, r.received_at, r.requested_at, 0) / 86400 AS INTEGER) <= :day
	AND NOT EXISTS (SELECT 1 FROM mileage_event WHERE key = 'return:' || r.return_id)
ORDER BY coalesce(r.refunded_at, r.received_at, r.requested_at), r.return_id

-- :name MILEAGE_RETURNS scan
SELECT r.return_id, coalesce(r.order_no, ''), coalesce(r.customer_code, c.code, ''), coalesce(r.fault, 3), coalesce(r.fee_payer, 3),
	coalesce(r.return_fee, -1), coalesce(r.severity, 0),
	CAST(coalesce(r.refunded_at, r.received_at, r.requested_at) / 86400 AS INTEGER),
	(SELECT count(DISTINCT l.order_id) FROM order_line AS l WHERE l.customer = c.id
		AND l.day < CAST(coalesce(r.requested_at, r.received_at, r.refunded_at) / 86400 AS INTEGER)),
	k.points
FROM returns_counted AS r LEFT JOIN orders AS o ON o.order_no = r.order_no LEFT JOIN customer AS c ON c.id = o.customer
LEFT JOIN mileage_comp AS k ON k.return_id = r.return_id
WHERE coalesce(r.kind, 0) = 0 AND (:return_id IS NULL OR r.return_id = :return_id)
	AND CAST(coalesce(r.refunded_at, r.received_at, r.requested_at) / 86400 AS INTEGER) BETWEEN :from AND :to
ORDER BY 8, r.return_id

-- Of a customer and of those who were merged into it the arm that was drawn first.
-- :name MILEAGE_ARM_GET
SELECT m.arm FROM mileage_arm AS m WHERE m.salt = :salt AND m.account IN (SELECT coalesce(merged_into, id) FROM mileage_account WHERE code = :code
	UNION ALL SELECT f.id FROM mileage_account AS c JOIN mileage_account AS f ON f.merged_into = coalesce(c.merged_into, c.id)
	WHERE c.code = :code)
ORDER BY m.seq LIMIT 1

-- :name MILEAGE_ARM_ADD
INSERT INTO mileage_arm (salt, account, seq, bucket, arm) VALUES (:salt, :account, :seq, :bucket, :arm)

-- :name MILEAGE_COMP_ADD
INSERT INTO mileage_comp (return_id, account, seq, day, salt, arm, fee, points, stratum)
VALUES (:return_id, :account, :seq, :day, :salt, :arm, :fee, :points, :stratum)

-- :name MILEAGE_COMP_OF_CUSTOMER
SELECT coalesce(sum(k.points), 0), count(CASE WHEN k.points > 0 THEN 1 END)
FROM mileage_comp AS k
WHERE k.day BETWEEN :from AND :to AND k.account IN (SELECT coalesce(merged_into, id) FROM mileage_account WHERE code = :code
	UNION ALL SELECT f.id FROM mileage_account AS c JOIN mileage_account AS f ON f.merged_into = coalesce(c.merged_into, c.id)
	WHERE c.code = :code)

-- :name MILEAGE_COMP_OF_MONTH scan
SELECT coalesce(sum(points), 0) FROM mileage_comp WHERE day BETWEEN :from AND :to

-- The experiment that was drawn for last.
-- :name MILEAGE_EXPERIMENT scan
SELECT salt FROM mileage_comp WHERE salt <> '' ORDER BY seq DESC LIMIT 1

-- One row a customer: the first return that was judged in the experiment (or,
-- with no salt, outside of any), and what was bought within the window.
-- :name MILEAGE_EFFECT scan
WITH judged AS (
	SELECT k.*, coalesce(a.merged_into, a.id) AS member,
		row_number() OVER (PARTITION BY coalesce(a.merged_into, a.id) ORDER BY k.day, k.seq) AS place
	FROM mileage_comp AS k JOIN mileage_account AS a ON a.id = k.account
	WHERE k.day BETWEEN :from AND :to AND k.salt = :salt)
SELECT k.arm, k.day, k.points, k.stratum,
	coalesce((SELECT sum(l.used + coalesce((SELECT sum(h.used) FROM mileage_lot AS h WHERE h.root = l.id AND h.parent IS NOT NULL), 0))
		FROM mileage_move AS m JOIN mileage_lot AS l ON l.id = m.lot
		WHERE m.id BETWEEN k.seq * 65536 AND k.seq * 65536 + 65535 AND m.path = 'IA'), 0),
	(SELECT sum(l.amount) FROM order_line AS l WHERE l.customer = c.id AND l.day > k.day AND l.day <= k.day + :window
		AND l.status NOT IN (6, 7) AND l.returned = 0)
FROM judged AS k JOIN mileage_account AS v ON v.id = k.member LEFT JOIN customer AS c ON c.code = v.code
WHERE k.place = 1
ORDER BY k.arm, k.day, k.return_id

-- The first return of each customer who was never judged, in the same columns.
-- :name MILEAGE_EFFECT_OTHERS scan
WITH back AS (
	SELECT r.id, r.return_id, o.customer, coalesce(r.severity, 0) AS severity,
		CAST(coalesce(r.refunded_at, r.received_at, r.requested_at) / 86400 AS INTEGER) AS day
	FROM returns_counted AS r JOIN orders AS o ON o.order_no = r.order_no
	WHERE o.customer IS NOT NULL AND coalesce(r.kind, 0) = 0 AND coalesce(r.fault, 0) = 0),
first AS (SELECT customer, min(id) AS id FROM back WHERE day BETWEEN :from AND :to GROUP BY customer),
judged AS (SELECT DISTINCT v.code FROM mileage_comp AS k JOIN mileage_account AS a ON a.id = k.account
	JOIN mileage_account AS v ON v.id = coalesce(a.merged_into, a.id))
SELECT 0, b.day, 0,
	CASE WHEN b.severity >= :upset THEN 'upset/' ELSE 'calm/' END || CASE
		(SELECT min(count(DISTINCT l.order_id), 3) FROM order_line AS l WHERE l.customer = b.customer AND l.day < b.day)
		WHEN 3 THEN 'regular' WHEN 2 THEN 'second' ELSE 'new' END,
	0,
	(SELECT sum(l.amount) FROM order_line AS l WHERE l.customer = b.customer AND l.day > b.day AND l.day <= b.day + :window
		AND l.status NOT IN (6, 7) AND l.returned = 0)
FROM first AS f JOIN back AS b ON b.id = f.id JOIN customer AS c ON c.id = b.customer
WHERE c.code NOT IN (SELECT code FROM judged)
ORDER BY b.day, b.return_id

-- :name MILEAGE_AD_COST scan
SELECT coalesce((SELECT sum(amount) FROM spend WHERE day BETWEEN :from AND :to), 0),
	(SELECT count(*) FROM (SELECT customer, min(day) AS first FROM order_line WHERE customer <> 0 AND status NOT IN (6, 7)
		AND returned = 0 GROUP BY customer) WHERE first BETWEEN :from AND :to),
	coalesce((SELECT CAST(sum(amount) / max(count(DISTINCT order_id), 1) AS INTEGER) FROM order_line
		WHERE customer <> 0 AND status NOT IN (6, 7) AND returned = 0 AND day BETWEEN :from AND :to), 0)

-- Tools that keep customers.  A customer counts once for a tool, from the day
-- it got it first; what it costs is what of it was used by now.
-- :name MILEAGE_TOOLS scan
WITH given AS (
	SELECT 'points/' || CASE l.origin WHEN 0 THEN 'purchase' WHEN 1 THEN 'event' WHEN 2 THEN 'return_fee' WHEN 3 THEN 'apology'
		WHEN 4 THEN 'manual' WHEN 5 THEN 'opening' ELSE 'reissue' END AS tool,
		l.account AS account, e.eff AS day, l.issued AS given,
		l.used + coalesce((SELECT sum(h.used) FROM mileage_lot AS h WHERE h.root = l.id AND h.parent IS NOT NULL), 0) AS cost
	FROM mileage_lot AS l JOIN mileage_event AS e ON e.seq = l.seq
	WHERE l.parent IS NULL AND e.eff BETWEEN :from AND :to
	UNION ALL
	SELECT 'coupon/' || c.code, c.account, e.eff, NULL, c.discount - c.recaptured
	FROM mileage_coupon AS c JOIN mileage_event AS e ON e.seq = c.seq WHERE e.eff BETWEEN :from AND :to),
member AS (
	SELECT g.tool, c.id AS customer, min(g.day) AS day, sum(g.given) AS given, sum(g.cost) AS cost
	FROM given AS g JOIN mileage_account AS a ON a.id = g.account LEFT JOIN customer AS c ON c.code = a.code
	GROUP BY g.tool, g.account)
SELECT tool, count(*), sum(given), sum(cost), sum(day + :window <= :as_of),
	sum(day + :window <= :as_of AND EXISTS (SELECT 1 FROM order_line AS l WHERE l.customer = m.customer
		AND l.day > m.day AND l.day <= m.day + :window AND l.status NOT IN (6, 7) AND l.returned = 0)),
	sum(CASE WHEN day + :window <= :as_of THEN cost END)
FROM member AS m GROUP BY tool
UNION ALL
SELECT 'spend/' || kind, NULL, NULL, sum(amount), NULL, NULL, NULL FROM spend WHERE day BETWEEN :from AND :to GROUP BY kind
ORDER BY 1

-- What waits to be cleared: points that wait for an event, holds, debts.
-- :name MILEAGE_UNCLEARED scan
SELECT 'pending', a.code, l.pending, e.eff, e.key, coalesce(e.order_no, '')
FROM mileage_lot AS l JOIN mileage_event AS e ON e.seq = l.seq JOIN mileage_account AS a ON a.id = l.account
WHERE l.pending > 0 AND e.eff <= :day
UNION ALL
SELECT 'held', a.code, h.amount, e.eff, e.key, coalesce(e.order_no, '')
FROM mileage_hold AS h JOIN mileage_event AS e ON e.seq = h.seq JOIN mileage_account AS a ON a.id = h.account
WHERE h.state = 0 AND h.until >= :day AND e.eff <= :day
UNION ALL
SELECT 'debt', a.code, d.amount - d.paid - d.waived, d.since, e.key, coalesce(e.order_no, '')
FROM mileage_debt AS d JOIN mileage_event AS e ON e.seq = d.seq JOIN mileage_account AS a ON a.id = d.account
WHERE d.amount - d.paid - d.waived > 0 AND d.since <= :day
ORDER BY 4, 1, 2, 5

-- What happened to a member more often than the policy says within its window:
-- each time with its evidence; `nth` is the day that has to leave the window.
-- :name MILEAGE_FLAGS scan
WITH bound (flag, least) AS (VALUES ('compensated', :compensated), ('returned', :returned), ('owed', :owed)),
benefit AS (
	SELECT order_no, max(kind = 'coupon') AS coupon FROM mileage_event
	WHERE order_no IS NOT NULL AND (kind IN ('use', 'capture') OR (kind = 'coupon' AND ref IS NULL)) GROUP BY order_no),
happened AS (
	SELECT 'compensated' AS flag, account, day, points, return_id AS evidence FROM mileage_comp
	WHERE points > 0 AND day BETWEEN :from AND :to
	UNION ALL
	SELECT 'returned', e.account, min(e.eff), 0, e.order_no FROM mileage_event AS e JOIN benefit AS b ON b.order_no = e.order_no
	WHERE e.kind = 'return' AND e.eff BETWEEN :from AND :to
		AND NOT EXISTS (SELECT 1 FROM mileage_event AS v WHERE v.key = 'revert:' || e.key AND v.kind = 'revert')
	GROUP BY e.account, e.order_no
	UNION ALL
	SELECT 'owed', d.account, d.since, d.amount, coalesce(e.order_no, e.key) FROM mileage_debt AS d
	JOIN mileage_event AS e ON e.seq = d.seq WHERE d.since BETWEEN :from AND :to),
placed AS (
	SELECT h.flag, v.code, h.day, h.points, h.evidence,
		row_number() OVER (PARTITION BY h.flag, v.id ORDER BY h.day DESC, h.evidence DESC) AS place
	FROM happened AS h JOIN mileage_account AS a ON a.id = h.account
	JOIN mileage_account AS v ON v.id = coalesce(a.merged_into, a.id))
SELECT p.code, p.flag, count(*), sum(p.points), min(p.day), max(p.day), max(CASE WHEN p.place = b.least THEN p.day END) AS nth,
	group_concat(p.evidence, ' ')
FROM (SELECT * FROM placed ORDER BY flag, code, day, evidence) AS p JOIN bound AS b ON b.flag = p.flag
WHERE b.least > 0
GROUP BY p.flag, p.code, b.least HAVING count(*) >= b.least
ORDER BY p.code, p.flag

-- Coupons.

-- :name MILEAGE_COUPON_DEFINE
INSERT INTO mileage_coupon_kind (code, seq, won, rate, cap, minimum, days, per_member, unit, issues, first, grp)
VALUES (:code, :seq, :won, :rate, :cap, :minimum, :days, :per_member, :unit, :issues, :first, :grp)

-- :name MILEAGE_COUPON_KIND
SELECT won, rate, cap, minimum, days, per_member, unit, issues, first, grp FROM mileage_coupon_kind WHERE code = :code

-- :name MILEAGE_COUPON_COUNT
SELECT count(*) FROM mileage_account AS a JOIN mileage_coupon AS c ON c.account = coalesce(a.merged_into, a.id)
WHERE a.code = :customer AND c.code = :code

-- :name MILEAGE_COUPON_ADD
INSERT INTO mileage_coupon (coupon, code, account, seq, expires_on, state, discount)
VALUES (:coupon, :code, :account, :seq, :expires_on, 0, 0)

-- :name MILEAGE_COUPON_GET
SELECT c.code, a.code, c.expires_on, c.state, coalesce(c.order_no, ''), c.discount, c.recaptured
FROM mileage_coupon AS c JOIN mileage_account AS a ON a.id = c.account WHERE c.coupon = :coupon

-- :name MILEAGE_COUPON_ISSUED scan
SELECT count(*) FROM mileage_coupon WHERE code = :code

-- :name MILEAGE_COUPON_ON_ORDER
SELECT count(*) FROM mileage_coupon WHERE order_no = :order_no AND state = 1

-- Of one group, or of one kind where there is no group.
-- :name MILEAGE_COUPON_LIKE_ON_ORDER
SELECT count(*) FROM mileage_coupon AS c JOIN mileage_coupon_kind AS k ON k.code = c.code
WHERE c.order_no = :order_no AND c.state = 1 AND iif(:grp = '', c.code = :code, k.grp = :grp)

-- Kept orders of a member beside the one that is being made.
-- :name MILEAGE_ORDERS_OF
SELECT count(DISTINCT l.order_id) FROM customer AS c JOIN order_line AS l ON l.customer = c.id
JOIN orders AS o ON o.id = l.order_id
WHERE c.code = :customer AND o.order_no <> :order_no AND l.status NOT IN (6, 7) AND l.returned = 0

-- :name MILEAGE_COUPON_PUT
UPDATE mileage_coupon SET state = :state, order_no = :order_no, discount = :discount, recaptured = :recaptured
WHERE coupon = :coupon

-- The last use of a coupon for an order before some event.
-- :name MILEAGE_COUPON_USED_FOR
SELECT policy, detail FROM mileage_event
WHERE order_no = :order_no AND seq < :before AND kind = 'coupon' AND instr(char(10) || detail, char(10) || 'use=' || :coupon || ' ') > 0
ORDER BY seq DESC LIMIT 1

-- :name MILEAGE_COUPONS_OF_ORDER
SELECT coupon FROM mileage_coupon WHERE order_no = :order_no AND state = 1 ORDER BY coupon

-- What a return did to coupons.
-- :name MILEAGE_COUPONS_OF_RETURN
SELECT detail FROM mileage_event WHERE order_no = :order_no AND kind = 'coupon' AND ref = :seq ORDER BY seq

-- :name MILEAGE_COUPON_LIST scan
SELECT c.coupon, c.code, a.code, c.state, c.expires_on, c.order_no, c.discount, c.recaptured
FROM mileage_coupon AS c JOIN mileage_account AS a ON a.id = c.account ORDER BY c.coupon

-- Grades.

-- What counts: kept lines that were delivered, their amounts without the order's points and coupon.
-- Customers who are one by now, in the ledger or in the store, are one here.
-- :name MILEAGE_GRADE_BASIS scan
WITH paid AS MATERIALIZED (
	SELECT o.customer, sum(coalesce(o.mileage_used, 0) + coalesce(o.coupon_discount, 0)) AS amount FROM orders AS o
	WHERE CAST(o.ordered_at / 86400 AS INTEGER) BETWEEN :from AND :to
		AND EXISTS (SELECT 1 FROM order_line AS k WHERE k.order_id = o.id AND k.status IN (4, 5) AND k.returned = 0)
	GROUP BY o.customer),
bought AS MATERIALIZED (
	SELECT l.customer, count(DISTINCT l.order_id) AS orders, sum(l.amount - coalesce((SELECT sum(l.amount * r.quantity / l.quantity)
		FROM returns AS r JOIN orders AS b ON b.order_no = r.order_no
		WHERE b.id = l.order_id AND r.line_no = l.line_no AND r.closed = 1 AND coalesce(r.kind, 0) <> 1
			AND r.quantity < l.quantity), 0)) AS amount
	FROM order_line AS l WHERE l.day BETWEEN :from AND :to AND l.status IN (4, 5) AND l.returned = 0 GROUP BY l.customer),
member AS (
	SELECT c.id, coalesce(v.code, c.code) AS code, v.id AS account, iif(v.code <> c.code, NULL, c.grade) AS grade
	FROM customer AS c LEFT JOIN mileage_account AS a ON a.code = c.code
	LEFT JOIN mileage_account AS v ON v.id = coalesce(a.merged_into, a.id)
	WHERE c.withdrawn_on IS NULL AND c.id NOT IN (SELECT customer FROM customer_merge))
SELECT m.code, sum(b.amount) - coalesce(sum(p.amount), 0), coalesce(sum(b.orders), 0),
	(SELECT g.grade FROM mileage_grade AS g WHERE g.account = m.account ORDER BY g.eff DESC, g.seq DESC LIMIT 1),
	(SELECT g.since FROM mileage_grade AS g WHERE g.account = m.account ORDER BY g.eff DESC, g.seq DESC LIMIT 1),
	(SELECT g.pinned_until FROM mileage_grade AS g WHERE g.account = m.account ORDER BY g.eff DESC, g.seq DESC LIMIT 1),
	max(m.grade)
FROM member AS m LEFT JOIN bought AS b ON b.customer = m.id LEFT JOIN paid AS p ON p.customer = m.id
GROUP BY m.code ORDER BY m.code

-- :name MILEAGE_GRADE_NOW
SELECT g.grade, g.amount, g.purchases
FROM mileage_account AS a JOIN mileage_grade AS g ON g.account = coalesce(a.merged_into, a.id)
WHERE a.code = :customer ORDER BY g.eff DESC, g.seq DESC LIMIT 1

-- :name MILEAGE_GRADE_ADD
INSERT INTO mileage_grade (account, eff, seq, old, grade, amount, purchases, since, pinned_until)
VALUES (:account, :eff, :seq, :old, :grade, :amount, :purchases, :since, :pinned_until)

-- :name MILEAGE_GRADE_LIST scan
SELECT a.code, g.eff, coalesce(g.old, ''), g.grade, g.amount, g.purchases, g.since, g.pinned_until, e.policy
FROM mileage_grade AS g JOIN mileage_account AS a ON a.id = g.account JOIN mileage_event AS e ON e.seq = g.seq
WHERE :customer = '' OR a.id = (SELECT coalesce(merged_into, id) FROM mileage_account WHERE code = :customer)
	OR a.code = :customer
ORDER BY a.code, g.eff, g.seq

-- Notices, seals, journals.

-- :name MILEAGE_NOTICES scan
SELECT l.id, a.code, l.available, iif(a.idle_on > 0, min(a.idle_on, l.expires_on), l.expires_on)
FROM mileage_lot AS l JOIN mileage_account AS a ON a.id = l.account
WHERE l.available > 0 AND l.active_on <= :day
	AND iif(a.idle_on > 0, min(a.idle_on, l.expires_on), l.expires_on) BETWEEN :day AND :day + :lead
	AND NOT EXISTS (SELECT 1 FROM mileage_notice AS n WHERE n.lot = l.id AND n.lead <= :lead)
ORDER BY 4, a.code, l.id

-- :name MILEAGE_NOTICE_ADD
INSERT INTO mileage_notice (lot, lead, seq) VALUES (:lot, :lead, :seq)

-- :name MILEAGE_SEAL_ADD
INSERT INTO mileage_seal (period, seq, through, head, totals)
SELECT :period, :seq, :through, coalesce((SELECT hash FROM mileage_event WHERE seq = :seq - 1), x''), :totals

-- :name MILEAGE_TOTALS scan
SELECT coalesce(sum(CASE WHEN parent IS NULL THEN issued END), 0), coalesce(sum(pending), 0), coalesce(sum(available), 0),
	coalesce(sum(held), 0), coalesce(sum(used), 0), coalesce(sum(expired), 0), coalesce(sum(revoked), 0),
	coalesce(sum(forfeited), 0), coalesce(sum(debt_paid), 0)
FROM mileage_lot

-- :name MILEAGE_JOURNAL scan
SELECT e.seq, e.eff, e.kind, e.key, a.code, m.path, m.amount, l.parent IS NULL
FROM mileage_event AS e JOIN mileage_move AS m ON m.id BETWEEN e.seq * 65536 AND e.seq * 65536 + 65535
JOIN mileage_lot AS l ON l.id = m.lot JOIN mileage_account AS a ON a.id = l.account
ORDER BY e.eff, e.seq, m.id

-- :name MILEAGE_JOURNAL_ACCOUNTS scan
SELECT a.code, sum(l.pending + l.available + l.held), (SELECT min(eff) FROM mileage_event)
FROM mileage_account AS a JOIN mileage_lot AS l ON l.account = a.id GROUP BY a.id ORDER BY a.code

-- :name MILEAGE_LAST_DAY scan
SELECT max(eff) FROM mileage_event

-- Requests as they came, for the simulator.
-- :name MILEAGE_REQUESTS scan
SELECT e.key, e.kind, a.code, e.asked, e.eff, e.order_no, e.reason, e.detail, e.seq,
	CASE WHEN r.return_id IS NOT NULL AND r.return_fee IS NULL THEN -1 ELSE k.fee END, coalesce(k.return_id, ''),
	coalesce(r.severity, 0), e.policy, e.points
FROM mileage_event AS e JOIN mileage_account AS a ON a.id = e.account
LEFT JOIN mileage_comp AS k ON k.account = e.account AND k.seq = e.seq
LEFT JOIN returns AS r ON r.return_id = k.return_id
WHERE e.eff <= :to AND e.key NOT GLOB 'auto/*' AND NOT (e.ref IS NOT NULL AND (e.key GLOB '*/restore'
	OR e.key GLOB '*/clawback' OR e.key GLOB '*/earned' OR e.key GLOB '*/used' OR e.key GLOB '*/compensation'
	OR e.key GLOB '*/coupon*'))
ORDER BY e.seq

-- Orders that earned by lines of their own.
-- :name MILEAGE_EARNED_ORDERS scan
SELECT e.order_no, a.code, e.policy, e.points FROM mileage_event AS e JOIN mileage_account AS a ON a.id = e.account
WHERE e.kind = 'earn' AND e.order_no IS NOT NULL AND EXISTS (SELECT 1 FROM mileage_line AS l WHERE l.order_no = e.order_no)
ORDER BY e.seq

-- :name MILEAGE_EARNED_ORDER
SELECT e.order_no, a.code, e.policy, e.points FROM mileage_event AS e JOIN mileage_account AS a ON a.id = e.account
WHERE e.kind = 'earn' AND e.order_no = :order_no AND EXISTS (SELECT 1 FROM mileage_line AS l WHERE l.order_no = e.order_no)
ORDER BY e.seq LIMIT 1

-- The grade that the customer of an order had when it was made.
-- :name MILEAGE_GRADE_OF_ORDER
SELECT coalesce((SELECT g.grade FROM mileage_grade AS g WHERE g.account = a.id
		AND g.eff <= coalesce(CAST(o.ordered_at / 86400 AS INTEGER), e.eff) ORDER BY g.eff DESC, g.seq DESC LIMIT 1), c.grade, '')
FROM mileage_event AS e JOIN mileage_account AS m ON m.id = e.account
JOIN mileage_account AS a ON a.id = coalesce(m.merged_into, m.id)
LEFT JOIN orders AS o ON o.order_no = e.order_no LEFT JOIN customer AS c ON c.code = a.code
WHERE e.order_no = :order_no AND e.kind = 'earn' ORDER BY e.seq LIMIT 1

-- What returns gave back of used points, and took back of earned ones.
-- :name MILEAGE_CAME_BACK scan
SELECT coalesce(sum(CASE WHEN kind = 'restore' THEN points WHEN kind = 'revert' AND key GLOB '*/used' THEN -points END), 0),
	coalesce(sum(CASE WHEN kind = 'clawback' THEN points WHEN kind = 'revert' AND key GLOB '*/earned' THEN -points END), 0)
FROM mileage_event WHERE eff BETWEEN :from AND :to

-- Whether the ledger has earnings and compensations of its own.
-- :name MILEAGE_HAS scan
SELECT EXISTS (SELECT 1 FROM mileage_event WHERE kind = 'earn'), EXISTS (SELECT 1 FROM mileage_comp)

-- :name MILEAGE_COMP_SPAN scan
SELECT coalesce(sum(points), 0), count(*) FROM mileage_comp WHERE day BETWEEN :from AND :to

-- What each customer was given in a span, and has at its end.
-- :name MILEAGE_GIVEN scan
SELECT a.code, coalesce(sum(CASE WHEN l.parent IS NULL AND e.eff BETWEEN :from AND :to THEN l.issued END), 0),
	coalesce(sum(l.pending + l.available + l.held), 0)
FROM mileage_account AS a LEFT JOIN mileage_lot AS l ON l.account = a.id LEFT JOIN mileage_event AS e ON e.seq = l.seq
WHERE a.merged_into IS NULL GROUP BY a.id ORDER BY a.code

-- :name MILEAGE_ORDERS_EARNED scan
SELECT e.order_no, min(a.code), sum(e.points) FROM mileage_event AS e JOIN mileage_account AS a ON a.id = e.account
WHERE e.kind = 'earn' AND e.order_no IS NOT NULL AND e.eff BETWEEN :from AND :to
GROUP BY e.order_no ORDER BY e.order_no

-- :name MILEAGE_DEBT_TOTAL scan
SELECT coalesce(sum(amount - paid - waived), 0) FROM mileage_debt

-- What must always hold of the points: each row is a fault.

-- :name CHECK_MILEAGE_HOLDS scan
SELECT 'mileage hold ' || h.seq || ': its lots hold something else' FROM mileage_hold AS h
WHERE h.state = 0 AND h.amount <> (SELECT coalesce(sum(m.amount), 0) FROM mileage_move AS m
	WHERE m.id BETWEEN h.seq * 65536 AND h.seq * 65536 + 65535 AND m.path = 'AH')

-- :name MILEAGE_POLICY_NEWEST scan
SELECT body FROM mileage_policy ORDER BY ver DESC LIMIT 1
