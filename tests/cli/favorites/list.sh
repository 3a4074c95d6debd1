# list prints paths, which are a list of favourites again, and as JSON what the library knows of them.
. "$(dirname "$0")/../support.sh"

make_music music
mkdir music/album
make_album "music/album/one.wav" music/bells/bells0.wav music/hiss/hiss0.wav
printf 'PERFORMER "Band"\nFILE "one.wav" WAVE\n TRACK 01 AUDIO\n  TITLE "A"\n  INDEX 01 00:00:00\n TRACK 02 AUDIO\n  TITLE "B"\n  INDEX 01 00:01:38\n' >music/album/one.cue
mrec extract music --labels folder "${small[@]}" -q
mrec train --arch course --epochs 3 --seed 1 --quiet >/dev/null
run_well mrec favorites list
expect_silence "$stdout"
run_well mrec favorites add "album/one.wav#02" hum/hum0.wav
printf 'hiss0.wav\n/gone/song.mp3\nhum0.wav\n' >>"$MREC_HOME/favorites.txt"
run_well mrec favorites list
cp "$stdout" list.txt
expect_stderr "/gone/song.mp3: "
expect_equal "$(sed "s|^$PWD/music/||" list.txt | paste -sd '|')" "album/one.wav#t=1.507|hum/hum0.wav|hiss/hiss0.wav|/gone/song.mp3"
run_well mrec favorites list --json -q
expect_silence "$stderr"
expect_json ".[0] | .[0] == {path: \"$PWD/music/album/one.wav\", artist: \"Band\", title: \"B\", duration_s: .[0].duration_s, start_s: .[0].start_s} and .[0].start_s > 1.5 and .[0].duration_s > 1"
expect_json '.[0] | length == 4 and .[3] == {path: "/gone/song.mp3"}'
run_well mrec recommend --json -q
cp "$stdout" by_kept
run_well mrec recommend --json -q --favorites list.txt
expect_same by_kept "$stdout"

# One track of an album that is there as a whole.
printf '%s\n' "$PWD/music/album/one.wav" >"$MREC_HOME/favorites.txt"
run_well mrec favorites toggle "album/one.wav#01"
run_well mrec favorites list
expect_equal "$(sed "s|^$PWD/music/||" "$stdout")" "album/one.wav#t=1.507"
