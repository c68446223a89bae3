#!/bin/sh
# Checks what the compiler does not: layers, where third parties may be included, who may print, a README in every folder.
# Usage: scripts/lint.sh [FOLDER]   (default: the project this script is in)
# Prints "file:line: problem" a line; exit 1 if there is any. Warnings do not count.
set -eu
cd "${1:-$(dirname "$0")/..}"

check_lines='
  function problem(text) { printf "%s:%d: %s\n", FILENAME, FNR, text }

  BEGIN {
    count = split("configs data models eval train tests", names, " ")
    for (i = 1; i <= count; i++) layer[names[i]] = i
    sublayer["schema"] = 1; sublayer["cli"] = 2  # inside configs
    heavy = "<(torch/torch\\.h|torch/extension\\.h|yaml-cpp/|CLI/|hdf5|H5|opencv2/|google/|onnx|ft2build|freetype/|fontconfig/|hb\\.h|hb-|png\\.h|zlib\\.h)"
    call = "(^|[^A-Za-z0-9_:.>])(std::)?"
    ends = call "(exit|_exit|_Exit|quick_exit|abort|terminate)[ \t]*\\("
    prints = "std::(cout|cerr|clog)|" call "(printf|vprintf|puts|putchar|perror)[ \t]*\\(|fmt::print[ \t]*\\([ \t]*(\"|stdout|stderr|fmt::)"
  }

  FNR == 1 {
    parts = split(FILENAME, path, "/")
    own = path[1]
    sub_own = parts > 2 ? path[2] : ""
    header = FILENAME ~ /\.h$/
    test = own == "tests"
    # who may print: mains, the commands that they run, and the command line (the only catch, the reporter, the dispatcher)
    speaks = test || path[parts] ~ /^main_.*\.cpp$/ || path[parts] ~ /_commands?\.cpp$/ || (own == "configs" && sub_own == "cli")
  }

  FNR == 401 { printf "%s:401: warning: more than 400 lines\n", FILENAME > "/dev/stderr" }

  /^[ \t]*#[ \t]*include[ \t]*"/ {
    target = $0
    sub(/^[^"]*"/, "", target)
    sub(/".*$/, "", target)
    split(target, to, "/")
    if (!(to[1] in layer)) problem("include of \"" target "\", expected a path from the root of the project")
    else if (layer[to[1]] > layer[own]) problem(own " may not include " target ": " to[1] " is a layer above it")
    else if (own == "configs" && to[1] == "configs" && sublayer[to[2]] > sublayer[sub_own])
      problem("configs/" sub_own " may not include " target ": configs/" to[2] " stands above it")
    next
  }

  header && !test && /^[ \t]*#[ \t]*include[ \t]*</ && $0 ~ heavy { problem("third-party header included by a header, expected in a .cpp: " $0) }

  {
    line = $0
    sub(/^[ \t]*(\/\/|\*).*$/, "", line)
    sub(/[ \t]\/\/.*$/, "", line)
  }
  !test && line ~ /^using namespace / { problem("using namespace at file scope") }
  !speaks && line ~ ends { problem("a library ends the program, expected ductus::Error: " line) }
  !speaks && line ~ prints { problem("a library prints, expected a Reporter or a returned text: " line) }
'

sources() { find configs data models eval train "$@" -type f 2>/dev/null || true; }

all_problems() {
  sources tests | grep -E '\.(h|cpp|def)$' | sort | xargs -r awk "$check_lines"
  sources tests | grep -E '\.h$' | sort | xargs -r grep -L '^#pragma once' | sed 's/$/:1: header without #pragma once/' || true
  sources | grep -E '\.(h|cpp)$' | sed 's|/[^/]*$||' | sort -u | while read -r folder; do
    [ -f "$folder/README.md" ] || echo "$folder:1: folder without README.md"
  done
}

problems=$(all_problems)
[ -z "$problems" ] || { echo "$problems"; exit 1; }
