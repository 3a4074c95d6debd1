"""Learning and classifying with the three-layer network, mrec beside Keras on TensorFlow, from the same features.

    pip install keras tensorflow-cpu numpy
    cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
    mrec extract GTZAN_CLIPS --labels folder -o features.jsonl
    python3 benchmarks/train_vs_keras.py features.jsonl --threads 1

Batches of 32 in training, as the recipe has it; in classifying of 64 in mrec and of 512 in Keras, which suits it
best. Both sides are warm and have the features in memory. Keras runs model.fit and model.predict, compiled by XLA and
not; the features are repeated until an epoch is so long that what Keras does once an epoch does not count.
"""
import argparse
import os

import side_by_side

os.environ.update({"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"})  # before Keras is loaded
PROGRAM = "build/release/benchmarks/mrec_train_throughput"
REPEATS = 5


class Mrec(side_by_side.Asked):
    """The benchmark program with the features in memory."""

    def __init__(self, program, features, threads):
        super().__init__([program, features, str(threads)])

    def train(self):
        return self.ask("train")

    def classify(self):
        return self.ask("classify")


class Keras:
    def __init__(self, features, jit):
        import keras
        import numpy
        from keras_cnn3 import load, network
        _, chunks, owner, genre, genres = load(features)
        self.chunks = numpy.tile(chunks[..., None], (REPEATS, 1, 1, 1))
        self.labels = numpy.tile(genre[owner], REPEATS)
        self.model = network(self.chunks.shape[1:], genres)
        self.model.compile(keras.optimizers.Adam(1e-4),
                           keras.losses.SparseCategoricalCrossentropy(from_logits=True), jit_compile=jit)

    def train(self):
        work = side_by_side.cost_of_call(lambda: self.model.fit(self.chunks, self.labels, batch_size=32, verbose=0))
        return work.per(len(self.chunks))

    def classify(self):
        work = side_by_side.cost_of_call(lambda: self.model.predict(self.chunks, batch_size=512, verbose=0))
        return work.per(len(self.chunks))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    version = side_by_side.limit_tensorflow(options.threads)
    sides = {"mrec": Mrec(options.program, options.features, options.threads),
             "Keras": Keras(options.features, jit=False), "Keras, XLA": Keras(options.features, jit=True)}
    print(f"{options.threads} threads, {options.rounds} rounds, microseconds a chunk; TensorFlow {version}")
    side_by_side.print_load()
    contenders = {f"{name}: {verb}": getattr(side, verb) for verb in ("train", "classify")
                  for name, side in sides.items()}
    costs = side_by_side.in_turn(contenders, options.rounds)
    for verb in ("train", "classify"):
        side_by_side.print_table({name: rounds for name, rounds in costs.items() if name.endswith(verb)}, "us", 1e6)
    side_by_side.print_load()


if __name__ == "__main__":
    main()
