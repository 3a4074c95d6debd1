# MPD takes a list by mpc and has the same songs in the same order.
. "$(dirname "$0")/../support.sh"
needs mpd mpc

make_library
mv music/hum/hum2.wav "music/hum/hum 2 (é) #1.wav"
mrec extract music --labels folder "${small[@]}" -q
printf 'hum/hum0.wav\n' >list.txt

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir mpd
cat >mpd/mpd.conf <<CONF
music_directory "$PWD/music"
playlist_directory "$PWD/mpd"
db_file "$PWD/mpd/database"
sticker_file "$PWD/mpd/sticker.sql"
log_file "$PWD/mpd/log"
bind_to_address "127.0.0.1"
port "$port"
zeroconf_enabled "no"
audio_output {
  type "null"
  name "nothing"
}
CONF
mpd --no-daemon mpd/mpd.conf >mpd/stdout 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || :; wait $server 2>/dev/null || :; chmod -R u+rwX "$case_folder"; rm -rf "$case_folder"' EXIT
mpc() { command mpc -h 127.0.0.1 -p "$port" "$@"; }
for ((i = 0; i < 100; ++i)); do mpc status >/dev/null 2>&1 && break || sleep 0.1; done
mpc -w update >"$stdout" 2>&1 || { cat mpd/log >&2; fail "MPD does not answer"; }

mrec recommend --favorites list.txt -n 8 --format paths --relative-to music -q | mpc add
mpc -f %file% playlist >played
run_well mrec recommend --favorites list.txt -n 8 --json
jq -r '.[].path' "$stdout" >wanted
expect_equal "$(wc -l <played)" 8
expect_same wanted played

# As an M3U in its playlist directory, too.
mrec recommend --favorites list.txt -n 8 --relative-to music -o mpd/more.m3u8 2>"$stderr"
mv mpd/more.m3u8 mpd/more.m3u
mpc clear >/dev/null && mpc load more >/dev/null
mpc -f %file% playlist >played
expect_same wanted played

# What its listeners rated is taken over.
mpc sticker hum/hum1.wav set rating 10
mpc sticker hiss/hiss0.wav set rating 2
mpc sticker "hum/hum 2 (é) #1.wav" set like 2
kill $server && wait $server || :
run_well mrec favorites import mpd/sticker.sql
run_well mrec favorites list
expect_equal "$(sed "s|^$PWD/music/||" "$stdout" | sort | paste -sd '|')" "hum/hum 2 (é) #1.wav|hum/hum1.wav"
