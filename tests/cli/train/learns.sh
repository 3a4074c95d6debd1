# Genres that are easy to tell apart are learnt.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --tracks 10
run_well mrec train library.jsonl --epochs 12 --batch 4 --json -q -o model.safetensors
expect_json '.[0].track_accuracy == 1 and .[0].chunk_accuracy > 0.9'
