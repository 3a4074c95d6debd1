# A bad file is skipped with its reason and recorded; only --strict, or no good file at all, ends with 1.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
: >music/empty.mp3
printf 'this is no sound at all\n' >music/text.mp3
head -c 20 music/hum/hum0.wav >music/torn.wav
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_stderr "3 of 6 files, 3 failed"
for file in empty.mp3 text.mp3 torn.wav; do
  expect_stderr "$file: "
  expect_json -f library.jsonl "[.[] | select(.path == \"$file\")] | length == 1 and .[0].chunks == null and (.[0].error | length > 5)"
done
expect_refusal 1 "--strict" mrec extract music "${small[@]}" -o strict.jsonl --strict
expect_same library.jsonl strict.jsonl
rm -r music/*/
expect_refusal 1 "none of the 3 files could be read" mrec extract music "${small[@]}" -o library.jsonl
