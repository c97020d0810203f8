# The points ledger where things go wrong: disks that fail, tear or forget at
# every write, programs that are killed, memory that runs out, two who want the last
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

# All of the script or nothing, what was there before is there, it verifies; what was told as done is done.
judge() { # CASE EXIT
	cs-mileage verify -q -d one.db >finding 2>&1 || bad="$bad $1:$(tail -n 1 finding)"
	all=$(sqlite3 one.db "SELECT count(*) FROM mileage_event WHERE key IN ('g1', 'u1', 'r1', 'g2', 'u2')")
	[ "$all" = 0 ] || [ "$all" = 5 ] || bad="$bad $1:$all-of-5"
	[ "$2" -ne 0 ] || [ "$all" = 5 ] || bad="$bad $1:lost"
	[ "$(sqlite3 one.db "SELECT count(*) FROM mileage_event WHERE key = 'old'")" = 1 ] || bad="$bad $1:old"
}

# The n-th write, sync, truncation or deletion goes wrong, for all n: failwrite.c says how.
total=0
for how in fail tear lose ${LONG:+once short cut mix}; do
	bad=
	n=1
	code=4
	while [ "$n" -le 400 ]; do
		rm -f one.db*
		cp fresh.db one.db
		code=0
		CS_FAIL_HOW=$how CS_FAIL_AT=$n LD_PRELOAD=$B/failwrite.so cs-mileage apply script.tsv -q -d one.db >out 2>err || code=$?
		case $code in 0 | 4 | 137) ;; *) bad="$bad $n:exit$code" ;; esac
		judge "$n" "$code"
		# A fault that passes may be survived: there the count of the first kind ends it.
		case $how in
		once | short) [ "$n" -lt "$total" ] || break ;;
		*) [ "$code" -ne 0 ] || break ;;
		esac
		n=$((n + 1))
	done
	[ "$how" != fail ] || total=$n
	t_is "a disk that will $how, at each of its calls" "$bad" ''
	t_is 'all of them were met' "$n" "$total"
done
if [ "$total" -gt 20 ]; then t_ok "there were many: $total"; else t_fail 'there were many' "$total"; fi
rm -f one.db*
cp fresh.db one.db
bad=
CS_FAIL_HOW=after LD_PRELOAD=$B/failwrite.so cs-mileage apply script.tsv -q -d one.db >out 2>err
judge after $?
t_is 'the power goes right after it was told: it is there' "$bad" ''

# Allocations that fail, one after the other.
step=${LONG:+1}
step=${step:-7}
bad=
n=1
while [ "$n" -le "$((${LONG:+2000} + 300))" ]; do
	rm -f one.db*
	cp fresh.db one.db
	code=0
	CS_FAIL_AT=$n LD_PRELOAD=$B/failmalloc.so cs-mileage apply script.tsv -q -d one.db >out 2>err || code=$?
	case $code in 0 | 3 | 4) ;; *) bad="$bad $n:exit$code" ;; esac
	judge "$n" "$code"
	n=$((n + step))
done
t_is 'memory that runs out' "$bad" ''

# One bit of any event in the file: verify names the event.
bad=
for key in old g1 u1 r1 g2 u2; do
	cs-mileage apply script.tsv -q -d fresh.db >/dev/null
	for place in $(grep -abo "$key\(grant\|use\|restore\)" fresh.db | cut -d: -f1); do
		cp fresh.db one.db
		byte=$(dd if=one.db bs=1 skip="$place" count=1 2>/dev/null | od -An -tu1 | tr -d ' ')
		printf "\\$(printf %o $((byte ^ 1)))" | dd of=one.db bs=1 seek="$place" conv=notrunc 2>/dev/null
		seq=$(sqlite3 fresh.db "SELECT seq FROM mileage_event WHERE key = '$key'")
		cs-mileage verify -q -d one.db 2>/dev/null | grep -q "^event $seq " || bad="$bad $key"
	done
done
t_is 'a flipped bit is found and its event is named' "$bad" ''

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
