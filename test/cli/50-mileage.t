# The points ledger from the outside: every edge case of its operations, the
# laws that must hold, and three other programs that add up the books again.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-03-01
DATA=$ROOT/test/data/mileage

m() { cs-mileage "$@" -q --no-header; }
outcome() { cut -f2 out | tail -n 1; }
field() { tail -n 1 out | cut -f"$1"; }
balance() { cs-mileage balance "$1" --no-header --as-of "${2:-2026-03-01}" | cut -f2-5 | tr '\t' ' '; }

# Keys: once, again, and for something else.
t_run cs-mileage grant kim --points 1000 --reason 생일 --key g1
t_is 'a grant is done' "$(outcome)" 'done'
t_run cs-mileage grant kim --points 1000 --reason 생일 --key g1 --as-of 2026-03-09
t_code 0
t_is 'the same again, on another day, exists' "$(outcome) $(field 6)" 'exists 1000'
for change in '--points 1001' '--reason other' '--origin apology' '--expires-on 2026-09-01' '--eff 2026-03-02'; do
	# shellcheck disable=SC2086
	t_run cs-mileage grant kim --points 1000 --reason 생일 --key g1 $change
	t_code 1
	t_is "a key with another content is refused: $change" "$(outcome)" conflict
done
t_run cs-mileage grant kim --points 1001 --reason 생일 --key g1
t_err 'points differs'
t_run cs-mileage grant lee --points 1000 --reason 생일 --key g1
t_err 'customer_id differs'
t_run cs-mileage use kim --points 1000 --key g1
t_err 'kind differs'
t_run cs-mileage grant kim --points 5 --key auto/1
t_code 1
t_run cs-mileage grant kim --points 5
t_code 2
t_err 'needs --key KEY: a name under which it is done once, such as --key grant:kim:2026-'
t_run cs-mileage use nobody --points 5 --key n1
t_code 1
t_err 'no such customer in the ledger; give points first: cs-mileage earn, or cs-mileage grant CUSTOMER'
t_is 'a refusal leaves no customer behind' "$(cs-mileage balance --no-header | cut -f1)" kim

# The last day, and the day after it without any sweep.
m grant park --points 500 --key p1 --expires-on 2026-03-10 >out
t_run cs-mileage use park --points 1 --key p2 --eff 2026-03-11
t_is 'dead after its last day' "$(outcome)" refused
t_run cs-mileage use park --points 500 --key p3 --eff 2026-03-10
t_is 'alive on its last day' "$(outcome)" 'done'
t_is 'exactly zero is left' "$(balance park 2026-03-10)" '0 0 0 0'
t_run cs-mileage use park --points 1 --key p4 --eff 2026-03-10
t_code 1

# Holds: lapsed meanwhile, captured once, key used again after a void.
m grant hong --points 300 --key h0 --expires-on 2026-03-05 >out
m hold hong --points 200 --key h1 --order H1 --until 2026-03-20 >out
t_is 'a hold is no balance' "$(balance hong)" '100 0 200 0'
t_run cs-mileage capture h1 --points 150 --eff 2026-03-08
t_is 'captured though the lot lapsed' "$(outcome)" 'done'
t_is 'the rest has 30 days more' "$(cs-mileage balance hong --no-header --as-of 2026-03-08 | cut -f2,7)" "50	2026-04-07"
t_run cs-mileage capture h1 --points 1 --key again
t_err 'closed already'
t_run cs-mileage void h1
t_code 1
m hold hong --points 10 --key h2 --eff 2026-03-09 --until 2026-03-10 >out
m void h2 --eff 2026-03-09 >out
t_run cs-mileage hold hong --points 20 --key h2 --eff 2026-03-09 --until 2026-03-10
t_is 'a key stays taken after a void' "$(outcome)" conflict

# Orders of the store: cards earn nothing, points and their return follow the lines.
t_run cs-import orders "$DATA/orders.csv" -q
printf '%s\n' customer_id,name yoon,윤 shin,신 jung,정 twin1,둘 twin2,둘 told,오 | cs-import customers - -q >/dev/null
t_run cs-mileage earn
t_is 'earned by line, cards excluded' "$(tail -n +2 out | cut -f1,4 | tr '\t\n' '= ')" 'A1=510 A2=0 A5=70 A6=300 A3=300 '
t_run cs-mileage earn
t_is 'and only once' "$(wc -l <out)" 1
cp shop.db split.db
for n in 1 2 3; do m return --order A1 --line 2 --quantity 1 --key "one$n" -d split.db >out; done
m return --order A1 --line 2 --key whole >out
t_is 'three returns of one piece = one of three' "$(cs-mileage balance kim --no-header -d split.db)" "$(cs-mileage balance kim --no-header)"
t_run cs-mileage return --order A1 --line 2 --key more
t_code 1
t_err 'more than the order has left'
t_run cs-mileage return --order A1 --key rest
t_is 'the rest takes back the rest' "$(field 10)" 300
t_run cs-mileage clawback --order A1
t_code 1
t_err 'more than the order earned'
t_run cs-mileage return --order NONE
t_code 1

# By the rule it was earned under: a policy that rounds to 100 came later.
# One of three pieces of 21,000: 14,000 earn 140 of 210 by tens, 100 by hundreds.
cs-import orders "$DATA/orders.csv" -q -d pinned.db >/dev/null
cs-mileage earn -q -d pinned.db >/dev/null
printf 'earn.unit = 100\nearn.rate = 5%%\n' >coarse.policy
cs-mileage policy set coarse.policy --from 2026-02-01 -q -d pinned.db >/dev/null
t_run cs-mileage policy diff coarse.policy -d pinned.db
# 5 % by hundreds of each line: 1500 + 1050, 350, 1500; the card earns nothing still.
t_is 'diff shows what would change' "$(tail -n +2 out | cut -f1,3,4 | tr '\t\n' '= ')" 'A1=510=2500 A5=70=300 A6=300=1500 A3=300=1500 '
t_run cs-mileage return --order A1 --line 2 --quantity 1 --key pinned -d pinned.db
t_is 'taken back by the policy it was earned under' "$(field 10)" 70

# Two grades of one rate part: an order is judged by the grade that its customer had, also where the store lost it.
# 3% of 10,000 for B, 1% for A as before.
printf 'grade.A = rate 1%% reach 1\ngrade.B = rate 1%% reach 2\n' >one.policy
printf 'grade.A = rate 1%% reach 1\ngrade.B = rate 3%% reach 2\n' >parted.policy
cs-mileage policy set one.policy --from 2026-01-01 -q -d parted.db >/dev/null
printf 'customer_id,grade\nann,A\nbea,B\n' | cs-import customers - -q -d parted.db >/dev/null
printf 'order_no,line_no,ordered_at,customer_id,amount,status,delivered_at\nG1,1,2026-01-05,ann,10000,delivered,2026-01-08
G2,1,2026-01-05,bea,10000,delivered,2026-01-08\n' | cs-import orders - -q -d parted.db --no-header | cut -f11 >batch
cs-mileage earn -q -d parted.db >/dev/null
t_is 'by the grade, in the store' "$(cs-mileage policy diff parted.policy -q --no-header -d parted.db | cut -f1,3,4 | tr '\t' ' ')" 'G2 100 300'
cs-import undo "$(cat batch)" -q -d parted.db >/dev/null
t_is 'and when it is no longer there' "$(cs-mileage policy diff parted.policy -q --no-header -d parted.db | cut -f1,3,4 | tr '\t' ' ')" 'G2 100 300'

# Back before it earned: nothing is earned for the line, and its points come back all the same.
sed 's/^A3,1,\(.*\),30000,0,0,/A3,1,\1,30000,3000,0,/' "$DATA/orders.csv" >paid.csv
cs-import orders paid.csv -q -d early.db >/dev/null
cs-mileage grant lee --points 3000 --key e1 --eff 2026-01-01 -q -d early.db >/dev/null
cs-mileage use lee --points 3000 --order A3 --eff 2026-01-20 -q -d early.db >/dev/null
sed 's/,customer,2026/,shop,2026/' "$DATA/returns.csv" | cs-import returns - -q -d early.db >/dev/null
t_run cs-mileage earn -d early.db
t_is 'returned lines earn nothing' "$(tail -n +2 out | grep -c '^A3')" 0
t_run cs-mileage return R4 -d early.db
t_is 'their points come back' "$(field 9) $(field 10)" '3000 0'

# A customer whom only a telephone tells earns too, and points that only the export knows are no use here: both are told.
printf '%s\n' order_no,line_no,ordered_at,customer_id,phone,amount,mileage_used,status,delivered_at \
    N1,1,2026-01-05T10:00:00,kim,,30000,1000,delivered,2026-01-08T09:00:00 \
    N2,1,2026-01-05T10:00:00,ph-0123456789abcdef,,30000,0,delivered,2026-01-08T09:00:00 | cs-import orders - -q -d beside.db >/dev/null
t_run cs-mileage earn -d beside.db
t_err "^cs-mileage: 1 order of a customer without a member's number"
t_err '^cs-mileage: the export says that 1000 points were spent on these orders'
t_is 'earned on what was paid in money' "$(tail -n +2 out | cut -f1,4 | tr '\t\n' '= ')" 'N1=290 N2=300 '
t_run cs-mileage earn -d beside.db
t_quiet

# Spent already: a debt, netted against what the same return gives back.
m earn yoon --points 1000 --order Y1 --active-on 2026-03-01 --key y1 >out
m use yoon --points 600 --order Y2 --amount 9000 >out
t_run cs-mileage return --order Y1
t_is 'what was spent is owed' "$(field 8) $(balance yoon)" '600 0 0 0 600'
m grant yoon --points 500 --key y3 >out
t_is 'the next points pay it' "$(balance yoon)" '0 0 0 100'
t_run cs-mileage waive yoon --key y4
t_err 'a reason is needed'
t_run cs-mileage waive yoon --key y4 --reason 배려
t_is 'a debt is let go with a reason' "$(balance yoon)" '0 0 0 0'
t_run cs-mileage revert return:Y1
t_is 'a return that is called off' "$(outcome) $(balance yoon)" 'done 400 0 0 0'

# The same refund sent by three triggers is one.
m grant shin --points 900 --key s1 >out
m use shin --points 900 --order S1 --amount 9000 >out
for n in 1 2 3; do m restore --order S1 --points 400 --key refund:S1:a >out; done
t_is 'restored once' "$(balance shin)" '400 0 0 0'
t_run cs-mileage restore --order S1 --points 501 --key refund:S1:b
t_err 'more than the order used; possible: 500'

# What the store knows of customer and order: kim's A4 costs 30,000, and A5 is park's.
m grant kim --points 40000 --key w1 >out
t_run cs-mileage use kim --points 100 --order A5
t_code 1
t_is "another customer's order is refused" "$(outcome)" refused
t_is 'and nobody is named' "$(cat err)" "cs-mileage: use:A5: the order is another customer's"
t_run cs-mileage use kim --points 100 --order A5 --amount 7000 --no-limits
t_is 'whatever else is told' "$(outcome)" refused
for what in 'hold kim --points 5 --key w2 --until 2026-03-09' 'grant kim --points 5 --key w3' 'earn kim --points 5 --key w4'; do
	# shellcheck disable=SC2086
	t_run cs-mileage $what --order A5
	t_err "w[234]: the order is another customer's"
done
printf 'key\tkind\tcustomer_id\tpoints\torder_no\nw5\tuse\tkim\t5\tA5\nw6\tuse\tkim\t15001\tA4\nw7\tuse\tkim\t5\tZ9\n' >whose.tsv
t_run cs-mileage apply whose.tsv --partial
t_err "whose.tsv:2: the order is another customer's"
t_err 'whose.tsv:3: above the share of an order that the policy allows; possible: 15000'
t_is 'a stream may be of orders that are not in the store' "$(sed -n 2p out | cut -f2-6 | tr '\t' ' ')" 'use 1 0 2 5'
t_run cs-mileage use kim --points 15001 --order A4
t_err 'above the share of an order that the policy allows; possible: 15000'
t_run cs-mileage use kim --points 15001 --order A4 --amount 40000
t_is 'an amount that is told counts' "$(outcome)" 'done'
t_run cs-mileage use kim --points 100 --order Z1
t_code 1
t_err 'use:Z1: the order is not in the store; is its number right? a new one needs its amount: --amount WON, or --no-limits'
t_run cs-mileage use kim --points 100 --order Z1 --amount 9000
t_is 'an order that is being made' "$(outcome)" 'done'
t_err '^cs-mileage: order Z1 is not in the store$'
t_run cs-mileage use kim --points 100 --order Z1 --amount 9000 -q
t_is 'again' "$(outcome)" exists
for what in 'grant mem99 --points 5 --key w8' 'earn mem99 --points 5 --key w8' 'adjust mem99 --points 5 --key w8 --reason x'; do
	# shellcheck disable=SC2086
	t_run cs-mileage $what
	t_code 1
	t_err "w8: not among the store's customers; is the name right?"
done
printf 'kim\nmem99\n' >names
t_run cs-mileage grant --customers names --points 10 --reason typo
t_code 1
t_err "mem99: not among the store's customers"
t_err '1 of 2 operations refused; nothing was done'
t_run cs-mileage grant mem99 --points 5 --key w8 --no-limits
t_is 'who means it says so' "$(outcome)" 'done'
t_err "^cs-mileage: mem99 is not among the store's customers$"
t_run cs-mileage grant mem99 --points 5 --key w8
t_is 'and is believed from then on' "$(outcome)" exists
t_run cs-mileage grant mem99 --points 5 --key w9
t_is 'for other points too' "$(outcome)" 'done'

# Leaving, merging.
m grant jung --points 50 --key j1 >out
m withdraw jung >out
t_run cs-mileage grant jung --points 5 --key j2
t_err 'the member has left'
m rejoin jung --key j3 >out
t_is 'joining again revives nothing' "$(balance jung)" '0 0 0 0'
m grant twin1 --points 10 --key t1 >out
m grant twin2 --points 20 --key t2 >out
m merge twin2 --into twin1 >out
printf 'order_no,ordered_at,customer_id,amount\nT2,2026-02-27,twin2,9000\n' | cs-import orders - -q >/dev/null
t_run cs-mileage use twin1 --points 1 --order T2 --key t3
t_is 'and the order of either is theirs' "$(outcome)" 'done'
m restore twin1 --order T2 --points 1 --key t4 >out
t_is 'merged under either name' "$(balance twin1) / $(balance twin2 | cut -d' ' -f1)" '30 0 0 0 / 30'
t_run cs-mileage verify -q
t_code 0

# A stream: one transaction, all or nothing; CRLF and a byte order mark; twice = once.
printf '\357\273\277key\tkind\tcustomer_id\tpoints\teff\torder_no\r\nk1\tgrant\ta\t100\t2026-03-01\t\r\nk2\tuse\ta\t70\t2026-03-02\tO1\r\n' >ops.tsv
t_run cs-mileage apply ops.tsv --plan -d apply.db
t_code 0
id=$(grep '^plan' out | cut -f2)
t_is 'a plan keeps nothing' "$(sqlite3 apply.db 'SELECT count(*) FROM mileage_event' 2>/dev/null || echo 0)" 0
t_run cs-mileage apply ops.tsv --plan-id "$id" -d apply.db
t_code 0
t_run cs-mileage apply ops.tsv --plan-id "$id" -d apply.db
t_code 1
t_err 'plan again'
cs-mileage balance -d apply.db >once
t_run cs-mileage apply ops.tsv -d apply.db
t_is 'twice' "$(sed -n 2p out | cut -f2-5 | tr '\t' ' ')" 'grant 0 1 0'
cs-mileage balance -d apply.db >twice
t_same 'import twice = import once' once twice
printf 'key\tkind\tcustomer_id\tpoints\nk3\tgrant\tb\t5\nk3\tgrant\tb\t6\nk4\tuse\tb\t99\n' >bad.tsv
t_run cs-mileage apply bad.tsv -d apply.db
t_code 1
t_err 'bad.tsv:3: .*points differs'
t_err 'bad.tsv:4: .*possible: 5'
t_is 'nothing of it is kept' "$(cs-mileage balance -d apply.db --no-header | cut -f1)" a
t_run cs-mileage apply bad.tsv --partial --rejects rejects.tsv -d apply.db
t_code 1
t_is 'the good rows, and the others apart' "$(cs-mileage balance b -d apply.db --no-header | cut -f2) $(wc -l <rejects.tsv)" '5 3'
printf 'key\tkind\tcustomer_id\tpoints\nk9\tgrant\tb\tmany\n' >worse.tsv
t_run cs-mileage apply worse.tsv -d apply.db
t_code 3
t_err 'worse.tsv:2: points: "many" is not a whole number'
t_run sh -c 'printf "customer_id\nx\ny\nx\n" | cs-mileage grant --customers - --points 10 --reason due --plan -d apply.db'
t_is 'a member twice in a list gets it once' "$(sed -n 2p out | cut -f2-6 | tr '\t' ' ')" 'grant 2 1 0 20'
t_is 'and had it not before' "$(grep -c 'already' err)" 0
printf 'x\n' | cs-mileage grant --customers - --points 10 --reason due -q -d apply.db >seen 2>&1
t_run sh -c 'printf "customer_id\nx\ny\n" | cs-mileage grant --customers - --points 10 --reason due -d apply.db'
t_code 0
t_err '1 customer has had this already, by the key grant:due:CUSTOMER; if it is another gift, name it: --key NAME'
t_run sh -c 'printf "customer_id\nx\ny\n" | cs-mileage grant --customers - --points 10 --reason due --key may -d apply.db'
t_is 'by a name of its own' "$(sed -n 2p out | cut -f2-6 | tr '\t' ' ') $(grep -c already err)" 'grant 2 0 0 20 0'

# Laws: names and the order of days that have nothing to do with each other do not matter.
awk 'BEGIN { OFS = "\t"; print "key", "kind", "customer_id", "points", "eff", "order_no", "expires_on"
	for (i = 1; i <= 60; i++) { c = i % 5; d = sprintf("2026-03-%02d", 1 + int(i / 3))
		if (i % 4) print "k" i, "grant", "c" c, 10 * i, d, "", "2026-0" 4 + i % 3 "-15"
		else print "k" i, "use", "c" c, 5 * i, d, "o" i, "" } }' >days.tsv
cs-mileage apply days.tsv --partial -q -d one.db >/dev/null 2>&1
{ head -n 1 days.tsv; for c in 3 1 4 0 2; do tail -n +2 days.tsv | grep "	c$c	"; done; } >turned.tsv
cs-mileage apply turned.tsv --partial -q -d two.db >/dev/null 2>&1
cs-mileage balance -d one.db >one; cs-mileage balance -d two.db >two
t_same 'permuting customers changes nothing' one two
{ read -r line; echo "$line"; while IFS= read -r line; do echo "$line"; done; } <days.tsv >steps.tsv
tail -n +2 steps.tsv | while IFS= read -r line; do
	{ head -n 1 days.tsv; echo "$line"; } | cs-mileage apply - -q --partial -d three.db >/dev/null 2>&1
	cs-mileage expire --eff "$(echo "$line" | cut -f5)" -q -d three.db >/dev/null
done
for db in one three; do cs-mileage expire --eff 2026-07-01 -q -d $db.db >/dev/null; done
cs-mileage balance -d one.db --as-of 2026-07-01 >one; cs-mileage balance -d three.db --as-of 2026-07-01 >three
t_same 'how often a sweep runs does not matter' one three
sqlite3 one.db 'SELECT customer_id, sum(expired), sum(used) FROM v_mileage_lots GROUP BY 1' >one
sqlite3 three.db 'SELECT customer_id, sum(expired), sum(used) FROM v_mileage_lots GROUP BY 1' >three
t_same 'nor for what lapsed' one three
t_run cs-mileage simulate -d one.db --as-of 2026-07-01
t_is 'simulate(current policy) = what happened' "$(tail -n +2 out | awk -F'\t' '$4 != 0')" ''
t_is 'and it says what happened' "$(sed -n 3p out | cut -f2)" "$(sqlite3 one.db 'SELECT sum(used) FROM mileage_lot')"

# The same of ledgers with returns, holds, merges and compensation, beside what their lots and debts say.
as_it_was() { # DB
	cp "$1" was.db
	cs-mileage expire --eff 2026-07-01 -q -d was.db >/dev/null
	sqlite3 was.db "SELECT 'issued' || char(9) || sum(CASE WHEN parent IS NULL THEN issued END) || char(10) || 'used' || char(9) || sum(used)
	    || char(10) || 'expired' || char(9) || sum(expired) || char(10) || 'owed' || char(9) || sum(pending + available + held) FROM mileage_lot;
	    SELECT 'debt' || char(9) || coalesce(sum(amount - paid - waived), 0) FROM mileage_debt" >were
	t_run cs-mileage simulate -q --no-header -d was.db --as-of 2026-07-01
	awk -F'\t' 'NR == FNR { was[$1] = $2; next } ($1 in was) && $3 != was[$1] { print $1 ": " $3 " for " was[$1] }' were out >other
	t_is "simulate(current policy) = what happened: $1" "$(cat other)" ''
}
for db in shop split pinned early apply; do as_it_was $db.db; done

# Append-only by the store itself, and every damage is found and named.
for sql in 'UPDATE mileage_event SET points = 1 WHERE seq = 1' 'DELETE FROM mileage_event' 'UPDATE mileage_move SET amount = 1' \
    'DELETE FROM mileage_move' 'DELETE FROM mileage_lot' 'UPDATE mileage_lot SET issued = issued + 1' \
    'UPDATE mileage_lot SET available = available + 1 WHERE id = 1' 'UPDATE mileage_policy SET body = 1'; do
	if sqlite3 one.db "$sql" 2>/dev/null; then t_fail "refused: $sql"; else t_ok "refused: $sql"; fi
done
damage() { # NAME SQL SAYS
	cp one.db bad.db
	sqlite3 bad.db "DROP TRIGGER mileage_event_update; DROP TRIGGER mileage_event_delete; DROP TRIGGER mileage_move_update;
	    DROP TRIGGER mileage_move_delete; DROP TRIGGER mileage_lot_update; DROP TRIGGER mileage_lot_delete;
	    DROP TRIGGER mileage_policy_update; $2"
	t_run cs-mileage verify -d bad.db
	t_code 1 "verify: $1"
	if grep -q "$3" out; then t_ok "verify names it: $1"; else t_fail "verify names it: $1" "$(cat out)"; fi
}
damage 'an amount' 'UPDATE mileage_event SET points = points + 1 WHERE seq = 7' '^event 7 (key k'
damage 'a reason' "UPDATE mileage_event SET reason = 'x' WHERE seq = 9" '^event 9 '
damage 'a move' 'UPDATE mileage_move SET amount = amount - 1 WHERE id = (SELECT max(id) FROM mileage_move)' '^event '
damage 'a life' 'UPDATE mileage_lot SET expires_on = expires_on + 9 WHERE id = 3' '^event 3 '
damage 'a sum' 'UPDATE mileage_lot SET available = available + 1, used = used - 1 WHERE id = (SELECT max(id) FROM mileage_lot WHERE used > 0)' '^lot '
damage 'a missing event' 'DELETE FROM mileage_event WHERE seq = 5' 'event 6: the one before it is missing'
damage 'a customer' 'DELETE FROM mileage_account WHERE id = 2' '^event '
damage 'a policy' "UPDATE mileage_policy SET body = body || ' '" '^policy 1'
# One bit of the file: the key of an event, in its table.
place=$(grep -abo 'k17grant' one.db | head -n 1 | cut -d: -f1)
cp one.db bad.db
printf 'j' | dd of=bad.db bs=1 seek="$place" conv=notrunc 2>/dev/null
t_run cs-mileage verify -d bad.db
t_code 1 'verify: a flipped bit'
t_out '^event [0-9]* (key j17)'

# A sealed month stays as it is.
t_run cs-mileage seal 2026-03 -d one.db --as-of 2026-07-01
t_code 0
t_run cs-mileage seal 2026-03 -d one.db --as-of 2026-07-01
t_code 1
t_run cs-mileage seal 2026-07 -d one.db --as-of 2026-07-01
t_err 'not over'
t_run cs-mileage grant c1 --points 5 --key late --eff 2026-03-31 -d one.db
t_err 'the month is sealed'
t_run cs-mileage verify -q -d one.db
t_code 0

# What is owed at the end of a day is one number, swept or not: of ann 100 lapse after 31 October, the 50 of bob
# after three months in which he did nothing, the 30 of cho when a hold lets them go whose lot has lapsed.
printf 'idle.life = 3 months\nrestore.rule = original\n' >lapse.policy
cs-mileage policy set lapse.policy --from 2026-01-01 -q -d owed.db >/dev/null
printf 'key\tkind\tcustomer_id\tpoints\teff\texpires_on\tuntil\nb\tgrant\tbob\t50\t2026-07-20\t2027-12-31\t
a\tgrant\tann\t100\t2026-09-01\t2026-10-31\t\nr\tgrant\tann\t7\t2026-09-01\t2027-12-31\t
e\tgrant\teve\t900\t2026-09-01\t2027-12-31\t\nc\tgrant\tcho\t30\t2026-09-01\t2026-10-10\t
h\thold\tcho\t30\t2026-10-05\t\t2026-10-20\n' | cs-mileage apply -q -d owed.db --as-of 2026-10-06 >seen
owed() { # DAY DB: by balance, liability (its last row), simulate, the daily report
	cs-mileage balance -q --no-header --as-of "$1" -d "$2" | awk -F'\t' '{ sum += $2 + $3 + $4 } END { printf "%d ", sum }'
	cs-mileage liability -q --no-header --as-of "$1" -d "$2" | awk -F'\t' '{ sum = $7 } END { printf "%d ", sum }'
	cs-mileage simulate -q --no-header --as-of "$1" -d "$2" | awk -F'\t' '$1 == "owed" { printf "%d ", $2 }'
	cs-report daily -f tsv -q --as-of "$1" -d "$2" | awk -F'\t' '$2 == "figure" && $3 == "points_owed" { printf "%d ", $6 }'
}
cp owed.db swept.db
cs-mileage expire -q -d swept.db --as-of 2026-11-01 >seen
t_is 'owed on the last day of the 100' "$(owed 2026-10-31 owed.db)" '1007 1007 1007 1007 '
for db in owed.db swept.db; do
	t_is "owed on the day after, $db" "$(owed 2026-11-01 $db)" '907 907 907 907 '
	cs-mileage liability -q --as-of 2026-11-01 --from 2026-07-01 -d $db >$db.months
done
t_same 'a sweep rewrites no month' owed.db.months swept.db.months
t_is 'when they lapsed' "$(cut -f1,5 owed.db.months | tail -n +2 | tr '\t\n' '= ')" '2026-07=0 2026-08=0 2026-09=0 2026-10=80 2026-11=100 '
cs-mileage seal 2026-10 -q -d owed.db --as-of 2026-11-01 >seen
cs-mileage liability -q --as-of 2026-11-01 --from 2026-07-01 -d owed.db >seen
t_same 'nor does a seal' owed.db.months seen

# An empty table says why, and a factor that never counts is told.
cs-import orders "$DATA/orders.csv" -q -d why.db >/dev/null
t_run cs-mileage compensate -d why.db --as-of 2026-07-14
t_err 'the store has no return that ended by then; see: cs-import returns'
cs-import returns "$DATA/returns.csv" -q -d why.db >/dev/null
t_run cs-mileage compensate -d why.db --as-of 2026-07-14
t_is 'nothing' "$(wc -l <out)" 1
t_err '4 returns ended before 2026-06-14; --from DATE looks further back'
t_run cs-mileage notices -d why.db --as-of 2026-07-14
t_err 'no points lapse within 60 days of which nobody was told yet'
t_run cs-mileage compensate -d why.db --as-of 2026-02-14 --plan
t_quiet
cut -d, -f1-11,13 "$DATA/returns.csv" | cs-import returns - -q -d calm.db >/dev/null
t_run cs-mileage compensate -d calm.db --as-of 2026-02-14 --plan
t_err 'no return tells how upset the customer was'

# Every finished return at once: the freight of those that compensate would judge too, and a look at it first.
# R1 ended on 14 January: 31 days before 14 February, and 30 before the 13th.
cs-import orders "$DATA/orders.csv" -q -d back.db >/dev/null
cs-import returns "$DATA/returns.csv" -q -d back.db >/dev/null
for db in month old plain; do cp back.db "$db.db"; done
given() { tail -n +2 out | awk -F'\t' '$1 ~ /^compensate:/ { printf "%s=%s=%s ", substr($1, 12), $6, $2 }'; }
t_run cs-mileage return --finished --compensate --plan -d back.db --as-of 2026-02-14
t_code 0
t_is 'only the last 30 days' "$(given)" 'R2=6000=granted R3=0=money R4=0=need_fault '
t_is 'the goods of all of them' "$(grep -c '^return:' out)" 4
t_err '1 return ended before 2026-01-15: nothing is given for its freight; --from DATE takes older ones too'
t_err 'a plan: nothing of it was kept'
t_is 'and nothing was' "$(sqlite3 back.db 'SELECT count(*) FROM mileage_event')" 0
cp out planned
t_run cs-mileage return --finished --compensate -d back.db --as-of 2026-02-14
t_same 'what was planned is what is done' planned out
t_run cs-mileage compensate -d plain.db --as-of 2026-02-14
t_is 'as compensate does' "$(tail -n +2 out | awk -F'\t' '{ printf "%s=%s=%s ", $1, $7, $8 }')" 'R2=6000=granted R3=0=money R4=0=need_fault '
t_run cs-mileage return --finished --compensate -d month.db --as-of 2026-02-13 -q
t_is 'the first day counts' "$(given)" 'R1=3000=granted R2=6000=granted R3=0=money R4=0=need_fault '
t_quiet
t_run cs-mileage return --finished --compensate --from 2026-01-14 -d old.db --as-of 2026-07-14
t_is 'who wants older ones says so' "$(given)" 'R1=3000=granted R2=6000=granted R3=0=money R4=0=need_fault '
t_run cs-mileage return R1 --compensate -d plain.db --as-of 2026-07-14 --plan
t_is 'one that is named is judged' "$(given)" 'R1=3000=granted '
t_run cs-mileage return --customer kim --order A1 --line 1 -d plain.db --as-of 2026-07-14 --key b1 --plan
t_is 'an order looked at' "$(outcome) $(sqlite3 plain.db "SELECT count(*) FROM mileage_event WHERE kind = 'return'")" 'done 0'
t_run cs-mileage grant kim --points 5 --key b2 --plan -d plain.db
t_is 'a grant looked at' "$(outcome) $(sqlite3 plain.db "SELECT count(*) FROM mileage_event WHERE key = 'b2'")" 'done 0'

# Compensation: by law never where the shop is at fault; once; a control arm gets nothing but is written down.
cs-import orders "$DATA/orders.csv" -q -d comp.db >/dev/null
cs-import returns "$DATA/returns.csv" -q -d comp.db >/dev/null
cp comp.db arms.db
t_run cs-mileage compensate --from 2026-01-01 -d comp.db --as-of 2026-02-10
t_is 'fee, twice when upset, money, ask' "$(tail -n +2 out | cut -f1,7,8 | tr '\t\n' '= ')" \
    'R1=3000=granted R2=6000=granted R3=0=money R4=0=need_fault '
t_run cs-mileage compensate --from 2026-01-01 -d comp.db --as-of 2026-02-11
t_is 'the same return once' "$(tail -n +2 out | cut -f8 | head -n 2 | sort -u)" exists
# A fee with a minus is that fee (R1: 3,000); one that no freight costs is a slip and gives nothing.
cp arms.db slip.db
sed 's/,3000,/,-3000,/' "$DATA/returns.csv" | cs-import --emit returns - -q | cut -f13 | sed -n 2p >seen
t_is 'a fee with a minus' "$(cat seen)" 3000
sqlite3 slip.db "UPDATE returns SET return_fee = 9000000000000000, severity = 5 WHERE return_id = 'R2'"
t_run cs-mileage compensate --from 2026-01-01 -d slip.db --as-of 2026-02-10
t_is 'a slip of the export' "$(tail -n +2 out | cut -f1,7,8 | tr '\t\n' '= ')" \
    'R1=3000=granted R2=0=refused R3=0=money R4=0=need_fault '
t_is 'nothing is written down of it' "$(sqlite3 slip.db "SELECT count(*), min(points) FROM mileage_comp")" '1|3000'
t_run cs-mileage verify -q -d slip.db
t_code 0
printf 'compensate.arms = 0\ncompensate.salt = s\n' >control.policy
cs-mileage policy set control.policy --from 2026-01-01 -q -d arms.db >/dev/null
t_run cs-mileage compensate --from 2026-01-01 -d arms.db --as-of 2026-02-10
t_is 'control' "$(tail -n +2 out | cut -f7,8 | head -n 2 | sort -u)" "0	control"
t_is 'written before' "$(sqlite3 arms.db "SELECT count(*) FROM mileage_arm")" 2
t_run cs-mileage simulate --policy control.policy -d comp.db --as-of 2026-02-10
t_is 'what would none have cost' "$(sed -n 2p out | cut -f2-4 | tr '\t' ' ')" '9000 0 -9000'
# Two names that became one, and that one a third: what each had counts for the cap of two in a month, and a month
# later nothing does.  The proof adds it up by itself.
printf 'order_no,line_no,ordered_at,customer_id,amount,status\n' >chain.orders
printf 'return_id,order_no,line_no,kind,fault,requested_at,refunded_at,quantity,return_fee,severity,status\n' >chain.returns
for i in 1 2 3 4; do
	printf 'C%d,1,2026-01-02T10:00:00,x%d,20000,returned\n' $i $((i < 3 ? i : 3)) >>chain.orders
	printf 'R%d,C%d,1,return,customer,2026-01-10T10:00:00,2026-01-1%dT10:00:00,1,3000,2,done\n' $i $i $i >>chain.returns
done
cs-import orders chain.orders -q -d chain.db >seen && cs-import returns chain.returns -q -d chain.db >seen
chain() { cs-mileage "$@" -q -d chain.db; }
chain compensate --from 2026-01-11 --to 2026-01-12 --as-of 2026-01-20 >seen
chain grant x3 --points 1 --key g --as-of 2026-01-20 >seen
chain merge x1 --into x2 --key m1 --as-of 2026-01-20 >seen
chain merge x2 --into x3 --key m2 --as-of 2026-01-20 >seen
chain compensate --from 2026-01-13 --to 2026-01-13 --as-of 2026-01-21 >seen
t_is 'the cap of one who was three' "$(tail -n +2 seen | cut -f1,7,8 | tr '\t' ' ')" 'R3 0 capped'
chain compensate --from 2026-01-14 --to 2026-01-14 --as-of 2026-02-01 >seen
t_is 'begins anew with the month' "$(tail -n +2 seen | cut -f1,7,8 | tr '\t' ' ')" 'R4 3000 granted'
t_run cs-mileage verify -q -d chain.db
t_code 0
printf 'compensate.factor = 2\ncompensate.upset_factor = 2\n' >twice.policy
t_run cs-mileage simulate --policy twice.policy -d comp.db --as-of 2026-02-10
t_is 'what would twice have cost' "$(sed -n 2p out | cut -f2-4 | tr '\t' ' ')" '9000 12000 3000'
t_run cs-mileage effect -d comp.db --as-of 2026-06-10
t_is 'of so few nothing is told' "$(tail -n +2 out | cut -f1,5,8,12,13 | tr '\t\n' '=,')" \
    'given nothing====base of comparison,given points====too few,'
t_err '^cs-mileage: given points: too few customers to show any difference$'
t_err '^cs-mileage: nobody was drawn by lot'
t_is 'nobody was drawn: there is no arm and no control' "$(cat out err | grep -v '^arm	' | grep -cE 'arm|control')" 0
t_run cs-mileage effect -d comp.db --as-of 2026-06-10 --detail --margin 0.3
t_is 'in no figure either' "$(tail -n +2 out | awk -F'\t' '$2 ~ /difference|p_value|ratio|lift|extra/ && $4 != "" && $2 != "break_even_lift" { print $2 }')" ''
t_run cs-mileage effect -d comp.db --as-of 2026-06-10 --lang ko -f table
t_is 'nor in Korean' "$(cat out err | grep -cE '대조|배정')" 0
cs-import orders "$DATA/orders.csv" -q -d alone.db >/dev/null
grep -E '^(return_id|R2),' "$DATA/returns.csv" | cs-import returns - -q -d alone.db >/dev/null
cs-mileage compensate -q -d alone.db --as-of 2026-02-10 >/dev/null
t_run cs-mileage effect -d alone.db --as-of 2026-06-10
t_is 'one group alone' "$(tail -n +2 out | cut -f1,13 | tr '\t\n' '=,')" 'given points=nobody to compare with,'
t_err 'there is nobody to compare with: everybody who sent something back was given points'

# How much will have been used in the end: not known of a young ledger, nor of a month of which nothing was used yet.
# 12 customers get 1,000 each in January 2025, and six of them spend 500 in February: 3,000 of 12,000.
t_run cs-mileage breakage -d comp.db --as-of 2026-03-31
t_is 'young: no end, no limits, no growth' "$(tail -n +2 out | cut -f6-9 | tr -d '\t\n')" ''
t_err 'the ledger is younger than a year'
awk 'BEGIN { OFS = "\t"; print "key", "kind", "customer_id", "points", "eff", "expires_on"
	for (i = 1; i <= 12; i++) print "b" i, "grant", "c" i, 1000, "2025-01-10", "2027-12-31"
	for (i = 1; i <= 12; i++) print "d" i, "grant", "c" i, 1000, "2026-01-10", "2027-12-31" }' >breakage.tsv
awk 'BEGIN { OFS = "\t"; print "key", "kind", "customer_id", "points", "eff"
	for (i = 1; i <= 6; i++) print "u" i, "use", "c" i, 500, "2025-02-10" }' >breaks.tsv
grep -v '^d' breakage.tsv | cs-mileage apply - -q -d break.db --as-of 2026-02-01 >out
cs-mileage apply breaks.tsv -q -d break.db --as-of 2026-02-01 >out
grep -E '^(key|d)' breakage.tsv | cs-mileage apply - -q -d break.db --as-of 2026-02-01 >out
t_run cs-mileage breakage -d break.db --as-of 2026-02-28
t_is 'a month of a year ago' "$(awk -F'\t' '$1 == "2025-01" && $2 == 13 { print $4, $7, ($8 < 0.25 && $9 > 0.25) }' out)" '3000 0.250000 1'
t_is 'one that nobody has used yet' "$(awk -F'\t' '$1 == "2026-01" { print $4 $7 $8 $9 }' out | sort -u)" 0
t_is 'growth is known from the first use on' "$(awk -F'\t' '$1 == "2025-01" { print $2 "=" $6 }' out | head -n 3 | tr '\n' ' ')" '0= 1=1.000000 2=1.000000 '
# kim got 3,000 for a return and bought again, and has not used a point of it: what that cost is not known.
sed 's/^A4,1,.*/A4,1,2026-02-20T11:00:00,kim,P1,쌀,식품,1,30000,0,0,delivered,2026-02-22T10:00:00,김하나,010-1111-2222/' "$DATA/orders.csv" >later.csv
cs-import orders later.csv -q -d comp.db >/dev/null
t_run cs-mileage tools -d comp.db --as-of 2026-08-01
t_is 'back, and nothing of it used' "$(awk -F'\t' '$1 == "points/return_fee" { print $4, $6, "[" $10 "]" }' out)" '0 1 []'

# Did they come back?  66 of 300 against 45 of 300: Newcombe gives 0.0700 (0.0078 to 0.1318), and so many
# customers cannot show it.  With ten times as many it is shown, and it is still no proof.
study() { # FACTOR DB
	awk -v k="$1" 'BEGIN { print "order_no,line_no,ordered_at,customer_id,amount,status,delivered_at"
		for (i = 0; i < 600 * k; i++) {
			printf "F%d,1,2025-06-01T10:00:00,c%d,30000,delivered,2025-06-03T10:00:00\n", i, i
			if (i < 300 * k ? i < 66 * k : i - 300 * k < 45 * k)
				printf "G%d,1,2025-07-15T10:00:00,c%d,20000,delivered,2025-07-17T10:00:00\n", i, i
		} }' >study.csv
	awk -v k="$1" 'BEGIN { print "return_id,order_no,line_no,kind,fault,requested_at,refunded_at,quantity,return_fee,severity,status"
		for (i = 0; i < 600 * k; i++)
			printf "R%d,F%d,1,return,customer,2025-06-05T10:00:00,%s,1,3000,2,반품완료\n", i, i,
			    i < 300 * k ? "2025-06-10T10:00:00" : "2025-06-11T10:00:00" }' >studyr.csv
	cs-import orders study.csv -q -d "$2" >/dev/null
	cs-import returns studyr.csv -q -d "$2" >/dev/null
	printf 'compensate.budget_month = 90000000\n' >study.policy
	cs-mileage policy set study.policy --from 2025-01-01 -q -d "$2" >/dev/null
	cs-mileage compensate --from 2025-06-10 --to 2025-06-10 --as-of 2025-06-11 -q -d "$2" >/dev/null
}
study 1 small.db
t_run cs-mileage effect --as-of 2025-12-31 -d small.db
t_is 'the golden difference, and what it is worth' \
    "$(awk -F'\t' 'NR == 3 { printf "%d %d %d %.4f %.4f %.4f %.4f %s", $2, $3, $4, $5, $8, $9, $10, $13 }' out)" \
    '300 300 66 0.2200 0.0700 0.0078 0.1318 not shown'
t_is 'the control' "$(sed -n 2p out | cut -f2-5,13 | tr '\t' ' ')" '300 300 45 0.150000 base of comparison'
t_err 'E-value'
study 10 large.db
t_run cs-mileage effect --as-of 2025-12-31 -d large.db
t_is 'association, not proof' "$(sed -n 3p out | cut -f3,4,13)" "3000	660	association, not proof"
# The report on what service contributes has the same numbers, and claims no more.
points() { cs-report contribution --range 2025-10-01..2025-12-30 --as-of 2025-12-31 --section points "$@"; }
cs-mileage effect --as-of 2025-12-31 --to 2025-12-30 -d large.db -q --no-header | cut -f1-4,8-11,13 >seen
points -d large.db -f tsv --table compensation --no-header | cut -f1-4,8-11,13 >told
t_same 'the report has the same study' seen told
t_run points -d large.db -f text
t_out 'Association, not proof: nobody was drawn by lot'
t_run points -d small.db -f tsv --table compensation --least 301
t_is 'below the smallest group nothing is told' "$(sed -n 3p out | cut -f5,8,13)" "		too few"
t_run points -d arms.db -f text
t_out 'There is nobody to compare with'
t_run points -d one.db -f text
t_out 'No points were given for a return so far'
t_run cs-report contribution --range 2025-06-01..2025-06-30 --as-of 2025-12-31 -d small.db -f tsv --table all
t_is 'what was given stands among the costs' "$(awk -F'\t' '$3 == "compensation" && $2 == "figure" { print $6, $9 }' out)" '900000 300'
t_is 'and its rows add up' "$(cs-report contribution --range 2025-06-01..2025-06-30 --as-of 2025-12-31 -d small.db -f tsv --list compensation |
    awk -F'\t' 'NR > 1 { n++; sum += $4 } END { print sum, n }')" '900000 300'
t_run cs-mileage effect --as-of 2025-08-31 -d small.db
t_is 'who was not watched for the whole window does not count' "$(sed -n 3p out | cut -f2,3)" "300	0"

# The money, by hand: 60 of 100 spend their 3,000 points: 1,800 a customer; 30 % of 51,000 pays for that from a lift of
# 11.8 points on, and for twice as much from 23.5 on; one more customer costs 1,800 / 0.07 = 25,714.
# New customers are those whose first order was kept: 111 of 600 here.
spend_some() { # FACTOR DB ADS: 60 % of the compensated spend; ADS won for each new customer
	awk -v k="$1" 'BEGIN { print "key\tkind\tcustomer_id\tpoints\teff\torder_no"
		for (i = 0; i < 180 * k; i++) printf "u%d\tuse\tc%d\t3000\t2025-07-01\tU%d\n", i, i, i }' >uses.tsv
	cs-mileage apply uses.tsv -q -d "$2" >/dev/null
	printf 'date,kind,campaign,amount\n2025-06-01,ad,keyword,%s\n' "$((111 * $1 * $3))" | cs-import spend - -q -d "$2" >/dev/null
}
figure() { awk -F'\t' -v f="$1" -v n="$2" '$2 == f && $3 == n { print $4, $5, $6 }' out; }
spend_some 1 small.db 22000
t_run cs-mileage effect --as-of 2025-12-31 -d small.db --margin 0.3 --basket 51000 --detail
t_is 'cost of a customer, and of one more' "$(figure cost customer | tr -d ' ') $(figure cost extra_customer | cut -d' ' -f1)" '1800 25714'
t_is 'its interval is that of the lift' "$({ figure difference newcombe; figure cost extra_customer; } | awk 'NR == 1 { low = 1800 / $3; high = 1800 / $2 }
    NR == 2 { print ($2 / low > 0.9999 && $2 / low < 1.0001 && $3 / high > 0.9999 && $3 / high < 1.0001) }')" 1
t_is 'what pays for it' "$(figure break_even_lift '' | awk '{ printf "%.1f", 100 * $1 }')" 11.8
t_run cs-mileage effect --as-of 2025-12-31 -d small.db --margin 0.45 --basket 51000 --detail
t_is 'at another margin' "$(figure break_even_lift '' | awk '{ printf "%.1f", 100 * $1 }')" 7.8
t_run cs-mileage effect --as-of 2025-12-31 -d small.db
t_is 'the column says the same' "$(sed -n 3p out | cut -f11,12)" "540000	25714"
t_err 'cannot be told'
t_err 'one look on a day that was fixed before'
# Two looks widen it: 2.178 for 1.960.
t_run cs-mileage effect --as-of 2025-12-31 -d small.db --looks 2
t_is 'two looks: no longer beyond 0' "$(awk -F'\t' 'NR == 3 { print ($9 < 0.0017 && $9 > 0.0003) }' out)" 1
t_err 'intervals for 2 looks at the data (Pocock, z = 2.178)'
# With ten times as many it is shown: 20,100 to 35,700 for one more beside an ad that costs 50,000, or 10,000.
spend_some 10 large.db 50000
t_run cs-mileage effect --as-of 2025-12-31 -d large.db
t_err 'costs less than one new customer by advertising (50000)'
cp large.db dear.db
sqlite3 dear.db 'UPDATE spend SET amount = 11100000'
t_run cs-mileage effect --as-of 2025-12-31 -d dear.db
t_err 'costs more than one new customer by advertising (10000)'

# Told 60, 30 and 3 days before, once each.
cs-mileage grant told --points 10 --key tell --expires-on 2026-03-31 -q >/dev/null
n() { cs-mileage notices --no-header --as-of "$1" --record | grep '^told' | cut -f4,5 | tr '\t' ' '; }
t_is 'notices' "$(n 2026-03-01) / $(n 2026-03-02) / $(n 2026-03-28) / $(n 2026-03-29)" '30 30 /  / 3 3 / '

# Coupons and grades.
c() { cs-mileage coupon "$@" -q --no-header -d comp.db --as-of 2026-03-01; }
c define --code W --won 30000 --minimum 200000 --key c0 >out
c issue --code W --coupon W-1 --customer kim --key c1 >out
t_run cs-mileage coupon issue --code W --coupon W-2 --customer kim --key c2 -d comp.db --as-of 2026-03-01
t_code 1
t_run cs-mileage coupon use --coupon W-1 --order Q1 --amount 199999 --key c3 -d comp.db --as-of 2026-03-01
t_err 'asks for an order of 200000'
t_run cs-mileage coupon use --coupon W-1 --order Q1 --amount 230000 --key c4 -d comp.db --as-of 2026-03-01
t_is 'used' "$(field 7)" 30000
t_run cs-mileage coupon return --coupon W-1 --amount 130000 --key c5 -d comp.db --as-of 2026-03-02
t_is "Toss's example" "$(field 8)" 10500
t_run cs-mileage grade run --plan -d comp.db --as-of 2026-02-10
# 30,000 + 21,000, one of three pieces of the second line gone back.
t_is 'grades by what was paid and kept' "$(grep '^kim' out | cut -f3,4)" "일반	44000"

# What stands beside the points is worked out again from the evidence of its events.
cs-mileage grade pin lee --grade VIP --until 2026-05-31 --reason 단골 -q -d comp.db --as-of 2026-02-10 >out
cs-mileage grade run -q -d comp.db --as-of 2026-02-11 >out
c define --code K --rate 10% --cap 4000 --key c6 >out
c issue --code K --coupon K-1 --customer kim --key c7 >out
c use --coupon K-1 --order Q2 --amount 30000 --key c8 >out
cs-mileage seal 2026-01 -q -d comp.db --as-of 2026-03-02 >out
cs-mileage grant lee --points 5 --key g-after -q -d comp.db --as-of 2026-03-03 >out
t_run cs-mileage verify -q -d comp.db
t_code 0
t_run cs-mileage verify -q -d arms.db
t_code 0
seq_of() { sqlite3 comp.db "SELECT e.seq FROM mileage_event AS e WHERE e.key GLOB '$1'"; }
wrong() { # NAME DB SQL SAYS
	cp "$2" bad.db
	sqlite3 bad.db "DROP TRIGGER mileage_seal_update; $3"
	t_run cs-mileage verify -q -d bad.db
	t_code 1 "verify: $1"
	if grep -q "$4" out; then t_ok "verify locates it: $1"; else t_fail "verify locates it: $1" "$(cat out)"; fi
}
run=$(seq_of 'grade:kim:*')
pin=$(seq_of 'pin:lee:*')
wrong 'a grade' comp.db "UPDATE mileage_grade SET grade = 'VIP' WHERE seq = $run" "^event $run: the grade that it gave is not as it was written"
wrong 'its amount' comp.db "UPDATE mileage_grade SET amount = 900000 WHERE seq = $run" "^event $run: the grade"
wrong 'a pin that lasts longer' comp.db "UPDATE mileage_grade SET pinned_until = pinned_until + 30 WHERE seq = $pin" "^event $pin: the grade"
wrong 'a grade that is gone' comp.db "DELETE FROM mileage_grade WHERE seq = $run" "^event $run: what it wrote beside the points is gone"
wrong 'a discount' comp.db "UPDATE mileage_coupon SET discount = discount + 1 WHERE coupon = 'K-1'" "^coupon \"K-1\": its events give a discount of 3000, 0 of it"
wrong 'what was taken back' comp.db "UPDATE mileage_coupon SET recaptured = 0 WHERE coupon = 'W-1'" "^coupon \"W-1\": its events give a discount of 30000, 10500 of it"
wrong 'a used coupon that is free' comp.db "UPDATE mileage_coupon SET state = 0, order_no = NULL, discount = 0, recaptured = 0 WHERE coupon = 'K-1'" \
    '^coupon "K-1": its events'
wrong 'a coupon that lives longer' comp.db "UPDATE mileage_coupon SET expires_on = expires_on + 1 WHERE coupon = 'K-1'" \
    "^coupon \"K-1\": was not issued so by event $(seq_of c7)"
wrong 'a coupon of somebody else' comp.db "UPDATE mileage_coupon SET account = account + 1 WHERE coupon = 'K-1'" '^coupon "K-1": was not issued so'
wrong 'its terms' comp.db "UPDATE mileage_coupon_kind SET minimum = 1 WHERE code = 'W'" '^coupon "W": its terms are not those of event'
wrong 'a coupon that is gone' comp.db "DELETE FROM mileage_coupon WHERE coupon = 'K-1'" "^event $(seq_of c8): its coupon \"K-1\" is not there"
wrong 'a compensation' comp.db "UPDATE mileage_comp SET points = points + 10 WHERE return_id = 'R1'" '^return R1: was not judged so by event'
wrong 'its fee' comp.db "UPDATE mileage_comp SET fee = 2500 WHERE return_id = 'R1'" '^return R1: was not judged so by event'
wrong 'a compensation that is gone' comp.db "DELETE FROM mileage_comp WHERE return_id = 'R2'" "^event $(seq_of compensate:R2): what it wrote"
wrong 'an arm' arms.db 'UPDATE mileage_arm SET bucket = bucket + 1 WHERE seq = (SELECT min(seq) FROM mileage_arm)' 'the arm is not the one that was drawn'
wrong 'totals of a seal' comp.db "UPDATE mileage_seal SET totals = replace(totals, 'issued=', 'issued=1')" '^seal 2026-01: what it closed has changed'
# Evidence and record that agree with each other, and not with the rule.
forge() { # SQL
	cp comp.db bad.db
	sqlite3 bad.db "DROP TRIGGER mileage_event_update; DROP TRIGGER mileage_event_delete; $1"
}
forge "UPDATE mileage_event SET detail = replace(detail, 'basis=3000 2', 'basis=2000 2') WHERE key = 'compensate:R1';
    UPDATE mileage_comp SET fee = 2000 WHERE return_id = 'R1'"
t_run cs-mileage verify -q -d bad.db
t_out "^event $(seq_of compensate:R1): it gave 3000 points for return R1, and its evidence gives 2000"
forge "UPDATE mileage_event SET detail = replace(detail, 'to=일반', 'to=VIP') WHERE seq = $run; UPDATE mileage_grade SET grade = 'VIP' WHERE seq = $run"
t_run cs-mileage verify -q -d bad.db
t_out "^event $run: it gave the grade VIP, and its evidence gives 일반"

# The books, added up by programs that know nothing of us.
accepted() { # PROGRAM COMMAND...
	if command -v "$1" >/dev/null; then
		shift
		t_run "$@"
		t_code 0
	else
		t_skip "$1 accepts the journal" "$1 is not installed"
	fi
}
for form in hledger ledger beancount; do cs-mileage export --to $form >"books.$form"; done
mv books.beancount books.bean
accepted hledger hledger -f books.hledger check accounts commodities ordereddates
accepted ledger ledger --args-only --strict -f books.ledger balance
accepted bean-check bean-check --no-cache books.bean
# The same totals, account by account: what the lots hold, and what each program makes of the journal.
sqlite3 shop.db 'SELECT sum(pending + available + held) AS n FROM mileage_lot GROUP BY account HAVING n > 0 ORDER BY n' >ours
sums() { grep -o -- '-[0-9][0-9]*' | tr -d '-' | sort -n; }
if command -v hledger >/dev/null; then
	hledger -f books.hledger balance Liabilities --flat -N -O csv | tail -n +2 | sed 's/^"[^"]*",//' | sums >theirs
	t_same 'hledger adds up the same balances' ours theirs
fi
if command -v ledger >/dev/null; then
	ledger --args-only -f books.ledger balance Liabilities --flat --no-total --format '%(quantity(scrub(display_total)))\n' | sums >theirs
	t_same 'ledger adds up the same balances' ours theirs
fi
if command -v bean-query >/dev/null; then
	bean-query -q -f csv books.bean "SELECT sum(number(units(position))) AS n WHERE account ~ 'Liabilities' GROUP BY account" | sums >theirs
	t_same 'beancount adds up the same balances' ours theirs
fi
t_run cs-import check -q
t_code 0

# The model and the store agree, whatever is asked.
t_run sim --steps "${SIM_STEPS:-50000}"
t_code 0
t_done
