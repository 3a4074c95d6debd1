# The course's and the paper's settings give other models; options go over a preset.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
run_well mrec train library.jsonl --epochs 1 -q -o default.safetensors
for preset in course paper; do
  run_well mrec train library.jsonl --preset $preset --epochs 1 -q -o $preset.safetensors
done
expect_different default.safetensors course.safetensors
expect_different course.safetensors paper.safetensors
run_well mrec info course.safetensors --json
expect_json '.[0].command | test("--preset course") and test("--learning-rate 0.0001") and test("--patience 0")'
run_well mrec train library.jsonl --preset course --epochs 2 --learning-rate 0.01 --batch 8 --dropout 0 -o model.safetensors
expect_stderr "epoch  2 of 2"
run_well mrec info model.safetensors --json
expect_json '.[0] | .members[0].dropout == 0 and (.command | test("--learning-rate 0.01") and test("--batch 8"))'
