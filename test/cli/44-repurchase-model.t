# Models of prediction: the published fits of the CDNOW sample, parameters
# found again in simulated shops, and what is refused.
. "$ROOT/test/cli/lib.sh"

value() { # PARAMETER: its value
	awk -F'\t' -v name="$1" '$2 == name { print $3 }' out
}
round() { # DIGITS NAME...: the values, rounded
	digits=$1
	shift
	for name in "$@"; do printf "%.${digits}f " "$(value "$name")"; done
}
within_errors() { # NAME TRUE: not more than 3.5 standard errors away
	awk -F'\t' -v name="$1" -v true="$2" '$2 == name { d = ($3 - true) / $4; print (d < 3.5 && d > -3.5 && $4 > 0) ? "yes" : $3 " +- " $4 }' out
}

sample=$SHARED/cdnow/CDNOW_sample.txt
if [ -r "$sample" ]; then
	cs-import --emit orders --preset cdnow -q "$sample" >sample.tsv || t_fail 'cs-import' 'failed'
	export CS_AS_OF=1998-06-30

	# Fader, Hardie and Lee 2005.
	t_run cs-repurchase model --model bgnbd --holdout 1997-09-30 sample.tsv
	t_code 0
	t_is 'BG/NBD' "$(round 3 r alpha a b)" '0.243 4.414 0.793 2.426 '
	t_is 'BG/NBD, an independent optimiser' "$(round 5 r alpha a b)" '0.24260 4.41360 0.79292 2.42591 '
	t_is 'BG/NBD, log-likelihood' "$(round 1 log_likelihood) $(round 4 log_likelihood)" '-9582.4  -9582.4292 '
	t_is 'BG/NBD, holdout' "$(value holdout_actual) $(round 2 holdout_expected)$(round 3 holdout_mae)" '1882 1653.41 0.785 '
	t_is 'what was made, by repeats' "$(round 3 repeats_0_actual repeats_1_actual repeats_2_actual repeats_3_actual repeats_4_actual repeats_5_actual repeats_6_actual repeats_7up_actual)" \
		'0.237 0.697 1.393 1.560 2.532 2.947 3.862 6.359 '
	t_is 'BG/NBD, conditional expectations' "$(round 3 repeats_0_expected repeats_1_expected repeats_2_expected repeats_3_expected repeats_4_expected repeats_5_expected repeats_6_expected repeats_7up_expected)" \
		'0.225 0.523 1.044 1.520 2.164 2.654 3.504 6.157 '

	# Fader, Hardie and Lee report 4.82 for the customers by repeat purchases, in these eight cells.
	t_is 'BG/NBD, chi-square' "$(round 2 chi_square)$(round 4 chi_square)" '4.82 4.8211 '
	t_run cs-repurchase model --model bgnbd --as-of 1997-09-30 --show fit --no-header sample.tsv
	t_is 'customers by repeat purchases' "$(awk -F'\t' '{ n += $3; e += $4; c += ($3 - $4) ^ 2 / $4 } END { printf "%d %.3f %.4f", n, e, c }' out)" \
		'2357 2357.000 4.8211'
	# Actual ones are BTYD's, expected ones an independent computation's (BTYD's ages have a day more).
	t_run cs-repurchase model --model bgnbd --holdout 1997-09-30 --show tracking --no-header sample.tsv
	t_is 'repeat purchases by weeks 20 and 25' "$(awk -F'\t' 'NR == 20 || NR == 25 { printf "%d %.2f ", $2, $3 }' out)" \
		'1359 1301.60 1672 1659.95 '
	t_is 'up to the end of what was held out' "$(tail -n 1 out | cut -f1,2,4 | tr '\t' ' ')" '1998-06-30 4339 no'
	t_run cs-repurchase model --model paretonbd --show fit --as-of 1997-09-30 sample.tsv
	t_code 1
	t_run cs-repurchase model --model gammagamma --show tracking --as-of 1997-09-30 sample.tsv
	t_code 2

	# BTYDplus, by the tests of lifetimes.
	t_run cs-repurchase model --holdout 1997-09-30 sample.tsv
	t_is 'MBG/NBD' "$(round 3 r alpha a b)" '0.525 6.183 0.891 1.614 '
	t_is 'MBG/NBD, log-likelihood' "$(round 4 log_likelihood)" '-9582.1357 '
	t_is 'MBG/NBD, holdout' "$(round 2 holdout_expected)$(round 3 holdout_mae)" '1576.73 0.765 '

	# Standard errors are CLVTools'; that of beta is 6.2105 there, 6.2111 by an independent computation.
	t_run cs-repurchase model --model paretonbd --holdout 1997-09-30 sample.tsv
	t_is 'Pareto/NBD' "$(round 3 r alpha s beta)" '0.553 10.578 0.606 11.669 '
	t_is 'Pareto/NBD, log-likelihood' "$(round 4 log_likelihood)" '-9594.9762 '
	t_is 'Pareto/NBD, standard errors' "$(awk -F'\t' '$4 ~ /[0-9]/ { printf "%.4f ", $4 }' out)" '0.0476 0.8427 0.1873 6.2111 '
	t_is 'Pareto/NBD, holdout' "$(round 2 holdout_expected)$(round 3 holdout_mae)" '1665.51 0.755 '
	# BTYD's walkthrough, whose ages have a day more than the paper's: to 0.001.
	printf '%s\n' 0.138 0.600 1.196 1.714 2.399 2.907 3.819 6.403 >published
	t_is 'Pareto/NBD, conditional expectations' "$(awk -F'\t' '$2 ~ /^repeats_.*_expected/ { print $3 }' out | paste - published |
		awk '{ d = $1 - $2; n += d < 0.001 && d > -0.001 } END { print n }')" 8

	t_run cs-repurchase model --model gammagamma --as-of 1997-09-30 sample.tsv
	t_is 'gamma-gamma' "$(round 2 p q gamma)" '6.25 3.74 15.44 '
	t_is 'gamma-gamma, log-likelihood and repeaters' "$(round 4 log_likelihood)$(value repeaters)" '-4055.9177 946'

	# The list of customers: P(alive) of MBG/NBD by its formula, with the parameters above, for everybody.
	t_run cs-repurchase customers --as-of 1997-09-30 --no-header sample.tsv
	t_is 'p_alive by the formula' "$(TZ=UTC awk -F'\t' 'function days(d) { split(d, p, "-"); return (mktime(p[1] " " p[2] " " p[3] " 12 0 0") / 86400) }
		{ x = $4 - 1; age = days("1997-09-30") - days($2); last = days($3) - days($2); r = 0.524843; al = 6.183085; a = 0.891359; b = 1.614002
		  alive = 1 / (1 + a / (b + x) * exp((r + x) * log((al + age / 7) / (al + last / 7))))
		  d = alive - $14; if (d < 2e-6 && d > -2e-6) n++ } END { print n }' out)" 2357
	t_is 'value_90d is expected_90d times a mean amount' \
		"$(awk -F'\t' '$15 > 0.5 { m = $16 / $15; if (m < 5 || m > 500) n++ } END { print n + 0 }' out)" 0
	t_run cs-repurchase customers --as-of 1997-09-30 --model gammagamma sample.tsv
	t_code 2

	# All that is to come is more than what comes in 90 days, and the less the dearer waiting is.
	t_run cs-repurchase customers --as-of 1998-06-30 --model paretonbd --discount 0.15 --no-header sample.tsv
	t_is 'the rest' "$(awk -F'\t' '$17 >= $15 && $18 >= $16 { n++ } END { print n }' out)" 2357
	cut -f1,17 out | sort >cheap
	t_run cs-repurchase customers --as-of 1998-06-30 --model paretonbd --discount 0.30 --no-header sample.tsv
	t_is 'a dearer rest' "$(cut -f1,17 out | sort | paste cheap - | awk '$1 == $3 && $4 <= $2 { n++ } END { print n }')" 2357
	t_run cs-repurchase customers --discount 0.15 sample.tsv
	t_code 2
	t_run cs-repurchase customers --model paretonbd --discount 15% sample.tsv
	t_code 2

	# Another unit changes nothing but the unit.
	t_run cs-repurchase model --unit day --as-of 1997-09-30 sample.tsv
	t_is 'in days' "$(round 3 r alpha a b)" '0.525 43.282 0.891 1.614 '
else
	t_skip 'models on CDNOW' "no $sample; name the folder of data sets with CS_TEST_DATA"
fi

# Shops out of the models themselves: slow buyers, so that few purchases share a day.
export CS_AS_OF=2025-12-29
simulate() { perl "$ROOT/test/bench/buyers.pl" "$@" >shop.tsv; }
for kind in mbgnbd bgnbd; do
	simulate "$kind" 20000 5 0.8 40 0.7 2.5
	t_run cs-repurchase model --model "$kind" shop.tsv
	t_code 0 "$kind of a simulated shop"
	t_is "$kind finds its parameters again" \
		"$(within_errors r 0.8) $(within_errors alpha 40) $(within_errors a 0.7) $(within_errors b 2.5)" 'yes yes yes yes'
done
simulate paretonbd 20000 5 0.8 40 0.7 30
t_run cs-repurchase model --model paretonbd shop.tsv
t_is 'paretonbd finds its parameters again' \
	"$(within_errors r 0.8) $(within_errors alpha 40) $(within_errors s 0.7) $(within_errors beta 30)" 'yes yes yes yes'
t_run cs-repurchase model --model gammagamma shop.tsv
t_is 'gammagamma finds its parameters again' \
	"$(within_errors p 6) $(within_errors q 4) $(within_errors gamma 15000)" 'yes yes yes'
simulate mbgnbd 20000 5 1.5 20 0.5 3 3
t_run cs-repurchase model shop.tsv
t_out '^mbgcnbd-k'
t_err 'buying is regular'
t_is 'Erlang-k finds its parameters again' \
	"$(value k) $(within_errors r 1.5) $(within_errors alpha 20) $(within_errors a 0.5) $(within_errors b 3)" '3 yes yes yes yes'
simulate mbgnbd 20000 5 1.5 20 0.5 3
t_run cs-repurchase model shop.tsv
t_is 'chance is not taken for regularity' "$(awk 'NR == 2 { print $1 }' out)" mbgnbd

# Refusals: a reason, exit 1, and no number.
refused() { # NAME REASON [OPTION...]
	reason=$2
	name=$1
	shift 2
	t_run cs-repurchase model "$@" odd.tsv
	t_code 1 "$name"
	t_err "$reason"
	t_is "$name: no number" "$(wc -c <out | tr -d ' ')" 0
}
line() { awk -v OFS='\t' 'BEGIN { print "order_no", "ordered_at", "customer_id", "amount" } '"$1" /dev/null >odd.tsv; }
line 'BEGIN { print 1, "2024-05-01", "A", 1000 }'
refused 'one customer' 'only 0 customers repurchased'
line 'BEGIN { for (i = 1; i <= 500; i++) print i, "2024-05-01", "C" i, 1000 }'
refused 'one purchase each' 'only 0 customers repurchased'
line 'BEGIN { for (i = 1; i <= 99; i++) for (k = 1; k < 4; k++) print i "-" k, "2024-0" k "-01", "C" i, 1000 }'
refused '99 repeaters' 'only 99 customers repurchased, 100 are needed'
line 'BEGIN { for (i = 1; i <= 300; i++) for (k = 1; k < 4; k++) print i "-" k, "2024-0" k "-01", "C" i, 1000 }'
for kind in mbgnbd bgnbd paretonbd; do
	refused "all alike, $kind" 'does not fit' --model "$kind"
done
refused 'all amounts alike' 'does not fit' --model gammagamma
line 'BEGIN { for (i = 1; i <= 300; i++) for (k = 1; k < 4; k++) print i "-" k, "2024-0" k "-01", "C" i, 0 }'
refused 'amounts of zero' 'only 0 customers with an amount repurchased' --model gammagamma
# Amounts like 1 over the square of a normal number have no mean: there q is 1/2.
line 'BEGIN { for (i = 1; i <= 400; i++) { z = log(i / (401 - i)) / 1.7; for (k = 1; k < 4; k++)
	printf "%d-%d\t2024-0%d-01\tC%d\t%.0f\n", i, k, k, i, (0.6 + k / 5) * 500 / (z * z) } }'
refused 'amounts without a mean' 'q is 0\.[0-9]* and must be above 1' --model gammagamma
line ''
refused 'nobody' 'only 0 customers repurchased'
t_run cs-repurchase model --holdout 2025-12-29 odd.tsv
t_code 2
t_run cs-repurchase model --holdout 2025-01-01 --model gammagamma odd.tsv
t_code 2

# Fifty years of daily buyers, and buyers of two days.
line 'BEGIN { for (i = 1; i <= 150; i++) for (k = 0; k < 18000; k += i) printf "%d-%d\t%d-%02d-%02d\tC%d\t900\n", i, k, 1975 + k / 360, k % 360 / 30 + 1, k % 30 % 28 + 1, i }'
t_run cs-repurchase model odd.tsv
case $code in
0 | 1) t_ok 'fifty years: numbers or a refusal' ;;
*) t_fail 'fifty years: numbers or a refusal' "$(cat err)" ;;
esac
t_is 'fifty years: finite' "$(grep -cE 'nan|inf' out)" 0
t_done
