# A disk that fills up while a training is kept on it: the training goes on, what was kept before stays whole, and nothing
# half-written is left.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl
# A small file system needs rights that not everybody has; without them there is nothing to see here.
mkdir disk
unshare -rm sh -c 'mount -t tmpfs -o size=64k none disk && mount -o remount,size=64m disk' 2>/dev/null ||
  { echo "left out: no file system can be mounted"; exit 77; }
train() { "$MREC" train library.jsonl --arch course --patience 0 "$@"; }
run_well train --epochs 6 -o whole.safetensors -q
run_well train --epochs 1 -o older.safetensors -q
export model=$(stat -c %s whole.safetensors)

# Room for one checkpoint, which is four models or so, but not for the next one beside it.
on_a_small_disk() {
  mount -t tmpfs -o size=$((6 * model)) none disk || exit 99
  train --epochs 6 -o disk/model.safetensors || exit 98
  cmp disk/model.safetensors whole.safetensors || exit 97
  [ "$(ls -A disk)" = model.safetensors ] || exit 96
}
# Room for an older model and the checkpoint alone: the model cannot be written, but neither is lost.
on_a_tiny_disk() {
  mount -t tmpfs -o size=$((11 * model / 2)) none disk || exit 99
  cp older.safetensors disk/model.safetensors
  code=0
  train --epochs 6 -o disk/model.safetensors || code=$?
  [ "$code" -eq 1 ] || exit 95
  cmp disk/model.safetensors older.safetensors || exit 94
  [ "$(ls -A disk | paste -sd ' ')" = "model.safetensors model.safetensors.checkpoint" ] || exit 93
  mount -o remount,size=64m disk || exit 99
  train --epochs 6 -o disk/model.safetensors --resume || exit 92
  cmp disk/model.safetensors whole.safetensors || exit 91
}
export -f on_a_small_disk on_a_tiny_disk train
run_well unshare -rm bash -c on_a_small_disk
expect_equal "$(grep -c 'No space left on device.*; the training goes on' "$stderr")" 1
run_well unshare -rm bash -c on_a_tiny_disk
expect_stderr "mrec: disk/model.safetensors: cannot be written to the end (No space left on device)"
expect_stderr "goes on after epoch"
