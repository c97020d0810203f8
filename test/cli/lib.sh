# What the .t files share: TAP on stdout, every command's output, errors and
# exit code captured and compared.  Each file runs in a folder of its own,
# which stays when something failed.
#
#	. "$ROOT/test/cli/lib.sh"
#	t_run cs-import log; t_code 4; t_err 'no store'
#	t_done
T_COUNT=0
T_FAILED=0
T_DIR=$(mktemp -d "${TMPDIR:-/tmp}/cs-test.XXXXXX") || exit 4
cd "$T_DIR" || exit 4
DATA=$ROOT/test/data
SHARED=${CS_TEST_DATA:-$ROOT/../shared/data}
export CS_DB="$T_DIR/shop.db" HOME="$T_DIR"

t_ok() { # NAME: passes
	T_COUNT=$((T_COUNT + 1))
	echo "ok $T_COUNT - $1"
}

t_fail() { # NAME [DETAIL]
	T_COUNT=$((T_COUNT + 1))
	T_FAILED=$((T_FAILED + 1))
	echo "not ok $T_COUNT - $1"
	printf '%s\n' "${2-}" | sed 's/^/#   /'
}

t_is() { # NAME GOT EXPECTED
	if [ "$2" = "$3" ]; then t_ok "$1"; else t_fail "$1" "got:      $2
expected: $3"; fi
}

t_run() { # COMMAND...: runs it; out, err and code hold what came
	T_CMD=$*
	code=0
	$WRAP "$@" >out 2>err </dev/null || code=$?
}

t_code() { # EXPECTED [NAME]: a crash (126 and above) is never a refusal
	if [ "$code" -eq "$1" ]; then t_ok "${2-$T_CMD}: exit $1"; else
		t_fail "${2-$T_CMD}: exit $1" "exit $code
$(cat err)"; fi
}

t_out() { # PATTERN: stdout has it
	if grep -q -e "$1" out; then t_ok "$T_CMD: prints $1"; else t_fail "$T_CMD: prints $1" "$(cat out)"; fi
}

t_err() { # PATTERN: stderr has it
	if grep -q -e "$1" err; then t_ok "$T_CMD: says $1"; else t_fail "$T_CMD: says $1" "$(cat err)"; fi
}

t_quiet() { # nothing on stderr
	if [ -s err ]; then t_fail "$T_CMD: says nothing" "$(cat err)"; else t_ok "$T_CMD: says nothing"; fi
}

t_same() { # NAME FILE FILE
	if difference=$(diff "$2" "$3" 2>&1); then t_ok "$1"; else t_fail "$1" "$difference"; fi
}

t_skip() { # NAME WHY: said loudly, and counted apart
	T_COUNT=$((T_COUNT + 1))
	echo "ok $T_COUNT - $1 # SKIP $2"
	echo "SKIPPED: $1: $2" >&2
}

t_done() {
	echo "1..$T_COUNT"
	cd / || exit 4
	if [ "$T_FAILED" -eq 0 ]; then rm -rf "$T_DIR"; else echo "# kept: $T_DIR"; fi
	exit "$((T_FAILED > 0))"
}
