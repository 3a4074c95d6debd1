# Plain lines on a standard error that is no terminal; with --quiet nothing.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
: >music/bad.wav
run_well mrec extract music "${small[@]}" -o library.jsonl
expect_silence "$stdout"
expect_stderr "3 of 4 files, 1 failed"
expect_no_text "$stderr" $'\r'
expect_no_text "$stderr" $'\x1b'
run_well mrec extract music "${small[@]}" -o library.jsonl --quiet
expect_quiet
rm -r music/*/
run mrec extract music "${small[@]}" -o library.jsonl --quiet
expect_code 1
expect_said_lines 1
