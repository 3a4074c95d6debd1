# Files that failed are remembered, told apart, and tried again when they change or on request.
. "$(dirname "$0")/../support.sh"

again() { run_well mrec extract music "${small[@]}" -o library.jsonl "$@"; }
make_music music --clips 1
printf 'this is no sound\n' >music/bad.wav
again
expect_stderr "3 of 4 files, 1 failed (4 new or changed; "
again
expect_stderr "3 of 4 files, 1 failed (4 unchanged, 1 failed before (--retry tries them again); "
expect_no_text "$stderr" "bad.wav"
again --retry
expect_stderr "bad.wav: "
expect_stderr "3 of 4 files, 1 failed (1 new or changed, 3 unchanged; "
expect_refusal 1 "1 of the 4 files failed" mrec extract music "${small[@]}" -o library.jsonl --strict
run_well mrec library errors --library library.jsonl
expect_stdout "bad.wav: "
make_clip music/bad.wav
again
expect_stderr "4 of 4 files (1 new or changed, 3 unchanged; "
run_well mrec library errors --library library.jsonl
expect_quiet
