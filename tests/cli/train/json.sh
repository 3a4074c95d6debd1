# The figures as one JSON object, with what a script needs and numbers that agree with each other.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
run_well mrec train library.jsonl --epochs 4 --seed 7 --json -o model.safetensors
expect_json 'length == 1'
expect_json '.[0] | (.chunk_accuracy, .track_accuracy) | . >= 0 and . <= 1'
expect_json '.[0] | .track_accuracy_interval | length == 2 and .[0] >= 0 and .[0] < .[1] and .[1] <= 1'
expect_json '.[0] | .track_accuracy >= .track_accuracy_interval[0] and .track_accuracy <= .track_accuracy_interval[1]'
expect_json '.[0] | .genres == ["genre0", "genre1", "genre2"] and .seed == 7 and .seconds > 0'
expect_json '.[0] | .protocol | test("by artist") and test("stratified")'
expect_json '.[0] | .tracks == ([.confusion[][]] | add) and .chunks == 3 * .tracks'
expect_json '.[0] | [.confusion[] | add] == [.per_genre[].tracks]'
expect_json '.[0] | . as $all | (.track_accuracy - ([range(3) | $all.confusion[.][.]] | add) / .tracks | fabs) < 1e-9'
expect_json '.[0] | .tracks >= 3 and .tracks <= 9'
expect_stderr "epoch  1 of 4"
run_well mrec train library.jsonl --epochs 1 --json --quiet -o model.safetensors
expect_silence "$stderr"
