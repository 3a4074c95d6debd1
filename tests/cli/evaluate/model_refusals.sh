# What a model cannot be measured on is refused with the reason, and so is a page in the place of another file.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
make_features new.jsonl --seed 2
sed -i '1s|"/music"|"/other"|' new.jsonl
mrec train library.jsonl --arch lda --folds 2 -o model.safetensors -q >train.txt
refuse() { expect_refusal "$1" "$2" mrec evaluate "${@:3}"; }
refuse 2 "needs a model and features" model.safetensors
refuse 2 "--neighbours" model.safetensors new.jsonl --neighbours new.jsonl
refuse 2 "--neighbours" model.safetensors new.jsonl --k 3
refuse 2 "--html" --neighbours new.jsonl --html page.html
refuse 1 "missing.jsonl" model.safetensors missing.jsonl
refuse 1 "new.jsonl" new.jsonl new.jsonl
make_course course.json; refuse 2 "is a course file, which knows no tracks" model.safetensors course.json
refuse 1 "is given twice" model.safetensors new.jsonl new.jsonl
sed '1s/"n_fft": 2048/"n_fft": 1024/' new.jsonl >others.jsonl
refuse 1 "was extracted with other options than the model" model.safetensors others.jsonl
jq -c 'if .label then .label = null else . end' new.jsonl >unlabelled.jsonl
refuse 1 "has no labelled track" model.safetensors unlabelled.jsonl -q
jq -c 'if .label then .label = "polka" else . end' new.jsonl >polka.jsonl
refuse 1 "has no track of a genre that the model knows" model.safetensors polka.jsonl
jq -c 'if .root then . else .chunks = [] end' new.jsonl >empty.jsonl
refuse 1 "has no labelled track with what the model judges by" model.safetensors empty.jsonl -q

refuse 2 "a page is not written to standard output" model.safetensors new.jsonl --html -
cp new.jsonl kept.jsonl
refuse 2 "is no HTML page and would be replaced" model.safetensors new.jsonl --html kept.jsonl
expect_same new.jsonl kept.jsonl
make_clip song.html
refuse 2 "is no HTML page and would be replaced" model.safetensors new.jsonl --html song.html
echo '<HTML>another page' >page.html
run_well mrec evaluate model.safetensors new.jsonl --html page.html
expect_stdout "page: page.html"
expect_text page.html "accuracy"
expect_no_text page.html "another page"
make_full
refuse 1 "full" model.safetensors new.jsonl --html full
# A model that does not say what it learnt from is used with a warning.
python3 - <<'PY'
import json, struct
content = open("model.safetensors", "rb").read()
size = struct.unpack("<Q", content[:8])[0]
header = json.loads(content[8:8 + size])
def write(name):
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    open(name, "wb").write(struct.pack("<Q", len(text)) + text + content[8 + size:])
header["__metadata__"]["learnt_from"] = "no marks"
write("damaged.safetensors")
del header["__metadata__"]["learnt_from"]
write("old.safetensors")
PY
refuse 1 "damaged.safetensors: does not say properly what it learnt from" damaged.safetensors new.jsonl
run_well mrec evaluate old.safetensors library.jsonl
expect_stderr "old.safetensors does not say which tracks it learnt from"
expect_stderr "it learnt from a file of the name library.jsonl"
