# Genres of files and folders, surest first.
. "$(dirname "$0")/../support.sh"

make_library
run_well mrec classify music/hum/hum0.wav music/bells
expect_equal "$(cut -f 1 "$stdout" | paste -sd ' ')" \
  "music/hum/hum0.wav music/bells/bells0.wav music/bells/bells1.wav music/bells/bells2.wav music/bells/bells3.wav"
grep -qE $'^music/hum/hum0.wav\t[a-z]+ [0-9.]+ %' "$stdout" || fail "expected a genre and a share"
run_well mrec classify music/hum/hum0.wav music/bells --json
expect_json '.[0] | length == 5'
expect_json '.[0] | all(has("path") and (.genres | keys == ["bells", "hiss", "hum"]))'
expect_json '.[0] | all(((.genres | add) - 1 | fabs < 1e-5) and .probability == ([.genres[]] | max) and .genres[.genre] == .probability)'
cp "$stdout" first
run_well mrec classify music/hum/hum0.wav music/bells --json -j 1 -q
expect_same first "$stdout"
