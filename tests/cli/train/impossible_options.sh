# Options out of range are named, with exit code 2 and no model.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
while read -r option value; do
  expect_refusal 2 "$option" mrec train library.jsonl -q "$option" "$value"
done <<'OPTIONS'
--epochs 0
--epochs -1
--batch 0
--learning-rate 0
--learning-rate nan
--dropout 1
--dropout -0.1
--patience -1
--test 0
--test 1.5
--test nan
--validation 1
--folds 0
--folds 1
--folds 1000
--split genre
--seed -1
OPTIONS
expect_refusal 2 "--test" mrec train library.jsonl --test 0.6 --validation 0.5
[ ! -e "$MREC_HOME" ] || fail "expected no model"
