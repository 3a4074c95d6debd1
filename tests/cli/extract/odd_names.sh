# Names that are not UTF-8, or hold line breaks and quotes, survive.
. "$(dirname "$0")/../support.sh"

mkdir music
name=$'caf\xe9 \xff.wav'
make_clip clip.wav
cp clip.wav "music/$name"
cp clip.wav $'music/two\nlines "quoted"\t.wav'
cp clip.wav $'music/-n.wav'
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_stderr "3 of 3 files"
python3 - <<'PYTHON' || fail "expected Python to open the files by the paths of the library"
import json, os
lines = [json.loads(line) for line in open("library.jsonl", encoding="utf-8")]
paths = {bytes.fromhex(t["path_hex"]) if "path_hex" in t else t["path"].encode() for t in lines[1:]}
assert paths == {b"caf\xe9 \xff.wav", b'two\nlines "quoted"\t.wav', b"-n.wav"}, paths
assert all(os.path.getsize(os.path.join(os.fsencode(lines[0]["root"]), path)) for path in paths)
PYTHON
cd music
run_well mrec extract "${small[@]}" -o - -- -n.wav "$name"
expect_json 'length == 3'
