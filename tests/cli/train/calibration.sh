# The model that is kept is calibrated: what temperature it has and by which tracks, what it gives on tested ones, and a
# threshold below which a genre is unknown.
. "$(dirname "$0")/../support.sh"

# Genres that overlap, so that some verdicts are wrong: three strong places a genre become one in noise.
make_features clean.jsonl --embedding 12 --tracks 20
jq -c 'if .embedding and .label then
         (.path | explode | add) as $x
         | .embedding |= [to_entries[] | .value * 0.35 + (($x * 7919 + .key * .key * 104729 + $x * .key * 31) % 97) / 48]
       else . end' clean.jsonl >library.jsonl

run_well mrec train library.jsonl --folds 4 -o model.safetensors -q
expect_stdout "calibration: temperature "
expect_stdout ", by 60 tested tracks of all folds"
expect_stdout "% (uncalibrated "
expect_stdout "verdicts of at least 50 % confidence: "
for words in "macro recall" "macro F1" "macro ROC-AUC"; do expect_stdout "$words"; done
run_well mrec train library.jsonl --folds 4 --json -q -o again.safetensors
expect_same model.safetensors again.safetensors
expect_json '.[0].track_accuracy | . > 0.4 and . < 1'
expect_json '.[0] | .macro_f1 >= .macro_f1_interval[0] and .macro_f1 <= .macro_f1_interval[1]'
expect_json '.[0] | .macro_recall >= .macro_recall_interval[0] and .macro_recall <= .macro_recall_interval[1]'
expect_json '.[0] | .macro_roc_auc > 0.5 and .macro_roc_auc <= 1'
expect_json '.[0].calibration | .fitted_on == 60 and .tested == 60 and .temperature > 0.05 and .temperature != 1'
expect_json '.[0].calibration | (.ece, .ece_uncalibrated) | . >= 0 and . <= 1'
expect_json '.[0].calibration | .unknown_below == null and [.thresholds[].confidence] == [0.5, 0.7, 0.9]'
expect_json '.[0].calibration.thresholds | all(.[]; .right <= .accepted) and .[0].accepted >= .[2].accepted'
jq .calibration.temperature "$stdout" >temperature

# The same stands in the model, and is what classify applies: another temperature, other probabilities, the same genres.
metadata() { python3 -c 'import json, struct, sys; f = open(sys.argv[1], "rb"); n = struct.unpack("<Q", f.read(8))[0]
print(json.loads(f.read(n))["__metadata__"][sys.argv[2]])' "$@"; }
metadata model.safetensors calibration | jq .temperature >in_model
expect_same temperature in_model
metadata model.safetensors figures >figures
expect_json -f figures '.[0].calibration.fitted_on == 60'

# One split: the figures are of the tested tracks, what is fitted is not.
run_well mrec train library.jsonl --json -q -o split.safetensors
expect_json '.[0].calibration | .fitted_by == "tracks of an inner cross-validation"'
expect_json '.[0] | .calibration.tested == .tracks and .calibration.fitted_on == 60 - .tracks'
run_well mrec train library.jsonl --arch mlp --epochs 3 --validation 0.4 --json -q -o net.safetensors
expect_json '.[0].calibration | .fitted_by == "validation tracks" and .fitted_on >= 20 and .fitted_on <= 28'
run_well mrec train library.jsonl --arch mlp --epochs 1 --validation 0.1 -q -o net.safetensors
expect_stdout "calibration: temperature 1: too few tracks to learn it from: "
run_well mrec train library.jsonl --arch mlp --epochs 1 --validation 0 -q -o net.safetensors
expect_stdout "calibration: temperature 1: no track was left to learn it from"

# Verdicts that are all right are made as sure as so many allow, and no surer.
run_well mrec train clean.jsonl --folds 4 --json -q -o clean.safetensors
expect_json '.[0] | .track_accuracy == 1 and .track_accuracy_interval[0] < 1 and .track_accuracy_interval[1] == 1'
expect_json '.[0] | .macro_f1_interval == .track_accuracy_interval and .macro_recall_interval == .track_accuracy_interval'
expect_json '.[0].calibration | .temperature > 0.05 and .temperature < 1 and .ece < .ece_uncalibrated and .ece > 0.01'

# Nor do ten right chunks of a track make its verdict any surer.
run_well mrec train clean.jsonl --arch mlp --input chunks --epochs 10 --folds 2 --json -q -o chunks.safetensors
expect_json '.[0] | .chunk_accuracy == 1 and .chunks > .tracks and .chunk_accuracy_interval == .track_accuracy_interval'

# A temperature that makes the cross-fitted log-loss worse is not applied, and that is said everywhere.
run_well mrec train library.jsonl --l2 0.2 --folds 4 -o refused.safetensors -q
expect_stdout "calibration: temperature 1: calibration would not have helped: at 0.99, by 60 tested tracks of all folds, the cross-fitted log-loss is "
expect_no_text "$stdout" "(uncalibrated"
run_well mrec train library.jsonl --l2 0.2 --folds 4 --json -o refused.safetensors -q
refused='(.calibration | .temperature == 1 and (.note | startswith("calibration would not have helped: "))
  and .log_loss == .log_loss_uncalibrated and .ece == .ece_uncalibrated and .not_applied.temperature != 1
  and .not_applied.log_loss >= .not_applied.log_loss_uncalibrated)'
expect_json ".[0] | $refused and .calibration.not_applied.log_loss_uncalibrated == .calibration.log_loss"
metadata refused.safetensors figures >figures
expect_json -f figures ".[0] | $refused"
run metadata refused.safetensors calibration
expect_code 1  # no key: a temperature of 1 and no threshold
# Of one split the tested tracks have no say in it.
run_well mrec train library.jsonl --l2 0.2 --json -o refused.safetensors -q
expect_json ".[0] | $refused and .calibration.not_applied.log_loss_uncalibrated != .calibration.log_loss"
# A threshold is chosen all the same, at temperature 1.
run_well mrec train library.jsonl --l2 0.2 --folds 4 --unknown-below auto:0.95 --json -o refused.safetensors -q
expect_json ".[0] | $refused and .calibration.unknown_below > 0 and .calibration.unknown.accepted < 60"
metadata refused.safetensors calibration >in_model
expect_json -f in_model '.[0] | .temperature == 1 and .unknown_below > 0'

# The threshold.
run_well mrec train library.jsonl --folds 4 --unknown-below 0.6 --json -q -o fixed.safetensors
expect_json '.[0].calibration | .unknown_below == 0.6 and .unknown.confidence == 0.6 and .unknown.accepted < 60'
metadata fixed.safetensors calibration | jq .unknown_below >below
expect_equal "$(cat below)" 0.6
expect_equal "$(metadata fixed.safetensors command | grep -o -- '--unknown-below 0.6')" "--unknown-below 0.6"
run_well mrec train library.jsonl --folds 4 --unknown-below auto:0.9 --json -q -o auto.safetensors
expect_json '.[0].calibration | .wished_accuracy == 0.9 and .unknown_below > 0 and .unknown_below < 1'
run_well mrec train library.jsonl --folds 4 --unknown-below auto:0 -q -o auto.safetensors
expect_stdout "unknown below 0.0 % confidence: accepted are 100 % of the tracks"
jq -c 'if .label then .label = (.path | explode | .[-5] % 3 | "genre\(.)") else . end' clean.jsonl >random.jsonl
run_well mrec train random.jsonl --folds 4 --unknown-below auto:1 -q -o auto.safetensors
expect_stdout "no threshold makes 100 % of the accepted right: this one comes nearest"
run_well mrec train library.jsonl --arch mlp --epochs 1 --validation 0 --unknown-below auto:0.9 -q -o net.safetensors
expect_stdout 'no threshold of "unknown", for there is nothing to choose it by'
for wrong in 1.5 -0.1 nan auto: auto:2 half ""; do
  run mrec train library.jsonl --unknown-below="$wrong" -q -o wrong.safetensors
  expect_code 2
done

# Several genres a track: figures of labels in place of the confusion matrix.
jq -c 'if .label == "genre2" then .label = "genre0;genre1" else . end' library.jsonl >labels.jsonl
run_well mrec train labels.jsonl --arch mlp --epochs 10 --folds 4 -q -o labels.safetensors
for words in "most probable genre right, by track" "micro F1" "macro F1" "all genres right" mAP; do expect_stdout "$words"; done
expect_no_text "$stdout" confusion
run_well mrec train labels.jsonl --arch mlp --epochs 10 --folds 4 --json -q -o labels.safetensors
expect_json '.[0] | .multi_label and (has("confusion") | not) and ([.per_genre[].tracks] == [40, 40])'
expect_json '.[0] | .micro_f1 >= .micro_f1_interval[0] and .micro_f1 <= .micro_f1_interval[1] and .mean_average_precision > 0'
expect_json '.[0].calibration | .fitted_on == 60 and .thresholds == [] and .log_loss <= .log_loss_uncalibrated'
expect_refusal 2 "is for one genre a track" mrec train labels.jsonl --arch mlp --unknown-below auto:0.9 -q

# A track of a genre that what judges it had not learnt does not decide the temperature: of two of a rare genre one is
# tested, and no inner fold that judges the other has learnt it.
jq -c 'if .path == "genre0/0.wav" or .path == "genre1/9.wav" then .label = "rare" else . end' library.jsonl >rare.jsonl
run_well mrec train rare.jsonl --split track --seed 2 --json -q -o rare.safetensors
expect_json '.[0] | .calibration.left_out == 1 and .calibration.fitted_on == 60 - .tracks - 1 and .calibration.tested == .tracks'
run_well mrec train rare.jsonl --split track --seed 2 -q -o rare.safetensors
expect_stdout "(1 left out: what judged them had not learnt their genre)"
# Nor where a fold tests all of a genre, which is said.
jq -r 'select(.label) | .path + "\t" + (if .label == "rare" then "0" else (.path | explode | .[-5] % 4 | tostring) end)' rare.jsonl >folds.tsv
run_well mrec train rare.jsonl --folds folds.tsv --unknown-below auto:0.9 --json -o rare.safetensors
expect_stderr "genre rare: none of its tracks is learnt from in 1 of 4 folds"
expect_json '.[0].calibration | .left_out == 2 and .fitted_on == 58 and .tested == 60'
run_well mrec train library.jsonl --folds 4 -o model.safetensors
expect_no_text "$stderr" "is learnt from"
