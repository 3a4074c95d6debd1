# Changes that come at the same time wait for each other, and none is lost; one that breaks off changes nothing.
. "$(dirname "$0")/../support.sh"

make_library
kept=$MREC_HOME/favorites.txt
mrec favorites add hum0.wav -q
for name in hum1 hum2 hum3 hiss0 hiss1 hiss2 hiss3 bells0 bells1 bells2 bells3; do
  mrec favorites add "$name.wav" -q &
done
wait
expect_equal "$(sort "$kept" | uniq | wc -l)" 12
expect_equal "$(wc -l <"$kept")" 12
for i in 1 2 3 4 5 6; do mrec favorites toggle hum0.wav hum1.wav -q & done
wait
expect_equal "$(wc -l <"$kept")" 12
expect_names "$MREC_HOME" favorites.txt genre.safetensors library.jsonl.zst library.jsonl.zst.catalogue

# Where nothing can be written the list stays as it is.
cp "$kept" before
if [ "$(id -u)" -ne 0 ]; then
  chmod a-w "$MREC_HOME"
  expect_refusal 1 "cannot be written" mrec favorites remove hum0.wav
  chmod u+w "$MREC_HOME"
fi
(ulimit -f 0; trap '' XFSZ; run mrec favorites remove hum0.wav -q; [ "$code" -eq 1 ]) || fail "expected a failure without space"
expect_same before "$kept"
