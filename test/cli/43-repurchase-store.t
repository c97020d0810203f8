# What only the store knows of the tea shop: visits, grades, and lines that an
# imported return took back.  Worked out by hand.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-04-15

expect() { # NAME COMMAND...: stdout is what stands on stdin, with '|' for tabs
	name=$1
	shift
	tr '|' '\t' >expected
	t_run cs-repurchase "$@"
	t_same "$name" expected out
}

t_run cs-repurchase rate
t_code 4
t_err 'no store here yet'
cs-import orders -q "$DATA/demo/tea.tsv" >log 2>&1 || t_fail 'import of orders' "$(cat log)"
cat >visits.csv <<'END'
date,source,visits
2026-01-05,ad,400
2026-01-05,search,100
2026-01-31,ad,500
2026-03-31,ad,500
END
cs-import visits -q visits.csv >log 2>&1 || t_fail 'import of visits' "$(cat log)"

# Four orders in January, B's two of one day among them; four in March, the guest's too.
expect 'visits stand beside the rates' rate --no-header <<'END'
2026-01|2|2|0|1|1|3|1|40000|10000|0.500000|0.000000|0.500000|0.333333|0.250000|1000|0.004000
2026-02|1|1|0|0|0|1|0|5000|0|0.000000|0.000000|0.000000|0.000000|0.000000||
2026-03|3|1|2|0|2|3|2|29000|23000|0.000000|0.666667|0.666667|0.666667|0.793103|500|0.008000
2026-04|1|1|0|1|1|2|1|17000|7000|1.000000|0.000000|1.000000|0.500000|0.411765||
END
t_run cs-repurchase rate --by all
t_is 'their columns come last' "$(head -n 1 out | cut -f16-)" "$(printf 'visits\torder_rate')"
# Eight orders before April, and two of them in its first ten days.
t_is 'all visits and all orders' "$(tail -n 1 out | cut -f16-)" "$(printf '1500\t0.007333')"
t_run cs-repurchase rate --by all --from 2026-03-01 --to 2026-03-31
t_is 'of the days that count' "$(tail -n 1 out | cut -f16-)" "$(printf '500\t0.008000')"
t_run cs-repurchase rate --group category
t_is 'visits know no groups' "$(head -n 1 out | tr '\t' '\n' | grep -c visits)" 0

printf 'customer_id,grade\nA,VIP\nB,일반\nC,일반\nE,일반\n' >customers.csv
cs-import customers -q customers.csv >log 2>&1 || t_fail 'import of customers' "$(cat log)"
expect 'rate by grade' rate --no-header --by all --group grade <<'END'
all||1|1|0|0|0|1|0|6000|0|0.000000|0.000000|0.000000|0.000000|0.000000
all|VIP|1|1|0|1|1|3|2|37000|22000|1.000000|0.000000|1.000000|0.666667|0.594595
all|일반|3|3|0|2|2|5|2|48000|18000|0.666667|0.000000|0.666667|0.400000|0.375000
END
expect 'interval by grade' interval --no-header --group grade <<'END'
VIP|2|29.500|17.900|22.250|29.500|36.750|41.100|42.550
일반|2|32.000|12.800|20.000|32.000|44.000|51.200|53.600
END

# E sends the cup back: one purchase is left.
cat >returns.csv <<'END'
return_id,order_no,line_no,kind,requested_at,refunded_at,quantity
R-1,T-13,1,return,2026-04-11T10:00:00,2026-04-13T10:00:00,1
END
cs-import returns -q returns.csv >log 2>&1 || t_fail 'import of returns' "$(cat log)"
expect 'a line that came back' rate --no-header --by all --to 2026-04-14 <<'END'
all|5|5|0|2|2|8|3|84000|33000|0.400000|0.000000|0.400000|0.375000|0.392857|1500|0.006667
END
expect 'counts where it is asked for' cohort --no-header --include-returned --from 2026-04-01 <<'END'
2026-04|0|1|1|1.000000|1|1.000000|17000|no
END

# Names of customers are data: nothing but the id is printed, on a terminal too.
t_run cs-repurchase customers --format table --lang ko
t_out '고객 ID'
t_out '단골 단계'
t_is 'Korean headings' "$(head -n 1 out | grep -c '[a-z]_')" 0
t_run cs-repurchase rate --format csv --by all
t_is 'CSV' "$(head -n 1 out | cut -d, -f1-3)" 'period,customers,new_customers'
t_run cs-repurchase customers -o list.tsv
t_is 'a file of its own' "$(wc -l <list.tsv | tr -d ' ')" 6
t_done
