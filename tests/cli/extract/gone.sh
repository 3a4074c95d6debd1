# Tracks whose file is gone are dropped, unless they are to be kept, or their disk only seems not to be mounted.
. "$(dirname "$0")/../support.sh"

again() { run_well mrec extract music "${small[@]}" -o library.jsonl "$@"; }
paths() { jq -sc '[.[1:][].path]' library.jsonl; }
make_music music --clips 1
again
cp library.jsonl all

rm music/hum/hum0.wav && rmdir music/hum
again --keep-missing
expect_stderr "1 not found and kept"
expect_same all library.jsonl
again
expect_stderr "1 no longer there and dropped"
expect_equal "$(paths)" '["bells/bells0.wav","hiss/hiss0.wav"]'

# An empty folder may be the place of a disk that is not mounted.
mv music/hiss/hiss0.wav elsewhere.wav
again
expect_stderr "music/hiss: is empty or cannot be read: its 1 tracks stay in the library"
expect_equal "$(paths)" '["bells/bells0.wav","hiss/hiss0.wav"]'
mv music/bells/bells0.wav other.wav
cp library.jsonl before
expect_refusal 1 "is the disk mounted?" mrec extract music "${small[@]}" -o library.jsonl
rm -r music
expect_refusal 1 "cannot be found" mrec extract music "${small[@]}" -o library.jsonl
expect_same before library.jsonl
