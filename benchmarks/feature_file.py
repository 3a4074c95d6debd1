"""Reads mrec's feature files, plain or compressed (pip install zstandard), and files of folds."""
import io
import json


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


def folds_of(paths, file):
    """The fold of each path, from lines "path<TAB>fold"."""
    with open(file, encoding="utf-8") as lines:
        fold_of = dict(line.rstrip("\n").rsplit("\t", 1) for line in lines)
    return [int(fold_of[path]) for path in paths]
