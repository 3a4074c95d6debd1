# add, remove and toggle keep a list that people may edit too; nothing is there twice, whatever it is called by.
. "$(dirname "$0")/../support.sh"

make_library
kept=$MREC_HOME/favorites.txt
make_clip "else where.wav" --genre hum
expect_refusal 2 "mrec favorites add" mrec recommend
run_well mrec favorites add hum/hum0.wav music/hum/hum1.wav "else where.wav" gone.wav
expect_silence "$stdout"
expect_stderr "gone.wav: "
expect_stderr "added 3 ($kept)"
printf '%s\n' "$PWD/music/hum/hum0.wav" "$PWD/music/hum/hum1.wav" "$PWD/else where.wav" >wanted
expect_same wanted "$kept"
expect_names "$MREC_HOME" favorites.txt genre.safetensors library.jsonl.zst library.jsonl.zst.catalogue

ln -s "else where.wav" link.wav
run_well mrec favorites add hum0.wav "$PWD/link.wav" music/hum/../hum/hum1.wav bells/bells0.wav
expect_stderr "added 1, 3 were there already"
printf '%s\n' "$PWD/music/bells/bells0.wav" >>wanted
expect_same wanted "$kept"

# recommend goes by it.
run_well mrec recommend --json -q
expect_json '.[0] | length == 9'

# What a person wrote stays.
printf '# mine\n\nhiss0.wav' | cat - <(echo) "$kept" >edited && cp edited "$kept"
run_well mrec favorites add hiss0.wav
expect_stderr "nothing changed, 1 was there already"
expect_same edited "$kept"
run_well mrec favorites remove hum1.wav link.wav hiss/hiss1.wav
expect_stderr "removed 2, 1 was not there"
printf '# mine\n\nhiss0.wav\n%s\n%s\n' "$PWD/music/hum/hum0.wav" "$PWD/music/bells/bells0.wav" >wanted
expect_same wanted "$kept"
run_well mrec favorites toggle hiss0.wav hum1.wav
expect_stderr "added 1, removed 1"
printf '# mine\n\n%s\n%s\n%s\n' "$PWD/music/hum/hum0.wav" "$PWD/music/bells/bells0.wav" "$PWD/music/hum/hum1.wav" >wanted
expect_same wanted "$kept"

# What is gone from the disk can still be removed.
printf '/gone/song.mp3\n' >>"$kept"
run_well mrec favorites remove /gone/song.mp3 -q
expect_quiet
expect_same wanted "$kept"

expect_refusal 1 "none of them was found" mrec favorites add gone.wav nowhere.wav
expect_refusal 1 "has none of them" mrec favorites remove hiss1.wav
expect_refusal 2 "empty" mrec favorites add ""
expect_refusal 2 "required" mrec favorites toggle
expect_refusal 2 "required" mrec favorites
expect_same wanted "$kept"

# Another list, in a folder that is yet to be made, and under a link's name.
run_well mrec favorites add hum0.wav --file new/list.txt
expect_equal "$(cat new/list.txt)" "$PWD/music/hum/hum0.wav"
ln -s new/list.txt short.txt
run_well mrec favorites add hum1.wav --file short.txt
[ -L short.txt ] || fail "expected the link to stay"
expect_equal "$(wc -l <new/list.txt)" 2
expect_refusal 1 "music: is a folder" mrec favorites add hum0.wav --file music
cp music/hum/hum0.wav before.wav
expect_refusal 2 "hum0.wav: is no list" mrec favorites add hum0.wav --file music/hum/hum0.wav
expect_same before.wav music/hum/hum0.wav
rm "$MREC_HOME/library.jsonl.zst"
expect_refusal 1 "mrec extract" mrec favorites add hum0.wav
