# A seed decides every byte of the model, whatever the threads, the folder and the output's name.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
train() { run_well mrec train library.jsonl --epochs 2 --quiet "$@"; }
train --seed 3 -j 1 -o one.safetensors
train --seed 3 -j 2 -o two.safetensors
train --seed 4 -j 2 -o other.safetensors
mkdir elsewhere && cp library.jsonl elsewhere && cd elsewhere
train --seed 3 -j 3 -o model.safetensors
cd ..
expect_same one.safetensors two.safetensors
expect_same one.safetensors elsewhere/model.safetensors
expect_different one.safetensors other.safetensors
