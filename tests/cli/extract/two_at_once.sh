# While one run changes a library another one is refused or waits; readers are not in the way.
. "$(dirname "$0")/../support.sh"

make_music music --clips 2
run_well mrec extract music "${small[@]}" -o out/library.jsonl.zst
exec 9>out/library.jsonl.zst.lock
printf 'process 4711\n' >&9
flock 9
expect_refusal 1 "is being changed by another mrec (process 4711)" mrec extract music "${small[@]}" -o out/library.jsonl.zst
expect_refusal 1 "is being changed" mrec library prune --library out/library.jsonl.zst
run_well mrec library count --library out/library.jsonl.zst
run_well mrec info out/library.jsonl.zst
expect_stdout "tracks: 6"
"$MREC" extract music "${small[@]}" -o out/library.jsonl.zst --wait 2>"$stderr" 9>&- & waiting=$!
sleep 0.5
kill -0 $waiting || fail "expected it to wait"
exec 9>&-
wait $waiting
expect_stderr "6 unchanged"
expect_names out library.jsonl.zst library.jsonl.zst.catalogue

# swap FOR OPTIONS...: while a run with the options waits for library.jsonl, another mrec puts FOR in its place.
swap() {
  local other=$1
  shift
  exec 9>library.jsonl.lock
  flock 9
  "$MREC" extract music "${small[@]}" "$@" -o library.jsonl --wait 2>"$stderr" 9>&- & waiting=$!
  sleep 2  # by then it has looked at the library
  kill -0 $waiting || fail "expected it to wait"
  rm -f library.jsonl.catalogue
  cp "$other" library.jsonl
  exec 9>&-
  code=0
  wait $waiting || code=$?
}
# What was decided by the library as it was is decided again, unless it comes to the same.
for patches in 2 3; do mrec extract music "${small[@]}" --patches $patches -o $patches.jsonl -q; done
mrec extract music "${small[@]}" -o usual.jsonl -q
cp 2.jsonl library.jsonl
swap 3.jsonl
expect_code 1
expect_stderr "library.jsonl: was changed by another mrec a moment ago: run again"
expect_same 3.jsonl library.jsonl
swap 2.jsonl --patches 2
expect_code 0
expect_stderr "6 unchanged"
rm library.jsonl*
swap usual.jsonl
expect_code 0
expect_stderr "6 unchanged"
