# Which tracks may come at all: genre by tag or prediction, year, duration, path, lists of tracks, files that say so.
. "$(dirname "$0")/../support.sh"

make_features made.jsonl --embedding 20 --genres 3 --tracks 8
mrec train made.jsonl --arch logistic --seed 1 -o model.safetensors -q >/dev/null
jq -c --arg root "$PWD/music" 'if .root then .root = $root
  else .duration_s = 100 + 10 * (.path | ltrimstr("genre") | .[2:3] | tonumber) |
       .tags.year = 1990 + (.path | .[7:8] | tonumber) |
       if .path == "genre2/7.wav" then .tags.genre = "Hip-Hop; Folk" elif .path == "genre2/6.wav" then .tags.genre = "Audiobook" else . end end' \
  made.jsonl >tagged.jsonl
printf 'genre0/0.wav\n' >list.txt
recommend() { run_well mrec recommend --library tagged.jsonl --model model.safetensors --favorites list.txt -n 50 --max-per-artist 0 --json "$@"; }
paths() { jq -r '.[].path' "$stdout" | sort | paste -sd ' '; }

recommend
expect_stderr "only 22 of 50 tracks found; left out: 1 spoken"
recommend --keep-speech
expect_silence "$stderr"
expect_json '.[0] | length == 23'
recommend --include-genre GENRE1
expect_json '.[0] | length == 8 and all(.genre == "genre1")'
expect_stderr "only 8 of 50 tracks found; left out: 14 of another genre, 1 spoken"
recommend --include-genre "hip hop"
expect_equal "$(paths)" "genre2/7.wav"
recommend --include-genre genre1 --include-genre folk
expect_json '.[0] | length == 9'
recommend --exclude-genre genre1 --exclude-genre folk
expect_json '.[0] | length == 13 and all(.genre != "genre1")'
recommend --years 1993-1994
expect_equal "$(paths)" "genre0/3.wav genre0/4.wav genre1/3.wav genre1/4.wav genre2/3.wav genre2/4.wav"
recommend --years 1997-
expect_json '.[0] | length == 3'
recommend --years=-1990
expect_json '.[0] | length == 2'
recommend --years 1995
expect_json '.[0] | length == 3'
for years in 90s 1999-1990 - 1990-x; do
  expect_refusal 2 "--years" mrec recommend --library tagged.jsonl --model model.safetensors --favorites list.txt --years=$years
done
jq -c 'if .path == "genre1/0.wav" then .duration_s = 25 elif .path == "genre1/1.wav" then .duration_s = 1300 else . end' tagged.jsonl >lengths.jsonl
lengths() { run_well mrec recommend --library lengths.jsonl --model model.safetensors --favorites list.txt -n 50 --max-per-artist 0 --json "$@"; }
lengths
expect_json '.[0] | map(.path) | index("genre1/0.wav") == null and index("genre1/1.wav") == null and length == 20'
expect_stderr "2 too short or too long"
lengths --min-duration 20 --max-duration 30:00
expect_json '.[0] | length == 22'
lengths --max-duration 1:00
expect_equal "$(paths)" ""
for duration in 1:2:3:4 x -1 ""; do
  expect_refusal 2 "--min-duration" mrec recommend --library lengths.jsonl --model model.safetensors --favorites list.txt --min-duration="$duration"
done
expect_refusal 2 "--max-duration: is less than --min-duration" \
  mrec recommend --library lengths.jsonl --model model.safetensors --favorites list.txt --min-duration 50 --max-duration 40
recommend --path 'genre1/*' --path '*/7.wav'
expect_json '.[0] | length == 10'
recommend --exclude-path 'genre[12]/*'
expect_json '.[0] | length == 7'

# A file in a folder keeps its tracks out; empty all of them.
mkdir -p music/genre1 music/genre2
touch music/genre1/.mrecignore
printf '# no odd ones\n[1357].wav\nsub/\n' >music/genre2/.mrecignore
recommend
expect_json '.[0] | map(.path) | all(startswith("genre1") | not) and (map(select(startswith("genre2"))) | sort == ["genre2/0.wav", "genre2/2.wav", "genre2/4.wav"])'
expect_stderr "12 kept out by .mrecignore"
printf '*2.wav\n' >music/.mrecignore
recommend --include-genre genre0
expect_json '.[0] | map(.path) | index("genre0/2.wav") == null and length == 6'
