# A model of tracks with several genres each: figures of labels, no confusion matrix.
. "$(dirname "$0")/../support.sh"

# several FILE: some tracks are of two genres.
several() { jq -c 'if .label == "genre0" and (.path | test("[0-3].wav")) then .label = "genre0; genre2" else . end' "$1"; }
make_features made.jsonl --tracks 12
several made.jsonl >library.jsonl
make_features made.jsonl --seed 2
several made.jsonl | jq -c 'if .root then .root = "/other" else . end' >new.jsonl
run_well mrec train library.jsonl --arch mlp --epochs 5 --folds 2 -o model.safetensors -q
run_well mrec evaluate model.safetensors new.jsonl --html page.html
for words in "micro F1" "macro F1" "all genres right" "mean average precision" "average precision  tracks"; do
  expect_stdout "$words"
done
expect_no_text "$stdout" "confusion"
expect_text page.html "micro F1"
expect_text page.html ">average precision</th>"
run_well mrec evaluate model.safetensors new.jsonl --json -q
expect_json '.[0] | [.per_genre[].tracks] == [8, 8, 12] and has("confusion") == false and .set.tracks == 24'
expect_json '.[0].figures | .micro_f1.value > 0 and .mean_average_precision.value > 0.3 and .all_genres_right.value <= 1'
