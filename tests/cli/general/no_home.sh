# Without any of the variables that say where mrec's files are, it asks for one.
. "$(dirname "$0")/../support.sh"

make_clip a.wav
unset HOME MREC_HOME
expect_refusal 2 "MREC_HOME" mrec extract a.wav
run_well mrec extract a.wav "${small[@]}" -o a.jsonl
