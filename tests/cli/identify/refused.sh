# There has to be a library with tracks, and a clip.
. "$(dirname "$0")/../support.sh"

make_melody clip.wav --seconds 5
expect_refusal 1 "there is no library yet: make one with mrec extract FOLDER" mrec identify clip.wav
expect_refusal 1 "missing.jsonl: " mrec identify clip.wav --library missing.jsonl
expect_refusal 1 "clip.wav" mrec identify clip.wav --library clip.wav
expect_refusal 2 "CLIP" mrec identify
expect_refusal 2 "is empty" mrec identify ''
mkdir music
cp clip.wav music
mrec extract music --embedding none "${small[@]}" -o library.jsonl -q
head -n 1 library.jsonl >no_tracks.jsonl
expect_refusal 1 "no_tracks.jsonl: holds no track" mrec identify clip.wav --library no_tracks.jsonl
[ ! -e no_tracks.jsonl.fingerprints ] || fail "expected no fingerprints"

# What comes from standard input is called so.
run mrec identify - --library library.jsonl </dev/null
expect_code 1
expect_stderr "standard input: "
expect_no_text "$stderr" mrec-clip
