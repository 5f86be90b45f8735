"""Images in a file of 4 GB against the same images in memory: how fast, and with how much memory?"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import h5py
import numpy as np

import dlhelpers as dl

IMAGES = 1_400_000  # of 32 x 32 x 3 bytes
STEPS, BATCH_SIZE = 300, 256


def write(path, m):
    rng = np.random.default_rng(0)
    with h5py.File(path, "w") as file:
        images = file.create_dataset("x", (m, 32, 32, 3), np.uint8)
        for first in range(0, m, 10_000):
            block = images[first : first + 10_000].shape
            images[first : first + 10_000] = rng.integers(0, 256, block, dtype=np.uint8)


def train(images):
    """Return the images trained on in a second."""
    X, Y = dl.Images(images), (np.arange(len(images)) % 2).reshape(1, -1)
    start = time.perf_counter()
    dl.L_layer_model(X, Y, [3072, 64, 32, 1], 0.01, STEPS, batch_size=BATCH_SIZE, rng=0, progress=False)
    return STEPS * BATCH_SIZE / (time.perf_counter() - start)


def peak(path):
    """Return the megabytes that a process of its own needed at most to train from the file."""
    done = subprocess.run([sys.executable, __file__, str(path)], stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def measure(repeats):
    """Return images a second from the file and from memory, and the peak memory with a large file and a tiny one."""
    with tempfile.TemporaryDirectory() as folder:
        large, tiny = Path(folder, "large.h5"), Path(folder, "tiny.h5")
        write(large, IMAGES)
        write(tiny, 1000)
        peaks = peak(large), peak(tiny)  # before this process is large itself: a child begins with its parent's peak
        with h5py.File(large) as file:
            images = file["x"][()]
            rates = [(train(file["x"]), train(images)) for _ in range(repeats)]
        from_file, from_memory = np.median(rates, axis=0)
        return {
            "from the file, images/s": from_file, "from memory, images/s": from_memory,
            "peak with 4 GB, MB": peaks[0], "peak with 3 MB, MB": peaks[1],
        }  # fmt: skip


if __name__ == "__main__":
    with h5py.File(sys.argv[1]) as file:
        train(file["x"])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**10 if sys.platform == "linux" else 2**20))
