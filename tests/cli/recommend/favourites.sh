# Favourites are found by absolute path, relative path, path in the library, or a file name that is unique.
. "$(dirname "$0")/../support.sh"

make_library
cp music/hum/hum3.wav music/bells/twice.wav
cp music/hum/hum3.wav music/hiss/twice.wav
mrec extract music --labels folder "${small[@]}" -q
left_out() { jq -r '.[].path' "$stdout" | sort | comm -13 - <(cd music && find . -name '*.wav' | sed 's|^\./||' | sort) | paste -sd ' '; }
recommend() { run_well mrec recommend --keep-duplicates --favorites "$1" --json -n 100; }
while read -r entry; do
  printf '%s\n' "$entry" >list.txt
  recommend list.txt
  expect_equal "$(left_out)" hum/hum1.wav
done <<ENTRIES
$PWD/music/hum/hum1.wav
$PWD/music/bells/../hum/hum1.wav
music/hum/hum1.wav
./music/hum/hum1.wav
hum/hum1.wav
hum1.wav
ENTRIES

# Relative to the list's own folder, from anywhere.
mkdir lists && printf '../music/hum/hum1.wav\n' >lists/list.txt
cd / && recommend "$OLDPWD/lists/list.txt" && cd "$OLDPWD"
expect_equal "$(left_out)" hum/hum1.wav

printf '\xef\xbb\xbf#EXTM3U\r\n#EXTINF:2,Hum\r\nhum/hum1.wav\r\n\r\nhum1.wav\r\n' >list.m3u8
recommend list.m3u8
expect_equal "$(left_out)" hum/hum1.wav
expect_json '.[0] | all(.nearest_favorite == "hum/hum1.wav")'

printf 'hum1.wav\ngone.wav\ntwice.wav\n' >list.txt
recommend list.txt
expect_stderr "gone.wav: "
expect_stderr "twice.wav: "
expect_equal "$(left_out)" hum/hum1.wav

# From standard input.
mrec recommend --keep-duplicates --favorites - --json -n 100 <list.m3u8 >"$stdout"
expect_equal "$(left_out)" hum/hum1.wav
