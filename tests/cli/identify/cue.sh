# Tracks of a CUE sheet are recognised as such.
. "$(dirname "$0")/../support.sh"

mkdir music
for seed in 1 2; do make_melody $seed.wav --seed $seed; done
make_album music/album.wav 1.wav 2.wav
cat >music/album.cue <<'SHEET'
PERFORMER "Band"
FILE "album.wav" WAVE
  TRACK 01 AUDIO
    TITLE "One"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Two"
    INDEX 01 00:12:00
SHEET
mrec extract music --embedding none "${small[@]}" -q
make_melody clip.wav --seed 2 --start 5 --seconds 5
run_well mrec identify clip.wav
expect_equal "$(cut -f 2-4 "$stdout")" "$(printf 'album.wav#02\tBand - Two\t0:05')"
run_well mrec identify clip.wav --json
expect_json ".[0][0] | .file == \"$PWD/music/album.wav\" and .start_s == 12 and (.position_s - 5 | fabs) < 0.1"
