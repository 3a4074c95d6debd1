# The same seed gives the same figures at any number of threads and in any company; a file may say the folds.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --tracks 4 --embedding 12
figures() { jq -S 'del(.seconds, .methods[].seconds)' "$stdout"; }
run_well mrec compare library.jsonl --folds 2 --json -j 1 -q && figures >one.json
run_well mrec compare library.jsonl --folds 2 --json -j 3 -q && figures >three.json
expect_same one.json three.json
expect_json -f one.json '.[0].methods | map(.name) | contains(["lda (embedding)", "mlp (embedding)", "lda (timbre)"])'

row() { jq -S --arg name "$1" '.methods[] | select(.name == $name) | del(.behind_best, .seconds)' "$2"; }
run_well mrec compare library.jsonl --folds 2 --methods blend,lda:timbre --json -q
for name in blend "lda (timbre)"; do expect_equal "$(row "$name" "$stdout")" "$(row "$name" one.json)"; done

jq -r 'select(.label) | "\(.path)\t\(.path | explode | add % 2)"' library.jsonl >folds.tsv
run_well mrec compare library.jsonl --folds folds.tsv --methods lda --json -q
expect_json '.[0] | .tracks == 12 and (.protocol | test("folds.tsv"))'
expect_refusal 2 "--split: has no effect with a file of folds" mrec compare library.jsonl --folds folds.tsv --split track -q
