# Every subcommand's --help ends with an example.
. "$(dirname "$0")/../support.sh"

run_well mrec --help
commands=$(awk '/^Subcommands:/ { on = 1; next } on && NF { print $1 }' "$stdout" | grep -v '^Example')
for command in extract train recommend classify evaluate info; do
  grep -qx "$command" <<<"$commands" || fail "expected $command among the subcommands of --help"
done
for subcommand in "" $commands; do
  run_well mrec $subcommand --help
  expect_silence "$stderr"
  [[ $(grep . "$stdout" | tail -n 1) == "Example: mrec "* ]] || fail "expected a last line with an example"
done
