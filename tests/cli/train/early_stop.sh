# Training stops when validation no longer gets better; patience 0 never stops.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
epochs() { grep -c '^epoch' "$stderr"; }
run_well mrec train library.jsonl --epochs 12 --patience 1 --learning-rate 0.5 -o model.safetensors
[ "$(epochs)" -lt 12 ] || fail "expected an early end"
run_well mrec train library.jsonl --epochs 12 --patience 0 --learning-rate 0.5 -o model.safetensors
expect_equal "$(epochs)" 12
run_well mrec train library.jsonl --epochs 2 --validation 0 -o model.safetensors
expect_no_text "$stderr" "validation loss"
