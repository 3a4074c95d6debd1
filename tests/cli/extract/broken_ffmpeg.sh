# An ffmpeg that crashes, hangs, talks nonsense or never stops costs the files that need it, nothing else, and is ended.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
printf '\0\0\0\x20ftypM4A \0\0\0\0and more' >music/a.m4a
printf '\x1a\x45\xdf\xa3and more' >music/b.mkv
# try ACTION REASON
try() {
  rm -rf bin library.jsonl*
  mkdir bin
  printf '#!%s\nPATH=/usr/bin:/bin\n%s\n' "$BASH" "$1" | tee bin/ffmpeg >bin/ffprobe
  chmod +x bin/*
  run_well env PATH="$PWD/bin" "$MREC" extract music "${small[@]}" -o library.jsonl --time-limit 1
  expect_stderr "3 of 5 files, 2 failed (5 new or changed; "
  expect_stderr "a.m4a: $2"
  expect_stderr "b.mkv: $2"
}
try 'kill -SEGV $$' "cannot be decoded by ffmpeg (it crashed: Segmentation fault)"
try 'exit 127' "cannot be decoded by ffmpeg (it cannot be run)"
try 'echo "file:/dev/fd/3:  moov atom not found" >&2; exit 1' "cannot be decoded by ffmpeg (moov atom not found)"
try 'exec head -c 100000 /dev/urandom' "ffprobe gave something that is no description"
try 'exec cat /dev/zero' "ffprobe gave something that is no description"
try 'exec sleep 4321' "the decoder took longer than 1 s"
try 'while :; do echo error >&2; done' "the decoder took longer than 1 s"
sleep 0.2
for process in /proc/[0-9]*; do
  [ "$(tr '\0' ' ' <"$process/cmdline" 2>/dev/null)" != "sleep 4321 " ] || fail "expected no program to be left: $process"
done
