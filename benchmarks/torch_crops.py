"""Pieces of 128 frames of whole clips: random ones to learn from, evenly spread ones to judge a clip by."""
import dataclasses

import numpy
import torch

import feature_file

FRAMES = 128
BAND_SHIFT = 2  # at most, up or down
STRETCH = 0.1  # at most, slower or faster
GAIN_DB = 5.0  # at most, louder or softer


@dataclasses.dataclass
class Clip:
    path: str
    label: str
    frames: numpy.ndarray  # frames x bands, in dB


def labelled_clips(features):
    """Tracks in one piece: their first chunk is the whole clip."""
    clips = [Clip(track["path"], track["label"], numpy.asarray(track["chunks"][0], numpy.float32))
             for track in feature_file.labelled(features)]
    if not clips or min(len(clip.frames) for clip in clips) < FRAMES:
        raise SystemExit(f"{features}: a chunk is shorter than {FRAMES} frames, or no track has a label: "
                         "extract whole clips (mrec extract --preset logmel --labels folder)")
    return clips


def spread_windows(clip, count):
    """count x 1 x 128 x bands, the first at the clip's start and the last at its end."""
    starts = numpy.linspace(0, len(clip) - FRAMES, count).round().astype(int)
    return torch.from_numpy(numpy.stack([clip[start:start + FRAMES] for start in starts])[:, None])


class Crops:
    """Random crops of `clips`, frames x bands each; jittered when `per_db` says what a decibel is in them (of each band)."""

    def __init__(self, clips, generator, per_db=None):
        self.clips = clips
        self.generator = generator
        self.per_db = per_db

    def take(self, owners):
        """One of each clip that `owners` names: len(owners) x 1 x 128 x bands."""
        cut = self.plain if self.per_db is None else self.jittered
        crops = numpy.stack([cut(self.clips[owner]) for owner in owners])[:, None]
        return torch.from_numpy(crops).to(memory_format=torch.channels_last)

    def plain(self, clip):
        start = self.generator.integers(len(clip) - FRAMES + 1)
        return clip[start:start + FRAMES]

    def jittered(self, clip):
        """Stretched in time by linear interpolation, moved by whole bands (edges repeated), and of another level."""
        pace = 1 + self.generator.uniform(-STRETCH, STRETCH)
        start = self.generator.uniform(0, max(len(clip) - 1 - (FRAMES - 1) * pace, 0))
        places = numpy.minimum(start + pace * numpy.arange(FRAMES), len(clip) - 1)
        before = numpy.minimum(places.astype(int), len(clip) - 2)
        share = (places - before)[:, None]
        crop = clip[before] * (1 - share) + clip[before + 1] * share
        shift = self.generator.integers(-BAND_SHIFT, BAND_SHIFT + 1)
        moved = crop[:, numpy.clip(numpy.arange(crop.shape[1]) + shift, 0, crop.shape[1] - 1)]
        return (moved + self.generator.uniform(-GAIN_DB, GAIN_DB) * self.per_db).astype(numpy.float32)
