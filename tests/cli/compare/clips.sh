# Log-mel clips are learnt from by networks that look at windows of them; Ctrl-C stops a comparison.
. "$(dirname "$0")/../support.sh"

make_music music --seconds 4
mrec extract music --labels folder --preset logmel --embedding none -o clips.jsonl -q
run_well mrec compare clips.jsonl --folds 2 --methods cnn3,lda,blend --json -q
expect_json '.[0].methods | map(.name) | sort == ["blend", "cnn3 (clip)", "lda (timbre)"]'
expect_json '.[0].methods[] | (.chunk_accuracy != null) == (.name == "cnn3 (clip)")'
expect_refusal 2 "--methods course: learns from chunks, and the features are of whole excerpts" \
  mrec compare clips.jsonl --methods course -q

"$MREC" compare clips.jsonl --folds 2 --methods rnn --seeds 100 >"$stdout" 2>"$stderr" &
program=$!
until grep -q '^split 1' "$stderr"; do sleep 0.05; done
kill -INT $program
code=0
wait $program || code=$?
expect_code 130
expect_silence "$stdout"
