# Fingerprints lie beside the library, are made once, follow what changes, and are made again when they are damaged.
. "$(dirname "$0")/../support.sh"

mkdir music
for seed in 1 2; do make_melody music/$seed.wav --seed $seed; done
extract() { mrec extract music --embedding none "${small[@]}" -q; }
extract
prints=$MREC_HOME/library.jsonl.zst.fingerprints
clip() { make_melody clip$1.wav --seed $1 --start 3 --seconds 6 --noise 0.05; }
for seed in 1 2 3; do clip $seed; done
known_as() { run mrec identify clip$1.wav; expect_equal "$(cut -f 2 "$stdout")" "$2"; }

run_well mrec identify clip1.wav
[ -s "$prints" ] || fail "expected fingerprints"
expect_names "$MREC_HOME" library.jsonl.zst library.jsonl.zst.catalogue library.jsonl.zst.fingerprints
cp "$prints" first
run_well mrec identify clip2.wav
expect_silence "$stderr"
expect_same "$prints" first
rm "$prints"
run_well mrec identify clip2.wav -j 3
expect_same "$prints" first

# What is new or changed comes along, what is gone is not named.
make_melody music/3.wav --seed 3
make_melody music/2.wav --seed 5 --seconds 11
extract
known_as 3 3.wav
known_as 2 "not known"
expect_different "$prints" first
rm music/1.wav
extract
known_as 1 "not known"

# A file that is named but cannot be decoded any more is told of once; one that is not there each time.
size=$(stat -c %s music/3.wav)
touch -r music/3.wav when
head -c "$size" /dev/zero >music/3.wav
touch -r when music/3.wav
rm "$prints"
run mrec identify clip1.wav
expect_stderr "music/3.wav: "
run mrec identify clip1.wav
expect_no_text "$stderr" "3.wav"
mv music/2.wav elsewhere.wav
rm "$prints"
for again in 1 2; do
  run mrec identify clip1.wav
  expect_stderr "1 track is not recognised, whose file is not there (2.wav)"
done
mv elsewhere.wav music/2.wav

# Damage.
make_melody music/3.wav --seed 3
extract
known_as 3 3.wav
cp "$prints" whole
for damage in 'head -c 100' 'head -c 20000' 'head -c 0'; do
  $damage whole >"$prints"
  known_as 3 3.wav
  expect_same "$prints" whole
done

# A file of another kind stays as it is.
printf 'my diary\n' >"$prints"
expect_refusal 1 "library.jsonl.zst.fingerprints: is not a file of fingerprints of mrec: move it away" mrec identify clip3.wav
expect_equal "$(cat "$prints")" "my diary"

# Where they cannot be kept they are made all the same.
rm "$prints"
mkdir "$prints.lock"
run_well mrec identify clip3.wav
expect_stderr "made again next time"
[ ! -e "$prints" ] || fail "expected no fingerprints"
rmdir "$prints.lock"

# One at a time.
exec 9>"$prints.lock"
printf 'process 4711\n' >&9
flock 9
run mrec identify clip3.wav
expect_code 1  # there are none yet
expect_stderr "is being made by another mrec (process 4711): only the tracks that it has done are looked at"
[ ! -e "$prints" ] || fail "expected no fingerprints"
