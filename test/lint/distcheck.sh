#!/bin/sh
# Unpacks the archive, builds, checks, installs into a scratch place and
# takes everything away again: nothing may be left.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/cs-dist.XXXXXX")
tar -xzf "$1" -C "$work"
cd "$work/$2"
make check
make install DESTDIR="$work/stage" PREFIX=/usr
"$work/stage/usr/bin/cs-import" --lang ko --help >/dev/null
make uninstall DESTDIR="$work/stage" PREFIX=/usr
left=$(find "$work/stage" -type f)
cd /
rm -rf "$work"
[ -z "$left" ] || { printf 'left behind:\n%s\n' "$left"; exit 1; }
echo "distcheck: clean"
