# Ctrl-C keeps the best weights so far as a model that can be used, and the training goes on later.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
# interrupt SIGNAL TEXT ARGUMENT...: a training to model.safetensors that is asked to stop when it has said TEXT.
interrupt() {
  local signal=$1 text=$2
  shift 2
  "$MREC" train library.jsonl --arch course -o model.safetensors "$@" >"$stdout" 2>"$stderr" &
  local program=$!
  until grep -q "$text" "$stderr" || ! kill -0 $program; do sleep 0.02; done
  kill "-$signal" $program
  code=0
  wait $program || code=$?
  expect_code 130
}
for signal in INT TERM HUP; do
  interrupt $signal '^epoch  2' --epochs 100000 --patience 0 --restart
  expect_stderr "mrec: stopped as asked: model.safetensors holds the weights of epoch "
  expect_stderr " of 100000: the same command with --resume goes on"
  expect_stdout "model: model.safetensors"
  run_well mrec info model.safetensors
  expect_stdout "of 100000"
done

# Amid a cross-validation there is no model to keep yet, and an older one stays.
cp model.safetensors old
interrupt INT '^split 2' --folds 3 --epochs 300 --restart
expect_stderr "stopped as asked: no model was written; what is done is kept in model.safetensors.checkpoint: the same command with --resume goes on"
expect_same old model.safetensors

# Where the checkpoint cannot be written it is said once, and the training comes to its end.
mkdir taken && mkdir taken/model.safetensors.checkpoint
run_well mrec train library.jsonl --arch course --epochs 3 -o taken/model.safetensors --restart
expect_equal "$(grep -c 'the training goes on without it' "$stderr")" 1

# What is done stays where only the figures without the leak were still to come.
interrupt INT '^without the leak' --split chunk --epochs 400 --patience 0 --restart
expect_stderr "stopped as asked: model.safetensors holds the weights, which are done; the figures without the leak are not: the same command with --resume goes on"
expect_stdout "accuracy by chunk"
expect_no_text "$stdout" "without the leak"
run_well mrec info model.safetensors
rm model.safetensors.checkpoint

# While a model is trained no other training begins at the same place.
touch said
"$MREC" train library.jsonl --arch course -o model.safetensors --epochs 100000 --patience 0 >/dev/null 2>said &
program=$!
until grep -q '^epoch  2' said; do sleep 0.02; done
expect_refusal 1 "model.safetensors: is being trained by another mrec (process $program): wait for its end or give another -o" \
  mrec train library.jsonl --arch course -o model.safetensors --epochs 1 --restart
kill -KILL $program
wait $program 2>/dev/null || :
