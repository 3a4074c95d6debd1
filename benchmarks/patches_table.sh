#!/bin/sh
# How accuracy and neighbours depend on how many patches of a clip musicnn hears, and where they lie:
#   benchmarks/patches_table.sh CLIPS folder track        # GTZAN_CLIPS with genres by folder, split by track
#   benchmarks/patches_table.sh EMOTIFY folder artist
# CLIPS: a folder of clips of 30 s. One row a choice of patches: 5 folds, seeds 1 to 5, mean (least-greatest) of the accuracy by
# track; share of the same genre among the 5 nearest, which leave the own artist out where artists are known.
# Environment: MREC, the program [build/release/src/mrec]. Needs jq.
set -eu
clips=$1
labels=$2
split=$3
mrec=${MREC:-build/release/src/mrec}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

row() { # name, excerpt in seconds, patches
  library=$work/library.jsonl.zst
  rm -f "$library"*
  "$mrec" extract "$clips" --labels "$labels" --excerpt "$2" --patches "$3" -o "$library" --quiet
  for seed in 1 2 3 4 5; do
    "$mrec" train "$library" --input embedding --folds 5 --split "$split" --seed "$seed" --json --quiet \
      -o "$work/model.safetensors" | jq .track_accuracy
  done | jq -rs '"\(add / length * 1000 | round / 10) (\(min * 1000 | round / 10)-\(max * 1000 | round / 10))"' > "$work/accuracy"
  near=$("$mrec" evaluate --neighbours "$library" --embedding musicnn --json | jq -r '.rows[-1] | "\(.same_genre * 1000 | round / 10) %"')
  printf '| %s | %s | %s |\n' "$1" "$(cat "$work/accuracy")" "$near"
}

echo '| patches | accuracy, % | same genre among the 5 nearest |'
echo '| --- | --- | --- |'
for patches in 1 2 3 5 10; do row "$patches spread over 30 s" 30 "$patches"; done
row "3 from the middle 9 s" 9.1 3
row "5 from the middle 15 s" 15.1 5
