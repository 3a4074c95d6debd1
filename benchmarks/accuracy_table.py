"""Accuracy of mrec's genre models over several seeds as one Markdown table; librosa_svm.py adds its row by this.

    mrec extract MUSIC --labels folder -o features.jsonl
    python3 benchmarks/accuracy_table.py features.jsonl --split track
    python3 benchmarks/accuracy_table.py features.jsonl --split artist --systems course -- --epochs 12

A row is one system: five folds for each seed, which deals the folds and starts the weights. What stands behind -- goes
to every `mrec train` of course. The interval is that of the first seed's run, 95 %; seeds differ by less than other
songs of the same kind would.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

INPUT_OF_SYSTEM = {"course": ["--arch", "course"], "statistics": ["--input", "statistics"], "musicnn": ["--input", "embedding"]}
HEADER = ("| system | chunks, mean and sd (each seed) | tracks, mean and sd (each seed) | tracks, interval of one run |\n"
          "| --- | --- | --- | --- |")


def over_seeds(shares):
    """Shares of several seeds as percentages."""
    each = " ".join(f"{100 * share:.1f}" for share in shares)
    spread = statistics.stdev(shares) if len(shares) > 1 else 0
    return f"{100 * statistics.mean(shares):.1f} % +- {100 * spread:.1f} ({each})"


def row(system, chunk_shares, track_shares, interval):
    """`chunk_shares` may be empty: the system knows no chunks."""
    chunks = over_seeds(chunk_shares) if chunk_shares else "-"
    low, high = interval
    return f"| {system} | {chunks} | {over_seeds(track_shares)} | {100 * low:.1f} to {100 * high:.1f} |"


def split_off(arguments):
    """What stands before -- and what behind it."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:end], arguments[end + 1:]


def train(options, system, seed, more):
    """The figures of one cross-validation."""
    command = [options.mrec, "train", options.features, "--folds", str(options.folds), "--split", options.split,
               "--seed", str(seed), "--json", "-q", "-o", os.devnull, *INPUT_OF_SYSTEM[system]]
    if system == "course":
        command += more
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def add_protocol(parser):
    """What all systems are measured by."""
    parser.add_argument("features", help="plain features file with labels, of mrec extract")
    parser.add_argument("--split", choices=("track", "artist"), default="track", help="what stays in one fold")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_protocol(parser)
    parser.add_argument("--systems", nargs="+", choices=INPUT_OF_SYSTEM, default=list(INPUT_OF_SYSTEM))
    parser.add_argument("--mrec", default="build/release/src/mrec")
    own, more = split_off(sys.argv[1:])
    options = parser.parse_args(own)
    first = True
    for system in options.systems:
        figures = [train(options, system, seed, more) for seed in options.seeds]
        if first:
            print(f"{figures[0]['protocol']}, {figures[0]['tracks']} tracks\n\n{HEADER}")
            first = False
        chunk_shares = [each["chunk_accuracy"] for each in figures if each["chunk_accuracy"] is not None]
        print(row(system, chunk_shares, [each["track_accuracy"] for each in figures],
                  figures[0]["track_accuracy_interval"]), flush=True)


if __name__ == "__main__":
    main()
