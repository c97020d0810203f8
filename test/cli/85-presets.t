# What a preset reads is what cs-data.5 says: every name, every preset.
. "$ROOT/test/cli/lib.sh"

sed 's/\\&//; s/\\-/-/g; s/\\e/\\/g' "$ROOT/man/cs-data.5" >page || exit 4
cs-import presets --no-header | cut -f1 | sort -u | while read -r name; do
	grep -qx "[.]Ss $name" page || echo "$name"
done >missing
: >none
t_same 'cs-data.5 has every preset' none missing

for name in $(cs-import presets --no-header | cut -f1 | sort -u); do
	[ "$name" = canonical ] && continue
	cs-import preset --no-header "$name" | awk -F'\t' '$2 == "field" || $2 == "sum" || $2 == "state" || $2 == "signature" {
		count = split($4, names, / \| /); for (i = 1; i <= count; i++) print names[i] }'
done | sort -u | while IFS= read -r header; do
	grep -qF -e "$header" page || echo "$header"
done >missing
t_same 'and every name of a column' none missing

cs-import preset --no-header canonical | awk -F'\t' '$2 == "field" { print $3 }' | sort -u | while read -r field; do
	grep -qw "$field" page || echo "$field"
done >missing
t_same 'and every column of the records' none missing

# The columns that the README tells a shop to choose are read, each of them.
sed -n '/Which columns there are is yours to choose/,/배송완료일\./p' "$ROOT/README.md" | tr '\n' ' ' |
    sed 's/.*read are //; s/\. .*//; s/, /\n/g' >told
cs-import preset --no-header cafe24 | awk -F'\t' '$2 == "field" { count = split($4, names, / \| /)
    for (i = 1; i <= count; i++) print names[i] }' >read
t_is 'the README tells of columns' "$(grep -c . told)" 18
grep -vxFf read told >missing
t_same 'and cafe24 reads them' none missing
printf '주문번호,주문일시,결제일시,주문자ID,상품구매금액\n20260901-0000001,2026-09-01 10:00,2026-09-02 09:30,m1,1000\n' >plain.csv
t_is 'the day of payment under its plain name' "$(cs-import --emit orders -q --no-header plain.csv | cut -f4)" 2026-09-02T09:30:00
t_done
