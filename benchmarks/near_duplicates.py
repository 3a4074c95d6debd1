#!/usr/bin/env python3
"""How many altered copies of tracks are found again, and which pairs of other tracks are.

    near_duplicates.py FOLDER... [--tracks 20] [--features mfcc] [--mrec mrec] [--program mrec_near_duplicates]

Takes that many tracks spread over the folders, alters each with ffmpeg in every way below, extracts all and prints
for every alteration how many copies were found to be the same recording as their original, the lowest and the median
correlation, and at last the pairs of different originals. Needs ffmpeg with LAME and Vorbis."""
import argparse
import collections
import pathlib
import statistics
import subprocess
import tempfile

ALTERATIONS = {
    "MP3 64 kbit/s": ("mp3", "-c:a libmp3lame -b:a 64k"),
    "AAC 64 kbit/s": ("m4a", "-c:a aac -b:a 64k"),
    "Vorbis, quality 0": ("ogg", "-c:a libvorbis -q:a 0"),
    "-12 dB": ("flac", "-af volume=-12dB"),
    "+12 dB, clipped": ("flac", "-af volume=12dB -sample_fmt s16"),
    "48 kHz": ("flac", "-ar 48000"),
    "16 kHz": ("flac", "-ar 16000"),
    "11 kHz, MP3 32 kbit/s": ("mp3", "-ar 11025 -b:a 32k"),
    "without the first 10 s": ("flac", "-ss 10.137"),
    "without the first 20 s, MP3 96": ("mp3", "-ss 20.089 -b:a 96k"),
    "without the first 24 s, MP3 96": ("mp3", "-ss 24.41 -b:a 96k"),
    "faded in 5 s, out 8 s": ("flac", "-af afade=t=in:d=5,afade=t=out:st=22:d=8"),
    "5.3 s of silence in front": ("flac", "-af adelay=5317:all=1"),
    "3.1 s of silence, -6 dB, MP3 64": ("mp3", "-af adelay=3117:all=1,volume=-6dB -b:a 64k"),
}
EXTENSIONS = {".flac", ".mp3", ".wav", ".ogg", ".m4a"}


def chosen(folders, count):
    """The same number of tracks of each folder, evenly spread over its sorted files."""
    tracks = []
    for folder in folders:
        files = sorted(f for f in pathlib.Path(folder).rglob("*") if f.suffix.lower() in EXTENSIONS)
        wanted = count // len(folders)
        tracks += [files[i * len(files) // wanted].resolve() for i in range(wanted)]
    return tracks


def make(tracks, folder):
    for number, track in enumerate(tracks):
        for i, (extension, arguments) in enumerate(ALTERATIONS.values()):
            target = folder / f"altered{i}"
            target.mkdir(exist_ok=True)
            subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", track, "-map", "0:a", "-map_metadata", "-1",
                            *arguments.split(), target / f"{number}.{extension}"], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--tracks", type=int, default=20)
    parser.add_argument("--features", default="mfcc", choices=["mfcc", "logmel"])
    parser.add_argument("--mrec", default="mrec")
    parser.add_argument("--program", default="mrec_near_duplicates")
    options = parser.parse_args()
    tracks = chosen(options.folders, options.tracks)
    kind = ["--features", "mfcc"] if options.features == "mfcc" else ["--features", "logmel", "--n-mels", "64",
                                                                     "--chunk", "30"]
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        (work / "altered").mkdir()
        make(tracks, work / "altered")
        files = []
        for i, folder in enumerate([work / "altered", *options.folders]):
            files.append(work / f"{i}.jsonl")
            subprocess.run([options.mrec, "extract", folder, "--embedding", "none", *kind, "-o", files[-1]],
                           check=True)
        found = subprocess.run([options.program, "1", *files], check=True, capture_output=True, text=True).stdout
    originals = {}
    for number, track in enumerate(tracks):
        for folder in options.folders:
            if track.is_relative_to(pathlib.Path(folder).resolve()):
                originals[str(track.relative_to(pathlib.Path(folder).resolve()))] = number
    report(found, originals)


def report(found, originals):
    correlations = collections.defaultdict(list)
    others = []
    for line in found.splitlines():
        first, second, _, correlation = line.split("\t")
        altered = [p.startswith("altered") for p in (first, second)]
        if altered == [True, False]:
            kind, file = first.removeprefix("altered").split("/")
            if originals.get(second) == int(file.split(".")[0]):
                correlations[int(kind)].append(float(correlation))
            else:
                others.append(line)
        elif altered == [False, False] or (first.split("/")[1].split(".")[0] != second.split("/")[1].split(".")[0]):
            others.append(line)
    print("| alteration | found | correlation: lowest, median |\n| --- | --- | --- |")
    for i, name in enumerate(ALTERATIONS):
        each = correlations[i] or [float("nan")]
        print(f"| {name} | {len(correlations[i])} of {len(originals)} | {min(each):.2f}, {statistics.median(each):.2f} |")
    print("\npairs of different tracks:", *others, sep="\n")


if __name__ == "__main__":
    main()
