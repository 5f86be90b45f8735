"""Data to learn from: labelled images in HDF5 files, and small sets of points made by code."""

import hashlib
import re
from pathlib import Path

import numpy as np

from . import hdf5, validation
from .forward import generator
from .validation import kind, real_number, validated, whole_number

DATASETS = Path(__file__).resolve().parent.parent / "datasets"


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
    real_number("max_mib", max_mib, above=0)
    train_file, test_file = _shipped(source) or _own(source)
    train_images, train_Y, classes = hdf5.read(train_file, "train", max_mib)
    test_images, test_Y, test_classes = hdf5.read(test_file, "test", max_mib)
    for train, test in ((train_images.shape[1:], test_images.shape[1:]), (classes, test_classes)):
        if train != test:
            raise ValueError(f"{train_file.name} holds {train} and {test_file.name} {test}; the two must be the same.")
    return train_images, train_Y, test_images, test_Y, classes


def _shipped(source):
    """Return the two files of a shipped set, checked against SHA256SUMS; None if it is not one."""
    names = [f"{part}_{source}.h5" for part in ("train", "test")]
    listed = DATASETS / "SHA256SUMS"
    text = listed.read_text(encoding="latin-1") if listed.is_file() else ""
    sums = {name: value for value, name in re.findall(r"^(\S+)  (\S+)$", text, re.MULTILINE)}
    if not isinstance(source, (str, Path)) or not any(name in sums or (DATASETS / name).exists() for name in names):
        return None
    for name in names:
        fault = hdf5.not_hdf5(DATASETS / name)
        if not fault and name not in sums:
            fault = "has no line in SHA256SUMS"
        elif not fault and hashlib.sha256((DATASETS / name).read_bytes()).hexdigest() != sums[name]:
            fault = "is damaged: its SHA-256 differs"
        if fault:
            error = ValueError if (DATASETS / name).exists() else FileNotFoundError
            raise error(f"{name} {fault}. Mend: git checkout -- :/datasets, or download the project again.")
    return [DATASETS / name for name in names]


def _own(source):
    """Return the two files of a learner's own set."""
    if not isinstance(source, (str, Path)):
        if not isinstance(source, (tuple, list)) or not all(isinstance(path, (str, Path)) for path in source):
            raise ValueError(f"source is {kind(source)}; it must be a name, a folder, or two paths: (train, test).")
        if len(source) != 2:
            raise ValueError(f"source holds {len(source)} paths; it must be two: (train, test).")
        return [Path(path) for path in source]
    if not Path(source).is_dir():
        shipped = ", ".join(sorted(file.stem.removeprefix("train_") for file in DATASETS.glob("train_*.h5")))
        raise FileNotFoundError(f"There is no data set {str(source)!r}: take one of {shipped}, or name a folder.")
    files = []
    for part in ("train", "test"):
        found = sorted(Path(source).glob(f"{part}_*.h5"))
        if len(found) != 1:
            raise FileNotFoundError(f"{source} holds {len(found)} files {part}_*.h5; there must be exactly one.")
        files += found
    return files


@validated(validation.pixels)
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


@validated(validation.images_and_mean)
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


@validated(validation.points)
def moons(m, *, noise=0.1, rng=None):
    """Draw m points from two interleaved half circles. Return X (2, m) and Y (1, m)."""
    rng = generator(rng)
    Y = _labels(m, rng)
    angle = np.pi * rng.random(m)
    X = np.where(Y == 1, [1 - np.cos(angle), 0.5 - np.sin(angle)], [np.cos(angle), np.sin(angle)])
    return X + noise * rng.standard_normal((2, m)), Y


@validated(validation.points)
def circles(m, *, noise=0.1, rng=None):
    """Draw m points from a ring (label 0) and a smaller one inside it (label 1). Return X (2, m) and Y (1, m)."""
    rng = generator(rng)
    Y = _labels(m, rng)
    angle = 2 * np.pi * rng.random(m)
    X = np.where(Y == 1, 0.5, 1.0) * [np.cos(angle), np.sin(angle)]
    return X + noise * rng.standard_normal((2, m)), Y


@validated(validation.points)
def spiral(m, *, turns=1.0, noise=0.05, rng=None):
    """Draw m points from two spiral arms wound around each other. Return X (2, m) and Y (1, m)."""
    rng = generator(rng)
    Y = _labels(m, rng)
    radius = 0.1 + 0.9 * rng.random(m)
    angle = 2 * np.pi * turns * radius + np.pi * Y[0]
    X = radius * [np.cos(angle), np.sin(angle)]
    return X + noise * rng.standard_normal((2, m)), Y


def parity(n):
    """List all 2^n columns of n bits; the label is 1 where the number of ones is odd. Return X (n, 2^n), Y (1, 2^n)."""
    whole_number("n", n, 1, 20)
    numbers = np.arange(2**n)
    X = (numbers >> np.arange(n)[:, np.newaxis]) & 1
    return X.astype(float), X.sum(axis=0, keepdims=True) % 2


def _labels(m, rng):
    """Return (1, m) labels, half of them 1, in random order."""
    return rng.permutation(np.arange(m) % 2).reshape(1, m)
