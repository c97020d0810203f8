# GNU make.  `make demo` and `make check` do everything on a fresh Debian machine.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
.SECONDARY:
VERSION = 0.1.0
VARIANT ?= release
B        = build/$(VARIANT)
JOBS    ?= $(shell nproc 2>/dev/null || echo 1)
PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
DATADIR ?= $(PREFIX)/share
MANDIR  ?= $(DATADIR)/man
COMPLETION_DIRS = bash-completion/completions zsh/site-functions fish/vendor_completions.d

# What is needed, and why: see the table in README.md.
PACKAGES = gcc make libc6-dev libsqlite3-dev libcsv-dev libutf8proc-dev libxxhash-dev \
           nettle-dev libgsl-dev libxlsxwriter-dev libgmime-3.0-dev pkgconf gettext libcunit1-dev sqlite3 perl mandoc \
           tidy unzip python3
PACKAGES_lint  = shellcheck universal-ctags
PACKAGES_bench = hyperfine miller hledger
PACKAGES_books = hledger ledger beancount
PACKAGES_pages = chromium
PACKAGES_fuzz  = clang libclang-rt-14-dev

# Every module once, subject by subject.
LIB   = base/ambiguous base/calendar base/data base/date base/digest base/err base/hash base/map base/mem base/near base/num base/parallel
LIB  += base/phone base/radix base/seal base/str base/tabbed base/text
LIB  += stream/csv stream/daysoff stream/out stream/progress stream/reader stream/rows stream/source stream/table
LIB  += app/app app/ask app/opt
LIB  += store/db store/words
LIB  += stat/agreement stat/chain stat/counts stat/discovery stat/logrank stat/maximum stat/ratio stat/special stat/survival
UNITS = base reader store table
SQL   = lib/store/schema.sql
DATA  = lib/base/holidays.tsv

PROGS += cs-import
LIB   += import/bundle import/cells import/dedupe import/doubt import/emit import/entity import/header import/job import/load import/load_orders import/load_records import/match import/merge
LIB   += import/normal import/orders import/person import/pipe import/preset import/record import/rejects import/said
LIB   += import/quote import/report import/returns import/show import/status import/undo import/value
SQL   += lib/import/import.sql
UNITS += value match normal
PRESETS = canonical cafe24 cafe24-returns cafe24-members smartstore smartstore-confirmed smartstore-returns \
          coupang esm esm-returns 11st godomall shopify woocommerce uci-retail olist cdnow
DATA  += $(PRESETS:%=lib/import/presets/%.tsv)

PROGS += cs-repurchase
LIB   += repurchase/cohort repurchase/concentration repurchase/customers repurchase/definitions
LIB   += repurchase/fromstore repurchase/fromstream repurchase/gaps repurchase/history repurchase/ladder
LIB   += repurchase/names repurchase/pairs repurchase/period repurchase/rate repurchase/tell repurchase/daily
LIB   += repurchase/seen repurchase/likelihood repurchase/spend repurchase/model repurchase/forecast repurchase/outlook
LIB   += repurchase/windows repurchase/write repurchase/write_model repurchase/items repurchase/due repurchase/write_items
LIB   += repurchase/acquire repurchase/card repurchase/first repurchase/rhythm repurchase/service repurchase/silent repurchase/track repurchase/write_explain repurchase/write_service
SQL   += lib/repurchase/repurchase.sql
UNITS += model repurchase

PROGS += cs-report
LIB   += report/axis report/canvas report/chart report/column report/feed report/listing report/panels report/scale
LIB   += report/plain report/plain_bars report/plain_heat report/plain_lines
LIB   += report/svg report/svg_bars report/svg_heat report/svg_lines report/svg_steps report/xml
LIB   += report/control report/document report/mail report/form report/form_html report/form_mail report/form_stream report/form_text report/form_xlsx report/pareto report/picture report/plans report/quality
LIB   += report/xlsx_cells report/xlsx_chart report/xlsx_summary
LIB   += report/range report/report report/samples report/value
LIB   += stat/spc
SQL   += lib/report/report.sql
DATA  += lib/report/page.css
UNITS += plot document spc ratio

# The digest: what a day, a week, a month amount to.
LIB   += report/change report/daybook report/digest report/duty report/helpdesk
LIB   += report/lawdesk report/loyalty report/money report/leading report/people report/outcome report/query report/service
LIB   += report/ranking report/signals report/trend stat/poisson stat/usual
SQL   += lib/report/digest.sql
UNITS += usual


PROGS += cs-mileage
LIB   += mileage/act mileage/again mileage/audit mileage/book mileage/chain mileage/close mileage/compensate mileage/coupon mileage/detail
LIB   += mileage/earnings mileage/effect mileage/fetch mileage/giveback mileage/grade mileage/lapse mileage/ledger mileage/liability mileage/owner mileage/plan mileage/policy mileage/proof mileage/rulebook
LIB   += mileage/share mileage/show mileage/simulate mileage/stream mileage/study mileage/teller mileage/ticket mileage/tools
LIB   += stat/breakage stat/means stat/proportion
SQL   += lib/mileage/mileage.sql
DATA  += lib/mileage/default.policy
UNITS += ledger proportion share


FUZZ = csv tsv date amount header

PROGS += cs-dispute
LIB   += dispute/board dispute/check13 dispute/decide dispute/docket dispute/facts dispute/finding
LIB   += dispute/interest dispute/judge dispute/law dispute/letter dispute/oneoff dispute/pack dispute/price
LIB   += dispute/retention
SQL   += lib/dispute/dispute.sql
LETTERS = accept ask late refuse weigh
DATA  += $(addprefix lib/dispute/,displays.tsv events.tsv letters.tsv periods.tsv precedents.tsv rates.tsv rules.tsv) \
         $(LETTERS:%=lib/dispute/letters/%.txt)
UNITS += calendar law letter

PROGS += cs-consult
LIB   += consult/audit consult/case consult/conduct consult/desk consult/entry consult/event consult/frame
LIB   += consult/imported consult/link consult/noted consult/pledge consult/queue consult/room consult/sheet consult/standing
LIB   += consult/card consult/form consult/contacts consult/register consult/story consult/turn consult/typed
SQL   += lib/consult/consult.sql
DATA  += lib/consult/limits.tsv lib/consult/states.tsv

PROGS += cs-guide
LIB   += guide/fill guide/find guide/findings guide/guide guide/handbook guide/hangul guide/lexicon guide/lint guide/manner
LIB   += guide/message guide/particle guide/pattern guide/prose guide/records guide/selfcheck guide/show
GUIDE  = text/callers text/voices text/stress text/sins text/principles text/desc text/cushions text/phrases \
         text/honorifics text/wording text/styles lint/endings lint/words lint/rules
DATA  += $(GUIDE:%=lib/guide/%.tsv)
UNITS += guide wording
FUZZ  += lint fill

# What cs-consult computes from the events.
LIB   += consult/cause consult/clock consult/hours consult/house consult/load consult/lookout consult/measure consult/score consult/sla
LIB   += consult/kept consult/protect consult/reasons consult/rush consult/strain consult/timing consult/watch
SQL   += lib/consult/measure.sql
DATA  += $(addprefix lib/consult/,causes.tsv default.hours protect.tsv scores.tsv sla.tsv)
UNITS += case cause clock hours score
FUZZ  += hours

# The analyses of cs-report.
LIB   += report/again report/analyses report/asked report/attainment report/casebook report/cells report/contribution
LIB   += report/improvements report/inserts report/iso report/orderbook report/returns report/series report/sins
LIB   += report/sold report/staff report/touchpoints report/trust report/waiting report/why
SQL   += lib/report/analysis.sql
UNITS += ratio

FLAGS_release  = -O2 -g
FLAGS_asan     = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_coverage = -O0 -g --coverage
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
       -Wwrite-strings -Wvla -Wconversion -Wno-overlength-strings $(if $(WERROR),-Werror)
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DCS_VERSION='"$(VERSION)"' -Ilib -I$B $(WARN) $(FLAGS_$(VARIANT)) $(CPPFLAGS) $(CFLAGS)
LDLIBS = -Wl,--as-needed -lsqlite3 -lcsv -lutf8proc -lnettle -lgsl -lgslcblas -lxlsxwriter $(shell pkg-config --libs gmime-3.0) -lpthread -lm

# Only the door to GMime needs its headers and those of GLib.
$B/lib/report/mail.o build/fuzz/fuzz-%: CPPFLAGS += $(subst -I,-isystem ,$(shell pkg-config --cflags gmime-3.0))

all: $(PROGS:%=$B/%) $B/locale/ko/LC_MESSAGES/cs.mo

$(PROGS:%=$B/%): $B/%: $B/cmd/%.o $B/libcs.a
	$(CC) $(FLAGS_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$B/unit: $(UNITS:%=$B/test/unit/test_%.o) $B/test/unit/main.o $B/libcs.a
	$(CC) $(FLAGS_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcunit
$B/sim: $B/test/sim/sim.o $B/test/sim/model.o $B/libcs.a
	$(CC) $(FLAGS_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$B/libcs.a: $(LIB:%=$B/lib/%.o)
	rm -f $@ && $(AR) rcs $@ $^
$B/%.o: %.c | $B/sql.inc $B/data.inc
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$B/sql.inc: lib/store/embed.awk $(SQL)
	@mkdir -p $(@D)
	awk -f lib/store/embed.awk $(SQL) </dev/null >$@.tmp && mv $@.tmp $@
$B/data.inc: lib/base/embed.awk $(DATA)
	@mkdir -p $(@D)
	awk -f lib/base/embed.awk $(DATA) </dev/null >$@.tmp && mv $@.tmp $@
$B/locale/ko/LC_MESSAGES/cs.mo: lib/po/ko.po
	@mkdir -p $(@D)
	msgfmt -o $@ $<

$B/gen: test/bench/gen.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 $(WARN) -o $@ $<

$B/gendesk: $B/test/bench/gendesk.o $B/libcs.a
	$(CC) $(FLAGS_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Not under a sanitizer, which has its own malloc.
$B/failmalloc.so: test/cli/failmalloc.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -shared -fPIC -o $@ $<

$B/between.so: test/cli/between.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -shared -fPIC -o $@ $<

$B/failwrite.so: test/cli/failwrite.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -shared -fPIC -o $@ $<

# Fuzz targets: replayed with what once was found, or run by libFuzzer.
$B/replay-%: $B/test/fuzz/fuzz_%.o $B/test/fuzz/replay.o $B/test/fuzz/feed.o $B/libcs.a
	$(CC) $(FLAGS_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(LDLIBS)
build/fuzz/fuzz-%: test/fuzz/fuzz_%.c test/fuzz/feed.c $(LIB:%=lib/%.c) $B/sql.inc $B/data.inc
	@mkdir -p $(@D)
	clang -std=c11 -D_GNU_SOURCE -DCS_VERSION='"fuzz"' -Ilib -I$B -g -O1 -fsanitize=fuzzer,address,undefined \
	    -fno-sanitize-recover=undefined $(CPPFLAGS) -o $@ $(filter %.c,$^) $(LDLIBS)

deps:
	@sh test/lint/deps.sh $(PACKAGES)
deps-%: deps
	@sh test/lint/deps.sh $(PACKAGES_$*)
demo: deps
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@B=$(abspath $B) sh test/data/demo.sh
check: deps
	@$(MAKE) --no-print-directory -j$(JOBS) check-built
check-built: all $B/unit $B/sim $(FUZZ:%=$B/replay-%) $B/gen $(if $(filter release,$(VARIANT)),$B/failmalloc.so $B/failwrite.so $B/between.so)
	@B=$(abspath $B) sh test/cli/check.sh
# The long rounds of the ledgers: a million operations, a thousand races.
check-long: all $B/unit $B/sim $B/failmalloc.so $B/failwrite.so
	$B/sim --steps 1000000 --reports 1
	@ROOT=$(CURDIR) B=$(abspath $B) PATH=$(abspath $B):$$PATH LC_ALL=C.UTF-8 WRAP= LONG=1 sh test/cli/51-mileage-faults.t
	@ROOT=$(CURDIR) B=$(abspath $B) PATH=$(abspath $B):$$PATH LC_ALL=C.UTF-8 WRAP= LONG=1 sh test/cli/63-consult-faults.t
	@B=$(abspath $B) sh test/canary/run.sh
golden: all
	@ROOT=$(CURDIR) PATH=$(abspath $B):$$PATH WRAP= GOLDEN=write sh test/cli/golden.sh $(or $(CASES),$(dir $(shell find $(CURDIR)/test/golden -name cmd)))
asan coverage: deps
	@$(MAKE) --no-print-directory -j$(JOBS) VARIANT=$@ check-built
	@[ $@ = asan ] || { sh test/lint/coverage.sh build/coverage && sh test/lint/branches.sh build/coverage; }
lint: deps deps-lint
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@B=$B sh test/lint/lint.sh
# The pages of reports in a browser; npm has the judges that Debian has not.
pages: deps deps-pages all
	@[ -d build/node/node_modules/axe-core ] || npm install --no-save --silent --prefix build/node axe-core html-validate
	@ROOT=$(CURDIR) B=$(abspath $B) PATH=$(abspath $B):$$PATH LC_ALL=C.UTF-8 WRAP= sh test/cli/71-report-page.t
fuzz: deps deps-fuzz $(FUZZ:%=build/fuzz/fuzz-%)
	@sh test/fuzz/fuzz.sh $(or $(SECONDS),300) $(FUZZ)
bench: deps deps-bench
	@$(MAKE) --no-print-directory -j$(JOBS) all $B/gen $B/gendesk
	@B=$(abspath $B) sh test/bench/bench.sh
	@B=$(abspath $B) sh test/bench/desk.sh
	@B=$(abspath $B) sh test/bench/points.sh
	@B=$(abspath $B) sh test/bench/store.sh
full: check asan coverage lint

install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(MANDIR)/man5 $(DESTDIR)$(MANDIR)/man7 \
	    $(DESTDIR)$(DATADIR)/locale/ko/LC_MESSAGES $(COMPLETION_DIRS:%=$(DESTDIR)$(DATADIR)/%)
	install -m 755 $(PROGS:%=$B/%) $(DESTDIR)$(BINDIR)
	install -m 644 $(PROGS:%=man/%.1) $(DESTDIR)$(MANDIR)/man1
	install -m 644 man/cs-data.5 $(DESTDIR)$(MANDIR)/man5
	install -m 644 man/cs.7 $(DESTDIR)$(MANDIR)/man7
	install -m 644 $B/locale/ko/LC_MESSAGES/cs.mo $(DESTDIR)$(DATADIR)/locale/ko/LC_MESSAGES
	for p in $(PROGS); do install -m 644 completions/cs.bash $(DESTDIR)$(DATADIR)/bash-completion/completions/$$p; done
	install -m 644 completions/_cs $(DESTDIR)$(DATADIR)/zsh/site-functions/_cs
	for p in $(PROGS); do install -m 644 completions/cs.fish $(DESTDIR)$(DATADIR)/fish/vendor_completions.d/$$p.fish; done
uninstall:
	rm -f $(PROGS:%=$(DESTDIR)$(BINDIR)/%) $(PROGS:%=$(DESTDIR)$(MANDIR)/man1/%.1) \
	    $(DESTDIR)$(MANDIR)/man5/cs-data.5 $(DESTDIR)$(MANDIR)/man7/cs.7 $(DESTDIR)$(DATADIR)/locale/ko/LC_MESSAGES/cs.mo \
	    $(PROGS:%=$(DESTDIR)$(DATADIR)/bash-completion/completions/%) $(DESTDIR)$(DATADIR)/zsh/site-functions/_cs \
	    $(PROGS:%=$(DESTDIR)$(DATADIR)/fish/vendor_completions.d/%.fish)
dist:
	@mkdir -p build && git archive --prefix=cs-$(VERSION)/ -o build/cs-$(VERSION).tar.gz HEAD && echo build/cs-$(VERSION).tar.gz
distcheck: dist
	@sh test/lint/distcheck.sh build/cs-$(VERSION).tar.gz cs-$(VERSION)
clean:
	rm -rf build

.PHONY: all deps demo check check-built check-long golden asan coverage lint pages fuzz bench full install uninstall dist distcheck clean
-include $(wildcard $B/*/*.d $B/*/*/*.d)
