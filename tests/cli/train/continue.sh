# A training goes on from a model: further genres are added to its own, what it has learnt from is not tested, and the
# report says whether it has become better.
. "$(dirname "$0")/../support.sh"

make_features old.jsonl --genres 3 --tracks 8
make_features both.jsonl --genres 5 --tracks 12 --seed 2
quick=(--epochs 3 -q)
run_well mrec train old.jsonl --arch course --folds 2 "${quick[@]}" -o old.safetensors
cp old.safetensors kept

run_well mrec train both.jsonl --from old.safetensors "${quick[@]}" --folds 2 --json -o new.safetensors
# Tracks of one path are known again: 24 of the 60.
expect_json '.[0] | .tracks == 36 and .continued_from.learnt_before == 24 and .continued_from.tracks == 12'
expect_json '.[0].continued_from | .track_accuracy_before >= 0 and .track_accuracy <= 1 and .model == "old.safetensors"'
expect_json '.[0].genres == ["genre0", "genre1", "genre2", "genre3", "genre4"]'
run_well mrec info new.safetensors --json
expect_json '.[0] | .continued_from.model == "old.safetensors" and (.continued_from.checksum | length) == 32'
expect_json '.[0] | .continued_from.epochs == 3 and .epochs == "6" and .learnt_from.tracks == 60'
expect_stdout "--from old.safetensors --arch course --input chunks"

# The same bytes at any number of threads, from whatever name the model has.
run_well mrec train both.jsonl --from old.safetensors "${quick[@]}" --folds 2 -j 1 -o again.safetensors
expect_same new.safetensors again.safetensors
expect_stdout "goes on from old.safetensors, which had learnt from 24 of the tracks: they are not tested"
expect_stdout "of the 12 tested tracks of its genres it has "

# In the order of the model come first its own genres, also those without tracks, of which a warning tells.
grep -v '"label": "genre[24]"' both.jsonl >fewer.jsonl
run_well mrec train fewer.jsonl --from old.safetensors --epochs 2 -o fewer.safetensors
expect_stderr "no track is of these genres of old.safetensors: genre2: what it knows of them fades"
run_well mrec info fewer.safetensors --json
expect_json '.[0].genres == ["genre0", "genre1", "genre2", "genre3"]'
# The model itself may be replaced.
run_well mrec train both.jsonl --from old.safetensors "${quick[@]}" --folds 2 -o old.safetensors
expect_same new.safetensors old.safetensors
run_well mrec info old.safetensors --json
cp kept old.safetensors

# Nothing is left to test.
expect_refusal 1 "the model that the training goes on from has learnt from every track" \
  mrec train old.jsonl --from old.safetensors "${quick[@]}" --split track -o other.safetensors
# New tracks are all by artists that it has learnt from: by track, and that leaks.
make_features known.jsonl --genres 3 --tracks 12
sed -i 's/"artist\(.\)[45]"/"artist\10"/' known.jsonl
run_well mrec train known.jsonl --from old.safetensors --epochs 2 --folds 2 --json -o other.safetensors
expect_stderr "has learnt from every artist: split by track, so that the figures flatter"
expect_stderr "the split leaks artists: 12 of 12 tested tracks are by artists who were learnt from"
expect_json '.[0] | .tracks == 12 and .leakage.same_artist == 12'
expect_refusal 1 "has learnt from every track or its artist: give tracks by others too, or say --split track" \
  mrec train known.jsonl --from old.safetensors --split artist -o refused.safetensors
# A model that was trained further knows the tracks of both.
expect_refusal 1 "has nothing but tracks that the model learnt from (60)" mrec evaluate new.safetensors both.jsonl
# What contradicts the model.
expect_refusal 2 "--arch mlp: old.safetensors has --arch course, and its training goes on with that: leave it out" \
  mrec train both.jsonl --from old.safetensors --arch mlp -o other.safetensors
expect_refusal 2 "--input statistics: old.safetensors has --input chunks" \
  mrec train both.jsonl --from old.safetensors --input statistics -o other.safetensors
expect_refusal 2 "--preset course: says how a network begins, and old.safetensors has begun" \
  mrec train both.jsonl --from old.safetensors --preset course -o other.safetensors
run_well mrec train both.jsonl --from old.safetensors --arch course --input chunks "${quick[@]}" -o other.safetensors
make_features several.jsonl --genres 2 --tracks 12
sed -i 's/"label": "genre0"/"label": "genre0;genre1"/' several.jsonl
expect_refusal 1 "several.jsonl: labels name several genres, divided by \";\": and the model knows one a track" \
  mrec train several.jsonl --from old.safetensors "${quick[@]}" -o other.safetensors
run_well mrec train several.jsonl --arch course "${quick[@]}" -o several.safetensors
run_well mrec train both.jsonl --from several.safetensors "${quick[@]}" --json -o other.safetensors
expect_json '.[0] | .multi_label and .genres == ["genre0", "genre1", "genre2", "genre3", "genre4"]'
sed '1s/"n_mels": 128/"n_mels": 64/' both.jsonl >foreign.jsonl
expect_refusal 1 "foreign.jsonl: was extracted with other options than the model old.safetensors" \
  mrec train foreign.jsonl --from old.safetensors "${quick[@]}" -o other.safetensors
run_well mrec train old.jsonl --arch lda -q -o lda.safetensors
expect_refusal 2 "--from lda.safetensors: is of --arch lda, which learns from all tracks in a moment: train anew, on the old and the new features together" \
  mrec train both.jsonl --from lda.safetensors -o other.safetensors

# A training that was killed goes on from the very same model and gives the same bytes.
until [ -e long.safetensors.checkpoint ]; do
  rm -f long.safetensors
  "$MREC" train both.jsonl --from old.safetensors --epochs 60 --patience 0 -o long.safetensors >"$stdout" 2>"$stderr" &
  program=$!
  until grep -q '^epoch  3' "$stderr" || ! kill -0 $program; do sleep 0.02; done
  kill -KILL $program || :
  wait $program || :
done 2>/dev/null
cp fewer.safetensors old.safetensors
expect_refusal 1 "goes on from another model, or that has changed since" \
  mrec train both.jsonl --from old.safetensors --epochs 60 --patience 0 -o long.safetensors --resume
cp kept old.safetensors
run_well mrec train both.jsonl --from old.safetensors --epochs 60 --patience 0 -o long.safetensors --resume
expect_stderr "goes on after epoch "
run_well mrec train both.jsonl --from old.safetensors --epochs 60 --patience 0 -o whole.safetensors -q
expect_same whole.safetensors long.safetensors

# Asked to stop it keeps the best weights so far, unless they would replace the model that --resume goes on from.
# interrupt FILE: a training to FILE that is asked to stop after its third epoch.
interrupt() {
  : >"$stderr"  # what was said before is no sign
  "$MREC" train both.jsonl --from old.safetensors --epochs 100000 --patience 0 -o "$1" >"$stdout" 2>"$stderr" &
  local program=$!
  until grep -q '^epoch  3' "$stderr" || ! kill -0 $program; do sleep 0.02; done
  kill -INT $program
  code=0
  wait $program || code=$?
  expect_code 130
}
interrupt stopped.safetensors
expect_stderr "stopped as asked: stopped.safetensors holds the weights of epoch "
interrupt old.safetensors
expect_stderr "stopped as asked: old.safetensors is as it was, for the training goes on from it: the same command with --resume goes on"
expect_same kept old.safetensors
