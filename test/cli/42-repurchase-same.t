# From the store or from a stream: the same answers, byte for byte.  And what
# only the store knows: grades, visits, lines that a return took back.
. "$ROOT/test/cli/lib.sh"

compare() { # NAME AS-OF STREAM: against the store shop.db
	name=$1 as_of=$2 stream=$3
	while read -r command; do
		t_run cs-repurchase $command --as-of "$as_of"
		mv out stored
		mv err stored.err
		t_run cs-repurchase $command --as-of "$as_of" "$stream"
		if [ "$code" -eq 0 ] && [ "$(wc -l <stored)" -gt 1 ]; then
			t_same "$name: $command" stored out
			t_same "$name: $command, messages" stored.err err
		else
			t_fail "$name: $command" "exit $code, $(wc -l <stored) lines"
		fi
	done <<'END'
rate
rate --by week
rate --by quarter --include-returned
rate --by year --merge order
rate --by all --merge line
rate --by all --group category
rate --group product
rate --by year --group product --merge order
rate --by all --group channel
cohort
cohort --wide
customers
customers --merge order
customers --include-returned
interval
interval --group product
interval --merge line
interval --histogram
concentration
lookback
within
steps
END
}

cs-import orders -q "$DATA/demo/tea.tsv" >log 2>&1 || t_fail 'import of the tea shop' "$(cat log)"
cs-import --emit orders -q "$DATA/demo/tea.tsv" >tea.tsv
compare tea 2026-04-15 tea.tsv

# A product moves to another category: its newest word holds for all its lines.
rm -f shop.db
sed '10,$s/그릇/다기/' "$DATA/demo/tea.tsv" >moved.tsv
cs-import orders -q moved.tsv >log 2>&1 || t_fail 'import of the moved tea shop' "$(cat log)"
t_run cs-repurchase rate --by all --group category --as-of 2026-04-15
mv out stored
t_run cs-repurchase rate --by all --group category --as-of 2026-04-15 moved.tsv
t_same 'a category that changes' stored out
t_is 'is the newest everywhere' "$(cut -f2,3 stored | tail -n +2 | tr '\t\n' '= ')" '다기=5 음료=4 '

if [ -r "$SHARED/cdnow/CDNOW_master.txt" ]; then
	rm -f shop.db
	cs-import orders -q --preset cdnow "$SHARED/cdnow/CDNOW_master.txt" >log 2>&1 || t_fail 'import of CDNOW' "$(cat log)"
	cs-import --emit orders -q --preset cdnow "$SHARED/cdnow/CDNOW_master.txt" >cdnow.tsv
	compare CDNOW 1998-06-15 cdnow.tsv
else
	t_skip 'CDNOW: store and stream' "no $SHARED/cdnow; name the folder of data sets with CS_TEST_DATA"
fi
if [ -d "$SHARED/uci-online-retail" ]; then
	rm -f shop.db
	cs-import orders -q "$SHARED"/uci-online-retail/*.csv >log 2>&1 || t_fail 'import of UCI' "$(cat log)"
	cs-import --emit orders -q "$SHARED"/uci-online-retail/*.csv >uci.tsv
	compare UCI 2010-12-20 uci.tsv
else
	t_skip 'UCI: store and stream' "no $SHARED/uci-online-retail; name the folder of data sets with CS_TEST_DATA"
fi
t_done
