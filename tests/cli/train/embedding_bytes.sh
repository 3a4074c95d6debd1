# A model of embeddings is the same whatever the threads and the folder; the seed decides the split alone.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --embedding 20
train() { run_well mrec train library.jsonl --quiet "$@"; }
train -j 1 -o one.safetensors
train -j 2 -o two.safetensors
mkdir elsewhere && cp library.jsonl elsewhere && cd elsewhere
train -j 3 -o model.safetensors
cd ..
expect_same one.safetensors two.safetensors
expect_same one.safetensors elsewhere/model.safetensors
train --folds 3 --seed 1 -o one.safetensors
train --folds 3 --seed 2 -o two.safetensors
# Of cross-validation the model that is kept has learnt from all tracks: the weights are the same.
expect_equal "$(tail -c 412 one.safetensors | md5sum)" "$(tail -c 412 two.safetensors | md5sum)"
