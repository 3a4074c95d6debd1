# An empty text, as from a script's unset variable, is refused and does not pass for the default.
. "$(dirname "$0")/../support.sh"

mkdir -p "$MREC_HOME" && printf 'old\n' >"$MREC_HOME/library.jsonl"
make_music music --clips 1
expect_refusal 2 "is empty" mrec extract music -o ""
expect_refusal 2 "is empty" mrec extract music --labels ""
expect_refusal 2 "is empty" mrec train "" 
expect_refusal 2 "is empty" mrec train -o ""
expect_refusal 2 "is empty" mrec train --folds ""
expect_refusal 2 "is empty" mrec recommend --favorites ""
expect_refusal 2 "is empty" mrec recommend --favorites list --library ""
expect_refusal 2 "is empty" mrec classify --model "" music
expect_refusal 2 "is empty" mrec info ""
expect_refusal 2 "name a file" mrec train -o -
expect_equal "$(cat "$MREC_HOME/library.jsonl")" old
