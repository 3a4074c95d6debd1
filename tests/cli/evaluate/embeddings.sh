# The vectors of a genre model; what they are is said beside the figures.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
mrec train library.jsonl --arch course --epochs 2 --seed 1 -q -o genre.safetensors >/dev/null
run_well mrec evaluate --neighbours library.jsonl --embedding cnn --model genre.safetensors -j 1
expect_stdout "genre.safetensors"
expect_stdout "flatters"
expect_stdout "64 numbers"
cp "$stdout" one
run_well mrec evaluate --neighbours library.jsonl --embedding cnn --model genre.safetensors -j 3
expect_same "$stdout" one

refuse() { expect_refusal "$1" "$2" mrec evaluate --neighbours library.jsonl "${@:3}"; }
refuse 2 "--embedding cnn: needs a model that is a network, which " --embedding cnn
refuse 1 "missing.safetensors" --embedding cnn --model missing.safetensors
refuse 2 "has no effect" --model genre.safetensors
refuse 2 "--embedding" --embedding sound
sed '1s/"hop": 512/"hop": 500/' library.jsonl >other.jsonl
expect_refusal 1 "other options" mrec evaluate --neighbours other.jsonl --embedding cnn --model genre.safetensors
make_music music
mrec extract music --labels folder --features logmel "${small[@]}" -q -o logmel.jsonl
expect_refusal 1 "holds log-mel bands" mrec evaluate --neighbours logmel.jsonl --embedding mfcc

# A pre-trained network's vectors are those that the library holds.
expect_refusal 1 "has no embeddings by musicnn" mrec evaluate --neighbours library.jsonl --embedding musicnn
jq -c 'if .format then .embedding = {network: "musicnn", weights: ("0123456789abcdef" * 2), patches: 10}
       elif .path == "genre0/0.wav" then . else .embedding = [.label == ("genre0", "genre1", "genre2") | if . then 1 else 0 end] end' \
  library.jsonl >embedded.jsonl
run_well mrec evaluate --neighbours embedded.jsonl --embedding musicnn --json
expect_json '.[0] | .tracks == 23 and .without_input == 1 and .rows[0].same_genre == 1'
expect_json '.[0].vectors | test("^musicnn, mean of at most 10 patches: 3 numbers")'
expect_stderr "1 labelled tracks without what is looked at (an embedding, chunks) are left out"

# Chunks that nothing looks at are passed over, however odd they are.
jq -c 'if .chunks then .chunks = [[["odd"]]] else . end' embedded.jsonl >odd.jsonl
cp "$stdout" whole
run_well mrec evaluate --neighbours odd.jsonl --embedding musicnn --json
expect_same "$stdout" whole
expect_refusal 1 "odd.jsonl: line 2" mrec evaluate --neighbours odd.jsonl --embedding mfcc
jq -r 'select(.path) | "\(.path)\t\(.mtime) \(.path | length)"' library.jsonl >external.tsv
run_well mrec evaluate --neighbours odd.jsonl --external external.tsv

# Without a word on it the best that the library has.
run_well mrec evaluate --neighbours embedded.jsonl
expect_stdout "vectors: musicnn"
run_well mrec evaluate --neighbours library.jsonl
expect_stdout "MFCC"
