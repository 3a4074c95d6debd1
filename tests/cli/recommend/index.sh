# The index is made once beside the library, and again when library or model changed or it is damaged.
. "$(dirname "$0")/../support.sh"

make_library
printf 'hum0.wav\n' >list.txt
index=$MREC_HOME/library.jsonl.zst.index
changed() { find "$index" "$index.more" -newer mark 2>/dev/null | wc -l; }
recommend() {
  touch mark
  sleep 0.02
  run_well mrec recommend --keep-duplicates --favorites list.txt --json
  [ -z "${answer:-}" ] || expect_equal "$(cat "$stdout")" "$answer"
}
recommend
answer=$(cat "$stdout")
expect_names "$MREC_HOME" genre.safetensors library.jsonl.zst library.jsonl.zst.catalogue library.jsonl.zst.index
recommend
expect_equal "$(changed)" 0
expect_silence "$stderr"

for damage in 'truncate -s 100' 'truncate -s 0' 'truncate -s -1' 'cp list.txt'; do
  $damage "$index"
  recommend
  expect_equal "$(changed)" 1
done
rm "$index"
recommend
expect_equal "$(changed)" 1
touch "$MREC_HOME/library.jsonl.zst"
recommend
expect_equal "$(changed)" 1

unset answer
mrec train --arch course --epochs 1 --seed 9 -q >/dev/null
recommend
expect_equal "$(changed)" 1
rm music/hum/hum3.wav
mrec extract music "${small[@]}" -q
recommend
expect_equal "$(changed)" 1
expect_json '.[0] | length == 10'
recommend
expect_equal "$(changed)" 0
