# For people: a line an epoch with the time left, accuracies with intervals, genres, the confusion matrix.
. "$(dirname "$0")/../support.sh"

mkdir -p "$MREC_HOME" && make_features "$MREC_HOME/library.jsonl"
run_well mrec train --epochs 2
for epoch in 1 2; do expect_stderr "epoch  $epoch of 2  train loss"; done
expect_stderr "validation loss"
expect_stderr "left"
for words in "protocol: one split, 20 % tested, stratified by artist" "accuracy by chunk" "accuracy by track" "95 % interval" \
             precision recall confusion "model: $MREC_HOME/genre.safetensors"; do
  expect_stdout "$words"
done
expect_names "$MREC_HOME" genre.safetensors library.jsonl

# Labels are of foreign tags: no escape code reaches the terminal, and no name pushes a table out of sight.
jq -c --arg long "$(printf 'x%.0s' {1..300})" \
  'if .label == "genre0" then .label = "\u001b[31mred" elif .label == "genre1" then .label = $long else . end' \
  "$MREC_HOME/library.jsonl" >hostile.jsonl
run_well mrec train hostile.jsonl --epochs 1 -o hostile.safetensors
expect_no_text "$stdout" $'\e'
expect_no_text "$stderr" $'\e'
expect_stdout " [31mred"
[ "$(wc -L <"$stdout")" -lt 200 ] || fail "expected lines of less than 200 characters"
