"""Musly's distances between all tracks of a folder, as `mrec evaluate --external FILE --metric distances` reads them.

    python3 -m venv build/musly && build/musly/bin/pip install pymusly==2.0.0        # and ffmpeg
    build/musly/bin/python benchmarks/musly_distances.py MUSIC --method timbre > musly.tsv
    mrec evaluate --neighbours LIBRARY --external musly.tsv --metric distances

A line a track: path relative to MUSIC, a tab, its distances to the tracks of all lines in their order. Musly hears the
whole of a clip, and as its music style (what its distances are normalised by) it is given all the tracks.
"""
import argparse
import pathlib

import pymusly

AUDIO = {".wav", ".flac", ".mp3", ".ogg", ".opus", ".au"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("music", type=pathlib.Path, help="folder with music")
    parser.add_argument("--method", choices=("mandelellis", "timbre"), default="timbre")
    options = parser.parse_args()
    files = sorted(file for file in options.music.rglob("*") if file.suffix.lower() in AUDIO)
    jukebox = pymusly.MuslyJukebox(options.method, "none")  # ffmpeg decodes
    tracks = [jukebox.track_from_audiofile(str(file), 0) for file in files]
    jukebox.set_style(tracks)
    registered = list(zip(jukebox.add_tracks(tracks), tracks))
    for file, seed in zip(files, registered):
        distances = jukebox.compute_similarity(seed, registered)
        print(file.relative_to(options.music), " ".join(f"{distance:.9g}" for distance in distances), sep="\t")


if __name__ == "__main__":
    main()
