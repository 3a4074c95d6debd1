# What a list that people keep is like: artists apart and few tracks of each, no song twice, the same bytes each time.
. "$(dirname "$0")/../support.sh"

# Three genres of eight tracks, two an artist.
make_features made.jsonl --embedding 20 --genres 3 --tracks 8
mrec train made.jsonl --arch logistic --seed 1 -o model.safetensors -q >/dev/null
recommend() { run_well mrec recommend --library made.jsonl --model model.safetensors --favorites list.txt "$@"; }
printf 'genre0/0.wav\ngenre1/0.wav\n' >list.txt
recommend --json
expect_json '.[0] | length == 20 and all(.score >= 0 and .score <= 1)'
expect_json '.[0][:10] | map(.genre) | unique == ["genre0", "genre1"]'
expect_json '.[0] | [.[:-1], .[1:]] | transpose | all(.[0].artist != .[1].artist)'
cp "$stdout" first
recommend --json -j 1
expect_same first "$stdout"
for rule in centroid nearest within-genre soft-genre; do
  recommend --json --rule $rule
  expect_json '.[0] | length == 20 and (.[:5] | map(.genre) | all(. == "genre0" or . == "genre1"))'
  expect_different first "$stdout"
done
expect_refusal 2 "--rule" mrec recommend --library made.jsonl --favorites list.txt --rule best

# At most so many tracks of an artist, of which the favourites have others.
recommend --json --max-per-artist 1 -n 50
expect_stderr "tracks found; left out: 10 of artists that have 1 already (--max-per-artist)"
expect_json '.[0] | length == 12 and (map(.artist) | unique | length == 12)'
recommend --json --max-per-artist 0 -n 50
expect_silence "$stderr"
expect_json '.[0] | length == 22'

# The same song: by artist and title written otherwise, or because it sounds the same.
jq -c 'if .path == "genre0/3.wav" then .tags = {artist: "The ARTIST01", title: "Song 2 (Remastered 2009)"}
       elif .path == "genre0/5.wav" then .tags = {artist: "Artist00", title: "Song 0 - 2011 Remaster"} else . end' made.jsonl >same.jsonl
jq -c 'select(.path == "genre1/4.wav") | .path = "genre1/copy.wav" | .tags = {}' made.jsonl >>same.jsonl
same() { run_well mrec recommend --library same.jsonl --model model.safetensors --favorites list.txt -n 50 --max-per-artist 0 "$@"; }
same --json
expect_stderr "only 20 of 50 tracks found; left out: 1 the same song as a favourite, 2 the same song as another"
expect_json '.[0] | length == 20'
expect_json '.[0] | map(.path) | (index("genre0/5.wav") == null) and ((index("genre0/2.wav") == null) != (index("genre0/3.wav") == null)) and
                                 ((index("genre1/4.wav") == null) != (index("genre1/copy.wav") == null))'
same --json --keep-duplicates
expect_json '.[0] | length == 23'

# Chance, which the seed repeats.
recommend --json --variety 1
cp "$stdout" varied
recommend --json --variety 1 --seed 1 -j 1
expect_same varied "$stdout"
recommend --json --variety 1 --seed 2
expect_different varied "$stdout"
recommend --json --variety 0 --seed 2
expect_same first "$stdout"
expect_refusal 2 "--variety" mrec recommend --library made.jsonl --favorites list.txt --variety 2

# What is like a dislike goes behind; itself it does not come.
printf 'genre1/0.wav\ngenre1/3.wav\n' >dislikes.txt
printf 'genre0/0.wav\ngenre1/1.wav\n' >list.txt
recommend --json -n 8
before=$(jq 'map(select(.genre == "genre1")) | length' "$stdout")
recommend --json -n 8 --dislikes dislikes.txt
[ "$(jq 'map(select(.genre == "genre1")) | length' "$stdout")" -lt "$before" ] || fail "expected fewer tracks like the dislikes than $before"
recommend --json -n 50 --dislikes dislikes.txt
expect_json '.[0] | map(.path) | index("genre1/0.wav") == null and index("genre1/3.wav") == null and length == 20'
recommend --json -n 50 --exclude dislikes.txt
expect_json '.[0] | map(.path) | index("genre1/0.wav") == null and index("genre1/3.wav") == null and length == 20'
printf 'genre1/0.wav\nnowhere.wav\n' >dislikes.txt
recommend --json --exclude dislikes.txt
expect_stderr "dislikes.txt: 1 of 2 entries are not in the library"
