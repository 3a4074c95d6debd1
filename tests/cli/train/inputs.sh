# What is learnt from, by default and by name; what does not fit together is refused with exit code 2.
. "$(dirname "$0")/../support.sh"

make_features plain.jsonl
make_features library.jsonl --embedding 12
kind_of() { run_well mrec info "$1" --json; jq -r '.members[0] | .architecture + " " + .input_kind' "$stdout"; }
learn() { run_well mrec train "$@" -q -o model.safetensors; }
learn plain.jsonl --epochs 1 && expect_equal "$(kind_of model.safetensors)" "course chunks"
learn library.jsonl --arch course --epochs 1 && expect_equal "$(kind_of model.safetensors)" "course chunks"
learn library.jsonl --input chunks --epochs 1 && expect_equal "$(kind_of model.safetensors)" "course chunks"
learn library.jsonl && expect_equal "$(kind_of model.safetensors)" "logistic embedding"
learn library.jsonl --arch logistic && expect_equal "$(kind_of model.safetensors)" "logistic embedding"
learn library.jsonl --split artist --folds 2 && expect_equal "$(kind_of model.safetensors)" "logistic embedding"
learn plain.jsonl --input statistics && expect_equal "$(kind_of model.safetensors)" "logistic statistics"
run_well mrec classify plain.jsonl --model model.safetensors --json
expect_json '.[0] | length == 24 and ([.[] | select(.genre == (.path | split("/")[0]))] | length) > 20'

refused() { expect_refusal 2 "$1" mrec train "${@:2}" -q -o refused.safetensors; }
refused "--arch course: cannot learn from --input embedding" library.jsonl --arch course --input embedding
refused "--arch course: cannot learn from --input statistics" library.jsonl --arch course --input statistics
refused "--arch logistic: cannot learn from --input chunks" library.jsonl --arch logistic --input chunks
refused "--arch cnn3: learns from log-mel bands, and the features are MFCC" plain.jsonl --arch cnn3
refused "--arch svm: cannot learn from --input clip" plain.jsonl --arch svm --input clip
refused "--input: has no effect on --arch blend" plain.jsonl --arch blend --input chunks
refused "--l2: has no effect on --arch course" plain.jsonl --l2 10
for option in "--epochs 3" "--batch 8" "--learning-rate 0.1" "--dropout 0" "--patience 3" "--preset course" "--crops 3"; do
  refused "${option% *}: has no effect on --arch logistic" library.jsonl $option
done
refused "--split chunk: is for what learns from chunks alone" library.jsonl --split chunk
for l2 in 0 -1 nan; do refused "--l2" library.jsonl --l2 $l2; done
refused --input library.jsonl --input sound
refused --arch library.jsonl --arch cnn4
for arch in lda svm knn mlp rnn blend; do learn plain.jsonl --arch $arch; done
learn plain.jsonl --arch mlp --input chunks --epochs 2
learn plain.jsonl --arch rnn --input clip --epochs 2
make_course course.json
refused "--input statistics: a course file knows no tracks" course.json --input statistics
run_well mrec train course.json --epochs 1 -q -o model.safetensors
[ ! -e refused.safetensors ] || fail "expected no model"
