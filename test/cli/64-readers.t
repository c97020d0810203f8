# Readers of a store that another program writes to, and of one that is
# damaged: all numbers of one output come from one moment, and no page of the
# file, whatever stands in it, makes a program crash.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-10-31 CS_AGENT=미소
for kind in orders returns contacts; do cs-import $kind -q "$DATA/digest/$kind.tsv" -o /dev/null; done
n=1
while [ "$n" -le 12 ]; do
	cs-consult add --id "K$n" --at 2026-10-30T09:00 --kind complaint --cause delivery.late --channel email --assign 미소 --customer "c00$((n % 5))" \
	    "문의 $n" -q >/dev/null || exit 4
	n=$((n + 1))
done
cs-mileage grant c001 --points 5000 --key g1 --reason event --eff 2026-10-20 -q >/dev/null
cs-mileage grant c002 --points 7000 --key g2 --reason event --eff 2026-10-20 -q >/dev/null
cs-dispute open --case X1 --kind change_of_mind ordered_on=2026-10-10 -q >/dev/null
# The ledgers' own guards against a change stand in the way of changing much at once.
sqlite3 shop.db "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'" | sqlite3 shop.db
cp shop.db whole.db

# ---- another program writes in between ----
if [ -e "$B/between.so" ]; then
	cat >write.sql <<'SQL'
BEGIN;
UPDATE contact_event SET at = at + 86400, state = coalesce(state, 1);
UPDATE contact_now SET state = 1, opened_at = opened_at + 86400, customer = 'c999';
UPDATE contact_import SET opened_at = opened_at + 86400, customer = 'c999';
UPDATE order_line SET amount = amount * 2;
UPDATE orders SET ordered_at = ordered_at + 86400;
UPDATE mileage_lot SET issued = issued + 1, available = available + 1;
UPDATE mileage_event SET points = points + 1;
UPDATE mileage_move SET amount = amount + 1;
UPDATE dispute SET opened_on = opened_on + 1;
UPDATE dispute_event SET day = day + 1;
COMMIT;
SQL
	sqlite3 shop.db <write.sql 2>write.err
	t_is 'what the other one writes can be written' "$(cat write.err)" ''
	cp shop.db written.db
	for command in 'cs-consult next' 'cs-consult load' 'cs-consult causes' 'cs-repurchase rate' 'cs-repurchase customers' 'cs-mileage balance' \
	    'cs-mileage liability' 'cs-dispute list' 'cs-report daily --range 2026-10-27 -f tsv --table all'; do
		cp whole.db shop.db
		$command -q >before
		cp written.db shop.db
		$command -q >after
		if cmp -s before after; then t_fail "$command: tells what was written"; else t_ok "$command: tells what was written"; fi
		at=1
		mixed=
		while [ "$at" -le 700 ]; do
			cp whole.db shop.db
			CS_BETWEEN="sqlite3 shop.db <write.sql 2>/dev/null" CS_BETWEEN_AT=$at LD_PRELOAD=$B/between.so $command -q >out 2>err
			cmp -s out before || cmp -s out after || mixed="$mixed $at"
			at=$((at + 1 + at / 4))
		done
		t_is "$command: one moment of the store" "$mixed" ''
	done
else
	t_skip 'another program writes in between' 'a sanitizer has its own loader'
fi

# ---- every page of the ledger's tables and indexes, damaged ----
size=$(sqlite3 whole.db 'PRAGMA page_size')
sqlite3 whole.db "SELECT name, rootpage FROM sqlite_schema WHERE tbl_name IN ('contact', 'contact_event', 'contact_now',
    'contact_promise', 'contact_import') AND rootpage > 0" | tr '|' ' ' >pages
while read -r name page; do
	cp whole.db shop.db
	head -c "$size" /dev/zero | tr '\0' g | dd of=shop.db bs="$size" seek=$((page - 1)) conv=notrunc 2>/dev/null
	bad=
	for command in list 'list --all' 'list --customer c001' 'list --order A005' 'search 문의' next stale load causes 'card c001' 'show K1' \
	    'reply K1 답'; do
		code=0
		cs-consult $command -q >out 2>err </dev/null || code=$?
		case $code in
		0 | 1) ;;
		4) grep -q 'the store is damaged; bring back a copy' err || bad="$bad $command: $(cat err);" ;;
		*) bad="$bad $command: exit $code;" ;;
		esac
		echo "$name $command $code" >>codes
	done
	t_is "$name is damaged" "$bad" ''
done <pages
# Of the two queues that list merges, each in its turn.
for met in 'contact_now_opened list --all' 'contact_import_opened list --all' 'contact_event next' 'contact_now reply K1 답'; do
	t_is "$met: exit 4" "$(grep -c "^$met 4" codes)" 1
done

t_done
