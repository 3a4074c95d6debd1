# Files of others, and none at all, are refused.
. "$(dirname "$0")/../support.sh"

make_clip clip.wav
printf 'text\n' >text.txt
printf '{}\n' >empty.json
printf '[1, 2]\n' >list.json
: >empty
mkdir folder
for file in clip.wav text.txt empty.json list.json empty folder missing; do
  expect_refusal 1 "$file: " mrec info $file
done
printf '\x10\0\0\0\0\0\0\0{"a": "b"}      ' >other.safetensors
expect_refusal 1 "other.safetensors: " mrec info other.safetensors
printf '\xff\xff\xff\xff\xff\xff\xff\0{' >huge.safetensors
expect_refusal 1 "huge.safetensors: " mrec info huge.safetensors
