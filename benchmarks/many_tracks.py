#!/usr/bin/env python3
"""Makes a feature file of many tracks out of one of few, to see what a large library costs:

    benchmarks/many_tracks.py FEW.jsonl MANY.jsonl [TRACKS]      # 10,000 by default

Every made track is a track of FEW whose frames are dealt out anew and shifted a little, so that no two sound the same;
an embedding is shifted likewise. Sizes and labels are as they were. Needs numpy; FEW may be compressed where the
program zstd is there. MANY is plain text: 4.3 GB for 10,000 log-mel clips of 30 s."""
import json
import subprocess
import sys

import numpy

STEPS = 10  # numbers are in tenths


def records(path):
    if path.endswith(".zst"):
        text = subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True).stdout
    else:
        text = open(path, "rb").read()
    return [json.loads(line) for line in text.splitlines()]


class Tenths:
    """Texts of the numbers from -2000.0 to 2000.0."""

    LIMIT = 2000 * STEPS

    def __init__(self):
        self.texts = [repr(i / STEPS).removesuffix(".0") for i in range(-self.LIMIT, self.LIMIT + 1)]

    def frame(self, numbers):
        return "[" + ",".join([self.texts[i] for i in numbers]) + "]"


def other_chunks(chunks, rng, tenths):
    """The text of the chunks, each of the frames somewhere else and louder or softer by up to 2 dB."""
    shape = chunks.shape
    frames = rng.permutation(chunks.reshape(-1, shape[-1])) + rng.integers(-20, 21, size=(shape[0] * shape[1], 1))
    numbers = numpy.clip(frames, -tenths.LIMIT, tenths.LIMIT) + tenths.LIMIT
    texts = [tenths.frame(frame) for frame in numbers.tolist()]
    parts = ["[" + ",".join(texts[i : i + shape[1]]) + "]" for i in range(0, len(texts), shape[1])]
    return "[" + ",".join(parts) + "]"


def main():
    few, many = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
    header, *tracks = records(few)
    sounds = [numpy.rint(numpy.array(track.pop("chunks")) * STEPS).astype(int) for track in tracks]
    rng = numpy.random.default_rng(1)
    tenths = Tenths()
    with open(many, "w") as out:
        out.write(json.dumps(header) + "\n")
        for i in range(count):
            track = dict(tracks[i % len(tracks)])
            track["path"] = f"{track['label']}/{i}.flac"
            track["hash"] = f"{i:032x}"
            if "embedding" in track:
                track["embedding"] = [float(f"{x:.6g}") for x in track["embedding"] * rng.normal(1, 0.05, len(track["embedding"]))]
            chunks = other_chunks(sounds[i % len(tracks)], rng, tenths)
            out.write(json.dumps(track)[:-1] + ', "chunks": ' + chunks + "}\n")


if __name__ == "__main__":
    main()
