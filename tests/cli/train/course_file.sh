# A course file knows no tracks, so it is split by blocks, and that is said.
. "$(dirname "$0")/../support.sh"

make_course course.json
run_well mrec train course.json --epochs 1 -o model.safetensors
expect_stderr "contiguous blocks"
expect_stdout "by contiguous blocks"
run_well mrec train course.json --epochs 1 --folds 2 --json -o model.safetensors
expect_json '.[0].chunks == 120'
expect_refusal 2 "--split artist" mrec train course.json --split artist -q
make_course other.json --seed 2
expect_refusal 2 "cannot be joined" mrec train course.json other.json -q
