# The course's one object: names of the genres, a label and a matrix a chunk.
. "$(dirname "$0")/../support.sh"

make_music music --clips 2
run_well mrec extract music "${small[@]}" --labels folder --format course -o course.json
expect_json -f course.json '.[0] | keys == ["labels", "mapping", "mfcc"]'
expect_json -f course.json '.[0].mapping == ["bells", "hiss", "hum"]'
expect_json -f course.json '.[0].labels == [0,0,0,0,0,0,1,1,1,1,1,1,2,2,2,2,2,2]'
mrec extract music "${small[@]}" --labels folder -o library.jsonl -q
jq -c '.mfcc[]' course.json >a
jq -c '.chunks[]?' library.jsonl >b
expect_same a b
run_well mrec extract music "${small[@]}" --labels folder --format course
expect_same course.json "$MREC_HOME/course.json"
expect_refusal 2 "has no label" mrec extract music "${small[@]}" --format course -o none.json -q
expect_names . a b course.json library.jsonl library.jsonl.catalogue music

# It has no place for embeddings: who asks for them is told.
expect_refusal 2 "--embedding musicnn: is of no use with --format course" \
  mrec extract music "${small[@]}" --labels folder --format course -o none.json --embedding musicnn
expect_refusal 2 "--patches: is of no use with --format course" \
  mrec extract music "${small[@]}" --labels folder --format course -o none.json --patches 3
run_well mrec extract music "${small[@]}" --labels folder --format course -o none.json --embedding none
expect_same course.json none.json
