# A genre model on tracks that it never saw: a table for people and JSON; what it learnt from is left out.
. "$(dirname "$0")/../support.sh"

# elsewhere FILE TO: the same tracks by other artists in another folder.
elsewhere() {
  jq -c 'if .root then .root = "/other" else .tags.artist = "another \(.tags.artist)" end' "$1" >"$2"
}
make_features library.jsonl
make_features made.jsonl --seed 2
elsewhere made.jsonl new.jsonl
run_well mrec train library.jsonl --arch lda --folds 2 -o model.safetensors -q

run_well mrec evaluate model.safetensors new.jsonl
expect_silence "$stderr"
for words in "lda on timbre, 3 genres" "new.jsonl: 24 tracks of 3 genres by 12 artists" "95 % interval" "by artist" \
             "accuracy" "macro recall" "macro AUC" "log-loss" "ECE" "confusion by track" "reliability"; do
  expect_stdout "$words"
done
run_well mrec evaluate model.safetensors new.jsonl --json --seed 3
expect_json '.[0] | .seed == 3 and .set.tracks == 24 and .set.artists == 12 and .set.learnt_from == 0'
expect_json '.[0].figures | .accuracy.value > 0.8 and .accuracy.interval[0] > 0.5 and .macro_auc.value > 0.9'
expect_json '.[0] | [.per_genre[].tracks] == [8, 8, 8] and ([.confusion[] | add] == [8, 8, 8])'
expect_json '.[0].calibration | ([.reliability[].tracks] | add) == 24 and .log_loss < 1'
expect_json '.[0].warnings == []'
cp "$stdout" once
{ head -n 1 new.jsonl; tail -n +2 new.jsonl | tac; } >turned.jsonl
run_well mrec evaluate model.safetensors turned.jsonl --json --seed 3 -j 3
expect_same "$stdout" once

# What it learnt from is left out and said, unless it is asked for; artists are said too.
expect_refusal 1 "has nothing but tracks that the model learnt from (24)" mrec evaluate model.safetensors library.jsonl
run_well mrec evaluate model.safetensors library.jsonl --with-learnt
expect_stderr "24 of 24 tracks were learnt from: the figures flatter"
run_well mrec evaluate model.safetensors library.jsonl new.jsonl --json
expect_stderr "24 of 48 tracks were learnt from: left out"
expect_json '.[0].set | .tracks == 24 and .learnt_from == 24 and .learnt_from_left_out'
jq -c 'if .root then .root = "/other" else . end' made.jsonl >same_artists.jsonl
run_well mrec evaluate model.safetensors same_artists.jsonl
expect_stderr "24 of 24 tracks are by artists who were learnt from"
# Content tells a track again wherever it lies; the part that one split tests is not learnt from.
jq -c 'if .root then . else .hash = "00000000000000000000000000000\(.path[5:6])0\(.path[7:8])" end' library.jsonl >hashed.jsonl
run_well mrec train hashed.jsonl --arch lda --split track --test 0.25 -o split.safetensors -q --json
tested=$(jq .tracks "$stdout")
elsewhere hashed.jsonl moved.jsonl
run_well mrec evaluate split.safetensors moved.jsonl --json
expect_json ".[0].set.tracks == $tested and .[0].set.learnt_from == 24 - $tested"
run_well mrec info split.safetensors --json
expect_json ".[0].learnt_from.tracks == 24 - $tested"

# Genres that one side does not know.
jq -c 'if .label == "genre1" then .label = "polka" else . end' new.jsonl >polka.jsonl
run_well mrec evaluate model.safetensors polka.jsonl
expect_stderr "8 of 24 tracks are of genres that the model does not know (polka 8): counted apart"
expect_stderr "no track is of these genres of the model: genre1"
grep -Eq '^genre1 +[0-9-]+( %)? +- +- +- +0$' "$stdout" || fail "expected no recall of a genre without tracks"
run_well mrec evaluate model.safetensors polka.jsonl --json -q
expect_silence "$stderr"
expect_json '.[0] | .set.foreign == 8 and .set.foreign_genres == {polka: 8} and (.warnings | length) == 2'
# Tracks that are out of it are counted.
jq -c 'if .path == "genre0/0.wav" then .label = null elif .path == "genre0/1.wav" then {path, size, mtime, error: "bad"}
       else . end' new.jsonl >gaps.jsonl
run_well mrec evaluate model.safetensors gaps.jsonl --json
expect_stderr "1 tracks without a label are left out"
expect_json '.[0].set | .tracks == 22 and .unlabelled == 1 and .failed == 1'
head -c -1 new.jsonl >torn.jsonl
run_well mrec evaluate model.safetensors torn.jsonl
expect_stderr "torn.jsonl: breaks off in the middle of a track: 23 tracks read"
expect_stdout "23 tracks of 3 genres"

# A temperature is shown beside what the figures are without it, a threshold with the verdicts that stand.
python3 - <<'PY'
import json, struct
content = open("model.safetensors", "rb").read()
size = struct.unpack("<Q", content[:8])[0]
header = json.loads(content[8:8 + size])
header["__metadata__"]["calibration"] = json.dumps({"temperature": 4000.0, "unknown_below": 0.5})
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
open("warm.safetensors", "wb").write(struct.pack("<Q", len(text)) + text + content[8 + size:])
PY
run_well mrec evaluate warm.safetensors polka.jsonl
expect_stdout "without its temperature of 4000.00: log-loss"
expect_stdout '"unknown" below 50.0 %'
expect_stdout 'of 8 tracks of unknown genres are "unknown"'
run_well mrec evaluate warm.safetensors new.jsonl --json
expect_json '.[0] | .calibration.log_loss > .calibration_without_temperature.log_loss and .calibration.temperature == 4000'
expect_json '.[0].unknown | .below == 0.5 and .accepted <= 24 and .coverage == .accepted / 24'
