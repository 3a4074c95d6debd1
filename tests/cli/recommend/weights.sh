# The genre part and the similarity part are mixed by --genre-weight, from 0 to 1.
. "$(dirname "$0")/../support.sh"

make_library
printf 'hum0.wav\n' >list.txt
run_well mrec recommend --favorites list.txt --json --genre-weight 0
# Tracks of a genre that no favourite has are likened with a penalty.
expect_json '.[0] | all(.genre == "hum" and (.score - .similarity | fabs) < 1e-6 or (.score - (.similarity - 1) / 2 | fabs) < 1e-6)'
run_well mrec recommend --favorites list.txt --json --genre-weight 1
expect_json '.[0] | all((.score - .genre_match | fabs) < 1e-6)'
run_well mrec recommend --favorites list.txt --json --genre-weight 0.4
expect_json '.[0] | map(select(.genre == "hum")) | length > 0 and all((.score - 0.4 * .genre_match - 0.6 * .similarity | fabs) < 1e-6)'
for weight in 2 -0.5 nan much; do
  expect_refusal 2 "--genre-weight" mrec recommend --favorites list.txt --genre-weight $weight
done
