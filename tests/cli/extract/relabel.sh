# Labels can be given later, to tracks that are there already, and stay when none are given.
. "$(dirname "$0")/../support.sh"

labels() { jq -sc '[.[1:][].label]' library.jsonl; }
make_music music --clips 1
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_equal "$(labels)" '[null,null,null]'
run_well mrec extract music "${small[@]}" -o library.jsonl --labels folder
expect_stderr "3 of 3 files (3 unchanged; "
expect_equal "$(labels)" '["bells","hiss","hum"]'
run_well mrec extract music "${small[@]}" -o anew.jsonl --labels folder
expect_same anew.jsonl library.jsonl
make_clip music/hum/hum0.wav --variation 5
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_equal "$(labels)" '["bells","hiss","hum"]'
run_well mrec extract music "${small[@]}" -o library.jsonl --labels none
expect_equal "$(labels)" '[null,null,null]'
