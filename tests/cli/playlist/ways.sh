# A way from track to track: it begins and ends as asked for, goes by the waypoints in their order, and its steps are small.
. "$(dirname "$0")/../support.sh"

make_features made.jsonl --embedding 20 --genres 3 --tracks 12
mrec train made.jsonl --arch logistic --seed 1 -o model.safetensors -q >/dev/null
playlist() { run_well mrec playlist --library made.jsonl --model model.safetensors "$@"; }
paths() { jq -r '.[].path | sub("/music/"; "")' "$stdout"; }
playlist --from genre0/0.wav -n 2  # makes the index, and says so
playlist --from genre0/0.wav --to genre1/5.wav -n 8 --json
expect_silence "$stderr"
expect_json '.[0] | length == 8 and (map(.path) | unique | length == 8)'
expect_equal "$(paths | sed -n '1p;8p' | paste -sd ' ')" "genre0/0.wav genre1/5.wav"
# It leaves the one genre once, and comes by no third.
expect_equal "$(paths | cut -d / -f 1 | uniq | paste -sd ' ')" "genre0 genre1"
expect_json '.[0] | [.[:-1], .[1:]] | transpose | all(.[0].artist != .[1].artist)'
cp "$stdout" way
playlist --from genre0/0.wav --to genre1/5.wav -n 8 --json -j 1
expect_same way "$stdout"

playlist --from genre0/0.wav --via genre2/3.wav --via genre2/4.wav --to genre1/5.wav -n 12 --json
expect_equal "$(paths | grep -xE 'genre0/0.wav|genre2/3.wav|genre2/4.wav|genre1/5.wav' | paste -sd ' ')" \
  "genre0/0.wav genre2/3.wav genre2/4.wav genre1/5.wav"
expect_json '.[0] | length == 12'
playlist --from genre0/0.wav --to genre1/5.wav -n 2 --json
expect_equal "$(paths | paste -sd ' ')" "genre0/0.wav genre1/5.wav"

# Without an end each next one is like the one before.
playlist --from genre2/0.wav -n 10 --json --max-per-artist 1
expect_equal "$(paths | head -n 6 | cut -d / -f 1 | uniq)" genre2
expect_json '.[0] | length == 10 and (map(.artist) | unique | length == 10) and .[0].path == "/music/genre2/0.wav"'

# A length: the tracks have 1.5 s each.
playlist --from genre0/0.wav --to genre1/5.wav --length 0:15 --json
expect_json '.[0] | length == 10'
playlist --from genre0/0.wav --length 0.2 --json
expect_json '.[0] | length == 8'
playlist --from genre0/0.wav --to genre1/5.wav -n 6 --exclude-genre genre1 --json
expect_json '.[0] | length >= 2 and (.[1:-1] | all(.path | contains("genre1") | not)) and .[-1].path == "/music/genre1/5.wav"'
playlist --from genre0/0.wav --to genre1/5.wav -n 4
expect_stdout "4 tracks, 0:06"
playlist --from genre0/0.wav --to genre0/0.wav -n 3 --json
expect_json '.[0] | length == 3'

# All of a library, also where far more is asked for; and why one got shorter.
playlist --from genre0/0.wav --to genre1/5.wav -n 36 --max-per-artist 0 --json
expect_json '.[0] | map(.path) | unique | length == 36'
expect_silence "$stderr"
for to in "" "--to genre1/5.wav"; do
  playlist --from genre0/0.wav $to -n 100000 --max-per-artist 0 --json
  expect_json '.[0] | map(.path) | unique | length == 36'
  playlist --from genre0/0.wav $to -n 30 --exclude-genre genre2 --exclude-genre genre1 --json
  expect_stderr "of 30 tracks found; left out: "
  playlist --from genre0/0.wav $to -n 36 --max-per-artist 1 --json
  expect_stderr "of 36 tracks found; left out: "
  expect_stderr "of artists that have 1 already (--max-per-artist)"
  playlist --from genre0/0.wav $to --length 0:45 --exclude-genre genre2 --json
  expect_stderr "of 0:45 found; left out: "
done

expect_refusal 1 "--from: nowhere.wav: is neither in the library nor a file" \
  mrec playlist --library made.jsonl --model model.safetensors --from nowhere.wav
expect_refusal 1 "--to: 3.wav: is a name of several tracks" \
  mrec playlist --library made.jsonl --model model.safetensors --from genre0/0.wav --to 3.wav
expect_refusal 2 "--to: needs --from" mrec playlist --to genre0/0.wav
expect_refusal 2 "--via: needs --to" mrec playlist --from genre0/0.wav --via genre0/1.wav
expect_refusal 2 "playlist: needs one of --from" mrec playlist
expect_refusal 2 "playlist: takes only one of --from" mrec playlist --from a --favorites b
expect_refusal 2 "--count: is less than the 3 tracks of --from, --via and --to" \
  mrec playlist --from a --via b --to c -n 2
printf 'a\n' >some.txt
for option in "--rule nearest" "--genre-weight 0.2" "--variety 0.5" "--seed 3" "--order rule" --keep-duplicates; do
  expect_refusal 2 "${option%% *}: says nothing for --from" mrec playlist --from a $option
  expect_refusal 2 "${option%% *}: says nothing for --arrange" mrec playlist --arrange some.txt $option
done
for option in "-n 3" "--length 20" "--max-per-artist 2" "--dislikes x" "--exclude x" "--include-genre x" "--exclude-genre x" \
  "--years 1990-" "--min-duration 9" "--max-duration 9" "--path x" "--exclude-path x" --keep-silence --keep-speech; do
  expect_refusal 2 "says nothing for --arrange: leave it out" mrec playlist --arrange some.txt $option
done
expect_refusal 2 "--only-new: needs --continue" mrec playlist --from a --only-new
for length in 0 -1 1e300 x 1:2:3:4; do
  expect_refusal 2 "--length" mrec playlist --library made.jsonl --model model.safetensors --from genre0/0.wav --length=$length
done
