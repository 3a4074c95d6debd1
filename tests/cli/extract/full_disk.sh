# A full disk ends the run with its reason. What was finished is whole and kept; with space the run goes on.
. "$(dirname "$0")/../support.sh"

make_music music --clips 3
# A small file system needs rights that not everybody has; without them there is nothing to see here.
unshare -rm true 2>/dev/null || exit 0
fill_disk() {
  mount -t tmpfs -o size=48k none disk || exit 99
  code=0
  "$MREC" extract music "${small[@]}" -o "disk/$name" -q || code=$?
  [ "$code" -eq 1 ] || exit 98
  "$MREC" library list --library "disk/$name" >before || exit 97
  kept=$(wc -l <before)
  [ "$kept" -gt 0 ] && [ "$kept" -lt 9 ] || exit 96
  mount -o remount,size=8m disk || exit 99
  "$MREC" extract music "${small[@]}" -o "disk/$name" 2>after || exit 95
  grep -qF "9 of 9 files ($((9 - kept)) new or changed, $kept unchanged" after || exit 94
  "$MREC" extract music "${small[@]}" -o "anew.$name" -q
  cmp "disk/$name" "anew.$name" || exit 93
}
mkdir disk
export -f fill_disk
for name in library.jsonl library.jsonl.zst; do
  export name small_options="--excerpt 1.5 --chunk 0.25 --hop 64"
  run unshare -rm bash -c 'small=($small_options); fill_disk'
  [ "$code" -ne 99 ] || exit 0
  expect_code 0
  expect_stderr "No space left on device"
done
