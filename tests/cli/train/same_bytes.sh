# A seed decides every byte of the model, whatever the threads, the folder and the output's name; of a method without chance
# it decides the split alone.
. "$(dirname "$0")/../support.sh"

# expect_same_bytes FILE ARGUMENT...
expect_same_bytes() {
  run_well mrec train "$@" --seed 3 -j 1 -q -o one.safetensors
  run_well mrec train "$@" --seed 3 -j 2 -q -o two.safetensors
  mkdir -p elsewhere && cp "$1" elsewhere && cd elsewhere
  run_well mrec train "$@" --seed 3 -j 3 -q -o model.safetensors
  cd ..
  expect_same one.safetensors two.safetensors
  expect_same one.safetensors elsewhere/model.safetensors
  run_well mrec train "$@" --seed 4 -j 2 -q -o other.safetensors
  expect_different one.safetensors other.safetensors
}
make_features chunks.jsonl
make_features embeddings.jsonl --embedding 20
expect_same_bytes chunks.jsonl --epochs 2
expect_same_bytes embeddings.jsonl

# Of cross-validation the model that is kept has learnt from all tracks: the weights are the same.
expect_same_bytes embeddings.jsonl --folds 3
expect_equal "$(tail -c 412 one.safetensors | md5sum)" "$(tail -c 412 other.safetensors | md5sum)"
