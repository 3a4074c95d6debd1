# A bad file is named and passed over; only when none is good it ends with 1.
. "$(dirname "$0")/../support.sh"

make_library
printf 'no sound\n' >bad.wav
run_well mrec classify bad.wav music/hum/hum0.wav
expect_stderr "bad.wav: "
expect_equal "$(wc -l <"$stdout")" 1
run_well mrec classify bad.wav music/hum/hum0.wav --json
expect_json '.[0] | length == 2 and (.[0].error | length > 5) and .[1].error == null'
expect_refusal 1 "no file could be read" mrec classify bad.wav
expect_refusal 1 "missing.wav: " mrec classify missing.wav
run_well mrec classify music nowhere.wav --json
expect_json '.[0] | map(select(.error)) | map(.path) | index("nowhere.wav") != null'
rm "$MREC_HOME/genre.safetensors"
expect_refusal 1 "missing.safetensors: " mrec classify music --model missing.safetensors
