# A table, tab-separated values, paths and a playlist name the same tracks in the same order.
. "$(dirname "$0")/../support.sh"

make_library
printf 'hum/hum0.wav\n' >list.txt
recommend() { run_well mrec recommend --favorites list.txt -n 4 --format "$1"; }
recommend json
jq -r '.[].path' "$stdout" >wanted
recommend tsv
expect_equal "$(head -n 1 "$stdout" | cut -f 1-3,7)" $'rank\tscore\tgenre\tpath'
tail -n +2 "$stdout" | cut -f 7 >tsv
expect_same wanted tsv
recommend paths
sed "s|^$PWD/music/||" "$stdout" >paths
expect_same wanted paths
recommend m3u8
expect_equal "$(head -n 1 "$stdout")" "#EXTM3U"
expect_equal "$(grep -c '^#EXTINF:2,' "$stdout")" 4
grep -v '^#' "$stdout" | sed "s|^$PWD/music/||" >m3u8
expect_same wanted m3u8
recommend table
tail -n +2 "$stdout" | awk '{ print $NF }' >table
expect_same wanted table
# A playlist is a list of favourites too.
recommend m3u8
cp "$stdout" more.m3u8
run_well mrec recommend --favorites more.m3u8 --json
expect_json '.[0] | length == 8'
