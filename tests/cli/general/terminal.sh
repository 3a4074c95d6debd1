# On a terminal long work draws how far it has come, in one line that is gone at the end; --quiet draws nothing.
. "$(dirname "$0")/../support.sh"

# on_terminal COMMAND...: with a terminal for standard output and standard error.
on_terminal() { run_well python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) != 0)' "$@" </dev/null; }
# expect_drawn PATTERN: some line was drawn in its place and taken away again.
expect_drawn() {
  tr '\r' '\n' <"$stdout" | grep -qE "$1" || fail "expected a line like \"$1\""
  expect_stdout $'\r\x1b[K'
}
make_features library.jsonl --tracks 150
# Long enough for a line, which is drawn every tenth of a second.
on_terminal "$MREC" train library.jsonl --arch course --epochs 50 --patience 0 -o model.safetensors
expect_drawn 'epoch .*left'
run_well mrec train library.jsonl --arch lda -o lda.safetensors -q
[ "$(stat -c %s library.jsonl)" -gt 1000000 ] || fail "expected features of more than a megabyte"
on_terminal "$MREC" evaluate lda.safetensors library.jsonl --with-learnt
expect_drawn '^\[[#.]{24}\] [0-9]+ of [0-9]+ MB, '
on_terminal "$MREC" evaluate lda.safetensors library.jsonl --with-learnt -q
expect_no_text "$stdout" $'\x1b[K'
