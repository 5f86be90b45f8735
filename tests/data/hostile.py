"""Files that pose as a learner's own train_mine.h5, each with the words that its refusal must hold."""

import os
import zlib

import h5py
import numpy as np
from damages import checked, lookup3

X, Y, NAMES = np.full((6, 5, 4, 3), 7, np.uint8), np.arange(6) % 2, np.array([b"no", b"yes"])
HOSTILE = []


def hostile(*words):
    """Add a file: the decorated function fills it, or returns its bytes."""

    def add(fill):
        HOSTILE.append((fill.__name__, fill, words))
        return fill

    return add


def write(fill, path):
    """Make the file of one entry of HOSTILE."""
    with h5py.File(path, "w", libver="v110") as file:
        content = fill(file, path.parent)
    if content is not None:
        path.unlink()
        content(path) if callable(content) else path.write_bytes(content)


def rest(file, **instead):
    """Put the three arrays into a file, but for those named or replaced; None leaves one out."""
    for key, value in {"x": X, "y": Y, "names": NAMES, **instead}.items():
        if value is not None:
            file[{"x": "train_set_x", "y": "train_set_y", "names": "list_classes"}[key]] = value


def whole(folder):
    """The bytes of a sound file."""
    with h5py.File(folder / "sound.h5", "w") as file:
        rest(file)
    return (folder / "sound.h5").read_bytes()


# --- what is no such file


@hostile("is empty. Fix: download")
def empty(file, folder):
    return b""


@hostile("is a web page", "Fix: download the file")
def web_page(file, folder):
    return b"\n <!DOCTYPE html><title>404</title>"


@hostile("is a Git LFS pointer", "git lfs pull")
def lfs_pointer(file, folder):
    return b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"


@hostile("begins like text")
def comma_separated_values(file, folder):
    return "id,caf\xe9,label\r\n1,2,0\r\n".encode("latin-1")


@hostile("is a ZIP or .npz")
def arrays_of_numpy(file, folder):
    np.savez(folder / "arrays.npz", X)
    return (folder / "arrays.npz").read_bytes()


@hostile("is a PNG picture")
def picture(file, folder):
    return b"\x89PNG\r\n\x1a\n" + bytes(100)


@hostile("does not begin like an HDF5 file")
def zeros(file, folder):
    return bytes(5000)


@hostile("was not closed there")
def left_open(file, folder):
    with h5py.File(folder / "open.h5", "w", libver="v110") as still_open:
        rest(still_open)
        still_open.flush()
        return (folder / "open.h5").read_bytes()


@hostile("can't be read as HDF5")
def cut_short(file, folder):
    return whole(folder)[:-900]


@hostile("can't be read as HDF5")
def zeroed_half(file, folder):
    content = whole(folder)
    return content[: len(content) // 2] + bytes(len(content) // 2)


@hostile("is not a file")
def a_folder(file, folder):
    return os.mkdir


if hasattr(os, "mkfifo"):

    @hostile("is not a file")
    def a_pipe_that_never_ends(file, folder):
        return os.mkfifo


# --- arrays that are elsewhere


@hostile("has a link at train_set_x")
def soft_link(file, folder):
    file["train_set_x"] = h5py.SoftLink("/train_set_y")
    rest(file, x=None)


@hostile("has a link at train_set_y")
def soft_link_to_itself(file, folder):
    file["train_set_y"] = h5py.SoftLink("/train_set_y")
    rest(file, y=None)


@hostile("has a link at train_set_x")
def external_link(file, folder):
    whole(folder)
    file["train_set_x"] = h5py.ExternalLink(str(folder / "sound.h5"), "/train_set_x")
    rest(file, x=None)


@hostile("keeps train_set_x in other files")
def external_storage(file, folder):
    (folder / "secret").write_bytes(bytes(360))
    file.create_dataset("train_set_x", X.shape, X.dtype, external=[(str(folder / "secret"), 0, 360)])
    rest(file, x=None)


@hostile("keeps train_set_x in other files")
def virtual(file, folder):
    whole(folder)
    layout = h5py.VirtualLayout(X.shape, X.dtype)
    layout[:] = h5py.VirtualSource(str(folder / "sound.h5"), "train_set_x", X.shape)
    file.create_virtual_dataset("train_set_x", layout)
    rest(file, x=None)


# --- more than there is


@hostile("says it holds 8192 MiB", "max_mib")
def eight_gib(file, folder):
    file.create_dataset("train_set_x", (2**13, 2**10, 2**10, 1), np.uint8)
    rest(file, x=None, y=np.zeros(2**13, int))


@hostile("max_mib")
def eight_gib_in_chunks(file, folder):
    file.create_dataset("train_set_x", (2**13, 2**10, 2**10, 1), np.uint8, chunks=(1, 64, 64, 1), compression="gzip")
    rest(file, x=None, y=np.zeros(2**13, int))


@hostile("max_mib")
def one_small_image_in_a_chunk_of_a_gib(file, folder):
    file.create_dataset("train_set_x", X.shape, X.dtype, chunks=(2**10, 2**10, 2**10, 1), maxshape=(None,) * 4)
    rest(file, x=None)


@hostile("is a bomb")
def gzip_bomb(file, folder):
    images = file.create_dataset("train_set_x", X.shape, X.dtype, chunks=X.shape, compression="gzip")
    packer = zlib.compressobj(9)
    images.id.write_direct_chunk((0, 0, 0, 0), packer.compress(bytes(2**24)) + packer.flush())
    rest(file, x=None)


def in_chunks(file, content, mask=0, **how):
    """Store the six images in one chunk, of these bytes as they are."""
    images = file.create_dataset("train_set_x", X.shape, X.dtype, chunks=X.shape, **how)
    images.id.write_direct_chunk((0, 0, 0, 0), content, filter_mask=mask)
    rest(file, x=None)


@hostile("has a chunk in train_set_x of 3 bytes; it must hold 360.")
def chunk_that_unpacks_to_too_little(file, folder):
    in_chunks(file, zlib.compress(b"abc"), compression="gzip")


@hostile("has a chunk in train_set_x of 361 bytes; it must hold 360.")
def chunk_that_unpacks_to_too_much(file, folder):
    in_chunks(file, zlib.compress(bytes(361)), compression="gzip")


@hostile("has a chunk in train_set_x of 3 bytes; it must hold 360.")
def short_chunk_said_to_be_unpacked(file, folder):
    in_chunks(file, b"abc", mask=1, compression="gzip")


@hostile("has a chunk in train_set_x of 0 bytes; it must hold 360.")
def chunk_of_less_than_a_checksum(file, folder):
    in_chunks(file, b"abc", fletcher32=True)


@hostile("has a chunk in train_set_x of 3 bytes; it must hold 360.")
def short_chunk_without_packing(file, folder):
    with h5py.File(folder / "old.h5", "w") as old:  # whose index says how long each chunk is
        in_chunks(old, b"abc")
    return (folder / "old.h5").read_bytes()


@hostile("has a chunk in train_set_x of 60 bytes; it must hold 180.")
def short_chunk_and_long_one_without_packing(file, folder):
    with h5py.File(folder / "old.h5", "w") as old:
        images = old.create_dataset("train_set_x", X.shape, X.dtype, chunks=(3, 5, 4, 3))
        for first, size in ((0, 60), (3, 300)):
            images.id.write_direct_chunk((first, 0, 0, 0), bytes(size))
        rest(old, x=None)
    return (folder / "old.h5").read_bytes()


@hostile("can't be unpacked; it may be damaged")
def damaged_chunk(file, folder):
    in_chunks(file, zlib.compress(X.tobytes())[:-1] + b"?", compression="gzip")


@hostile("the chunks of train_set_x do not lie side by side")
def chunks_in_the_places_of_a_larger_array(file, folder):
    with h5py.File(folder / "sound.h5", "w", libver="v110") as sound:
        sound.create_dataset("train_set_x", data=X, chunks=(3, 5, 4, 3), compression="gzip")
        rest(sound, x=None)
    content = bytearray((folder / "sound.h5").read_bytes())
    shape = b"".join(n.to_bytes(8, "little") for n in X.shape)
    place = content.index(shape + shape)  # the second is what the array may grow to
    start = content.rindex(b"OHDR", 0, place)
    end = next(end for end in range(place, len(content)) if checked(content[start:end]))
    content[place + 40] = 10
    content[end - 4 : end] = lookup3(content[start : end - 4]).to_bytes(4, "little")
    return bytes(content)


@hostile("has a chunk in train_set_x of", "it must hold 360.")
def chunk_that_is_cut(file, folder):
    in_chunks(file, zlib.compress(np.arange(360).astype(np.uint8).tobytes())[:99], compression="gzip")


@hostile("is a bomb")
def chunk_larger_packed_than_unpacked(file, folder):
    in_chunks(file, bytes(2**20), compression="gzip")


@hostile("cuts train_set_x into 360 chunks of 1 bytes")
def chunks_of_one_byte(file, folder):
    file.create_dataset("train_set_x", data=X, chunks=(1, 1, 1, 1), compression="gzip")
    rest(file, x=None)


@hostile("cuts train_set_x into 1000000 chunks of 2 bytes")
def a_million_chunks_of_an_image(file, folder):
    file.create_dataset("train_set_x", (10**6, 2, 1, 1), np.uint8, chunks=(1, 2, 1, 1), compression="gzip")
    rest(file, x=None, y=np.zeros(10**6, np.uint8))


@hostile("packs train_set_x in a way")
def unusual_packing(file, folder):
    file.create_dataset("train_set_x", data=X, compression="lzf")
    rest(file, x=None)


@hostile("is incomplete", "train_set_x")
def missing_chunks(file, folder):
    images = file.create_dataset("train_set_x", X.shape, X.dtype, chunks=(2, 5, 4, 3), compression="gzip")
    images[:4] = X[:4]
    rest(file, x=None)


@hostile("is incomplete", "train_set_y")
def never_written(file, folder):
    file.create_dataset("train_set_y", (6,), int)
    rest(file, y=None)


@hostile("must hold nothing but", "take the other 9998 out")
def ten_thousand_names(file, folder):
    rest(file)
    for k in range(9_998):
        file.id.links.create_soft(str(k).encode(), b"/train_set_x")


# --- other types and shapes


@hostile("has no 'train_set_y'; it must hold train_set_x, train_set_y, list_classes.")
def no_labels(file, folder):
    rest(file, y=None)


@hostile("must hold nothing but", "take the other 1 out")
def a_fourth_array(file, folder):
    rest(file)
    file["more"] = X


@hostile("has no array at train_set_x")
def a_group(file, folder):
    file.create_group("train_set_x")
    rest(file, x=None)


@hostile("has no array at train_set_x")
def only_a_type(file, folder):
    rest(file, x=np.dtype(np.uint8))


@hostile("has object of shape (2,) at list_classes", "np.array([b'no', b'yes'])")
def names_of_any_length(file, folder):
    rest(file, names=["no", "yes"])


@hostile("has object of shape (6,) at train_set_y")
def references(file, folder):
    rest(file)
    del file["train_set_y"]
    file.create_dataset("train_set_y", data=[file.ref] * 6, dtype=h5py.ref_dtype)


@hostile("has float64 of shape (6, 5, 4, 3) at train_set_x; it must be uint8")
def floats(file, folder):
    rest(file, x=X / 255)


@hostile("has uint8 of shape (6, 60) at train_set_x")
def flat_images(file, folder):
    rest(file, x=X.reshape(6, -1))


@hostile("has uint8 of shape (0, 5, 4, 3)")
def no_images(file, folder):
    rest(file, x=X[:0], y=Y[:0])


@hostile("of shape None at train_set_x")
def nothing(file, folder):
    rest(file, x=h5py.Empty("u1"))


@hostile("has [('a', 'u1')] of shape (6, 5, 4, 3)")
def records(file, folder):
    rest(file, x=X.view([("a", "u1")]))


@hostile("has int64 of shape (5,) at train_set_y; it must be whole numbers of shape (6,).")
def five_labels_for_six(file, folder):
    rest(file, y=Y[:5])


@hostile("has int64 of shape (1, 6) at train_set_y")
def labels_in_a_row(file, folder):
    rest(file, y=Y.reshape(1, 6))


@hostile("has float64 of shape (6,) at train_set_y")
def labels_with_nan(file, folder):
    rest(file, y=np.array([0, 1, np.nan, 0, 1, 0]))


@hostile("has labels from 0 to 5; they must be 0 or 1.")
def labels_of_six_kinds(file, folder):
    rest(file, y=np.arange(6))


@hostile("has |S5 of shape (3,) at list_classes; it must be two names")
def three_names(file, folder):
    rest(file, names=np.array([b"no", b"yes", b"maybe"]))


def in_bits(file, key, value, precision, offset):
    """Store whole numbers whose bits are only some of those that each takes."""
    kind = h5py.h5t.py_create(value.dtype).copy()
    kind.set_precision(precision)
    kind.set_offset(offset)
    array = h5py.h5d.create(file.id, key.encode(), kind, h5py.h5s.create_simple(value.shape))
    h5py.Dataset(array)[...] = value


@hostile("keeps train_set_x in bits of its own")
def pixels_of_four_bits(file, folder):
    in_bits(file, "train_set_x", X, 4, 2)
    rest(file, x=None)


@hostile("keeps train_set_y in bits of its own")
def labels_of_one_bit(file, folder):
    in_bits(file, "train_set_y", Y, 1, 9)
    rest(file, y=None)


@hostile("keeps train_set_x in bits of its own")
def pixels_without_a_number(file, folder):
    array = h5py.h5d.create(file.id, b"train_set_x", h5py.h5t.STD_B8LE, h5py.h5s.create_simple(X.shape))
    array.write(h5py.h5s.ALL, h5py.h5s.ALL, X, h5py.h5t.STD_B8LE)
    rest(file, x=None)


@hostile("has labels from 0 to 7; they must be 0 or 1.")
def truth_of_seven(file, folder):
    rest(file, y=(Y * 7).astype(np.uint8).view(bool))


@hostile("has a class whose name is not UTF-8, b'caf\\xe9'; write it with name.encode().")
def names_in_latin_1(file, folder):
    rest(file, names=np.array([b"caf\xe9", b"yes"]))


@hostile("is not UTF-8")
def long_names_in_latin_1(file, folder):
    rest(file, names=np.array([b"caf\xe9" * 25_000, b"yes"]))


@hostile("holds entries of a type that NumPy does not have")
def a_type_with_a_latin_1_name(file, folder):
    kind = h5py.h5t.create(h5py.h5t.COMPOUND, 1)
    kind.insert(b"caf\xe9", 0, h5py.h5t.STD_U8LE)
    h5py.h5d.create(file.id, b"train_set_x", kind, h5py.h5s.create_simple(X.shape))
    rest(file, x=None)


@hostile("holds entries of a type that NumPy does not have")
def labels_of_three_bytes(file, folder):
    kind = h5py.h5t.STD_I32LE.copy()
    kind.set_size(3)
    h5py.h5d.create(file.id, b"train_set_y", kind, h5py.h5s.create_simple(Y.shape))
    rest(file, y=None)
