# Paths come from standard input, a line or a null byte each.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
name=$'music/two\nlines.wav'
make_clip "$name"
run_well mrec extract music "${small[@]}" -o whole.jsonl
find music -name '*.wav' -print0 >list
run_well mrec extract - -0 "${small[@]}" --root music -o from_list.jsonl <list
expect_same whole.jsonl from_list.jsonl
rm "$name"
run_well mrec extract music "${small[@]}" -o whole.jsonl
printf '%s\r\n\nnowhere.wav\n' music/*/*.wav >lines
run_well mrec extract - "${small[@]}" --root music -o from_lines.jsonl <lines
expect_stderr "nowhere.wav: cannot be found"
expect_stderr "3 of 4 files, 1 failed"
expect_same whole.jsonl from_lines.jsonl
expect_refusal 1 "standard input: holds no audio file" mrec extract - "${small[@]}" -o - </dev/null
