# Tracks that are silent or spoken are left out of the list, unless they are asked for.
. "$(dirname "$0")/../support.sh"

make_music music
install_mrec
mkdir music/other
# Vowels of some overtones and hisses in turns, with pauses, nothing as long as what was before.
python3 - <<'END'
import math, random, struct, wave

RATE_HZ = 22050


def write(path, samples):
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes(struct.pack(f"<{len(samples)}h", *(round(9000 * x) for x in samples)))


def vowel(count, pitch_hz, formant_hz):
    tones = [(hz, math.exp(-abs(hz - formant_hz) / 300)) for hz in range(pitch_hz, 3000, pitch_hz)]
    return [sum(a * math.sin(math.tau * hz * i / RATE_HZ) for hz, a in tones) / 3 for i in range(count)]


def hiss(dice, count):
    noise = [dice.uniform(-0.1, 0.1) for _ in range(count + 1)]
    return [b - a for a, b in zip(noise, noise[1:])]


def babble(seconds):
    dice = random.Random(1)
    sound = []
    while len(sound) < seconds * RATE_HZ:
        for _ in range(dice.randrange(1, 5)):
            sound += hiss(dice, dice.randrange(1000, 2500))
            sound += vowel(dice.randrange(1500, 5500), dice.randrange(90, 140), dice.randrange(300, 1500))
        sound += [0] * dice.randrange(1000, 12000)
    return sound[: seconds * RATE_HZ]


write("music/other/silent.wav", [0] * (12 * RATE_HZ))
write("music/other/spoken.wav", babble(12))
END
printf 'hum1.wav\n' >list.txt
recommend() { run_well mrec recommend --favorites list.txt --library "$preset.jsonl" --min-duration 1 --json -n 100 "$@"; }
# Of the tracks that are no music, those that come.
others() { jq -r '.[].path' "$stdout" | sed -n '/^other/p' | sort | paste -sd ' '; }

for preset in gtzan logmel; do
  mrec extract music --preset "$preset" -o "$preset.jsonl" -q
  recommend
  expect_equal "$(others)" ""
  expect_json '.[0] | length > 5'
  expect_stderr "1 silent"
  expect_stderr "1 spoken"
  recommend --keep-silence
  expect_equal "$(others)" other/silent.wav
  recommend --keep-speech
  expect_equal "$(others)" other/spoken.wav
  recommend --keep-silence --keep-speech
  expect_equal "$(others)" "other/silent.wav other/spoken.wav"
done
