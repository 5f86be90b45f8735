"""Time the same training in dlhelpers, the classic form, PyTorch, scikit-learn and JAX: `python benchmarks/run.py`.

All start from the same weights and must end at the same cost; then they take turns, and the medians are printed and
drawn, for one thread and for two. Say `python benchmarks/run.py deep wide` for some of the workloads alone.
"""

import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path

WORKLOADS = {  # layers, examples, examples in a step (None: all), steps to time, and how many of them a peer takes
    "classic images": ([12288, 20, 7, 5, 1], 209, None, 2500, 50),
    "trees": ([3072, 20, 7, 5, 1], 1014, None, 600, 40),
    "wide": ([784, 256, 128, 1], 10_000, None, 8, 8),
    "batches of 64": ([784, 128, 64, 1], 60_000, 64, 937, 937),
    "batches of 256": ([784, 128, 64, 1], 60_000, 256, 234, 234),
    "deep": ([100] + [64] * 50 + [1], 1000, None, 40, 40),
    "deep, 10 examples": ([100] + [64] * 50 + [1], 10, None, 100, 100),
}
REPEATS, LEARNING_RATE = 5, 0.05
FIGURE = Path(__file__).with_name("figure.png")


def work(name):
    """Return X, Y, parameters and the columns of each step, for ours and for the others."""
    import itertools

    import numpy as np

    import dlhelpers as dl
    from dlhelpers.batches import batches

    dims, m, batch_size, steps, fewer = WORKLOADS[name]
    rng = np.random.default_rng(0)
    X = np.asfortranarray(rng.random((dims[0], m)) - 0.5)  # one example after another in memory, as flatten gives them
    Y = (X[: dims[0] // 2].sum(axis=0, keepdims=True) > 0).astype(float)
    parameters = dl.initialize_parameters_deep(dims, rng=1)
    parameters = {name: np.sqrt(2) * value for name, value in parameters.items()}  # or fifty layers hardly move
    if batch_size is None:
        return X, Y, parameters, [None] * steps, [None] * fewer
    numbers = np.arange(m).reshape(1, m)
    drawn = itertools.islice(batches(numbers, numbers, batch_size, np.random.default_rng(0)), steps)
    columns = [chosen[0] for _, chosen, _ in drawn]
    return X, Y, parameters, columns, columns


def same_costs(name, peers):
    """Return the largest difference in cost from ours after 20 steps; mini-batches of scikit-learn are its own."""
    import dlhelpers as dl

    X, Y, parameters, columns, _ = work(name)
    cost = {}
    for peer, run in peers.items():
        if peer != "bare products" and not (peer == "scikit-learn" and columns[0] is not None):
            AL, _ = dl.L_model_forward(X, run(X, Y, parameters, LEARNING_RATE, columns[:20]))
            cost[peer] = dl.compute_cost(AL, Y)
    return max(abs(value - cost["dlhelpers"]) for value in cost.values())


def measure(threads, names):
    """Print one JSON line: milliseconds for a step of each workload and implementation, on `threads` cores."""
    from peers import NEEDS, PEERS
    from threadpoolctl import threadpool_info

    peers = {name: run for name, run in PEERS.items() if name not in NEEDS or importlib.util.find_spec(NEEDS[name])}
    if "PyTorch" in peers:
        import torch

        torch.set_num_threads(threads)
    results = {}
    for name in names:
        difference = same_costs(name, peers)
        if difference > 1e-9:
            raise SystemExit(f"{name}: costs differ by {difference:.1e}, so there is nothing to compare")
        X, Y, parameters, columns, fewer = work(name)
        times = {peer: [] for peer in peers}
        for _ in range(REPEATS):
            for peer, run in peers.items():
                steps = columns if peer == "dlhelpers" else fewer
                start = time.perf_counter()
                run(X, Y, parameters, LEARNING_RATE, steps)
                times[peer].append(1e3 * (time.perf_counter() - start) / len(steps))
        results[name] = {peer: sorted(taken)[REPEATS // 2] for peer, taken in times.items()}
        print(f"{threads} thread(s), {name}: costs agree within {difference:.0e}", file=sys.stderr)
    used = {pool["internal_api"]: pool["num_threads"] for pool in threadpool_info()}
    if any(count > threads for count in used.values()):
        raise SystemExit(f"more threads than {threads}: {used}")
    print(json.dumps(results))


def in_a_process_of_its_own(threads, names):
    """Thread counts are fixed before the libraries load."""
    settings = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    settings["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={'false' if threads == 1 else 'true'}"
    command = [sys.executable, __file__, "--threads", str(threads), *names]
    done = subprocess.run(command, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def table(results):
    for threads, by_name in results.items():
        print(f"\nmilliseconds for a step, {threads} thread(s)")
        peers = list(next(iter(by_name.values())))
        print(" " * 18 + "".join(f"{peer:>15}" for peer in peers))
        for name, times in by_name.items():
            print(f"{name:18}" + "".join(f"{times[peer]:15.3f}" for peer in peers))
    print()


def draw(results):
    import matplotlib.pyplot as plt

    by_name = results[1]
    _, ax = plt.subplots(figsize=(8, 0.6 * len(by_name) + 1.5), layout="constrained")
    for peer, marker in zip(next(iter(by_name.values())), "|os^vD", strict=False):
        ratios = [times[peer] / times["dlhelpers"] for times in by_name.values()]
        ax.plot(ratios, list(by_name), marker, markersize=9, label=peer)
    ax.set(xscale="log", xlabel="time of a step, in units of ours (one thread)")
    ax.invert_yaxis()
    ax.legend(frameon=False, ncols=3, loc="upper center", bbox_to_anchor=(0.45, 1.3))
    plt.savefig(FIGURE, dpi=100)
    print(f"drawn: {FIGURE.name}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--threads"]:
        threads = int(sys.argv[2])
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
        measure(threads, sys.argv[3:])
    else:
        names = sys.argv[1:] or list(WORKLOADS)
        results = {threads: in_a_process_of_its_own(threads, names) for threads in (1, 2)}
        table(results)
        draw(results)
