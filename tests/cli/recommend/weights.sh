# The genre part and the similarity part are mixed by --genre-weight, from 0 to 1; the rule within-genre as it was
# first written down.
. "$(dirname "$0")/../support.sh"

make_library
printf 'hum0.wav\n' >list.txt
recommend() { run_well mrec recommend --favorites list.txt --json --explain --keep-duplicates --rule within-genre "$@"; }
parts='.explanation | .similarity_part + .genre_part'
recommend --genre-weight 0
# Tracks of a genre that no favourite has are likened with a penalty.
expect_json '.[0] | all(.explanation.genre_part == 0 and (.genre == "hum" and (.explanation.similarity_part - .similarity | fabs) < 1e-5 or
                                                         (.explanation.similarity_part - (.similarity - 1) / 2 | fabs) < 1e-5))'
expect_json '.[0] | map(-.explanation.similarity_part) | . == sort'
recommend --genre-weight 1
expect_json '.[0] | all(.explanation.similarity_part == 0 and .explanation.genre_part > 0 and .explanation.genre_part <= 1)'
expect_json '.[0] | map(-.explanation.genre_part) | . == sort'
recommend --genre-weight 0.4
expect_json '.[0] | map(select(.genre == "hum")) | length > 0 and all((.explanation.similarity_part - 0.6 * .similarity | fabs) < 1e-5)'
expect_json ".[0] | map(-($parts)) | . == sort"
cp "$stdout" mixed
recommend
expect_different mixed "$stdout"
recommend --genre-weight 0.3
cp "$stdout" written_out
recommend
expect_same written_out "$stdout"
for weight in 2 -0.5 nan much; do
  expect_refusal 2 "--genre-weight" mrec recommend --favorites list.txt --genre-weight $weight
done
