#!/bin/sh
# golden.sh CASE...: runs each case's cmd in an empty folder and compares
# stdout, stderr and exit code with expout, experr and expcode.  With
# GOLDEN=write it writes them instead; read the diff before you commit it.
#
# A cmd finds the sample files in $DATA and its own folder in $CASE.  Its today
# is behind all of them, whatever the machine's clock says.
status=0
for CASE in "$@"; do
	CASE=${CASE%/}
	name=${CASE#"$ROOT"/test/golden/}
	dir=$(mktemp -d "${TMPDIR:-/tmp}/cs-golden.XXXXXX") || exit 4
	code=0
	(cd "$dir" && env -i PATH="$PATH" ROOT="$ROOT" WRAP="$WRAP" HOME="$dir" LC_ALL=C.UTF-8 TZ=America/Los_Angeles \
	    CS_AS_OF=2026-12-31 DATA="$ROOT/test/data" CASE="$CASE" CS_DB="$dir/shop.db" \
	    sh "$CASE/cmd" >"$dir/.out" 2>"$dir/.err" </dev/null) || code=$?
	if [ "${GOLDEN-}" = write ]; then
		cp "$dir/.out" "$CASE/expout"
		cp "$dir/.err" "$CASE/experr"
		echo "$code" >"$CASE/expcode"
		echo "written $name"
	elif cmp -s "$dir/.out" "$CASE/expout" && cmp -s "$dir/.err" "$CASE/experr" &&
	    [ "$code" = "$(cat "$CASE/expcode")" ]; then
		echo "ok $name"
	else
		status=1
		echo "not ok $name"
		{
			diff "$CASE/expout" "$dir/.out"
			diff "$CASE/experr" "$dir/.err"
			echo "exit $code, expected $(cat "$CASE/expcode")"
		} 2>&1 | sed 's/^/#   /'
	fi
	rm -rf "$dir"
done
exit "$status"
