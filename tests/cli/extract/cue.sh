# An album with its CUE sheet: a track for each of the sheet's, which follows the sheet and the file wherever they go.
. "$(dirname "$0")/../support.sh"

again() { run_well mrec extract music "${small[@]}" --labels folder -o library.jsonl; }
list() { mrec library list --library library.jsonl | cut -f "$1" | paste -sd '|'; }
mkdir -p music/album
for genre in bells hiss hum; do make_clip $genre.wav --genre $genre --seconds 2; done
make_clip music/other.wav --variation 3
make_album music/album/album.wav bells.wav hiss.wav hum.wav
# sheet TITLE BEGINNING-OF-THE-THIRD
sheet() {
  cat >music/album/album.cue <<SHEET
PERFORMER "Band"
TITLE "Album"
REM DATE 1999
REM GENRE Jazz
FILE "album.wav" WAVE
  TRACK 01 AUDIO
    TITLE "$1"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Two"
    PERFORMER "Guest"
    INDEX 01 00:02:00
  TRACK 03 AUDIO
    TITLE "Three"
    INDEX 01 $2
SHEET
}
sheet One 00:04:00
again
expect_equal "$(list 1)" "album/album.wav#01|album/album.wav#02|album/album.wav#03|other.wav"
expect_equal "$(list 2-6 | tr '\t' ,)" "Band,One,Album,1999,album|Guest,Two,Album,1999,album|Band,Three,Album,1999,album|,,,,music"
expect_json -f library.jsonl '.[1:4] | map(.chunks[0]) | unique | length == 3'
# Each sounds as the clip does that it was made of.
run_well mrec extract bells.wav hiss.wav hum.wav "${small[@]}" -o clips.jsonl
chunks() { jq -c 'select(.path != "other.wav") | .chunks | select(.)' "$1"; }
expect_equal "$(chunks library.jsonl | md5sum)" "$(chunks clips.jsonl | md5sum)"
cp library.jsonl before
again
expect_stderr "4 of 4 files (4 unchanged; "
expect_same before library.jsonl

sheet Uno 00:04:00
again
expect_stderr "3 known under another name or time, 1 unchanged"
expect_equal "$(list 3)" "Uno|Two|Three|"
sheet Uno 00:03:60
again
expect_stderr "2 new or changed, 1 known under another name or time, 1 unchanged"
cp library.jsonl before
mv music/album/album.cue .
again
expect_equal "$(list 1)" "album/album.wav|other.wav"
expect_stderr "3 no longer there and dropped"
mv album.cue music/album/
again
expect_same before library.jsonl
mv music/album music/moved
mv music/moved/album.wav music/moved/Album.WAV
again
expect_stderr "4 of 4 files (3 known under another name or time, 1 unchanged"
expect_equal "$(list 1)" "moved/Album.WAV#01|moved/Album.WAV#02|moved/Album.WAV#03|other.wav"
run_well mrec extract music "${small[@]}" --labels folder -o anew.jsonl
expect_same anew.jsonl library.jsonl

# Labels by tag are those of the sheet.
run_well mrec extract music "${small[@]}" --labels tag -o tags.jsonl
expect_json -f tags.jsonl '[.[1:][] | select(.path | startswith("moved/")) | .label] | length > 1 and unique == ["Jazz"]'
