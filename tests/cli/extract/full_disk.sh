# A full disk ends the run with its reason; the old file is as it was and no other is left.
. "$(dirname "$0")/../support.sh"

make_music music
mkdir disk
printf 'old\n' >old
# A file system of 16 KiB needs rights that not everybody has; without them there is nothing to see here.
unshare -rm true 2>/dev/null || exit 0
fill_disk() {
  mount -t tmpfs -o size=16k none disk || exit 99
  cp old disk/library.jsonl
  code=0
  "$MREC" extract music "${small[@]}" -o disk/library.jsonl -q || code=$?
  cmp old disk/library.jsonl && [ "$(ls -A disk)" = library.jsonl ] || exit 98
  exit $code
}
export -f fill_disk
export small_options="${small[*]}"
run unshare -rm bash -c 'small=($small_options); fill_disk'
[ "$code" -ne 99 ] || exit 0
expect_code 1
expect_stderr "No space left on device"
