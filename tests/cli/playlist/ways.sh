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

expect_refusal 1 "--from: nowhere.wav: is neither in the library nor a file" \
  mrec playlist --library made.jsonl --model model.safetensors --from nowhere.wav
expect_refusal 1 "--to: 3.wav: is a name of several tracks" \
  mrec playlist --library made.jsonl --model model.safetensors --from genre0/0.wav --to 3.wav
expect_refusal 2 "--to: needs --from" mrec playlist --to genre0/0.wav
expect_refusal 2 "--via: needs --to" mrec playlist --from genre0/0.wav --via genre0/1.wav
expect_refusal 2 "playlist: needs one of --from" mrec playlist
expect_refusal 2 "playlist: takes only one of --from" mrec playlist --from a --favorites b
expect_refusal 2 "--only-new: needs --continue" mrec playlist --from a --only-new
for length in 0 -1 x 1:2:3:4; do
  expect_refusal 2 "--length" mrec playlist --library made.jsonl --model model.safetensors --from genre0/0.wav --length=$length
done
