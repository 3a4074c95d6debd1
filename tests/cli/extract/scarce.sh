# Few descriptors, closed streams: a word on it, and nothing that a later run would take for a file's own fault.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
limited() { (ulimit -n "$1" && shift && exec "$@"); }
printf '\0\0\0\x20ftypM4A \0\0\0\0and more' >music/a.m4a
mkdir bin
printf '#!/bin/sh\nexit 1\n' | tee bin/ffmpeg >bin/ffprobe
chmod +x bin/*
run_well limited 14 env PATH="$PWD/bin" "$MREC" extract music "${small[@]}" -o library.jsonl -j 1
expect_stderr "a.m4a: the system gives its decoder too little ("
run_well mrec library errors --library library.jsonl
expect_silence "$stdout"
run_well env PATH="$PWD/bin" "$MREC" extract music "${small[@]}" -o library.jsonl
expect_stderr "a.m4a: cannot be decoded by ffmpeg (no reason given)"
expect_stderr "3 of 4 files, 1 failed (1 new or changed, 3 unchanged"
rm music/a.m4a
mkdir many && for i in {1..64}; do ln music/hum/hum0.wav many/$i.wav; done
# (Without descriptors the sanitizers cannot look at memory and report what is not wrong.)
grep -q __ubsan_handle "$MREC" ||
  expect_refusal 1 "Too many open files" limited 20 "$MREC" extract many "${small[@]}" -o few.jsonl -j 64
run_well limited 64 "$MREC" extract music "${small[@]}" -o few.jsonl -j 64

code=0
mrec extract music "${small[@]}" -o closed.jsonl <&- >&- 2>&- || code=$?
expect_code 0
expect_json -f closed.jsonl 'length == 4'
code=0
mrec extract music "${small[@]}" -o - >&- 2>"$stderr" || code=$?
expect_code 1
expect_stderr "standard output: cannot be written"
