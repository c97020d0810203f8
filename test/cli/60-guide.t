# The guide's own files in the user's settings, and what stands between its
# programs and a terminal.
. "$ROOT/test/cli/lib.sh"

mkdir -p .config/cs
printf 'kind\tid\ttitle_ko\tsay_ko\nphrase\tf99_ours\t우리 말\t{item}을(를) 준비했습니다\n' >.config/cs/guide.tsv
printf 'rule\tpattern\texcept\tsuggestion\nx01\t불가\t불가피\t어렵습니다\n' >.config/cs/lint.tsv
printf '# 반품\n받으신 날부터 7일\n' >.config/cs/policy.txt

t_run cs-guide fill f99 item=빵
t_code 0
t_out '^빵을 준비했습니다$'
t_run cs-guide show f99 --lang ko
t_is 'an own entry tells its file' "$(tail -n 1 out | cut -f8)" guide.tsv
printf '불가피한 일로 취소는 불가합니다. 대신 적립금을 드립니다.\n' >reply
t_run cs-guide lint reply
t_code 1
t_is 'an own rule and its exception' "$(cut -f2,3 out | tail -n +2 | tr '\t\n' '  ')" '13 x01 '
t_run cs-guide handbook --lang ko --as-of 2026-04-01
t_code 0
t_out '<h3>반품</h3>'
t_out '2026-04-01'
t_is 'no script and nothing from elsewhere' "$(grep -ciE '<script|https?:|src=' out)" 0

# XDG_CONFIG_HOME wins over the home.
mkdir -p xdg/cs
printf 'kind\tid\ttitle_ko\nphrase\tf99_ours\t다른 말\n' >xdg/cs/guide.tsv
t_run env XDG_CONFIG_HOME="$T_DIR/xdg" cs-guide show f99 --lang ko
t_is 'settings are found by XDG_CONFIG_HOME' "$(tail -n 1 out | cut -f3)" '다른 말'

# Bytes: CP949, decomposed letters, CRLF and a BOM say the same.
printf '그 색은 품절이세요.\n배송비는 3,000원이세요.\n' >utf8
iconv -f UTF-8 -t CP949 utf8 >cp949
printf '\357\273\277' | cat - utf8 | sed 's/$/\r/' >crlf
perl -CSD -MUnicode::Normalize -pe '$_ = NFD($_)' utf8 >nfd
t_run cs-guide lint utf8
cp out expected
for form in cp949 crlf nfd; do
	t_run cs-guide lint "$form"
	t_same "lint reads $form alike" expected out
done
perl -CSD -Mutf8 -MUnicode::Normalize -e 'print NFD("사과")' >value
t_run cs-guide fill '{x}을' "x=$(cat value)"
t_out '^사과를$'

# A tag is text, an escape never reaches a terminal.
printf '<b>커피 나오셨습니다</b>\n' >tag
t_run cs-guide lint tag
t_code 1
printf '확인\033[2J했습니다.\n' >escape
t_run cs-guide lint --scope whole escape
t_is 'a remark shows an escape as a mark' "$(grep -c "$(printf '\033')" out)" 0
t_run cs-guide show "$(printf '\033[2Jx')"
t_code 1
t_is 'nor does a message' "$(grep -c "$(printf '\033')" err)" 0
t_run cs-guide lint --each-line utf8
t_is 'lines keep their numbers' "$(cut -f1 out | tail -n +2 | tr '\n' ' ')" '1 2 '

code=0
cs-guide handbook >/dev/full 2>err || code=$?
T_CMD='cs-guide handbook >/dev/full'
t_code 4
t_run cs-guide fill f01 shop=가 -o no/such/file
t_code 4
t_run cs-guide lint no-such-file
t_code 4
printf 'PK\003\004' >book
t_run cs-guide lint book
t_code 3
t_done
