# Genres come from folders, tags, a TSV, or not at all.
. "$(dirname "$0")/../support.sh"

labels() { jq -sc '[.[1:][].label]' "$stdout"; }
make_music music --clips 1
run_well mrec extract music "${small[@]}" -o -
expect_equal "$(labels)" '[null,null,null]'
run_well mrec extract music "${small[@]}" -o - --labels none
expect_equal "$(labels)" '[null,null,null]'
run_well mrec extract music "${small[@]}" -o - --labels folder
expect_equal "$(labels)" '["bells","hiss","hum"]'
run_well mrec extract music/hum/hum0.wav "${small[@]}" -o - --labels folder
expect_equal "$(labels)" '["hum"]'

make_clip music/tagged.wav --tag-genre Drone --artist "Ann Ohm" --title "Mains, 50 Hz"
run_well mrec extract music "${small[@]}" -o - --labels tag
expect_equal "$(labels)" '[null,null,null,"Drone"]'
expect_json '.[4].tags == {genre: "Drone", artist: "Ann Ohm", title: "Mains, 50 Hz"}'

# Relative to the root, absolute, relative to the table; comments, CR and further columns do no harm.
printf '# mine\r\nhum/hum0.wav\tlow\r\n%s\tair\tyes\n\nmusic/bells/bells0.wav\tmetal\n' "$PWD/music/hiss/hiss0.wav" >genres.tsv
run_well mrec extract music "${small[@]}" -o - --labels genres.tsv
expect_equal "$(labels)" '["metal","air","low",null]'
