"""What does one more layer cost, in time and in memory?"""

import time
import tracemalloc

import numpy as np
from peers import PEERS

import dlhelpers as dl

DEPTHS = (2, 5, 10, 20, 35, 50, 75, 100)
STEPS = 4


def seconds_and_bytes(run):
    start = time.perf_counter()
    run()
    taken = (time.perf_counter() - start) / STEPS
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return taken, peak


def line(values):
    """Return the slope of a straight line through `values` over DEPTHS, and R^2."""
    slope, start = np.polyfit(DEPTHS, values, 1)
    return slope, 1 - np.var(values - (slope * np.array(DEPTHS) + start)) / np.var(values)


def measure(repeats):
    """Return {name: (milliseconds for a layer, R^2, megabytes for a layer, R^2)} at width 64 with 1,000 examples."""
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((64, 1000)), (np.arange(1000) % 2.0).reshape(1, 1000)
    found = {}
    for name in ("dlhelpers", "classic form"):
        found[name] = np.empty((repeats, len(DEPTHS), 2))
    for i in range(repeats):
        for j, L in enumerate(DEPTHS):
            parameters = dl.initialize_parameters_deep([64] * L + [1], rng=1)
            for name, values in found.items():
                values[i, j] = seconds_and_bytes(PEERS[name](X, Y, parameters, 0.0075, [None] * STEPS))
    lines = {}
    for name, values in found.items():
        seconds, size = np.median(values, axis=0).T
        lines[name] = [float(one) for one in (*line(1e3 * seconds), *line(size / 2**20))]
    return lines
