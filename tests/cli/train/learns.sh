# Genres that are easy to tell apart are learnt.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --tracks 8
run_well mrec train library.jsonl --epochs 20 --batch 4 --json -q -o model.safetensors
expect_json '.[0].track_accuracy >= 0.8'
