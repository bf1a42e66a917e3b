#!/bin/sh
# Every statement that src/app and src/core name when they run it (the first text argument of yp_tx_run and its
# kin) exists as `-- statement: NAME` in an .sql file there, and each such statement is named somewhere in src; a
# text "rank.%s" names all of rank.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sources=$(find src/app src/core -name '*.c')
texts=$(find src/app src/core -name '*.sql')
: >"$work/run"; : >"$work/named"; : >"$work/kinds"; : >"$work/defined"; : >"$work/bad"
name='"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*"'
if [ -n "$sources" ]; then
    # shellcheck disable=SC2086
    cat $sources | tr '\n' ' ' | grep -oE "yp_(tx_(run|change|id|one|linked)|read)\\([^;\"]*$name" |
        grep -oE "$name\$" | tr -d '"' | sort -u >"$work/run" || :
    find src -name '*.c' -exec grep -ohE "$name" {} + | tr -d '"' | sort -u >"$work/named" || :
    find src -name '*.c' -exec grep -ohE '"[a-z][a-z0-9_]*\.%s"' {} + | sed 's/"\(.*\)%s"/\1/' | sort -u >"$work/kinds" || :
fi
if [ -n "$texts" ]; then
    # shellcheck disable=SC2086
    cat $texts | sed -n 's/^-- statement: *\([^ ]*\).*/\1/p' | sort >"$work/all"
    sort -u "$work/all" >"$work/defined"
    uniq -d "$work/all" | sed 's/^/statement defined twice: /' >"$work/bad"
fi
comm -23 "$work/run" "$work/defined" | sed 's/^/no such statement: /' >>"$work/bad"
comm -13 "$work/named" "$work/defined" |
    awk -v kinds="$(tr '\n' ' ' <"$work/kinds")" 'index(" " kinds, " " substr($0, 1, index($0, ".")) " ") == 0' | sed 's/^/statement never used: /' >>"$work/bad"
if [ -s "$work/bad" ]; then
    cat "$work/bad"
    exit 1
fi
echo "statements: $(wc -l <"$work/defined"), all used"
