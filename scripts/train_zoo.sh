#!/usr/bin/env bash
# Makes the models of models/zoo anew, with the commands that made the ones that ship.
#
#   scripts/train_zoo.sh characters AZ.csv   digits and alnum36: needs MNIST (scripts/setup.sh mnist) and rows of the A-Z CSV, the full
#                                            file or a sample of it in the same layout, plain or .gz; about 20 minutes on 2 quiet cores
#   scripts/train_zoo.sh lines ROOT          receipt_lines: needs ROOT/sroie/lines.tsv and lines-h32.tar, the SROIE 2019 training receipts cut
#                                            into lines, and writes drawn lines beside them; about an hour on 2 quiet cores
set -euo pipefail
usage() { sed -n 's/^# \{0,1\}//p' "$0" | sed -n 2,7p >&2; exit 2; }
[[ $# == 2 && -e $2 ]] || usage
source_data=$(realpath "$2")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH=$PWD/build/bin:$PATH
runs=runs/zoo
mkdir -p "$runs"

# train RUN RECIPE [options]: finished runs are kept, begun ones gone on with.
train() {
  local run=$runs/$1
  if [[ -e $run/model.safetensors ]]; then
    echo "$run: is finished (remove it to train anew)" >&2
  elif [[ -e $run/config.yaml ]]; then
    ductus train --resume "$run"
  else
    ductus train "$2" --out "$run" "${@:3}"
  fi
}

# ship RUN NAME: its model into the zoo, judged on what its recipe set aside.
ship() {
  cp "$runs/$1/model.safetensors" "models/zoo/$2.safetensors"
  ductus eval "models/zoo/$2.safetensors" --out "$runs/$1/report" --overwrite "${@:3}"
}

train_characters() {
  local az=$source_data
  # Digits: MNIST's training part, the last epoch.
  train digits configs/mnist.yaml --seed 1

  # Letters: real rows without duplicates, a fifth set aside for the test; and drawn ones, of which none is in the test. Digits are drawn
  # too: were letters alone drawn, the network could tell them from digits by their style.
  if [[ ! -e $runs/az.h5 ]]; then  # under its name when it is split: without parts all of it would be trained on
    ductus data import "letters_csv:$az" --unique --out "$runs/az.part.h5" --overwrite
    ductus data split "$runs/az.part.h5" --test 0.2 --seed 1
    mv "$runs/az.part.h5" "$runs/az.h5"
  fi
  [[ -e $runs/drawn36.h5 ]] || ductus synth chars --symbols 0-9A-Z --count 72000 --seed 1 --format ductus --out "$runs/drawn36.h5"

  # First on MNIST and drawn characters, then on with the real rows, which are few and so come thirty times an epoch.
  local mnist='{mnist: {path: mnist}}' drawn=$runs/drawn36.h5 real=$runs/az.h5
  local name
  name=$(basename "${az%.gz}")
  train alnum36-drawn configs/alnum36.yaml --set "data.sources=[$drawn,$mnist]" --set data.split.test=0 --set train.epochs=3
  train alnum36 configs/alnum36.yaml --from "$runs/alnum36-drawn/model.safetensors" \
    --set "data.sources=[$real,$drawn,$mnist]" --set data.split.test=0 --set train.epochs=3 \
    --set train.optimizer.adamw.lr=0.002 --set "train.repeat=[{source: $name, times: 30}]" --set train.deliver=last

  ship digits digits
  ship alnum36 alnum36
}

train_lines() {
  [[ -e drawn_receipt_lines.h5 || -e $source_data/drawn_receipt_lines.h5 ]] ||
    ductus synth lines configs/draw/receipt_lines.yaml --out "$source_data/drawn_receipt_lines.h5"
  export DUCTUS_DATA=$source_data
  train receipt_lines configs/receipt_lines.yaml --seed 1
  ship receipt_lines receipt_lines
}

case $1 in
  characters) train_characters ;;
  lines) train_lines ;;
  *) usage ;;
esac
