"""The same network, recipe and folds in Keras, to hold mrec's accuracy against.

    pip install keras jax numpy
    mrec extract CLIPS --labels folder -o features.jsonl
    python3 benchmarks/make_folds.py features.jsonl 5 1 > folds.tsv
    KERAS_BACKEND=jax python3 benchmarks/keras_cnn3.py features.jsonl folds.tsv --seed 1
    mrec train features.jsonl --arch course --folds folds.tsv --seed 1

Prints accuracy by chunk and by track (summed log-probabilities) over all folds.
"""
import argparse
import json

import keras
import numpy as np
from keras import layers


def load(path):
    with open(path, encoding="utf-8") as lines:
        next(lines)
        tracks = [track for track in map(json.loads, lines) if track.get("label")]
    genres = sorted({track["label"] for track in tracks})
    chunks = np.concatenate([np.asarray(track["chunks"], np.float32) for track in tracks])
    owner = np.repeat(np.arange(len(tracks)), [len(track["chunks"]) for track in tracks])
    genre = np.array([genres.index(track["label"]) for track in tracks])
    return [track["path"] for track in tracks], chunks, owner, genre, len(genres)


def network(shape, genres):
    return keras.Sequential([
        layers.Input(shape),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(3, 2, padding="same"), layers.BatchNormalization(),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(3, 2, padding="same"), layers.BatchNormalization(),
        layers.Conv2D(32, 2, activation="relu"), layers.MaxPooling2D(2, 2, padding="same"), layers.BatchNormalization(),
        layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dropout(0.3), layers.Dense(genres),
    ])


def train_and_test(chunks, labels, learnt, tested, genres, options):
    if options.preset == "default":
        mean = chunks[learnt].mean((0, 1))
        chunks = (chunks - mean) / chunks[learnt].std((0, 1))
    model = network(chunks.shape[1:] + (1,), genres)
    model.compile(keras.optimizers.Adam(1e-3 if options.preset == "default" else 1e-4),
                  keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(chunks[learnt][..., None], labels[learnt], batch_size=32, epochs=options.epochs, verbose=0)
    logits = model.predict(chunks[tested][..., None], verbose=0).astype(np.float64)
    top = logits.max(1, keepdims=True)
    return logits - top - np.log(np.exp(logits - top).sum(1, keepdims=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features")
    parser.add_argument("folds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--preset", choices=["default", "course"], default="default")
    options = parser.parse_args()
    keras.utils.set_random_seed(options.seed)
    paths, chunks, owner, genre, genres = load(options.features)
    fold_of = dict(line.rstrip("\n").rsplit("\t", 1) for line in open(options.folds, encoding="utf-8"))
    fold = np.array([fold_of[path] for path in paths])[owner]
    labels = genre[owner]
    log_probabilities = np.zeros((len(chunks), genres))
    for each in sorted(set(fold)):
        log_probabilities[fold == each] = train_and_test(chunks, labels, fold != each, fold == each, genres, options)
    votes = np.zeros((len(paths), genres))
    np.add.at(votes, owner, log_probabilities)
    print(json.dumps({"chunk_accuracy": float((log_probabilities.argmax(1) == labels).mean()),
                      "track_accuracy": float((votes.argmax(1) == genre).mean()), "tracks": len(paths),
                      "seed": options.seed, "preset": options.preset}))


if __name__ == "__main__":
    main()
