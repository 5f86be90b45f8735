"""One HDF5 file in the classic layout, read as a whole or refused in one sentence."""

import errno
import itertools
import math
import zlib
from pathlib import Path

import numpy as np

from . import files

KIB, MIB = 2**10, 2**20
MOST_CHUNK = 256 * MIB  # is unpacked in one piece
MOST_CHUNKS = 2**14  # take a second and 64 MiB of memory, however small they are
GZIP, SHUFFLE, FLETCHER32 = 1, 2, 3  # the numbers that HDF5 gives them
FIX = "Fix: download the file (or git lfs pull), or see datasets/README.md."
BOMB = "is a bomb, or damaged: {} would unpack to more than its size."


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
    import h5py

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
    import h5py

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


def wrong_layout(array, most_chunks):
    """Say what speaks against reading an array, as far as its description tells; None if nothing does."""
    name, packing = label(array), filters(array)
    if array.external or array.is_virtual:
        return f"keeps {name} in other files; it must be in this one."
    if not ordinary(array):
        return f"keeps {name} in bits of its own; write an array of NumPy as it is."
    if not array.chunks:
        lacking = array.nbytes - array.id.get_storage_size()
        return f"is incomplete: {lacking} bytes of {name} were never written." if lacking else None
    if not set(packing) <= {GZIP, SHUFFLE, FLETCHER32}:
        return f"packs {name} in a way that is not read here; write it with compression='gzip'."
    size, number = chunk_size(array), math.prod(-(-n // c) for n, c in zip(array.shape, array.chunks, strict=True))
    if size > MOST_CHUNK:
        return f"keeps {name} in chunks of {size / MIB:.0f} MiB; write fewer images into each."
    if number > most_chunks or size < min(KIB, array.nbytes // len(array) // 16):
        return f"cuts {name} into {number} chunks of {size} bytes; write larger ones, of whole images."
    if array.id.get_num_chunks() != number:
        return f"holds {array.id.get_num_chunks()} of the {number} chunks of {name}: it is incomplete, or damaged."
    chunks = stored_chunks(array.id)
    if {chunk.chunk_offset for chunk in chunks} != {*starts(array, 0, len(array))}:
        return f"is damaged: the chunks of {name} do not lie side by side."
    if sum(chunk.size for chunk in chunks) > number * most_bytes(size):
        return BOMB.format(name)
    wrong = [chunk.size for chunk in chunks if not packing and chunk.size != size]
    return f"has a chunk in {name} of {wrong[0]} bytes; it must hold {size}." if wrong else None


def wrong_chunks(array, first, last, seen):
    """Say what is wrong with a chunk of array[first:last]; None if nothing is, and these are then among those seen."""
    if not filters(array):
        return None
    for start in starts(array, first, last):
        if start not in seen and (fault := wrong_chunk(array, start)):
            return fault
        seen.add(start)
    return None


def wrong_chunk(array, start):
    """Say why a chunk does not unpack to exactly its size: HDF5 would fill it up from memory; None if it does."""
    name, size = label(array), chunk_size(array)
    left_out, content = array.id.read_direct_chunk(start)
    for k, kind in reversed([*enumerate(filters(array))]):
        if left_out >> k & 1:
            continue
        if kind == FLETCHER32:
            content = content[:-4]
        elif kind == GZIP:
            unpacker = zlib.decompressobj()
            try:
                content = unpacker.decompress(content, most_bytes(size))
            except zlib.error:
                return f"has a chunk in {name} that can't be unpacked; it may be damaged. Fix: get it again."
            if len(content) == most_bytes(size):
                return BOMB.format(name)
    return None if len(content) == size else f"has a chunk in {name} of {len(content)} bytes; it must hold {size}."


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


def label(array):
    """Return the name of an array in its file."""
    return files.short((array.name or "/an array")[1:])


def ordinary(array):
    """Tell whether text or numbers lie in the file as in memory: HDF5 would take other bits from outside of them."""
    import h5py

    kind = array.id.get_type()
    if isinstance(kind, h5py.h5t.TypeEnumID):
        kind = kind.get_super()
    return array.dtype.kind == "S" or kind == h5py.h5t.py_create(kind.dtype)


def filters(array):
    """Return the numbers of what was done to the chunks of an array before they were stored, in this order."""
    plan = array.id.get_create_plist()
    return [plan.get_filter(k)[0] for k in range(plan.get_nfilters())]


def stored_chunks(identifier):
    """Return what the file says of each chunk of an array, as HDF5 lists them; before 1.12.3 it does so one by one."""
    chunks = []
    if hasattr(identifier, "chunk_iter"):
        identifier.chunk_iter(chunks.append)
        return chunks
    return [identifier.get_chunk_info(k) for k in range(identifier.get_num_chunks())]


def starts(array, first, last):
    """Return where each chunk begins that array[first:last] needs."""
    begin = [first - first % array.chunks[0], *(0 for _ in array.shape[1:])]
    return itertools.product(*map(range, begin, (last, *array.shape[1:]), array.chunks))


def chunk_size(array):
    """Return the bytes that each chunk of an array holds."""
    return math.prod(array.chunks or (0,)) * array.dtype.itemsize


def most_bytes(size):
    """Return more bytes than a chunk takes while it is packed or unpacked, damaged or not."""
    return 2 * size + 64 * KIB


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
