"""All cores at one step: the examples are cut into blocks, and threads share out the blocks among themselves.

Into how many depends on the network and the examples alone, and what they give is summed in their order. So a run ends
at the same bits on one thread, on two and on sixteen. The matrix library keeps to one thread meanwhile: its own would
stand in the way of ours, and would cut its sums as the machine likes.
"""

import functools
import threading
import weakref

import numpy as np

WORTH, IN_A_LAYER, EXAMPLES, MOST = 3 * 2**22, 2**20, 128, 8
"""What a block must have to pay: multiply-adds on the way forward, since waking a thread takes time; and in a layer,
since each call does; examples, since each block has gradients of its own, which one thread sums up. At last, the most
blocks of a step."""


def columns_of_blocks(m, weights, layers):
    """Cut m examples into blocks, for a network of so many weights in so many layers; return the columns of each."""
    products = m * weights
    count = max(1, min(products // WORTH, products // layers // IN_A_LAYER, m // EXAMPLES, MOST))
    count = 2 ** (count.bit_length() - 1)  # a power of 2, which 2, 4 and 8 threads share evenly
    edges = [m * k // count for k in range(count + 1)]
    return [slice(first, last) for first, last in zip(edges, edges[1:], strict=False)]


class Cores:
    """The threads of one run: as many as the matrix library had before, which keeps to one until `leave`."""

    def __init__(self):
        self.threads, self.pool = library.hold(self), None

    def each(self, job, blocks):
        """Return what the job gives for each block, in any order."""
        threads = min(self.threads, len(blocks))
        if threads == 1:
            return [job(block) for block in blocks]

        def share(k):
            with np.errstate(all="ignore"):  # which holds for one thread alone
                return [job(block) for block in blocks[k::threads]]

        try:
            others = [self.start().submit(share, k) for k in range(1, threads)]
        except RuntimeError:  # no thread can be started here
            self.close()
            self.threads = 1
            return self.each(job, blocks)
        return sum((other.result() for other in others), share(0))

    def begin(self, job):
        """Have a job done beside the step, if there is a thread for it. Return what gives its result, in the end."""
        try:
            return self.start().submit(job).result if self.threads > 1 else job
        except RuntimeError:
            return job

    def start(self):
        if not self.pool:
            from concurrent.futures import ThreadPoolExecutor

            self.pool = ThreadPoolExecutor(self.threads - 1, initializer=library.one_thread)
        return self.pool

    def close(self):
        if self.pool:
            self.pool.shutdown(cancel_futures=True)
            self.pool = None

    def leave(self):
        self.close()
        library.let_go(self)


class Library:
    """The threads of the matrix library, held to one from the first run that asks for it to the end of the last."""

    def __init__(self):
        self.lock, self.runs, self.limit = threading.Lock(), weakref.WeakSet(), None

    @functools.cached_property
    def controller(self):
        """Return what sets the number of threads; None where that can't be done, as in a browser."""
        try:
            from threadpoolctl import ThreadpoolController
        except ImportError:
            return None
        return ThreadpoolController().select(user_api="blas")

    def one_thread(self):
        return self.controller.limit(limits=1)

    def hold(self, run):
        """Keep to one thread while the run lasts. Return how many there were before; 1 if nobody can tell."""
        with self.lock:
            if not self.runs:
                self.restore()  # a run may have been interrupted on its way out
                counts = [one["num_threads"] for one in self.controller.info()] if self.controller else []
                self.threads = min(counts, default=1)
                self.limit = self.one_thread() if counts else None
            self.runs.add(run)
            return self.threads

    def let_go(self, run):
        with self.lock:
            self.runs.discard(run)
            if not self.runs:
                self.restore()

    def restore(self):
        if self.limit:
            self.limit.restore_original_limits()
            self.limit = None


library = Library()
