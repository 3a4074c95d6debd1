# Without ffmpeg what needs it fails with a word on what to install; with it --retry makes up for that.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
if command -v ffmpeg >/dev/null; then
  ffmpeg -nostdin -v error -i music/hum/hum0.wav -c:a aac music/a.m4a
else
  printf '\0\0\0\x20ftypM4A \0\0\0\0' >music/a.m4a
fi
run_well env PATH=/nonexistent "$MREC" extract music "${small[@]}" -o library.jsonl
expect_stderr "a.m4a: is in a format that needs ffmpeg: install ffmpeg (apt install ffmpeg) and run again with --retry"
expect_stderr "3 of 4 files, 1 failed"
needs ffmpeg
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_stderr "1 failed before (--retry tries them again)"
run_well mrec extract music "${small[@]}" -o library.jsonl --retry
expect_stderr "4 of 4 files ("
