# An index that cannot be kept is only warned of.
. "$(dirname "$0")/../support.sh"

make_library
printf 'hum0.wav\n' >list.txt
mkdir "$MREC_HOME/library.jsonl.zst.index"  # stands in the way of everybody, of root too
run_well mrec recommend --favorites list.txt --json
expect_json '.[0] | length == 11'
expect_stderr "library.jsonl.zst.index"
rmdir "$MREC_HOME/library.jsonl.zst.index"
chmod a-w "$MREC_HOME"
run_well mrec recommend --favorites list.txt --json
expect_json '.[0] | length == 11'
[ "$(id -u)" -eq 0 ] || expect_stderr "library.jsonl.zst.index"
