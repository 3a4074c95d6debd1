#!/usr/bin/env bash
# The most memory mrec holds, and how it grows. Needs GNU time (Debian package "time") and ffmpeg.
#   benchmarks/peak_memory.sh library GTZAN_CLIPS   # `mrec extract` on a folder and on the same folder ten times over
#                                                   # (as copies), `mrec train` on both outputs
#   benchmarks/peak_memory.sh long [HOURS]          # `mrec extract` of one file of ten hours, made for it (5 GB in the
#                                                   # temporary folder), of its middle and of all of it
#   benchmarks/peak_memory.sh training FEATURES [OPTIONS...]   # `mrec train` on 10,000 tracks made of those (4.3 GB of
#                                                   # log-mel in the temporary folder), once with each text of options;
#                                                   # needs numpy, of the interpreter that PYTHON names
set -euo pipefail

mrec=$(realpath "${MREC:-build/release/src/mrec}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Prints a label, the peak resident memory of a command and how long it took. With processes at work it is that of the
# largest.
peak() {
  local label=$1
  shift
  /usr/bin/time -f '%M %e' -o "$work/peak" "$@" >/dev/null
  printf '%-26s %7.1f MB %7.1f s\n' "$label" $(awk '{ print $1 / 1024, $2 }' "$work/peak")
}

# peak_of_extract FILE LABEL ARGUMENT...: into a new file of that name; an old one would only be brought up to date.
peak_of_extract() {
  rm -f "$work/$1" "$work/$1".*
  peak "$2" "$mrec" extract -q --strict -o "$work/$1" "${@:3}"
}

of_library() {
  local clips threads
  clips=$(realpath "$1")
  mkdir "$work/ten"
  for copy in 0 1 2 3 4 5 6 7 8 9; do
    cp -r "$clips" "$work/ten/$copy"
  done
  for threads in 1 2; do
    peak_of_extract once.jsonl "extract -j $threads, once" -j $threads --labels folder "$clips"
    peak_of_extract ten.jsonl "extract -j $threads, ten times" -j $threads --labels folder "$work/ten"
  done
  peak "start-up alone" "$mrec" --version
  peak "train, once" "$mrec" train -q --arch course --epochs 2 -o "$work/once.safetensors" "$work/once.jsonl"
  peak "train, ten times" "$mrec" train -q --arch course --epochs 2 -o "$work/ten.safetensors" "$work/ten.jsonl"
  printf 'feature files: %s and %s bytes\n' "$(stat -c %s "$work/once.jsonl")" "$(stat -c %s "$work/ten.jsonl")"
}

# A minute of falling tones over noise, again and again. As WAV in mono, because WAV ends at four gigabytes.
make_long() {
  local seconds=$1
  ffmpeg -v error -f lavfi -i "aevalsrc=sin(2*PI*(300+200*mod(t\,3))*t)/3+(random(0)-0.5)/5:s=44100:d=60" "$work/minute.wav"
  ffmpeg -v error -stream_loop -1 -i "$work/minute.wav" -t "$seconds" -c copy "$work/long.wav"
  ffmpeg -v error -i "$work/minute.wav" -ac 2 -b:a 128k "$work/minute.mp3"
  ffmpeg -v error -stream_loop -1 -i "$work/minute.mp3" -t "$seconds" -c copy "$work/long.mp3"
  ffmpeg -v error -i "$work/long.wav" -compression_level 0 "$work/long.flac"
}

of_long_file() {
  local hours=${1:-10} kind
  make_long $((hours * 3600))
  for kind in wav mp3 flac; do
    peak_of_extract long.jsonl "$kind, $hours h, the middle" -j 1 "$work/long.$kind"
    peak_of_extract long.jsonl "$kind, $hours h, --excerpt 0" -j 1 --excerpt 0 "$work/long.$kind"
  done
}

of_training() {
  "${PYTHON:-python3}" "$(dirname "$0")/many_tracks.py" "$1" "$work/many.jsonl"
  shift
  [ $# -gt 0 ] || set -- "--epochs 1"
  local options
  for options; do
    peak "train $options" "$mrec" train -q $options -o "$work/many.safetensors" "$work/many.jsonl"
  done
}

case "${1:-}" in
  library) of_library "$2" ;;
  training) of_training "${@:2}" ;;
  long) of_long_file "${2:-10}" ;;
  *) sed -n '2,9p' "$0" >&2; exit 2 ;;
esac
