# A run that fails or is interrupted leaves the old library as it was, and no temporary file.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
mkdir out && printf 'old\n' >out/library.jsonl && cp out/library.jsonl old
expect_refusal 2 "has no label" mrec extract music "${small[@]}" --format course -o out/library.jsonl -q
expect_same old out/library.jsonl

make_clip long.wav --seconds 20
mkdir many && for i in {1..400}; do ln long.wav many/$i.wav; done
"$MREC" extract many -o out/library.jsonl -j 1 2>"$stderr" &
program=$!
until [ -n "$(find out -name '.mrec-*')" ]; do sleep 0.05; done
kill -INT $program
code=0
wait $program || code=$?
expect_code 130
expect_stderr "no file was changed"
expect_same old out/library.jsonl
expect_names out library.jsonl
