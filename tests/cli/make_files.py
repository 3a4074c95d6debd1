#!/usr/bin/env python3
"""Makes the small files that the command-line tests work on: clips, albums and folders of them, feature files, course files,
musicnn's checkpoint."""
import argparse
import json
import math
import pathlib
import random
import struct
import sys
import wave

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(TESTS / "support"))
sys.dont_write_bytecode = True
import tensorflow_bundle

RATE_HZ = 22050
GENRES = ("bells", "hiss", "hum")
# As `mrec extract --chunk 0.5 --excerpt 1.5` writes them; a chunk then has 22 frames of 13 numbers.
OPTIONS = {"kind": "mfcc", "rate_hz": RATE_HZ, "n_fft": 2048, "hop": 512, "n_mels": 128, "n_mfcc": 13, "fmin_hz": 0.0,
           "fmax_hz": 0.0, "top_db": 80.0, "chunk_s": 0.5, "excerpt_s": 1.5, "padding": "zero"}
FRAMES, COEFFICIENTS = 22, 13


PATTERN_S = 1.5  # is repeated, because it is slow to make


def pattern(genre, variation):
    """A falling chord, noise, or a low tone; `variation` changes pitch and loudness."""
    dice = random.Random(variation)
    hz = {"bells": 880, "hiss": 0, "hum": 110}[genre] * (1 + 0.05 * variation)
    for i in range(int(PATTERN_S * RATE_HZ)):
        t = i / RATE_HZ
        if genre == "hiss":
            value = dice.uniform(-1, 1) / (1 + 0.2 * variation)
        elif genre == "bells":
            value = math.exp(-6 * (t % 0.25)) * (math.sin(2 * math.pi * hz * t) + math.sin(2 * math.pi * 2.7 * hz * t)) / 2
        else:
            value = math.sin(2 * math.pi * hz * t) * (0.6 + 0.4 * math.sin(2 * math.pi * t))
        yield int(20000 * value)


def samples(genre, seconds, variation):
    count = round(seconds * RATE_HZ)
    once = list(pattern(genre, variation))
    return (once * (1 + count // len(once)))[:count]


def riff_chunk(name, content):
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def wav(pcm, tags):
    texts = b"".join(riff_chunk(name, text.encode() + b"\0") for name, text in tags.items())
    body = b"WAVE" + riff_chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16))
    body += riff_chunk(b"LIST", b"INFO" + texts) if texts else b""
    return riff_chunk(b"RIFF", body + riff_chunk(b"data", struct.pack(f"<{len(pcm)}h", *pcm)))


def au(pcm):
    return struct.pack(">4s5I", b".snd", 24, 2 * len(pcm), 3, RATE_HZ, 1) + struct.pack(f">{len(pcm)}h", *pcm)


def make_clip(args):
    pcm = samples(args.genre, args.seconds, args.variation)
    tags = {b"IGNR": args.tag_genre, b"IART": args.artist, b"INAM": args.title}
    content = au(pcm) if args.kind == "au" else wav(pcm, {name: text for name, text in tags.items() if text})
    with open(args.file, "wb") as file:
        file.write(content)


MELODY_RATE_HZ = 8000


def make_melody(args):
    """Notes one every 0.13 s whose pitches the seed draws, so that no piece is like another; a part of it, played at
    another speed and with noise, as a recording of it."""
    dice, hiss = random.Random(args.seed), random.Random(args.seed + 1000)
    step = 0.13 * MELODY_RATE_HZ
    piece = [0.0] * round((args.start + args.seconds + 1) * MELODY_RATE_HZ)
    for note in range(int(len(piece) / step)):
        turn = 2 * math.pi * 180 * 2 ** (3 * dice.random()) / MELODY_RATE_HZ
        for i, place in enumerate(range(int(note * step), min(len(piece), int((note + 3) * step)))):
            piece[place] += 0.2 * math.exp(-0.001 * i) * (math.sin(turn * i) + 0.6 * math.sin(1.5 * turn * i))
    pcm = []
    for i in range(round(args.seconds / args.speed * MELODY_RATE_HZ)):
        place = args.start * MELODY_RATE_HZ + i * args.speed
        before = int(place)
        value = piece[before] + (place - before) * (piece[before + 1] - piece[before])
        pcm.append(int(20000 * max(-1, min(1, value + args.noise * hiss.uniform(-1, 1)))))
    with wave.open(args.file, "wb") as file:
        file.setparams((1, 2, MELODY_RATE_HZ, len(pcm), "NONE", ""))
        file.writeframes(struct.pack(f"<{len(pcm)}h", *pcm))


def make_album(args):
    with wave.open(args.file, "wb") as album:
        for place, clip in enumerate(args.clips):
            with wave.open(clip) as part:
                if place == 0:
                    album.setparams(part.getparams())
                album.writeframes(part.readframes(part.getnframes()))


def make_music(args):
    for genre in GENRES:
        folder = pathlib.Path(args.folder, genre)
        folder.mkdir(parents=True)
        for i in range(args.clips):
            (folder / f"{genre}{i}.wav").write_bytes(wav(samples(genre, args.seconds, i), {}))


def chunk(dice, genre):
    """Numbers around a level that the genre decides, so that there is something to learn."""
    return [[round(dice.gauss(2 * genre, 1), 4) for _ in range(COEFFICIENTS)] for _ in range(FRAMES)]


def vector(dice, genre, length):
    """As a network might hear it: every genre is strong in places of its own."""
    return [round(dice.gauss(2 * (k % 3 == genre), 0.5), 3) for k in range(length)]


def make_features(args):
    dice = random.Random(args.seed)
    genres = [f"genre{g}" for g in range(args.genres)]
    tracks = [(genre, i) for genre in range(args.genres) for i in range(args.tracks)]
    header = {"format": "mrec-features", "version": 1, "root": "/music", "options": OPTIONS, "genres": genres}
    if args.embedding:
        header["embedding"] = {"network": "musicnn", "weights": args.weights, "patches": 10}
    with open(args.file, "w", encoding="utf-8") as file:
        print(json.dumps(header), file=file)
        for genre, i in tracks:
            track = {"path": f"genre{genre}/{i}.wav", "size": 1000, "mtime": 1700000000.5, "duration_s": 1.5,
                     "tags": {"artist": f"artist{genre}{i // 2}", "title": f"song {i}"}, "label": genres[genre]}
            if i >= args.without:
                track.update({"embedding": vector(dice, genre, args.embedding)} if args.embedding else {})
            print(json.dumps({**track, "chunks": [chunk(dice, genre) for _ in range(args.chunks)]}), file=file)


def make_course(args):
    dice = random.Random(args.seed)
    labels = [genre for genre in range(args.genres) for _ in range(args.chunks)]
    with open(args.file, "w", encoding="utf-8") as file:
        json.dump({"mapping": [f"genre{g}" for g in range(args.genres)], "labels": labels,
                   "mfcc": [chunk(dice, genre) for genre in labels]}, file)


def musicnn_names():
    """What musicnn's checkpoint calls the arrays of its layers, by mrec's names."""
    names = {"input.bn": "batch_normalization", "backend.pool.bn": "batch_normalization_9",
             "backend.dense.bn": "batch_normalization_10", "backend.dense": "dense", "backend.output": "dense_1"}
    stages = ("frontend.timbral38", "frontend.timbral67", "frontend.temporal128", "frontend.temporal64",
              "frontend.temporal32", "midend.1", "midend.2", "midend.3")
    for i, stage in enumerate(stages):
        names[stage + ".conv"] = f"conv2d_{i}" if i else "conv2d"
        names[stage + ".bn"] = f"batch_normalization_{i + 1}"
    return names


def make_musicnn(args):
    """The published checkpoint, without what its optimiser left, of the weights that are shipped."""
    content = (TESTS.parent / "models/musicnn.safetensors").read_bytes()
    header = 8 + struct.unpack("<Q", content[:8])[0]
    arrays = {}
    for name, array in json.loads(content[8:header]).items():
        if name == "__metadata__":
            continue
        begin, end = array["data_offsets"]
        layer, _, part = name.rpartition(".")
        arrays[f"{musicnn_names()[layer]}/{part}"] = array["shape"], content[header + begin:header + end]
    if args.changed:
        arrays["dense_1/bias"] = [50], bytes(4 * 50)
    entries, data = tensorflow_bundle.bundle(arrays)
    folder = pathlib.Path(args.folder)
    folder.mkdir(parents=True)
    (folder / ".index").write_bytes(tensorflow_bundle.table(entries))
    (folder / ".data-00000-of-00001").write_bytes(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = parser.add_subparsers(required=True)

    clip = kinds.add_parser("clip")
    clip.add_argument("file")
    clip.add_argument("--genre", choices=GENRES, default="hum")
    clip.add_argument("--seconds", type=float, default=1.5)
    clip.add_argument("--variation", type=int, default=0)
    clip.add_argument("--kind", choices=("wav", "au"), default="wav")
    for tag in ("--tag-genre", "--artist", "--title"):
        clip.add_argument(tag)
    clip.set_defaults(make=make_clip)

    melody = kinds.add_parser("melody")
    melody.add_argument("file")
    melody.add_argument("--seed", type=int, default=1)
    for option, value in (("--start", 0), ("--seconds", 12), ("--speed", 1), ("--noise", 0)):
        melody.add_argument(option, type=float, default=value)
    melody.set_defaults(make=make_melody)

    album = kinds.add_parser("album", help="one WAV of several that are alike, for a CUE sheet to divide")
    album.add_argument("file")
    album.add_argument("clips", nargs="+")
    album.set_defaults(make=make_album)

    music = kinds.add_parser("music")
    music.add_argument("folder")
    music.add_argument("--clips", type=int, default=4)
    music.add_argument("--seconds", type=float, default=1.5)
    music.set_defaults(make=make_music)

    musicnn = kinds.add_parser("musicnn")
    musicnn.add_argument("folder")
    musicnn.add_argument("--changed", action="store_true", help="with other numbers in one array")
    musicnn.set_defaults(make=make_musicnn)

    for name, make, tracks in (("features", make_features, 8), ("course", make_course, 0)):
        kind = kinds.add_parser(name)
        kind.add_argument("file")
        kind.add_argument("--genres", type=int, default=3)
        kind.add_argument("--tracks", type=int, default=tracks)
        kind.add_argument("--chunks", type=int, default=3 if tracks else 40)
        kind.add_argument("--seed", type=int, default=1)
        kind.set_defaults(make=make)
        if make is make_features:
            kind.add_argument("--embedding", type=int, default=0, help="numbers a track; 0: none")
            kind.add_argument("--weights", default="0123456789abcdef0123456789abcdef")
            kind.add_argument("--without", type=int, default=0, help="tracks of each genre that lack the embedding")

    args = parser.parse_args()
    args.make(args)


main()
