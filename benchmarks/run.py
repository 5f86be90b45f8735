"""Time the same training in dlhelpers, the classic form, PyTorch, scikit-learn and JAX: `python benchmarks/run.py`.

All start from the same weights and must reach the same cost; then they take turns, and the least times are printed,
drawn and kept in results.json, for one thread and for two. Name workloads to run these alone: `python benchmarks/run.py
deep wide`. Compare two runs: `python benchmarks/compare.py before.json results.json`.
"""

import importlib.util
import itertools
import json
import os
import subprocess
import sys
import time
from pathlib import Path

WORKLOADS = {  # layers, examples, examples in a step (None: all); steps that ours takes, that a peer takes, to compare
    "lessons": ([2, 16, 16, 16, 1], 300, None, 1000, 200, 100),
    "196 inputs": ([196, 20, 20, 1], 400, None, 300, 100, 100),
    "classic images": ([12288, 20, 7, 5, 1], 209, None, 2500, 20, 100),
    "trees": ([3072, 20, 7, 5, 1], 1014, None, 1000, 10, 50),
    "wide": ([784, 256, 128, 1], 10_000, None, 8, 3, 5),
    "batches of 64": ([784, 128, 64, 1], 60_000, 64, 1876, 100, 100),
    "batches of 256": ([784, 128, 64, 1], 60_000, 256, 470, 50, 50),
    "deep": ([100] + [64] * 50 + [1], 1000, None, 10, 5, 20),
    "deep, 10 examples": ([100] + [64] * 50 + [1], 10, None, 200, 100, 100),
}
APART = ["depth", "stream"]
LEARNING_RATE = 0.0075
SECONDS, REPEATS = 8, 3
"""The hands take turns for so long at each workload, and so many times at least."""
HERE = Path(__file__).parent


def work(name):
    """Return X, Y and parameters of a workload, and the columns of as many steps as are ever taken."""
    import numpy as np

    import dlhelpers as dl
    from dlhelpers.training.batches import orders

    dims, m, batch_size, *steps = WORKLOADS[name]
    rng = np.random.default_rng(0)
    X = rng.random((m, dims[0])).T - 0.5  # each example in one piece, as images are
    Y = (X[: dims[0] // 2].sum(axis=0, keepdims=True) > 0).astype(float)
    parameters = dl.initialize_parameters_deep(dims, rng=1)
    for l in range(2, len(dims)):
        parameters[f"W{l}"] *= 2**0.5  # or nothing of X would be left after fifty layers
    if batch_size is None:
        return X, Y, parameters, [None] * max(steps)
    drawn = itertools.islice(orders(m, 1, batch_size, np.random.default_rng(0)), max(steps))
    return X, Y, parameters, [columns for _, columns in drawn]


def compare_costs(name, peers, task):
    """Stop if the costs differ. Mini-batches of scikit-learn are its own, so there its cost is left out."""
    import dlhelpers as dl

    X, Y, parameters, columns = task
    first = dl.compute_cost(dl.L_model_forward(X, parameters)[0], Y)
    costs = {}
    for peer, prepare in peers.items():
        trained = prepare(X, Y, parameters, LEARNING_RATE, columns[: WORKLOADS[name][5]])()
        if peer != "bare products" and not (peer == "scikit-learn" and columns[0] is not None):
            costs[peer] = dl.compute_cost(dl.L_model_forward(X, trained)[0], Y)
    apart = max(abs(cost - costs["dlhelpers"]) for cost in costs.values())
    told = f"{name}: from {first:.6f} to {costs['dlhelpers']:.6f} in {WORKLOADS[name][5]} steps, apart by {apart:.0e}"
    print(told, file=sys.stderr, flush=True)
    if apart > 1e-9:
        raise SystemExit(f"{name}: the costs differ, so there is nothing to time: {costs}")


def milliseconds(name, peers, task):
    """Return the least time of a step in each pair of hands; they take turns."""
    X, Y, parameters, columns = task
    _, _, _, ours, theirs, _ = WORKLOADS[name]
    taken, begin = {peer: [] for peer in peers}, time.perf_counter()
    while time.perf_counter() < begin + SECONDS or len(taken["dlhelpers"]) < REPEATS:
        for peer, prepare in peers.items():
            count = ours if peer == "dlhelpers" else theirs
            descend = prepare(X, Y, parameters, LEARNING_RATE, columns[:count])
            start = time.perf_counter()
            descend()
            taken[peer].append(1e3 * (time.perf_counter() - start) / count)
    return {peer: min(times) for peer, times in taken.items()}


def measure(threads, names):
    """Print one JSON line of what was measured on `threads` threads."""
    import depth
    import stream
    from peers import NEEDS, PEERS
    from threadpoolctl import threadpool_info

    peers = {name: make for name, make in PEERS.items() if name not in NEEDS or importlib.util.find_spec(NEEDS[name])}
    for missing in PEERS.keys() - peers:
        print(f"left out, not installed: {missing}", file=sys.stderr)
    found = {}
    for part in (stream, depth):  # first: a process that stream starts counts the largest size of this one as its own
        if part.__name__ in names and threads == 1:
            found[part.__name__] = part.measure(7)
    if "PyTorch" in peers:
        import torch

        torch.set_num_threads(threads)
    for name in names:
        if name in WORKLOADS:
            task = work(name)
            compare_costs(name, peers, task)
            found[name] = milliseconds(name, peers, task)
    used = {pool["internal_api"]: pool["num_threads"] for pool in threadpool_info()}
    if any(count != threads for count in used.values()):
        raise SystemExit(f"asked for {threads} thread(s), got {used}")
    print(json.dumps(found))


def in_a_process_of_its_own(threads, names):
    """Thread counts are fixed before the libraries load."""
    settings = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    settings["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={'false' if threads == 1 else 'true'}"
    kept = {name: value for name, value in os.environ.items() if name not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    command = [sys.executable, __file__, "--threads", str(threads), *names]
    done = subprocess.run(command, env=kept | settings, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def table(threads, found):
    rows = {name: times for name, times in found.items() if name in WORKLOADS}
    if rows:
        peers = list(next(iter(rows.values())))
        print(f"\nmilliseconds for a step, {threads} thread(s)\n" + " " * 18 + "".join(f"{peer:>15}" for peer in peers))
        for name, times in rows.items():
            print(f"{name:18}" + "".join(f"{times[peer]:15.3f}" for peer in peers))
        print("\ntimes the bare products")
        for name, times in rows.items():
            print(f"{name:18}" + "".join(f"{times[peer] / times['bare products']:15.2f}" for peer in peers))
    for name, (ms, ms_fit, size, size_fit) in found.get("depth", {}).items():
        print(f"\none layer more, {name}: {ms:.3f} ms (R² {ms_fit:.4f}), {size:.3f} MB (R² {size_fit:.4f})")
    for name, value in found.get("stream", {}).items():
        print(f"{name:24} {value:8.0f}")


def draw(results):
    """Draw how many times as long as ours each takes, a panel for each number of threads."""
    import matplotlib.pyplot as plt

    names = [name for name in WORKLOADS if name in results[1]]
    _, axes = plt.subplots(1, 2, figsize=(10, 0.45 * len(names) + 1.7), layout="constrained", sharey=True)
    for ax, (threads, found) in zip(axes, results.items(), strict=True):
        for peer, marker in zip(found[names[0]], "|os^vD", strict=False):
            ax.plot([found[name][peer] / found[name]["dlhelpers"] for name in names], names, marker, ms=8, label=peer)
        ax.set(xscale="log", xlabel=f"time of a step, {threads} thread{'s' * (threads > 1)}; dlhelpers = 1")
        ax.grid(axis="x", alpha=0.3)
    axes[0].invert_yaxis()
    axes[0].figure.legend(*axes[0].get_legend_handles_labels(), frameon=False, ncols=6, loc="outside upper center")
    plt.savefig(HERE / "figure.png", dpi=100)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--threads"]:
        threads = int(sys.argv[2])
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
        measure(threads, sys.argv[3:])
    else:
        names = sys.argv[1:] or [*WORKLOADS]
        known = [*WORKLOADS, *APART]
        if unknown := [name for name in names if name not in known]:
            raise SystemExit(f"There is no workload {unknown[0]!r}. There are: {'; '.join(known)}.")
        results = {threads: in_a_process_of_its_own(threads, names) for threads in (1, 2)}
        for threads, found in results.items():
            table(threads, found)
        if results[1].keys() & WORKLOADS.keys():
            draw(results)
            (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n")
            print("\nkept: results.json; drawn: figure.png")
