# --embedding: what similarity is told by. A library without embeddings ranks as one that has them with --embedding cnn.
. "$(dirname "$0")/../support.sh"

make_library
mrec extract music --labels folder "${small[@]}" --embedding none -o none.jsonl -q
mrec train --seed 1 -o head.safetensors -q >/dev/null
mrec train --seed 1 --input statistics -o statistics.safetensors -q >/dev/null
library=$MREC_HOME/library.jsonl.zst
printf 'hum0.wav\n' >list.txt
recommend() { mrec recommend --keep-duplicates --favorites list.txt --json "$@"; }
run_well recommend --library none.jsonl
cp "$stdout" by_cnn
run_well recommend --embedding cnn
expect_stderr "indexed"
expect_same by_cnn "$stdout"
run_well recommend
expect_stderr "indexed"
expect_different by_cnn "$stdout"
expect_equal "$(jq -c 'map({path, genre, genre_probability}) | sort' "$stdout")" \
  "$(jq -c 'map({path, genre, genre_probability}) | sort' by_cnn)"
cp "$stdout" by_musicnn
run_well recommend --embedding musicnn
expect_silence "$stderr"
expect_same by_musicnn "$stdout"
run_well recommend --model head.safetensors
run_well recommend --model statistics.safetensors

# What does not go together.
expect_refusal 1 "none.jsonl: has no embeddings, which --embedding musicnn compares: run mrec extract" \
  recommend --library none.jsonl --embedding musicnn
expect_refusal 1 "none.jsonl: has no embeddings, which the model head.safetensors judges by: run mrec extract" \
  recommend --library none.jsonl --model head.safetensors
expect_refusal 1 "none.jsonl: has no embeddings to compare tracks by, and the model statistics.safetensors makes none" \
  recommend --library none.jsonl --model statistics.safetensors
for model in head statistics; do
  expect_refusal 2 "--embedding cnn: needs a model that is a network, which $model.safetensors is not: train one" \
    recommend --model $model.safetensors --embedding cnn
done
expect_refusal 2 "--embedding" recommend --embedding none

# The upgrade: a library gains its embeddings by the next extraction.
run_well mrec extract music "${small[@]}" -o none.jsonl
run_well recommend --library none.jsonl
expect_same by_musicnn "$stdout"

# A track without an embedding is left out, with one warning each time, but may be a favourite all the same.
make_clip music/new.wav --genre hum --variation 9
make_clip music/newer.wav --genre hiss --variation 7
mrec extract music "${small[@]}" --embedding none -q
for again in 1 2; do
  run_well recommend
  expect_equal "$(grep -c "$library: 2 tracks have no embedding yet: left out: run mrec extract" "$stderr")" 1
  expect_json '.[0] | length == 11 and all(.path | startswith("new") | not)'
done
run_well mrec info "$library.index" --json
expect_json '.[0] | .tracks == 12 and .left_out == 2'
printf 'music/new.wav\n' >list.txt
run_well recommend
expect_json '.[0] | length == 12 and all(.nearest_favorite == "music/new.wav")'
run_well recommend --embedding cnn
expect_no_text "$stderr" "left out"
expect_json '.[0] | length == 13 and all(.nearest_favorite == "new.wav")'
mrec extract music "${small[@]}" -q
run_well recommend
expect_no_text "$stderr" "left out"
expect_json '.[0] | length == 13'
zstd -dc "$library" | jq -c 'del(.predicted_tags) | if .path then del(.embedding) else . end' >emptied.jsonl
expect_refusal 1 "emptied.jsonl: its tracks have no embedding yet: run mrec extract" recommend --library emptied.jsonl
