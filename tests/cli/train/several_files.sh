# Feature files of the same options are joined; others are refused.
. "$(dirname "$0")/../support.sh"

make_features a.jsonl --tracks 4
make_features b.jsonl --tracks 4 --genres 2 --seed 2
expect_refusal 1 "genre0/0.wav: is given twice" mrec train a.jsonl b.jsonl -q
sed -i '1s|"root": "/music"|"root": "/more"|' b.jsonl
run_well mrec train a.jsonl b.jsonl --folds 2 --epochs 1 --json -o model.safetensors
expect_json '.[0].tracks == 20'
sed '1s/"hop": 512/"hop": 500/' b.jsonl >other.jsonl
expect_refusal 1 "other.jsonl" mrec train a.jsonl other.jsonl -q
