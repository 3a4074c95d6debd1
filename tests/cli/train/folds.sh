# Cross-validation tests every track once; a file may say which fold is whose.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --tracks 6
run_well mrec train library.jsonl --folds 3 --epochs 1 --json -o model.safetensors
expect_json '.[0] | .tracks == 18 and .chunks == 54 and [.confusion[] | add] == [6, 6, 6]'
expect_json '.[0].protocol | test("3-fold cross-validation")'
expect_stderr "split 3 of 3"

jq -r 'select(.label) | "\(.path)\t\(.path | explode | add % 2)"' library.jsonl >folds.tsv
run_well mrec train library.jsonl --folds folds.tsv --epochs 1 --json -o model.safetensors
expect_json '.[0] | .tracks == 18 and (.protocol | test("folds.tsv"))'
expect_stderr "split 2 of 2"

awk -F'\t' '{ print $1 "\t" ($1 ~ /\/[01]/ ? "test" : $1 ~ /\/2/ ? "validation" : "train") }' folds.tsv >parts.tsv
run_well mrec train library.jsonl --folds parts.tsv --epochs 1 --json -o model.safetensors
expect_json '.[0].tracks == 6'

head -n 3 folds.tsv >short.tsv
expect_refusal 1 "has no line for" mrec train library.jsonl --folds short.tsv -q
printf 'no tab here\n' >bad.tsv
expect_refusal 1 "bad.tsv: line 1" mrec train library.jsonl --folds bad.tsv -q
expect_refusal 1 "missing.tsv: cannot be read" mrec train library.jsonl --folds missing.tsv -q
