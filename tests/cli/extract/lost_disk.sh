# A disk that is lost while a run is on ends it with what is done kept; one that is not there before it changes nothing.
. "$(dirname "$0")/../support.sh"

make_clip long.wav --seconds 20
fill() { mkdir -p disk/deep && for i in {100..299}; do ln -f long.wav "disk/deep/$i.wav" 2>/dev/null || cp long.wav "disk/deep/$i.wav"; done; }
count() { [ ! -s library.jsonl ] || tail -n +2 library.jsonl | wc -l; }
# lose HOW MORE: runs until MORE files are done, then loses the disk.
lose() {
  local begun
  begun=$(count)
  begun=${begun:-0}
  "$MREC" extract disk --chunk 3 --excerpt 9 -o library.jsonl -j 1 2>"$stderr" &
  program=$!
  until [ "$(count)" -gt $((begun + $2)) ] 2>/dev/null; do sleep 0.01; done
  "$1"
  code=0
  wait $program || code=$?
  [ "$(count)" -lt 200 ] || fail "expected to be in time"
}
hide() { mv disk hidden && mkdir disk; }
fill
lose hide 5
expect_code 1
expect_stderr "$PWD/disk: is no longer there: $(count) files are done and kept: mount it and run the same command again to go on"
expect_said_lines 1
cp library.jsonl before
expect_refusal 1 "is the disk mounted?" mrec extract disk --chunk 3 --excerpt 9 -o library.jsonl
expect_same before library.jsonl

# Only a folder of it: the others are done, one line tells of the lost one, and nothing of it is dropped.
rmdir disk && mv hidden disk
rm library.jsonl*
for i in 1 2; do make_clip "disk/other$i.wav"; done
hide_deep() { mv disk/deep hidden && mkdir disk/deep; }
lose hide_deep 5
expect_code 0
expect_stderr "$PWD/disk/deep: is no longer there, and $((202 - $(count))) files of it could not be read"
expect_stderr "$(count) of 202 files, $((202 - $(count))) failed"
expect_said_lines 2
expect_equal "$(tail -n +2 library.jsonl | jq -r .path | grep -c other)" 2
kept=$(count)
run_well mrec extract disk --chunk 3 --excerpt 9 -o library.jsonl
expect_stderr "disk/deep: is empty or cannot be read: its $((kept - 2)) tracks stay in the library"
expect_equal "$(count)" "$kept"
rmdir disk/deep && mv hidden disk/deep
run_well mrec extract disk --chunk 3 --excerpt 9 -o library.jsonl
expect_stderr "202 of 202 files ("
expect_stderr "$kept unchanged"
