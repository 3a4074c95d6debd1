# The first line tells the root, the version of the analysis and every option; presets set several at once.
. "$(dirname "$0")/../support.sh"

make_music music --clips 1
run_well mrec extract music "${small[@]}" --labels folder -o -
expect_json '.[0] | .format == "mrec-features" and .version == 2 and .analysis == 1'
expect_json '.[0].options == {kind: "mfcc", rate_hz: 22050, n_fft: 2048, hop: 512, n_mels: 128, n_mfcc: 13, fmin_hz: 0,
             fmax_hz: 0, top_db: 80, chunk_s: 0.5, excerpt_s: 1.5, padding: "zero"}'
expect_json ".[0].root == \"$PWD/music\""

run_well mrec extract music --preset paper -o -
expect_json '.[0].options | .hop == 1702 and .chunk_s == 10'
run_well mrec extract music --preset gtzan -o -
expect_json '.[0].options | .hop == 512 and .chunk_s == 3 and .excerpt_s == 30'

run_well mrec extract music --preset paper --features logmel --pad reflect --rate 16000 --n-fft 1024 --hop 400 --n-mels 40 \
  --fmin 50 --fmax 7000 --top-db 60 --chunk 0.5 --excerpt 0 -o -
expect_json '.[0].options == {kind: "logmel", rate_hz: 16000, n_fft: 1024, hop: 400, n_mels: 40, n_mfcc: 13, fmin_hz: 50,
             fmax_hz: 7000, top_db: 60, chunk_s: 0.5, excerpt_s: 0, padding: "reflect"}'
expect_json '[.[1:][].chunks[] | length, (.[] | length)] | unique == [21, 40]'
