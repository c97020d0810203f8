# The option table is what the program parses; help, man page and the three
# completions must name the same options and commands.
. "$ROOT/test/cli/lib.sh"

long_options() { grep -oE -e '--[a-z][a-z0-9-]+' | sort -u; }

for program in "$B"/cs-*; do
	[ -x "$program" ] || continue
	tool=$(basename "$program")
	"$program" --lang en --help >help || exit 4
	sed -n '/^Options:/,/^Exit:/p' help | grep -oE '^  (-[a-zA-Z], |    )--[a-z0-9-]+' | long_options >table
	sed -n '/^Commands:/,/^Options:/p' help | sed -n 's/^  \([a-z0-9]*\).*/\1/p' | sort >commands

	sed 's/\\-/-/g' "$ROOT/man/$tool.1" 2>/dev/null | grep -oE 'Fl -[a-z][a-z0-9-]+' | sed 's/Fl /-/' | sort -u >man
	t_same "$tool: man page names the options of --help" table man

	bash -c ". '$ROOT/completions/cs.bash'; _cs_words $tool; echo \$options" | tr ' ' '\n' | long_options >bash
	t_same "$tool: bash completes the options" table bash
	bash -c ". '$ROOT/completions/cs.bash'; _cs_words $tool; echo \$commands" | tr ' ' '\n' | grep . | sort >bash
	t_same "$tool: bash completes the commands" commands bash

	sed -n "/^_$tool()/,/^}/p" "$ROOT/completions/_cs" | long_options >zsh
	t_same "$tool: zsh completes the options" table zsh
	grep -E "^complete -c $tool " "$ROOT/completions/cs.fish" | grep -oE -e ' -l [a-z][a-z0-9-]+' |
	    sed 's/ -l /--/' | sort -u >fish
	t_same "$tool: fish completes the options" table fish

	for command in $(cat commands); do
		grep -qE "^\.(It|Ic|Ss|Nm).*\b$command\b" "$ROOT/man/$tool.1" || echo "$command"
	done >missing
	: >none
	t_same "$tool: man page describes every command" none missing
done
t_done
