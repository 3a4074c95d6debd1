# An output that cannot be written is said; what was there stays.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --tracks 3
mkdir folder
make_full
expect_refusal 1 "folder: is a folder" mrec train library.jsonl --epochs 1 -q -o folder
# A slip of -o costs no library and no song.
cp library.jsonl before
expect_refusal 2 "library.jsonl: is no model and would be replaced" mrec train library.jsonl --epochs 1 -q -o library.jsonl
expect_same library.jsonl before
expect_refusal 1 "No space left" mrec train library.jsonl --epochs 1 -q -o full
run_well mrec train library.jsonl --epochs 1 -q -o new/folders/model.safetensors
expect_names new/folders model.safetensors

# A name that is not UTF-8 is written all the same.
run_well mrec train library.jsonl --arch course --epochs 1 --json -q -o $'y\xff.safetensors'
[ -s $'y\xff.safetensors' ] || fail "expected a model"
[ ! -e $'y\xff.safetensors.checkpoint' ] || fail "expected no checkpoint beside a model that is done"
