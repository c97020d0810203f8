# The points ledger where things go wrong: disks that fail or tear at every
# write, programs that are killed, memory that runs out, two who want the last
# point.  After each the ledger verifies and what was acknowledged is there.
# LONG=1 runs the full number of rounds.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-03-01
RACES=${LONG:+1000}
RACES=${RACES:-40}
KILLS=${LONG:+100}
KILLS=${KILLS:-15}
if [ ! -e "$B/failwrite.so" ]; then
	t_skip 'faults of disk and memory' 'a sanitizer has its own malloc'
	t_done
fi

printf 'key\tkind\tcustomer_id\tpoints\teff\torder_no\texpires_on\n' >script.tsv
printf 'g1\tgrant\tkim\t300\t2026-03-01\t\t2026-03-20\nu1\tuse\tkim\t200\t2026-03-02\tA1\t\nr1\trestore\tkim\t50\t2026-03-25\tA1\t\ng2\tgrant\tlee\t80\t2026-03-03\t\t\nu2\tuse\tlee\t80\t2026-03-03\tB1\t\n' >>script.tsv
cs-mileage grant old --points 70 --key old -q -d fresh.db >/dev/null

# The n-th write or sync of the script fails, tears or is the last thing that happens, for all n.
for how in fail tear cut; do
	bad=
	n=1
	while [ "$n" -le 400 ]; do
		cp fresh.db one.db
		rm -f one.db-journal
		code=0
		CS_FAIL_HOW=$how CS_FAIL_AT=$n LD_PRELOAD=$B/failwrite.so cs-mileage apply script.tsv -q -d one.db >out 2>err || code=$?
		case $code in 0 | 4 | 137) ;; *) bad="$bad $n:exit$code" ;; esac
		cs-mileage verify -q -d one.db >finding 2>&1 || bad="$bad $n:$(tail -n 1 finding)"
		all=$(sqlite3 one.db "SELECT count(*) FROM mileage_event WHERE key IN ('g1', 'u1', 'r1', 'g2', 'u2')")
		[ "$all" = 0 ] || [ "$all" = 5 ] || bad="$bad $n:$all-of-5"
		[ "$code" -ne 0 ] || [ "$all" = 5 ] || bad="$bad $n:lost"
		[ "$(sqlite3 one.db "SELECT count(*) FROM mileage_event WHERE key = 'old'")" = 1 ] || bad="$bad $n:old"
		[ "$code" -ne 0 ] || break
		n=$((n + 1))
	done
	t_is "a disk that will $how, at each of its writes and syncs" "$bad" ''
	if [ "$n" -gt 5 ] && [ "$n" -lt 400 ]; then t_ok "all of them were met: $n"; else t_fail "all of them were met" "$n"; fi
done

# Allocations that fail, one after the other.
bad=
n=1
while [ "$n" -le "$((${LONG:+2000} + 300))" ]; do
	cp fresh.db one.db
	code=0
	CS_FAIL_AT=$n LD_PRELOAD=$B/failmalloc.so cs-mileage apply script.tsv -q -d one.db >out 2>err || code=$?
	case $code in 0 | 3 | 4) ;; *) bad="$bad $n:exit$code" ;; esac
	all=$(sqlite3 one.db "SELECT count(*) FROM mileage_event WHERE key IN ('g1', 'u1', 'r1', 'g2', 'u2')")
	[ "$all" = 0 ] || [ "$all" = 5 ] || bad="$bad $n:$all-of-5"
	[ "$code" -ne 0 ] || [ "$all" = 5 ] || bad="$bad $n:lost"
	n=$((n + 7))
done
t_is 'memory that runs out' "$bad" ''
t_run cs-mileage verify -q -d one.db
t_code 0

# Killed at any moment: what was acknowledged is there, and it verifies.
bad=
i=0
cs-mileage grant kim --points 100000 --key start -q -d kill.db >/dev/null
: >acknowledged
while [ "$i" -lt "$KILLS" ]; do
	: >said
	cs-mileage use kim --points 1 --key "k$i" -q --no-header -d kill.db >said 2>/dev/null &
	victim=$!
	# From no time at all to longer than it takes.
	n=0
	while [ "$n" -lt "$((i * 7 % 13))" ]; do
		n=$((n + 1))
		sh -c :
	done
	kill -9 "$victim" 2>/dev/null
	wait "$victim" 2>/dev/null
	cut -f1 said >>acknowledged
	cs-mileage verify -q -d kill.db >finding 2>&1 || bad="$bad $i:$(tail -n 1 finding)"
	i=$((i + 1))
done
sqlite3 kill.db 'SELECT key FROM mileage_event' | sort >kept
sort -u acknowledged >told
t_is "$KILLS rounds of SIGKILL: nothing that was told is missing" "$(comm -23 told kept | tr '\n' ' ')$bad" ''
t_is 'and what was spent is what was written' "$(cs-mileage balance kim --no-header -d kill.db | cut -f2)" \
    "$((100000 - $(sqlite3 kill.db "SELECT count(*) FROM mileage_event WHERE kind = 'use'")))"

# Two writers, one point.
{
	printf 'key\tkind\tcustomer_id\tpoints\n'
	i=0
	while [ "$i" -lt "$RACES" ]; do
		printf 'p%s\tgrant\tc%s\t1\n' "$i" "$i"
		i=$((i + 1))
	done
} | cs-mileage apply - -q -d race.db >/dev/null
i=0
wrong=
while [ "$i" -lt "$RACES" ]; do
	cs-mileage use "c$i" --points 1 --key "a$i" -q --no-header -d race.db >a 2>/dev/null &
	first=$!
	cs-mileage use "c$i" --points 1 --key "b$i" -q --no-header -d race.db >b 2>/dev/null &
	second=$!
	one=0
	two=0
	wait "$first" || one=$?
	wait "$second" || two=$?
	[ "$((one + two))" -eq 1 ] || wrong="$wrong $i:$one+$two"
	i=$((i + 1))
done
t_is "$RACES races for the last point: one wins each" "$wrong" ''
t_is 'never overspent' "$(sqlite3 race.db 'SELECT sum(available), sum(used) FROM mileage_lot')" "0|$RACES"
t_run cs-mileage verify -q -d race.db
t_code 0
t_done
