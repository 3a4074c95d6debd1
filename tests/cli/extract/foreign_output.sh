# A file that is no library is not written over; a course file is replaced only when all is done.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
for content in 'my notes\n' '{"a": 1}\n' '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' '\n'; do
  printf "$content" >precious && cp precious copy
  expect_refusal 1 "precious: " mrec extract music "${small[@]}" -o precious -q
  expect_same copy precious
done
: >empty.jsonl
run_well mrec extract music "${small[@]}" -o empty.jsonl
expect_json -f empty.jsonl 'length == 4'
printf 'old\n' >course.json && cp course.json old
expect_refusal 2 "has no label" mrec extract music "${small[@]}" --format course -o course.json -q
expect_same old course.json
