"""A run in a file that is always whole: each new one is written beside the old one and then takes its place."""

import glob
import hashlib
import io
import json
import os
from pathlib import Path

import numpy as np

from ..forward import generator

ANEW = "Name another file, or delete it to begin anew."


class Checkpoint:
    """The file of one run: W1, b1, ..., WL, bL, costs, and `run`, which tells its call and how far it is.

    Where W1 is followed in the span of the examples (span.py), first_W1 and C tell its place to the last bit. Of rng it
    keeps the state before the first mini-batch: the orders drawn since then are drawn again.
    """

    def __init__(self, path, X, Y, rng, parameters, num_iterations, **settings):
        self.path, self.num_iterations, self.done = Path(path).resolve(), num_iterations, None
        self.call = {
            **{name: np.array(value).tolist() for name, value in settings.items()},
            "the dtype": str(X.dtype),
            "X": fingerprint(*rows(X)),
            "Y": fingerprint(Y.T),
            "parameters": parameters and fingerprint(*parameters.values()),
            "rng": None if rng is None else state(generator(rng)),
        }

    def begin(self, parameters, rng):
        """Return the iterations done, the costs, the parameters with the first W1, and C; bring rng to its state."""
        for left_by_a_kill in glob.iglob(f"{glob.escape(str(self.path))}.*.tmp"):
            os.remove(left_by_a_kill)
        if not self.path.exists():
            self.first_W1, self.rng = parameters["W1"], state(rng)
            self.save(0, [], parameters, parameters["W1"])
            return 0, [], parameters, None
        run, costs, C, arrays = self.read()
        self.first_W1, self.rng, self.done = arrays.pop("first_W1", arrays["W1"]), run["rng"], run["done"]
        if self.call["rng"] is None:  # one that was given stands there already, drawn on for the first parameters
            rng.bit_generator.state = self.rng
        return self.done, costs, {**arrays, "W1": self.first_W1}, C

    def read(self):
        """Return what the file holds, if it is of this run."""
        try:
            with np.load(io.BytesIO(self.path.read_bytes()), allow_pickle=False) as file:
                arrays = dict(file)
            run = json.loads(str(arrays.pop("run")))
            if sorted(arrays) != run["names"]:
                raise ValueError("a checksum guards the arrays, and this their names")
            costs, C = arrays.pop("costs").tolist(), arrays.pop("C", None)
        except Exception as error:  # numpy and zipfile meet damage with errors of many kinds
            raise ValueError(f"{self.path.name} is not a checkpoint that can be read. {ANEW}") from error
        for name, value in self.call.items():
            kept = run["call"].get(name)
            if kept != value:
                told = f"{name} {kept} and not {value}" if len(f"{kept}{value}") < 60 else f"another {name}"
                raise ValueError(f"{self.path.name} holds a run with {told}. {ANEW}")
        done = run["done"]
        if done >= self.num_iterations != run["num_iterations"]:
            raise ValueError(f"{self.path.name} has done {done} iterations already; ask for more of them. {ANEW}")
        return run, costs if done == self.num_iterations else costs[: -(-done // 100)], C, arrays

    def save(self, done, costs, parameters, C):
        """Write the file, unless it stands there already; `C` is what the loop has in the place of W1."""
        if done == self.done:
            return
        arrays = {**parameters, "costs": np.array(costs)}
        if C is not parameters["W1"]:
            arrays |= {"first_W1": self.first_W1, "C": C}
        run = {"call": self.call, "num_iterations": self.num_iterations, "done": done, "rng": self.rng}
        run["names"] = sorted(arrays)
        content = io.BytesIO()
        try:
            np.savez(content, run=json.dumps(run), **arrays)
        except ValueError as error:  # what zipfile makes of an interrupt
            raise KeyboardInterrupt from error
        temporary = Path(f"{self.path}.{os.getpid()}.tmp")
        try:
            with open(temporary, "wb") as file:
                file.write(content.getbuffer())
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self.path)
        except OSError as error:
            reason = error.strerror or error
            raise OSError(f"{self.path.name} could not be written ({reason}); what it held before is kept.") from error
        finally:
            if temporary.exists():
                temporary.unlink()
        self.done = done


def rows(X):
    """The arrays that examples come from, with one row for each."""
    if isinstance(X, np.ndarray):
        return [X.T]
    return [X.dataset, np.array([X.block])] + ([] if X.mean is None else [X.mean])


def fingerprint(*arrays):
    """A name that no other numbers have, whatever their order in memory."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(f"{array.shape} {array.dtype}".encode())
        for first in range(0, len(array), 256):
            digest.update(np.ascontiguousarray(array[first : first + 256]))
    return digest.hexdigest()


def state(rng):
    """The state of a Generator or RandomState, in the types that JSON has."""
    found = rng.get_state(legacy=False) if isinstance(rng, np.random.RandomState) else rng.bit_generator.state
    return json.loads(json.dumps(found, default=np.ndarray.tolist))
