"""A run in a file that is always whole: each new one is written beside the old one and then takes its place."""

import hashlib
import io
import json
import math
import zipfile

import numpy as np

from ..forward import generator
from .alone import Turn

ANEW = "Name another file, or delete it to begin anew."
MOST = 2**20
"""Bytes that may be read of a text, and beside the numbers of an array; a thousand layers need a hundredth of them."""


class Checkpoint:
    """The file of one run: W1, b1, ..., WL, bL, costs; `run`, which tells its call and how far it is; and its `seal`.

    Where W1 is followed in the span of the examples (span.py), first_W1 and C tell its place to the last bit. Of rng it
    keeps the state before the first mini-batch: the orders drawn since then are drawn again.
    """

    def __init__(self, path, X, Y, rng, parameters, num_iterations, **settings):
        self.path, self.turn, self.num_iterations, self.done = path, Turn(path), num_iterations, None
        self.call = {
            **settings,
            "the dtype": str(X.dtype),
            "X": fingerprint(*rows(X)),
            "Y": fingerprint(Y.T),
            "parameters": parameters and fingerprint(*parameters.values()),
            "rng": None if rng is None else state(generator(rng)),
        }

    def begin(self, parameters, C, rng):
        """Return the iterations done, the costs, the parameters with the first W1, and C; bring rng to its state."""
        self.first_W1, self.rng = parameters["W1"], state(rng)
        if not self.path.exists():
            self.save(0, [], parameters, C)
            return 0, [], parameters, C
        run, arrays = self.read(parameters, C, rng)
        self.first_W1, self.rng, self.done = arrays.pop("first_W1", arrays["W1"]), run["rng"], run["done"]
        if self.done >= self.num_iterations != run["num_iterations"]:
            told = f"{self.path.name} has done {self.done} iterations already; ask for more of them."
            raise ValueError(f"{told} {ANEW}")
        costs, C = arrays.pop("costs").tolist(), arrays.pop("C", None)
        if self.done < self.num_iterations:
            del costs[-(-self.done // 100) :]  # the last was told because the run was to end there
        return self.done, costs, {**arrays, "W1": self.first_W1}, C

    def arrays(self, costs, parameters, C):
        """Return all arrays of a file: those of a run that has these costs, parameters and C, or none in the span."""
        followed = {} if C is None else {"first_W1": self.first_W1, "C": C}
        return {**parameters, **followed, "costs": np.asarray(costs, np.float64)}

    def read(self, parameters, C, rng):
        """Return `run` and the arrays, if the file is whole and of this call, which begins with the rest."""
        try:
            with zipfile.ZipFile(self.path) as file:
                text, seal = (str(stored(file, name)) for name in ("run", "seal"))
                if seal != sealed(text):
                    raise ValueError("this is not what was written")
                run = json.loads(text)
                other = self.other(run["call"])
                arrays = None if other else self.whole(file, run, parameters, C, rng)
        except Exception as error:  # numpy and zipfile meet damage with errors of many kinds
            reason = getattr(error, "strerror", None) or "damaged, changed or of another kind"
            what = f"{self.path.name} is not a checkpoint that can be read"
            raise ValueError(f"{what} ({reason}). Name another file to begin anew.") from error
        if other:
            raise ValueError(f"{self.path.name} holds a run with {other}. {ANEW}")
        return run, arrays

    def other(self, call):
        """Say in what another call differs from this one; None if in nothing."""
        for name, value in self.call.items():
            kept = call.get(name)
            if kept != value:
                return f"{name} {kept} and not {value}" if len(f"{kept}{value}") < 60 else f"another {name}"
        return None

    def whole(self, file, run, parameters, C, rng):
        """Return the arrays: those that this call has, of their shapes and dtypes, with the numbers as written."""
        done, last = run["done"], run["num_iterations"]
        costs = len(range(0, done, 100)) + (0 < done == last and (done - 1) % 100 > 0)
        like = self.arrays(np.empty(costs), parameters, C)
        arrays = {name: stored(file, name, like[name].nbytes) for name in like}
        if self.call["rng"] is None:  # one that was given stands there already, drawn on for the first parameters
            rng.bit_generator.state = run["rng"]
        fit = all(arrays[name].shape == like[name].shape and arrays[name].dtype == like[name].dtype for name in like)
        fit = fit and len(file.namelist()) == len(like) + 2 and state(rng) == run["rng"]
        if not fit or run["arrays"] != fingerprint(*arrays.values()):
            raise ValueError("this is not what was written")
        return arrays

    def save(self, done, costs, parameters, C):
        """Write the file, unless it stands there already; `C` is what the loop has in the place of W1 in the span."""
        if done == self.done:
            return
        arrays, content = self.arrays(costs, parameters, C), io.BytesIO()
        run = {"call": self.call, "num_iterations": self.num_iterations, "done": done, "rng": self.rng}
        text = json.dumps({**run, "arrays": fingerprint(*arrays.values())})
        try:
            np.savez(content, run=text, seal=sealed(text), **arrays)
            self.turn.write(content.getvalue())
        except ValueError as error:
            if isinstance(error.__context__, KeyboardInterrupt):  # on which zipfile stumbles
                raise KeyboardInterrupt from error
            raise
        except (OSError, MemoryError) as error:
            before = "" if self.done is None else f"; the last that was written is iteration {self.done}"
            reason = getattr(error, "strerror", None) or f"{error}" or "too little memory"
            raise OSError(f"{self.path.name} could not be written at iteration {done} ({reason}){before}.") from error
        self.done = done


def stored(file, name, nbytes=0):
    """Return one array of an .npz file, in no more memory than it may take: nothing is unpacked or unpickled."""
    info = file.getinfo(f"{name}.npy")
    if info.compress_type != zipfile.ZIP_STORED:
        raise ValueError("this is not what was written")
    with file.open(info) as member:
        content = io.BytesIO(member.read(nbytes + MOST))
    np.lib.format.read_magic(content)
    shape, _, dtype = np.lib.format.read_array_header_1_0(content)
    if math.prod(shape) * dtype.itemsize > nbytes + MOST:
        raise ValueError("this is not what was written")
    content.seek(0)
    return np.lib.format.read_array(content, allow_pickle=False)


def sealed(text):
    return hashlib.sha256(text.encode()).hexdigest()


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
