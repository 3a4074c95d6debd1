# -n is the most that come; a small library gives what it has.
. "$(dirname "$0")/../support.sh"

make_library
printf 'hum/hum0.wav\n' >list.txt
for n in 1 5; do
  run_well mrec recommend --favorites list.txt --json -n $n
  expect_json ".[0] | length == $n"
done
run_well mrec recommend --favorites list.txt --json -n 1000000
expect_json '.[0] | length == 11'
run_well mrec recommend --keep-duplicates --favorites list.txt -n 3
expect_equal "$(wc -l <"$stdout")" 4
for n in -1 many 1.5; do expect_refusal 2 "--count" mrec recommend --keep-duplicates --favorites list.txt -n $n; done
