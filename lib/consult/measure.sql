-- What the clocks, stress and urgency of a case need to know beyond its events.

-- Consultations of the same order, and of the same customer and cause, that
-- were opened up to a moment; merged ones and spam do not count.
-- :name CONTACT_CONTEXT
SELECT
	(SELECT count(*) FROM contact_now WHERE order_no = :order_no AND opened_at <= :until AND state NOT IN (7, 8))
	+ (SELECT count(*) FROM contact_imported AS i WHERE i.order_no = :order_no AND i.opened_at <= :until
		AND coalesce(i.state, 0) NOT IN (7, 8)),
	(SELECT count(*) FROM contact_now WHERE customer = :customer AND cause = :cause AND opened_at <= :until
		AND state NOT IN (7, 8))
	+ (SELECT count(*) FROM contact_imported AS i
		WHERE i.customer = :customer AND i.cause = :cause
			AND i.opened_at <= :until AND coalesce(i.state, 0) NOT IN (7, 8)),
	coalesce((SELECT g.grade FROM mileage_grade AS g JOIN mileage_account AS a ON a.id = g.account
		WHERE a.code = :customer AND g.eff <= :day ORDER BY g.eff DESC, g.seq DESC LIMIT 1),
		(SELECT grade FROM customer WHERE code = :customer)),
	EXISTS (SELECT 1 FROM dispute AS d WHERE d.order_no = :order_no AND d.opened_on <= :day
		AND NOT EXISTS (SELECT 1 FROM dispute_event AS e WHERE e.dispute = d.id AND e.day <= :day
			AND e.kind IN ('settled', 'closed', 'mediation_accepted')))

-- Figures of a period.  Times of opening; spam is no consultation.

-- :name CONTACT_ARRIVALS
SELECT opened_at, channel FROM contact_now WHERE opened_at BETWEEN :from AND :to AND state <> 8
UNION ALL
SELECT i.opened_at, coalesce(i.channel, 10) FROM contact_imported AS i
WHERE i.opened_at BETWEEN :from AND :to AND coalesce(i.state, 0) <> 8
ORDER BY 1

-- Merged cases are counted where they went.
-- :name CONTACT_CAUSES
SELECT cause, count(*), sum(kind = 1) FROM (
	SELECT cause, kind FROM contact_now WHERE opened_at BETWEEN :from AND :to AND state NOT IN (7, 8)
	UNION ALL
	SELECT i.cause, i.kind FROM contact_imported AS i
	WHERE i.opened_at BETWEEN :from AND :to AND coalesce(i.state, 0) NOT IN (7, 8))
GROUP BY cause ORDER BY cause

-- What was promised for a moment of the period, and by whom.
-- :name CONTACT_PROMISES_DUE scan
SELECT p.due, CASE WHEN p.kept_at <= :now THEN p.kept_at END, coalesce(a.alias, '')
FROM contact_promise AS p JOIN contact_event AS e ON e.seq = p.seq JOIN contact_now AS n ON n.contact = p.contact
LEFT JOIN agent AS a ON a.id = e.actor
WHERE p.due BETWEEN :from AND :to AND n.state <> 8 AND e.at <= :now
UNION ALL
SELECT i.promised_at, CASE i.promise_kept WHEN 1 THEN i.promised_at END, coalesce(i.agent, '')
FROM contact_imported AS i
WHERE i.promised_at BETWEEN :from AND :to AND coalesce(i.state, 0) <> 8
ORDER BY 3, 1

-- The people who answer.

-- What each of them did at the desk, one after the other: opened, said, flagged.
-- :name CONTACT_DEEDS scan
SELECT e.actor, e.at, e.contact, CASE e.type WHEN 16 THEN e.flag END
FROM contact_event_valid AS e
WHERE e.actor IS NOT NULL AND e.type IN (0, 2, 16) AND e.at BETWEEN :from AND :to AND e.marks & 4 = 0
ORDER BY e.actor, e.at, e.seq

-- :name PROTECTION_LAST scan
SELECT action, count(*), max(at) FROM protection_log WHERE at <= :now GROUP BY action ORDER BY action

-- Calls that were hard on those who took them, from :from up to :until: abuse,
-- harassment and, with :hard, what was said to be hard.  A measure counts for
-- the one whom it met, who had the case then, else who wrote it down: taken
-- afterwards, and noted for that very consultation and nobody else, or for
-- that person within a week.  What is done for all beforehand is none.  A rest
-- is owed (OSH Act Art. 41(2)) until work was stopped or given to another, or
-- a rest or help was given; a warning to the customer is no rest.  With :owed
-- only those; what was done after :now is not known yet.
-- :name PROTECTION_INCIDENTS scan
WITH met AS (
	SELECT e.seq, e.at, e.contact, e.flag, coalesce((SELECT h.agent FROM contact_event_valid AS h
		WHERE h.contact = e.contact AND h.type IN (5, 6) AND h.at <= e.at ORDER BY h.at DESC, h.seq DESC LIMIT 1), e.actor) AS agent
	FROM contact_event_valid AS e
	WHERE e.type = 16 AND e.flag IN (1, 2, CASE WHEN :hard THEN 5 END) AND e.at >= :from AND e.at < :until),
done AS (
	SELECT DISTINCT m.seq, p.action FROM met AS m JOIN protection_log AS p ON p.at BETWEEN m.at AND :now
		AND (p.agent = m.agent AND p.at <= m.at + 7 * 86400 OR p.agent IS NULL AND p.contact = m.contact)
	WHERE p.action NOT IN ('notice', 'manual', 'training')),
said AS (
	SELECT m.seq, (SELECT group_concat(action, ',') FROM (SELECT d.action FROM done AS d WHERE d.seq = m.seq ORDER BY d.action)) AS measures,
		NOT EXISTS (SELECT 1 FROM done AS d WHERE d.seq = m.seq
			AND d.action IN ('handed_over', 'break', 'counselling', 'treatment', 'legal_help')) AS owed
	FROM met AS m)
SELECT c.code, m.at, CASE m.flag WHEN 1 THEN 'abuse' WHEN 2 THEN 'harassment' ELSE 'hard' END, s.owed, coalesce(a.alias, ''),
	coalesce(s.measures, '')
FROM met AS m JOIN said AS s ON s.seq = m.seq JOIN contact AS c ON c.id = m.contact LEFT JOIN agent AS a ON a.id = m.agent
WHERE s.owed OR NOT :owed
ORDER BY m.at, m.seq
