-- What the clocks, stress and urgency of a case need to know beyond its events.

-- Consultations of the same order, and of the same customer and cause, that
-- were opened up to a moment; merged ones and spam do not count.
-- :name CONTACT_CONTEXT
SELECT
	(SELECT count(*) FROM contact_now WHERE order_no = :order_no AND opened_at <= :until AND state NOT IN (7, 8))
	+ (SELECT count(*) FROM contact_import AS i WHERE i.order_no = :order_no AND i.opened_at <= :until
		AND coalesce(i.state, 0) NOT IN (7, 8) AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.code = i.code)),
	(SELECT count(*) FROM contact_now WHERE customer = :customer AND cause = :cause AND opened_at <= :until
		AND state NOT IN (7, 8))
	+ (SELECT count(*) FROM contact_import AS i WHERE i.customer = :customer AND i.cause = :cause
		AND i.opened_at <= :until AND coalesce(i.state, 0) NOT IN (7, 8)
		AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.code = i.code)),
	coalesce((SELECT g.grade FROM mileage_grade AS g JOIN mileage_account AS a ON a.id = g.account
		WHERE a.code = :customer AND g.eff <= :day ORDER BY g.eff DESC, g.seq DESC LIMIT 1),
		(SELECT grade FROM customer WHERE code = :customer)),
	EXISTS (SELECT 1 FROM dispute AS d WHERE d.order_no = :order_no AND d.opened_on <= :day
		AND NOT EXISTS (SELECT 1 FROM dispute_event AS e WHERE e.dispute = d.id AND e.day <= :day
			AND e.kind IN ('settled', 'closed', 'mediation_accepted')))
