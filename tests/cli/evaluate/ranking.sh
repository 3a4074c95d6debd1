# Lists for simulated listeners: a table for people, the same as JSON, rule by rule.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --genres 3 --tracks 12 --embedding 6
mrec train library.jsonl --input embedding --folds 2 -q -o genre.safetensors >/dev/null
evaluate() { run_well mrec evaluate --ranking "$@" --model genre.safetensors; }
evaluate library.jsonl
for words in "simulated listeners" "musicnn: 6 numbers, standardised, cosine" "36 of 3 genres by 18 artists" "seed 1" \
             "genre.safetensors, which learnt from 36 of these tracks" "3 favourites of one genre, lists of 10, 300 listeners" \
             "5 + 5 of two genres, lists of 20" "the small taste" "one favourite, every track once" "unlike each other"; do
  expect_stdout "$words"
done
evaluate library.jsonl --json --listeners 40
expect_json '.[0] | .tracks == 36 and .artists == 18 and .learnt == 36 and .genre_model == "genre.safetensors"'
# Twelve of a genre are too few for 20 favourites.
expect_json '[.[0].listeners[].favourites] == [[3], [5], [5, 5], [8, 2]] and all(.[0].listeners[]; .listeners == 40)'
expect_json '[.[0].listeners[0].rules[].rule] == ["coverage", "soft-genre", "within-genre", "centroid", "nearest", "whole-list", "by-chance"]'
# The made genres lie far apart.
expect_json '.[0].listeners[0].rules | .[0].share == 1 and .[0].share_interval == [1, 1] and .[0].share_interval_by_artist == [1, 1]'
expect_json '.[0].listeners[0].rules | (.[0] | has("difference") | not) and .[3].difference == 0'
expect_json 'all(.[0].listeners[3].rules[:-1][]; .last_taste_share > 0 and .last_taste_left_out == 0 and .evenness > 0)'
expect_json '.[0].single_favourites.rules[0] | .all_tracks.same_genre == 1 and .other_artists.same_genre == 1'
expect_json '.[0].sources == []'

# The first rule that is named is what the others are compared with; neither threads nor the order of lines matter.
cp "$stdout" all
evaluate library.jsonl --json --listeners 40 --rule nearest coverage -j 1
expect_json '[.[0].listeners[0].rules[].rule] == ["nearest", "coverage"]'
expect_json '.[0].listeners[2].rules | (.[0] | has("difference") | not) and .[1].difference > 0'
cp "$stdout" named
{ head -n 1 library.jsonl; tail -n +2 library.jsonl | tac; } >turned.jsonl
evaluate turned.jsonl --json --listeners 40 --rule nearest coverage -j 3
expect_same "$stdout" named
evaluate library.jsonl --json --listeners 40 --rule nearest coverage --seed 2
expect_different "$stdout" named

# A song that lies there twice comes twice by the rule alone, never in a list of recommend.
jq -c 'if .path then ., (.path = "copies/" + .path) else . end' library.jsonl >twice.jsonl
evaluate twice.jsonl --json --listeners 40 --rule coverage whole-list
expect_json '[.[0].lists[].repeats] | .[0] > 0.2 and .[1] == 0'
# By its name alone, where it sounds otherwise.
jq -c 'if .path // "" | startswith("copies/") then .embedding |= map(. * 0.8 + 0.3) else . end' twice.jsonl >remade.jsonl
evaluate remade.jsonl --json --listeners 40 --rule coverage
expect_json '.[0].lists[0].repeats > 0.1'
# So does one without a name, by its sound and length.
jq -c 'if .tags then .tags = {} else . end' twice.jsonl >nameless.jsonl
evaluate nameless.jsonl --rule coverage --json --listeners 40
expect_json '.[0] | .lists[0].repeats > 0.2 and .lists[0].artists == null and .artists == 0'
expect_json '.[0].single_favourites.rules[0].other_artists == null'
jq -c 'if .path // "" | startswith("copies/") then .duration_s += 5 else . end' nameless.jsonl >longer.jsonl
evaluate longer.jsonl --rule coverage --json --listeners 40
expect_json '.[0].lists[0].repeats == 0'
evaluate nameless.jsonl --rule coverage
expect_stdout "artists not known"

jq -c 'if .path == "genre0/0.wav" then .label = null elif .path == "genre0/1.wav" then {path, size, mtime, error: "bad"}
       elif .path == "genre0/2.wav" then del(.embedding) else . end' library.jsonl >gaps.jsonl
evaluate gaps.jsonl --rule coverage --json
expect_json '.[0] | .tracks == 33 and .unlabelled == 1 and .failed == 1 and .without_input == 1'
expect_stderr "1 tracks without a label are left out"
