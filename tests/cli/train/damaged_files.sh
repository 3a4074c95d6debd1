# Files that are no features, or not whole, are refused.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --tracks 3
refuse() { expect_refusal 1 "$1: " mrec train "$1" -q -o model.safetensors; }
refuse missing.jsonl
: >empty.jsonl;                              refuse empty.jsonl
mkdir folder;                                refuse folder
head -c 5000 library.jsonl >torn.jsonl;      refuse torn.jsonl
tail -n +2 library.jsonl >headless.jsonl;    refuse headless.jsonl
sed '1s/"version": 1/"version": 99/' library.jsonl >newer.jsonl; refuse newer.jsonl
expect_stderr "update mrec"
make_clip clip.wav;                          refuse clip.wav
printf '{"mfcc": [' >course.json;            refuse course.json
head -c 100000 /dev/zero >zero.jsonl;        refuse zero.jsonl
expect_refusal 1 "library.jsonl" mrec train
[ ! -e model.safetensors ] || fail "expected no model"

# What a run that was killed leaves is used as far as it goes.
make_features enough.jsonl --tracks 4
head -c -1 enough.jsonl >no_end.jsonl
run_well mrec train no_end.jsonl --epochs 1 -o model.safetensors
expect_stderr "no_end.jsonl: breaks off in the middle of a track"
