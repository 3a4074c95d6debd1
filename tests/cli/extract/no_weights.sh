# Without musicnn's weights nothing is said unless they are missed: by the command line or by the library.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
weights=$(dirname "$CLIPS")/models/musicnn.safetensors
cp "$MREC" "$case_folder/alone"
alone() { "$case_folder/alone" "$@"; }
run_well alone extract music "${small[@]}" -o library.jsonl
expect_json -f library.jsonl 'all(has("embedding") | not)'
expect_no_text "$stderr" musicnn
expect_refusal 2 "there are no weights for musicnn: make them with mrec import musicnn" \
  alone extract music "${small[@]}" -o library.jsonl --embedding musicnn
expect_refusal 2 "there are no weights for musicnn" alone extract music "${small[@]}" -o library.jsonl --patches 3

mkdir -p "$MREC_HOME" && cp "$weights" "$MREC_HOME/musicnn.safetensors"
run_well alone extract music "${small[@]}" -o library.jsonl
expect_stderr "3 gained their embedding"
cp library.jsonl before.jsonl
rm "$MREC_HOME/musicnn.safetensors"
make_clip music/new.wav --variation 9
run_well alone extract music "${small[@]}" -o library.jsonl
expect_equal "$(grep -c 'library.jsonl: has embeddings, but there are no weights for musicnn, so that new tracks get none: make' "$stderr")" 1
expect_json -f library.jsonl '.[0].embedding and ([.[1:][] | select(.embedding)] | length == 3)'
run_well alone extract music "${small[@]}" -o library.jsonl --embedding none
expect_no_text "$stderr" musicnn

# What has to be done anew would lose what there are no weights for: only who says so wants that.
cp library.jsonl before.jsonl
for options in "--n-mfcc 5" "--pad reflect"; do
  expect_refusal 2 "library.jsonl: was made with other options or by another version, and done anew it would lose its embeddings: make the weights with mrec import musicnn, or say --embedding none" \
    alone extract music "${small[@]}" $options -o library.jsonl -q
  expect_same before.jsonl library.jsonl
done
[ ! -e library.jsonl.partial ] || fail "expected nothing to be begun"
run_well alone extract music "${small[@]}" --n-mfcc 5 -o library.jsonl --embedding none
expect_stderr "all is done anew"
expect_json -f library.jsonl 'all(has("embedding") | not)'
