# jq and Python read the output; paths, sizes and times are those of the files.
. "$(dirname "$0")/../support.sh"

make_music music --clips 2
touch -d '2021-05-06 07:08:09.25 UTC' music/hum/hum1.wav
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_json -f library.jsonl '[.[1:][].path] == ["bells/bells0.wav", "bells/bells1.wav", "hiss/hiss0.wav", "hiss/hiss1.wav",
                                                 "hum/hum0.wav", "hum/hum1.wav"]'
expect_json -f library.jsonl '.[6].mtime == 1620284889.25 and .[6].duration_s == 1.5'
expect_json -f library.jsonl ".[6].size == $(stat -c %s music/hum/hum1.wav)"
python3 - <<'PYTHON' || fail "expected Python to read the file"
import json
with open("library.jsonl", encoding="utf-8") as file:
    header = json.loads(next(file))
    tracks = [json.loads(line) for line in file]
frames = 1 + round(header["options"]["chunk_s"] * header["options"]["rate_hz"]) // header["options"]["hop"]
assert all(len(track["chunks"]) == 3 for track in tracks)
assert all(len(chunk) == frames for track in tracks for chunk in track["chunks"])
assert all(len(frame) == 13 for track in tracks for chunk in track["chunks"] for frame in chunk)
PYTHON
