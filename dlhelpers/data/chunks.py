"""How an array lies in an HDF5 file: HDF5 believes what the file says of it, and would read more than is there."""

import itertools
import math
import zlib

from . import files

KIB, MIB = 2**10, 2**20
MOST_CHUNK = 256 * MIB  # is unpacked in one piece
MOST_CHUNKS = 2**14  # take a second and 64 MiB of memory, however small they are
GZIP, SHUFFLE, FLETCHER32 = 1, 2, 3  # the numbers that HDF5 gives them
BOMB = "is a bomb, or damaged: {} would unpack to more than its size."
INCOMPLETE = "it is incomplete, or damaged."


def wrong_layout(array, most_chunks):
    """Say what speaks against reading an array, as far as its description tells; None if nothing does."""
    name = label(array)
    if array.external or array.is_virtual:
        return f"keeps {name} in other files; it must be in this one."
    if not ordinary(array):
        return f"keeps {name} in bits of its own; write an array of NumPy as it is."
    if not array.chunks:
        stored, held = array.id.get_storage_size(), array.nbytes
        return f"holds {stored} bytes of {name}, which takes {held}: {INCOMPLETE}" if stored != held else None
    if not set(filters(array)) <= {GZIP, SHUFFLE, FLETCHER32}:
        return f"packs {name} in a way that is not read here; write it with compression='gzip'."
    size, number = chunk_size(array), math.prod(-(-n // c) for n, c in zip(array.shape, array.chunks, strict=True))
    if size > MOST_CHUNK:
        return f"keeps {name} in chunks of {size / MIB:.0f} MiB; write fewer images into each."
    if number > most_chunks or size < min(KIB, array.nbytes // len(array) // 16):
        return f"cuts {name} into {number} chunks of {size} bytes; write larger ones, of whole images."
    return wrong_places(array, number)


def wrong_places(array, number):
    """Say what is wrong with where the chunks lie, and how long they are; None if nothing is."""
    name, size, stored = label(array), chunk_size(array), array.id.get_num_chunks()
    if stored != number:
        return f"holds {stored} chunks of {name}, which takes {number}: {INCOMPLETE}"
    chunks = stored_chunks(array.id)
    if {chunk.chunk_offset for chunk in chunks} != {*starts(array, 0, len(array))}:
        return f"is damaged: the chunks of {name} do not lie side by side."
    if sum(chunk.size for chunk in chunks) > number * most_bytes(size):
        return BOMB.format(name)
    wrong = [] if filters(array) else [chunk.size for chunk in chunks if chunk.size != size]
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
