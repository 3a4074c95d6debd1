# Clips of tracks of the library are recognised, others are not, and each gets a line; the exit code says whether any was.
. "$(dirname "$0")/../support.sh"

mkdir music
for seed in 1 2 3; do make_melody music/$seed.wav --seed $seed; done
make_clip music/hum.wav --seconds 6 --artist Ada --title 'Low tone'
mrec extract music --embedding none "${small[@]}" -q
make_melody clip.wav --seed 2 --start 4.2 --seconds 5 --speed 1.015 --noise 0.1
make_melody stranger.wav --seed 7 --seconds 6

run_well mrec identify clip.wav
expect_equal "$(cut -f 1-4 "$stdout")" "$(printf 'clip.wav\t2.wav\t\t0:04')"
expect_equal "$(cut -f 6 "$stdout")" "99.99 %"
[[ $(cut -f 5 "$stdout") == 1.01* ]] || fail "expected a speed near 1.015"
run_well mrec identify clip.wav stranger.wav -q
expect_equal "$(sed -n 2p "$stdout")" "$(printf 'stranger.wav\tnot known')"
expect_silence "$stderr"

run_well mrec identify clip.wav stranger.wav --json
expect_json '.[0] | map(.clip) == ["clip.wav", "stranger.wav"] and map(.known) == [true, false]'
expect_json ".[0][0] | .path == \"2.wav\" and .file == \"$PWD/music/2.wav\" and .certainty > 0.999 and .also == []"
expect_json '.[0][0] | (.position_s - 4.2 | fabs) < 0.1 and (.speed - 1.015 | fabs) < 0.004 and .heard_from_s == 0'
expect_json '.[0][0] | .peaks_heard > 10 and .peaks_heard <= .peaks_expected'
expect_json '.[0][1] | keys == ["clip", "known"]'

# Of a long one the middle 20 s are heard.
make_melody long.wav --seed 3 --seconds 26
run_well mrec identify long.wav --json
expect_json '.[0][0] | .path == "3.wav" and (.heard_from_s - 3 | fabs) < 0.01 and (.position_s - 3 | fabs) < 0.1'

run mrec identify stranger.wav
expect_code 1
expect_equal "$(cat "$stdout")" "$(printf 'stranger.wav\tnot known')"
expect_stderr "identify: no clip is known"

# What cannot be read is said, and the others follow.
printf 'no sound\n' >bad.wav
run_well mrec identify bad.wav missing.wav clip.wav --json
expect_stderr "bad.wav: "
expect_stderr "missing.wav: "
expect_json '.[0] | map(.known) == [false, false, true] and (.[0].error | startswith("bad.wav")) and .[1].error != ""'

# From a pipe, and a sound that is shorter than a window.
cat clip.wav | run_well mrec identify -
expect_equal "$(cut -f 1-2 "$stdout")" "$(printf -- '-\t2.wav')"
make_melody tiny.wav --seconds 0.05
run mrec identify tiny.wav
expect_code 1
expect_stdout "not known"

# The same at any number of threads, and again.
for jobs in 1 2 5; do
  mrec identify clip.wav stranger.wav --json -j $jobs >$jobs.json
  expect_same 1.json $jobs.json
done
