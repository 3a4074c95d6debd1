# Files that are no features, or not whole, are refused.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --tracks 3
refuse() { expect_refusal 1 "$1: " mrec train "$1" -q -o model.safetensors; }
refuse missing.jsonl
: >empty.jsonl;                              refuse empty.jsonl
mkdir folder;                                refuse folder
sed '3s/\[/{/' library.jsonl >damaged.jsonl;  refuse damaged.jsonl
expect_stderr "line 3"
tail -n +2 library.jsonl >headless.jsonl;    refuse headless.jsonl
sed '1s/"version": 1/"version": 99/' library.jsonl >newer.jsonl; refuse newer.jsonl
expect_stderr "update mrec"
make_clip clip.wav;                          refuse clip.wav
printf '{"mfcc": [' >course.json;            refuse course.json
head -c 100000 /dev/zero >zero.jsonl;        refuse zero.jsonl
expect_refusal 1 "library.jsonl" mrec train
[ ! -e model.safetensors ] || fail "expected no model"

# One that only breaks off at its end is used as far as it goes, and that is said.
head -c -1 library.jsonl >torn.jsonl
run_well mrec train torn.jsonl --epochs 1 -o model.safetensors
expect_stderr "torn.jsonl: breaks off in the middle of a track: 8 tracks read"
