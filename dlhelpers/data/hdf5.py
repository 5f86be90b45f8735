"""One HDF5 file in the classic layout, read as a whole or refused in one sentence."""

import math
import zlib

import numpy as np

MIB = 2**20
GZIP, SHUFFLE, FLETCHER32 = 1, 2, 3  # the numbers that HDF5 gives them


def read(path, part, max_mib):
    """Read one file, whose maker may have erred or meant harm.

    Parameters
    ----------
    path : Path
    part : "train" or "test", the first word of two of its keys
    max_mib : the most memory that its arrays may take, in MiB

    Returns
    -------
    images : uint8 ndarray of shape (m, height, width, channels)
    Y : int64 ndarray of shape (1, m), 0 or 1
    classes : tuple of str, the name of label 0 and of label 1
    """
    import h5py

    keys = [f"{part}_set_x", f"{part}_set_y", "list_classes"]
    if fault := not_hdf5(path):
        kind = ValueError if path.exists() else FileNotFoundError
        raise kind(f"{path.name} {fault}. Mend: download the file itself (with Git LFS: git lfs pull).")
    try:
        with h5py.File(path, "r") as file:
            fault = wrong_links(file, keys) or wrong_arrays(*(file[key] for key in keys), max_mib)
            if not fault:
                images, Y, names = (file[key][()] for key in keys)
                classes = tuple(name.decode() for name in names)
    except Exception as error:  # h5py meets damage with errors of many kinds
        raise ValueError(f"{path.name} can't be read as HDF5: damaged or cut short. Download it again.") from error
    if not fault and not np.isin(Y, (0, 1)).all():
        fault = f"has labels from {Y.min()} to {Y.max()}; they must be 0 or 1."
    if fault:
        raise ValueError(f"{path.name} {fault}")
    return images, Y.astype(np.int64).reshape(1, -1), classes


def not_hdf5(path):
    """Say what lies there instead, as far as the first bytes tell; None if it may be HDF5."""
    if not path.is_file():
        return "is not a file" if path.exists() else "is missing"
    try:
        with open(path, "rb") as file:
            start = file.read(512).lstrip().lower()
    except OSError as error:
        return f"can't be opened ({error.strerror})"
    if not start:
        return "is empty"
    if start.startswith(b"version https://git-lfs"):
        return "is a Git LFS pointer, not the file"
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "is a web page, not the file"
    return None


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
        if file[key].external or file[key].is_virtual:
            return f"keeps {key} in other files; it must be in this one."
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
            return f"has {str(array.dtype)[:16]} of shape {array.shape} at {array.name[1:]}; it must be {wanted}."
    size = sum(max(array.size, math.prod(array.chunks or ())) * array.dtype.itemsize for array in arrays)
    if size > max_mib * MIB:
        return f"says it holds {size / MIB:.0f} MiB. If that is right, load_dataset(..., max_mib=...) allows it."
    faults = (wrong_chunks(array) for array in arrays)
    return next((fault for fault in faults if fault), None)


def wrong_chunks(array):
    """Say what speaks against unpacking an array; None if nothing does."""
    name = array.name[1:]
    if not array.chunks:
        return None if array.id.get_storage_size() == array.nbytes else f"is incomplete: {name} was never written."
    plan = array.id.get_create_plist()
    filters = [plan.get_filter(k)[0] for k in range(plan.get_nfilters())]
    if not set(filters) <= {GZIP, SHUFFLE, FLETCHER32} or filters.count(GZIP) > 1:
        return f"packs {name} in a way that is not read here; write it with compression='gzip'."
    if array.id.get_num_chunks() < math.prod(-(-n // c) for n, c in zip(array.shape, array.chunks, strict=True)):
        return f"is incomplete: parts of {name} were never written."
    most = math.prod(array.chunks) * array.dtype.itemsize + 4  # with a checksum
    for chunk in array.iter_chunks() if GZIP in filters else ():
        left_out, packed = array.id.read_direct_chunk(tuple(part.start for part in chunk))
        if left_out >> filters.index(GZIP) & 1:
            continue
        if len(zlib.decompressobj().decompress(packed, most + 1)) > most:
            return f"is a bomb: {name} would unpack to more than its size."
    return None
