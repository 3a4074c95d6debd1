# A feature file gives the same answers as its sound.
. "$(dirname "$0")/../support.sh"

make_library
run_well mrec classify music --json
jq -c '.[] | [(.path | sub("^music/"; "")), .genres]' "$stdout" >from_sound
run_well mrec classify "$MREC_HOME/library.jsonl.zst" --json
jq -c '.[] | [.path, .genres]' "$stdout" >from_features
expect_same from_sound from_features
make_course course.json
expect_refusal 1 "course.json: is a course file" mrec classify course.json
mrec extract music --chunk 0.5 --excerpt 1.5 --hop 600 -o other.jsonl -q
expect_refusal 1 "other options than the model" mrec classify other.jsonl
