# -o writes playlists that outlive a move of the whole library, and takes nothing's place but that of such a list.
. "$(dirname "$0")/../support.sh"

make_library
mv music "my #1 music" && mkdir "my #1 music/lists"
mrec library relocate "my #1 music" 2>/dev/null
mv "my #1 music/hum/hum1.wav" "my #1 music/hum/50% <é> & more.wav"
mrec extract "my #1 music" --labels folder "${small[@]}" -q
root="$PWD/my #1 music"
printf 'hum/hum0.wav\n' >list.txt
recommend() { run_well mrec recommend --favorites list.txt -n 5 "$@"; }
recommend --format paths
cp "$stdout" wanted
grep -q 50% wanted || fail "expected the odd name among the first"

# By the name of the file: relative paths, which lead to the files from the folder of the list.
recommend -o "my #1 music/lists/more.m3u8"
expect_quiet
expect_equal "$(head -n 1 "my #1 music/lists/more.m3u8")" "#EXTM3U"
grep -v '^#' "my #1 music/lists/more.m3u8" >paths
expect_no_text paths "$PWD"
(cd "my #1 music/lists" && xargs -d '\n' realpath) <paths >real
expect_same wanted real
recommend -o "my #1 music/lists/more.xspf"
locations() { python3 - "$1" <<'PY'
import sys, urllib.parse, xml.etree.ElementTree as tree
for place in tree.parse(sys.argv[1]).iter("{http://xspf.org/ns/0/}location"): print(urllib.parse.unquote(place.text))
PY
}
locations "my #1 music/lists/more.xspf" >paths
(cd "my #1 music/lists" && xargs -d '\n' realpath) <paths >real
expect_same wanted real
recommend --format xspf
locations "$stdout" | sed 's|^file://||' >paths
expect_same wanted paths

# Moved as a whole, the playlist is a list of favourites still.
mv "my #1 music" elsewhere
mrec library relocate elsewhere 2>/dev/null
for list in more.m3u8 more.xspf; do
  run_well mrec recommend --favorites "elsewhere/lists/$list" --json
  expect_json '.[0] | length == 7'
done

# Other forms, and other folders.
recommend --format paths --relative-to elsewhere
sed "s|^$root/||" wanted >paths
expect_same paths "$stdout"
recommend --format paths --relative-to elsewhere/hum
expect_stderr "elsewhere/hum: "
expect_text "$stdout" "../"
recommend --format paths0
tr '\0' '\n' <"$stdout" | sed "s|^$PWD/elsewhere|$root|" >paths
expect_same wanted paths
recommend -o more.json
expect_json -f more.json '.[0] | length == 5'
recommend -o more.tsv && recommend --format table -o more && recommend -o paths.txt && recommend --format paths0 -o paths0
expect_text more "closest to"
# Their places may be taken by the next of their kind.
for list in more.json more.tsv paths.txt elsewhere/lists/more.m3u8 elsewhere/lists/more.xspf; do
  recommend -o "$list"
done
recommend --format table -o more && recommend --format paths0 -o paths0

refused() { expect_refusal 2 "would be replaced" mrec recommend --favorites list.txt "$@"; }
cp elsewhere/hum/hum0.wav song.m3u8 && refused -o song.m3u8
for format in table json tsv m3u8 xspf paths paths0; do
  refused -o song.m3u8 --format $format
  refused -o "$MREC_HOME/library.jsonl.zst" --format $format
  refused -o "$MREC_HOME/genre.safetensors" --format $format
done
expect_same elsewhere/hum/hum0.wav song.m3u8
refused -o list.txt
refused -o ./list.txt --format m3u8
printf 'FILE a\n  TRACK 1\n' >album.cue && refused -o album.cue --format paths
printf '# mine\n/a\n' >mine.txt && refused -o mine.txt
printf 'dear diary\n\ntoday I met A/B. 3.5 miles\n' >diary.txt && cp diary.txt before
refused -o diary.txt
refused -o diary.txt --format paths0
expect_same before diary.txt
cp paths.txt heard.txt && cp paths.txt disliked.txt && cp list.txt "$MREC_HOME/favorites.txt"
refused --exclude heard.txt -o heard.txt
refused --dislikes disliked.txt -o disliked.txt
refused -o "$MREC_HOME/favorites.txt"
playlist() { expect_refusal 2 "would be replaced" mrec playlist --from hum/hum0.wav "$@"; }
playlist --exclude heard.txt -o heard.txt
playlist -o "$MREC_HOME/favorites.txt"
expect_same list.txt "$MREC_HOME/favorites.txt"
expect_refusal 2 "--relative-to" mrec recommend --favorites list.txt --relative-to elsewhere
expect_refusal 1 "no/" mrec recommend --favorites list.txt -o /proc/no/more.m3u8
