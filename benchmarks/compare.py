"""Compare two runs of the benchmarks: `python benchmarks/compare.py before.json results.json`.

Each figure is a multiple of the bare products in the same run: milliseconds of two runs can't be compared.
"""

import json
import sys


def multiples(found):
    """Return {workload: {whose: times the bare products}}."""
    return {
        name: {whose: time / times["bare products"] for whose, time in times.items() if whose != "bare products"}
        for name, times in found.items()
        if "bare products" in times
    }


def lines(before, now):
    """Yield a heading for each number of threads, and a line for each workload that is in both runs."""
    for threads in [count for count in now if count in before]:
        yield f"times the bare products, {threads} thread(s): before -> now"
        old, new = multiples(before[threads]), multiples(now[threads])
        for name in [name for name in new if name in old]:
            told = [
                f"{whose} {old[name][whose]:.2f} -> {new[name][whose]:.2f}" for whose in new[name] if whose in old[name]
            ]
            yield f"{name:18} {'; '.join(told)}"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("Name two files of results: python benchmarks/compare.py before.json results.json")
    runs = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            runs.append(json.load(file))
    print(*lines(*runs), sep="\n")
