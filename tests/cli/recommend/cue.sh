# Tracks of a CUE sheet are recommended, played and named as favourites like others: a playlist names the real file and
# the place in it.
. "$(dirname "$0")/../support.sh"

make_music music --clips 3
mkdir music/album
make_album "music/album/all in one.wav" music/bells/bells0.wav music/hiss/hiss0.wav music/hum/hum0.wav
cat >music/album/all.cue <<'SHEET'
PERFORMER "Band"
FILE "all in one.wav" WAVE
  TRACK 01 AUDIO
    TITLE "Bells"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Hiss"
    INDEX 01 00:01:38
  TRACK 03 AUDIO
    TITLE "Hum"
    INDEX 01 00:03:00
SHEET
mrec extract music --labels folder "${small[@]}" -q
mrec train --arch course --epochs 3 --seed 1 --quiet >/dev/null
album="$PWD/music/album/all in one.wav"
recommend() { run_well mrec recommend --keep-duplicates --favorites "$1" -n 100 "${@:2}"; }

printf 'hum/hum1.wav\n' >list.txt
recommend list.txt --format m3u8
cp "$stdout" more.m3u8
expect_equal "$(grep -cxF "$album" more.m3u8)" 3
grep -v '^#' more.m3u8 | while read -r path; do [ -f "$path" ] || fail "expected a file: $path"; done
expect_equal "$(grep -A 3 ',Band - Bells$' more.m3u8 | paste -sd '|')" \
  "#EXTINF:2,Band - Bells|#EXTVLCOPT:start-time=0.000|#EXTVLCOPT:stop-time=1.507|$album"
expect_equal "$(grep -A 2 ',Band - Hum$' more.m3u8 | paste -sd '|')" \
  "#EXTINF:2,Band - Hum|#EXTVLCOPT:start-time=3.000|$album"
recommend list.txt --format paths
expect_equal "$(grep -cxF "$album" "$stdout")" 1
while read -r path; do [ -f "$path" ] || fail "expected a file: $path"; done <"$stdout"
recommend list.txt --json
expect_json ".[0] | map(select(.path == \"album/all in one.wav#02\")) == [.[] | select(.file == \"$album\" and .start_s > 1 and .end_s == 3)]"

# A track of the album, the album, and the playlist as lists of favourites.
left() { jq -r '.[].path | select(startswith("album"))' "$stdout" | sort | paste -sd '|'; }
printf 'album/all in one.wav#02\n' >list.txt
recommend list.txt --json
expect_equal "$(left)" "album/all in one.wav#01|album/all in one.wav#03"
for entry in "$album" "music/album/../album/all in one.wav" "album/all in one.wav" "all in one.wav" "file://${album// /%20}"; do
  printf '%s\n' "$entry" >list.txt
  recommend list.txt --json
  expect_equal "$(left)" ""
  expect_silence "$stderr"
  expect_json '.[0] | length == 9'
done
grep -A 3 ',Band - Hiss$' more.m3u8 >one.m3u8
recommend one.m3u8 --json
expect_equal "$(left)" "album/all in one.wav#01|album/all in one.wav#03"
recommend more.m3u8 --json
expect_json '.[0] | map(.path) == ["hum/hum1.wav"]'
printf '#EXTVLCOPT:start-time=0.7\nhum1.wav\n' >other.m3u8
recommend other.m3u8 --json
expect_json '.[0] | length == 11'
