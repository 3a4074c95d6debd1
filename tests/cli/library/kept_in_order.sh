# Lists, counts, errors; relocation and pruning.
. "$(dirname "$0")/../support.sh"

make_music music --clips 2
make_clip music/tagged.wav --artist "Ann Ohm" --title "Mains" --tag-genre Drone
: >music/bad.wav
run_well mrec extract music "${small[@]}" --labels folder
run_well mrec library list
expect_equal "$(wc -l <"$stdout")" 7
expect_stdout $'tagged.wav\tAnn Ohm\tMains\t\t\tmusic\t2'
run_well mrec library list --json
expect_json 'length == 7 and .[6].artist == "Ann Ohm"'
run_well mrec library count
expect_stdout "2  bells"
expect_stdout "7  tracks, 1 files failed"
run_well mrec library count --by artist --json
expect_json '.[0] | .tracks == 7 and .failed == 1 and .artist == {"": 6, "Ann Ohm": 1}'
run_well mrec library count --by format
expect_stdout "7  wav"
run_well mrec library count --by year
expect_stdout "7  (not known)"
run_well mrec library errors
expect_equal "$(wc -l <"$stdout")" 1
expect_stdout "bad.wav: is empty"
run_well mrec library errors --json
expect_json '.[0].path == "bad.wav"'

mv music moved
expect_refusal 1 "is not there or empty" mrec library prune
expect_refusal 2 "holds none of the 8 files" mrec library relocate "$HOME"
expect_refusal 1 "is no folder" mrec library relocate nowhere
run_well mrec library relocate moved
expect_stderr "8 files of"
run_well mrec extract moved "${small[@]}" --labels folder
expect_stderr "8 unchanged"
rm moved/hum/hum0.wav moved/bad.wav
run_well mrec library prune --dry-run
expect_equal "$(paste -sd ' ' "$stdout")" "bad.wav hum/hum0.wav"
run_well mrec library prune
expect_stderr "2 tracks dropped"
run_well mrec library list
expect_equal "$(wc -l <"$stdout")" 6
run_well mrec library errors
expect_quiet
expect_refusal 2 "subcommand" mrec library
expect_refusal 1 "nowhere: cannot be opened" mrec library list --library nowhere
