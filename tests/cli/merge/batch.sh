# The examples of docs/batch.md: however the files are dealt out, the library is that of one run.
. "$(dirname "$0")/../support.sh"

examples=$(cd "$cli_tests/../../examples/batch" && pwd)
export PATH="$(dirname "$MREC"):$PATH"  # the scripts call mrec by its name

make_music music --clips 3
: >music/bad.wav
make_clip $'music/two\nlines.wav' --variation 4
make_clip $'music/caf\xe9 "$HOME".wav' --variation 5
run_well mrec extract music "${small[@]}" --labels folder -o whole.jsonl
run_well mrec extract music "${small[@]}" --labels folder -o whole.jsonl.zst

# GNU parallel, and again once a part is lost.
if command -v parallel >/dev/null; then
  for form in jsonl jsonl.zst; do
    run_well bash "$examples/parallel_extract.sh" music "side by side.$form" 2 "${small[@]}" --labels folder
    expect_same whole.$form "side by side.$form"
  done
  rm "side by side.jsonl" "side by side.jsonl.parts/part2.jsonl.zst"
  run_well bash "$examples/parallel_extract.sh" music "side by side.jsonl" 2 "${small[@]}" --labels folder
  expect_same whole.jsonl "side by side.jsonl"
fi

# A job array, by hand; task 2 alone once more, as after its node died.
job() { SLURM_ARRAY_TASK_ID=$1 run_well bash "$examples/slurm_extract.sh" music parts 2 "${small[@]}" --labels folder; }
job 1
job 2
head -c 3000 parts/part2.jsonl.zst >torn
mv torn parts/part2.jsonl.zst
job 2
run_well mrec merge parts/part?.jsonl.zst -o array.jsonl
expect_same whole.jsonl array.jsonl

# A list ended by null bytes, of which each process does its part.
find music -type f -print0 >list0
for i in 1 2 3; do
  run_well mrec extract - -0 --root music --shard $i/3 "${small[@]}" --labels folder -o listed$i.jsonl <list0
done
run_well mrec merge listed?.jsonl -o listed.jsonl
expect_same whole.jsonl listed.jsonl

# As Spark pipes: each partition has its own list, text by lines, and its own output; odd names go apart.
LC_ALL=C grep -azvP '[\n\x80-\xff]' list0 | tr '\0' '\n' >lines
LC_ALL=C grep -azP '[\n\x80-\xff]' list0 >odd0 || fail "expected odd names in the list"
expect_equal "$(wc -l <lines)" 10
split -n l/3 lines partition-
for list in partition-??; do
  run_well mrec extract - --root music "${small[@]}" --labels folder -o - <"$list"
  cp "$stdout" "part-${list#partition-}"
done
run_well mrec extract - -0 --root music "${small[@]}" --labels folder -o - <odd0
cp "$stdout" part-odd
for form in jsonl jsonl.zst; do
  run_well mrec merge part-* -o piped.$form
  expect_same whole.$form piped.$form
done

# What the document says of partitions that hold no path, or no file that works.
expect_refusal 1 "standard input: holds no audio file" mrec extract - --root music -o - </dev/null
run mrec extract - --root music "${small[@]}" -o - <<<music/bad.wav
expect_code 1
expect_json 'length == 2 and .[1].path == "bad.wav" and (.[1] | has("error"))'
