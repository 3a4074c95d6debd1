# A split by chunk says that it leaks; one by artist keeps artists together.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
run_well mrec train library.jsonl --split chunk --epochs 1 -o model.safetensors
expect_stderr "leaks"
expect_stdout "leaks"
run_well mrec train library.jsonl --split track --epochs 1 -o model.safetensors
expect_no_text "$stderr" leaks
run_well mrec train library.jsonl --split artist --epochs 1 --json -o model.safetensors
expect_json '.[0] | .protocol | test("by artist")'
jq -c 'if .tags then .tags = {} else . end' library.jsonl >nameless.jsonl
expect_refusal 1 "no track has an artist tag" mrec train nameless.jsonl --split artist -q
jq -c 'if .label == "genre1" then .tags.artist = "Ann" else . end' library.jsonl >one_artist.jsonl
expect_refusal 1 "genre genre1: is all by one artist" mrec train one_artist.jsonl --split artist -q
