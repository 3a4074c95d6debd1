# One table of all methods that the features allow, the most accurate first; what they do not allow is said.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --tracks 4
run_well mrec compare library.jsonl --folds 2
for row in "course (chunks)" "mlp (statistics)" "rnn (chunks)" "logistic (statistics)" "lda (timbre)" \
  "svm (statistics)" "knn (timbre)" "blend  "; do
  expect_stdout "$row"
done
expect_stdout "2-fold cross-validation, stratified by artist"
expect_stdout "12 tracks of 3 genres, seed 1; intervals and p: 6 artists with all their tracks"
expect_no_text "$stdout" cnn3
expect_stderr "left out: cnn3: learns from log-mel bands, and the features are MFCC"
expect_stderr "split 2 of 2: "
expect_no_text "$stdout" " sd "

run_well mrec compare library.jsonl --folds 2 --methods knn,logistic --seeds 2 -q
expect_silence "$stderr"
expect_stdout "seeds 1 to 2"
expect_stdout " sd "
expect_equal "$(grep -c '^[a-z]* (' "$stdout")" 2
# The genres are plain to see, so that regression finds them; neighbours of three genres in eleven tracks do not.
expect_equal "$(sed -n 5p "$stdout" | cut -d' ' -f1)" logistic
