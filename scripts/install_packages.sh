#!/usr/bin/env bash
# Installs the Debian packages mrec needs: `install_packages.sh build` to build and run it, `... test` for the tests too.
# What is there already is left alone, so without missing packages neither root nor a network is needed.
set -euo pipefail

build_packages=(g++ cmake ninja-build pkg-config
                libsndfile1-dev libsoxr-dev libtag1-dev libfftw3-dev libeigen3-dev
                nlohmann-json3-dev libcli11-dev libhwy-dev libtbb-dev
                libmpg123-dev libzstd-dev libxxhash-dev libsimdjson-dev libsvm-dev libpng-dev
                libutf8proc-dev libpugixml-dev libsqlite3-dev)
test_packages=(libgtest-dev jq python3 zstd ffmpeg clang-16 libclang-rt-16-dev chromium
               mpd mpc sqlite3)

case "${1:-}" in
  build) wanted=("${build_packages[@]}") ;;
  test) wanted=("${build_packages[@]}" "${test_packages[@]}") ;;
  *) echo "usage: $0 build|test" >&2; exit 2 ;;
esac

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "$0: needs root or sudo to install: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q >/dev/null
"${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}" >/dev/null
