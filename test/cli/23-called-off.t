# A return that the customer withdrew or the shop refused is none: in no count, in no chart, and no points are given for it.
. "$ROOT/test/cli/lib.sh"
export CS_DB="$T_DIR/off.db" CS_AS_OF=2026-10-31

{
	printf 'order_no\tline_no\tordered_at\tcustomer_id\tproduct_id\tamount\tstatus\n'
	for n in 1 2 3 4 5 6; do
		printf 'O%s\t1\t2026-10-01T10:00:00\tm%s\tp1\t10000\tdelivered\n' $n $n
	done
} >orders.tsv
{
	printf 'return_id\torder_no\tline_no\tkind\trequested_at\treason\tfault\tstatus\n'
	printf 'R1\tO1\t1\treturn\t2026-10-05T10:00:00\tmind\tcustomer\t반품신청\n'
	printf 'R2\tO2\t1\treturn\t2026-10-05T10:00:00\tmind\tcustomer\t반품철회완료\n'
	printf 'R3\tO3\t1\treturn\t2026-10-05T10:00:00\tmind\tcustomer\t반품 접수거부\n'
	printf 'R4\tO4\t1\treturn\t2026-10-05T10:00:00\tmind\tcustomer\t수취거부\n'
	printf 'R5\tO5\t1\treturn\t2026-10-05T10:00:00\tmind\tcustomer\tRejected\n'
} >returns.tsv
cs-import orders -q -o /dev/null orders.tsv
cs-import returns -q -o /dev/null returns.tsv
counted() { cs-report returns --range 2026-10-01..2026-10-31 -q --table by_reason | awk -F '\t' 'NR > 1 { n += $3 } END { print n + 0 }'; }
# A parcel that was not taken in comes back: two of five.
t_is 'returned lines' "$(counted)" 2
t_is 'and their list' "$(cs-report monthly --range 2026-10 -q --list returns | cut -f1 | tail -n +2 | tr '\n' ' ')" 'R1 R4 '
t_is 'points for a return' "$(cs-mileage compensate --plan -q --from 2026-10-01 --to 2026-10-31 | cut -f1 | grep '^R' | sort | tr '\n' ' ')" 'R1 R4 '
t_is 'reasons' "$(cs-report chart pareto --of returns --range 2026-10-01..2026-10-31 -f tsv -q | cut -f1,2 | tail -n +2 | tr '\t\n' ' ,')" 'mind 2,'
t_is 'of its order' "$(cs-repurchase first --days 20 -q | awk -F '\t' '$1 == "return" { printf "%s %s ", $2, $3 }')" 'no 4 other 2 defect 0 '

# Withdrawn later, taken up again, and taken back by an undo.
sed 's/반품신청/반품철회/' returns.tsv >later.tsv
cs-import returns -q -o /dev/null later.tsv
t_is 'withdrawn later' "$(counted)" 1
sed 's/반품신청/반품회수중/; s/반품철회완료/반품수거중/' returns.tsv >again.tsv
cs-import returns -q -o /dev/null again.tsv
t_is 'asked for again' "$(counted)" 3
cs-import undo "$(cs-import log -q | tail -n 1 | cut -f1)" -q -o /dev/null 2>err || cat err
t_is 'undone' "$(counted)" 1
# What was paid back was no refusal.
awk -F '\t' -v OFS='\t' 'NR == 1 { print $0, "refunded_at"; next } $1 == "R3" { print $0, "2026-10-20T10:00:00" }' returns.tsv >paid.tsv
cs-import returns -q -o /dev/null paid.tsv
t_is 'paid back' "$(counted)" 2
t_run cs-import check -q
t_code 0
t_done
