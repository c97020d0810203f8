# What customers asked for and what they were given, written down through
# cs-consult; counted by hand.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-03-31 CS_AGENT=사장
printf 'order_no\tline_no\tordered_at\tcustomer_id\tproduct_id\tamount\nA1\t1\t2026-03-01\tC1\tP1\t10000\nA2\t1\t2026-03-01\tC2\tP1\t10000\n' >orders.tsv
cs-import orders orders.tsv >/dev/null || exit 4
cs-consult agent 사장 --role owner >/dev/null 2>&1
add() { # ID CAUSE ASKED
	cs-consult add "말씀" --id "$1" --kind complaint --cause "$2" --asked "$3" --read-back '확인' --at '2026-03-10 10:00' -q >/dev/null || exit 4
}
give() { cs-consult compensate "$1" "$2" "$3" --at '2026-03-10 10:30' -q >/dev/null || exit 4; }
close_case() { cs-consult state "$1" resolved --at '2026-03-10 11:00' -q >/dev/null || exit 4; }
add K1 goods.defect '환불해 주세요'
give K1 refund 10000
add K2 goods.defect '전액 환불 아니면 교환'
give K2 points 3000
add K3 goods.damaged '새 상품으로 교환해 주세요'
add K4 goods.damaged 'please exchange it'
give K4 reship 2500
add K5 delivery.late '쿠폰이라도 주세요'
add K6 delivery.late '사장 나오라고 하세요'
give K6 gift 2000
add K7 delivery.late '적립금으로 주세요'
cs-consult add '언제 오나요' --id K8 --flag competitor --at '2026-03-11 10:00' -q >/dev/null || exit 4
# The money went back by the shop's own refund, which an export of returns tells; that of A2 was before the talk.
printf 'return_id\torder_no\tkind\trequested_at\trefunded_at\nR1\tA1\treturn\t2026-03-09\t2026-03-12\nR2\tA2\treturn\t2026-03-02\t2026-03-04\n' >returns.tsv
cs-import returns returns.tsv >/dev/null || exit 4
for id in 1 2; do
	cs-consult add '말씀' --id "K9$id" --kind complaint --cause goods.defect --order "A$id" --asked '돈을 돌려주세요, 환불요' --read-back '확인' \
	    --at '2026-03-10 10:00' -q >/dev/null || exit 4
done
for id in K1 K2 K3 K4 K5 K6 K91 K92; do close_case $id; done
report() { cs-report causes --range 2026-03-01..2026-03-30 --format tsv --least 1 "$@"; }
column() { # NAME...: these columns of a TSV with a header
	awk -F '\t' -v names="$*" 'NR == 1 { n = split(names, want, " "); for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ line = $at[want[1]]; for (i = 2; i <= n; i++) line = line "|" $at[want[i]]; print line }'
}
figure() { report --table all | awk -F '\t' -v id="$1" '$2 == "figure" && $3 == id { print $6 "|" $9 }'; }
report --table asked | column asked_for cases given_same given_other given_nothing undecided amount | sort >got
cat >want <<'EOT'
coupon|1|0|0|1|0|0
exchange|2|1|0|1|0|2500
points|1|0|0|0|1|0
refund|4|2|1|1|0|13000
something else|1|0|1|0|0|2000
EOT
t_same 'asked and given, by the first word that names a remedy' want got
t_is 'of all consultations nine say what was asked' "$(figure asked_told)" '0.900000|10'
t_is 'three who were done with got nothing of what they asked, one another thing' "$(figure asked_unmet)" '4|7'
t_is 'one by one' "$(report --list asked_unmet | column contact_id | tr '\n' ' ')" 'K2 K3 K5 K92 '
t_is 'and by cause' "$(report --table asked_by_cause | column cause cases given_same | sort | tr '\n' ' ')" \
    'delivery.late|3|0 goods.damaged|2|1 goods.defect|4|2 '
t_is 'another shop was named once' "$(figure competitor_cases)" '1|10'
t_is 'by this one' "$(report --list competitor_cases | column contact_id)" K8
t_run cs-report causes --range 2026-03-01..2026-03-30 -f text
t_out 'What of another shop they praised'
if grep -q '나오라고' out; then t_fail 'their own words are not shown'; else t_ok 'their own words are not shown'; fi
t_run cs-report iso --range 2026-03-01..2026-03-30 -f text
t_is 'iso says what no ledger has' "$(tr '\n' ' ' <out | tr -s ' ' | grep -c 'Not recorded anywhere')" 1
t_run cs-report trust --range 2026-01-01..2026-03-30 -f text
t_is 'and trust why customers come back' "$(tr '\n' ' ' <out | tr -s ' ' | grep -c 'Why customers came back is not recorded')" 1
t_done
