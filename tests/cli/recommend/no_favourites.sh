# Without a favourite there is nothing to rank by.
. "$(dirname "$0")/../support.sh"

make_library
: >empty.txt
printf '# only\n\n   \n# comments\n' >comments.txt
printf 'a.wav\nb.wav\n' >nowhere.txt
mkdir folder
for list in empty.txt comments.txt folder missing.txt music/hum/hum0.wav; do
  expect_refusal 1 "$list: " mrec recommend --favorites $list
done
expect_refusal 1 "none of them was found" mrec recommend --favorites nowhere.txt
expect_stderr "a.wav: "
expect_stderr "b.wav: "
expect_refusal 1 "none of them was found" mrec recommend --favorites nowhere.txt -q
