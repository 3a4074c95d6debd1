"""Running musicnn, mrec beside TensorFlow, on the same weights.

    pip install tensorflow-cpu safetensors numpy
    cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
    python3 benchmarks/embedding_vs_tensorflow.py models/musicnn.safetensors --threads 1

Ten patches at once, as a clip of 30 s gives them, from their log-mel spectrograms to tags. Both sides are warm;
TensorFlow runs the graph of musicnn_tensorflow.py compiled by tf.function, with XLA and without. "mrec, two threads"
shows what a second thread gives.
"""
import argparse
import os

import side_by_side

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"  # before TensorFlow is loaded
PROGRAM = "build/release/benchmarks/mrec_embedding_throughput"
PATCHES = 10


class TensorFlow:
    def __init__(self, weights, jit):
        import numpy
        import tensorflow
        from musicnn_tensorflow import Musicnn
        self.infer = tensorflow.function(Musicnn(weights), jit_compile=jit)
        rng = numpy.random.default_rng(1)
        self.patches = tensorflow.constant(rng.uniform(0, 4, (PATCHES, 187, 96)).astype("float32"))

    def __call__(self):
        return side_by_side.cost_of_call(lambda: self.infer(self.patches)[1].numpy()).per(PATCHES)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    version = side_by_side.limit_tensorflow(options.threads)
    mrec, both = (side_by_side.Asked([options.program, options.weights, str(threads)])
                  for threads in (options.threads, 2 * options.threads))
    contenders = {"mrec": lambda: mrec.ask("infer"),
                  "TensorFlow": TensorFlow(options.weights, jit=False),
                  "TensorFlow, XLA": TensorFlow(options.weights, jit=True),
                  f"mrec, {2 * options.threads} threads": lambda: both.ask("infer"),
                  "mrec, front end alone": lambda: mrec.ask("front end")}
    print(f"{options.threads} threads, {options.rounds} rounds, milliseconds a patch; TensorFlow {version}")
    side_by_side.print_load()
    side_by_side.print_table(side_by_side.in_turn(contenders, options.rounds), "ms", 1e3)
    side_by_side.print_load()


if __name__ == "__main__":
    main()
