# Playlists of favourites, playlists that go on, and lists that are only put in order.
. "$(dirname "$0")/../support.sh"

make_features made.jsonl --embedding 20 --genres 3 --tracks 12
mrec train made.jsonl --arch logistic --seed 1 -o model.safetensors -q >/dev/null
playlist() { run_well mrec playlist --library made.jsonl --model model.safetensors "$@"; }
paths() { jq -r '.[].path | sub("/music/"; "")' "$stdout"; }
printf 'genre0/0.wav\ngenre1/0.wav\n' >list.txt
recommended() { mrec recommend --library made.jsonl --model model.safetensors --favorites list.txt --format paths "$@" -n 12; }

# The tracks of mrec recommend, in an order that flows.
playlist --favorites list.txt -n 12 --json
expect_equal "$(paths | sort)" "$(recommended | sed 's|/music/||' | sort)"
expect_equal "$(paths | cut -d / -f 1 | uniq | wc -l)" "$(paths | cut -d / -f 1 | sort -u | wc -l)"
playlist --favorites list.txt -n 12 --order rule --format paths
expect_equal "$(cat "$stdout")" "$(recommended)"
playlist --favorites list.txt --length 0:12 --json
expect_json '.[0] | length == 8'

# A playlist goes on: its tracks, then others like them.
printf '#EXTM3U\ngenre0/0.wav\ngenre0/1.wav\n' >old.m3u8
playlist --continue old.m3u8 -n 4 --json
expect_equal "$(paths | head -n 2 | paste -sd ' ')" "genre0/0.wav genre0/1.wav"
expect_json '.[0] | length == 6 and (map(.path) | unique | length == 6) and (.[2:] | all(.path | contains("genre0")))'
cp "$stdout" whole
playlist --continue old.m3u8 -n 4 --json --only-new
expect_equal "$(jq -c 'map(.path)' "$stdout")" "$(jq -c '.[2:] | map(.path)' whole)"
printf '#EXTM3U\n/music/genre0/0.wav\nnowhere.wav\n' >old.m3u8
playlist --continue old.m3u8 -n 2 -o old.m3u8
expect_stderr "nowhere.wav: is neither in the library nor a file: left out"
expect_equal "$(grep -vc '^#' old.m3u8)" 3
playlist --continue old.m3u8 -n 2 -o old.m3u8
expect_equal "$(grep -vc '^#' old.m3u8)" 5

# Only put in order: the same tracks, like ones together.
printf 'genre0/0.wav\ngenre1/0.wav\ngenre0/4.wav\ngenre2/2.wav\ngenre1/4.wav\ngenre2/6.wav\nnowhere.wav\n' >mixed.txt
playlist --arrange mixed.txt --json
expect_stderr "nowhere.wav"
expect_equal "$(paths | sort | paste -sd ' ')" "genre0/0.wav genre0/4.wav genre1/0.wav genre1/4.wav genre2/2.wav genre2/6.wav"
expect_equal "$(paths | cut -d / -f 1 | uniq | wc -l)" 3
playlist --arrange - --json <mixed.txt
expect_equal "$(paths | wc -l)" 6
printf 'nowhere.wav\n' >mixed.txt
expect_refusal 1 "mixed.txt: names no track of the library" \
  mrec playlist --library made.jsonl --model model.safetensors --arrange mixed.txt

# Forms: for a player, for a script, to be read.
playlist --favorites list.txt -n 3 --format xspf
expect_stdout '<location>file:///music/genre'
playlist --favorites list.txt -n 3 --format paths0
expect_equal "$(tr -cd '\0' <"$stdout" | wc -c)" 3
playlist --favorites list.txt -n 3 --format tsv
expect_equal "$(head -n 1 "$stdout" | tr '\t' ' ')" "rank alike duration_s path"
expect_equal "$(wc -l <"$stdout")" 4
playlist --favorites list.txt -n 3
expect_stdout "alike the last"
playlist --favorites list.txt -n 3 --format paths --relative-to /music
expect_equal "$(grep -c '^genre./' "$stdout")" 3
