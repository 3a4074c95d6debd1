# Parts made apart and merged are the bytes of one run over all.
. "$(dirname "$0")/../support.sh"

make_music music --clips 3
: >music/bad.wav
for form in jsonl jsonl.zst; do
  run_well mrec extract music "${small[@]}" --labels folder -o whole.$form
  for i in 1 2 3; do run_well mrec extract music "${small[@]}" --labels folder --shard $i/3 -o part$i.$form; done
  run_well mrec merge part?.$form -o merged.$form
  expect_stderr "9 tracks and 1 files that failed of 3 libraries (to merged.$form)"
  expect_same whole.$form merged.$form
done
expect_equal "$(cat part?.jsonl | grep -c '"chunks"')" 9
run_well mrec merge part3.jsonl.zst part1.jsonl part2.jsonl -o - -q
expect_same whole.jsonl "$stdout"

# With other roots; what is there twice counts once.
for genre in hum hiss bells; do run_well mrec extract music/$genre "${small[@]}" --labels folder -o $genre.jsonl; done
run_well mrec extract music "${small[@]}" --labels folder -o whole.jsonl
rm music/bad.wav
run_well mrec extract music "${small[@]}" --labels folder -o whole.jsonl
run_well mrec merge hum.jsonl hiss.jsonl bells.jsonl hum.jsonl -o merged.jsonl
expect_stderr "9 tracks of 4 libraries, 3 that were there twice left out"
expect_same whole.jsonl merged.jsonl

run_well mrec extract music "${small[@]}" --n-mfcc 5 -o other.jsonl
expect_refusal 2 "other feature options than hum.jsonl" mrec merge hum.jsonl other.jsonl -o merged.jsonl
expect_same whole.jsonl merged.jsonl
for shard in 0/2 3/2 1 a/b 1/2/3 -1/2 1/; do
  expect_refusal 2 "is not a part of a whole" mrec extract music "${small[@]}" --shard=$shard -o x.jsonl
done

# A part that breaks off is named; with --strict nothing is written. A part of bad files alone is complete.
head -c -10 hum.jsonl >torn.jsonl
run_well mrec merge torn.jsonl bells.jsonl -o merged.jsonl
expect_stderr "torn.jsonl: is damaged or breaks off"
cp merged.jsonl before
expect_refusal 1 "torn.jsonl: is damaged or breaks off" mrec merge torn.jsonl bells.jsonl -o merged.jsonl --strict
expect_same before merged.jsonl
mkdir bad && : >bad/one.wav
for i in 1 2; do run_well mrec extract bad "${small[@]}" --shard $i/2 -o bad$i.jsonl; done

# A slip of -o costs no song.
printf 'RIFF and so on' >song.wav
expect_refusal 2 "song.wav: is no library and would be replaced" mrec merge hum.jsonl -o song.wav
expect_equal "$(cat song.wav)" "RIFF and so on"
