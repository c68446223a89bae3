#!/usr/bin/env bash
# A line model of ours beside Tesseract and PP-OCR on the test lines that its recipe set aside: accuracy by one scorer, speed on
# one thread, in one run.
#
#   scripts/compare_ocr.sh MODEL LINES.tsv IMAGES [OUT] [GROUP]     OUT: folder of predictions and reports, default runs/compare_ocr
#
# LINES.tsv has the columns file, text and GROUP (default duplicate_group: the receipt; intervals are over receipts), and IMAGES (a
# folder or a tar) the pictures, as in the model's recipe. The engines are installed, pinned, into ~/.cache/ductus/ocr; each runs
# with several scales and borders and is shown with its best. Minutes.
set -euo pipefail
[[ $# -ge 3 ]] || { sed -n 's/^# \{0,1\}//p' "$0" | sed -n 2,9p >&2; exit 2; }
model=$(realpath "$1") truth=$(realpath "$2") images=$(realpath "$3")
[[ -z ${4:-} ]] || set -- "$1" "$2" "$3" "$(realpath -m "$4")" "${@:5}"
[[ -z ${DUCTUS_DATA:-} ]] || export DUCTUS_DATA=$(realpath -m "$DUCTUS_DATA")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=${4:-runs/compare_ocr} group=${5:-duplicate_group}
columns=$(head -n 1 "$truth" | tr '\t' '\n')
for column in file text "$group"; do
  grep -qxF -- "$column" <<< "$columns" || { echo "$truth: no column '$column'" >&2; exit 1; }
done
mkdir -p "$out"
rm -f "$out"/{tesseract,ppocrv4,ppocrv6}-*.{tsv,json,txt}  # of an earlier run, with other lines perhaps
export PATH=$PWD/build/bin:$PATH
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ductus/ocr

python=${PYTHON:-$cache/bin/python}
if [[ -z ${PYTHON:-} && ! -e $cache/.ready ]]; then
  python3 -m venv "$cache"
  "$cache/bin/pip" install --quiet --disable-pip-version-check -r scripts/bench/ocr_requirements.txt
  touch "$cache/.ready"
fi

# Ours, like the others on one thread, but in batches of like width.
ductus eval "$model" --split test --predictions "$out/ductus.tsv" --overwrite --threads 1 2>&1 >/dev/null | tr '\r' '\n' | tail -1

awk -F'\t' -v group="$group" '
  NR == FNR {ids[$1]; next}
  FNR == 1 {for (i = 1; i <= NF; ++i) c[$i] = i; print "file\ttext\tgroup"; next}
  $c["file"] in ids {print $c["file"] "\t" toupper($c["text"]) "\t" $c[group]}' "$out/ductus.tsv" "$truth" > "$out/truth.tsv"
for engine in tesseract ppocrv4 ppocrv6; do
  for setting in "1 0" "1 8" "2 0" "2 10"; do
    read -r scale border <<< "$setting"
    name=$engine-$scale-$border
    "$python" scripts/bench/ocr_engine.py $engine "$images" "$out/truth.tsv" "$out/$name.tsv" --scale "$scale" --border "$border" --upper |
      tee "$out/$name.json" || continue
  done
done
for predictions in "$out"/*-*.tsv; do
  printf '%s\n' "$(basename "$predictions" .tsv)"
  ductus score --lines --group group "$out/truth.tsv" "$predictions" "$out/ductus.tsv" > "${predictions%.tsv}.txt"
  sed -n '1,5p' "${predictions%.tsv}.txt"
done
ductus score --lines --group group "$out/truth.tsv" "$out/ductus.tsv" --full --out "$out/ductus" --overwrite | sed -n '1,12p'
