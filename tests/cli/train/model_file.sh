# The model is a safetensors file that 15 lines of Python read; its metadata tells how it was made.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
run_well mrec train library.jsonl --epochs 1 --seed 5 -q -o model.safetensors
python3 - <<'PYTHON' || fail "expected Python to read the model"
import json, math, struct
content = open("model.safetensors", "rb").read()
length = struct.unpack("<Q", content[:8])[0]
header = json.loads(content[8:8 + length])
data = content[8 + length:]
metadata = header.pop("__metadata__")
tensors, end = {}, 0
for name, entry in header.items():
    start, stop = entry["data_offsets"]
    assert entry["dtype"] == "F32" and start == end and stop - start == 4 * math.prod(entry["shape"]), name
    tensors[name] = struct.unpack(f"<{(stop - start) // 4}f", data[start:stop])
    end = stop
assert end == len(data)
assert all(math.isfinite(value) for values in tensors.values() for value in values)
assert json.loads(metadata["genres"]) == ["genre0", "genre1", "genre2"], metadata
assert metadata["seed"] == "5" and "mrec train library.jsonl" in metadata["command"]
assert 0 <= json.loads(metadata["figures"])["track_accuracy"] <= 1
assert {"format", "version"} <= metadata.keys(), metadata.keys()
assert all(isinstance(value, str) for value in metadata.values())
PYTHON
