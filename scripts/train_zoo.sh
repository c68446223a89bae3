#!/usr/bin/env bash
# Makes the models of models/zoo anew, with the commands that made the ones that ship. Needs the digits (scripts/setup.sh mnist)
# and rows of the A-Z CSV: the full file, or a sample of it in the same layout, plain or .gz.
#
#   scripts/train_zoo.sh AZ.csv            about 20 minutes on 2 quiet cores
set -euo pipefail
[[ $# == 1 && -e $1 ]] || { echo "usage: scripts/train_zoo.sh AZ.csv" >&2; exit 2; }
az=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH=$PWD/build/bin:$PATH
runs=runs/zoo
mkdir -p "$runs"

# Digits: MNIST's training part, the last epoch.
ductus train configs/mnist.yaml --seed 1 --out "$runs/digits"

# Letters: real rows without duplicates, a fifth set aside for the test; and drawn ones, of which none is in the test.
[[ -e $runs/az.h5 ]] || { ductus data import "letters_csv:$az" --unique --out "$runs/az.h5"; ductus data split "$runs/az.h5" --test 0.2 --seed 1; }
[[ -e $runs/drawn.csv ]] || ductus synth chars --symbols A-Z --count 52000 --seed 1 --out "$runs/drawn.csv"

# First on digits and drawn letters, then on with the real rows, which are few and so come thirty times an epoch.
mnist='{mnist: {path: mnist}}' drawn="{letters_csv: {path: $runs/drawn.csv}}" real=$runs/az.h5
name=$(basename "${az%.gz}")
ductus train configs/alnum36.yaml --out "$runs/alnum36-drawn" --set "data.sources=[$drawn,$mnist]" --set data.split.test=0 \
  --set train.epochs=6
ductus train configs/alnum36.yaml --out "$runs/alnum36" --from "$runs/alnum36-drawn/model.safetensors" \
  --set "data.sources=[$real,$drawn,$mnist]" --set data.split.test=0 --set train.epochs=4 \
  --set train.optimizer.adamw.lr=0.002 --set "train.repeat=[{source: $name, times: 30}]" --set train.deliver=last

cp "$runs/digits/model.safetensors" models/zoo/digits.safetensors
cp "$runs/alnum36/model.safetensors" models/zoo/alnum36.safetensors
ductus eval models/zoo/digits.safetensors --out "$runs/digits/report"
ductus eval models/zoo/alnum36.safetensors --out "$runs/alnum36/report"
