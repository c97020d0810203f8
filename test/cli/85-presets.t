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
t_done
