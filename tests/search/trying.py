"""Searches small enough to try everything with."""

import concurrent.futures

import dlhelpers as dl

SPACE = {"learning_rate": (0.01, 3.0), "hidden": [(), (6,), (5, 4)], "num_iterations": (10, 60)}
GRID = {"learning_rate": [0.1, 1.0], "hidden": [(), (6,), (5, 4)]}


class Here(concurrent.futures.Executor):
    """Works in this process, at once; after `stop_after` calls it behaves like an impatient person."""

    def __init__(self, stop_after=None):
        self.left = stop_after

    def submit(self, work, *args):
        if self.left == 0:
            raise KeyboardInterrupt
        self.left = None if self.left is None else self.left - 1
        future = concurrent.futures.Future()
        try:
            future.set_result(work(*args))
        except Exception as error:
            future.set_exception(error)
        return future


def run(data, space, n_trials, executor=None, **settings):
    settings = {"file": None, "workers": 1, "seeds": (0, 1), **settings}
    return dl.search(*data, space, n_trials, executor or Here(), **settings)
