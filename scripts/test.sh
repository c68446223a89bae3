#!/usr/bin/env bash
# Runs all tests, on a fresh machine too: installs, builds, lints, tests. Arguments go to ctest.
#
#   scripts/test.sh                     the release build's tests
#   scripts/test.sh -R '^eval:'         some of them
#   PRESET=asan scripts/test.sh         under address and undefined-behaviour sanitizers (or tsan)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=${PRESET:-release}
folder=build
[[ $preset == release ]] || folder=build-$preset

scripts/setup.sh packages libtorch
[[ -e $folder/build.ninja ]] || cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset"
export TSAN_OPTIONS="suppressions=$PWD/tests/support/tsan.supp ${TSAN_OPTIONS:-}"
export LSAN_OPTIONS="suppressions=$PWD/tests/support/lsan.supp ${LSAN_OPTIONS:-}"
ctest --test-dir "$folder" --output-on-failure --no-tests=error -j "$(nproc)" "$@"
