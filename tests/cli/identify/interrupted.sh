# Ctrl-C keeps the fingerprints that are done.
. "$(dirname "$0")/../support.sh"

mkdir music
make_melody long.wav --seconds 60
for i in {1..300}; do ln long.wav music/$i.wav; done
make_melody music/other.wav --seed 2
mrec extract music --embedding none "${small[@]}" -q
make_melody clip.wav --seed 2 --start 3 --seconds 6

"$MREC" identify clip.wav -j 1 >"$stdout" 2>"$stderr" &
program=$!
until [ -e "$MREC_HOME/library.jsonl.zst.fingerprints.lock" ]; do sleep 0.01; done
sleep 0.3
kill -INT $program
code=0
wait $program || code=$?
expect_code 130
expect_silence "$stdout"
expect_stderr "of 301 tracks are done and kept in $MREC_HOME/library.jsonl.zst.fingerprints: run the same command again to go on"
done=$(sed -n 's/.*fingerprints of \([0-9]*\) of 301.*/\1/p' "$stderr")
[ "$done" -gt 0 ] || fail "expected some to be done"
[ -s "$MREC_HOME/library.jsonl.zst.fingerprints" ] || fail "expected fingerprints"
[ ! -e "$MREC_HOME/library.jsonl.zst.fingerprints.lock" ] || fail "expected no lock"
mrec extract music --embedding none "${small[@]}" -q
run_well mrec identify clip.wav
expect_equal "$(cut -f 2 "$stdout")" other.wav
