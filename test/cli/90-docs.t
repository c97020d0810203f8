# Every example of the man pages and the README is run: lines that begin with
# "$ " in a literal display (or a code block), in one folder per page that
# holds the sample exports.  Output lines that follow are compared.
. "$ROOT/test/cli/lib.sh"
cp "$DATA"/demo/* . 2>/dev/null

# examples FILE: "C command" and "O output" lines, displays parted by "E".
examples() {
	case $1 in
	*.md) awk '/^```/ { in_code = !in_code; print "E"; next } in_code' "$1" ;;
	*) awk '/^\.Bd/ { in_code = 1; next } /^\.Ed/ { in_code = 0; print "E"; next } in_code' "$1" |
	    sed 's/\\e/\\/g; s/\\&//g; s/\\-/-/g' ;;
	esac | awk '/^\$ / { print "C " substr($0, 3); on = 1; next } /^E$/ { print; on = 0; next } on { print "O " $0 }'
}

run_example() { # COMMAND EXPECTED-FILE NAME
	code=0
	# What is exported holds for the examples behind it.
	case $1 in
	'export '*) eval "$1" ;;
	esac
	sh -c "$1" >out 2>err </dev/null || code=$?
	if [ "$code" -gt 1 ]; then
		t_fail "$3: $1" "exit $code: $(cat err)"
	elif [ -s "$2" ] && ! diff "$2" out >difference 2>&1; then
		t_fail "$3: $1" "$(cat difference)"
	else
		t_ok "$3: $1"
	fi
}

export CS_AS_OF=2026-11-01 TMPDIR="$T_DIR"
for page in "$ROOT"/man/*.[157] "$ROOT"/README.md; do
	[ -e "$page" ] || continue
	name=$(basename "$page")
	rm -f shop.db
	export CS_DB="$T_DIR/shop.db"
	# The README's tour goes through the shop of `make demo`.
	[ "$name" != README.md ] || perl "$DATA/story.pl" .
	command=
	: >expected
	{ examples "$page"; echo E; } >list
	while IFS= read -r line; do
		case $line in
		'O '*) printf '%s\n' "${line#O }" >>expected; continue ;;
		esac
		[ -z "$command" ] || run_example "$command" expected "$name"
		command=
		: >expected
		case $line in
		'C '*) command=${line#C } ;;
		esac
	done <list
done

# A page shows its examples as they are typed: a backslash that roff eats is one that the reader misses.
struck=$(printf '\b')
if command -v mandoc >/dev/null; then
	for page in "$ROOT"/man/*.[157]; do
		mandoc -Tutf8 -O width=1000 "$page" | sed "s/.$struck//g; s/^ *//" >page
		examples "$page" | sed -n 's/^C /$ /p' | while IFS= read -r line; do
			grep -qxF -e "$line" page || printf '%s\n' "$line"
		done >lost
		t_is "$(basename "$page") shows what is typed" "$(cat lost)" ''
	done
else
	t_skip 'pages show what is typed' 'mandoc is not installed'
fi
t_done
