#!/bin/sh
# Holds the #include lines of src/ against the layers of doc/architecture.md: a layer includes what its row
# allows, a file of lib/ one family of third-party headers, sqlite3.h and libpq-fe.h one file each.
set -eu
cd "$(dirname "$0")/.."

find src -name '*.[ch]' | sort | xargs awk '
BEGIN {
    allow["base"] = " base "; allow["db"] = " base db "; allow["tpl"] = " base tpl "
    allow["web"] = " base web "; allow["lib"] = " base lib "
    allow["words"] = " base lib words "; allow["read"] = " base lib words read "
    allow["core"] = " base db tpl web lib core "; allow["app"] = " base core lib words read app "
    allow["main"] = " base db tpl web lib words read core app main "
    third["db"] = " sqlite postgresql "; third["web"] = " microhttpd zlib brotli "
    n = split("assert ctype errno fenv float inttypes limits locale math setjmp signal stdalign stdarg " \
        "stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings tgmath threads time uchar " \
        "wchar wctype dirent fcntl fnmatch ftw getopt glob grp libgen malloc netdb poll pthread pwd regex " \
        "sched semaphore spawn syslog termios unistd", names, " ")
    for (i = 1; i <= n; i++) libc[names[i] ".h"] = 1
}
function say(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; bad = 1 }
function family(header) {
    if (header in libc || header ~ /^(sys|netinet|arpa|net|linux)\// || header ~ /^sanitizer\//) return ""
    if (header == "sqlite3.h") return "sqlite"
    if (header ~ /^libpq/) return "postgresql"
    if (header ~ /^(pango|cairo|glib|gio|fontconfig)/) return "pango"
    if (header ~ /^cmark-gfm/) return "cmark"
    if (header ~ /^unicode\//) return "icu"
    sub(/\.h$/, "", header); sub(/\/.*/, "", header)
    return header
}
FNR == 1 { split(FILENAME, part, "/"); layer = part[2]; mine = "" }
/^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\""); path = quoted[2]
    if (path !~ /\//) { say("name the layer: \"" layer "/" path "\""); next }
    split(path, to, "/")
    if (index(allow[layer], " " to[1] " ") == 0) say(layer "/ may not include " path)
    if (path ~ /_int\.h$/ && to[1] != layer) say(path " is for " to[1] "/ only")
}
/^[ \t]*#[ \t]*include[ \t]*</ {
    header = $0; sub(/^[^<]*</, "", header); sub(/>.*/, "", header)
    kin = family(header)
    if (kin == "") next
    if (layer == "lib") {
        if (mine != "" && mine != kin) say("second third-party family in one file: " mine " and " kin)
        mine = kin
    } else if (index(third[layer], " " kin " ") == 0) say(layer "/ may not include <" header ">")
    if ((kin == "sqlite" || kin == "postgresql") && owner[kin] != "" && owner[kin] != FILENAME)
        say("<" header "> is already included by " owner[kin])
    owner[kin] = FILENAME
}
END { exit bad }
' && echo "layers: no breach"
