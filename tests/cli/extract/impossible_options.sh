# An option out of range is named as it stands on the command line, and no file is made.
. "$(dirname "$0")/../support.sh"

make_clip a.wav
while read -r option value; do
  expect_refusal 2 "$option $value: must be" mrec extract a.wav "$option" "$value"
done <<'OPTIONS'
--hop 0
--hop -3
--n-fft 7
--n-mels 0
--n-mfcc 129
--rate 10
--fmin 20000.0
--fmax 20000.0
--top-db -1.0
--chunk -1.0
--excerpt -1.0
--excerpt 1.0
OPTIONS
expect_refusal 2 "--chunk" mrec extract a.wav --chunk nan
expect_refusal 2 "--chunk" mrec extract a.wav --chunk 0.00001
# In one piece a track must have an end.
expect_refusal 2 "--excerpt 0.0: must be above 0 and at most 600.0 s when --chunk is 0" mrec extract a.wav --chunk 0 --excerpt 0
expect_refusal 2 "--excerpt 700.0: must be above 0 and at most 600.0 s" mrec extract a.wav --preset logmel --excerpt 700
expect_refusal 2 "--excerpt 0.01: must be at least one window long" mrec extract a.wav --preset logmel --excerpt 0.01
for word in --pad --features --preset --hop; do expect_refusal 2 "$word" mrec extract a.wav $word many; done
[ ! -e "$MREC_HOME" ] || fail "expected no file"
