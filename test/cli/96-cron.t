# The morning script of cs(7), as cron runs it: no environment, no terminal,
# and a sendmail that keeps what it is given.
. "$ROOT/test/cli/lib.sh"

block() { # FIRST-LINE: the literal display of cs(7) that begins with it
	awk -v first="$1" '/^\.Bd/ { on = 1; n = 0; next } /^\.Ed/ { on = found = 0; next }
		on && n++ == 0 { found = index($0, first) == 1 } found' "$ROOT/man/cs.7" | sed 's/\\e/\\/g; s/\\&//g; s/\\-/-/g'
}

mkdir -p bin shop/in mails
block '#!/bin/sh' >bin/cs-morning
cat >bin/sendmail <<'MAIL'
#!/bin/sh
[ "$*" = '-t -oi' ] || exit 64
number=$(ls "$HOME/mails" | wc -l)
cat >"$HOME/mails/$number"
MAIL
chmod 755 bin/cs-morning bin/sendmail
sh -n bin/cs-morning && t_ok 'cs(7) has a script that the shell can read' || t_fail 'cs(7) has a script that the shell can read'
if command -v shellcheck >/dev/null; then
	t_is 'and shellcheck has nothing to say' "$(shellcheck -s sh bin/cs-morning)" ''
fi

morning() { # DAY: one run, as cron does it; the mails that it sent are counted
	rm -f mails/*
	env -i HOME="$T_DIR" PATH="$T_DIR/bin:$B:/usr/bin:/bin" CS_AS_OF="$1" bin/cs-morning owner@shop.example >out 2>err </dev/null
	code=$?
	sent=$(ls mails | wc -l)
}
subject() { sed -n 's/^Subject: =?UTF-8?B?\(.*\)?=$/\1/p' "mails/$1" | base64 -d; }

cp "$DATA/demo/cafe24.csv" shop/in/orders-cafe24.csv
cp "$DATA/demo/smartstore.csv" shop/in/orders-smartstore.csv
morning 2026-10-31
t_is 'two files are taken in, without a word' "$code $(cat out err)" '0 '
t_is 'and put away' "$(ls shop/in shop/taken | tr '\n' ' ')" 'shop/in:  shop/taken: orders-cafe24.csv orders-smartstore.csv '

printf 'a,b\n1,2\n' >'shop/in/orders 쿠팡.csv'
morning 2026-10-31
first=$(grep -l 'cs-import' mails/* | head -n 1)
t_is 'a file that cannot be used is the subject of a mail' "$(subject "${first##*/}")" 'cs-import orders: orders 쿠팡.csv: exit 3'
t_is 'with the reason' "$(grep -c '^cs-import: orders 쿠팡.csv: no preset knows these columns: a, b' "$first")" 1
t_is 'and cron has nothing to mail besides' "$(cat out err)" ''
t_is 'the file is laid aside' "$(ls shop/aside)" 'orders 쿠팡.csv'
morning 2026-10-31
t_is 'so that the same event makes one mail only' "$(grep -ls 'cs-import' mails/* | wc -l)" 0


printf 'order_no,ordered_at,amount\nZ1,2028-10-30,1000\n' >shop/in/orders-doubt.csv
morning 2026-10-31
first=$(grep -l 'cs-import' mails/* | head -n 1)
t_is 'a file that is taken with a doubt is the subject of a mail too' "$(subject "${first##*/}")" 'cs-import orders: orders-doubt.csv: exit 0'
t_is 'with the doubt' "$(grep -c '^cs-import: orders-doubt.csv:2: ordered_at: after today (2026-10-31), 1 row' "$first")" 1
t_is 'and is put away' "$(ls shop/taken/*doubt*)" shop/taken/orders-doubt.csv

cp "$DATA/demo/coupang.csv" shop/in/orders-coupang.csv
chmod 644 shop/shop.db
cp shop/shop.db kept.db
printf 'no store of ours, but longer than a header of SQLite would have to be, so that it is looked at\n%0512d' 0 >shop/shop.db
morning 2026-10-31
t_is 'a store that cannot be used is told, by every step' "$(for n in mails/*; do subject "${n##*/}"; echo; done)" \
    'cs-import orders: orders-coupang.csv: exit 4
cs-report daily: exit 4'
t_is 'and the file waits' "$(ls shop/in)" orders-coupang.csv
cp kept.db shop/shop.db
morning 2026-10-31
t_is 'until the store is back' "$(ls shop/in)" ''

t_is 'a day on which nothing waits sends nothing' "$sent $(cat out err)" '0 '
cs-dispute open --case T1 --kind change_of_mind ordered_on=2026-10-01 contract_doc_on=2026-10-01 supplied_on=2026-10-03 \
    claimed_on=2026-10-05 written=yes goods=general state=sealed returned_on=2026-10-07 amount=32000 \
    -d shop/shop.db --as-of 2026-10-07 -q >/dev/null
morning 2026-10-31
t_is 'a refund that is late makes one page' "$sent $code $(cat out err)" '1 0 '
t_is 'which says in its subject what waits' "$(grep '^Subject:' mails/0)" 'Subject: Refunds due 1'
t_is 'to the owner, by a machine' "$(grep -cE '^(To: owner@shop.example|Auto-Submitted: auto-generated)$' mails/0)" 2

block 'PATH=' >crontab
t_is 'the line of cron has five times and the script' "$(sed -n 2p crontab | awk '{ print NF, $6 }')" '7 $HOME/bin/cs-morning'
block '[Unit]' >units
t_is 'the service starts the script' "$(sed -n 's/^ExecStart=%h//p' units)" '/bin/cs-morning owner@shop.example'
if command -v systemd-analyze >/dev/null; then
	t_run systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' units)"
	t_code 0 'systemd knows the time of the timer'
else
	t_skip 'systemd knows the time of the timer' 'no systemd-analyze here'
fi
t_done
