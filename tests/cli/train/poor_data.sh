# What cannot be learnt from is refused with its reason.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
edit() { jq -c "$1" library.jsonl >edited.jsonl; }
refuse() { expect_refusal 1 "$1" mrec train edited.jsonl -q; }

edit 'if .format then .genres = [] else .label = null end';            refuse "edited.jsonl: has no labelled track"
edit 'select(.format or .label == "genre1")';                          refuse "has one genre only (genre1)"
edit 'select(.label != "genre2" or .path == "genre2/3.wav")';          refuse "genre genre2 has 1 track"
edit 'select(.format)';                                                refuse "has no labelled track"
edit 'if .path == "genre1/2.wav" then .chunks[1] |= .[1:] else . end'; refuse "edited.jsonl: line 12"
edit 'if .path == "genre1/2.wav" then .chunks[1][3] += [1] else . end'; refuse "edited.jsonl: line 12"
edit 'if .path == "genre1/2.wav" then .chunks[1][3][2] = null else . end'; refuse "edited.jsonl: line 12"
for number in NaN Infinity 1e999; do
  sed "12s/\"chunks\": \[\[\[[^,]*/\"chunks\": [[[$number/" library.jsonl >edited.jsonl
  expect_different library.jsonl edited.jsonl
  refuse "edited.jsonl: line 12"
done

# Some tracks without a label, or failed, are only left out.
edit 'if .path == "genre1/2.wav" then .label = null elif .path == "genre1/3.wav" then {path, size, mtime, error: "bad"} else . end'
run_well mrec train edited.jsonl --epochs 1 --folds 2 --json -o model.safetensors
expect_stderr "1 tracks without a label are left out"
expect_stderr "1 files that failed at extraction are left out"
expect_json '.[0].tracks == 22'
