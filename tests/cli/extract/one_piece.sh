# --chunk 0: the excerpt in one piece, whose frames are as many as the sound has; --preset logmel is made so.
. "$(dirname "$0")/../support.sh"

make_clip short.wav --seconds 1.5
make_clip long.wav --seconds 4
run_well mrec extract . --preset logmel --excerpt 3 -o -
expect_json '.[0].options | .kind == "logmel" and .n_mels == 64 and .chunk_s == 0 and .excerpt_s == 3'
expect_json '[.[1:][].chunks | length] == [1, 1]'
expect_json '[.[] | select(.path == "long.wav").chunks[0] | length] == [130]'
expect_json '[.[] | select(.path == "short.wav").chunks[0] | length] == [65]'
expect_json '[.[1:][].chunks[0][] | length] | unique == [64]'
expect_json '[.[1:][].chunks[0] | flatten | max - min] | all(. <= 80.1)'  # rounded to a tenth
run_well mrec extract . --chunk 0 -o -
expect_json '[.[1:][].chunks[0][] | length] | unique == [13]'

# A library of such tracks is brought up to date, read and compared with others as any.
run_well mrec extract . --preset logmel -o library.jsonl.zst
expect_stderr "2 of 2 files"
make_clip more.wav --seconds 2
run_well mrec extract . --preset logmel -o library.jsonl.zst
expect_stderr "3 of 3 files"
run_well mrec info library.jsonl.zst --json
expect_json '.[0] | .chunks == 3 and .chunk_shape == [173, 64] and .shortest_chunk_shape == [65, 64]'
mkdir other && mv more.wav other
mrec extract other --preset logmel -o other.jsonl.zst -q
run_well mrec merge library.jsonl.zst other.jsonl.zst -o merged.jsonl.zst

# Less than a window is no track.
make_clip tiny.wav --seconds 0.05
run mrec extract tiny.wav --preset logmel -o -
expect_code 1
expect_stderr "tiny.wav: is too short: has 1102 samples at 22050 Hz, fewer than a window of 2048"

# In the course's format all chunks have one shape.
expect_refusal 2 "--format course: has no place for tracks in one piece" \
  mrec extract . --preset logmel --labels folder --format course -o course.json
[ ! -e course.json ] || fail "expected no file"
