"""One HDF5 file in the classic layout, read as a whole or refused in one sentence."""

import errno
from pathlib import Path

import numpy as np

from . import files
from .chunks import KIB, MIB, MOST_CHUNKS, chunk_size, label, wrong_chunks, wrong_layout

FIX = "Fix: download the file (or git lfs pull), or see datasets/README.md."


def read(path, part, max_mib, intact=False):
    """Read one file, whose maker may have erred or meant harm.

    Parameters
    ----------
    path : Path
    part : "train" or "test", the first word of two of its keys
    max_mib : the most memory that its arrays may take, in MiB
    intact : whether its bytes are known to be right

    Returns
    -------
    images : uint8 ndarray of shape (m, height, width, channels)
    Y : int64 ndarray of shape (1, m), 0 or 1
    classes : tuple of str, the name of label 0 and of label 1
    """
    h5py = load_h5py()
    keys = [f"{part}_set_x", f"{part}_set_y", "list_classes"]
    with files.reached(path):
        fault = files.no_file(path)
    if fault:
        raise ValueError(f"{path.name} {fault}. {FIX}")
    with told(path, intact), h5py.File(path, "r") as file:
        fault = wrong_links(file, keys) or wrong_arrays(*(file[key] for key in keys), max_mib)
        if not fault:
            images, Y, names = (file[key][()] for key in keys)
            fault = wrong_values(Y, names)
    if fault:
        raise ValueError(f"{path.name} {fault}")
    return images, Y.astype(np.int64).reshape(1, -1), tuple(name.decode() for name in names)


def load_h5py():
    """Return h5py, which nothing needs before there is a file to read."""
    try:
        import h5py
    except ImportError:
        raise ImportError(
            "Data sets are HDF5 files, and this Python lacks h5py to read them: `pip install h5py`."
        ) from None
    return h5py


def told(path, intact=False):
    """Turn what h5py raises, which is of many kinds, into one sentence about the file."""
    return files.reached(path, meaning=lambda error: meaning(error, path, intact))


def meaning(error, path, intact):
    """Say what an error of h5py tells about a file, and no more than it does."""
    import h5py

    unread = f"can't be read as HDF5 by h5py {h5py.__version__}"
    if intact:
        return f"{unread}, though its SHA-256 is right. Fix: pip install --upgrade h5py."
    if isinstance(error, (TypeError, UnicodeError)):
        return "holds entries of a type that NumPy does not have; see datasets/README.md."
    if "signature not found" in str(error):
        return f"{files.foreign(path) or 'does not begin like an HDF5 file'}. {FIX}"
    if "already open for write" in str(error):
        return "is still open where it was written, or was not closed there. Fix: close it, or write it again."
    if "version" in str(error):
        return f"{unread}: newer than that, or damaged. Fix: update h5py, or get it again."
    return f"{unread}: it may be damaged or cut short. Fix: get it again."


def refuse_if_open(path):
    """Raise BlockingIOError if a file is open for writing, in this kernel or elsewhere: its bytes are then others."""
    h5py = load_h5py()
    try:
        with h5py.File(path, "r") as file:
            here = file.mode != "r"
    except BlockingIOError:
        raise
    except Exception:  # it is damaged
        here = False
    if here:
        raise BlockingIOError(errno.EAGAIN, "")


def wrong_links(file, keys):
    """Say what the file holds but its own arrays at the keys; None if these are all."""
    import h5py

    for key in keys:
        link = file.get(key, getlink=True)
        if link is None:
            return f"has no {key!r}; it must hold {', '.join(keys)}."
        if not isinstance(link, h5py.HardLink):
            return f"has a link at {key}; the array itself must be there."
        if not isinstance(file[key], h5py.Dataset):
            return f"has no array at {key}."
    if len(file) > len(keys):
        return f"must hold nothing but {', '.join(keys)}; take the other {len(file) - len(keys)} out."
    return None


def wrong_arrays(images, Y, names, max_mib):
    """Say what is wrong with types, shapes, sizes or chunks, before an array is read; None if nothing is."""
    arrays = (images, Y, names)
    m, *image = images.shape or [0]
    for array, right, wanted in (
        (images, images.dtype == np.uint8 and len(image) == 3, "uint8 (m, height, width, channels)"),
        (Y, Y.dtype.kind in "iub" and Y.shape == (m,), f"whole numbers of shape ({m},)"),
        (names, names.dtype.kind == "S" and names.shape == (2,), "two names, like np.array([b'no', b'yes'])"),
    ):
        if not right or 0 in array.shape:
            held = f"{str(array.dtype)[:16]} of shape {files.short(array.shape, 30)}"
            return f"has {held} at {label(array)}; it must be {wanted}."
    size = sum(max(array.nbytes, chunk_size(array)) for array in arrays)
    if size > max_mib * MIB:
        return f"says it holds {size / MIB:.0f} MiB. If that is right, load_dataset(..., max_mib=...) allows it."
    most = max(MOST_CHUNKS, MOST_CHUNKS * max_mib / 256)
    faults = (wrong_layout(array, most) or wrong_chunks(array, 0, len(array), set()) for array in arrays)
    return next((fault for fault in faults if fault), None)


class Rows:
    """Rows of an array in a file: rows[first:last] reads them, each chunk looked at before it is first unpacked."""

    def __init__(self, array):
        self.array, self.path, self.seen = array, Path(array.file.filename), set()
        with told(self.path):
            fault = wrong_layout(array, max(MOST_CHUNKS, array.nbytes // KIB))
        if fault:
            raise ValueError(f"{self.path.name} {fault}")

    def __getitem__(self, rows):
        if not self.array:
            raise ValueError(f"{self.path.name} was closed; open it again, and make Images of its array anew.")
        with told(self.path):
            fault = wrong_chunks(self.array, rows.start, rows.stop, self.seen)
            if not fault:
                return self.array[rows]
        raise ValueError(f"{self.path.name} {fault}")


def wrong_values(Y, names):
    """Say what is wrong with labels or names; None if nothing is."""
    values = Y.view(np.uint8) if Y.dtype == bool else Y
    if not np.isin(values, (0, 1)).all():
        return f"has labels from {values.min()} to {values.max()}; they must be 0 or 1."
    for name in names:
        try:
            name.decode()
        except UnicodeDecodeError:
            return f"has a class whose name is not UTF-8, {files.short(name, 20)}; write it with name.encode()."
    return None
