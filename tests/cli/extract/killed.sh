# Killed two hundred times at random moments a run loses, tears and doubles nothing that was finished.
. "$(dirname "$0")/../support.sh"

small+=(--embedding none)
make_music music --clips 12 --seconds 1.5
for form in jsonl jsonl.zst; do run_well mrec extract music "${small[@]}" -o "whole.$form" -q; done
python3 - "$MREC" 200 "${small[@]}" <<'PYTHON' || fail "see above"
import json, os, random, signal, subprocess, sys, time
program, kills, options = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
dice = random.Random(4)

def finished(file):
    """Paths of the whole records; what a reader of the file sees."""
    if not os.path.exists(file):
        return []
    listed = subprocess.run([program, "library", "list", "--library", file], capture_output=True)
    assert listed.returncode == 0, listed.stderr
    return [line.split(b"\t")[0] for line in listed.stdout.splitlines()]

rounds = killed = 0
begin = time.monotonic()
subprocess.run([program, "extract", "music", *options, "-o", "timed.jsonl", "-q"], check=True)
pace = time.monotonic() - begin
while killed < kills or rounds < 2:
    file = ("killed.jsonl", "killed.jsonl.zst")[rounds % 2]
    whole = file.replace("killed", "whole")
    before, length, lives = [], 0, 0
    while True:
        run = subprocess.Popen([program, "extract", "music", *options, "-o", file, "-q"], stderr=subprocess.PIPE)
        lives += 1  # longer ones in the end, where the machine has become busier than when it was timed
        time.sleep(dice.uniform(0, 0.6 * pace * (1 + lives / 50)))
        ended = run.poll() is not None
        run.kill()
        errors = run.stderr.read()
        run.wait()
        if ended:
            assert run.returncode == 0, errors
            break
        killed += 1
        if os.path.exists(file) and os.path.getsize(file) > length and killed % 5 == 0:
            after = finished(file)
            assert len(set(after)) == len(after), "doubled"
            assert set(before) <= set(after), "lost"
            before = after
        length = os.path.getsize(file) if os.path.exists(file) else 0
    subprocess.run([program, "extract", "music", *options, "-o", file, "-q"], check=True)
    assert open(file, "rb").read() == open(whole, "rb").read(), f"{file} differs from {whole}"
    left = [name for name in os.listdir(".") if name.endswith(".lock")]
    assert not left, left
    os.remove(file)
    os.remove(file + ".catalogue")
    rounds += 1
print(f"{killed} times killed in {rounds} rounds")
PYTHON
