# What musicnn hears stands beside the chunks: by default, as many patches as asked for, not at all on request.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1 --seconds 4
run_well mrec extract music "${small[@]}" -o with.jsonl
run_well mrec extract music "${small[@]}" -o without.jsonl --embedding none
expect_json -f with.jsonl '.[0].embedding | .network == "musicnn" and .patches == 10 and (.weights | length == 32)'
expect_json -f with.jsonl '.[1:] | all((.embedding | length == 200) and (.predicted_tags | length > 0 and length <= 10))'
expect_json -f with.jsonl '.[1:] | all([.predicted_tags[]] | . == (sort | reverse) and max <= 1 and min > 0)'
expect_json -f without.jsonl 'all(has("embedding") or has("predicted_tags") | not)'
jq -c 'del(.embedding, .predicted_tags)' with.jsonl >a
jq -c . without.jsonl >b
expect_same a b

run_well mrec extract music "${small[@]}" --patches 1 -o one.jsonl
expect_json -f one.jsonl '.[0].embedding.patches == 1'
mrec extract music "${small[@]}" -o - -q >stream.jsonl
expect_same with.jsonl stream.jsonl
run_well mrec extract music "${small[@]}" --features logmel -o logmel.jsonl
expect_equal "$(jq -c .embedding logmel.jsonl | tail -n 3)" "$(jq -c .embedding with.jsonl | tail -n 3)"

run_well mrec extract music "${small[@]}" --labels folder --format course -o with.json
run_well mrec extract music "${small[@]}" --labels folder --format course -o without.json --embedding none
expect_same with.json without.json

run_well mrec info with.jsonl --json
expect_json '.[0].embedding | .tracks == 3 and .patches == 10 and ([.tracks_of_strongest_tag[]] | add == 3)'
run_well mrec library list --json --library with.jsonl
expect_json 'length == 3 and all(.has_embedding)'
run_well mrec library count --json --library with.jsonl
expect_json '.[0].embeddings == 3'
run_well mrec library count --library with.jsonl
expect_stdout "3  tracks, 0 files failed, 3 embeddings"
run_well mrec library count --library without.jsonl
expect_stdout "3  tracks, 0 files failed"

expect_refusal 2 "--patches 33: must be a whole number from 1 to 32" mrec extract music --patches 33
expect_refusal 2 "--patches: is of no use with --embedding none" mrec extract music --patches 3 --embedding none
expect_refusal 2 "--embedding" mrec extract music --embedding other
mkdir -p "$MREC_HOME" && echo damage >"$MREC_HOME/musicnn.safetensors"
expect_refusal 1 "$MREC_HOME/musicnn.safetensors" mrec extract music -o new.jsonl
expect_names . a b logmel.jsonl logmel.jsonl.catalogue music one.jsonl one.jsonl.catalogue stream.jsonl with.json \
  with.jsonl with.jsonl.catalogue without.json without.jsonl without.jsonl.catalogue
