#!/usr/bin/env bash
# parallel_extract.sh FOLDER LIBRARY PARTS [OPTION OF EXTRACT...]
# The library of a folder, made in PARTS parts by GNU parallel. The parts stay in LIBRARY.parts/: the same command run
# again goes on where it broke off, and later reads only what is new.
# PARALLEL='-S host1,host2' in the environment spreads the parts over machines that see both folders by the same names.
set -euo pipefail
[ $# -ge 3 ] || { sed -n 2p "$0" >&2; exit 2; }
folder=$(realpath -- "$1") library=$(realpath -- "$2") count=$3
shift 3
parts=$library.parts
mkdir -p -- "$parts"

# One job a part; {} is its number. --quote: blanks in names are part of them. The script ends here when a job failed.
seq "$count" | parallel --quote --joblog "$parts/jobs.tsv" \
  mrec extract "$folder" --shard "{}/$count" --jobs 1 "$@" -o "$parts/part{}.jsonl.zst"

# Named one by one: parts of an earlier run with a higher count may still lie there.
made=()
for i in $(seq "$count"); do made+=("$parts/part$i.jsonl.zst"); done
mrec merge "${made[@]}" -o "$library"
