"""Data to learn from: labelled images in HDF5 files, one's own pictures, and small sets of points made by code."""

import hashlib
from pathlib import Path

import numpy as np

from . import validation
from .validation import validated, whole_number

DATASETS = Path(__file__).resolve().parent.parent / "datasets"


def load_dataset(source):
    """Load training and test images in the classic layout.

    Parameters
    ----------
    source : "trees", "digits" or "fashion"; or a folder with one train_*.h5 and one test_*.h5;
        or the two paths (train, test)

    Returns
    -------
    train_images, test_images : uint8 ndarrays of shape (m, height, width, channels)
    train_Y, test_Y : int64 ndarrays of shape (1, m), 0 or 1
        returned in the classic order: train_images, train_Y, test_images, test_Y, classes
    classes : tuple of str, the name of label 0 and of label 1
    """
    train_file, test_file = _files(source)
    train_images, train_Y, classes = _read(train_file, "train")
    test_images, test_Y, _ = _read(test_file, "test")
    return train_images, train_Y, test_images, test_Y, classes


def _files(source):
    """Return the paths of the training and the test file, the shipped ones checked against SHA256SUMS."""
    if not isinstance(source, (str, Path)):
        train_file, test_file = source
        return Path(train_file), Path(test_file)
    if (DATASETS / f"train_{source}.h5").exists():
        files = [DATASETS / f"{part}_{source}.h5" for part in ("train", "test")]
        sums = dict(line.split()[::-1] for line in (DATASETS / "SHA256SUMS").read_text().splitlines())
        for file in files:
            if hashlib.sha256(file.read_bytes()).hexdigest() != sums[file.name]:
                raise ValueError(f"{file.name} is damaged: its SHA-256 differs. Mend: git checkout -- datasets")
        return files
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


def _read(path, part):
    """Return images, labels as a row, and class names of one file."""
    import h5py

    if not path.exists():
        raise FileNotFoundError(f"{path.name} is not in {path.parent}.")
    keys = [f"{part}_set_x", f"{part}_set_y", "list_classes"]
    try:
        with h5py.File(path, "r") as file:
            missing = [key for key in keys if key not in file]
            if missing:
                raise ValueError(f"{path.name} has no {missing[0]!r}; it must hold {', '.join(keys)}.")
            images, Y, classes = (file[key][()] for key in keys)
    except OSError as error:
        raise ValueError(f"{path.name} can't be read as HDF5: damaged, cut short or another format.") from error
    if images.ndim != 4 or len(images) != len(Y) or Y.ndim != 1 or not np.isin(Y, (0, 1)).all():
        raise ValueError(
            f"{path.name} holds images of shape {images.shape} and labels of shape {Y.shape}; "
            "it must be (m, height, width, channels) and (m,), labels 0 or 1."
        )
    return images, Y.reshape(1, -1), tuple(name.decode() for name in classes)


def load_picture(path, side):
    """Load any JPEG or PNG as one image: its middle square, in RGB.

    Parameters
    ----------
    path : str or Path
    side : int, pixels

    Returns
    -------
    images : uint8 ndarray of shape (1, side, side, 3)
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            picture = ImageOps.exif_transpose(picture).convert("RGB")
    except FileNotFoundError:
        raise FileNotFoundError(f"There is no picture {str(path)!r}: put it beside the notebook.") from None
    except UnidentifiedImageError:
        raise ValueError(f"{Path(path).name} is not a picture that can be read; take a JPEG or PNG.") from None
    return np.asarray(ImageOps.fit(picture, (side, side)))[np.newaxis]


def flatten(images):
    """Lay each image out as one column.

    Parameters
    ----------
    images : ndarray of shape (m, height, width, channels)

    Returns
    -------
    X : ndarray of shape (height * width * channels, m), values and dtype as given
    """
    if np.ndim(images) < 2 or np.size(images) == 0:
        raise ValueError(f"images has shape {np.shape(images)}; it must be (m, height, width, channels).")
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


def moons(m, *, noise=0.1, rng=None):
    """Draw m points from two interleaved half circles. Return X (2, m) and Y (1, m)."""
    rng = np.random.default_rng(rng)
    Y = _labels(m, rng)
    angle = np.pi * rng.random(m)
    X = np.where(Y == 1, [1 - np.cos(angle), 0.5 - np.sin(angle)], [np.cos(angle), np.sin(angle)])
    return X + noise * rng.standard_normal((2, m)), Y


def circles(m, *, noise=0.1, rng=None):
    """Draw m points from a ring (label 0) and a smaller one inside it (label 1). Return X (2, m) and Y (1, m)."""
    rng = np.random.default_rng(rng)
    Y = _labels(m, rng)
    angle = 2 * np.pi * rng.random(m)
    X = np.where(Y == 1, 0.5, 1.0) * [np.cos(angle), np.sin(angle)]
    return X + noise * rng.standard_normal((2, m)), Y


def spiral(m, *, turns=1.0, noise=0.05, rng=None):
    """Draw m points from two spiral arms wound around each other. Return X (2, m) and Y (1, m)."""
    rng = np.random.default_rng(rng)
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
    whole_number("m", m, 2)
    return rng.permutation(np.arange(m) % 2).reshape(1, m)
