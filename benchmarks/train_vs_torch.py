"""Learning and classifying with the two three-layer networks, mrec beside PyTorch, on synthetic batches of 32.

    pip install torch numpy
    cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
    python3 benchmarks/train_vs_torch.py

PyTorch: a whole step of training (forward, loss, backward, fused Adam) and forward in inference mode; as it comes, with
channels last, and compiled with channels last (torch.compile, which needs a C++ compiler; forward also with its
weights frozen). Its best setting counts. mrec's program prints a line for each piece of work, such as
"course train 2 threads 12345 chunks/s 98.7 GFLOP/s 0.45 of gemm". Chunks a second by wall time: medians over the
rounds with the least and the most, and the ratio of the medians.
"""
import argparse
import dataclasses
import re
import statistics
import subprocess
import sys
import time

import torch
from torch.nn import functional

import side_by_side
from torch_networks import COURSE_INPUT, LOGMEL_INPUT, LogmelNetwork, course_network

PROGRAM = "build/release/benchmarks/mrec_train_throughput"
LINE = re.compile(r"(\w+) (train|forward) (\d+) threads ([\d.]+) chunks/s")
NETWORKS = {"course": (course_network, COURSE_INPUT), "logmel": (LogmelNetwork, LOGMEL_INPUT)}
BATCH, GENRES = 32, 10
WARM_UP = 3  # steps outside the count, of every measurement


@dataclasses.dataclass(frozen=True)
class Setting:
    name: str
    format: torch.memory_format
    compiler: dict = None  # options of torch.compile, which is left out without
    works: tuple = ("train", "forward")


SETTINGS = [Setting("plain", torch.contiguous_format), Setting("channels last", torch.channels_last),
            Setting("compiled", torch.channels_last, {}),
            Setting("compiled, frozen", torch.channels_last, {"freezing": True}, ("forward",))]


def train_step(network, setting, batch):
    labels = torch.randint(GENRES, (BATCH,))
    optimiser = torch.optim.Adam(network.parameters(), 1e-4, eps=1e-7, fused=True)

    def loss_of(batch):
        return functional.cross_entropy(network(batch), labels)
    loss_of = loss_of if setting.compiler is None else torch.compile(loss_of, options=setting.compiler)

    def step():
        optimiser.zero_grad()
        loss_of(batch).backward()
        optimiser.step()
    return step


def forward_step(network, setting, batch):
    network.eval()
    network = network if setting.compiler is None else torch.compile(network, options=setting.compiler)

    @torch.inference_mode()
    def step():
        network(batch)
    return step


def prepare(network, work, threads, setting):
    """A function without arguments that does one batch, warm; None when torch.compile fails."""
    torch.manual_seed(1)
    torch.set_num_threads(threads)
    make, shape = NETWORKS[network]
    model = make(GENRES).to(memory_format=setting.format)
    batch = torch.randn(BATCH, *shape).to(memory_format=setting.format)
    step = (train_step if work == "train" else forward_step)(model, setting, batch)
    try:
        step()
    except Exception as error:
        if setting.compiler is None:
            raise
        print(f"{setting.name}: {network} {work}: {str(error).splitlines()[0]}", file=sys.stderr)
        return None
    return step


def chunks_per_s(step, threads, seconds):
    torch.set_num_threads(threads)
    for _ in range(WARM_UP):
        step()
    batches, start = 0, time.perf_counter()
    while (passed := time.perf_counter() - start) < seconds:
        step()
        batches += 1
    return BATCH * batches / passed


def ask_mrec(program, network, seconds):
    """(network, work, threads) -> chunks a second."""
    command = [program, "--network", network, "--seconds", str(seconds)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {(name, work, int(threads)): float(rate) for name, work, threads, rate in LINE.findall(output)}


def run_rounds(options):
    """(network, work, threads) -> name of a contender -> chunks a second of each round; mrec is one of them."""
    steps = {(network, work, threads, setting.name): step
             for network in options.network for work in ("train", "forward") for threads in options.threads
             for setting in SETTINGS if work in setting.works
             if (step := prepare(network, work, threads, setting))}
    rates = {key[:3]: {} for key in steps}
    for _ in range(options.rounds):
        for network in options.network:
            mrec = {} if options.torch_alone else ask_mrec(options.program, network, options.seconds)
            for case, rate in mrec.items():
                if case in rates:
                    rates[case].setdefault("mrec", []).append(rate)
            for (*case, name), step in steps.items():
                if case[0] == network:
                    rate = chunks_per_s(step, case[2], options.seconds)
                    rates[tuple(case)].setdefault(name, []).append(rate)
    return rates


def print_rates(rates):
    names = ["mrec", *(setting.name for setting in SETTINGS)]
    print(f"| chunks/s | {' | '.join(names)} | mrec : best |\n|{' --- |' * (len(names) + 2)}")
    for (network, work, threads), rounds in rates.items():
        columns = [side_by_side.spread(rounds[name], 0) if name in rounds else "-" for name in names]
        best = max(statistics.median(values) for name, values in rounds.items() if name != "mrec")
        ratio = f"{statistics.median(rounds['mrec']) / best:.2f}" if "mrec" in rounds else "-"
        print(f"| {network}, {work}, {threads} thread{'s' * (threads > 1)} | {' | '.join(columns)} | {ratio} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", nargs="+", choices=NETWORKS, default=list(NETWORKS))
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each measurement")
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--torch-alone", action="store_true", help="without mrec")
    options = parser.parse_args()
    print(f"PyTorch {torch.__version__}, {options.rounds} rounds of {options.seconds:g} s, batches of {BATCH}")
    side_by_side.print_load()
    print_rates(run_rounds(options))
    side_by_side.print_load()


if __name__ == "__main__":
    main()
