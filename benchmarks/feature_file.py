"""Reads mrec's feature files, plain or compressed (pip install zstandard), and files of folds."""
import dataclasses
import io
import json

import numpy


@dataclasses.dataclass
class Track:
    path: str
    label: str
    frames: numpy.ndarray  # frames x bands


def records(path):
    """The header, then every track, as dictionaries."""
    with open(path, "rb") as file:
        compressed = file.read(4) == b"\x28\xb5\x2f\xfd"
        file.seek(0)
        if compressed:
            import zstandard
            file = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
        yield from map(json.loads, io.TextIOWrapper(file, encoding="utf-8"))


def labelled(path):
    """Every track that has a label and chunks."""
    lines = records(path)
    next(lines)
    return (track for track in lines if track.get("label") and track.get("chunks"))


def labelled_clips(path, least_frames):
    """Tracks in one piece, whose chunks are as long as the clip."""
    tracks = [Track(track["path"], track["label"], numpy.asarray(track["chunks"][0], numpy.float32))
              for track in labelled(path)]
    long_enough = [track for track in tracks if len(track.frames) >= least_frames]
    if not long_enough:
        raise SystemExit(f"{path}: no labelled track has {least_frames} frames in a chunk: "
                         "extract whole clips (mrec extract --preset logmel)")
    return long_enough


def folds_of(tracks, path):
    """The fold of each track, from lines "path<TAB>fold"."""
    with open(path, encoding="utf-8") as lines:
        fold_of = dict(line.rstrip("\n").rsplit("\t", 1) for line in lines)
    return numpy.array([int(fold_of[track.path]) for track in tracks])
