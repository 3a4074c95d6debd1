# --explain: of each track the parts of its score, the favourites that pulled it in, and what moved it.
. "$(dirname "$0")/../support.sh"

make_features made.jsonl --embedding 20 --genres 3 --tracks 8
mrec train made.jsonl --arch logistic --seed 1 -o model.safetensors -q >/dev/null
printf 'genre0/0.wav\ngenre1/0.wav\n' >list.txt
recommend() { run_well mrec recommend --library made.jsonl --model model.safetensors --favorites list.txt "$@"; }
recommend --json --explain
expect_json '.[0] | all(.explanation | .similarity_part != null and .genre_part >= 0 and .genre_part <= 0.1 + 1e-6)'
expect_json '.[0] | all(.explanation.pulled_by | length >= 1 and (map(.share) | add <= 1 + 1e-9 and . == (sort | reverse)) and
                        all(.favorite | IN("genre0/0.wav", "genre1/0.wav")))'
expect_json '.[0][0].explanation | .rank_by_rule == 1 and .moved_because == null'
# The other track of an artist waits, and says so.
expect_json '.[0] | any(.explanation.moved_because == "another track of the artist stood too near")'
expect_json '.[0] | to_entries | all(.value.explanation.rank_by_rule == .key + 1 or .value.explanation.moved_because != null)'
recommend --json
expect_json '.[0] | all(has("explanation") | not)'
recommend
expect_no_text "$stdout" "drawn by"
recommend --explain -n 5
expect_equal "$(grep -c 'sound .*, genre .*; drawn by genre' "$stdout")" 5
recommend --explain -n 50 --max-per-artist 1
expect_stdout "10 more of an artist"
for format in m3u8 tsv; do
  expect_refusal 2 "--explain: has no place in a list of --format $format: use table or json" \
    mrec recommend --library made.jsonl --favorites list.txt --explain --format $format
done
