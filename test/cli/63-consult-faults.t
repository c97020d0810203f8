# The consultation ledger where things go wrong: two who claim one case, disks
# that fail or tear at every write, programs that are killed.  After each the
# log proves itself and what was acknowledged is there.  LONG=1 runs the full
# number of rounds.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-10-31 CS_AGENT=미소
RACES=${LONG:+1000}
RACES=${RACES:-15}
KILLS=${LONG:+200}
KILLS=${KILLS:-12}

cs-consult add --at 2026-10-30T09:00 --channel email '처음' -q >/dev/null || exit 4

# ---- two people never hold one case ----
n=1
bad=
while [ "$n" -le "$RACES" ]; do
	id=$(cs-consult add --at 2026-10-30T09:00 --channel email "$n" --no-header 2>/dev/null | cut -f1)
	cs-consult claim "$id" --agent 갑 -q >a 2>a.err &
	one=$!
	cs-consult claim "$id" --agent 을 -q >b 2>b.err &
	two=$!
	codes=
	for pid in "$one" "$two"; do
		code=0
		wait "$pid" || code=$?
		codes="$codes$code"
	done
	case $codes in 01 | 10) ;; *) bad="$bad $id:$codes" ;; esac
	[ "$(sqlite3 shop.db "SELECT count(*) FROM contact_event AS e JOIN contact AS c ON c.id = e.contact
	    WHERE c.code = '$id' AND e.type = 5")" = 1 ] || bad="$bad $id:held-twice"
	n=$((n + 1))
done
t_is "two people claim one case, $RACES times" "$bad" ''
t_run cs-consult check
t_code 0

# ---- killed at any moment ----
bad=
n=1
while [ "$n" -le "$KILLS" ]; do
	rm -f out
	before=$(sqlite3 shop.db 'SELECT count(*) FROM contact')
	cs-consult add --at 2026-10-30T09:00 --channel email --flag emotion "죽는 $n" -q >out 2>err &
	pid=$!
	# No pause of whole numbers in POSIX: the work of a loop is one.
	i=0
	while [ "$i" -lt $((n * 3001 % 40000)) ]; do i=$((i + 1)); done
	kill -9 "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	after=$(sqlite3 shop.db 'SELECT count(*) FROM contact')
	cs-consult check -q >finding 2>&1 || bad="$bad $n:$(tail -n 1 finding)"
	[ ! -s out ] || [ "$after" -eq "$((before + 1))" ] || bad="$bad $n:lost"
	n=$((n + 1))
done
t_is "killed while adding, $KILLS times" "$bad" ''
added=$(($(sqlite3 shop.db "SELECT count(*) FROM contact") - RACES - 1))
if [ "$added" -gt 0 ] && [ "$added" -lt "$KILLS" ]; then t_ok "some got through: $added"; else t_fail "some got through" "$added"; fi

if [ ! -e "$B/failwrite.so" ]; then
	t_skip 'faults of disk and memory' 'a sanitizer has its own malloc'
	t_done
fi

# ---- the n-th write or sync fails, tears or is the last thing that happens ----
cp shop.db fresh.db
old=$(sqlite3 fresh.db 'SELECT count(*) FROM contact')
for how in fail tear cut; do
	bad=
	n=1
	while [ "$n" -le 200 ]; do
		cp fresh.db one.db
		rm -f one.db-journal
		code=0
		CS_FAIL_HOW=$how CS_FAIL_AT=$n LD_PRELOAD=$B/failwrite.so cs-consult add --at 2026-10-30T10:00 --kind complaint \
		    --cause delivery.late --flag emotion '디스크' -q -d one.db >out 2>err || code=$?
		case $code in 0 | 4 | 137) ;; *) bad="$bad $n:exit$code" ;; esac
		cs-consult check -q -d one.db >finding 2>&1 || bad="$bad $n:$(tail -n 1 finding)"
		new=$(($(sqlite3 one.db 'SELECT count(*) FROM contact') - old))
		[ "$new" = 0 ] || [ "$new" = 1 ] || bad="$bad $n:$new"
		[ "$code" -ne 0 ] || [ "$new" = 1 ] || bad="$bad $n:lost"
		[ "$code" -ne 0 ] || break
		n=$((n + 1))
	done
	t_is "a disk that will $how, at each of its writes and syncs" "$bad" ''
	if [ "$n" -gt 5 ] && [ "$n" -lt 200 ]; then t_ok "all of them were met: $n"; else t_fail "all of them were met" "$n"; fi
done

# ---- allocations that fail ----
bad=
n=1
while [ "$n" -le "$((${LONG:+2000} + 300))" ]; do
	cp fresh.db one.db
	code=0
	CS_FAIL_AT=$n LD_PRELOAD=$B/failmalloc.so cs-consult reply S1 '답' -q -d one.db >out 2>err || code=$?
	case $code in 0 | 3 | 4) ;; *) bad="$bad $n:exit$code" ;; esac
	cs-consult check -q -d one.db >finding 2>&1 || bad="$bad $n:$(tail -n 1 finding)"
	n=$((n + 23))
done
t_is 'memory that runs out' "$bad" ''

# ---- no store, a full output, a locked store ----
t_run cs-consult list -d none.db
t_code 4
t_err 'no store'
code=0
cs-consult export >/dev/full 2>err || code=$?
t_is 'a full disk is told' "$code" 4
t_done
