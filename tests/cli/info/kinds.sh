# What features, course files and models hold, for people and as JSON.
. "$(dirname "$0")/../support.sh"

make_library --clips 3
: >music/hum/bad.wav
mrec extract music --labels folder "${small[@]}" -q
info() { run_well mrec info "$@"; expect_silence "$stderr"; }
info "$MREC_HOME/library.jsonl.zst"
expect_stdout "kind: features"
expect_stdout "hop: 512"
info "$MREC_HOME/library.jsonl.zst" --json
expect_json '.[0] | .kind == "features" and .tracks == 9 and .failed == 1 and .chunks == 27 and .chunk_shape == [22, 13]'
expect_json '.[0] | has("shortest_chunk_shape") == false'
expect_json '.[0].tracks_of_genre == {bells: 3, hiss: 3, hum: 3}'
expect_json ".[0].root == \"$PWD/music\""

# Compressed by any program, and what a run that was killed leaves.
mrec extract music --labels folder "${small[@]}" -o library.jsonl -q
zstd -q library.jsonl
info library.jsonl.zst --json
expect_json '.[0] | .kind == "features" and .tracks == 9'
head -c -1 library.jsonl >torn.jsonl
zstd -q torn.jsonl
for file in torn.jsonl torn.jsonl.zst; do
  run_well mrec info "$file"
  expect_stdout "tracks: 8"
  expect_stderr "$file: breaks off in the middle of a track: 9 tracks read: run the extraction again"
done

make_course course.json
info course.json --json
expect_json '.[0] | .kind == "course features" and .chunks == 120 and .chunk_shape == [22, 13]'
expect_json '.[0].chunks_of_genre == {genre0: 40, genre1: 40, genre2: 40}'

info "$MREC_HOME/genre.safetensors"
expect_stdout "kind: genre model"
expect_stdout "track_accuracy"
info "$MREC_HOME/genre.safetensors" --json
expect_json '.[0] | .kind == "genre model" and .genres == ["bells", "hiss", "hum"] and .members[0].input == [22, 13]'
expect_json '.[0] | .options.chunk_s == 0.5 and .seed == "1" and (.command | startswith("mrec train"))'

printf 'hum0.wav\n' >list.txt
mrec recommend --favorites list.txt --embedding cnn -q >/dev/null
index=$MREC_HOME/library.jsonl.zst.index
info "$index" --json
expect_json '.[0] | .kind == "index" and .tracks == 9 and .left_out == 0 and .embedding == "cnn" and .dimensions == 64'
expect_json '.[0].genres == ["bells", "hiss", "hum"]'
sed -i 's/"version":"4"/"version":"9"/' "$index"
expect_refusal 1 "library.jsonl.zst.index: is damaged, or an index of another version: delete it" mrec info "$index"

info "$cli_tests/../../models/musicnn.safetensors" --json
expect_json '.[0] | .kind == "musicnn" and .dimensions == 200 and (.tags | length == 50) and (.weights | length == 32)'
