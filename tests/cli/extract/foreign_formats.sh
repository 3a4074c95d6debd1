# What only ffmpeg reads, sound and video, under whatever name; lists and pictures with a sound's name open nothing else.
. "$(dirname "$0")/../support.sh"
needs ffmpeg ffprobe

mkdir music
make_clip clip.wav --seconds 2
encode() { ffmpeg -nostdin -v error -i clip.wav "$@"; }
film=(-f lavfi -i testsrc=d=2:s=64x64:r=25)
encode -c:a aac music/aac.m4a
encode -c:a alac music/alac.m4a
encode music/a.wma
encode -ar 44100 music/a.ac3
encode music/a.aac
encode -c:a vorbis -strict -2 -ac 2 music/a.mka
encode "${film[@]}" -c:v mpeg4 -c:a aac music/film.mp4
encode "${film[@]}" -c:v mpeg4 -c:a mp2 music/film.mkv
ffmpeg -nostdin -v error "${film[@]}" -c:v mpeg4 music/mute.mp4
ffmpeg -nostdin -v error "${film[@]}" -c:v mpeg4 music/mute.mkv
ffmpeg -nostdin -v error "${film[@]}" -frames:v 1 picture.png
odd=(-i.m4a http:x.m4a 'concat:a|b.m4a' file:x.m4a pipe:0.m4a %d.m4a $'new\nline.m4a' 'q"uo'\''te.m4a' named.mp3)
for name in "${odd[@]}"; do cp music/aac.m4a "music/./$name"; done
# Each names a sound that is there.
printf '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n%s\n#EXT-X-ENDLIST\n' "$PWD/clip.wav" | tee music/list.m3u8 >music/list.m4a
printf 'ffconcat version 1.0\nfile %s\n' "$PWD/clip.wav" >music/list.mka
cp picture.png music/cover.m4a
run_well mrec extract music "${small[@]}" -o library.jsonl
run_well mrec library errors --library library.jsonl --json
jq -r .path "$stdout" | sort >failed
expect_equal "$(paste -sd ' ' failed)" "cover.m4a list.m4a list.mka mute.mkv mute.mp4"
expect_json 'map(select(.path | startswith("mute")) | .error) | length == 2 and all(contains("has no sound"))'
expect_json -f library.jsonl '.[1:] | map(select(.chunks | length == 3)) | length == 17'
expect_json -f library.jsonl '.[1:] | map(select(.chunks) | .duration_s) | all(. > 1.8 and . < 2.3)'
expect_json -f library.jsonl ".[1:] | map(select(.chunks) | .path) | index(\"new\nline.m4a\") and index(\"-i.m4a\")"
