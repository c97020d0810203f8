#!/bin/sh
# fuzz.sh SECONDS TARGET...: each target in turn, from its corpus; what it
# finds that is new stays in build/fuzz, what breaks it goes to the corpus.
seconds=$1
shift
status=0
for target in "$@"; do
	mkdir -p "build/fuzz/$target"
	echo "fuzz: $target, $seconds seconds"
	"build/fuzz/fuzz-$target" -max_total_time="$seconds" -max_len=4096 -timeout=10 -print_final_stats=1 \
	    -artifact_prefix="test/fuzz/corpus/$target/" "build/fuzz/$target" "test/fuzz/corpus/$target" \
	    2>"build/fuzz/$target.log" || status=1
	grep -E '^(stat::number_of_executed_units|==|SUMMARY)|runtime error' "build/fuzz/$target.log"
done
exit "$status"
