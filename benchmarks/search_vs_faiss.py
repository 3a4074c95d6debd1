"""Searching a large library, mrec beside FAISS, on the same vectors.

    pip install faiss-cpu numpy
    cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
    build/release/benchmarks/mrec_search_throughput make /tmp/index 1000000 64
    python3 benchmarks/search_vs_faiss.py /tmp/index 64 --threads 2

The 50 nearest tracks of each of 20 favourites by inner product of vectors of length 1: mrec's pass over its index (that also
reads ten genre numbers a track, which count nothing here), and FAISS's IndexFlatIP and its 8-bit IndexScalarQuantizer. "mrec, whole answer" is what
`mrec recommend` does besides: a list of 20 by its default rule. All are warm. Says whether both find the same tracks.
"""
import argparse
import subprocess

import faiss
import numpy
import side_by_side

PROGRAM = "build/release/benchmarks/mrec_search_throughput"
FAVOURITES, NEAREST = 20, 50


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index")
    parser.add_argument("numbers", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--program", default=PROGRAM)
    options = parser.parse_args()
    faiss.omp_set_num_threads(options.threads)
    vectors = numpy.fromfile(options.index + ".vectors", dtype="float32").reshape(-1, options.numbers)
    favourites = vectors[:: len(vectors) // FAVOURITES][:FAVOURITES].copy()
    flat = faiss.IndexFlatIP(options.numbers)
    flat.add(vectors)
    coarse = faiss.IndexScalarQuantizer(options.numbers, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    coarse.train(vectors[:100000])
    coarse.add(vectors)
    mrec = side_by_side.Asked([options.program, "serve", options.index, str(options.threads)])
    contenders = {"mrec": lambda: mrec.ask("search"),
                  "FAISS, flat": lambda: side_by_side.cost_of_call(lambda: flat.search(favourites, NEAREST)),
                  "FAISS, 8 bit": lambda: side_by_side.cost_of_call(lambda: coarse.search(favourites, NEAREST)),
                  "mrec, whole answer": lambda: mrec.ask("answer")}
    print(f"{len(vectors):,} tracks of {options.numbers} numbers, {options.threads} threads, {options.rounds} rounds; "
          f"FAISS {faiss.__version__}")
    side_by_side.print_load()
    side_by_side.print_table(side_by_side.in_turn(contenders, options.rounds), "ms", 1e3)
    side_by_side.print_load()
    memory = mrec.ask("memory")
    size = vectors.nbytes / 2**20
    print(f"mrec's memory: {memory.wall_s * 1e6:.0f} MB resident, of these {memory.cpu_s * 1e6:.0f} MB its own and the rest "
          f"the mapped file; the vectors alone have {size:.0f} MB")
    loads = [float(subprocess.run([options.program, "load", options.index], capture_output=True, text=True,
                                  check=True).stdout.split()[0]) for _ in range(options.rounds)]
    print(f"opening the index: {side_by_side.spread(loads, 2)} ms")


if __name__ == "__main__":
    main()
