# Features with embeddings: softmax regression learns from them without being asked, says one line a training, and its
# model judges libraries by their embeddings.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --embedding 12
run_well mrec train library.jsonl --folds 4 -o model.safetensors
for split in 1 2 3 4; do expect_stderr "split $split of 4: "; done
expect_stderr "the model to keep, from all tracks: "
expect_stderr "iterations, loss"
expect_no_text "$stderr" epoch
expect_stdout "4-fold cross-validation, stratified by artist, no validation part"
expect_no_text "$stdout" "by chunk"
run_well mrec train library.jsonl --folds 4 --json -q -o again.safetensors
expect_json '.[0] | .track_accuracy > 0.9 and .tracks == 24'
expect_json '.[0] | .chunks == null and .chunk_accuracy == null and .chunk_accuracy_interval == null'
expect_silence "$stderr"
expect_same model.safetensors again.safetensors

run_well mrec info model.safetensors --json
expect_json '.[0] | (.members[0] | .architecture == "logistic" and .input_kind == "embedding" and .input == [1, 12])'
expect_json '.[0].embedding == {network: "musicnn", weights: "0123456789abcdef0123456789abcdef", patches: 10}'
expect_json '.[0].command | test("--arch logistic --input embedding --l2 100")'
expect_json '.[0] | has("dropout") or has("options") | not'
run_well mrec info model.safetensors
expect_stdout "architecture: logistic"

run_well mrec classify library.jsonl --model model.safetensors --json
expect_json '.[0] | length == 24 and all(.[]; .genre == (.path | split("/")[0]))'
printf 'genre1/0.wav\n' >list.txt
run_well mrec recommend --favorites list.txt --library library.jsonl --model model.safetensors -n 5 --format paths
expect_equal "$(grep -c genre1 "$stdout")" 5

# Powers of one number are nearly alike: without a penalty the way to the minimum is longer than it goes.
jq -c 'if .embedding and .label then
         (.path | capture("genre(?<genre>.)/(?<track>.)") | ((.track | tonumber) * 3 + (.genre | tonumber)) / 12 - 1) as $x
         | .embedding = [range(1; 13) as $power | pow($x; $power)] else . end' library.jsonl >powers.jsonl
run_well mrec train powers.jsonl --folds 2 --l2 1e-9 -o powers.safetensors
expect_stderr "1000 iterations, loss 0."
expect_stderr ", stopped before the minimum: give a greater --l2"
run_well mrec train powers.jsonl --folds 2 -o powers.safetensors
expect_no_text "$stderr" "stopped before"
