# The list as JSON: ranked by score, without the favourites, with what a script needs.
. "$(dirname "$0")/../support.sh"

make_library
printf 'hum/hum0.wav\nhum/hum1.wav\nbells/bells0.wav\n' >list.txt
run_well mrec recommend --keep-duplicates --favorites list.txt --json
expect_json '.[0] | length == 9'
expect_json '.[0] | all(has("path") and has("score") and has("genre") and has("genre_probability") and has("similarity") and
                        has("nearest_favorite"))'
expect_json '.[0] | all(.score >= 0 and .score <= 1)'
expect_json '.[0] | map(.path) | . - ["hum/hum0.wav", "hum/hum1.wav", "bells/bells0.wav"] | length == 9'
expect_json '.[0] | map(.path) | unique | length == 9'
expect_json '.[0] | all(.genre_probability > 1/3 and .genre_probability <= 1 and .similarity >= -1 and .similarity <= 1)'
expect_json '.[0] | all(.nearest_favorite | IN("hum/hum0.wav", "hum/hum1.wav", "bells/bells0.wav"))'
cp "$stdout" first
run_well mrec recommend --keep-duplicates --favorites list.txt --format json -j 1 -q
expect_silence "$stderr"
expect_same first "$stdout"
