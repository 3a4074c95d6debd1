# Files cut off at each tenth, with bytes changed, with impossible headers: each is a track, a damaged track or a failure
# that the library remembers; none costs another one, and every number that is written is finite.
. "$(dirname "$0")/../support.sh"

mkdir whole music
make_clip whole/clip.wav --seconds 3
make_clip whole/clip.au --seconds 3 --kind au
cp "$(find "$CLIPS" -name '*.ogg' | sort | head -n 1)" whole/clip.ogg
if command -v ffmpeg >/dev/null; then
  for ending in flac mp3 opus wma; do ffmpeg -nostdin -v error -i whole/clip.wav "whole/clip.$ending"; done
fi
python3 - <<'PYTHON'
import math, pathlib, random, struct
dice = random.Random(7)
for whole in sorted(pathlib.Path("whole").iterdir()):
    content = whole.read_bytes()
    save = lambda name, data: pathlib.Path("music", f"{whole.suffix[1:]}_{name}{whole.suffix}").write_bytes(data)
    for tenth in range(11):
        save(f"cut{tenth:02}", content[:len(content) * tenth // 10])
    for count in (1, 30, 1000):
        changed = bytearray(content)
        for _ in range(count):
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
        save(f"flipped{count}", changed)

def wav(name, data, kind=1, channels=1, rate=44100, bits=16, size=None):
    align = channels * bits // 8
    body = b"WAVEfmt " + struct.pack("<IHHIIHH", 16, kind, channels, rate, rate * align & 0xFFFFFFFF, align & 0xFFFF, bits)
    body += b"data" + struct.pack("<I", len(data) if size is None else size) + data
    pathlib.Path("music", f"odd_{name}.wav").write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)

tone = [math.sin(i / 20) / 2 for i in range(44100)]
pcm = struct.pack("<44100h", *[int(8000 * v) for v in tone])
floats = lambda values: struct.pack(f"<{len(values)}f", *values)
wav("nan", floats([math.nan] * 44100), kind=3, bits=32)
wav("one_nan", floats(tone[:22050] + [math.nan] + tone[22051:]), kind=3, bits=32)
wav("infinite", floats([math.inf, -math.inf] * 22050), kind=3, bits=32)
wav("huge", floats([3e38 * v for v in tone]), kind=3, bits=32)
wav("tiny", floats([1e-42] * 44100), kind=3, bits=32)
wav("huge_double", struct.pack("<44100d", *[1e300] * 44100), kind=3, bits=64)
wav("1hz", pcm, rate=1)
wav("0hz", pcm, rate=0)
wav("768khz", pcm * 10, rate=768000)
wav("4ghz", pcm, rate=0xFFFFFFFF)
wav("0channels", pcm, channels=0)
wav("64channels", pcm * 32, channels=64)
wav("1sample", pcm[:2])
wav("0samples", b"")
wav("silent", bytes(88200))
wav("constant", struct.pack("<h", 32767) * 44100)
wav("endless", pcm, size=0xFFFFFFFF)
wav("pretends_more", pcm, size=0x7000000)
PYTHON
mkdir music/folder.mp3
mkfifo music/pipe.mp3
ln -s /dev/zero music/zero.wav
ln -s self.mp3 music/self.mp3
run_well timeout 50 "$MREC" extract music "${small[@]}" -o library.jsonl
expect_stderr "self.mp3: link leads nowhere"
cp "$stderr" said
python3 - <<'PYTHON' || fail "see above"
import json, math, os, re
def no_constant(text):
    raise ValueError(f"{text} in the library")
lines = [json.loads(line, parse_constant=no_constant) for line in open("library.jsonl")][1:]
files = sorted(name for name in os.listdir("music") if os.path.isfile(f"music/{name}"))
assert [track["path"] for track in lines] == files, "a file is missing"
failed = [track for track in lines if "error" in track]
damaged = [track for track in lines if "damage" in track]
assert all(("chunks" in track) != ("error" in track) for track in lines)
said = open("said").read()
assert f"{len(lines) - len(failed)} of {len(lines)} files, {len(failed)} failed" in said
assert f"{len(damaged)} damaged in part" in said
by_path = {track["path"]: track for track in lines}
for track in failed + damaged:
    assert f"{track['path']}: " in said, track["path"]
for track in lines:
    name = track["path"]
    for number in (n for chunk in track.get("chunks", []) for frame in chunk for n in frame):
        assert math.isfinite(number), name
    if re.search("cut0[1-9]", name):  # every cut is seen
        assert "error" in track or "damage" in track, f"{name} passes for a whole file"
    if re.search("cut10", name):
        assert "error" not in track and "damage" not in track, track
for name in "nan one_nan infinite huge huge_double 1hz 0hz 4ghz 0channels 0samples".split():
    assert "error" in by_path[f"odd_{name}.wav"], name
for name in "tiny 768khz 64channels 1sample silent constant endless".split():
    assert "error" not in by_path[f"odd_{name}.wav"], name
assert "damage" in by_path["odd_pretends_more.wav"]
PYTHON
run_well mrec library errors --library library.jsonl
expect_equal "$(wc -l <"$stdout")" "$(jq -s '.[1:] | map(select(.error or .damage)) | length' library.jsonl)"
