# musicnn's tags beside the genres; either alone where only one can be had.
. "$(dirname "$0")/../support.sh"

make_music music
install_mrec
mv "$shipped/genre10.safetensors" head
row() { cut -f "$2" "$stdout" | sed -n "$1p"; }
tags='^[a-z ]+ [0-9.]+ %(, [A-Za-z0-9 ]+ [0-9.]+ %)*$'

# No model at all: tags alone.
run_well mrec classify music/hum music/bells/bells0.wav
expect_silence "$stderr"
expect_equal "$(row 5 1)|$(row 5 2)" "music/bells/bells0.wav|"
[[ $(row 5 3) =~ $tags ]] || fail "expected tags in the third column"
run_well mrec classify music/hum --json
expect_json '.[0] | length == 4 and all(keys == ["path", "tags"] and (.tags | length | . > 3 and . <= 10))'
expect_json '.[0] | all(.tags | [.[]] | . == (sort | reverse) and all(. > 0 and . <= 1))'
mrec extract music "${small[@]}" --labels folder -o with.jsonl -q
mrec extract music "${small[@]}" --labels folder --embedding none -o none.jsonl -q
expect_refusal 1 "none.jsonl: has no tags, and there is no model to tell genres by" mrec classify none.jsonl
expect_refusal 2 "there is no model yet" mrec classify music --tags 0

# With the shipped model: genres and tags, from features as from sound.
mv head "$shipped/genre10.safetensors"
run_well mrec classify music
expect_equal "$(row 1 1)" music/bells/bells0.wav
[[ $(row 1 2) =~ ^bells\ [0-9.]+\ % ]] || fail "expected a genre in the second column"
[[ $(row 1 3) =~ $tags ]] || fail "expected tags in the third column"
expect_equal "$(row 1 3 | tr -cd , | wc -c)" 2
run_well mrec classify music --json
expect_json '.[0] | length == 12 and all(keys == ["genre", "genres", "path", "probability", "tags"])'
jq -c '.[] | [(.path | sub("^music/"; "")), .genres, .tags]' "$stdout" >from_sound
run_well mrec classify with.jsonl --json
jq -c '.[] | [.path, .genres, .tags]' "$stdout" >from_features
expect_same from_sound from_features
run_well mrec classify music --tags 1
[[ $(row 1 3) =~ ^[a-z\ ]+\ [0-9.]+\ %$ ]] || fail "expected one tag"
run_well mrec classify music --tags 0 --json
expect_json '.[0] | all(has("tags") | not)'
run_well mrec classify music --tags 0
expect_equal "$(head -n 1 "$stdout" | tr -cd '\t' | wc -c)" 1
for tags in -1 11 many; do expect_refusal 2 "--tags" mrec classify music --tags $tags; done
expect_refusal 1 "none.jsonl: has no embeddings, which the model" mrec classify none.jsonl

# Of a library some of whose tracks lack an embedding the others are told.
make_clip music/new.wav --variation 9
make_clip music/newer.wav --variation 8
mrec extract music "${small[@]}" --embedding none -o with.jsonl -q
run_well mrec classify with.jsonl --json
expect_equal "$(cat "$stderr")" \
  "with.jsonl: 2 tracks have no embedding yet: left out: run mrec extract on its folders again"
expect_json '.[0] | length == 14 and (map(select(.error)) | length == 2 and all(.path | startswith("new")))'

# A network of chunks needs no weights, and knows no tags then.
mrec train with.jsonl --arch course --epochs 1 --seed 1 -q >/dev/null
run_well mrec classify music/hum --json
expect_json '.[0] | all(has("genres") and has("tags"))'
mv "$shipped/musicnn.safetensors" weights
run_well mrec classify music/hum
expect_silence "$stderr"
expect_equal "$(head -n 1 "$stdout" | tr -cd '\t' | wc -c)" 1
run_well mrec classify music/hum --json
expect_json '.[0] | all(has("genres") and (has("tags") | not))'
expect_refusal 1 "no file could be read" mrec classify music/hum --model "$shipped/genre10.safetensors"
expect_stderr "there are no weights for musicnn, which $shipped/genre10.safetensors needs to hear other files: make them with mrec import musicnn"
other_weights weights "$shipped/musicnn.safetensors"
expect_refusal 1 "no file could be read" mrec classify music/hum --model "$shipped/genre10.safetensors"
expect_stderr "musicnn.safetensors: holds other weights than those that the embeddings of"
