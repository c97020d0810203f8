-- The consultation ledger (상담 대장).
--
-- A case is a name for a list of events that only grows, chained by hashes;
-- what was wrong is put right by further events.  Its state, its facts and
-- every clock follow from the events.  contact_now and contact_promise keep
-- what queues and cards are searched by; `cs-consult check` replays the
-- events and proves that they agree.  Clocks are never kept.
--
-- Words come as numbers in the order of store/words.h and consult/event.h.

-- :name MIGRATE_CONSULT
-- Who works here: `alias` is what customers hear, `person` whom it stands for.
CREATE TABLE agent (
	id INTEGER PRIMARY KEY,
	alias TEXT NOT NULL UNIQUE CHECK (alias <> ''),
	person TEXT,
	role INTEGER NOT NULL DEFAULT 0 CHECK (role BETWEEN 0 AND 2), -- agent, senior, owner
	since_on INTEGER,
	until_on INTEGER
) STRICT;

CREATE TABLE contact (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	code TEXT NOT NULL UNIQUE CHECK (code <> '')
) STRICT;

-- facts and person hold lines NAME=VALUE.  body and person are what retention
-- empties; the hash of an event that was emptied stays and is not proven.
CREATE TABLE contact_event (
	seq INTEGER PRIMARY KEY,
	contact INTEGER NOT NULL REFERENCES contact,
	at INTEGER NOT NULL,
	recorded_at INTEGER NOT NULL,
	type INTEGER NOT NULL CHECK (type BETWEEN 0 AND 18),
	marks INTEGER NOT NULL DEFAULT 0,
	state INTEGER CHECK (state BETWEEN 0 AND 8),
	flag INTEGER CHECK (flag BETWEEN 0 AND 7),
	actor INTEGER REFERENCES agent,
	agent INTEGER REFERENCES agent,
	other INTEGER REFERENCES contact,
	ref INTEGER REFERENCES contact_event,
	due INTEGER,
	amount INTEGER,
	word TEXT,
	facts TEXT,
	person TEXT,
	body TEXT,
	emptied INTEGER NOT NULL DEFAULT 0 CHECK (emptied IN (0, 1)),
	hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX contact_event_case ON contact_event (contact, at, seq);
CREATE INDEX contact_event_ref ON contact_event (ref) WHERE ref IS NOT NULL;
CREATE INDEX contact_event_other ON contact_event (other) WHERE other IS NOT NULL;
CREATE INDEX contact_event_given ON contact_event (actor, at) WHERE type = 12;

CREATE TRIGGER contact_event_no_delete BEFORE DELETE ON contact_event
BEGIN SELECT RAISE(ABORT, 'the consultation ledger only grows'); END;
CREATE TRIGGER contact_event_no_change BEFORE UPDATE OF seq, contact, at, recorded_at, type, marks, state, flag, actor,
	agent, other, ref, due, amount, word, facts, hash ON contact_event
BEGIN SELECT RAISE(ABORT, 'the consultation ledger only grows'); END;
CREATE TRIGGER contact_event_only_emptied BEFORE UPDATE OF person, body, emptied ON contact_event
	WHEN NEW.person IS NOT NULL OR NEW.body IS NOT NULL OR NEW.emptied <> 1
BEGIN SELECT RAISE(ABORT, 'the consultation ledger only grows'); END;
CREATE TRIGGER contact_no_delete BEFORE DELETE ON contact
BEGIN SELECT RAISE(ABORT, 'the consultation ledger only grows'); END;
CREATE TRIGGER contact_no_change BEFORE UPDATE ON contact
BEGIN SELECT RAISE(ABORT, 'the consultation ledger only grows'); END;

-- Where every case stands: what its events come to.  customer, order_no and
-- product are the shop's identifiers and no references: the customer may not be imported.
CREATE TABLE contact_now (
	contact INTEGER PRIMARY KEY REFERENCES contact,
	opened_at INTEGER NOT NULL,
	state INTEGER NOT NULL,
	agent INTEGER REFERENCES agent,
	kind INTEGER NOT NULL,
	channel INTEGER NOT NULL,
	cause TEXT,
	origin INTEGER NOT NULL,
	severity INTEGER NOT NULL,
	flags INTEGER NOT NULL,        -- bits 1 << flag
	customer TEXT,
	order_no TEXT,
	product TEXT,
	phone TEXT,
	reopened INTEGER NOT NULL,
	transfers INTEGER NOT NULL,
	last_at INTEGER NOT NULL,      -- of the newest event
	asked_at INTEGER,              -- of the oldest of the customer's messages that are not answered
	resolved_at INTEGER,
	closed_at INTEGER,
	parent INTEGER REFERENCES contact,
	merged_into INTEGER REFERENCES contact
) STRICT;
CREATE INDEX contact_now_open ON contact_now (opened_at, contact) WHERE state < 5;
CREATE INDEX contact_now_opened ON contact_now (opened_at, contact);
CREATE INDEX contact_now_customer ON contact_now (customer, opened_at) WHERE customer IS NOT NULL;
CREATE INDEX contact_now_order ON contact_now (order_no, opened_at) WHERE order_no IS NOT NULL;
CREATE INDEX contact_now_phone ON contact_now (phone, opened_at) WHERE phone IS NOT NULL;

CREATE TABLE contact_promise (
	seq INTEGER PRIMARY KEY REFERENCES contact_event,
	contact INTEGER NOT NULL REFERENCES contact,
	due INTEGER NOT NULL,
	kept_at INTEGER
) STRICT;
CREATE INDEX contact_promise_case ON contact_promise (contact);
CREATE INDEX contact_promise_due ON contact_promise (due) WHERE kept_at IS NULL;

-- Consultations that another program kept, a row each, as cs-import found them.
-- One that is carried on here becomes a case of its own under the same name,
-- and its row here is not looked at any more.
CREATE TABLE contact_import (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (code <> ''),
	opened_at INTEGER NOT NULL,
	channel INTEGER CHECK (channel BETWEEN 0 AND 10),
	customer TEXT,
	order_no TEXT,
	product TEXT,
	kind INTEGER CHECK (kind BETWEEN 0 AND 5),
	cause TEXT,
	origin INTEGER CHECK (origin BETWEEN 0 AND 5),
	severity INTEGER CHECK (severity BETWEEN 1 AND 4),
	emotion INTEGER CHECK (emotion IN (0, 1)),
	caller_type TEXT,
	voice TEXT,
	agent TEXT,
	state INTEGER CHECK (state BETWEEN 0 AND 8),
	first_response_min INTEGER CHECK (first_response_min >= 0),
	resolution_min INTEGER CHECK (resolution_min >= 0),
	reopened INTEGER CHECK (reopened >= 0),
	transfers INTEGER CHECK (transfers >= 0),
	promised_at INTEGER,
	promise_kept INTEGER CHECK (promise_kept IN (0, 1)),
	csat INTEGER CHECK (csat BETWEEN 1 AND 5),
	closed_at INTEGER,
	read_back TEXT,
	body TEXT,
	stamp INTEGER NOT NULL,
	first_batch INTEGER NOT NULL REFERENCES batch,
	last_batch INTEGER NOT NULL REFERENCES batch
) STRICT;
CREATE INDEX contact_import_opened ON contact_import (opened_at, id);
CREATE INDEX contact_import_open ON contact_import (opened_at, id) WHERE coalesce(state, 0) < 5;
CREATE INDEX contact_import_customer ON contact_import (customer, opened_at) WHERE customer IS NOT NULL;
CREATE INDEX contact_import_order ON contact_import (order_no, opened_at) WHERE order_no IS NOT NULL;

-- What was done for the people who answer (산업안전보건법 제41조), and who
-- looked at whose personal data.
CREATE TABLE protection_log (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	recorded_at INTEGER NOT NULL,
	action TEXT NOT NULL CHECK (action <> ''),
	agent INTEGER REFERENCES agent,    -- who was protected; NULL: everybody
	actor INTEGER NOT NULL REFERENCES agent,
	contact INTEGER REFERENCES contact,
	note TEXT
) STRICT;
CREATE INDEX protection_log_agent ON protection_log (agent, at) WHERE agent IS NOT NULL;
CREATE TABLE reveal_log (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor INTEGER NOT NULL REFERENCES agent,
	command TEXT NOT NULL,
	subject TEXT NOT NULL              -- what was asked for, phone numbers masked
) STRICT;
CREATE TRIGGER protection_log_no_delete BEFORE DELETE ON protection_log
BEGIN SELECT RAISE(ABORT, 'the protection log only grows'); END;
CREATE TRIGGER protection_log_no_change BEFORE UPDATE ON protection_log
BEGIN SELECT RAISE(ABORT, 'the protection log only grows'); END;
CREATE TRIGGER reveal_log_no_delete BEFORE DELETE ON reveal_log
BEGIN SELECT RAISE(ABORT, 'the log of who looked only grows'); END;
CREATE TRIGGER reveal_log_no_change BEFORE UPDATE ON reveal_log
BEGIN SELECT RAISE(ABORT, 'the log of who looked only grows'); END;

-- Events that count.
CREATE VIEW contact_event_valid AS
SELECT * FROM contact_event AS e
WHERE type <> 18 AND NOT EXISTS (SELECT 1 FROM contact_event AS v WHERE v.ref = e.seq AND v.type = 18);

CREATE VIEW v_contact_events AS
SELECT c.code AS contact_id, e.seq,
	strftime('%Y-%m-%dT%H:%M:%S', e.at, 'unixepoch') AS at,
	CASE e.type WHEN 0 THEN 'open' WHEN 1 THEN 'message_in' WHEN 2 THEN 'message_out' WHEN 3 THEN 'note'
		WHEN 4 THEN 'state' WHEN 5 THEN 'assign' WHEN 6 THEN 'transfer' WHEN 7 THEN 'merge' WHEN 8 THEN 'unmerge'
		WHEN 9 THEN 'link' WHEN 10 THEN 'promise' WHEN 11 THEN 'keep' WHEN 12 THEN 'compensate'
		WHEN 13 THEN 'approve' WHEN 14 THEN 'decline' WHEN 15 THEN 'survey' WHEN 16 THEN 'flag'
		WHEN 17 THEN 'correct' ELSE 'void' END AS event,
	CASE e.state WHEN 0 THEN 'new' WHEN 1 THEN 'open' WHEN 2 THEN 'waiting_customer' WHEN 3 THEN 'waiting_internal'
		WHEN 4 THEN 'waiting_external' WHEN 5 THEN 'resolved' WHEN 6 THEN 'closed' WHEN 7 THEN 'merged'
		WHEN 8 THEN 'spam' END AS state,
	a.alias AS actor, g.alias AS agent, o.code AS other, e.ref,
	strftime('%Y-%m-%dT%H:%M:%S', e.due, 'unixepoch') AS due,
	e.amount, e.word, e.facts, e.body, lower(hex(e.hash)) AS hash
FROM contact_event AS e JOIN contact AS c ON c.id = e.contact
LEFT JOIN agent AS a ON a.id = e.actor
LEFT JOIN agent AS g ON g.id = e.agent
LEFT JOIN contact AS o ON o.id = e.other;

CREATE VIEW v_promises AS
SELECT p.seq, c.code AS contact_id,
	strftime('%Y-%m-%dT%H:%M:%S', e.at, 'unixepoch') AS promised_at,
	strftime('%Y-%m-%dT%H:%M:%S', p.due, 'unixepoch') AS due,
	strftime('%Y-%m-%dT%H:%M:%S', p.kept_at, 'unixepoch') AS kept_at,
	a.alias AS agent, e.word AS channel, e.body
FROM contact_promise AS p JOIN contact_event AS e ON e.seq = p.seq JOIN contact AS c ON c.id = p.contact
LEFT JOIN agent AS a ON a.id = e.actor;

CREATE VIEW v_surveys AS
SELECT e.seq, c.code AS contact_id, strftime('%Y-%m-%dT%H:%M:%S', e.at, 'unixepoch') AS answered_at,
	e.ref AS resolution, e.amount AS score, e.word AS reason, a.alias AS agent
FROM contact_event_valid AS e JOIN contact AS c ON c.id = e.contact LEFT JOIN agent AS a ON a.id = e.agent
WHERE e.type = 15;

CREATE VIEW v_compensations AS
SELECT e.seq, c.code AS contact_id, strftime('%Y-%m-%dT%H:%M:%S', e.at, 'unixepoch') AS offered_at,
	e.word AS remedy,
	CASE WHEN s.unit > 1 THEN printf('%.*f', s.decimals, 1.0 * e.amount / s.unit) ELSE e.amount END AS amount,
	a.alias AS agent,
	CASE WHEN e.marks & 16 = 0 THEN 'within_limit'
		ELSE coalesce((SELECT CASE d.type WHEN 13 THEN 'approved' ELSE 'declined' END FROM contact_event_valid AS d
			WHERE d.ref = e.seq AND d.type IN (13, 14) ORDER BY d.seq DESC LIMIT 1), 'pending') END AS approval
FROM contact_event_valid AS e JOIN contact AS c ON c.id = e.contact LEFT JOIN agent AS a ON a.id = e.actor
LEFT JOIN shop AS s ON s.id = 1
WHERE e.type = 12;

-- :name MIGRATE_CONTACT_OWNERS
-- Whose an imported consultation is, written beside it: queues, cards and
-- reports ask for it far more often than it changes.  by_order is the customer
-- of its order where it names none itself, whichever was imported first;
-- whatever changes orders or consultations ends with CONTACT_OWNERS_SETTLE,
-- and `cs-import check` proves it.
ALTER TABLE contact_import ADD COLUMN by_order TEXT;
ALTER TABLE contact_import ADD COLUMN owner TEXT AS (coalesce(customer, by_order)) VIRTUAL;
UPDATE contact_import SET by_order = (SELECT u.code FROM orders AS o JOIN customer AS u ON u.id = o.customer
	WHERE o.order_no = contact_import.order_no)
WHERE customer IS NULL;
DROP INDEX contact_import_customer;
CREATE INDEX contact_import_owner ON contact_import (owner, opened_at) WHERE owner IS NOT NULL;
CREATE INDEX contact_import_unnamed ON contact_import (order_no) WHERE customer IS NULL;

-- Imported consultations that are not carried on here.
CREATE VIEW contact_imported AS
SELECT i.id, i.code, i.opened_at, i.channel, i.owner AS customer, i.order_no, i.product, i.kind, i.cause, i.origin, i.severity,
	i.emotion, i.caller_type, i.voice, i.agent, i.state, i.first_response_min, i.resolution_min, i.reopened, i.transfers,
	i.promised_at, i.promise_kept, i.csat, i.closed_at, i.read_back, i.body
FROM contact_import AS i WHERE NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.code = i.code);

-- The keys that were merged into each living one.
CREATE VIEW customer_keys AS
SELECT t.code AS living, k.code
FROM customer_final AS f JOIN customer AS t ON t.id = f.final JOIN customer AS k ON k.id = f.customer;

DROP VIEW IF EXISTS v_contacts;
CREATE VIEW v_contacts AS
SELECT c.code AS contact_id,
	strftime('%Y-%m-%dT%H:%M:%S', n.opened_at, 'unixepoch') AS opened_at,
	CASE n.channel WHEN 0 THEN 'phone' WHEN 1 THEN 'chat' WHEN 2 THEN 'board' WHEN 3 THEN 'email' WHEN 4 THEN 'messenger'
		WHEN 5 THEN 'sms' WHEN 6 THEN 'social' WHEN 7 THEN 'review' WHEN 8 THEN 'market' WHEN 9 THEN 'visit'
		ELSE 'other' END AS channel,
	n.customer AS customer_id, n.order_no, n.product AS product_id,
	CASE n.kind WHEN 0 THEN 'question' WHEN 1 THEN 'complaint' WHEN 2 THEN 'request' WHEN 3 THEN 'praise'
		WHEN 4 THEN 'suggestion' ELSE 'internal' END AS kind,
	n.cause,
	CASE n.origin WHEN 0 THEN 'unknown' WHEN 1 THEN 'shop' WHEN 2 THEN 'agent' WHEN 3 THEN 'courier'
		WHEN 4 THEN 'supplier' ELSE 'customer' END AS origin,
	nullif(n.severity, 0) AS severity,
	CASE n.flags & 1 WHEN 1 THEN 'yes' ELSE 'no' END AS emotion,
	a.alias AS agent,
	CASE n.state WHEN 0 THEN 'new' WHEN 1 THEN 'open' WHEN 2 THEN 'waiting_customer' WHEN 3 THEN 'waiting_internal'
		WHEN 4 THEN 'waiting_external' WHEN 5 THEN 'resolved' WHEN 6 THEN 'closed' WHEN 7 THEN 'merged'
		ELSE 'spam' END AS state,
	n.reopened, n.transfers,
	strftime('%Y-%m-%dT%H:%M:%S', n.resolved_at, 'unixepoch') AS resolved_at,
	strftime('%Y-%m-%dT%H:%M:%S', n.closed_at, 'unixepoch') AS closed_at,
	p.code AS parent_id, m.code AS merged_into
FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
LEFT JOIN agent AS a ON a.id = n.agent
LEFT JOIN contact AS p ON p.id = n.parent
LEFT JOIN contact AS m ON m.id = n.merged_into
UNION ALL
SELECT i.code, strftime('%Y-%m-%dT%H:%M:%S', i.opened_at, 'unixepoch'),
	CASE i.channel WHEN 0 THEN 'phone' WHEN 1 THEN 'chat' WHEN 2 THEN 'board' WHEN 3 THEN 'email' WHEN 4 THEN 'messenger'
		WHEN 5 THEN 'sms' WHEN 6 THEN 'social' WHEN 7 THEN 'review' WHEN 8 THEN 'market' WHEN 9 THEN 'visit'
		ELSE 'other' END,
	i.customer, i.order_no, i.product,
	CASE coalesce(i.kind, 0) WHEN 0 THEN 'question' WHEN 1 THEN 'complaint' WHEN 2 THEN 'request' WHEN 3 THEN 'praise'
		WHEN 4 THEN 'suggestion' ELSE 'internal' END,
	i.cause,
	CASE coalesce(i.origin, 0) WHEN 0 THEN 'unknown' WHEN 1 THEN 'shop' WHEN 2 THEN 'agent' WHEN 3 THEN 'courier'
		WHEN 4 THEN 'supplier' ELSE 'customer' END,
	i.severity, CASE i.emotion WHEN 1 THEN 'yes' ELSE 'no' END, i.agent,
	CASE coalesce(i.state, 0) WHEN 0 THEN 'new' WHEN 1 THEN 'open' WHEN 2 THEN 'waiting_customer'
		WHEN 3 THEN 'waiting_internal' WHEN 4 THEN 'waiting_external' WHEN 5 THEN 'resolved' WHEN 6 THEN 'closed'
		WHEN 7 THEN 'merged' ELSE 'spam' END,
	coalesce(i.reopened, 0), coalesce(i.transfers, 0),
	CASE WHEN i.state IN (5, 6) THEN strftime('%Y-%m-%dT%H:%M:%S', coalesce(i.opened_at + 60 * i.resolution_min, i.closed_at,
		i.opened_at), 'unixepoch') END,
	strftime('%Y-%m-%dT%H:%M:%S', i.closed_at, 'unixepoch'), NULL, NULL
FROM contact_imported AS i;

-- Consultations that count, wherever they were kept: those of the ledger, and
-- imported ones that were not carried on in it.  What was merged into another
-- one, spam and what the shop's own people wrote among themselves do not.
DROP VIEW IF EXISTS contact_counted;
CREATE VIEW contact_counted AS
SELECT c.code, n.opened_at, n.state, n.kind, n.channel, n.cause, n.origin, n.flags,
	n.customer, n.order_no, n.product, n.agent, n.closed_at
FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
WHERE n.state NOT IN (7, 8) AND n.kind <> 5
UNION ALL
SELECT i.code, i.opened_at, coalesce(i.state, 0), coalesce(i.kind, 0), i.channel, i.cause, coalesce(i.origin, 0), coalesce(i.emotion, 0),
	i.customer, i.order_no, i.product, NULL, i.closed_at
FROM contact_imported AS i
WHERE coalesce(i.state, 0) NOT IN (7, 8) AND coalesce(i.kind, 0) <> 5;

-- :name CONTACT_OWNERS_SETTLE scan
UPDATE contact_import SET by_order = k.code
FROM (SELECT i.id, u.code FROM contact_import AS i INDEXED BY contact_import_unnamed
	LEFT JOIN orders AS o ON o.order_no = i.order_no LEFT JOIN customer AS u ON u.id = o.customer
	WHERE i.customer IS NULL) AS k
WHERE k.id = contact_import.id AND contact_import.by_order IS NOT k.code

-- :name CHECK_CONTACT_OWNERS scan
SELECT 'consultation ' || i.code || ': is not of the customer of its order'
FROM contact_import AS i LEFT JOIN orders AS o ON o.order_no = i.order_no LEFT JOIN customer AS u ON u.id = o.customer
WHERE i.customer IS NULL AND i.by_order IS NOT u.code

-- Writing.

-- :name CONTACT_HEAD scan
SELECT seq, hash FROM contact_event ORDER BY seq DESC LIMIT 1

-- :name CONTACT_ADD
INSERT INTO contact (code) VALUES (:code)

-- :name CONTACT_NEXT
SELECT coalesce(max(id), 0) + 1 FROM contact

-- :name CONTACT_EVENT_ADD
INSERT INTO contact_event (seq, contact, at, recorded_at, type, marks, state, flag, actor, agent, other, ref, due, amount,
	word, facts, person, body, hash)
VALUES (:seq, :contact, :at, :recorded_at, :type, :marks, :state, :flag, :actor, :agent, :other, :ref, :due, :amount,
	:word, :facts, :person, :body, :hash)

-- :name CONTACT_NOW_PUT
INSERT INTO contact_now (contact, opened_at, state, agent, kind, channel, cause, origin, severity, flags, customer,
	order_no, product, phone, reopened, transfers, last_at, asked_at, resolved_at, closed_at, parent, merged_into)
VALUES (:contact, :opened_at, :state, :agent, :kind, :channel, :cause, :origin, :severity, :flags, :customer,
	:order_no, :product, :phone, :reopened, :transfers, :last_at, :asked_at, :resolved_at, :closed_at, :parent,
	:merged_into)
ON CONFLICT (contact) DO UPDATE SET opened_at = excluded.opened_at, state = excluded.state, agent = excluded.agent,
	kind = excluded.kind, channel = excluded.channel, cause = excluded.cause, origin = excluded.origin,
	severity = excluded.severity, flags = excluded.flags, customer = excluded.customer, order_no = excluded.order_no,
	product = excluded.product, phone = excluded.phone, reopened = excluded.reopened, transfers = excluded.transfers,
	last_at = excluded.last_at, asked_at = excluded.asked_at, resolved_at = excluded.resolved_at,
	closed_at = excluded.closed_at, parent = excluded.parent, merged_into = excluded.merged_into

-- :name CONTACT_PROMISES_DROP
DELETE FROM contact_promise WHERE contact = :contact

-- :name CONTACT_PROMISE_ADD
INSERT INTO contact_promise (seq, contact, due, kept_at) VALUES (:seq, :contact, :due, :kept_at)

-- :name AGENT_LIST scan
SELECT id, alias, person, role, since_on, until_on FROM agent ORDER BY id

-- Whether an import that is not carried on here names somebody.
-- :name AGENT_IMPORTED scan
SELECT 1 FROM contact_imported AS i WHERE i.agent = :alias LIMIT 1

-- :name AGENT_ADD
INSERT INTO agent (alias) VALUES (:alias)

-- Reading.

-- :name CONTACT_FIND
SELECT id FROM contact WHERE code = :code

-- :name CONTACT_CODE
SELECT code FROM contact WHERE id = :id

-- :name CONTACT_EVENTS
SELECT seq, at, recorded_at, type, marks, state, flag, actor, agent, other, ref, due, amount, word, facts, person,
	CASE WHEN :bodies OR type = 0 THEN body END
FROM contact_event WHERE contact = :contact AND at <= :now
ORDER BY at, seq

-- The queues.  Each gives id and code in the order of opening, and the row of
-- an import that is not carried on here gives its own.

-- :name CONTACT_QUEUE_OPEN
SELECT n.contact, c.code, n.opened_at FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
WHERE n.state < 5 AND n.opened_at BETWEEN :from AND :to
	AND (:state IS NULL OR n.state = :state) AND (:kind IS NULL OR n.kind = :kind)
	AND (:channel IS NULL OR n.channel = :channel) AND (:agent IS NULL OR n.agent = :agent)
	AND (:cause IS NULL OR n.cause = :cause OR substr(n.cause, 1, length(:cause) + 1) = :cause || '.')
ORDER BY n.opened_at, n.contact

-- :name CONTACT_QUEUE_ALL
SELECT n.contact, c.code, n.opened_at FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
WHERE n.opened_at BETWEEN :from AND :to
	AND (:state IS NULL OR n.state = :state) AND (:kind IS NULL OR n.kind = :kind)
	AND (:channel IS NULL OR n.channel = :channel) AND (:agent IS NULL OR n.agent = :agent)
	AND (:cause IS NULL OR n.cause = :cause OR substr(n.cause, 1, length(:cause) + 1) = :cause || '.')
ORDER BY n.opened_at, n.contact

-- The keys that were merged into a customer are that customer.
-- :name CONTACT_QUEUE_CUSTOMER scan
SELECT n.contact, c.code, n.opened_at FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
WHERE n.customer IN (SELECT :key UNION ALL SELECT code FROM customer_keys WHERE living = :key) AND n.opened_at BETWEEN :from AND :to
ORDER BY n.opened_at, n.contact

-- :name CONTACT_QUEUE_ORDER
SELECT n.contact, c.code, n.opened_at FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
WHERE n.order_no = :key AND n.opened_at BETWEEN :from AND :to
ORDER BY n.opened_at, n.contact

-- :name CONTACT_QUEUE_PHONE
SELECT n.contact, c.code, n.opened_at FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
WHERE n.phone = :key AND n.opened_at BETWEEN :from AND :to
ORDER BY n.opened_at, n.contact

-- :name CONTACT_IMPORT_GET
SELECT id, code, opened_at, channel, customer, order_no, product, kind, cause, origin, severity, emotion, caller_type,
	voice, agent, state, first_response_min, resolution_min, reopened, transfers, promised_at, promise_kept, csat,
	closed_at, read_back, body
FROM contact_imported WHERE id = :id AND opened_at <= :now

-- :name CONTACT_IMPORT_FIND
SELECT id FROM contact_import WHERE code = :code

-- :name CONTACT_IMPORT_OPEN
SELECT i.id, i.code, i.opened_at FROM contact_imported AS i
WHERE coalesce(i.state, 0) < 5 AND i.opened_at BETWEEN :from AND :to
	AND (:state IS NULL OR coalesce(i.state, 0) = :state) AND (:kind IS NULL OR coalesce(i.kind, 0) = :kind)
	AND (:channel IS NULL OR coalesce(i.channel, 10) = :channel) AND (:alias IS NULL OR i.agent = :alias)
	AND (:cause IS NULL OR i.cause = :cause OR substr(i.cause, 1, length(:cause) + 1) = :cause || '.')
ORDER BY i.opened_at, i.id

-- :name CONTACT_IMPORT_ALL
SELECT i.id, i.code, i.opened_at FROM contact_imported AS i
WHERE i.opened_at BETWEEN :from AND :to
	AND (:state IS NULL OR coalesce(i.state, 0) = :state) AND (:kind IS NULL OR coalesce(i.kind, 0) = :kind)
	AND (:channel IS NULL OR coalesce(i.channel, 10) = :channel) AND (:alias IS NULL OR i.agent = :alias)
	AND (:cause IS NULL OR i.cause = :cause OR substr(i.cause, 1, length(:cause) + 1) = :cause || '.')
ORDER BY i.opened_at, i.id

-- :name CONTACT_IMPORT_CUSTOMER scan
SELECT i.id, i.code, i.opened_at FROM contact_imported AS i
WHERE i.customer IN (SELECT :key UNION ALL SELECT code FROM customer_keys WHERE living = :key) AND i.opened_at BETWEEN :from AND :to
ORDER BY i.opened_at, i.id

-- :name CONTACT_IMPORT_ORDER
SELECT i.id, i.code, i.opened_at FROM contact_imported AS i
WHERE i.order_no = :key AND i.opened_at BETWEEN :from AND :to
ORDER BY i.opened_at, i.id

-- What is written down of a case, in the order of standing.c.
-- :name CONTACT_NOW_GET
SELECT opened_at, state, agent, kind, channel, cause, origin, severity, flags, customer, order_no, product, phone,
	reopened, transfers, last_at, asked_at, resolved_at, closed_at, parent, merged_into
FROM contact_now WHERE contact = :contact

-- :name CONTACT_PROMISES
SELECT seq, due, kept_at FROM contact_promise WHERE contact = :contact ORDER BY seq

-- :name CONTACT_IDS scan
SELECT id, code FROM contact ORDER BY id

-- :name CONTACT_LOG scan
SELECT seq, at, recorded_at, type, marks, state, flag, actor, agent, other, ref, due, amount, word, facts, person, body,
	contact, emptied, hash
FROM contact_event ORDER BY seq

-- What somebody gave of a remedy without asking, in a month.
-- :name CONTACT_GIVEN
SELECT coalesce(sum(e.amount), 0) FROM contact_event AS e
WHERE e.type = 12 AND e.actor = :actor AND e.at BETWEEN :from AND :to AND e.word = :remedy AND e.marks & 16 = 0
	AND NOT EXISTS (SELECT 1 FROM contact_event AS v WHERE v.ref = e.seq AND v.type = 18)

-- Who and what a text speaks of.

-- :name LINK_ORDER
SELECT o.order_no, c.code FROM orders AS o LEFT JOIN customer AS c ON c.id = o.customer WHERE o.order_no = :order_no

-- :name LINK_PRODUCT
SELECT DISTINCT p.code FROM orders AS o JOIN order_line AS l ON l.order_id = o.id JOIN product AS p ON p.id = l.product
WHERE o.order_no = :order_no AND p.named = 0 ORDER BY p.code LIMIT 2

-- Whose number it is; keys that were merged into one customer are that one.
-- :name LINK_PHONE scan
WITH RECURSIVE chain (id) AS (
	SELECT id FROM customer WHERE phone = :phone
	UNION SELECT m.into_customer FROM chain JOIN customer_merge AS m ON m.customer = chain.id)
SELECT c.code FROM chain JOIN customer AS c ON c.id = chain.id
WHERE NOT EXISTS (SELECT 1 FROM customer_merge AS m WHERE m.customer = c.id)
ORDER BY c.id LIMIT 2

-- :name LINK_GUEST
SELECT order_no FROM orders WHERE guest_phone = :phone ORDER BY ordered_at DESC, id DESC LIMIT 1

-- The customer that this one was merged into, or itself; what is scanned is a chain of a few.
-- :name LINK_CUSTOMER scan
WITH RECURSIVE chain (id) AS (
	SELECT id FROM customer WHERE code = :code
	UNION SELECT m.into_customer FROM chain JOIN customer_merge AS m ON m.customer = chain.id)
SELECT c.code FROM chain JOIN customer AS c ON c.id = chain.id
WHERE NOT EXISTS (SELECT 1 FROM customer_merge AS m WHERE m.customer = c.id)

-- Those who were merged into this one.
-- :name LINK_KEYS scan
SELECT code FROM customer_keys WHERE living = :key ORDER BY code

-- Open cases of the same person or order.
-- :name LINK_OPEN
SELECT c.code FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
WHERE n.state < 5 AND n.contact <> :contact AND n.contact IN (
	SELECT contact FROM contact_now WHERE customer = :customer
	UNION SELECT contact FROM contact_now WHERE order_no = :order_no
	UNION SELECT contact FROM contact_now WHERE phone = :phone)
ORDER BY n.opened_at DESC, n.contact DESC LIMIT 1

-- Cases in which somebody said the words; SQLite's own indexes of words do
-- not find two Hangul syllables, so that the texts are read.
-- :name CONTACT_QUEUE_WORDS scan
SELECT n.contact, c.code, n.opened_at FROM contact_now AS n JOIN contact AS c ON c.id = n.contact
WHERE n.contact IN (SELECT contact FROM contact_event WHERE instr(lower(body), lower(:key)) > 0)
	AND n.opened_at BETWEEN :from AND :to
ORDER BY n.opened_at, n.contact

-- :name CONTACT_IMPORT_WORDS scan
SELECT i.id, i.code, i.opened_at FROM contact_imported AS i
WHERE instr(lower(i.body), lower(:key)) > 0 AND i.opened_at BETWEEN :from AND :to
ORDER BY i.opened_at, i.id

-- The card: everything about one customer.

-- :name CARD_CUSTOMER
SELECT id, code, name, phone, email, grade, joined_on, consent, withdrawn_on, note FROM customer WHERE code = :code

-- Whose name the words of a case may repeat.
-- :name VEIL_CUSTOMER
SELECT name FROM customer WHERE code = :key

-- :name VEIL_ORDER
SELECT coalesce(c.name, o.guest_name) FROM orders AS o LEFT JOIN customer AS c ON c.id = o.customer WHERE o.order_no = :key

-- As LINK_PHONE, all of them, the newest first.
-- :name CARD_PHONE scan
WITH RECURSIVE chain (id) AS (
	SELECT id FROM customer WHERE phone = :phone
	UNION SELECT m.into_customer FROM chain JOIN customer_merge AS m ON m.customer = chain.id)
SELECT c.code FROM chain JOIN customer AS c ON c.id = chain.id
WHERE NOT EXISTS (SELECT 1 FROM customer_merge AS m WHERE m.customer = c.id)
ORDER BY c.id DESC

-- :name CARD_TOTALS
SELECT count(DISTINCT order_id), sum(amount), min(day), max(day) FROM order_line
WHERE customer = :customer AND status NOT IN (6, 7) AND returned = 0

-- The newest orders of a customer, of a guest's number, and one by its number,
-- a row each: number, time, sum, what a line of it is, its lines, how far it is.
-- :name CARD_ORDERS
SELECT o.order_no, o.ordered_at, sum(l.amount), max(p.name), count(*), min(l.status), max(l.delivered_at)
FROM order_line AS l JOIN orders AS o ON o.id = l.order_id LEFT JOIN product AS p ON p.id = l.product
WHERE l.customer = :customer
GROUP BY l.day, l.order_id ORDER BY l.day DESC, l.order_id DESC LIMIT :most

-- :name CARD_GUEST_ORDERS
SELECT o.order_no, o.ordered_at, sum(l.amount), max(p.name), count(*), min(l.status), max(l.delivered_at)
FROM orders AS o JOIN order_line AS l ON l.order_id = o.id LEFT JOIN product AS p ON p.id = l.product
WHERE o.guest_phone = :phone
GROUP BY o.id ORDER BY o.ordered_at DESC, o.id DESC LIMIT :most

-- :name CARD_ORDER
SELECT o.order_no, o.ordered_at, sum(l.amount), max(p.name), count(*), min(l.status), max(l.delivered_at), c.code,
	o.guest_phone, o.guest_name
FROM orders AS o JOIN order_line AS l ON l.order_id = o.id LEFT JOIN product AS p ON p.id = l.product
LEFT JOIN customer AS c ON c.id = o.customer
WHERE o.order_no = :order_no
GROUP BY o.id

-- :name CARD_RETURNS
SELECT return_id, kind, reason, requested_at, refunded_at, refund_amount, severity FROM returns
WHERE order_no = :order_no ORDER BY requested_at, return_id

-- :name CARD_DISPUTES
SELECT code, kind, opened_on FROM dispute WHERE order_no = :order_no ORDER BY id

-- :name CARD_POINTS
SELECT sum(l.available), sum(l.pending), min(CASE WHEN l.available > 0 THEN l.expires_on END)
FROM mileage_account AS a JOIN mileage_lot AS l ON l.account = coalesce(a.merged_into, a.id)
WHERE a.code = :customer AND l.pending + l.available + l.held > 0 AND l.expires_on >= :day
HAVING count(*) > 0

-- Who looked.

-- :name REVEAL_ADD
INSERT INTO reveal_log (at, actor, command, subject) VALUES (:at, :actor, :command, :subject)

-- :name REVEAL_LIST scan
SELECT r.at, a.alias, r.command, r.subject FROM reveal_log AS r JOIN agent AS a ON a.id = r.actor ORDER BY r.id

-- What was done for the people who answer.

-- :name PROTECTION_ADD
INSERT INTO protection_log (at, recorded_at, action, agent, actor, contact, note)
VALUES (:at, :recorded_at, :action, :agent, :actor, :contact, :note)

-- :name PROTECTION_LIST scan
SELECT p.at, p.action, a.alias, b.alias, c.code, p.note
FROM protection_log AS p LEFT JOIN agent AS a ON a.id = p.agent JOIN agent AS b ON b.id = p.actor
LEFT JOIN contact AS c ON c.id = p.contact
ORDER BY p.at, p.id

-- :name AGENT_SET
UPDATE agent SET person = coalesce(:person, person), role = coalesce(:role, role), since_on = coalesce(:since_on, since_on),
	until_on = coalesce(:until_on, until_on)
WHERE id = :id
