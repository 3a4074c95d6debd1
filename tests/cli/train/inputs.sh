# What is learnt from, by default and by name; what does not fit together is refused with exit code 2.
. "$(dirname "$0")/../support.sh"

make_features plain.jsonl
make_features library.jsonl --embedding 12
kind_of() { run_well mrec info "$1" --json; jq -r '.architecture + " " + .input_kind' "$stdout"; }
learn() { run_well mrec train "$@" -q -o model.safetensors; }
learn plain.jsonl --epochs 1 && expect_equal "$(kind_of model.safetensors)" "cnn3 chunks"
learn library.jsonl --arch cnn3 --epochs 1 && expect_equal "$(kind_of model.safetensors)" "cnn3 chunks"
learn library.jsonl --input chunks --epochs 1 && expect_equal "$(kind_of model.safetensors)" "cnn3 chunks"
learn library.jsonl && expect_equal "$(kind_of model.safetensors)" "softmax embedding"
learn library.jsonl --arch softmax && expect_equal "$(kind_of model.safetensors)" "softmax embedding"
learn library.jsonl --split artist --folds 2 && expect_equal "$(kind_of model.safetensors)" "softmax embedding"
learn plain.jsonl --input statistics && expect_equal "$(kind_of model.safetensors)" "softmax statistics"
run_well mrec classify plain.jsonl --model model.safetensors --json
expect_json '.[0] | length == 24 and ([.[] | select(.genre == (.path | split("/")[0]))] | length) > 20'

refused() { expect_refusal 2 "$1" mrec train "${@:2}" -q -o refused.safetensors; }
refused "--arch cnn3: cannot learn from --input embedding" library.jsonl --arch cnn3 --input embedding
refused "--arch cnn3: cannot learn from --input statistics" library.jsonl --arch cnn3 --input statistics
refused "--arch softmax: cannot learn from --input chunks" library.jsonl --arch softmax --input chunks
refused "--arch softmax: learns from embeddings, and the features have none" plain.jsonl --arch softmax
refused "--l2: has no effect on --arch cnn3" plain.jsonl --l2 10
for option in "--epochs 3" "--batch 8" "--learning-rate 0.1" "--dropout 0" "--patience 3" "--preset default"; do
  refused "${option% *}: has no effect on --arch softmax" library.jsonl $option
done
refused "--validation: has no effect on --input embedding" library.jsonl --validation 0.1
refused "--split chunk: has no effect on --input embedding" library.jsonl --split chunk
for l2 in 0 -1 nan; do refused "--l2" library.jsonl --l2 $l2; done
refused --input library.jsonl --input sound
refused --arch library.jsonl --arch cnn4
make_course course.json
refused "--input statistics: a course file knows no tracks" course.json --input statistics
run_well mrec train course.json --epochs 1 -q -o model.safetensors
[ ! -e refused.safetensors ] || fail "expected no model"
