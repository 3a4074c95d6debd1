# The library goes to MREC_HOME, else to XDG_DATA_HOME/mrec, else below HOME.
. "$(dirname "$0")/../support.sh"

make_clip a.wav
run_well mrec extract a.wav "${small[@]}"
expect_silence "$stdout"
expect_stderr "1 of 1 files"
expect_names "$MREC_HOME" library.jsonl
run_well mrec extract a.wav "${small[@]}" -o explicit.jsonl
expect_same explicit.jsonl "$MREC_HOME/library.jsonl"

unset MREC_HOME
XDG_DATA_HOME=$HOME/data run_well mrec extract a.wav "${small[@]}"
expect_names "$HOME/data/mrec" library.jsonl
run_well mrec extract a.wav "${small[@]}"
expect_names "$HOME/.local/share/mrec" library.jsonl
