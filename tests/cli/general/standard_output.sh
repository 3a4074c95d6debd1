# Standard output that cannot be written is an error and not a silent loss.
. "$(dirname "$0")/../support.sh"

make_library
printf 'bells0.wav\n' >list.txt
while read -r line; do
  run bash -c "\"$MREC\" ${line#mrec } >/dev/full"
  expect_code 1
  expect_stderr "standard output: cannot be written"
done <<LINES
mrec extract music ${small[@]} -o - -q
mrec train --epochs 1 -q -o other.safetensors
mrec recommend --favorites list.txt -q
mrec classify music -q
mrec info $MREC_HOME/library.jsonl
LINES
run bash -c "\"$MREC\" info $MREC_HOME/library.jsonl >&-"
expect_code 1
