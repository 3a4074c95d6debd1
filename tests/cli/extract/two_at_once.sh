# Two runs that write the same file leave a whole one.
. "$(dirname "$0")/../support.sh"

make_music music
mkdir out
"$MREC" extract music "${small[@]}" -o out/library.jsonl -q & first=$!
"$MREC" extract music "${small[@]}" -o out/library.jsonl -q & second=$!
wait $first
wait $second
run_well mrec extract music "${small[@]}" -o alone.jsonl
expect_same alone.jsonl out/library.jsonl
expect_names out library.jsonl
