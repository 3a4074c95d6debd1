# A library without embeddings gains them by the next run and keeps its chunks and labels, however often that is
# stopped or killed; other weights or patches make it anew with its labels.
. "$(dirname "$0")/../support.sh"

make_music music --clips 4 --seconds 1.5
for form in jsonl jsonl.zst; do
  run_well mrec extract music "${small[@]}" --labels folder --embedding none -o old.$form
  run_well mrec extract music "${small[@]}" --labels folder -o new.$form
  cp old.$form library.$form
  run_well mrec extract music "${small[@]}" -o library.$form
  expect_stderr "12 of 12 files (12 gained their embedding;"
  expect_same new.$form library.$form
  run_well mrec extract music "${small[@]}" -o library.$form --embedding none
  expect_stderr "12 of 12 files (12 unchanged;"
  expect_same new.$form library.$form
done
expect_equal "$(jq -c .chunks library.jsonl)" "$(jq -c .chunks old.jsonl)"

cp old.jsonl killed.jsonl
for round in {1..12}; do
  "$MREC" extract music "${small[@]}" -o killed.jsonl -q -j 1 &
  sleep "0.0$((RANDOM % 10))"
  kill -KILL $! 2>/dev/null || true
  wait $! 2>/dev/null || true
  run_well mrec library list --json --library killed.jsonl
  expect_json 'length == 12 and all(.genre != "")'
done
run_well mrec extract music "${small[@]}" -o killed.jsonl
expect_same new.jsonl killed.jsonl
for file in *.lock *.partial; do [ ! -e "$file" ] || fail "$file is left"; done

run_well mrec extract music "${small[@]}" -o library.jsonl --patches 2
expect_stderr "was made with other options or weights or by another version: all is done anew"
expect_json -f library.jsonl '.[0].embedding.patches == 2 and (.[1:] | all(.label and .embedding))'
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_stderr "12 unchanged"
expect_json -f library.jsonl '.[0].embedding.patches == 2'
run_well mrec extract music "${small[@]}" -o library.jsonl --patches 10
expect_same new.jsonl library.jsonl

mrec extract music "${small[@]}" --shard 1/2 -o part1.jsonl -q
mrec extract music "${small[@]}" --shard 2/2 -o part2.jsonl -q
run_well mrec extract music "${small[@]}" -o whole.jsonl
run_well mrec merge part1.jsonl part2.jsonl -o merged.jsonl
expect_same whole.jsonl merged.jsonl
run_well mrec extract music "${small[@]}" --patches 2 -o other.jsonl
expect_refusal 2 "other.jsonl: has embeddings by other weights or of other --patches than part1.jsonl" \
  mrec merge part1.jsonl other.jsonl -o merged.jsonl

# A track that cannot be read while it is to gain its embedding keeps chunks and label, and is tried again.
cp old.jsonl library.jsonl
rm -f library.jsonl.catalogue
python3 - music/hum/hum0.wav <<'PYTHON'
import os, sys
state = os.stat(sys.argv[1])
os.rename(sys.argv[1], "kept.wav")
with open(sys.argv[1], "wb") as file:
    file.write(b"x" * state.st_size)
os.utime(sys.argv[1], ns=(state.st_atime_ns, state.st_mtime_ns))
PYTHON
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_stderr "11 of 12 files, 1 failed (11 gained their embedding, 1 without embedding until a later run can make it;"
expect_equal "$(jq -c .chunks library.jsonl)" "$(jq -c .chunks old.jsonl)"
expect_json -f library.jsonl '.[1:] | all(.label and (has("error") | not))'
mv kept.wav music/hum/hum0.wav
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_stderr "12 of 12 files (1 gained its embedding, 11 unchanged;"
expect_same new.jsonl library.jsonl
