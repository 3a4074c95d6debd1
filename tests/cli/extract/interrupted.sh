# Ctrl-C ends a run with what is finished kept, and says how to go on; a course file stays as it was.
. "$(dirname "$0")/../support.sh"

make_clip long.wav --seconds 20
mkdir many && for i in {1..400}; do ln long.wav many/$i.wav; done
# Runs until the file has something in it, then is interrupted.
interrupt() {
  local begun=$1
  shift
  "$MREC" extract many --embedding none "$@" -j 1 2>"$stderr" &
  program=$!
  until eval "$begun"; do sleep 0.02; done
  kill -INT $program
  code=0
  wait $program || code=$?
  expect_code 130
}
interrupt '[ "$(wc -l <library.jsonl)" -gt 3 ] 2>/dev/null' -o library.jsonl
expect_stderr "of 400 files to do are done and kept in $PWD/library.jsonl: run the same command again to go on"
done=$(($(wc -l <library.jsonl) - 1))
expect_stderr "stopped as asked: $done of"
rm many/3??.wav
run_well mrec extract many --embedding none -o library.jsonl
expect_stderr "$(ls many | wc -l) of $(ls many | wc -l) files ("
run_well mrec extract many --embedding none -o anew.jsonl
expect_same anew.jsonl library.jsonl

mkdir out && printf 'old\n' >out/course.json && cp out/course.json old
interrupt '[ -n "$(find out -name ".mrec-*")" ]' --format course --labels folder -o out/course.json
expect_stderr "no file was changed"
expect_same old out/course.json
expect_names out course.json
