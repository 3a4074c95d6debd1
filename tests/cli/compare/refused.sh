# What is asked for by name and cannot be is refused with exit code 2 before anything is learnt.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --tracks 4
refused() { expect_refusal 2 "$1" mrec compare "${@:2}"; expect_no_text "$stderr" "split 1 of"; }
refused "--methods cnn3: learns from log-mel bands" library.jsonl --methods lda,cnn3
refused "--methods forest: there is no such method: one of cnn3" library.jsonl --methods forest
refused "--methods lda:sound: there is no such input: one of chunks" library.jsonl --methods lda:sound
refused "--methods lda: cannot learn from --input chunks" library.jsonl --methods lda:chunks
refused "--methods" library.jsonl --methods ""
refused "--folds" library.jsonl --folds 1
refused "--seeds" library.jsonl --seeds 0
refused "--split" library.jsonl --split chunk
expect_refusal 1 "has no embeddings" mrec compare library.jsonl --methods lda:embedding
expect_refusal 1 "missing.jsonl" mrec compare missing.jsonl
run_well mrec compare --folds 2 --methods lda,knn library.jsonl -q  # the file is no method
run_well mrec compare --help
expect_stdout "Example: mrec compare library.jsonl"

# A course file has chunks alone.
make_course course.json
run_well mrec compare course.json --folds 2
expect_stderr "left out: cnn3, mlp, logistic, lda, svm, knn, blend: a course file knows no tracks"
expect_stdout "course (chunks)"

# Several genres a track are learnt by all but lda; the figures are those of labels.
sed 's/"label": "genre1"/"label": "genre1;genre0"/' library.jsonl >several.jsonl
run_well mrec compare several.jsonl --folds 2 --split track
expect_stderr "left out: lda: learns one genre a track"
for words in "top genre %" "micro F1 %" mAP "of all pairs of track and genre" "mlp (statistics)" "logistic (statistics)" "svm (" "knn ("; do
  expect_stdout "$words"
done
expect_no_text "$stdout" "accuracy %"
expect_refusal 2 "--methods lda: learns one genre a track" mrec compare several.jsonl --methods mlp,lda -q
run_well mrec compare several.jsonl --folds 2 --split track --methods logistic:timbre,knn --json -q
expect_json '.[0].methods | length == 2 and all(.[]; .micro_f1 > 0 and .macro_f1 <= 1 and .mean_average_precision > 0.3 and .log_loss > 0)'
jq -c '.methods[] | select(.name == "logistic (timbre)") | [.track_accuracy, .micro_f1, .macro_f1, .mean_average_precision]' "$stdout" >compared
run_well mrec train several.jsonl --folds 2 --split track --arch logistic --input timbre --json -q -o model.safetensors
jq -c '[.track_accuracy, .micro_f1, .macro_f1, .mean_average_precision]' "$stdout" >trained
expect_same compared trained
