# A training that was cut off goes on from its checkpoint and gives the bytes of one that was not; what another training
# left is not mixed in.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
# kill_at TEXT ARGUMENT...: a training to model.safetensors that is killed when it has said TEXT. One that comes to its end
# before is done again.
kill_at() {
  local text=$1
  shift
  until [ -e model.safetensors.checkpoint ]; do
    rm -f model.safetensors
    "$MREC" train library.jsonl --arch course -o model.safetensors "$@" >"$stdout" 2>"$stderr" &
    local program=$!
    until grep -q "$text" "$stderr" || ! kill -0 $program; do sleep 0.02; done
    kill -KILL $program || :
    wait $program 2>/dev/null || :
  done 2>/dev/null
}
# expect_resumed TEXT ARGUMENT...: the killed training goes on, says TEXT and gives the model and figures of a whole one.
expect_resumed() {
  local text=$1
  shift
  run_well mrec train library.jsonl --arch course -o whole.safetensors --json -q "$@"
  jq 'del(.seconds, .model)' "$stdout" >whole.json
  run_well mrec train library.jsonl --arch course -o model.safetensors --json --resume "$@"
  expect_stderr "$text"
  jq 'del(.seconds, .model)' "$stdout" >resumed.json
  expect_same whole.json resumed.json
  expect_same whole.safetensors model.safetensors
  [ ! -e model.safetensors.checkpoint ] || fail "expected no checkpoint beside a model that is done"
  rm model.safetensors
}
long=(--epochs 60 --patience 0)
kill_at '^epoch  3' "${long[@]}"
[ ! -e model.safetensors ] || fail "expected no model of a training that was killed"
cp model.safetensors.checkpoint kept
expect_resumed 'goes on after epoch ' "${long[@]}" -j 1

# Unasked, neither what is done is lost nor the training begun anew.
cp kept model.safetensors.checkpoint
expect_refusal 2 "give --resume to go on with it or --restart to begin anew" \
  mrec train library.jsonl --arch course -o model.safetensors "${long[@]}"
expect_same kept model.safetensors.checkpoint
expect_refusal 1 "belongs to another command: mrec train library.jsonl --arch course" \
  mrec train library.jsonl --arch course -o model.safetensors --epochs 2 --resume
cp library.jsonl before
head -n -1 before >library.jsonl
expect_refusal 1 "was made of other features, labels or folds" \
  mrec train library.jsonl --arch course -o model.safetensors "${long[@]}" --resume
cp before library.jsonl
head -c 9000 kept >model.safetensors.checkpoint
expect_refusal 1 "model.safetensors.checkpoint: is damaged, or of another version of mrec: give --restart instead of --resume to begin anew" \
  mrec train library.jsonl --arch course -o model.safetensors "${long[@]}" --resume
[ ! -e model.safetensors ] || fail "expected no model of a training that was refused"

# Another training does not lose it either; --restart replaces it.
cp kept model.safetensors.checkpoint
expect_refusal 2 "model.safetensors.checkpoint: has another training, which was interrupted: mrec train library.jsonl --arch course" \
  mrec train library.jsonl --arch course -o model.safetensors --epochs 1 -q
expect_same kept model.safetensors.checkpoint
run_well mrec train library.jsonl --arch course -o model.safetensors --epochs 1 --restart
cp kept model.safetensors.checkpoint
run_well mrec train library.jsonl --arch course -o model.safetensors "${long[@]}" --restart
expect_no_text "$stderr" "goes on after"
expect_same whole.safetensors model.safetensors
run_well mrec train library.jsonl --arch course -o model.safetensors --epochs 1 --resume
expect_stderr "no training of it was interrupted: it begins anew"
expect_refusal 2 "--resume: has no effect on --arch lda" mrec train library.jsonl --arch lda -o lda.safetensors --resume
expect_refusal 2 "excludes" mrec train library.jsonl -o model.safetensors --resume --restart
rm -f model.safetensors

# Splits that are done are not learnt again.
kill_at '^split 3' --folds 3 --epochs 4
expect_resumed 'split 2 of 3: done before' --folds 3 --epochs 4
kill_at 'the model to keep' --folds 3 --epochs 4
expect_resumed 'split 3 of 3: done before' --folds 3 --epochs 4

# Where the split leaks, what comes after the model goes on likewise: the trainings for figures without the leak.
kill_at 'without the leak, split 1 of 1' --split chunk "${long[@]}"
expect_resumed 'without the leak, split 1 of 1' --split chunk "${long[@]}"
expect_stderr "goes on after epoch 60"
kill_at 'without the leak, split 2 of 3' --split track --folds 3 --epochs 20
expect_resumed 'without the leak, split 1 of 3: done before' --split track --folds 3 --epochs 20
expect_stderr "split 3 of 3: done before"
