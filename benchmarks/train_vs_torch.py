"""Learning and classifying with the two three-layer networks, mrec beside PyTorch, on synthetic batches of 32.

    pip install torch numpy
    cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
    python3 benchmarks/train_vs_torch.py

PyTorch: a whole step of training (forward, loss, backward, fused Adam) and forward in inference mode; as it comes, with
channels last, and compiled with channels last (torch.compile, which needs a C++ compiler; forward also with its
weights frozen). Its best setting counts. mrec's program prints two lines for each piece of work, such as
"course train 2 threads 12345 chunks/s 98.7 GFLOP/s 0.45 of gemm" and
"# course train 2 threads 6789 chunks per second of processor time". Medians over the rounds with the least and the
most, and the ratio of the medians. On a busy machine only processor time of one thread says something: PyTorch's
threads wait for each other by spinning, and stand still when one of them has lost its processor.
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
LINE = re.compile(r"(\w+) (train|forward) (\d+) threads ([\d.]+) chunks(/s| per second of processor time)")
CLOCKS = {"wall": "/s", "processor": " per second of processor time"}
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
    """By each clock."""
    torch.set_num_threads(threads)
    for _ in range(WARM_UP):
        step()
    batches, wall, cpu = 0, time.perf_counter(), time.process_time()
    while (passed := time.perf_counter() - wall) < seconds:
        step()
        batches += 1
    return {"wall": BATCH * batches / passed, "processor": BATCH * batches / (time.process_time() - cpu)}


def ask_mrec(program, network, seconds):
    """(network, work, threads) -> clock -> chunks a second."""
    command = [program, "--network", network, "--seconds", str(seconds)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    clock_of = {unit: clock for clock, unit in CLOCKS.items()}
    rates = {}
    for name, work, threads, rate, unit in LINE.findall(output):
        rates.setdefault((name, work, int(threads)), {})[clock_of[unit]] = float(rate)
    return rates


def run_rounds(options):
    """(network, work, threads) -> name of a contender -> its rates of each round; mrec is one of them."""
    steps = {(network, work, threads, setting.name): step
             for network in options.network for work in ("train", "forward") for threads in options.threads
             for setting in SETTINGS if work in setting.works and setting.name in options.settings
             if (step := prepare(network, work, threads, setting))}
    rates = {key[:3]: {} for key in steps}
    for _ in range(options.rounds):
        for network in options.network:
            mrec = {} if options.torch_alone else ask_mrec(options.program, network, options.seconds)
            for case in mrec.keys() & rates.keys():
                rates[case].setdefault("mrec", []).append(mrec[case])
            for (*case, name), step in steps.items():
                if case[0] == network:
                    rates[tuple(case)].setdefault(name, []).append(chunks_per_s(step, case[2], options.seconds))
    return rates


def print_rates(rates, clock):
    names = ["mrec", *(setting.name for setting in SETTINGS)]
    print(f"\n| chunks{CLOCKS[clock]} | {' | '.join(names)} | mrec : best |\n|{' --- |' * (len(names) + 2)}")
    for (network, work, threads), contenders in rates.items():
        values = {name: [each[clock] for each in rounds] for name, rounds in contenders.items()}
        columns = [side_by_side.spread(values[name], 0) if name in values else "-" for name in names]
        best = max(statistics.median(each) for name, each in values.items() if name != "mrec")
        ratio = f"{statistics.median(values['mrec']) / best:.2f}" if "mrec" in values else "-"
        print(f"| {network}, {work}, {threads} thread{'s' * (threads > 1)} | {' | '.join(columns)} | {ratio} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", nargs="+", choices=NETWORKS, default=list(NETWORKS))
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each measurement")
    parser.add_argument("--settings", nargs="+", choices=[setting.name for setting in SETTINGS],
                        default=[setting.name for setting in SETTINGS], help="of PyTorch")
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--torch-alone", action="store_true", help="without mrec")
    options = parser.parse_args()
    print(f"PyTorch {torch.__version__}, {options.rounds} rounds of {options.seconds:g} s, batches of {BATCH}")
    side_by_side.print_load()
    rates = run_rounds(options)
    for clock in CLOCKS:
        print_rates(rates, clock)
    side_by_side.print_load()


if __name__ == "__main__":
    main()
