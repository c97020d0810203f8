# GNU make.  `make demo` and `make check` do everything on a fresh Debian machine.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
VERSION = 0.1.0
VARIANT ?= release
B        = build/$(VARIANT)
JOBS    ?= $(shell nproc 2>/dev/null || echo 1)
PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
DATADIR ?= $(PREFIX)/share
MANDIR  ?= $(DATADIR)/man

# What is needed, and why: see the table in README.md.
PACKAGES = gcc make libc6-dev libsqlite3-dev libcsv-dev libutf8proc-dev libxxhash-dev \
           nettle-dev gettext libcunit1-dev sqlite3 perl mandoc
PACKAGES_lint  = shellcheck universal-ctags
PACKAGES_bench = hyperfine miller
PACKAGES_fuzz  = clang libclang-rt-14-dev

# Every module once.
PROGS =
LIB   = base/date base/err base/map base/mem base/num base/str base/text \
        dispute/calendar dispute/facts dispute/finding dispute/interest dispute/judge dispute/law \
        dispute/table
UNITS = base calendar law
SQL   =
DATA  = lib/dispute/holidays.tsv lib/dispute/rules.tsv lib/dispute/periods.tsv lib/dispute/rates.tsv

FLAGS_release  = -O2 -g
FLAGS_asan     = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_coverage = -O0 -g --coverage
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
       -Wwrite-strings -Wvla -Wconversion $(if $(WERROR),-Werror)
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DCS_VERSION='"$(VERSION)"' -Ilib -I$B $(WARN) $(FLAGS_$(VARIANT)) $(CPPFLAGS) $(CFLAGS)
LDLIBS = -lsqlite3 -lcsv -lutf8proc -lnettle -lpthread -lm

all: $(PROGS:%=$B/%) $B/locale/ko/LC_MESSAGES/cs.mo

$(PROGS:%=$B/%): $B/%: $B/cmd/%.o $B/libcs.a
	$(CC) $(FLAGS_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$B/unit: $(UNITS:%=$B/test/unit/test_%.o) $B/test/unit/main.o $B/libcs.a
	$(CC) $(FLAGS_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcunit
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

deps:
	@sh test/lint/deps.sh $(PACKAGES)
check: deps
	@$(MAKE) --no-print-directory -j$(JOBS) check-built
check-built: all $B/unit
	@B=$(abspath $B) sh test/cli/check.sh
asan coverage: deps
	@$(MAKE) --no-print-directory -j$(JOBS) VARIANT=$@ check-built
clean:
	rm -rf build

.PHONY: all deps check check-built asan coverage clean
-include $(LIB:%=$B/lib/%.d) $(PROGS:%=$B/cmd/%.d) $(UNITS:%=$B/test/unit/test_%.d)
