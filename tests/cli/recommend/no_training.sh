# With the models that come along a library of one's own needs no training: genres by the shipped one, similarity by
# the embeddings of extract.
. "$(dirname "$0")/../support.sh"

make_music music
install_mrec
run_well mrec extract music "${small[@]}" -q
printf 'hum/hum0.wav\n' >list.txt
recommend() { mrec recommend --keep-duplicates --favorites list.txt --json "$@"; }
run_well recommend
expect_equal "$(cat "$stderr")" \
  "indexed 12 tracks of $MREC_HOME/library.jsonl.zst (genres by genre10.safetensors, similarity by musicnn)"
expect_json '.[0] | length == 11 and all(.genre | IN("bells", "hiss", "hum"))'
expect_json '.[0] | map(select(.path | startswith("hum"))) | length == 3 and all(.genre == "hum")'
expect_json '.[0][0] | .path | startswith("hum")'
expect_names "$MREC_HOME" library.jsonl.zst library.jsonl.zst.catalogue library.jsonl.zst.index
cp "$stdout" first
run_well recommend --embedding musicnn -j 1
expect_silence "$stderr"
expect_same first "$stdout"
run_well mrec info "$MREC_HOME/library.jsonl.zst.index" --json
expect_json '.[0] | .kind == "index" and .embedding == "musicnn" and .dimensions == 200 and .tracks == 12 and .left_out == 0'

# A model of one's own goes before.
mrec extract music "${small[@]}" --labels folder -o labelled.jsonl -q
mrec train labelled.jsonl --arch course --epochs 1 --seed 1 -q >/dev/null
run_well recommend
expect_stderr "indexed 12 tracks"
expect_different first "$stdout"
rm "$MREC_HOME/genre.safetensors"

# Files outside the library are heard as its tracks were.
make_clip elsewhere.wav --genre hum --variation 1
printf 'elsewhere.wav\n' >list.txt
run_well recommend --genre-weight 0
expect_json '.[0] | length == 12 and (.[0] | .path == "hum/hum1.wav" and .similarity > 0.999)'

# Without the weights the library still ranks, but nothing else can be heard; others hear something else.
mv "$shipped/musicnn.safetensors" weights
expect_refusal 2 "there are no weights for musicnn, which $MREC_HOME/library.jsonl.zst needs to hear other files: make them with mrec import musicnn" recommend
printf 'hum/hum0.wav\n' >list.txt
run_well recommend
expect_same first "$stdout"
other_weights weights "$shipped/musicnn.safetensors"
printf 'elsewhere.wav\n' >list.txt
expect_refusal 1 "musicnn.safetensors: holds other weights than those that the embeddings of $MREC_HOME/library.jsonl.zst are by" recommend
run_well mrec extract music "${small[@]}" -q
expect_refusal 1 "library.jsonl.zst: has embeddings by other weights than the model " recommend
