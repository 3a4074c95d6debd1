# What neighbours cannot be measured on is refused with the reason.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
refuse() { expect_refusal "$1" "$2" mrec evaluate --neighbours "${@:3}"; }
refuse 1 "missing.jsonl" missing.jsonl
: >empty.jsonl; refuse 1 "empty.jsonl" empty.jsonl
make_clip clip.wav; refuse 1 "clip.wav" clip.wav
make_course course.json; refuse 1 "course.json" course.json
refuse 1 "too few for 24 neighbours each" library.jsonl --k 24
refuse 2 "--k" library.jsonl --k 0
refuse 2 "--seed" library.jsonl --seed -1
refuse 2 "is empty" ""
jq -c 'if .label then .label = null else . end' library.jsonl >unlabelled.jsonl
refuse 1 "of 0 genres" unlabelled.jsonl
jq -c 'if .label then .label = "one" else . end' library.jsonl >one.jsonl
refuse 1 "of 1 genres" one.jsonl
expect_refusal 2 "--neighbours" mrec evaluate
# What breaks off is used as far as it goes.
head -c -1 library.jsonl >torn.jsonl
run_well mrec evaluate --neighbours torn.jsonl
expect_stderr "torn.jsonl: breaks off in the middle of a track: 23 tracks read"
expect_stdout "23 of 3 genres"
