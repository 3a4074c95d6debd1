# Ctrl-C, an end of the session, kill, and kill -9 of the parent alone: what is done is kept, and no child is left.
. "$(dirname "$0")/../support.sh"
needs setsid

make_clip long.wav --seconds 20
mkdir many && for i in {1..400}; do ln long.wav many/$i.wav; done
is_there() { [ -e "/proc/$1" ] && [ "$(cut -d ' ' -f 3 "/proc/$1/stat" 2>/dev/null)" != Z ]; }
# children PROCESS
children() { cat "/proc/$1/task/$1/children" 2>/dev/null || true; }
begin() {
  rm -f library.jsonl*
  setsid "$@" 2>"$stderr" &
  program=$!
}
end() {
  code=0
  wait $program 2>/dev/null || code=$?
  expect_code "$1"
  for child in $kids; do
    for _ in {1..50}; do is_there "$child" || continue 2; sleep 0.02; done
    fail "expected child $child to be gone"
  done
}
for signal in INT TERM HUP; do
  begin "$MREC" extract many -o library.jsonl -j 4
  until [ "$({ cat library.jsonl 2>/dev/null || true; } | wc -l)" -gt 3 ]; do sleep 0.01; done
  kids=$(children $program)
  kill -$signal -- -$program
  end 130
  expect_stderr "of 400 files to do are done and kept"
  expect_said_lines 1
done
begin "$MREC" extract many -o library.jsonl -j 4
until [ "$({ cat library.jsonl 2>/dev/null || true; } | wc -l)" -gt 3 ]; do sleep 0.01; done
kids=$(children $program)
[ "$(wc -w <<<"$kids")" -eq 4 ] || fail "expected four children, not $kids"
kill -9 $program
end 137
rm many/{1,2,3}??.wav
run_well mrec extract many -o library.jsonl
expect_stderr "$(ls many | wc -l) of $(ls many | wc -l) files ("

# With a decoder that hangs the first Ctrl-C waits for it, the second one does not.
mkdir bin hanging
printf '#!/bin/sh\nexec /bin/sleep 4322\n' | tee bin/ffmpeg >bin/ffprobe
chmod +x bin/*
printf '\0\0\0\x20ftypM4A \0\0\0\0and more' >hanging/a.m4a
begin env PATH="$PWD/bin" "$MREC" extract hanging "${small[@]}" -o library.jsonl -j 1
until kids=$(children $program) && [ -n "$kids" ] && [ -n "$(children ${kids% })" ]; do sleep 0.01; done
kids="$kids $(children ${kids% })"
kill -INT -- -$program
sleep 0.3
is_there $program || fail "expected it to wait for what is begun"
kill -INT -- -$program
end 130
