# What a file holds counts, not how its name ends.
. "$(dirname "$0")/../support.sh"

mkdir music
make_clip music/au_named.wav --kind au
make_clip music/wav_named.mp3
make_clip music/no_ending
ogg=$(find "$CLIPS" -name '*.ogg' | sort | head -n 1)
[ -n "$ogg" ] || fail "expected clips in $CLIPS"
cp "$ogg" music/ogg_named.flac
run_well mrec extract music "${small[@]}" -o -
expect_json '[.[1:][] | select(.chunks | length == 3) | .path] == ["au_named.wav", "no_ending", "ogg_named.flac", "wav_named.mp3"]'
