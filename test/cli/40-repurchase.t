# The tea shop of data/demo/tea.tsv, worked out by hand: five customers
# and a guest, of whom A buys three times, B twice on one day, C and E twice
# and D once; one line of B's is cancelled and one of C's is returned.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-04-15
tea=$DATA/demo/tea.tsv

expect() { # NAME COMMAND...: stdout is what stands on stdin, with '|' for tabs
	name=$1
	shift
	tr '|' '\t' >expected
	t_run cs-repurchase "$@"
	t_same "$name" expected out
}

expect 'rate by month' rate --no-header "$tea" <<'END'
2026-01|2|2|0|1|1|3|1|40000|10000|0.500000|0.000000|0.500000|0.333333|0.250000
2026-02|1|1|0|0|0|1|0|5000|0|0.000000|0.000000|0.000000|0.000000|0.000000
2026-03|3|1|2|0|2|3|2|29000|23000|0.000000|0.666667|0.666667|0.666667|0.793103
2026-04|1|1|0|1|1|2|1|17000|7000|1.000000|0.000000|1.000000|0.500000|0.411765
END
t_code 0
t_err 'guests: 1 of 12 order lines'
t_err '2026-04 is not over on 2026-04-15'
t_err '4 of 4 rows rest on fewer than 10'

# The customers of the header line are the contract's columns.
t_run cs-repurchase rate "$tea"
t_is 'columns of rate' "$(head -1 out | tr '\t' ' ')" "period customers new_customers returning_customers\
 repeat_in_period lifetime_repeat purchases repeat_purchases revenue repeat_revenue within_rate returning_rate\
 lifetime_rate repeat_purchase_rate repeat_revenue_rate"

expect 'rate, all time' rate --no-header --by all "$tea" <<'END'
all|5|5|0|3|3|9|4|91000|40000|0.600000|0.000000|0.600000|0.444444|0.439560
END

# A group chooses purchases; ranks stay: E's cup is a second purchase, though E's first cup.
expect 'rate by category' rate --no-header --by all --group category "$tea" <<'END'
all|그릇|5|5|0|0|3|5|1|28000|7000|0.000000|0.000000|0.600000|0.200000|0.250000
all|음료|4|4|0|1|3|6|3|63000|33000|0.250000|0.000000|0.750000|0.500000|0.523810
END

# Products are told by their id; the lines are the same ones here.
expect 'rate by product' rate --no-header --by all --group product "$tea" <<'END'
all|P1|4|4|0|1|3|6|3|63000|33000|0.250000|0.000000|0.750000|0.500000|0.523810
all|P2|5|5|0|0|3|5|1|28000|7000|0.000000|0.000000|0.600000|0.200000|0.250000
END

expect 'rate by channel' rate --no-header --by all --group channel "$tea" <<'END'
all|mall|4|4|0|3|3|7|3|75000|30000|0.750000|0.000000|0.750000|0.428571|0.400000
all|smartstore|2|2|0|0|1|2|1|16000|10000|0.000000|0.000000|0.500000|0.500000|0.625000
END

# B's two orders of one day are two purchases now; the evening's is the second.
expect 'rate, each order a purchase' rate --no-header --by all --merge order "$tea" <<'END'
all|5|5|0|4|4|10|5|91000|50000|0.800000|0.000000|0.800000|0.500000|0.549451
END

# A's first order has two lines: the cup of 5000 is a repeat line.
expect 'rate, each line a purchase' rate --no-header --by all --merge line "$tea" <<'END'
all|5|5|0|4|4|11|6|91000|55000|0.800000|0.000000|0.800000|0.545455|0.604396
END

# Of the lines of one order, 2 comes before 10, wherever they stand in the file.
printf 'order_no\tline_no\tcustomer_id\tordered_at\tamount\nL\t10\tK\t2026-01-01\t700\nL\t2\tK\t2026-01-01\t300\n' >lines.tsv
expect 'line 2 comes before line 10' rate --no-header --by all --merge line lines.tsv <<'END'
all|1|1|0|1|1|2|1|1000|700|1.000000|0.000000|1.000000|0.500000|0.700000
END
cs-import orders -q lines.tsv >log 2>&1 || t_fail 'import of two lines' "$(cat log)"
expect 'in the store too' rate --no-header --by all --merge line <<'END'
all|1|1|0|1|1|2|1|1000|700|1.000000|0.000000|1.000000|0.500000|0.700000
END

# Of two orders of one day the clock tells which was first, not the number.
rm -f shop.db
printf 'order_no\tcustomer_id\tordered_at\tamount\nA2\tK\t2026-01-01T20:00:00\t900\nZ1\tK\t2026-01-01T08:00:00\t100\n' >clock.tsv
expect 'the clock ranks orders' rate --no-header --by all --merge order clock.tsv <<'END'
all|1|1|0|1|1|2|1|1000|900|1.000000|0.000000|1.000000|0.500000|0.900000
END
cs-import orders -q clock.tsv >log 2>&1 || t_fail 'import of two orders' "$(cat log)"
expect 'and in the store' rate --no-header --by all --merge order <<'END'
all|1|1|0|1|1|2|1|1000|900|1.000000|0.000000|1.000000|0.500000|0.900000
END

# With the cancelled and the returned line B has two purchase days and C three.
expect 'rate, returned lines too' rate --no-header --by all --include-returned "$tea" <<'END'
all|5|5|0|4|4|11|6|111000|55000|0.800000|0.000000|0.800000|0.545455|0.495495
END

# From February on: A and C's history before counts for rank, and not for the period.
expect 'rate from a day on' rate --no-header --by all --from 2026-03-01 --to 2026-03-31 "$tea" <<'END'
all|3|1|2|0|2|3|2|29000|23000|0.000000|0.666667|0.666667|0.666667|0.793103
END

# ISO weeks: 2026-01-05 is a Monday, 01-10 the Saturday of the same week.
expect 'rate by week' rate --no-header --by week --to 2026-01-25 "$tea" <<'END'
2026-W02|2|2|0|0|0|2|0|30000|0|0.000000|0.000000|0.000000|0.000000|0.000000
2026-W03|0|0|0|0|0|0|0|0|0|||||
2026-W04|1|0|1|0|1|1|1|10000|10000|0.000000|1.000000|1.000000|1.000000|1.000000
END
t_run cs-repurchase rate --by quarter "$tea"
t_is 'labels of quarters' "$(cut -f1 out | tr '\n' ' ')" 'period 2026-Q1 2026-Q2 '
t_run cs-repurchase rate --by year "$tea"
t_is 'labels of years' "$(cut -f1 out | tr '\n' ' ')" 'period 2026 '

# What had not happened yet on 2026-03-04 is not seen: A has two purchases then.
expect 'rate as of an earlier day' rate --no-header --by all --as-of 2026-03-04 "$tea" <<'END'
all|4|4|0|1|1|5|1|51000|10000|0.250000|0.000000|0.250000|0.200000|0.196078
END
t_err '4 order lines are dated after 2026-03-04'

expect 'cohort' cohort --no-header "$tea" <<'END'
2026-01|0|2|2|1.000000|1|0.500000|40000|yes
2026-01|1|2|0|0.000000|1|0.500000|0|yes
2026-01|2|2|1|0.500000|1|0.500000|12000|yes
2026-01|3|2|||1|0.500000||no
2026-02|0|1|1|1.000000|0|0.000000|5000|yes
2026-02|1|1|1|1.000000|1|1.000000|11000|yes
2026-02|2|1|||1|1.000000||no
2026-03|0|1|1|1.000000|0|0.000000|6000|yes
2026-03|1|1||||||no
2026-04|0|1|1|1.000000|1|1.000000|17000|no
END
expect 'cohort, one row each' cohort --wide "$tea" <<'END'
cohort|cohort_size|m0|m1|m2|m3
2026-01|2|1.000000|0.000000|0.500000|
2026-02|1|1.000000|1.000000||
2026-03|1|1.000000|||
2026-04|1||||
END

# Gaps: A 15 and 44 days, C 56, E 8.
expect 'interval' interval --no-header "$tea" <<'END'
4|30.750|10.100|13.250|29.500|47.000|52.400|54.200
END
expect 'interval of a category: its own rhythm' interval --no-header --group category "$tea" <<'END'
음료|2|29.500|17.900|22.250|29.500|36.750|41.100|42.550
END
expect 'interval, counted' interval --histogram "$tea" <<'END'
days|pairs
8|1
15|1
44|1
56|1
END

expect 'concentration rounds customers up' concentration --no-header "$tea" <<'END'
0.010000|1|37000|0.406593
0.050000|1|37000|0.406593
0.100000|1|37000|0.406593
0.200000|1|37000|0.406593
0.500000|3|70000|0.769231
END

# A's gaps are 15 and 44, their median 29.5, so A is due after 30 days.
expect 'customers' customers "$tea" <<'END'
customer_id|first_on|last_on|purchases|orders|amount|mean_interval|recency_days|r|f|m|segment|next_due_on|p_alive|expected_90d|value_90d
A|2026-01-05|2026-03-05|3|3|37000|29.500|41|3|5|5|big_spender|2026-04-04|||
E|2026-04-02|2026-04-10|2|2|17000|8.000|5|5|4|4|second|2026-04-18|||
C|2026-02-03|2026-03-31|2|2|16000|56.000|15|4|3|3|second|2026-05-26|||
B|2026-01-10|2026-01-10|1|2|15000||95|1|1|2|new||||
D|2026-03-01|2026-03-01|1|1|6000||45|2|2|1|new||||
END
t_err 'repurchase window: 365 days, the default: only 3 customers repurchased'

# Thresholds of one's own: 40 days are the window, two purchases a regular.
printf '# of this shop\nwindow_days\t40\nregular_purchases\t2\nbig_spender_share\t0\n' >segments.tsv
t_run cs-repurchase customers --segments segments.tsv "$tea"
t_is 'segments by own thresholds' "$(cut -f1,12 out | tail -n +2 | tr '\t\n' '= ')" \
	'A=at_risk E=regular C=regular B=lost D=at_risk '
printf 'regular_purchase\t2\n' >segments.tsv
t_run cs-repurchase customers --segments segments.tsv "$tea"
t_code 3
t_err 'segments.tsv:1: no threshold is called "regular_purchase"'
printf 'lost_windows\tmany\n' >segments.tsv
t_run cs-repurchase customers --segments segments.tsv "$tea"
t_code 3
t_err 'segments.tsv:1: lost_windows: "many" is not a number from 1 to 100'

expect 'lookback' lookback --no-header --months 1,3 --from 2026-03-01 "$tea" <<'END'
2026-03|1|3|1|0.333333
2026-03|3|3|2|0.666667
2026-04|1|1|0|0.000000
2026-04|3|1|0|0.000000
END

t_err 'history begins on 2026-01-05: 3 months back are whole from 2026-04 on only'

# Days watched: A 100 (back after 15), B 95, C 71 (56), D 45, E 13 (8).
# Kaplan-Meier by hand: 4/5 at 8, 3/4 at 15, 1/2 at 56 days.
expect 'within' within --no-header --days 30,60 "$tea" <<'END'
30|4|1|0.250000|5|0.400000|0.118244|0.874270
60|3|2|0.666667|5|0.700000|0.280782|0.987698
END

expect 'steps' steps --no-header "$tea" <<'END'
1|5|3|0.600000
2|3|1|0.333333
3|1|0|0.000000
END

# Amounts from quantity and price, paid_at for ordered_at, CSV for TSV, decimals as written.
printf 'customer_id,order_no,paid_at,quantity,unit_price,discount\nK,1,2026-01-01,3,2.50,0.5\nK,2,2026-02-01,1,4,\n' >price.csv
expect 'quantity times price' rate --no-header --by all price.csv <<'END'
all|1|1|0|1|1|2|1|11.00|4.00|1.000000|0.000000|1.000000|0.500000|0.363636
END

# Two files are one stream, and the order of the rows does not matter.
head -1 "$tea" >one.tsv
sed 1d "$tea" | sed -n 'n;p' | sort -r >>one.tsv
head -1 "$tea" >two.tsv
sed 1d "$tea" | sed -n 'p;n' | sort -r >>two.tsv
for command in rate cohort customers 'rate --merge order' 'rate --merge line' 'rate --group category'; do
	t_run cs-repurchase $command "$tea"
	mv out whole
	t_run cs-repurchase $command one.tsv two.tsv
	t_same "$command of two shuffled files" whole out
done
t_run sh -c "cs-repurchase rate - <$tea"
mv out piped
t_run cs-repurchase rate "$tea"
t_same 'a pipe gives the same' piped out

# What cannot be read is named with its place.
printf 'order_no\tordered_at\tamount\n1\t2026-01-01\t5\n' >bad.tsv
t_run cs-repurchase rate bad.tsv
t_code 3
t_err 'bad.tsv:1: no column "customer_id"'
printf 'order_no\tcustomer_id\tordered_at\tamount\n1\tA\t2026-01-01\t5\n2\tA\t01/02/26\t5\n' >bad.tsv
t_run cs-repurchase rate bad.tsv
t_code 3
t_err 'bad.tsv:3: ordered_at: not a time such as 2026-03-02T14:05:00: "01/02/26"'
printf 'order_no\tcustomer_id\tordered_at\tamount\n1\tA\t2026-01-01\t5x\n' >bad.tsv
t_run cs-repurchase rate bad.tsv
t_code 3
t_err 'bad.tsv:2: amount: not an amount: "5x"'
printf 'order_no\tcustomer_id\tordered_at\tamount\n1\tA\t\t5\n' >bad.tsv
t_run cs-repurchase rate bad.tsv
t_code 3
t_err 'bad.tsv:2: ordered_at: empty, and so is paid_at'
printf 'order_no\tcustomer_id\tordered_at\n' >bad.tsv
t_run cs-repurchase rate bad.tsv
t_code 3
t_err 'no column "amount", and not both'
printf 'order_no\tcustomer_id\tordered_at\tamount\n1\tA\t2026-01-01\t5\n2\tA\000\t2026-01-01\t5\n' >bad.tsv
t_run cs-repurchase rate bad.tsv
t_code 3
t_err 'bad.tsv:3: a NUL byte'
: >bad.tsv
t_run cs-repurchase rate bad.tsv
t_code 3
t_err 'bad.tsv: empty'
t_run cs-repurchase rate missing.tsv
t_code 4
t_run cs-repurchase rate --group grade "$tea"
t_code 2
t_err 'knows no grades'
t_run cs-repurchase rate --from 2026-02-01 --to 2026-01-01 "$tea"
t_code 2
t_run cs-repurchase within --days 60,30 "$tea"
t_code 2
t_err 'rising list'
t_run cs-repurchase cohort --by week "$tea"
t_code 2

# Sums that no number can hold are refused, not wrapped around.
printf 'order_no\tcustomer_id\tordered_at\tamount\n1\tA\t2026-01-01\t900000000000000\n2\tA\t2026-01-02\t900000000000000\n' >large.tsv
for command in rate cohort customers concentration; do
	t_run cs-repurchase $command large.tsv
	t_code 3
	t_err 'than can be held'
done
printf 'order_no\tcustomer_id\tordered_at\tamount\n1\tA\t2026-01-01\t9000000000000000\n' >large.tsv
t_run cs-repurchase rate large.tsv
t_code 3
t_err 'large.tsv:2: amount: more than four decimals, or too large'

# The thresholds of one's own may stand in the usual place.
mkdir -p .config/cs
printf 'regular_purchases\t2\n' >.config/cs/segments.tsv
t_run cs-repurchase customers "$tea"
t_is 'segments.tsv of the home' "$(grep -c regular out)" 2
rm -r .config

# Every rate that is printed is defined, and nothing else.
for command in rate cohort concentration; do
	cs-repurchase $command -q "$tea" | head -n 1 | tr '\t' '\n' | grep -E '_rate$|_share$|^retention$' | grep -v top_share
done | sort >printed
printf '%s\n' first.rate first_revenue_rate items.reorder_share items.repeat_rate lookback.rate order_rate same-item \
    steps.rate within.km_rate within.rate | sort - printed >expected
t_run cs-repurchase definitions
cut -f1 out | tail -n +2 | sort >defined
t_same 'definitions' expected defined
t_run cs-repurchase definitions --lang ko
t_out '첫 구매가 기간 전인 고객'
t_run cs-repurchase definitions "$tea"
t_code 2

# Nothing is an answer too: a header, no rows and no division by zero.
head -1 "$tea" >none.tsv
for command in rate cohort 'cohort --wide' customers interval concentration lookback within steps; do
	t_run cs-repurchase $command none.tsv
	t_code 0
	t_err 'there are no order lines'
done
t_done
