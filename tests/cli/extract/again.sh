# A second run reads only what is new or changed, whatever changed.
. "$(dirname "$0")/../support.sh"

again() { run_well mrec extract music "${small[@]}" -o library.jsonl "$@"; }
titles() { jq -c 'select(.path) | [.path, .tags.title // ""]' library.jsonl; }
make_music music --clips 2
again
expect_stderr "6 of 6 files (6 new or changed; "
cp library.jsonl first
again
expect_stderr "6 of 6 files (6 unchanged; "
expect_same first library.jsonl

make_clip music/hum/new.wav --variation 9
again
expect_stderr "7 of 7 files (1 new or changed, 6 unchanged; "
rm music/hum/new.wav

# Another time, the same sound: nothing is analysed. Another sound: this file is.
touch -d 2001-01-01 music/hiss/hiss0.wav
make_clip music/hum/hum1.wav --variation 7
again
expect_stderr "6 of 6 files (1 new or changed, 1 known under another name or time, 4 unchanged, 1 no longer there and dropped; "
run_well mrec extract music "${small[@]}" -o anew.jsonl
expect_same anew.jsonl library.jsonl

# Tags alone: they are read again.
make_clip music/hum/hum1.wav --variation 7 --title "Mains"
again
expect_equal "$(titles | grep hum1)" '["hum/hum1.wav","Mains"]'

# A part of the library, and what lies outside of it.
make_clip elsewhere.wav
run_well mrec extract music/hum elsewhere.wav "${small[@]}" -o library.jsonl
expect_stderr "3 of 3 files (1 new or changed, 2 unchanged; "
expect_json -f library.jsonl "[.[1:][].path] | length == 7 and any(. == \"$PWD/elsewhere.wav\")"
again
expect_json -f library.jsonl '.[1:] | length == 7'
