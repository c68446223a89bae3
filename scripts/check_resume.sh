#!/usr/bin/env bash
# Kills a training with SIGKILL at random moments, resumes it each time, and compares its end with an undisturbed run:
# model.safetensors byte for byte, and everything but times in metrics.jsonl. Exit 0 when all is equal, else 1.
#
#   scripts/check_resume.sh [KILLS=20]                       configs/smoke.yaml, made small and quick: seconds
#   scripts/check_resume.sh KILLS RECIPE [TRAIN OPTIONS]     any other, as in: 5 configs/receipt_lines.yaml --data-root data
#                                                            --set train.epochs=1 --set train.checkpoint_every_s=20
#
# Needs a build in build/bin (or BIN=folder) and the recipe's data under the data root (MNIST). SEED=n kills at other moments.
set -euo pipefail
[[ -z ${BIN:-} ]] || BIN=$(realpath "$BIN")
[[ -z ${2:-} ]] || set -- "$1" "$(realpath "$2")" "${@:3}"
[[ -z ${DUCTUS_DATA:-} ]] || export DUCTUS_DATA=$(realpath -m "$DUCTUS_DATA")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

kills=${1:-20}
ductus=${BIN:-build/bin}/ductus
RANDOM=${SEED:-1}
work=$(mktemp -d)
pid=
trap '[[ -z $pid ]] || kill -KILL "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT

training=("${@:2}") resuming=()
if [[ ${#training[@]} == 0 ]]; then
  # Small and quick, with all state that a network may have: running statistics, dropout, averaged weights, moments.
  training=(configs/smoke.yaml --set train.epochs=2 --set train.checkpoint_every_s=0.2 --set train.schedule=cosine
    --set train.ema_decay=0.99 --set 'model.net={convnet: {channels: [4, 8, 8], dropout: 0.3}}')
fi
for ((i = 1; i < ${#training[@]} - 1; ++i)); do  # where data are is no part of a run
  [[ ${training[i]} != --data-root ]] || resuming=(--data-root "${training[i + 1]}")
done

# Sets `command` to what begins a run or goes on with it.
command_for() {
  command=("$ductus" train --quiet --resume "$1" "${resuming[@]}")
  [[ -e $1/config.yaml ]] || command=("$ductus" train "${training[@]}" --quiet --out "$1")
}
finish() {
  command_for "$1"
  "${command[@]}" >>"$work/out" 2>>"$work/err" || { cat "$work/err" >&2; exit 1; }
}
step_of() { head -c 1000000 "$1/checkpoint.safetensors" 2>/dev/null | grep -ao 'checkpoint.step":"[0-9]*' | grep -o '[0-9]*$' || echo 0; }
without_times() { sed -E 's/"(images_per_s|data_share)":[^,}]*,?//g' "$1"; }
seconds() { printf '%d.%02d' $(($1 / 100)) $(($1 % 100)); }

# Starts or resumes a run in the background and kills it. Every other kill waits for progress first, so that a slow
# machine gets somewhere; the others may fall anywhere from the program's first instruction on.
kill_once() {
  local run=$1 number=$2 after="its start" delay=$((RANDOM % 200))
  touch "$work/started"
  command_for "$run"
  "${command[@]}" >>"$work/out" 2>>"$work/err" &  # itself, not a shell around it: its number is the one to kill
  pid=$!
  if ((number % 2 == 0)); then
    after="a checkpoint"
    while [[ ! $run/checkpoint.safetensors -nt $work/started ]] && kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
  fi
  sleep "$(seconds $delay)"
  local status=0
  kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || status=$?
  pid=
  ((status == 137)) || return 1
  echo "kill $number/$kills: $(seconds $delay) s after $after, run $(basename "$run"), goes on from step $(step_of "$run")"
}

# Lets a run come to its end and compares it with the undisturbed one.
check() {
  finish "$1"
  local verdict=0
  cmp "$work/calm/model.safetensors" "$1/model.safetensors" || verdict=1
  diff <(without_times "$work/calm/metrics.jsonl") <(without_times "$1/metrics.jsonl") || verdict=1
  return $verdict
}

echo "training undisturbed"
finish "$work/calm"
echo "$(step_of "$work/calm") steps in $SECONDS s"
failed=0 runs=1 number=1
while ((number <= kills)); do
  if kill_once "$work/killed-$runs" "$number"; then
    number=$((number + 1))
  elif [[ -e $work/killed-$runs/model.safetensors ]]; then  # at its end before the kill: another run takes the rest
    check "$work/killed-$runs" || failed=1
    runs=$((runs + 1))
  else
    cat "$work/err" >&2
    exit 1
  fi
done
check "$work/killed-$runs" || failed=1
if ((failed)); then
  echo "DIFFERENT: $kills kills in $runs run(s) did not leave the result as it was"
  exit 1
fi
echo "equal: $kills kills in $runs run(s), model.safetensors byte for byte and all measurements the same"
