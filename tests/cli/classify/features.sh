# A feature file gives the same answers as its sound, but for its rounded numbers.
. "$(dirname "$0")/../support.sh"

make_library
run_well mrec classify music --json
jq -c '.[] | [(.path | sub("^music/"; "")), .genres]' "$stdout" >from_sound
run_well mrec classify "$MREC_HOME/library.jsonl.zst" --json
jq -c '.[] | [.path, .genres]' "$stdout" >from_features
jq -e -s --slurpfile features from_features '
  . as $sound | ($sound | length) == ($features | length) and all(range($sound | length); . as $i |
    $sound[$i][0] == $features[$i][0] and
    all($sound[$i][1] | to_entries[]; (.value - $features[$i][1][.key] | fabs) < 0.005))' from_sound >same ||
  fail "expected the same probabilities from sound and from features"
make_course course.json
expect_refusal 1 "course.json: is a course file" mrec classify course.json
mrec extract music --chunk 0.5 --excerpt 1.5 --hop 600 -o other.jsonl -q
expect_refusal 1 "other options than the model" mrec classify other.jsonl
