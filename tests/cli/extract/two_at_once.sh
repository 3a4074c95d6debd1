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
"$MREC" extract music "${small[@]}" -o out/library.jsonl.zst --wait 2>"$stderr" & waiting=$!
sleep 0.5
kill -0 $waiting || fail "expected it to wait"
exec 9>&-
wait $waiting
expect_stderr "6 unchanged"
expect_names out library.jsonl.zst library.jsonl.zst.catalogue
