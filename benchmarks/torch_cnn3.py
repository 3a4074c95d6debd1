"""The log-mel network's recipe in PyTorch on given folds: to hold mrec's accuracy against, and what parts of it do.

    pip install torch numpy zstandard
    mrec extract MUSIC --preset logmel --labels folder -o logmel.jsonl.zst
    for S in 1 2 3 4 5; do python3 benchmarks/make_folds.py logmel.jsonl.zst 5 $S > folds_$S.tsv; done
    python3 benchmarks/torch_cnn3.py logmel.jsonl.zst folds_{}.tsv                      # as mrec has it
    python3 benchmarks/torch_cnn3.py logmel.jsonl.zst folds_{}.tsv --variants all       # the ablation table

Each seed has its own file of folds, in whose name it stands for {}. A row is one variant of the recipe: the share of
windows and of tracks (mean log-probability of their windows) that are right, mean and standard deviation over the
seeds, and what a track's log-loss is. Differences are to the first row's runs on the same folds from the same seeds.
"""
import argparse
import dataclasses
import math
import statistics

import numpy
import torch
from torch.nn import functional

import feature_file
from torch_crops import Crops, labelled_clips, spread_windows
from torch_networks import LogmelNetwork

BATCH = 32
PEAK_RATE = 2e-3


@dataclasses.dataclass(frozen=True)
class Recipe:
    epochs: int = 20
    crops: int = 10  # of a track in an epoch
    windows: int = 10  # that judge a track
    channels: tuple = (16, 32, 32)
    order: str = "pool norm relu"
    pooling: tuple = ("mean", "max", "sd")
    dropout: float = 0.3
    weight_decay: float = 0.05
    schedule: str = "cosine"
    smoothing: float = 0.0
    mixup: float = 0.0  # both parameters of the beta distribution
    jitter: bool = False
    standardised: bool = True  # each band; else all bands by one mean and deviation


def variants(base):
    """Every row of the table but the first changes one thing."""
    changes = {
        "as it is": {}, "32, 64, 64 channels": {"channels": (32, 64, 64)}, "label smoothing 0.1": {"smoothing": 0.1},
        "mixup 0.3": {"mixup": 0.3}, "jitter": {"jitter": True}, "twice the epochs": {"epochs": 2 * base.epochs},
        "constant rate": {"schedule": "constant"}, "twice the crops": {"crops": 2 * base.crops},
        "norm, ReLU, pool": {"order": "norm relu pool"}, "ReLU, pool, norm": {"order": "relu pool norm"},
        "no weight decay": {"weight_decay": 0.0}, "standardised as a whole": {"standardised": False},
        "mean alone": {"pooling": ("mean",)}, "mean and maximum": {"pooling": ("mean", "max")},
        "no dropout": {"dropout": 0.0},
    }
    return {name: dataclasses.replace(base, **change) for name, change in changes.items()}


def optimiser_of(network, recipe):
    """Weight decay is for matrices and kernels, not for biases and batch norm."""
    matrices = [each for each in network.parameters() if each.ndim > 1]
    others = [each for each in network.parameters() if each.ndim == 1]
    return torch.optim.AdamW([{"params": matrices, "weight_decay": recipe.weight_decay},
                              {"params": others, "weight_decay": 0.0}], lr=PEAK_RATE, fused=True)


def rate_at(step, steps, recipe):
    """Share of the peak: it rises for an epoch, then falls to nothing along a cosine."""
    warm_up = steps // recipe.epochs
    if step < warm_up:
        return (step + 1) / warm_up
    if recipe.schedule == "constant":
        return 1.0
    return 0.5 + 0.5 * math.cos(math.pi * (step - warm_up) / (steps - warm_up))


def loss_of(network, crops, labels, recipe, generator):
    if not recipe.mixup:
        return functional.cross_entropy(network(crops), labels, label_smoothing=recipe.smoothing)
    share = generator.beta(recipe.mixup, recipe.mixup)
    logits = network(share * crops + (1 - share) * crops.flip(0))
    return (share * functional.cross_entropy(logits, labels, label_smoothing=recipe.smoothing) +
            (1 - share) * functional.cross_entropy(logits, labels.flip(0), label_smoothing=recipe.smoothing))


def train(clips, per_db, labels, genres, recipe, seed):
    """A network that learnt from `clips`, a list of frames x bands, in which a decibel is `per_db`."""
    torch.manual_seed(seed)
    generator = numpy.random.default_rng(seed)
    network = LogmelNetwork(genres, recipe.channels, recipe.order, recipe.pooling, recipe.dropout)
    network = network.to(memory_format=torch.channels_last).train()
    optimiser = optimiser_of(network, recipe)
    crops = Crops(clips, generator, per_db if recipe.jitter else None)
    batches = -(-len(clips) * recipe.crops // BATCH)
    steps = recipe.epochs * batches
    for step in range(steps):
        if step % batches == 0:
            order = numpy.array_split(generator.permutation(numpy.repeat(numpy.arange(len(clips)), recipe.crops)), batches)
        owners = order[step % batches]
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * rate_at(step, steps, recipe)
        optimiser.zero_grad()
        loss_of(network, crops.take(owners), labels[torch.from_numpy(owners)], recipe, generator).backward()
        optimiser.step()
    return network.eval()


def test_fold(clips, labels, tested, genres, recipe, seed):
    """Log-probabilities of the tested clips: clips x windows x genres."""
    learnt = [index for index in range(len(clips)) if not tested[index]]
    frames = numpy.concatenate([clips[index] for index in learnt])
    axis = 0 if recipe.standardised else None
    mean, deviation = frames.mean(axis), frames.std(axis) + 1e-6
    scaled = [((clip - mean) / deviation).astype(numpy.float32) for clip in clips]
    network = train([scaled[index] for index in learnt], 1 / deviation, labels[learnt], genres, recipe, seed)
    windows = [spread_windows(scaled[index], recipe.windows) for index in numpy.flatnonzero(tested)]
    with torch.inference_mode():
        logits = network(torch.cat(windows).to(memory_format=torch.channels_last)).double()
    return functional.log_softmax(logits, 1).view(len(windows), recipe.windows, genres).numpy()


def cross_validate(tracks, fold, recipe, seed):
    """Shares of windows and of tracks that are right, and the tracks' mean log-loss."""
    genres = sorted({track.label for track in tracks})
    truth = numpy.array([genres.index(track.label) for track in tracks])
    clips = [track.frames for track in tracks]
    verdicts = numpy.zeros((len(tracks), recipe.windows, len(genres)))
    for each in sorted(set(fold)):
        tested = fold == each
        verdicts[tested] = test_fold(clips, torch.from_numpy(truth), tested, len(genres), recipe, seed)
    track_verdicts = verdicts.mean(1)
    normalised = functional.log_softmax(torch.from_numpy(track_verdicts), 1).numpy()
    return ((verdicts.argmax(2) == truth[:, None]).mean(), (track_verdicts.argmax(1) == truth).mean(),
            -normalised[numpy.arange(len(truth)), truth].mean())


def over_seeds(values, scale, digits, sign=""):
    spread = statistics.stdev(values) if len(values) > 1 else 0.0
    return f"{scale * statistics.mean(values):{sign}.{digits}f} +- {scale * spread:.{digits}f}"


def row(name, figures, first):
    """`figures`, `first`: what cross_validate gave for each seed, of this variant and of the first."""
    windows, tracks, losses = zip(*figures)
    difference = [own[1] - other[1] for own, other in zip(figures, first)]
    each = " ".join(f"{100 * share:.1f}" for share in tracks)
    return (f"| {name} | {over_seeds(windows, 100, 1)} | {over_seeds(tracks, 100, 1)} ({each}) | "
            f"{over_seeds(difference, 100, 1, '+')} | {over_seeds(losses, 1, 3)} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features", help="whole clips, of mrec extract --preset logmel")
    parser.add_argument("folds", help="file of folds; the seed stands for {}")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--crops", type=int, default=Recipe.crops, help="of a track in an epoch")
    parser.add_argument("--variants", nargs="+", choices=["all", *variants(Recipe())], default=["as it is"])
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    tracks = labelled_clips(options.features)
    paths = [track.path for track in tracks]
    folds_of_seed = {seed: numpy.array(feature_file.folds_of(paths, options.folds.format(seed))) for seed in options.seeds}
    recipes = variants(Recipe(epochs=options.epochs, crops=options.crops))
    names = list(recipes) if "all" in options.variants else options.variants
    print(f"{len(tracks)} tracks, PyTorch {torch.__version__}\n\n| recipe | windows, % | tracks, % (each seed) | "
          "tracks, difference | log-loss |\n| --- | --- | --- | --- | --- |", flush=True)
    first = None
    for name in names:
        figures = [cross_validate(tracks, folds_of_seed[seed], recipes[name], seed) for seed in options.seeds]
        first = first or figures
        print(row(name, figures, first), flush=True)


if __name__ == "__main__":
    main()
