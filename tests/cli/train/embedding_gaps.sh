# Tracks without an embedding are counted and left out; a library of other weights, or without embeddings, is refused.
. "$(dirname "$0")/../support.sh"

make_features gaps.jsonl --embedding 12 --without 3
# Figures of a part would say nothing of the library, so that it is not learnt from unasked.
expect_refusal 1 "9 of 24 labelled tracks have no embedding yet: run mrec extract" mrec train gaps.jsonl -o model.safetensors
run_well mrec train gaps.jsonl --input embedding --folds 2 -o model.safetensors
expect_stderr "9 labelled tracks without what is looked at (an embedding, chunks) are left out"
run_well mrec classify gaps.jsonl --model model.safetensors --json
expect_json '.[0] | length == 24 and ([.[] | select(.error)] | length) == 9'
expect_stderr "gaps.jsonl: 9 tracks have no embedding yet: left out: run mrec extract on its folders again"
printf 'genre1/5.wav\n' >list.txt
run_well mrec recommend --favorites list.txt --library gaps.jsonl --model model.safetensors --format paths
expect_stderr "gaps.jsonl: 9 tracks have no embedding yet: left out: run mrec extract on its folders again"
expect_equal "$(wc -l <"$stdout")" 14

make_features none.jsonl --embedding 12 --without 8
expect_refusal 1 "none.jsonl: has no embeddings: run mrec extract again" mrec train none.jsonl -o other.safetensors
make_features plain.jsonl
expect_refusal 1 "plain.jsonl: has no embeddings" mrec train plain.jsonl --input embedding -o other.safetensors
make_features foreign.jsonl --embedding 12 --weights 00000000000000000000000000000000
expect_refusal 1 "foreign.jsonl: has embeddings by another network or other weights" \
  mrec train gaps.jsonl foreign.jsonl -o other.safetensors
expect_refusal 1 "foreign.jsonl: has embeddings by other weights than the model model.safetensors" \
  mrec recommend --favorites list.txt --library foreign.jsonl --model model.safetensors
expect_refusal 1 "plain.jsonl: has no embeddings, which the model model.safetensors judges by" \
  mrec recommend --favorites list.txt --library plain.jsonl --model model.safetensors
