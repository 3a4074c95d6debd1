# Standard output that cannot be written is an error and not a silent loss.
. "$(dirname "$0")/../support.sh"

make_library
printf 'bells0.wav\n' >list.txt
while read -r arguments; do
  run bash -c "\"$MREC\" $arguments >/dev/full"
  expect_code 1
  expect_stderr "standard output: cannot be written"
done <<LINES
extract music ${small[@]} -o - -q
train --arch course --epochs 1 -q -o other.safetensors
recommend --favorites list.txt -q
classify music -q
info $MREC_HOME/library.jsonl.zst
--help
LINES
