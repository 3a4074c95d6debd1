# A split by chunk says that it leaks; one by artist keeps artists together.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
run_well mrec train library.jsonl --split chunk --epochs 1 -o model.safetensors
expect_stderr "tested chunks another of the same track was learnt from"
expect_stdout "leaks"
expect_stderr "without the leak, split 1 of 1"
expect_stdout "without the leak: one split, 20 % tested, stratified by artist"
run_well mrec train library.jsonl --epochs 1 -o model.safetensors
expect_no_text "$stderr" leaks
expect_stdout "stratified by artist"

# By track, where artists lie on both sides: numbers, and both figures.
run_well mrec train library.jsonl --split track --folds 4 --epochs 1 --json -o model.safetensors
expect_stderr "the split leaks artists: "
expect_json '.[0] | .leakage | .tested == 24 and .same_artist > 0'
expect_json '.[0].without_leak | (.protocol | test("by artist")) and .leakage.same_artist == 0 and .tracks == 24'
run_well mrec train library.jsonl --split artist --epochs 1 --json -o model.safetensors
expect_no_text "$stderr" leaks
expect_json '.[0] | .protocol | test("by artist")'
jq -c 'if .tags then .tags = {} else . end' library.jsonl >nameless.jsonl
expect_refusal 1 "no track has an artist tag" mrec train nameless.jsonl --split artist -q
jq -c 'if .label == "genre1" then .tags.artist = "Ann" else . end' library.jsonl >one_artist.jsonl
run_well mrec train one_artist.jsonl --epochs 1 -o model.safetensors
expect_stderr "genre genre1 is all by one artist: split by track"
expect_refusal 1 "genre genre1: is all by one artist" mrec train one_artist.jsonl --split artist -q

# Chunks that are judged alone are told from tracks.
run_well mrec train library.jsonl --split chunk --epochs 1 --json -q -o model.safetensors
expect_json '.[0] | .tracks == null and .track_accuracy == null and .track_accuracy_interval == null'
expect_json '.[0] | .chunk_accuracy >= .chunk_accuracy_interval[0] and .chunks == ([.confusion[][]] | add)'
expect_json '.[0] | .leakage | .tested > 0 and .same_recording > 0'
expect_json '.[0].per_genre | all(has("chunks"))'
expect_json '.[0].without_leak | .tracks > 0 and .chunks == 3 * .tracks'

# What learns without epochs has no use for a validation part: it learns from these tracks too, and the model says so.
make_features vectors.jsonl --embedding 12 --tracks 20
run_well mrec train vectors.jsonl -o model.safetensors
expect_stdout "no validation part"
expect_refusal 2 "--validation: has no effect on a method that does not learn by epochs" \
  mrec train vectors.jsonl --arch svm --validation 0.1 -q -o none.safetensors
expect_refusal 2 "--validation: has no effect" mrec train vectors.jsonl --folds 3 --validation 0.1 -q -o none.safetensors
run_well mrec train vectors.jsonl --validation 0 -o model.safetensors
run_well mrec train vectors.jsonl --arch mlp --epochs 1 -o model.safetensors
expect_stdout "15 % validation"
