# Hidden files, FIFOs and dead links are passed over; loops of links end.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
make_clip music/.hidden.wav
mkdir music/.cache && make_clip music/.cache/a.wav
printf 'cover\n' >music/cover.txt
ln -s . music/loop
ln -s ../.. music/hum/up
ln -s nowhere.wav music/dead.wav
mkfifo music/pipe.wav
run_well timeout 20 "$MREC" extract music "${small[@]}" -o library.jsonl
expect_stderr "dead.wav: link leads nowhere"
expect_json -f library.jsonl '[.[1:][].path] | map(select(startswith("bells") or startswith("hiss") or startswith("hum/hum"))) | length == 3'
expect_stderr "3 of 3 files"
