# CDNOW (Fader, Hardie, Lee): 69,659 purchases of 23,570 customers, against
# published figures and against the sqlite3 shell.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=1998-06-30
master=$SHARED/cdnow/CDNOW_master.txt
if [ ! -r "$master" ]; then
	t_skip 'CDNOW' "no $master; name the folder of data sets with CS_TEST_DATA"
	t_done
fi

# The first row is a heading; the file has no order numbers, so a row is one.
to_orders() { # a name for each column of FILE comes from the caller: customer date amount
	awk -v OFS='\t' -v c="$1" -v d="$2" -v a="$3" 'BEGIN { print "order_no", "ordered_at", "customer_id", "amount" }
		$d ~ /^19/ { print ++n, substr($d, 1, 4) "-" substr($d, 5, 2) "-" substr($d, 7, 2), $c, $a }'
}
to_orders 1 2 4 <"$master" >orders.tsv
to_orders 2 3 5 <"$SHARED/cdnow/CDNOW_sample.txt" >sample.tsv
cp "$DATA"/repurchase/*.sql .

column() { # NAME: the first row's value under that name
	awk -F'\t' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i } NR == 2 { print $at }' out
}

t_run cs-repurchase rate --by all orders.tsv
t_code 0
t_is 'customers' "$(column customers)" 23570
t_is 'customer-days' "$(column purchases)" 67591
t_is 'customers with two or more' "$(column lifetime_repeat)" 11516
t_is 'F7, all time' "$(column lifetime_rate)" 0.488587
t_is 'F6, of purchases' "$(column repeat_purchase_rate)" 0.651285
t_is 'F13, of revenue' "$(column repeat_revenue_rate)" 0.686215
t_is 'revenue' "$(column revenue)" 2500315.63
t_run cs-repurchase rate --by all --merge order orders.tsv
t_is 'F7, every row a purchase' "$(column lifetime_repeat) $(column lifetime_rate)" '11662 0.494782'
t_run cs-repurchase rate --by year orders.tsv
t_is 'F1 of 1997' "$(column within_rate)" 0.445057

t_run cs-repurchase rate --by all sample.tsv
t_is 'sample' "$(column customers) $(column purchases) $(column lifetime_repeat) $(column lifetime_rate) $(column revenue)" \
	'2357 6696 1139 0.483241 244091.94'
t_is 'sample, of purchases and revenue' "$(column repeat_purchase_rate) $(column repeat_revenue_rate)" '0.647999 0.681432'
t_run cs-repurchase rate --by all --merge order sample.tsv
t_is 'sample, every row a purchase' "$(column lifetime_repeat) $(column lifetime_rate)" '1152 0.488757'

t_run cs-repurchase within --days 90 orders.tsv
t_is 'F10, 90 days' "$(column rate)" 0.292193
# Everybody is watched for 456 days at least, so that Kaplan-Meier has nothing to add.
t_is 'Kaplan-Meier without censoring' "$(column km_rate)" 0.292193
t_run cs-repurchase lookback --months 1,3,12 --from 1998-06-01 orders.tsv
t_is 'F4 of June 1998' "$(cut -f2,5 out | tail -n +2 | tr '\t\n' '= ')" '1=0.296149 3=0.583001 12=0.886454 '

t_run cs-repurchase interval orders.tsv
t_is 'gaps: mean and median' "$(column mean) $(column p50)" '72.214 34.000'
t_run cs-repurchase interval sample.tsv
t_is 'gaps of the sample' "$(column mean) $(column p50)" '70.861 34.000'
t_run cs-repurchase concentration orders.tsv
t_is 'top 10 %' "$(awk '$1 == "0.100000" { print $2, $4 }' out)" '2357 0.509427'
t_run cs-repurchase concentration sample.tsv
t_is 'top 10 % of the sample, rounded up' "$(awk '$1 == "0.100000" { print $2, $4 }' out)" '236 0.508070'
t_run cs-repurchase cohort orders.tsv
t_is 'cohort sizes' "$(awk '$2 == 0 { printf "%s ", $3 }' out)" '7846 8476 7248 '
t_is 'June 1998 is whole on its last day' "$(awk '$9 == "no"' out | wc -l)" 0
t_run cs-repurchase cohort --as-of 1998-06-29 orders.tsv
t_is 'and not a day before' "$(awk '$9 == "no" { printf "%s ", $2 }' out)" '17 16 15 '
t_run cs-repurchase steps orders.tsv
t_is 'F11, second to third' "$(awk '$1 == 2 { print $2, $4 }' out)" '11516 0.649184'

for query in rate cohort interval customers; do
	sqlite3 :memory: ".read $query.sql" >raw || t_fail "$query.sql" 'sqlite3 failed'
	awk -F'\t' -v OFS='\t' -v q="$query" 'q == "customers" && $7 != "" { $7 = sprintf("%.3f", $7) } 1' raw >expected
	t_run cs-repurchase "$query" --no-header orders.tsv
	[ "$query" != customers ] || cut -f1-11 out >short
	if [ "$query" = customers ]; then mv short out; fi
	t_same "$query agrees with the sqlite3 shell" expected out
done

# 11,516 repeaters are enough for a window of the shop's own: p95 of the gaps.
t_run cs-repurchase customers --no-header orders.tsv
t_err 'repurchase window: 283 days (95 % of all gaps'
cut -f12 out | sort | uniq -c | awk -v OFS='\t' '{ print $2, $1 }' >short
sqlite3 :memory: '.read segments.sql' >expected
t_same 'segments agree with the sqlite3 shell' expected short

# Five does not divide 2,357: the first two tiles are larger by one.
mv sample.tsv orders.tsv
sqlite3 :memory: '.read customers.sql' | cut -f1,9-11 >expected
t_run cs-repurchase customers --no-header orders.tsv
cut -f1,9-11 out >short
t_same 'quintiles of the sample agree with NTILE' expected short
t_done
