# What lists are made by: embeddings, MFCC, numbers of another program; and which of several libraries they keep to.
. "$(dirname "$0")/../support.sh"

make_features library.jsonl --genres 2 --tracks 8
rank() { run_well mrec evaluate --ranking library.jsonl --json --listeners 40 "$@"; }
rank
expect_json '.[0] | .genre_model == null and .learnt == null and (.vectors | test("MFCC: 39 numbers"))'
expect_json '[.[0].listeners[0].rules[].rule] == ["coverage", "centroid", "nearest", "by-chance"]'

# Tracks on a line, the first genre's at 0 to 7, the second's at 100 to 107.
jq -r 'select(.path) | .path' library.jsonl | sort >paths
awk -v OFS='\t' '{ print $1, (NR > 8 ? 91 : -1) + NR " 0.5" }' paths >vectors.tsv
rank --external vectors.tsv --metric euclidean
expect_json '.[0] | .vectors == "vectors.tsv: 2 numbers, Euclidean distance"'
expect_json '.[0].listeners[0].rules | [.[].rule] == ["mean", "nearest", "by-chance"] and all(.[:2][]; .share == 1) and .[2].share < 0.6'
rank --external vectors.tsv
expect_json '.[0].vectors == "vectors.tsv: 2 numbers, standardised, cosine"'
expect_json '.[0].listeners[0].rules | [.[].rule] == ["coverage", "centroid", "nearest", "by-chance"] and .[0].share == 1'
# Distances that put the other genre first.
awk -v OFS='\t' '{ path[NR] = $1 } END {
  for (i = 1; i <= NR; ++i) {
    line = path[i]
    for (j = 1; j <= NR; ++j) line = line (j == 1 ? OFS : " ") ((i > 8) == (j > 8) ? 9 : 1)
    print line
  }
}' paths >distances.tsv
rank --external distances.tsv --metric distances
expect_json '.[0].vectors == "distances.tsv: distances" and all(.[0].listeners[0].rules[:2][]; .share == 0)'

# Distances by which an artist's other track is the nearest, and the other genre comes next.
awk -v OFS='\t' '{ path[NR] = $1 } END {
  for (i = 1; i <= NR; ++i) {
    line = path[i]
    for (j = 1; j <= NR; ++j) line = line (j == 1 ? OFS : " ") (int((i - 1) / 2) == int((j - 1) / 2) ? 1 : (i > 8) == (j > 8) ? 9 : 5)
    print line
  }
}' paths >artists.tsv
rank --external artists.tsv --metric distances --rule nearest
expect_json '.[0].single_favourites.rules[0] | .all_tracks.same_genre == 0.2 and .other_artists.same_genre == 0'

# A model of another collection says that it does not know these tracks; a layer of a network is an embedding.
make_features other.jsonl --genres 2 --seed 5
sed -i '1s|"/music"|"/other"|' other.jsonl
mrec train other.jsonl --arch course --epochs 2 --seed 1 -q -o other.safetensors >/dev/null
run_well mrec evaluate --ranking library.jsonl --embedding cnn --model other.safetensors
expect_stdout "embedding of the genre model other.safetensors: 64 numbers"
expect_stdout "by other.safetensors, which learnt from none of these tracks"

# Two libraries whose sounds differ a little: lists keep to the one that the favourites are from.
make_features first.jsonl --genres 2 --tracks 40 --embedding 6
jq -c 'if .path then .embedding[5] += 3 else . end' first.jsonl >second.jsonl
mrec train first.jsonl --input embedding --folds 2 -q -o genre.safetensors >/dev/null
run_well mrec evaluate --ranking first.jsonl second.jsonl --model genre.safetensors --rule coverage --json
expect_json '.[0] | .tracks == 160 and .artists == 40'
expect_json '.[0].sources[0] | .listeners == 300 and .ratio > 1.5 and .ratio_interval[0] > 1.2 and .share > .chance'
run_well mrec evaluate --ranking first.jsonl second.jsonl --model genre.safetensors --rule coverage
expect_stdout "3 favourites of one genre and one library"
run_well mrec evaluate --ranking first.jsonl first.jsonl --model genre.safetensors --rule coverage --json
expect_json '.[0].sources[0].ratio | . > 0.95 and . < 1.05'

refuse() { expect_refusal "$1" "$2" mrec evaluate --ranking "${@:3}"; }
refuse 2 "--rule within-genre: is no rule for mean" library.jsonl --rule within-genre
refuse 2 "--rule coverage: is no rule for distances.tsv" library.jsonl --external distances.tsv --metric distances --rule coverage
refuse 2 "--rule polka: is no rule" library.jsonl --rule polka
refuse 2 "--neighbours" library.jsonl --neighbours library.jsonl
refuse 2 "--listeners" library.jsonl --listeners 0
refuse 2 "has no effect" library.jsonl --model other.safetensors
mkdir -p "$MREC_HOME"
cp genre.safetensors "$MREC_HOME"
refuse 1 "second.jsonl: has other vectors (musicnn) than the first" library.jsonl second.jsonl
refuse 1 "has no line for genre0/10.wav" first.jsonl --external vectors.tsv
refuse 1 "missing.jsonl" missing.jsonl
make_features small.jsonl --genres 2 --tracks 3
refuse 1 "small.jsonl: has no genre with tracks enough for a listener" small.jsonl
make_features one.jsonl --genres 1
refuse 1 "one.jsonl: has labelled tracks of 1 genres" one.jsonl
expect_refusal 2 "--rule" mrec evaluate --rule coverage
expect_refusal 2 "--ranking" mrec evaluate genre.safetensors first.jsonl --ranking first.jsonl
expect_refusal 2 "--embedding" mrec evaluate genre.safetensors first.jsonl --embedding mfcc
