# Playlists, listens, ratings and collections of other programs become favourites; what cannot be read changes nothing.
. "$(dirname "$0")/../support.sh"
needs sqlite3

mkdir -p music/lists
for i in 0 1 2 3 4 5; do make_clip "music/$i.wav" --genre hum --variation $i --artist "Björk" --title "Song $i"; done
make_clip music/hiss.wav --genre hiss
mrec extract music --labels <(printf '0.wav\thum\n1.wav\thum\n2.wav\thum\nhiss.wav\thiss\n') "${small[@]}" -q
kept=$MREC_HOME/favorites.txt
import() { rm -f "$kept"; run_well mrec favorites import "$@"; names=$(sed "s|^$PWD/music/||" "$kept" | paste -sd ' '); }

printf '#EXTM3U\n#EXTINF:2,Bjork - SONG 1 (Remastered)\n/other/computer/1.flac\n../hiss.wav\n#EXTINF:2,Nobody - Nothing\nC:\\Music\\x.mp3\n' >music/lists/a.m3u8
import music/lists/a.m3u8
expect_equal "$names" "1.wav hiss.wav"
expect_stderr "1 of 3 not found: Nobody - Nothing"
expect_stderr "added 2 ($kept)"
run_well mrec favorites import music/lists/a.m3u8 -q
expect_quiet
expect_equal "$(wc -l <"$kept")" 2

cat >list.xspf <<'XSPF'
<?xml version="1.0" encoding="UTF-8"?>
<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList>
<track><creator>Björk</creator><title>Song 2</title></track><track><location>music/3.wav</location></track>
</trackList></playlist>
XSPF
import list.xspf
expect_equal "$names" "2.wav 3.wav"
run_well mrec recommend --favorites list.xspf --json -q
expect_json '.[0] | all(.nearest_favorite == "3.wav")'

# ListenBrainz: plays, love by number, hate.
listens() { for ((k = 0; k < $2; ++k)); do printf '{"listened_at": %d, "track_metadata": {"artist_name": "Björk", "track_name": "Song %d", "recording_msid": "m%d"}}\n' $k $1 $1; done; }
mkdir -p lb/listens/2023
{ listens 0 3; listens 1 1; } >lb/listens/2023/1.jsonl
{ listens 0 2; listens 2 5; } >lb/listens/2023/2.jsonl
printf '{"recording_msid": "m1", "recording_mbid": null, "score": 1}\n{"recording_msid": "m2", "score": -1}\n{"recording_msid": "m9", "score": 1}\n' >lb/feedback.jsonl
printf '{"user_id": 1, "username": "ada"}\n' >lb/user.json
import lb/user.json lb/feedback.jsonl lb/listens/*/*.jsonl
expect_equal "$names" "1.wav 0.wav"
expect_stderr "lb/user.json: names no song"
expect_stderr "1 loved song has no name"
import lb/listens/*/*.jsonl --min-plays 1
expect_equal "$names" "0.wav 1.wav 2.wav"
rm -f "$kept"
expect_refusal 1 "name no favorite" mrec favorites import lb/listens/2023/1.jsonl
expect_refusal 1 "name no favorite" mrec favorites import lb/listens/2023/2.jsonl --min-plays 0

printf '{"recordings": [{"title": "Song 4", "artist-credit": [{"name": "Björk"}]}]}' >collection.json
import collection.json
expect_equal "$names" "4.wav"

# MPD's stickers.
sqlite3 sticker.sql "CREATE TABLE sticker(type VARCHAR NOT NULL, uri VARCHAR NOT NULL, name VARCHAR NOT NULL, value VARCHAR NOT NULL);
INSERT INTO sticker VALUES('song', '0.wav', 'rating', '10'), ('song', '1.wav', 'rating', '6'), ('song', '2.wav', 'like', '2'),
('song', '3.wav', 'like', '0'), ('song', '3.wav', 'playCount', '100'), ('song', '4.wav', 'playCount', '5'), ('song', '5.wav', 'playCount', 'x'),
('playlist', '5.wav', 'rating', '10'), ('song', 'gone.wav', 'rating', '9');"
import sticker.sql
expect_equal "$names" "0.wav 2.wav 4.wav"
expect_stderr "1 of 4 not found: gone.wav"
import sticker.sql --min-rating 6 --min-plays 6
expect_equal "$names" "0.wav 1.wav 2.wav"
mv music/lists . && cp sticker.sql moved.sql && sqlite3 moved.sql "DELETE FROM sticker WHERE uri != '0.wav'; UPDATE sticker SET uri = 'hiss.wav'"
import moved.sql --music-directory "$PWD/music"
expect_equal "$names" "hiss.wav"

# Nothing of a file that is damaged, nor of those beside it.
cp "$kept" before
refused() { expect_refusal 1 "$@"; expect_same before "$kept"; }
head -c 200 list.xspf >torn.xspf
refused "torn.xspf: is no whole XSPF" mrec favorites import torn.xspf
refused "none of the files can be read" mrec favorites import torn.xspf gone.m3u
head -c 400 lb/listens/2023/1.jsonl >torn.jsonl
refused "torn.jsonl: line 4: is no JSON" mrec favorites import torn.jsonl
head -c 6000 sticker.sql >torn.sql
refused "torn.sql: is damaged" mrec favorites import torn.sql
sqlite3 other.sql "CREATE TABLE song(uri)"
refused "other.sql: has no table of stickers" mrec favorites import other.sql
sqlite3 view.sql "CREATE VIEW sticker AS WITH RECURSIVE n(type, uri, name, value) AS (SELECT 'song', 'x', 'y', 1 UNION ALL SELECT type, uri, name, value + 1 FROM n) SELECT * FROM n"
refused "view.sql: has no table of stickers" mrec favorites import view.sql
printf 'PK\003\004' >export.zip
refused "unpack it" mrec favorites import export.zip
refused "0.wav: is not a list" mrec favorites import music/0.wav
refused "gone.m3u: " mrec favorites import gone.m3u
expect_refusal 2 "--min-rating" mrec favorites import list.xspf --min-rating 11

# Beside files that can be read a bad one is passed over, and nothing of it counts.
printf '{"recording_mbid": null, "score": 1, "track_metadata": {"artist_name": "Björk", "track_name": "Song 1"}}\n{"rec' >half.jsonl
printf 'music/3.wav\n' >ok.m3u
import half.jsonl gone.m3u ok.m3u
expect_equal "$names" "3.wav"
expect_stderr "half.jsonl: line 2: is no JSON"
expect_stderr "gone.m3u: "

# Text in other codes says so.
cp "$kept" before
printf 'music/3.wav\n' | iconv -t UTF-16 >wide.m3u
refused "wide.m3u: is text in UTF-16" mrec favorites import wide.m3u
printf '{"recordings": [{"title": "caf\xe9"}]}' >latin.json
refused "latin.json: is not in UTF-8" mrec favorites import latin.json
printf '#EXTINF:1,Bj\xf6rk - Song 1\nmusic/2.wav\n' >latin.m3u
import latin.m3u
expect_equal "$names" "2.wav"
expect_stderr "latin.m3u: is not in UTF-8"
expect_refusal 1 "/dev/zero: is not a list" mrec favorites import /dev/zero
