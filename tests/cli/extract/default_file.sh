# The library goes to MREC_HOME, else to XDG_DATA_HOME/mrec, else below HOME.
. "$(dirname "$0")/../support.sh"

make_clip a.wav
run_well mrec extract a.wav "${small[@]}"
expect_silence "$stdout"
expect_stderr "1 of 1 files"
expect_names "$MREC_HOME" library.jsonl.zst library.jsonl.zst.catalogue
run_well mrec extract a.wav "${small[@]}" -o explicit.jsonl
zstd -qdc "$MREC_HOME/library.jsonl.zst" >plain.jsonl
expect_same explicit.jsonl plain.jsonl

unset MREC_HOME
XDG_DATA_HOME=$HOME/data run_well mrec extract a.wav "${small[@]}"
expect_names "$HOME/data/mrec" library.jsonl.zst library.jsonl.zst.catalogue
run_well mrec extract a.wav "${small[@]}"
expect_names "$HOME/.local/share/mrec" library.jsonl.zst library.jsonl.zst.catalogue

# The library of an earlier version is gone on with.
mv explicit.jsonl "$HOME/.local/share/mrec/library.jsonl"
rm "$HOME"/.local/share/mrec/library.jsonl.zst*
run_well mrec extract a.wav "${small[@]}"
expect_stderr "1 unchanged"
expect_names "$HOME/.local/share/mrec" library.jsonl library.jsonl.catalogue
