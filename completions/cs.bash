# bash completion of the cs programs; installed under the name of each.

# What a program knows: sets `commands`, `options` and, for options that take
# one of a few words, `words`.
_cs_words() {
	local common='--db --format --output --quiet --verbose --as-of --no-header --reveal --lang --help --version'

	commands= options=$common
	case $1 in
	cs-consult)
		commands='add reply receive note state assign claim transfer merge link promise keep compensate approve survey flag correct card show list search export next due angry stale handover load clocks hours causes promises strain protection rules agent protect reveals check'
		options="$common --agent --at --kind --channel --cause --origin --severity --customer --order --product --phone --name --email --caller --voice --tone --tone-end --asked --read-back --flag --answer --assign --resolved --missed --outbound --edit --id --auto --template --thanks --then --reason --undo --seq --decline --void --all --mine --state --stage --overdue --sort --from --to --explain --limit --days --unassigned --check --most --per --level --list --incidents --person --role --since --until --for --contact --holidays --hours --causes --sla --scores --states --limits"
		;;
	cs-dispute)
		commands='decide interest deadline calendar rules open event list show due overdue external letter pack check13 retention'
		options="$common --explain --keep-going --strict --from --to --due --paid --on --holidays --labor-day \
			--day-count --rounding --rate-change --case --line --kind --date --amount --note --days --shop \
			--policy --template --into --attach --apply"
		;;
	cs-guide)
		commands='list show caller voice lint fill handbook selfcheck'
		options="$common --guide-file --lint-file --skip --only --scope --each-line --policy --shop --ledger"
		;;
	cs-import)
		commands='orders returns customers products inserts visits spend contacts presets preset log undo migrate check'
		options="$common --emit --preset --preset-file --map --encoding --header-row --identity --currency --keep-going --rejects --dry-run --merge"
		;;
	cs-mileage)
		commands='balance statement lots explain earn grant activate use hold capture void restore clawback return revert expire reinstate adjust waive merge withdraw rejoin apply compensate effect tools simulate policy coupon grade notices uncleared flags liability breakage seal export verify'
		options="$common --key --customer --customers --points --order --line --quantity --amount --reason --actor --approved-by --eff --origin --tax-class --prio --active-on --expires-on --until --grade --pending --clamp --with-coupon --no-limits --lot --finished --compensate --extra --into --plan --plan-id --partial --rejects --code --coupon --won --rate --cap --minimum --valid-days --per-member --all --days --record --from --to --window --margin --basket --salt --stratum --looks --detail --by --policy"
		;;
	cs-repurchase)
		commands='rate cohort customers interval concentration lookback within steps items due model acquisition first silent definitions'
		options="$common --by --from --to --group --merge --include-returned --same-item --by-class --wide --histogram --bin --curve --months --days --late --segments --explain --names --dedupe --model --discount --holdout --unit --show"
		;;
	cs-report)
		commands='daily weekly monthly chart causes sins mot returns waiting inserts agents sla contribution iso trust table plot'
		options="$common --columns --x --y --series --value --kind --title --width --height --ascii --ambiguous --range --holidays --section \
			--detail --list --table --size --baseline --mark --panels --low --high --spark --if-any --check --mailto --mailfrom \
			--subject --attach --shop --excel-safe --promised-days --window --lag --randomised --by --contact-cost --least \
			--of --per --cause"
		;;
	esac
}

# The words that the value of an option can be, if they are few.
_cs_values() {
	case $1:$2 in
	*:--lang) echo ko en ;;
	cs-consult:--kind) echo question complaint request praise suggestion internal ;;
	cs-consult:--channel) echo phone chat board email messenger sms social review market visit other ;;
	cs-consult:--origin) echo unknown shop agent courier supplier customer ;;
	cs-consult:--then) echo new open waiting_customer waiting_internal waiting_external resolved closed merged spam ;;
	cs-consult:--state) echo new open waiting_customer waiting_internal waiting_external resolved closed merged spam ;;
	cs-consult:--sort) echo opened urgency stage due ;;
	cs-consult:--per) echo hour channel ;;
	cs-consult:--role) echo agent senior owner ;;
	cs-consult:--severity) echo 1 2 3 4 ;;
	cs-consult:--tone) echo 1 2 3 4 5 ;;
	cs-consult:--tone-end) echo 1 2 3 4 5 ;;
	cs-consult:--stage) echo 1 2 3 4 5 ;;
	cs-consult:--level) echo 1 2 3 ;;
	cs-consult:--flag) echo emotion abuse harassment threat argument hard competitor confirmed ;;
	cs-consult:--cause) cs-consult causes --list --no-header -f tsv 2>/dev/null | cut -f1 ;;
	cs-consult:--agent | cs-consult:--assign) cs-consult agent --no-header -f tsv 2>/dev/null | cut -f1 ;;
	cs-consult:--caller) cs-guide list caller --no-header -f tsv 2>/dev/null | cut -f2 ;;
	cs-consult:--voice) cs-guide list voice --no-header -f tsv 2>/dev/null | cut -f2 ;;
	cs-dispute:--kind)
		echo change_of_mind defect differs wrong_item damaged late not_delivered price_error unjust_charge \
			accept refuse ask weigh
		;;
	cs-dispute:--labor-day) echo holiday workday ;;
	cs-dispute:--day-count) echo 365 actual ;;
	cs-dispute:--rounding) echo down half-up up ;;
	cs-dispute:--rate-change) echo first-day daily ;;
	cs-guide:--scope) echo auto whole part ;;
	cs-guide:--skip | cs-guide:--only)
		for words in honorific wording; do cs-guide list "$words" --no-header -f tsv 2>/dev/null | cut -f2; done
		;;
	cs-guide:list) echo caller voice stress sin principle desc cushion phrase honorific wording style question ;;
	cs-guide:caller | cs-guide:voice) cs-guide list "${2}" --no-header -f tsv 2>/dev/null | cut -f2 ;;
	cs-import:--emit) echo orders returns customers products inserts visits spend contacts ;;
	cs-import:--preset) echo auto "$(cs-import presets --no-header -f tsv 2>/dev/null | cut -f1 | sort -u)" ;;
	cs-import:--encoding) echo auto utf-8 cp949 ;;
	cs-import:--identity) echo id phone email ;;
	cs-import:--header-row) echo auto ;;
	cs-report:--format | cs-report:-f) echo text table tsv csv svg html xlsx eml ;;
	*:--format | *:-f) echo tsv csv table ;;
	cs-report:--kind) echo bars lines heat curve ;;
	cs-report:chart) echo p u laney g run pareto ;;
	cs-report:--of) echo returns complaints contacts late orders sales repeats ;;
	cs-report:--per) echo day week month ;;
	cs-report:--cause) cs-consult causes --list --no-header -f tsv 2>/dev/null | cut -f1 ;;
	cs-report:--by) echo policy kind channel cause agent severity weekday ;;
	cs-report:--attach) echo html xlsx html,xlsx ;;
	cs-report:--detail) echo low med high ;;
	cs-report:--range) echo today yesterday last-business-day week last-week month last-month year last-30-days ;;
	cs-mileage:--origin) echo purchase event return_fee apology manual opening reissue ;;
	cs-mileage:--tax-class) echo own event comp deposit ;;
	cs-mileage:--by) echo measure customer order grade ;;
	cs-mileage:--stratum) echo upset calm ;;
	cs-mileage:--to) echo hledger ledger beancount ;;
	cs-repurchase:--by) echo month week quarter year all ;;
	cs-repurchase:--group) echo category product channel grade ;;
	cs-repurchase:--merge) echo day order line ;;
	cs-repurchase:--model) echo mbgnbd bgnbd paretonbd gammagamma ;;
	cs-repurchase:--show) echo parameters fit tracking ;;
	cs-repurchase:--unit) echo week day month ;;
	esac
}

_cs() {
	local tool=${COMP_WORDS[0]##*/} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local commands options values

	# bash parts --format=csv at the sign.
	[ "$before" = = ] && before=${COMP_WORDS[COMP_CWORD - 2]}
	[ "$word" = = ] && word=
	_cs_words "$tool"
	values=$(_cs_values "$tool" "$before")
	if [ -n "$values" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
	elif [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
	elif [ "$before" = --db ] || [ "$before" = -d ]; then
		mapfile -t COMPREPLY < <(compgen -f -X '!*.db' -- "$word")
	elif [ "$COMP_CWORD" -eq 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W "$commands help" -- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
}

complete -o filenames -F _cs cs-consult cs-dispute cs-guide cs-import cs-mileage cs-report cs-repurchase
