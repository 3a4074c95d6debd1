"""Prints "path<TAB>fold" lines: labelled tracks of a features file dealt to folds, stratified by genre.

    python3 benchmarks/make_folds.py features.jsonl FOLDS SEED > folds.tsv
"""
import json
import random
import sys


def main():
    path, folds, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    tracks_of_genre = {}
    with open(path, encoding="utf-8") as lines:
        next(lines)
        for track in map(json.loads, lines):
            if track.get("label"):
                tracks_of_genre.setdefault(track["label"], []).append(track["path"])
    generator = random.Random(seed)
    dealt = 0
    for genre in sorted(tracks_of_genre):
        tracks = sorted(tracks_of_genre[genre])
        generator.shuffle(tracks)
        for track in tracks:
            print(track, dealt % folds + 1, sep="\t")
            dealt += 1


if __name__ == "__main__":
    main()
