# Personal data inside words that an export brought (a return's reason, a
# contact's cause, an agent's name) stays masked wherever a report repeats
# them: in tables, pictures and lists, in every form.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-10-12

{
	printf 'order_no\tline_no\tordered_at\tcustomer_id\tproduct_id\tamount\tstatus\n'
	for i in 1 2 3 4; do printf 'A%s\t1\t2026-10-01T10:00:00\tC%s\tP1\t10000\tdelivered\n' "$i" "$i"; done
} >orders.tsv
cat >returns.tsv <<'E'
return_id	order_no	kind	reason	requested_at
R1	A1	return	010-1234-5678로 전화 바랍니다	2026-10-05T09:00:00
R2	A2	return	010-1234-9876로 전화 바랍니다	2026-10-05T09:00:00
R3	A3	return	mail hong.gildong@example.com	2026-10-06T09:00:00
E
cat >contacts.tsv <<'E'
contact_id	opened_at	order_no	kind	cause	state	agent	promised_at
K1	2026-10-05T11:00:00	A1	complaint	지연 010-2222-3333	resolved	미소 010-4444-5555	2026-10-06T11:00:00
K2	2026-10-06T11:00:00	A2	complaint	hong.gildong@example.com	new	미소 010-4444-5555	2026-10-06T11:00:00
K3	2026-10-07T11:00:00	A1	complaint	지연 010-2222-3333	open	미소 010-4444-5555	2026-10-07T12:00:00
E
for kind in orders returns contacts; do cs-import "$kind" "$kind.tsv" >/dev/null || exit 4; done
personal='1234-5678\|1234-9876\|2222-3333\|4444-5555\|hong\.gildong'
hidden() { # COMMAND...: prints something, and nothing personal
	t_run "$@"
	if [ "$code" -gt 1 ]; then t_fail "$T_CMD: exit $code" "$(cat err)"
	elif [ ! -s out ]; then t_fail "$T_CMD: prints nothing" "$(cat err)"
	elif grep -q "$personal" out; then t_fail "$T_CMD: masked" "$(grep "$personal" out | cut -c 1-300)"
	else t_ok "$T_CMD: masked"; fi
}

range='--range 2026-10-01..2026-10-12'
# shellcheck disable=SC2086 # options of several words
for of in returns complaints contacts; do
	for form in text table tsv csv html; do hidden cs-report chart pareto --of $of $range -f $form; done
done
# shellcheck disable=SC2086
{
	t_run cs-report chart pareto --of returns $range -f tsv
	t_is 'two reasons that differ in a number only are one bar' "$(awk -F '\t' '/^010/ { print $2 }' out)" 2
	t_run cs-report chart pareto --of returns $range -f tsv --reveal
	t_is 'unless they are revealed' "$(grep -c '^010-1234-[0-9]*로 전화 바랍니다' out)" 2
	t_run cs-report agents $range -f tsv --reveal
	t_out '미소 010-4444-5555'
	for command in agents causes returns contribution sins waiting trust daily weekly monthly; do
		hidden cs-report $command $range --detail high -f text
		hidden cs-report $command $range --detail high -f html
	done
	for by in cause agent; do hidden cs-report sla $range --by $by -f tsv; done
	for command in list next due stale load handover causes promises 'show K1' 'card A1' export; do hidden cs-consult $command -f tsv; done
}
t_done
