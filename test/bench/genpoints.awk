# Operations of a points programme: awk -v n=500000 -v customers=50000; names
# are made by -v name=user%07d, else C000001 and so on.
# 70 % earn, 20 % use, 5 % short-lived grants that lapse, 5 % return fees; n
# operations over three years from 2023-01-01, in order of time.
BEGIN {
	OFS = "\t"
	srand(20260)
	if (!name) name = "C%06d"
	print "key", "kind", "customer_id", "points", "eff", "order_no", "reason", "expires_on", "origin", "clamp"
	for (i = 0; i < n; i++) {
		day = strftime("%Y-%m-%d", 1672531200 + int(1095 * i / n) * 86400, 1)
		soon = strftime("%Y-%m-%d", 1672531200 + (int(1095 * i / n) + 30) * 86400, 1)
		points = (10 + int(rand() * 90)) * 100
		customer = sprintf(name, int(rand() * customers))
		r = rand()
		if (r < 0.70) print "e" i, "earn", customer, points, day, "O" i, "", "", "", ""
		else if (r < 0.90) print "u" i, "use", customer, points, day, "O" i, "", "", "", "yes"
		else if (r < 0.95) print "g" i, "grant", customer, points, day, "", "event", soon, "", ""
		else print "f" i, "grant", customer, points, day, "", "return fee", "", "return_fee", ""
	}
}
