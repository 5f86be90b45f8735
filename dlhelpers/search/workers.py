"""Where trials run: processes of this machine, or the workers of a cluster."""

import asyncio
import concurrent.futures
import os
import signal
import threading

from .trial import in_words

PATIENCE = 8
"""Seconds for which a cluster may be without a worker."""


class Processes(concurrent.futures.Executor):
    """Processes of this machine, each in a pool of its own: one that dies takes no trial with it but its own."""

    def __init__(self):
        self.given = {}  # to each pool, its last work

    def __enter__(self):
        try:
            self.submit(int).result()
        except concurrent.futures.BrokenExecutor:
            self.shutdown()  # or Python, at its end, would wake a pool that is just closing
            where = "In a script, dl.search belongs under `if __name__ == '__main__':`."
            raise RuntimeError(f"A worker process died as it started. {where}") from None
        return self

    def submit(self, work, *args):
        pool = next((pool for pool, future in self.given.items() if future.done()), None) or one_process()
        try:
            self.given[pool] = pool.submit(work, *args)
        except concurrent.futures.BrokenExecutor:  # its process died, which its last work has told
            self.given.pop(pool)
            pool.shutdown()
            return self.submit(work, *args)
        return self.given[pool]

    def shutdown(self, wait=True, *, cancel_futures=False):
        for pool in self.given:
            pool.shutdown(wait, cancel_futures=cancel_futures)


def one_process():
    """Start a worker process anew, so that it loads NumPy with one thread for matrix products."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    import multiprocessing  # costly, and needed by few

    spawn = multiprocessing.get_context("spawn")
    return concurrent.futures.ProcessPoolExecutor(1, mp_context=spawn, initializer=follow_parent)


def follow_parent():
    """In a worker: end at once where the parent is interrupted or killed."""
    import multiprocessing

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


def look_after(executor):
    """Stop if a cluster of Dask has no worker, or a part that cannot load this package: it would not say so itself."""
    if not type(executor).__module__.startswith("distributed"):
        return
    client, problem, load = executor._client, "does not answer", f"import {__name__}"
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        problem = "cannot load dlhelpers; install it on the scheduler and every worker, as it is here"
        client.run_on_scheduler(exec, load)
        client.run(exec, load)
    except (TimeoutError, asyncio.TimeoutError):  # one and the same from Python 3.11 on
        raise RuntimeError("The cluster has no worker: start one, and call again.") from None
    except Exception as error:
        problem = "does not answer" if isinstance(error, OSError) else problem
        raise RuntimeError(f"The cluster {problem} ({in_words(error)}).") from None
