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
