"""Images to learn from: out of files, and as the columns that a network takes."""

import fnmatch
import hashlib
import math
import os
import re
import stat
from pathlib import Path

import numpy as np

from ..validation import functions, validated
from ..validation.arguments import kind, real_number
from . import files, hdf5

PACKAGE = Path(__file__).resolve().parents[1]
DATASETS = next(filter(Path.is_dir, [PACKAGE / "datasets"]), PACKAGE.parent / "datasets")
"""Where the shipped sets lie: in the package where that is installed, beside it in the workbook."""


def load_dataset(source, *, max_mib=256):
    """Load training and test images in the classic layout.

    Parameters
    ----------
    source : "trees", "digits" or "fashion"; or a folder with one train_*.h5 and one test_*.h5;
        or the two paths (train, test)
    max_mib : the most memory that the arrays of one file may take, in MiB

    Returns
    -------
    train_images, test_images : uint8 ndarrays of shape (m, height, width, channels)
    train_Y, test_Y : int64 ndarrays of shape (1, m), 0 or 1
        returned in the classic order: train_images, train_Y, test_images, test_Y, classes
    classes : tuple of str, the name of label 0 and of label 1
    """
    max_mib = real_number("max_mib", max_mib, above=0)
    shipped = _shipped(source)
    train_file, test_file = shipped or _own(source)
    train_images, train_Y, classes = hdf5.read(train_file, "train", max_mib, intact=bool(shipped))
    test_images, test_Y, test_classes = hdf5.read(test_file, "test", max_mib, intact=bool(shipped))
    for train, test in ((train_images.shape[1:], test_images.shape[1:]), (classes, test_classes)):
        if train != test:
            held = f"{train_file.name} holds {files.short(train)} and {test_file.name} {files.short(test)}"
            raise ValueError(f"{held}; the two must be the same.")
    return train_images, train_Y, test_images, test_Y, classes


def _shipped(source):
    """Return the two files of a shipped set, checked against SHA256SUMS; None if it is not one."""
    if not isinstance(source, (str, Path)):
        return None
    names = [f"{part}_{source}.h5" for part in ("train", "test")]
    listed = DATASETS / "SHA256SUMS"
    with files.reached(listed):
        text = listed.read_text(encoding="latin-1") if listed.exists() else ""
    sums = {name: value for value, name in re.findall(r"^(\S+)  (\S+)$", text, re.MULTILINE)}
    if not {*names} & {*sums, *(path.name for path in DATASETS.glob("*.h5"))}:
        return None
    pair = [DATASETS / name for name in names]
    fix = "Fix: git checkout -- :/datasets, or download the project again."
    for path in pair:
        with files.reached(path, f"{path.name} is missing. {fix}"):
            fault = files.no_file(path)
            if not fault and path.name not in sums:
                fault = "has no line in SHA256SUMS"
            elif not fault and hashlib.sha256(path.read_bytes()).hexdigest() != sums[path.name]:
                hdf5.refuse_if_open(path)
                fault = files.foreign(path) or "is damaged: its SHA-256 differs"
        if fault:
            raise ValueError(f"{path.name} {fault}. {fix}")
    return pair


def _own(source):
    """Return the two files of a learner's own set."""
    if not isinstance(source, (str, Path)):
        if not isinstance(source, (tuple, list)) or not all(isinstance(path, (str, Path)) for path in source):
            raise ValueError(f"source is {kind(source)}; it must be a name, a folder, or two paths: (train, test).")
        if len(source) != 2:
            raise ValueError(f"source holds {len(source)} paths; it must be two: (train, test).")
        return [Path(path).expanduser() for path in source]
    folder, name = Path(source).expanduser(), files.short(source)
    shipped = ", ".join(sorted(file.stem.removeprefix("train_") for file in DATASETS.glob("train_*.h5")))
    with files.reached(folder, f"There is no data set {name!r}: take one of {shipped}, or name a folder."):
        if not stat.S_ISDIR(os.stat(folder).st_mode):
            raise ValueError(f"{name} is one file; a data set is two: name their folder, or give (train, test).")
        names = os.listdir(folder)
    pair = []
    for part in ("train", "test"):
        found = fnmatch.filter(names, f"{part}_*.h5")
        if len(found) != 1:
            held = f"{len(found)} files {part}_*.h5"
            raise FileNotFoundError(f"{files.short(folder)} holds {held}; there must be exactly one.")
        pair.append(folder / found[0])
    return pair


@validated(functions.pixels)
def flatten(images):
    """Lay each image out as one column.

    Parameters
    ----------
    images : ndarray of shape (m, height, width, channels)

    Returns
    -------
    X : ndarray of shape (height * width * channels, m), values and dtype as given
    """
    return np.reshape(images, (len(images), -1)).T


@validated(functions.images_and_mean)
def prepare(images, mean):
    """Turn images into the columns that a network learns well from: flattened, between 0 and 1, and centred.

    Parameters
    ----------
    images : uint8 ndarray of shape (m, height, width, channels)
    mean : ndarray of shape (n_x, 1), the mean column of the training images divided by 255

    Returns
    -------
    X : ndarray of shape (n_x, m) with n_x = height * width * channels
    """
    return flatten(images) / 255 - mean


class Images:
    """Images in rows as examples in columns: X[:, columns] reads these alone, scales them, and centres them if asked.

    Parameters
    ----------
    dataset : HDF5 dataset or ndarray of uint8, (m, height, width, channels); in a file best without chunks, or with
        whole images in each chunk
    mean : ndarray of shape (n_x, 1), subtracted after the division by 255; X.centred() takes that of the images
    dtype : of the examples, float64 or float32
    """

    def __init__(self, dataset, mean=None, dtype=np.float64):
        functions.images(dataset, mean, dtype)
        self.dataset, self.mean, self.dtype = dataset, mean, np.dtype(dtype)
        self.shape = (math.prod(dataset.shape[1:]), len(dataset))
        chunks = getattr(dataset, "chunks", None)
        self.block = chunks[0] if chunks else 32
        """Neighbours that mini-batches keep together, because a file gives them in one reading."""
        self._rows = hdf5.Rows(dataset) if hasattr(dataset, "id") else dataset

    def __getitem__(self, rows_and_columns):
        _, columns = rows_and_columns
        columns = np.arange(self.shape[1])[columns]
        return self.read(columns, np.empty((len(columns), self.shape[0]), self.dtype)).T

    def read(self, columns, out):
        """Fill the rows of `out`, one for each of the columns, and return it."""
        runs = np.split(columns, np.flatnonzero(np.diff(columns) != 1) + 1)
        images = np.concatenate([self._rows[run[0] : run[-1] + 1] for run in runs])
        np.divide(images.reshape(len(images), -1), 255, out=out, dtype=self.dtype)
        if self.mean is not None:
            out -= np.transpose(self.mean)
        return out

    def centred(self):
        """Return these images with their own mean subtracted, read once from end to end to find it."""
        m, total = self.shape[1], 0
        plain = Images(self.dataset)
        for first in range(0, m, 1024):
            total += plain[:, first : first + 1024].sum(axis=1, keepdims=True)
        return Images(self.dataset, (total / m).astype(self.dtype), self.dtype)
