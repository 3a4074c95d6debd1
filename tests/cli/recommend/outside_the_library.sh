# A favourite that is not in the library is analysed on the fly; a bad one is named and skipped.
. "$(dirname "$0")/../support.sh"

make_library
make_clip elsewhere.wav --genre hum --variation 1
printf 'no sound\n' >bad.wav
printf 'elsewhere.wav\nbad.wav\nmusic\n' >list.txt
run_well mrec recommend --keep-duplicates --favorites list.txt --json
expect_json '.[0] | length == 12 and all(.nearest_favorite == "elsewhere.wav")'
expect_stderr "bad.wav: "
expect_stderr "left out"
# The same sound in the library is found nearest.
run_well mrec recommend --keep-duplicates --favorites list.txt --json --genre-weight 0
expect_json '.[0][0] | .path == "hum/hum1.wav" and .similarity > 0.999'
