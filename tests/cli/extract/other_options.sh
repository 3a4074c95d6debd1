# Other options do everything anew; until that is done the old library stays, and a stopped run is gone on with.
. "$(dirname "$0")/../support.sh"

make_music music --clips 2
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_refusal 2 "4 of its tracks are not in what is to be extracted" \
  mrec extract music/hum "${small[@]}" --n-mfcc 5 -o library.jsonl -q
run_well mrec extract music "${small[@]}" --n-mfcc 5 -o library.jsonl
expect_stderr "all is done anew"
expect_stderr "6 of 6 files (6 new or changed; "
expect_json -f library.jsonl '.[0].options.n_mfcc == 5 and length == 7'
expect_names . library.jsonl library.jsonl.catalogue music
run_well mrec extract music "${small[@]}" --n-mfcc 5 -o library.jsonl
expect_stderr "6 unchanged"

# Labels stay as well, under another name too.
run_well mrec extract music "${small[@]}" --labels folder -o labelled.jsonl
mv music/hum/hum1.wav music/moved.wav
run_well mrec extract music "${small[@]}" --n-mfcc 5 -o labelled.jsonl
expect_stderr "all is done anew"
expect_equal "$(jq -r '.label // empty' labelled.jsonl | paste -sd ' ')" "bells bells hiss hiss hum hum"
run_well mrec extract music "${small[@]}" --n-mfcc 5 --labels none -o labelled.jsonl
expect_json -f labelled.jsonl '.[1:] | all(.label == null)'

# Files named one by one are within reach as well.
make_clip one.wav
run_well mrec extract one.wav "${small[@]}" -o one.jsonl
run_well mrec extract one.wav "${small[@]}" --n-mfcc 5 -o one.jsonl
expect_stderr "1 of 1 files (1 new or changed; "
