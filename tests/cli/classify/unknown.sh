# A track is of an unknown genre where none is probable enough: by what the model says, or the command line.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --embedding 12
# Between the genres nothing is sure.
jq -c 'if .embedding then .embedding = [range(12) | 0.67] | .path = "between.wav" else . end' <(head -n 2 library.jsonl) |
  tail -n 1 >>library.jsonl
jq -c 'if .path == "between.wav" then .label = null else . end' library.jsonl >all.jsonl
run_well mrec train all.jsonl --folds 4 --unknown-below 0.8 -q -o model.safetensors

run_well mrec classify all.jsonl --model model.safetensors
expect_equal "$(grep -c "unknown: genre" "$stdout")" 1
expect_equal "$(grep "unknown: genre" "$stdout" | cut -f 1)" between.wav
run_well mrec classify all.jsonl --model model.safetensors --json
expect_json '.[0] | length == 25 and (map(select(.genre == "unknown")) | length == 1)'
expect_json '.[0][] | select(.genre == "unknown") | .path == "between.wav" and (.genres | length == 3)'
expect_json '.[0][] | select(.genre == "unknown") | .probability == ([.genres[]] | max) and .probability < 0.8'

run_well mrec classify all.jsonl --model model.safetensors --unknown-below 0
expect_no_text "$stdout" unknown
run_well mrec classify all.jsonl --model model.safetensors --unknown-below 1
expect_stdout "genre1/0.wav	unknown: genre1 "
for wrong in 1.5 -1 half; do
  run mrec classify all.jsonl --model model.safetensors --unknown-below=$wrong
  expect_code 2
done

# A model without a threshold knows every track; recommendations are those of the same probabilities.
run_well mrec train all.jsonl --folds 4 -q -o plain.safetensors
run_well mrec classify all.jsonl --model plain.safetensors
expect_no_text "$stdout" unknown
printf 'genre1/0.wav\n' >list.txt
for model in model plain; do
  mrec recommend --favorites list.txt --library all.jsonl --model $model.safetensors -n 9 --format paths >$model.paths
done
expect_same model.paths plain.paths

# Several genres a track: those of at least a half, or none.
jq -c 'if .label == "genre2" then .label = "genre0;genre1" else . end' all.jsonl >labels.jsonl
run_well mrec train labels.jsonl --arch mlp --epochs 30 --folds 4 -q -o labels.safetensors
run_well mrec classify labels.jsonl --model labels.safetensors --json
expect_json '.[0] | all(.[]; . as $t | .labels == [.genres | to_entries[] | select(.value >= 0.5) | .key])'
expect_json '.[0] | map(select(.labels | length == 2)) | length >= 8'
run_well mrec classify labels.jsonl --model labels.safetensors --unknown-below 1 --json
expect_json '.[0] | all(.[]; .genre == "unknown" and .labels == [])'
run_well mrec classify labels.jsonl --model labels.safetensors --unknown-below 1
expect_stdout "genre1/0.wav	unknown: "
