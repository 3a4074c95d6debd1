# Where the output cannot be written, that is said before or after the work, and nothing is left.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
mkdir folder
make_full
expect_refusal 1 "folder: is a folder" mrec extract music "${small[@]}" -o folder -q
expect_refusal 1 "cannot be written" mrec extract music "${small[@]}" -o music/hum/hum0.wav/library.jsonl -q
expect_refusal 1 "No space left" mrec extract music "${small[@]}" -o full -q
expect_names . folder full music
expect_names folder
if [ "$(id -u)" -ne 0 ]; then
  chmod a-w folder
  expect_refusal 1 "cannot be written" mrec extract music "${small[@]}" -o folder/library.jsonl -q
fi
run_well mrec extract music "${small[@]}" -o new/folders/library.jsonl
expect_names new/folders library.jsonl library.jsonl.catalogue
