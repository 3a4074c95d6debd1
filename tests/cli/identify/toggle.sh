# A recognised track is added to the favourites, and removed by the next clip of it.
. "$(dirname "$0")/../support.sh"

make_music music --clips 3
for seed in 1 2; do make_melody music/bells/$seed.wav --seed $seed; done
mrec extract music --labels folder "${small[@]}" -q
mrec train --arch course --epochs 3 --seed 1 --quiet >/dev/null
for seed in 1 2 3; do make_melody clip$seed.wav --seed $seed --start 3 --seconds 6; done
list=$MREC_HOME/favorites.txt

run_well mrec identify clip1.wav --toggle
expect_stderr "added 1"
expect_stdout "bells/1.wav"
expect_equal "$(cat "$list")" "$PWD/music/bells/1.wav"
run_well mrec identify clip2.wav clip1.wav clip2.wav --toggle
expect_equal "$(cat "$list")" "$PWD/music/bells/2.wav"
run_well mrec identify clip2.wav --toggle --favorites other.txt -q
expect_silence "$stderr"
expect_equal "$(cat other.txt)" "$PWD/music/bells/2.wav"
cp "$list" before
run mrec identify clip3.wav --toggle
expect_code 1
expect_same "$list" before
expect_refusal 2 "--toggle" mrec identify clip1.wav --favorites other.txt
