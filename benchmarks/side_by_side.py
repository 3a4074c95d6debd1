"""Runs contenders in turn and compares each with the first of the same round; the other benchmarks import this.

The machine is shared: neighbours slow one round and not the next. So every round runs all contenders one after the
other, a ratio is taken within a round, and what is printed is the median over the rounds with the least and the most.
Wall time is what a user waits; processor time (user + system) hardly sees neighbours and is the better figure for
one thread.
"""
import dataclasses
import os
import resource
import statistics
import subprocess
import time

ONE_THREAD = {name: "1" for name in
              ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")}


@dataclasses.dataclass
class Cost:
    wall_s: float
    cpu_s: float

    def __sub__(self, other):
        return Cost(self.wall_s - other.wall_s, self.cpu_s - other.cpu_s)

    def per(self, count):
        return Cost(self.wall_s / count, self.cpu_s / count)


def cost_of_call(work):
    """What a call costs in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def cost_of_command(command):
    """What a child process costs, from its start to its end. Fails when the command does."""
    def children_s():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime
    wall, cpu = time.perf_counter(), children_s()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Cost(time.perf_counter() - wall, children_s() - cpu)


class Asked:
    """A program that answers each line of its input with what one piece cost, in microseconds by wall and by
    processor; kept running so that it stays warm."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, request):
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        return Cost(*(float(word) / 1e6 for word in self.process.stdout.readline().split()))


def in_turn(contenders, rounds):
    """contenders: name -> function that returns a Cost. One round outside the count warms caches and compilers up."""
    for measure in contenders.values():
        measure()
    costs = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, measure in contenders.items():
            costs[name].append(measure())
    return costs


def limit_tensorflow(threads):
    """To be called before it computes anything; its version."""
    import tensorflow
    tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    return tensorflow.__version__


def spread(values, digits):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def print_load():
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def print_table(costs, unit, scale):
    """A Markdown table; `scale` turns seconds into `unit`. Ratios: so many times the first contender's time."""
    first = next(iter(costs.values()))
    print(f"| | wall, {unit} | processor, {unit} | wall, ratio | processor, ratio |\n| --- | --- | --- | --- | --- |")
    for name, rounds in costs.items():
        columns = [spread([cost.wall_s * scale for cost in rounds], 1),
                   spread([cost.cpu_s * scale for cost in rounds], 1),
                   spread([cost.wall_s / base.wall_s for cost, base in zip(rounds, first)], 2),
                   spread([cost.cpu_s / base.cpu_s for cost, base in zip(rounds, first)], 2)]
        print(f"| {name} | " + " | ".join(columns) + " |", flush=True)
