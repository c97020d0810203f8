# One person under several keys: found, merged, and parted again with nothing
# lost; and why a customer is in a segment.
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-06-30

# A bought in three shops: as "sora" with a number, as a guest of the number's key, and by e-mail.
# B and b share a name and nothing else is known of b.  C and D share a number and not the name.
# Two are called 이하나 and have different numbers, so that the third may be either.
cat >orders.tsv <<'END'
order_no	line_no	ordered_at	customer_id	amount	channel	customer_name	phone	email
1	1	2026-01-05	sora	1000	mall	김소라	010-1111-2222	sora@mail.example
2	1	2026-02-05	sora	1000	mall	김소라	010-1111-2222	sora@mail.example
3	1	2026-03-05	naver-7	3000	smartstore	김 소라님	+82 10-1111-2222	
4	1	2026-04-05	s-99	4000	shopify		01099998888	SORA@mail.example
5	1	2026-01-07	B	500	mall	박바다	010-3333-4444	
6	1	2026-02-07	b	600	coupang	박바다		
7	1	2026-01-08	C	700	mall	최강	02-123-4567	
8	1	2026-01-09	D	800	mall	정우	02-123-4567	
9	1	2026-01-10	H1	10	mall	이하나	010-5555-0001	
10	1	2026-01-11	H2	10	mall	이하나	010-5555-0002	
11	1	2026-01-12	H3	10	coupang	이하나		
12	1	2026-01-13	M1	10	coupang	이*나		
13	1	2026-01-14	M2	10	coupang	이*나		
END
cs-import orders --preset canonical -q orders.tsv >log 2>&1 || t_fail 'cs-import orders' "$(cat log)"
t_run cs-repurchase customers --dedupe --no-header
t_code 0
t_err 'probable duplicates: 2 sure, 1 likely, 1 weak'
cut -f1-6 out >short
cat >expected <<'END'
naver-7	sora	sure	phone	1	2
s-99	sora	sure	email	1	2
D	C	likely	phone	1	1
b	B	weak	name	1	1
END
t_same 'who is who' expected short
t_is 'masked' "$(grep -cE '소라|2222' out)" 0
t_run cs-repurchase customers --dedupe --reveal
t_out '김소라'
t_run cs-repurchase customers --dedupe orders.tsv
t_code 2
# A key that was made from the number is that number: a file that has no ids.
printf 'order_no\tline_no\tordered_at\tamount\tcustomer_id\n20\t1\t2026-05-01\t900\t010-3333-4444\n' >guest.tsv
cs-import orders --preset canonical -q guest.tsv >log 2>&1 || t_fail 'cs-import orders' "$(cat log)"
t_run cs-repurchase customers --dedupe --no-header
t_is 'two keys in two shops' "$(awk -F'\t' '$1 ~ /^ph-/ { print $2, $3, $4 }' out)" 'B sure phone'

# Merging: all or nothing, and what was merged is one customer everywhere.
printf 'return_id\torder_no\tkind\trequested_at\tcustomer_id\nr1\t3\treturn\t2026-03-10\tnaver-7\n' >returns.tsv
cs-import returns --preset canonical -q returns.tsv >log 2>&1 || t_fail 'cs-import returns' "$(cat log)"
printf 'customer_id\tconsent\nsora\tyes\nnaver-7\tno\ns-99\t\n' >members.tsv
cs-import customers --preset canonical -q members.tsv >log 2>&1 || t_fail 'cs-import customers' "$(cat log)"
dump() { # all but the log of imports
	sqlite3 "$CS_DB" .dump | grep -vE 'INSERT INTO (batch|sqlite_sequence|undo_image)'
}
dump >before
refused() { # NAME REASON ROW...
	name=$1 reason=$2
	shift 2
	{ printf 'customer_id\tinto\n'; printf '%s\t%s\n' "$@"; } >bad.tsv
	t_run cs-import customers --merge bad.tsv
	t_code 3 "$name"
	t_err "$reason"
	dump >after
	t_same "$name: nothing is changed" before after
}
refused 'nobody of that name' 'bad.tsv:3: customer_id: no such customer: "x"' naver-7 sora x sora
refused 'into nobody' 'bad.tsv:2: into: no such customer: "x"' naver-7 x
refused 'into itself' 'merged into itself' naver-7 naver-7
refused 'twice' 'bad.tsv:3: customer_id: merged already' naver-7 sora naver-7 B
refused 'in a circle' 'bad.tsv:3: into: was merged itself' naver-7 sora sora naver-7
printf 'customer_id\tto\n' >bad.tsv
t_run cs-import customers --merge bad.tsv
t_code 3
t_err 'into'
t_run cs-import customers --merge bad.tsv members.tsv
t_code 2
cs-repurchase customers --dedupe -q | awk -F'\t' 'NR == 1 || $1 == "naver-7" || $1 == "s-99"' >merge.tsv
t_run cs-import customers --merge merge.tsv --dry-run
dump >after
t_same 'a dry run changes nothing' before after
t_run cs-import customers --merge merge.tsv
t_code 0
t_is 'counted' "$(tail -n 1 out | cut -f3,5-8 | tr '\t' ' ')" 'merge 2 0 2 0'
batch=$(tail -n 1 out | cut -f11)
t_run cs-repurchase customers --no-header -q
t_is 'one customer with all purchases' "$(awk -F'\t' '$1 == "sora" { print $4, $6 }' out)" '4 9000'
t_is 'the others are gone from the list' "$(cut -f1 out | grep -cE 'naver-7|s-99')" 0
t_is 'the no to advertising wins' "$(sqlite3 "$CS_DB" "SELECT consent FROM v_customers WHERE customer_id = 'sora'")" no
t_is 'one row of her' "$(sqlite3 "$CS_DB" "SELECT count(*) FROM v_customers WHERE customer_id IN ('sora', 'naver-7', 's-99')")" 1
t_is 'the return is hers' "$(sqlite3 "$CS_DB" "SELECT customer_id FROM v_returns")" sora
t_run cs-import check
t_code 0
t_run cs-import customers --merge merge.tsv
t_is 'once more changes nothing' "$(tail -n 1 out | cut -f5-8 | tr '\t' ' ')" '2 0 0 2'
cs-import undo "$(tail -n 1 out | cut -f11)" -q

# The old key in a later export is the same person; the same export again is nothing new.
printf 'order_no\tline_no\tordered_at\tcustomer_id\tamount\tchannel\n30\t1\t2026-06-05\tnaver-7\t5000\tsmartstore\n' >later.tsv
t_run cs-import orders --preset canonical later.tsv
t_is 'a later order' "$(sqlite3 "$CS_DB" "SELECT customer_id FROM v_orders WHERE order_no = '30'")" sora
cp orders.tsv again.tsv
echo >>again.tsv
t_run cs-import orders --preset canonical again.tsv
t_is 'the same orders again' "$(tail -n 1 out | cut -f6-8 | tr '\t' ' ')" '0 0 13'
t_run cs-import undo 1
t_code 1
t_err 'changed its rows since'
key=$(sqlite3 "$CS_DB" "SELECT customer_id FROM v_orders WHERE order_no = '20'")
printf 'customer_id\tinto\n%s\tB\n' "$key" >key.tsv
t_run cs-import customers --merge key.tsv
last=$(tail -n 1 out | cut -f11)
t_run cs-import undo 2
t_code 1
t_err "batch $last changed its rows since; undo $last first"
cs-import undo "$last" -q

# Parted again: as it was, and the later order is its own customer's.
t_run cs-import undo "$batch"
t_code 0
t_is 'the later order goes back too' "$(sqlite3 "$CS_DB" "SELECT customer_id FROM v_orders WHERE order_no = '30'")" naver-7
t_run cs-import undo "$((batch + 2))"
t_code 0
dump >after
t_same 'nothing is lost' before after

# Into one who is merged in turn; parted in the order in which they came.
printf 'customer_id\tinto\nb\tB\n' >one.tsv
printf 'customer_id\tinto\nB\tsora\n' >two.tsv
cs-import customers --merge one.tsv >log 2>&1
cs-import customers --merge two.tsv >>log 2>&1
t_is 'a chain' "$(sqlite3 "$CS_DB" "SELECT group_concat(order_no) FROM (SELECT order_no FROM v_orders WHERE customer_id = 'sora' ORDER BY 1)")" '1,2,5,6'
last=$(sqlite3 "$CS_DB" 'SELECT max(id) FROM batch')
cs-import undo "$last" -q
t_is 'half of it taken back' "$(sqlite3 "$CS_DB" "SELECT group_concat(order_no) FROM (SELECT order_no FROM v_orders WHERE customer_id = 'B' ORDER BY 1)")" '5,6'
cs-import undo "$((last - 1))" -q
dump >after
t_same 'and all of it' before after

# Points stay in the ledger, which says how to move them.
cs-mileage grant b --points 500 --reason test --key g1 -q >log 2>&1 || t_fail 'cs-mileage grant' "$(cat log)"
t_run cs-import customers --merge one.tsv
t_err 'b has 500 points of its own; move them: cs-mileage merge b --into B --key KEY'

# Why a segment: the window is 365 days, because nobody repurchased often enough.
t_run cs-repurchase customers --explain sora --lang en --no-header
t_code 0
t_is 'every rule that was asked' "$(cut -f2,3 out | tr '\t\n' '= ')" 'window=365 lost=no at_risk=no big_spender=no regular=no second=yes '
t_out 'the last purchase is 145 days ago; lost is more than 730, 2 windows of 365 days'
t_out 'the default: 2 customers repurchased, and more than 200 are asked'
t_out 'second	yes	2 purchases; 2 are asked'
printf 'regular_purchases\t2\nbig_spender_share\t0.2\nwindow_days\t100\nlost_windows\t1.3\n' >segments.tsv
t_run cs-repurchase customers --explain sora --segments segments.tsv --lang en --no-header
t_is 'other thresholds' "$(cut -f2,3 out | tr '\t\n' '= ')" 'window=100 lost=yes '
t_run cs-repurchase customers --explain nobody
t_code 1
t_err 'nobody: no such customer, or no purchase that counts'

# The number of several keys that are one customer now leads to that customer.
cat >three.tsv <<'END'
customer_id	into
sora	B
naver-7	B
END
CS_AGENT=desk && export CS_AGENT
t_run cs-consult add --phone 010-1111-2222 --no-header 'two customers, as long as nobody said otherwise'
t_is 'not known which' "$(cut -f1-2 out | grep -c sora)" 0
cs-import customers --merge three.tsv >log 2>&1 || t_fail 'cs-import customers --merge' "$(cat log)"
t_run cs-consult card 010-1111-2222 --no-header
t_code 0
t_out 'customer	customer_id	B'
# 5 and 6 of B and b, 1 and 2 of sora, 3 of naver-7.
t_is 'with all their orders' "$(awk -F'\t' '$2 == "orders" { print $3 }' out)" 5
t_is 'one customer' "$(grep -c same_phone out)" 0
t_run cs-consult add --phone 010-1111-2222 'where is it'
t_code 0
t_is 'a consultation is theirs' "$(sqlite3 "$CS_DB" "SELECT group_concat(coalesce(customer_id, '-')) FROM v_contacts")" '-,B'
# An import says that a number has two owners, until they are merged.
printf 'order_no,ordered_at,customer_id,phone,amount\nA1,2026-01-05,kim,010-2345-6789,100
B1,2026-02-05,kim9,010-2345-6789,100\nC1,2026-02-06,lee,010-2345-1111,100\n' >shared.csv
t_run cs-import orders shared.csv -d shared.db
t_err '^cs-import: 1 telephone number belongs to more than one customer; see: cs-repurchase customers --dedupe$'
printf 'customer_id,into\nkim9,kim\n' >merge.csv
t_run cs-import customers -q --merge merge.csv -d shared.db
t_is 'a merged customer is told no more' "$(cs-import orders shared.csv -d shared.db 2>&1 >out)" ''

# Points for a key that is no longer anybody's would be lost, and so would those of a slip of the pen.
t_run cs-mileage grant sora --points 100 --reason test --key g2
t_code 1
t_err 'sora was merged into B; use B, and move points of its own: cs-mileage merge sora --into B'
t_is 'nothing was granted' "$(sqlite3 "$CS_DB" "SELECT count(*) FROM mileage_event WHERE key = 'g2'")" 0
# Nor by a list, a stream, a coupon or a grade.
printf 'customer_id\nB\nsora\n' >list
t_run cs-mileage grant --customers list --points 10 --reason list
t_code 1
t_err 'sora: sora was merged into B; use B'
printf 'key\tkind\tcustomer_id\tpoints\ns1\tgrant\tsora\t10\n' >ops.tsv
t_run cs-mileage apply ops.tsv
t_code 1
t_err 'ops.tsv:2: sora was merged into B'
cs-mileage coupon define --code W --won 1000 --key w -q >out
t_run cs-mileage coupon issue --code W --coupon W-1 --customer sora --key w1
t_code 1
t_err 'w1: sora was merged into B'
t_run cs-mileage grade pin sora --grade VIP --until 2026-12-31 --reason test
t_code 1
t_err 'sora was merged into B'
cs-mileage grade run --all --no-header -q >out
t_is 'and has no grade of its own' "$(cut -f1 out | grep -c sora)" 0
t_is 'nothing of it is kept' "$(sqlite3 "$CS_DB" "SELECT count(*) FROM mileage_account WHERE code = 'sora'")" 0
t_run cs-mileage grant B --points 100 --reason test --key g3
t_code 0
t_quiet
t_run cs-mileage grant BB --points 100 --reason test --key g4
t_code 1
t_err "^cs-mileage: g4: not among the store's customers; is the name right?"
t_run cs-mileage grant BB --points 100 --reason test --key g4 --no-limits
t_code 0
t_err "^cs-mileage: BB is not among the store's customers$"
t_run cs-mileage grant BB --points 100 --reason test --key g5
t_quiet
t_run cs-mileage grant BBB --points 100 --reason test --key g6 -q --no-limits
t_quiet
t_run cs-mileage use B --points 10 --order 99 --no-limits
t_code 0
t_err '^cs-mileage: order 99 is not in the store$'
t_run cs-mileage use B --points 10 --order 1 --no-limits
t_code 0
t_quiet
# Once the ledger was told, it follows by itself; an answer that was given stays.
t_run cs-mileage merge b --into B --key m1
t_code 0
t_run cs-mileage grant b --points 500 --reason test --key g1
t_is 'known' "$(awk -F'\t' 'NR == 2 { print $2 }' out)" exists
t_run cs-mileage use b --points 10 --order 5 --no-limits
t_code 0
t_run cs-consult add --order 123 'where is it'
t_code 0
t_err '^cs-consult: order 123 is not in the store$'
t_run cs-consult add --order 1 'where is it'
t_is 'an order of the store' "$(grep -c 'not in the store' err)" 0

# A key that was merged is the living one at the desk too: what is written down, and what is asked for.
rm -f "$CS_DB"
printf 'order_no,ordered_at,customer_id,amount\nA1,2026-01-05,kim,100\nA2,2026-01-06,kim9,100\nA3,2026-01-06,lee,100\n' >two.csv
cs-import orders -q two.csv >/dev/null
cs-consult add --id K1 --customer kim9 --channel email --at 2026-02-01T10:00 '앞서' -q >/dev/null
printf 'contact_id,opened_at,customer_id\nH1,2026-01-20,kim9\n' >h.csv
cs-import contacts -q h.csv >/dev/null
cs-import customers -q --merge merge.csv >/dev/null
t_run cs-consult add --id K2 --customer kim9 --channel email --at 2026-02-02T10:00 '뒤에' --no-header
t_code 0
t_err '^cs-consult: customer kim9 was merged into kim, who it is written down for$'
t_is 'written down for the living one' "$(cut -f4 out)" kim
t_run cs-consult add --id K3 --customer lee --channel email --at 2026-02-02T11:00 '다른 분' --no-header
t_quiet
t_run cs-consult correct K3 customer_id=kim9 --at 2026-02-03T10:00 --no-header
t_is 'and corrected to' "$(cut -f4 out)" kim
for key in kim kim9; do
	for command in 'list --all' export 'search 에'; do
		t_run cs-consult $command --customer "$key" --as-of 2026-03-01 -q --no-header
		case $command in
		search*) want='K2 ' ;;
		*) want='H1 K1 K2 K3 ' ;;
		esac
		t_is "$command: of $key" "$(cut -f1 out | tr '\n' ' ')" "$want"
	done
	t_run cs-consult card "$key" --as-of 2026-03-01 -q --no-header
	t_is "card $key" "$(grep -c '^contact	[HK][123]	' out)" 4
done
cs-import undo "$(sqlite3 "$CS_DB" 'SELECT max(id) FROM batch')" -q >/dev/null
t_is 'parted again, each has what was said of it' "$(cs-consult list --all --customer kim9 --as-of 2026-03-01 -q --no-header | cut -f1 | tr '\n' ' ')" 'H1 K1 '
t_done
