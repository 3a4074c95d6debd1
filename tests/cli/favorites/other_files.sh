# --file changes no library, model, page, JSON or script, and no model is needed to change a list.
. "$(dirname "$0")/../support.sh"

make_music music
mrec extract music --embedding none "${small[@]}" -q
run_well mrec favorites add hum/hum0.wav
expect_stderr "added 1"
run_well mrec favorites list --json
expect_json '.[0] | length == 1 and .[0].duration_s > 1'
expect_names "$MREC_HOME" favorites.txt library.jsonl.zst library.jsonl.zst.catalogue

mrec extract music --embedding none "${small[@]}" -o plain.jsonl -q
printf '#!/bin/sh\necho\n' >script.sh
printf '[1, 2]\n' >numbers.json
printf ' {"a": 1}\n' >object.json
printf '<!doctype html>\n' >page.html
printf 'a\0b\n' >zero.txt
for file in plain.jsonl script.sh numbers.json object.json page.html zero.txt "$MREC_HOME/library.jsonl.zst"; do
  cp "$file" before
  expect_refusal 2 "is no list of favorites" mrec favorites add hum/hum0.wav --file "$file"
  expect_refusal 2 "is no list of favorites" mrec favorites toggle hum/hum0.wav --file "$file"
  expect_same before "$file"
done
