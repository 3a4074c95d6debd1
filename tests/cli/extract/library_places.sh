# A library in the folder that is searched, behind a link, or named through "..".
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
mkdir music/sub
cd music
run_well mrec extract . "${small[@]}" -o library.jsonl
expect_stderr "3 of 3 files (3 new or changed"
run_well mrec extract . "${small[@]}" -o sub/../library.jsonl
expect_stderr "3 of 3 files (3 unchanged"
cd sub
ln -s ../library.jsonl link.jsonl
run_well mrec extract .. "${small[@]}" -o link.jsonl
expect_stderr "3 of 3 files (3 unchanged"
[ -L link.jsonl ] || fail "expected the link to stay"
make_clip new.wav --variation 5
run_well mrec extract .. "${small[@]}" -o link.jsonl
expect_stderr "4 of 4 files (1 new or changed, 3 unchanged"
expect_names . link.jsonl new.wav
expect_names .. bells hiss hum library.jsonl library.jsonl.catalogue sub
# Neither a song nor a list is taken for a library by mistake.
cp new.wav song.wav
printf 'new.wav\n' >list.txt
for file in song.wav list.txt; do
  cp "$file" before
  run mrec extract .. "${small[@]}" -o "$file"
  expect_code 1
  expect_same before "$file"
done
