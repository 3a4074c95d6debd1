# What was renamed, moved or copied is known by its content; the tags come from the file as it is now.
. "$(dirname "$0")/../support.sh"

again() { run_well mrec extract music "${small[@]}" --labels folder -o library.jsonl; }
make_music music --clips 2
again
mv music/hum/hum0.wav music/hum/renamed.wav
mv music/bells music/chimes
cp music/hiss/hiss0.wav music/hiss/copy.wav
again
expect_stderr "7 of 7 files (4 known under another name or time, 3 unchanged"
run_well mrec extract music "${small[@]}" --labels folder -o anew.jsonl
expect_same anew.jsonl library.jsonl
