# Numbers of other programs: vectors by cosine or distance, or distances themselves.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --genres 2 --tracks 3
# Six tracks on a line; the nearest of 0 1 2 | 10 11 12 are their own.
write() { awk -F'\t' -v OFS='\t' "{ print \$1, $1 }" paths; }
for genre in 0 1; do for i in 0 1 2; do printf 'genre%d/%d.wav\n' $genre $i; done; done >paths
evaluate() { run_well mrec evaluate --neighbours library.jsonl --json --external "$@"; }
write '(NR > 3 ? 10 : 1) + NR " 0.5"' >vectors.tsv
evaluate vectors.tsv --metric euclidean --k 2
expect_json '.[0] | .rows[0].same_genre == 1 and (.vectors | test("vectors.tsv: 2 numbers, Euclidean"))'
evaluate vectors.tsv --k 2
expect_json '.[0].vectors | test("standardised, cosine")'

# Every track is nearest to the one three lines on, which is of the other genre; lines may stand in any order, extra ones too.
awk -v OFS='\t' '{ path[NR] = $1 } END {
  for (i = 1; i <= NR; ++i) {
    line = path[i]
    for (j = 1; j <= NR; ++j) line = line OFS (i == NR || j == NR ? 9 : (j - i + 9) % 6)
    print line
  }
}' paths <(echo extra.wav) >distances.tsv
evaluate distances.tsv --metric distances --k 1
expect_json '.[0].rows[0].same_genre == 0'

refuse() { expect_refusal "$1" "$2" mrec evaluate --neighbours library.jsonl --k 2 --external "${@:3}"; }
refuse 1 "has 6 tracks and 2 numbers for each" vectors.tsv --metric distances
refuse 1 "missing.tsv: cannot be read" missing.tsv
: >empty.tsv;                                     refuse 1 "empty.tsv: holds no track" empty.tsv
head -n 5 vectors.tsv >short.tsv;                 refuse 1 "has no line for genre1/2.wav" short.tsv
sed '3s/ 0.5//' vectors.tsv >uneven.tsv;          refuse 1 "uneven.tsv: line 3: has 1 numbers" uneven.tsv
sed '2s/\t/ /' vectors.tsv >tabless.tsv;          refuse 1 "tabless.tsv: line 2" tabless.tsv
sed '4s/0.5/nan/' vectors.tsv >nan.tsv;           refuse 1 "nan.tsv: line 4" nan.tsv
sed '4s/0.5/0.5x/' vectors.tsv >word.tsv;         refuse 1 "word.tsv: line 4" word.tsv
sed '6s/genre1.2/genre1\/1/' vectors.tsv >twice.tsv; refuse 1 "line 6: names genre1/1.wav again" twice.tsv
refuse 2 "--metric" vectors.tsv --metric hamming
refuse 2 "--embedding" vectors.tsv --embedding mfcc
expect_refusal 2 "--metric" mrec evaluate --neighbours library.jsonl --metric cosine
