#!/usr/bin/env python3
"""ductus beside the Python ways, in one go: Markdown tables of rates and ratios.

usage: compare.py --bin FOLDER --mnist FOLDER [--csv FILE] [--python PYTHON] [--rounds 3] [--only csv,train] [--small]

Every tool works in a process of its own. They take turns, a round each, and a tool's best round counts, for wall time
and for CPU time (user and system, of all its threads and workers) each. No tool is charged its start-up; what PYTHON
cannot import is left out. CPU seconds are the fairer measure where other programs run.
"""
import argparse
import json
import os
import platform
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
EPOCHS = 3
RECIPE = """\
data:
  sources: [{{mnist: {{path: {mnist}{part}}}}}]
  alphabet: 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ
augment:
  - affine: {{rotate_deg: 10, zoom: 0.05, shift_x_frac: 0.1, shift_y_frac: 0.1}}
model: {{net: cnn36, init: glorot, precision: {precision}}}
train:
  batch: 128
  last_batch: drop
  shards: {threads}
  optimizer: {{adam: {{lr: 0.001, eps: 1.0e-7, epsilon: keras}}}}
  loss: {{class_weights: inverse}}
  deliver: last
"""
# What a careful user of eager PyTorch sets: idle OpenMP threads sleep, and freed memory stays in the process.
TORCH_ENVIRONMENT = {"OMP_WAIT_POLICY": "PASSIVE", "MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "4000000000",
                     "MALLOC_TOP_PAD_": "67108864"}


def say(text):
    print(text, file=sys.stderr, flush=True)


class Missing(Exception):
    """A tool that is not installed."""


class Side:
    """A tool that does a piece of work; times of it."""

    def __init__(self, name, note="", rounds=99):
        self.name, self.note, self.rounds, self.items, self.walls, self.cpus = name, note, rounds, 0, [], []

    def add(self, items, wall_s, cpu_s):
        self.items = items
        self.walls.append(wall_s)
        self.cpus.append(cpu_s)

    def wall_s(self):
        return min(self.walls)

    def cpu_s(self):
        return min(self.cpus)

    def close(self):
        pass


class Peer(Side):
    """A Python way: a process of peers.py. `a_process`: measurements after which a new one is started; 0: never."""

    def __init__(self, run, name, peer, *options, note="", rounds=99, a_process=0, environment=None):
        super().__init__(name, note, rounds)
        self.run, self.a_process = run, a_process
        self.command = [run.python, str(HERE / "peers.py"), peer, "--mnist", run.mnist, *map(str, options)]
        self.environment = {**os.environ, **(environment or {})}
        self.process = None
        self.open()

    def open(self):
        self.process = subprocess.Popen(self.command, env=self.environment, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=self.run.log, text=True)
        about = self.answer()
        if "missing" in about:
            self.close()
            raise Missing(about["missing"])
        self.run.versions.update(about["versions"])

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended: see {self.run.log.name}")
        return json.loads(line)

    def ask(self, question):
        print(question, file=self.process.stdin, flush=True)
        return self.answer()

    def measure(self):
        if self.process is None:
            self.open()
        for _ in range(max(self.a_process, 1)):
            self.add(**self.ask("measure"))
        if self.a_process:
            self.close()

    def accuracy(self):
        return self.ask("accuracy")["accuracy"]

    def close(self):
        if self.process:
            self.process.communicate()
            self.process = None


class Case(Side):
    """A Google Benchmark case of bench_data or bench_train, run as a program of its own every round."""

    def __init__(self, run, name, program, case, min_time_s=0.5, note="", environment=None):
        super().__init__(name, note)
        self.command = [str(run.bin / program), f"--benchmark_filter=^{case}$", "--benchmark_format=json",
                        f"--benchmark_min_time={min_time_s}"]
        self.environment = {**os.environ, **(environment or {})}

    def measure(self):
        output = subprocess.run(self.command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                check=True).stdout
        case = json.loads(output)["benchmarks"][0]
        second = {"ns": 1e9, "us": 1e6, "ms": 1e3, "s": 1}[case["time_unit"]]
        wall_s, cpu_s = case["real_time"] / second, case["cpu_time"] / second
        self.note = self.note or case.get("label", "")
        rate_time_s = wall_s if "real_time" in case["name"] else cpu_s
        self.add(round(case.get("items_per_second", 0) * rate_time_s), wall_s, cpu_s)


class Training(Side):
    """`ductus train`: the difference between a run of three epochs and one of one, so that start-up does not count."""

    def __init__(self, run, precision, rounds):
        super().__init__(f"**ductus train**, {precision}", f"{run.threads} shards and threads", rounds)
        self.run, self.folder = run, run.work / f"train-{precision}"
        self.recipe = run.work / f"{precision}.yaml"
        self.recipe.write_text(RECIPE.format(mnist=run.mnist, part=", part: test" if run.small else "",
                                             precision=precision, threads=run.threads))
        self.images = 9984 if run.small else 59904
        self.times = {1: [], EPOCHS: []}

    def measure(self):
        for epochs in self.times:
            shutil.rmtree(self.folder, ignore_errors=True)
            command = [self.run.bin / "ductus-train", self.recipe, "--out", self.folder, "--quiet", "--device", "cpu",
                       "--threads", self.run.threads, "--set", f"train.epochs={epochs}"]
            self.times[epochs].append(timed(command, self.run.log))
        self.items = self.images

    def seconds(self, which):
        best = {epochs: min(times[which] for times in runs) for epochs, runs in self.times.items()}
        return (best[EPOCHS] - best[1]) / (EPOCHS - 1)

    def wall_s(self):
        return self.seconds(0)

    def cpu_s(self):
        return self.seconds(1)

    def accuracy(self):
        model, data = self.folder / "model.safetensors", f"mnist:{self.run.mnist}"
        command = [self.run.bin / "ductus-eval", model, data, "--split", "test", "--json", "--quiet"]
        report = subprocess.run(command, stdout=subprocess.PIPE, stderr=self.run.log, check=True).stdout
        return json.loads(report)["accuracy"]["value"]


def timed(command, log):
    """Wall and CPU seconds of a command that must succeed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=log, check=True, close_fds=False)
    wall_s, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall_s, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def take_turns(sides, rounds):
    for i in range(rounds):
        for side in sides:
            if i >= side.rounds:
                continue
            side.measure()
            say(f"  round {i + 1}/{rounds}: {side.name}")


def available(*makers):
    """The sides that can be made; a word on the others."""
    sides = []
    for make in makers:
        try:
            sides.append(make())
        except Missing as missing:
            say(f"  left out: {missing}")
    return sides


def rate(items, seconds):
    return f"{items / seconds:,.0f}"


def duration(_, seconds):
    return f"{seconds:.3f} s"


def ratio(side, ours, which):
    return f"{getattr(side, which)() / side.items / (getattr(ours, which)() / ours.items):.2f}"


def print_table(title, unit, sides, shown=rate, extra=None):
    """Ratios say how much faster the first of `sides` is. extra: one more column, its title and a cell a side."""
    heads = ["", f"{unit}, wall", f"{unit}, CPU", "ductus: times as fast, wall", "CPU"] + ([extra[0]] if extra else [])
    print(f"\n### {title}\n\n| {' | '.join(heads)} |\n|---|{'--:|' * (len(heads) - 1)}")
    for i, side in enumerate(sides):
        cells = [side.name + (f" ({side.note})" if side.note else ""), shown(side.items, side.wall_s()),
                 shown(side.items, side.cpu_s())]
        own = side.name.startswith("**")
        cells += ["", ""] if own else [ratio(side, sides[0], "wall_s"), ratio(side, sides[0], "cpu_s")]
        print(f"| {' | '.join(cells + ([extra[1][i]] if extra else []))} |")
    sys.stdout.flush()
    for side in sides:
        side.close()


def compare_training(run):
    steps = 40 if run.small else 468
    sides = available(
        lambda: Training(run, run.precisions[0], rounds=EPOCHS),
        lambda: Peer(run, "PyTorch, eager", "torch_in_memory", "--threads", run.threads, "--steps", steps,
                     environment=TORCH_ENVIRONMENT,
                     note="set in memory, grid_sample a batch, channels-last, fused Adam, passive OpenMP, kept heap"),
        lambda: Peer(run, "Keras", "keras", "--threads", run.threads, "--steps", steps, note="ImageDataGenerator"),
        lambda: Peer(run, "PyTorch, DataLoader", "torch_loader", "--threads", run.threads, "--steps", min(steps, 80),
                     environment=TORCH_ENVIRONMENT, note=f"torchvision RandomAffine, {run.threads} workers"),
        *[lambda: Training(run, precision, rounds=1) for precision in run.precisions[1:]])
    take_turns(sides, 1 if run.small else EPOCHS)
    reached = ["" if run.small or "DataLoader" in side.name else f"{100 * side.accuracy():.2f} %" for side in sides]
    print_table("Training cnn36 with augmentation and class weights, MNIST, batch 128", "images/s", sides,
                extra=(f"test accuracy after {EPOCHS} epochs", reached))


def compare_prediction(run):
    for threads in run.thread_counts:
        torch = ("torch_predict", "--threads", threads, "--images", 4096)
        sides = available(
            *[lambda precision=precision: Case(run, f"**ductus**, {precision}", "bench_train",
                                               f"predict/cnn36_{precision}/threads:{threads}/process_time/real_time")
              for precision in run.precisions],
            lambda: Peer(run, "PyTorch", *torch, environment=TORCH_ENVIRONMENT,
                         note="channels-last, batch 256, passive OpenMP, kept heap"))
        take_turns(sides, run.rounds)
        print_table(f"Inference of cnn36, bytes to classes, threads: {threads}", "images/s", sides)


def compare_augmentation(run):
    sides = available(
        lambda: Case(run, "**ductus**, a fixed map, bytes to floats", "bench_data", "warp_ductus"),
        lambda: Case(run, "**ductus**, a new map each, drawn too", "bench_data", "augment/affine"),
        lambda: Case(run, "OpenCV warpAffine from C++, a fixed map, bytes to bytes", "bench_data", "warp_opencv"),
        lambda: Peer(run, "OpenCV warpAffine from Python, the same", "opencv"),
        lambda: Peer(run, "PyTorch grid_sample, a new map each", "torch_augment", environment=TORCH_ENVIRONMENT))
    take_turns(sides, run.rounds)
    print_table("Affine augmentation of 28 x 28, one thread", "images/s", sides)


def read_once(path):
    """The size of a file that now lies in memory, so that nobody pays for the disk."""
    with open(path, "rb", buffering=0) as file:
        return sum(len(block) for block in iter(lambda: file.read(1 << 24), b""))


def compare_csv(run):
    file = run.letters_csv()
    size = read_once(file)
    environment = {"DUCTUS_BENCH_CSV": str(file)}
    # the second time in a process: memory that a tool is the first to touch costs a virtual machine's host much
    ours = [Case(run, f"**ductus**, threads: {threads}", "bench_data", f"read_csv/{threads}/process_time/real_time",
                 environment=environment) for threads in reversed(run.thread_counts)]
    fast = [lambda peer=peer: Peer(run, peer, peer, "--csv", file, rounds=2, a_process=2)
            for peer in ("polars", "numpy.loadtxt")]
    slow = [lambda peer=peer: Peer(run, peer, peer, "--csv", file, rounds=1, a_process=1, note="one run")
            for peer in ("pyarrow", "pandas")]
    sides = ours + available(*fast, *slow)
    take_turns(sides, run.rounds)
    title = f"Letters CSV, {ours[0].items:,} rows, {size / 1e6:,.0f} MB, to one uint8 array"
    print_table(title, "time", sides, shown=duration)
    again = Case(run, "open again", "bench_data", "open_csv_again/real_time", environment=environment)
    again.measure()
    print(f"\nThe same file opened the second time (kept as a data set file), to the first augmented batch: "
          f"{1000 * again.wall_s():.1f} ms.", flush=True)


def measure_start(run):
    commands = {"ductus --help": ["ductus", "--help"]}
    for count in (100, 10000):
        truth, predicted = (run.work / f"{name}-{count}.tsv" for name in ("truth", "predicted"))
        for path in (truth, predicted):
            path.write_text("".join(f"{i}\t{i % 36}\n" for i in range(count)))
        commands[f"ductus score, {count:,} predictions"] = ["ductus", "score", truth, predicted]
    print("\n### Start-up, best of 20\n\n| | wall | CPU |\n|---|--:|--:|")
    for title, (program, *arguments) in commands.items():
        times = [timed([run.bin / program, *arguments], run.log) for _ in range(20)]
        wall_s, cpu_s = (min(time[which] for time in times) for which in (0, 1))
        print(f"| `{title}` | {1000 * wall_s:.1f} ms | {1000 * cpu_s:.1f} ms |", flush=True)


class Run:
    """What all comparisons share."""

    def __init__(self, a):
        self.bin, self.mnist, self.csv, self.python = Path(a.bin).resolve(), a.mnist, a.csv, a.python
        self.rounds, self.small = a.rounds, a.small
        self.threads = len(os.sched_getaffinity(0))
        self.thread_counts = sorted({1, min(self.threads, 2)})  # of the Google Benchmark cases
        self.bfloat16 = "avx512_bf16" in Path("/proc/cpuinfo").read_text()
        self.precisions = ["bfloat16", "float32"] if self.bfloat16 else ["float32"]
        self.versions = {}

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="ductus-bench-")
        self.work = Path(self.temporary.name)
        self.log = open(self.work / "peers.log", "w")
        return self

    def __exit__(self, kind, *_):
        self.log.close()
        if kind:
            say(Path(self.log.name).read_text()[-2000:])
        self.temporary.cleanup()

    def letters_csv(self):
        """The user's file, or MNIST's digits in its layout: as many rows, and real strokes."""
        if self.csv:
            return Path(self.csv).resolve()
        say("  writing a CSV of the full A-Z file's size")
        pixels = Path(self.mnist, "train-images-idx3-ubyte").read_bytes()[16:]
        text = [b",%d" % value for value in range(256)]
        rows = [b"".join([text[value] for value in pixels[i:i + 784]]) for i in range(0, len(pixels), 784)]
        path = self.work / "letters.csv"
        with open(path, "wb") as file:
            for i in range(5000 if self.small else 372451):
                file.write(b"%d%s\n" % (i * 26 // 372451, rows[i % len(rows)]))
        return path


def first_match(pattern, text, default="unknown"):
    found = re.search(pattern, text, re.MULTILINE)
    return found.group(1) if found else default


def print_machine(run):
    processor = first_match(r"^model name\s*: (.*)", Path("/proc/cpuinfo").read_text(), platform.machine())
    compiler = first_match("^(.*)$", subprocess.run(["c++", "--version"], stdout=subprocess.PIPE, text=True).stdout)
    memory = int(first_match(r"^MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(), "0")) / 2**20
    print(f"\n{run.threads} cores of {processor} ({'with' if run.bfloat16 else 'without'} avx512_bf16), {memory:.0f} GiB, "
          f"Linux {platform.release()}, {compiler}; load average {run.load:.1f} at the start, "
          f"{os.getloadavg()[0]:.1f} at the end.")
    python = ", ".join(f"{name} {version}" for name, version in sorted(run.versions.items()))
    print(f"Best of {run.rounds} rounds. Python {platform.python_version()}: {python or 'no packages found'}.")


COMPARISONS = {"start": measure_start, "csv": compare_csv, "augment": compare_augmentation, "predict": compare_prediction,
               "train": compare_training}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--bin", required=True, help="folder of ductus's programs")
    parser.add_argument("--mnist", required=True, help="folder of the four IDX files")
    parser.add_argument("--csv", help="letters CSV; default: one of the full size is made up")
    parser.add_argument("--python", default=sys.executable, help="Python with the peers' packages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(COMPARISONS), help="of: %(default)s")
    parser.add_argument("--small", action="store_true", help="small sizes, to try the script: no numbers to quote")
    a = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the temporary folder goes
    with Run(a) as run:
        run.load = os.getloadavg()[0]
        for name in a.only.split(","):
            say(f"==> {name}")
            COMPARISONS[name](run)
        print_machine(run)


if __name__ == "__main__":
    main()
