#!/usr/bin/env bash
# From nothing to a judged model on a fresh Debian 12 or Ubuntu: installs, builds, gets digits and letters, trains the 36-class
# network, evaluates it on characters it has not seen, and names the pictures. Run again, it reuses what is there.
#
#   scripts/quickstart.sh
#   DUCTUS_DATA=/data scripts/quickstart.sh     a folder of yours; with "A_Z Handwritten Data.csv" in it, letters are real
set -euo pipefail
[[ -z ${DUCTUS_DATA:-} ]] || export DUCTUS_DATA=$(realpath -m "$DUCTUS_DATA")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
start=$SECONDS
export DUCTUS_DATA=${DUCTUS_DATA:-${XDG_CACHE_HOME:-$HOME/.cache}/ductus/data}
run=runs/quickstart

say() { printf '\n==> %s\n' "$*" >&2; }

scripts/setup.sh packages libtorch build mnist
export PATH=$PWD/build/bin:$PATH

letters() {
  local name
  for name in "A_Z Handwritten Data.csv" az.csv; do
    if [[ -e $DUCTUS_DATA/$name ]]; then say "letters: real ones, $DUCTUS_DATA/$name"; letters_csv=$DUCTUS_DATA/$name; return; fi
  done
  letters_csv=$DUCTUS_DATA/letters.csv
  if [[ -e $letters_csv ]]; then say "letters: drawn ones, $letters_csv (made before)"; return; fi
  say "letters: no A-Z CSV in $DUCTUS_DATA, so letters are drawn from handwriting fonts with elastic distortion"
  ductus synth chars --symbols A-Z --count 52000 --seed 1 --out "$letters_csv"
}
letters

if [[ -e $run/model.safetensors ]]; then
  say "training: $run/model.safetensors is there already (remove $run to train anew)"
elif [[ -e $run/checkpoint.safetensors ]]; then
  say "training: going on with $run"
  ductus train --resume "$run"
else
  say "training: 36 classes, $run"
  rm -rf "$run"
  ductus train configs/alnum36.yaml --out "$run" --set data.sources.0.letters_csv.path="'$letters_csv'" --set train.epochs=5
fi

say "evaluation: on characters that training set aside"
ductus eval "$run/model.safetensors" --out "$run/report" --overwrite
printf '\nThe same in pictures:\n'
printf '  %s\n' "$run"/report/*.png
say "done in $(((SECONDS - start) / 60)) min $(((SECONDS - start) % 60)) s"
