# Whole chunks of the middle; a short end is dropped, unless it is all there is: then it is padded.
. "$(dirname "$0")/../support.sh"

chunks_of() {  # SECONDS OPTION...
  make_clip clip.wav --seconds "$1"
  run_well mrec extract clip.wav -o - "${@:2}"
  jq -s '.[1].chunks | length' "$stdout"
}
expect_equal "$(chunks_of 0.2)" 1
expect_json '.[1].chunks[0] | length == 130'
expect_json '[.[1].chunks[][] | length] | unique == [13]'
expect_equal "$(chunks_of 0.2 --pad reflect)" 1
expect_equal "$(chunks_of 3)" 1
expect_equal "$(chunks_of 5.9)" 1
expect_equal "$(chunks_of 6)" 2
expect_equal "$(chunks_of 6 --excerpt 3)" 1
expect_equal "$(chunks_of 6 --chunk 1 --excerpt 4)" 4
expect_equal "$(chunks_of 6 --chunk 1 --excerpt 0)" 6
expect_json '.[1].duration_s == 6'
