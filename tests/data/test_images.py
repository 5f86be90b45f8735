"""Images out of a file: what is read is what was written there, or it is named."""

import itertools
import zlib

import h5py
import numpy as np
import pytest
from hostile import HOSTILE, write

import dlhelpers as dl
from dlhelpers.data.chunks import stored_chunks

IMAGES = np.random.default_rng(0).integers(0, 256, (50, 4, 3, 3), dtype=np.uint8)
IN_CHUNKS = [one for one in HOSTILE if "chunk" in one[0] or one[0] in ("gzip_bomb", "virtual", "external_storage")]


@pytest.mark.parametrize(("fill", "words"), [pytest.param(*one[1:], id=one[0]) for one in IN_CHUNKS])
def test_images_of_a_hostile_file_are_refused_with_the_words_of_load_dataset(tmp_path, fill, words):
    write(fill, tmp_path / "train_mine.h5")
    with h5py.File(tmp_path / "train_mine.h5") as file, pytest.raises(ValueError) as caught:
        dl.Images(file["train_set_x"])[:, :]
    message = str(caught.value)
    assert message.startswith("train_mine.h5 ") and len(message) <= 130
    assert all(word in message for word in words if word != "max_mib")


PACKINGS = [
    {"chunks": chunks, "fletcher32": sums, **packing}
    for chunks, sums, packing in itertools.product(
        [(8, 4, 3, 3), (50, 4, 3, 3), (7, 3, 2, 3), True],
        [False, True],
        [{}, {"compression": "gzip"}, {"shuffle": True}, {"compression": "gzip", "shuffle": True}],
    )
]


@pytest.mark.parametrize("libver", ["earliest", "v110"])
@pytest.mark.parametrize("packing", PACKINGS, ids=str)
def test_images_are_those_that_were_written_however_they_are_packed(tmp_path, packing, libver):
    with h5py.File(tmp_path / "own.h5", "w", libver=libver) as file:
        file.create_dataset("x", data=IMAGES, **packing)
    with h5py.File(tmp_path / "own.h5") as file:
        X = dl.Images(file["x"])
        for columns in ([3, 4, 5, 49, 0], slice(None), slice(7, 9)):
            assert np.array_equal(X[:, columns], dl.flatten(IMAGES)[:, columns] / 255)


def test_a_chunk_that_is_stored_unpacked_among_packed_ones_is_read(tmp_path):
    with h5py.File(tmp_path / "own.h5", "w") as file:
        x = file.create_dataset("x", IMAGES.shape, np.uint8, chunks=(25, 4, 3, 3), compression="gzip", shuffle=True)
        x.id.write_direct_chunk((0, 0, 0, 0), IMAGES[:25].tobytes(), filter_mask=0b11)
        x.id.write_direct_chunk((25, 0, 0, 0), zlib.compress(IMAGES[25:].tobytes()))
        assert np.array_equal(dl.Images(x)[:, :], dl.flatten(IMAGES) / 255)


def test_a_chunk_of_a_gib_is_not_unpacked_for_one_small_image(tmp_path):
    with h5py.File(tmp_path / "own.h5", "w") as file:
        how = {"chunks": (2**10, 2**10, 2**10, 1), "maxshape": (None,) * 4, "compression": "gzip"}
        x = file.create_dataset("x", (1, 4, 3, 1), np.uint8, **how)
        x.id.write_direct_chunk((0, 0, 0, 0), zlib.compress(b""))
        with pytest.raises(ValueError, match=r"^own.h5 keeps x in chunks of 1024 MiB; write fewer images into each.$"):
            dl.Images(x)


class BeforeOneTwelve:
    """What HDF5 before 1.12.3, as in a browser, can say of the chunks of an array."""

    def __init__(self, identifier):
        self.get_num_chunks, self.get_chunk_info = identifier.get_num_chunks, identifier.get_chunk_info


def test_an_older_hdf5_lists_the_same_chunks(tmp_path):
    with h5py.File(tmp_path / "own.h5", "w") as file:
        identifier = file.create_dataset("x", data=IMAGES, chunks=(7, 4, 3, 2), compression="gzip").id
        assert stored_chunks(BeforeOneTwelve(identifier)) == stored_chunks(identifier)
        assert len(stored_chunks(identifier)) == 16


def test_images_say_that_their_file_was_closed(tmp_path):
    with h5py.File(tmp_path / "own.h5", "w") as file:
        dataset = file.create_dataset("x", data=IMAGES)
        X = dl.Images(dataset)
    with pytest.raises(ValueError, match=r"^own.h5 was closed; open it again, and make Images of its array anew.$"):
        X[:, :3]
    for of_closed in (X.centred, lambda: dl.Images(dataset)):
        with pytest.raises(ValueError, match=r"^dataset lies in an HDF5 file that was closed; open it again"):
            of_closed()


@pytest.mark.parametrize("dtype", ["float32", "f4", np.float32, np.dtype("float32")])
def test_a_type_may_be_given_by_name(dtype):
    assert dl.Images(IMAGES, dtype=dtype)[:, :4].dtype == np.float32


@pytest.mark.parametrize("dtype", ["float16", ">f4", "x" * 1000, None, {"a": 1}, int])
def test_any_other_type_is_named(dtype):
    with pytest.raises(ValueError, match=r"^dtype is .{1,70}; it must be float64 or float32.$"):
        dl.Images(IMAGES, dtype=dtype)
