#!/bin/sh
# mutate.sh: breaks the law engine once in each of many ways, in a copy, and
# tells which unit test goes red.  Exit 1 when a break is not noticed.  The
# rules themselves are broken by the unit test "every mutation of the law".
set -u
cd "$(dirname "$0")/../.." || exit 4
copy=$(mktemp -d) || exit 4
trap 'rm -rf "$copy"' EXIT
git ls-files -z Makefile lib test | xargs -0 cp --parents -t "$copy"
cd "$copy" || exit 4
build() { make -s CFLAGS='-w -O0' build/release/unit >log 2>&1; }
build || { cat log; exit 4; }
survived=0
count=0
# FILE | SED COMMAND | WHAT IS BROKEN
while IFS='|' read -r file command what; do
	[ -n "$file" ] || continue
	cp "$file" kept
	sed -i "$command" "$file"
	count=$((count + 1))
	if cmp -s kept "$file"; then
		verdict='DID NOT APPLY'
	elif ! build; then
		verdict='DID NOT COMPILE'
	else
		./build/release/unit >out 2>&1
		verdict=$(sed -n 's/^Suite \(.*\) had failures:/\1/p' out | head -n 1)
		[ -n "$verdict" ] || grep -q '^unit: .* 0 failed$' out || verdict=stopped
	fi
	case $verdict in
	'' | DID*) survived=1; printf 'SURVIVED %s: %s %s\n' "$file" "$what" "$verdict" ;;
	*) printf 'noticed  %s: %s: %s\n' "$file" "$what" "$verdict" ;;
	esac
	cp kept "$file"
done <<'LIST'
lib/dispute/calendar.c|s/day <= last; day++)/day < last; day++)/|the last day of the table
lib/dispute/calendar.c|s/weekday == 5 ?/weekday == 4 ?/|Saturday
lib/dispute/calendar.c|s/~(unsigned)CS_DAY_CLOSED/~0u/|Art. 161 and a shop's own closed days
lib/dispute/calendar.c|s/(size_t)count - 1;/(size_t)count;/|business days
lib/dispute/calendar.c|s/\*before = from + count;/*before = from + count - 1;/|the first day is counted (Art. 157)
lib/dispute/calendar.c|s/labor == CS_LABOR_WORKDAY/labor == CS_LABOR_HOLIDAY/|the switch for 1 May
lib/dispute/facts.c|s/first <= second/first < second/|two facts on one day
lib/dispute/facts.c|s/paid < supplied ? CS_NO : CS_YES/paid < supplied ? CS_YES : CS_NO/|prepaid against the days
lib/dispute/facts.c|s/part > amount)/part > amount * 2)/|more used than paid
lib/dispute/finding.c|s/written == CS_YES \&\& sent.lo/written == CS_NO \&\& sent.lo/|sending and arrival (Art. 17(4))
lib/dispute/finding.c|s/claim.hi <= limit.lo/claim.hi < limit.lo/|the last day is in time
lib/dispute/finding.c|s/w->f->item = 3;/w->f->item = 1;/|obstruction (Art. 17(1)3)
lib/dispute/finding.c|s/agreed_days > p->count/agreed_days > 0/|a shorter period is void (Art. 35)
lib/dispute/finding.c|s/earlier(months.lo, days.lo), earlier/later(months.lo, days.lo), earlier/|both limits of Art. 17(3)
lib/dispute/finding.c|s/{ supply.lo, CS_FUTURE }/{ CS_PAST, CS_FUTURE }/|nobody knows before supply
lib/dispute/finding.c|s/{ agreed, agreed }/{ agreed - 1, agreed - 1 }/|the agreed day of supply
lib/dispute/finding.c|s/listed < usual ?/listed <= usual ?/|a price at the usual one
lib/dispute/finding.c|s/!strict \&\&/strict \&\&/|the presumption of a consumer
lib/dispute/finding.c|s/.needs .= bit(CS_FACT_SHIPPED);//|a missing fact of dispatch
lib/dispute/interest.c|s/rate_on(law, due + 1)/rate_on(law, due)/|the first day late
lib/dispute/interest.c|s/out->days = paid - due;/out->days = paid - due + 1;/|days late
lib/dispute/interest.c|s/rest \* 2 >= WHOLE/rest * 2 > WHOLE/|rounding of a half
lib/dispute/interest.c|s/(long_year ? 365 : 366)/366/|leap years
lib/dispute/judge.c|s/found .= reach(s, i + 1);//|the other way of an open condition
lib/dispute/judge.c|s/differs = !agree(s, here/differs = agree(s, here/|which fact makes the difference
lib/dispute/judge.c|s/(\*open)->asked == last))/false))/|the order in which open facts are followed
lib/dispute/judge.c|s/== HOLDS)$/!= HOLDS)/|the rule that is cited
lib/dispute/judge.c|s/case CS_REFUND_WITHDRAWAL:/case CS_REFUND_WITHDRAWAL: break;/|the refund clock of what is not sent back
lib/dispute/judge.c|s/f->not_received \&\& v->return_cost/false \&\& v->return_cost/|nothing to send back
lib/dispute/law.c|s/day >= from)/day > from)/|the first day in force
lib/dispute/law.c|s/day <= until)/day < until)/|the last day in force
lib/dispute/price.c|s/distance < best_distance/distance > best_distance/|the closest outcome
LIST
printf '%s mutations\n' "$count"
exit "$survived"
