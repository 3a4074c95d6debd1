# Tracks with several genres, divided by ";": every method but lda learns them, softmax regression's place is taken by a
# sigmoid a genre, and the model says of each genre how probable it is.
. "$(dirname "$0")/../support.sh"

# Genres that overlap; those of the second also count to the first, so that "genre0;genre1" is a label.
several() {
  jq -c 'if .embedding and .label then
           (.path | explode | add) as $x
           | .embedding |= [to_entries[] | .value * 0.4 + (($x * 7919 + .key * .key * 104729 + $x * .key * 31) % 97) / 97]
           | if .label == "genre1" then .label = "genre0; genre1" else . end
         else . end' "$1"
}
make_features made.jsonl --embedding 12 --tracks 16
several made.jsonl >library.jsonl
make_features made.jsonl --embedding 12 --tracks 8 --seed 2
several made.jsonl | jq -c 'if .root then .root = "/other" else . end' >new.jsonl
metadata() { python3 -c 'import json, struct, sys; f = open(sys.argv[1], "rb"); n = struct.unpack("<Q", f.read(8))[0]
print(json.loads(f.read(n))["__metadata__"][sys.argv[2]])' "$@"; }

# The default of a library with embeddings just works.
run_well mrec train library.jsonl --folds 4 -o model.safetensors
for words in "most probable genre right, by track" "micro F1" "macro F1" "all genres right" mAP "macro ROC-AUC"; do
  expect_stdout "$words"
done
expect_stdout "calibration: temperature "
expect_no_text "$stdout" confusion
expect_stderr "split 1 of 4: "
metadata model.safetensors members | jq -r '.[0].architecture' >architecture
expect_equal "$(cat architecture)" logistic
expect_equal "$(metadata model.safetensors multi_label)" true
expect_equal "$(metadata model.safetensors command | grep -o -- '--l2 10.0 ')" "--l2 10.0 "
run_well mrec info model.safetensors --json
expect_json '.[0].several_genres_a_track'
run_well mrec train library.jsonl --l2 7 -q -o other.safetensors
expect_equal "$(metadata other.safetensors command | grep -o -- '--l2 7.0 ')" "--l2 7.0 "

# Every method: good figures, the same bytes at any number of threads, and verdicts on new music.
for arch in logistic svm knn mlp; do
  run_well mrec train library.jsonl --arch $arch --folds 4 -j 1 --json -q -o one.safetensors
  expect_json '.[0] | .multi_label and .micro_f1 > 0.7 and .mean_average_precision > 0.7 and .track_accuracy > 0.7'
  expect_json '.[0] | [.per_genre[].tracks] == [32, 16, 16]'
  expect_json '.[0].calibration | .fitted_on == 48 and .tested == 48 and .thresholds == []'
  expect_json '.[0].calibration | .ece >= 0 and .ece < 0.3 and .log_loss <= .log_loss_uncalibrated'
  run_well mrec train library.jsonl --arch $arch --folds 4 -j 2 -q -o two.safetensors
  expect_same one.safetensors two.safetensors
  run_well mrec evaluate one.safetensors new.jsonl --json -q
  expect_json '.[0].figures | .micro_f1.value > 0.7 and .mean_average_precision.value > 0.7'
  run_well mrec train library.jsonl --arch $arch --folds 4 --balance -q -o balanced.safetensors
  expect_different one.safetensors balanced.safetensors
done

# With one split the temperature is learnt elsewhere than where its figures are of.
run_well mrec train library.jsonl --arch svm --test 0.4 --json -q -o split.safetensors
expect_json '.[0].calibration | .fitted_by == "tracks of an inner cross-validation" and .fitted_on + .tested == 48'

# The figures are of the genres that the model gives: from its threshold on, at its temperature, in evaluate as in train.
expect_json '.[0].calibration.temperature != 1'
jq .micro_f1 "$stdout" >at_half
for below in 0.03 0.97; do
  run_well mrec train library.jsonl --arch svm --test 0.4 --unknown-below $below --json -q -o below.safetensors
  jq .micro_f1 "$stdout" >at_threshold
  expect_different at_half at_threshold
  run_well mrec evaluate below.safetensors library.jsonl --json -q
  jq .figures.micro_f1.value "$stdout" >evaluated
  expect_same at_threshold evaluated
done

# Where every genre of every track is told rightly, no interval says that this is certain.
make_features clear.jsonl --embedding 12 --tracks 16
sed 's/"label": "genre1"/"label": "genre0;genre1"/' clear.jsonl >labels.jsonl
run_well mrec train labels.jsonl --arch knn --folds 4 --json -q -o clear.safetensors
expect_json '.[0] | .micro_f1 == 1 and .micro_f1_interval[0] < 0.95 and .micro_f1_interval[1] == 1'
expect_json '.[0] | [.macro_f1_interval, .subset_accuracy_interval] == [.micro_f1_interval, .micro_f1_interval]'

# A blend of a network and vectors, too.
make_features chunks.jsonl --tracks 12
sed 's/"label": "genre1"/"label": "genre0;genre1"/' chunks.jsonl >blend.jsonl
run_well mrec train blend.jsonl --arch blend --epochs 2 --folds 2 --json -q -o blend.safetensors
expect_json '.[0] | .multi_label and .micro_f1 > 0.5 and .calibration.fitted_on == 36'

# lda cannot; who can is named.
expect_refusal 2 "--arch lda: learns one genre a track" mrec train library.jsonl --arch lda -q
expect_stderr "cnn3, course, mlp, rnn, logistic, svm, knn"
