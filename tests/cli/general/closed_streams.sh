# A standard stream that the caller closed never gets mixed up with a file that mrec writes.
. "$(dirname "$0")/../support.sh"

make_music music
: >music/bad.wav
run_well mrec extract music "${small[@]}" --labels folder -o library.jsonl
for stream in 0 1 2; do
  run_well bash -c "exec $stream>&-; \"\$0\" \"\$@\"" "$MREC" extract music "${small[@]}" --labels folder -o "$stream.jsonl"
  expect_same library.jsonl $stream.jsonl
done
run_well mrec train library.jsonl --arch course --epochs 1 -o model.safetensors
run_well bash -c '"$MREC" train library.jsonl --arch course --epochs 1 -o silent.safetensors 2>&-'
expect_same model.safetensors silent.safetensors
for arguments in --help "info library.jsonl"; do
  run bash -c "\"\$MREC\" $arguments >&-"
  expect_code 1
  expect_stderr "standard output: cannot be written"
done
