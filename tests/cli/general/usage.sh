# What is wrong with a command line is said, with exit code 2.
. "$(dirname "$0")/../support.sh"

expect_refusal 2 "subcommand" mrec
expect_refusal 2 "--nonsense" mrec extract --nonsense .
expect_refusal 2 "sing" mrec sing
for command in extract classify info; do expect_refusal 2 "required" mrec $command; done
expect_refusal 2 "--jobs" mrec extract . -j -1
expect_refusal 2 "--jobs" mrec extract . -j 1000000
expect_refusal 2 "--format" mrec extract . --format xml
expect_refusal 2 "--preset" mrec train x.jsonl --preset fast
run_well mrec --version
grep -qE '^mrec [0-9]+\.[0-9]+\.[0-9]+$' "$stdout" || fail "expected a version"
