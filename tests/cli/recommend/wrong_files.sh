# Library and model must be there, whole, and fit each other.
. "$(dirname "$0")/../support.sh"

make_library
library=$MREC_HOME/library.jsonl.zst model=$MREC_HOME/genre.safetensors
printf 'hum0.wav\n' >list.txt
recommend() { mrec recommend --favorites list.txt "$@"; }
expect_refusal 1 "missing.jsonl: " recommend --library missing.jsonl
expect_refusal 1 "missing.safetensors: " recommend --model missing.safetensors
expect_refusal 1 "music" recommend --library music
expect_refusal 1 "music" recommend --model music
expect_refusal 1 "library.jsonl.zst: " recommend --model "$library"
expect_refusal 1 "genre.safetensors: " recommend --library "$model"
head -c 10000 "$model" >torn.safetensors
expect_refusal 1 "torn.safetensors: " recommend --model torn.safetensors
zstd -dc "$library" >plain.jsonl
{ head -n 3 plain.jsonl; echo garbage; tail -n +4 plain.jsonl; } >damaged.jsonl
expect_refusal 1 "damaged.jsonl: line 4" recommend --library damaged.jsonl
head -c -100 "$library" >torn.jsonl.zst
run_well recommend --library torn.jsonl.zst
expect_stderr "breaks off in the middle of a track: 11 tracks read"
head -n 1 plain.jsonl >no_tracks.jsonl
expect_refusal 1 "no_tracks.jsonl: holds no track" recommend --library no_tracks.jsonl
mrec extract music --chunk 0.5 --excerpt 1.5 --hop 600 -o other.jsonl -q
expect_refusal 1 "other.jsonl: was extracted with other options than the model" recommend --library other.jsonl
mrec extract music --chunk 0.5 --excerpt 1 -o shorter.jsonl -q
run_well recommend --library shorter.jsonl
rm "$library"
expect_refusal 1 "library.jsonl.zst: " recommend
[ ! -e "$library.index" ] || fail "expected no index"
