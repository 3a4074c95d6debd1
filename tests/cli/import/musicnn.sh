# The published checkpoint gives the bytes that are shipped, by whichever of its places it is named.
. "$(dirname "$0")/../support.sh"

shipped=$cli_tests/../../models/musicnn.safetensors
model=musicnn-0.1.0/musicnn/MSD_musicnn
make_musicnn $model
run_well mrec import musicnn musicnn-0.1.0
expect_stdout "model: $MREC_HOME/musicnn.safetensors"
expect_silence "$stderr"
expect_same "$shipped" "$MREC_HOME/musicnn.safetensors"
for path in . $model $model/ $model/.index $model/.data-00000-of-00001; do
  run_well mrec import musicnn $path -o made/by/it.safetensors
  expect_equal "$(cat "$stdout")" "model: made/by/it.safetensors"
  expect_same "$shipped" made/by/it.safetensors
  rm -r made
done

# It takes the place of an older one, whole or not at all.
mkdir folder
make_full
head -c 1000 "$shipped" >old
expect_refusal 1 "folder: is a folder" mrec import musicnn . -o folder
expect_refusal 1 "No space left" mrec import musicnn . -o full
expect_refusal 2 "name a file" mrec import musicnn . -o -
run_well mrec import musicnn . -o old
expect_same "$shipped" old
