# The same clips give the same bytes in every run, at any number of threads, in any order.
. "$(dirname "$0")/../support.sh"

make_music music
for jobs in 1 2 5; do run_well mrec extract music "${small[@]}" --labels folder -j $jobs -o $jobs.jsonl; done
expect_same 1.jsonl 2.jsonl
expect_same 1.jsonl 5.jsonl
run_well mrec extract music/hum music/bells music/hiss music "${small[@]}" --labels folder -o again.jsonl
expect_same 1.jsonl again.jsonl
run_well mrec extract music "${small[@]}" --labels folder -o - --quiet
expect_same 1.jsonl "$stdout"
run_well mrec extract music "${small[@]}" --labels folder --features logmel -o other.jsonl
expect_different 1.jsonl other.jsonl
