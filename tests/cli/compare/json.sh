# The figures as one JSON object that agrees with itself, and with mrec train on the same splits.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --tracks 4
run_well mrec compare library.jsonl --folds 2 --seed 3 --seeds 2 --json -q
expect_json '.[0] | .seeds == [3, 4] and .tracks == 12 and .clusters == {of: "artist", count: 6}'
expect_json '.[0] | .genres == ["genre0", "genre1", "genre2"] and (.protocol | test("2-fold")) and .seconds > 0'
expect_json '.[0].methods | length == 8 and (map(.track_accuracy) | . == (sort | reverse))'
expect_json '.[0].methods[] | .track_accuracy_of_seeds | length == 2'
expect_json '.[0].methods[] | (.track_accuracy - (.track_accuracy_of_seeds | add / 2)) | fabs < 1e-9'
expect_json '.[0].methods[] | .track_accuracy_interval as [$low, $high] | $low <= .track_accuracy and .track_accuracy <= $high and $low < $high'
expect_json '.[0].methods | .[0].behind_best == null and (.[1:] | all(.behind_best.difference <= 0))'
expect_json '.[0].methods as $m | $m[1:][] | (.track_accuracy - $m[0].track_accuracy - .behind_best.difference) | fabs < 1e-9'
expect_json '.[0].methods[1:][].behind_best | .both_right + .only_this + .only_best + .both_wrong == 24'
expect_json '.[0].methods[1:][].behind_best | .within_noise == (.interval[0] <= 0 and .interval[1] >= 0)'
expect_json '.[0].methods[] | (.chunk_accuracy != null) == (.name | test("chunks"))'

# Of labels that nobody can learn, the figures hang on the seeds and the folds alone.
jq -c 'if .label then .label = "genre\(.path | explode | add % 3)" else . end' library.jsonl >odd.jsonl
run_well mrec compare odd.jsonl --folds 2 --split track --seed 3 --json -q
cp "$stdout" compared.json
of() { jq -r --arg name "$1" ".methods[] | select(.name == \$name).$2" compared.json; }
for name in "knn (timbre)" "lda (timbre)" "mlp (statistics)" "course (chunks)" "rnn (chunks)" blend; do
  read -ra options <<<"$(of "$name" options)"
  run_well mrec train odd.jsonl --folds 2 --split track --seed 3 "${options[@]}" --json -q -o model.safetensors
  expect_json ".[0] | .track_accuracy == $(of "$name" track_accuracy) and .chunk_accuracy == $(of "$name" chunk_accuracy)"
done
