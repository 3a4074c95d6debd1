# Neighbours of a library's tracks: a table for people, the same as JSON, with and without the query's artist.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --genres 2
evaluate() { run_well mrec evaluate --neighbours library.jsonl "$@"; }
evaluate
expect_silence "$stderr"
for words in "protocol: share of the same genre among the 5 nearest tracks" "16 of 2 genres by 8 artists" "seed 1" \
             "39 numbers, standardised, cosine" "95 %" "all tracks" "other artists" hubness; do
  expect_stdout "$words"
done
evaluate --k 3 --seed 7 --json
expect_json '.[0] | .k == 3 and .seed == 7 and .tracks == 16 and .genres == 2 and .artists == 8 and .unlabelled == 0'
expect_json '[.[0].rows[].neighbours] == ["all tracks", "other artists"]'
# The made genres lie far apart: 7 others of the own genre in 15, 6 in 14 by other artists.
expect_json '[.[0].rows[].same_genre] == [1, 1] and (.[0].rows | .[0].chance - 7 / 15 | fabs < 1e-9)'
expect_json '.[0].rows[1].chance - 6 / 14 | fabs < 1e-9'
expect_json '[.[0].rows[] | .same_genre_interval, .same_genre_interval_by_artist] == [[1, 1], [1, 1], [1, 1], [1, 1]]'
expect_json '.[0].rows | all(.largest_hub >= 3 and .orphans >= 0 and .orphans < 1)'

# The order of the lines does not matter, nor do tracks without a label or that failed; they are counted.
{ head -n 1 library.jsonl; tail -n +2 library.jsonl | tac; } >turned.jsonl
cp "$stdout" straight
run_well mrec evaluate --neighbours turned.jsonl --k 3 --seed 7 --json
expect_same "$stdout" straight
jq -c 'if .path == "genre0/0.wav" then .label = null elif .path == "genre0/1.wav" then {path, size, mtime, error: "bad"}
       else . end' library.jsonl >gaps.jsonl
run_well mrec evaluate --neighbours gaps.jsonl --json
expect_json '.[0] | .tracks == 14 and .unlabelled == 1 and .failed == 1'
expect_stderr "1 tracks without a label are left out"
run_well mrec evaluate --neighbours gaps.jsonl -q
expect_silence "$stderr"

jq -c 'if .tags then .tags = {} else . end' library.jsonl >nameless.jsonl
run_well mrec evaluate --neighbours nameless.jsonl
expect_stdout "artists not known"
expect_no_text "$stdout" "other artists"
