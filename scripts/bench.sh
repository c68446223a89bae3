#!/usr/bin/env bash
# How fast ductus is: Google Benchmark cases of its parts, then tables of ratios against the Python ways, side by side.
#
#   scripts/bench.sh                     both; Python tools that are not installed are left out
#   scripts/bench.sh --install           first installs the Python tools, pinned, into ~/.cache/ductus/peers (6 GB)
#   scripts/bench.sh --only train,csv    some of start, csv, augment, predict, train; no Google Benchmark cases
#   scripts/bench.sh --csv az.csv        the real letters CSV; more options: scripts/bench/compare.py --help
#
# About six minutes on two quiet cores. PYTHON names another Python, BUILD another build folder.
set -euo pipefail
arguments=()
previous=
for argument in "$@"; do  # files are named from where the user is
  [[ $previous != --csv ]] || argument=$(realpath "$argument")
  arguments+=("$argument")
  previous=$argument
done
set -- "${arguments[@]}"
[[ -z ${BUILD:-} ]] || BUILD=$(realpath "$BUILD")
[[ -z ${DUCTUS_DATA:-} ]] || export DUCTUS_DATA=$(realpath -m "$DUCTUS_DATA")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=${BUILD:-build}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ductus
peers=$cache/peers

if [[ ${1:-} == --install ]]; then
  shift
  if [[ ! -e $peers/.ready ]]; then
    python3 -m venv "$peers"
    "$peers/bin/pip" install --quiet --disable-pip-version-check -r scripts/bench/requirements.txt
    touch "$peers/.ready"
  fi
fi
python=${PYTHON:-$peers/bin/python}
[[ -x $python ]] || python=python3

if [[ ! -x $build/bin/bench_train ]]; then scripts/setup.sh packages libtorch build; fi
scripts/setup.sh mnist

if [[ $* != *--only* && $* != *--small* ]]; then
  for program in bench_data bench_eval bench_train; do
    "$build/bin/$program" --benchmark_min_time=0.2 --benchmark_counters_tabular=true
  done
fi
mnist=${DUCTUS_DATA:-$cache/data}/mnist
exec python3 scripts/bench/compare.py --bin "$build/bin" --mnist "$mnist" --python "$python" "$@"
