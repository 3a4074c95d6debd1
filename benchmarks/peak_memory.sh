#!/usr/bin/env bash
# The most memory mrec holds, and how it grows: `mrec extract` on a folder and on the same folder ten times over (as
# copies), `mrec train` on both outputs. Needs GNU time (Debian package "time").
#   benchmarks/peak_memory.sh GTZAN_CLIPS
set -euo pipefail

clips=$(realpath "$1")
mrec=$(realpath "${MREC:-build/release/src/mrec}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Prints a label and the peak resident memory of a command.
peak() {
  local label=$1
  shift
  /usr/bin/time -f %M -o "$work/peak" "$@" >/dev/null
  printf '%-24s %7.1f MB\n' "$label" "$(awk '{ print $1 / 1024 }' "$work/peak")"
}

mkdir "$work/ten"
for copy in 0 1 2 3 4 5 6 7 8 9; do
  cp -r "$clips" "$work/ten/$copy"
done

for threads in 1 2; do
  peak "extract -j $threads, once" "$mrec" extract -q -j $threads --labels folder -o "$work/once.jsonl" "$clips"
  peak "extract -j $threads, ten times" "$mrec" extract -q -j $threads --labels folder -o "$work/ten.jsonl" "$work/ten"
done
peak "start-up alone" "$mrec" --version
peak "train, once" "$mrec" train -q --epochs 2 -o "$work/once.safetensors" "$work/once.jsonl"
peak "train, ten times" "$mrec" train -q --epochs 2 -o "$work/ten.safetensors" "$work/ten.jsonl"
printf 'feature files: %s and %s bytes\n' "$(stat -c %s "$work/once.jsonl")" "$(stat -c %s "$work/ten.jsonl")"
