"""Prints "path<TAB>fold" lines: labelled tracks of a features file dealt to folds, stratified by genre.

    python3 benchmarks/make_folds.py features.jsonl FOLDS SEED > folds.tsv
    python3 benchmarks/make_folds.py features.jsonl FOLDS SEED --split artist > folds.tsv

By artist, all tracks of one lie in one fold (a track without the tag is an artist of its own). The artists with the
most tracks are dealt first, each to the fold that has the fewest tracks of its genre so far.
"""
import argparse
import collections
import random

import feature_file


def deal_tracks(tracks, folds, generator):
    """Yields path and fold."""
    tracks_of_genre = {}
    for track in tracks:
        tracks_of_genre.setdefault(track["label"], []).append(track["path"])
    dealt = 0
    for genre in sorted(tracks_of_genre):
        paths = sorted(tracks_of_genre[genre])
        generator.shuffle(paths)
        for path in paths:
            yield path, dealt % folds + 1
            dealt += 1


def deal_artists(tracks, folds, generator):
    """Yields path and fold."""
    tracks_of_artist = {}
    for track in sorted(tracks, key=lambda track: track["path"]):
        artist = (track.get("tags") or {}).get("artist") or track["path"]
        tracks_of_artist.setdefault(artist, []).append((track["path"], track["label"]))
    artists = sorted(tracks_of_artist)
    generator.shuffle(artists)
    artists.sort(key=lambda artist: -len(tracks_of_artist[artist]))
    held = [collections.Counter() for _ in range(folds)]
    for artist in artists:
        genres = collections.Counter(genre for _, genre in tracks_of_artist[artist])
        fold = min(range(folds), key=lambda each: (sum(held[each][genre] * count for genre, count in genres.items()),
                                                   held[each].total(), generator.random()))
        held[fold] += genres
        for path, _ in tracks_of_artist[artist]:
            yield path, fold + 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features")
    parser.add_argument("folds", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--split", choices=("track", "artist"), default="track", help="what stays in one fold")
    options = parser.parse_args()
    deal = deal_artists if options.split == "artist" else deal_tracks
    for path, fold in deal(feature_file.labelled(options.features), options.folds, random.Random(options.seed)):
        print(path, fold, sep="\t")


if __name__ == "__main__":
    main()
