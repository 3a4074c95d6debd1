# A table of genres that is no help is refused with its line.
. "$(dirname "$0")/../support.sh"

make_clip a.wav
expect_refusal 1 "genres.tsv: cannot be read" mrec extract a.wav --labels genres.tsv
printf 'a.wav\tlow\na.wav low\n' >genres.tsv
expect_refusal 1 "genres.tsv: line 2: is not path<TAB>genre" mrec extract a.wav --labels genres.tsv
printf 'other.wav\tlow\n' >genres.tsv
expect_refusal 2 "genres.tsv: labels none of the files" mrec extract a.wav --labels genres.tsv
[ ! -e "$MREC_HOME" ] || fail "expected no file"
