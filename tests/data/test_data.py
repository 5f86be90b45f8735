"""Shipped image sets, a learner's own files, and the small sets of points."""

import hashlib
import re
import shutil
import tracemalloc

import h5py
import numpy as np
import pytest
from damages import DAMAGES, lying
from hostile import HOSTILE, write
from often import often

import dlhelpers as dl
from dlhelpers.data.images import DATASETS

SHIPPED = {
    "trees": ((32, 32, 3), ("bare ground", "tree")),
    "digits": ((8, 8, 1), ("even", "odd")),
    "fashion": ((28, 28, 1), ("pullover", "coat")),
}


@pytest.fixture
def own(tmp_path):
    """A learner's own two files in the classic layout."""
    for part, m in (("train", 6), ("test", 4)):
        with h5py.File(tmp_path / f"{part}_cats.h5", "w") as file:
            file[f"{part}_set_x"] = np.full((m, 5, 5, 3), m, np.uint8)
            file[f"{part}_set_y"] = np.arange(m) % 2
            file["list_classes"] = np.array([b"non-cat", b"cat"])
    return tmp_path


@pytest.mark.parametrize(("name", "shape", "classes"), [(name, *facts) for name, facts in SHIPPED.items()])
def test_shipped_sets_are_balanced_images_with_labels_in_a_row(name, shape, classes):
    train_images, train_Y, test_images, test_Y, names = dl.load_dataset(name)
    assert names == classes
    for images, Y in ((train_images, train_Y), (test_images, test_Y)):
        assert images.dtype == np.uint8 and images.shape == (Y.shape[1], *shape)
        assert Y.dtype == np.int64 and set(Y.ravel().tolist()) == {0, 1}
        assert 0.45 < Y.mean() < 0.55
        assert images.max() > 200


@pytest.mark.parametrize("name", SHIPPED)
def test_no_test_image_is_a_training_image(name):
    train_images, _, test_images, _, _ = dl.load_dataset(name)
    known = {image.tobytes() for image in train_images}
    assert not any(image.tobytes() in known for image in test_images)


def test_checksums_cover_every_shipped_file():
    sums = dict(line.split()[::-1] for line in (DATASETS / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {path.name for path in DATASETS.glob("*.h5")}
    assert all(hashlib.sha256((DATASETS / name).read_bytes()).hexdigest() == value for name, value in sums.items())


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of datasets/ to damage."""
    shutil.copytree(DATASETS, tmp_path / "datasets")
    monkeypatch.setattr("dlhelpers.data.images.DATASETS", tmp_path / "datasets")
    return tmp_path / "datasets"


@pytest.mark.parametrize("damage", DAMAGES)
@often(4, 150)
def test_any_damage_to_a_shipped_file_is_named_with_its_fix(copied, damage, times):
    rng = np.random.default_rng(times)
    for _ in range(times):
        path = copied / rng.choice(["train_digits.h5", "test_digits.h5"])
        sound = path.read_bytes()
        path.write_bytes(DAMAGES[damage](sound, rng))
        if path.read_bytes() == sound:
            continue
        with pytest.raises(ValueError) as caught:
            dl.load_dataset("digits")
        assert re.fullmatch(rf"{path.name} is (damaged|empty).* Fix: git checkout .*", str(caught.value))
        assert len(str(caught.value)) <= 120
        path.write_bytes(sound)
    assert dl.load_dataset("digits")[4] == ("even", "odd")


@pytest.mark.parametrize("name", ["train_fashion.h5", "test_fashion.h5"])
@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "is missing"),
        (b"", "is empty"),
        (b"<!DOCTYPE html>", "is a web page, not the file"),
        (b"version https://git-lfs.github.com/spec/v1", "is a Git LFS pointer, not the file"),
        (bytes(5000), "is damaged: its SHA-256 differs"),
    ],
)
def test_what_lies_in_place_of_a_shipped_file_is_named_with_its_fix(copied, name, content, what):
    (copied / name).unlink()
    if content is not None:
        (copied / name).write_bytes(content)
    with pytest.raises((ValueError, FileNotFoundError)) as caught:
        dl.load_dataset("fashion")
    assert str(caught.value).startswith(f"{name} {what}. Fix: git checkout -- :/datasets")
    assert len(str(caught.value)) <= 120


@pytest.mark.parametrize("text", [None, "", "<html>404</html>\n"])
def test_a_shipped_file_without_its_checksum_is_not_trusted(copied, text):
    (copied / "SHA256SUMS").unlink() if text is None else (copied / "SHA256SUMS").write_text(text)
    with pytest.raises(ValueError, match=r"^train_digits.h5 has no line in SHA256SUMS. Fix: "):
        dl.load_dataset("digits")


def layouts(content):
    """The version of each layout message in the object headers of a file of HDF5: 5 is read by HDF5 2.0 alone."""
    for start in (found.start() for found in re.finditer(b"OHDR", content)):
        flags = content[start + 5]
        place = start + 6 + (16 if flags & 32 else 0) + (4 if flags & 16 else 0)  # after the times, and the phases
        width = 1 << (flags & 3)
        end = place + width + int.from_bytes(content[place : place + width], "little")
        place += width
        while place + 4 <= end:
            kind, size = content[place], int.from_bytes(content[place + 1 : place + 3], "little")
            place += 6 if flags & 4 else 4
            if kind == 8:
                yield content[place]
            place += size


def test_shipped_files_are_of_a_form_that_every_allowed_h5py_reads():
    for path in DATASETS.glob("*.h5"):
        assert [*layouts(path.read_bytes())] == [4, 4, 4]


def test_shipped_arrays_carry_checksums_of_their_own():
    for path in DATASETS.glob("*.h5"):
        with h5py.File(path) as file:
            assert all(array.fletcher32 and array.compression == "gzip" for array in file.values())


@pytest.mark.parametrize(("fill", "words"), [pytest.param(*one[1:], id=one[0]) for one in HOSTILE])
def test_a_hostile_file_is_refused_in_one_sentence_before_it_takes_memory(tmp_path, fill, words):
    path = tmp_path / "train_mine.h5"
    write(fill, path)
    tracemalloc.start()
    with pytest.raises((ValueError, FileNotFoundError)) as caught:
        dl.load_dataset((path, path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    message = str(caught.value)
    assert message.startswith("train_mine.h5 ") and all(word in message for word in words)
    assert len(message) <= 130 and "\n" not in message
    assert peak < 2**22


def write_mine(folder, libver, **kept):
    """Write a learner's own set of images of noise, and return the bytes of its training file."""
    images = np.random.default_rng(0).integers(0, 256, (2, 6, 5, 5, 3), dtype=np.uint8)
    for part, x in zip(("train", "test"), images, strict=True):
        with h5py.File(folder / f"{part}_mine.h5", "w", libver=libver) as file:
            file.create_dataset(f"{part}_set_x", data=x, **kept)
            file.create_dataset(f"{part}_set_y", data=np.arange(6) % 2, **kept)
            file.create_dataset("list_classes", data=np.array([b"no", b"yes"]), **kept)
    return (folder / "train_mine.h5").read_bytes()


def outcome(folder):
    """Return what is read, or None if it is refused in one sentence."""
    try:
        return dl.load_dataset(folder)
    except ValueError as error:
        assert str(error).startswith("train_mine.h5 ") and len(str(error)) <= 140 and "\n" not in str(error)
        return None


@pytest.mark.parametrize("damage", DAMAGES)
@often(15, 300)
def test_a_file_written_as_the_readme_says_is_never_read_wrongly(tmp_path, damage, times):
    rng = np.random.default_rng(times)
    sound = write_mine(tmp_path, "v110", compression="gzip", fletcher32=True)
    assert [*layouts(sound)] == [4, 4, 4]
    expected, refused = outcome(tmp_path), 0
    for _ in range(times):
        (tmp_path / "train_mine.h5").write_bytes(DAMAGES[damage](sound, rng))
        read = outcome(tmp_path)
        refused += read is None
        np.testing.assert_equal(read or expected, expected)
    assert refused == 0 if damage == "behind_other_bytes" else refused > times / 3


@pytest.mark.parametrize("change", [*DAMAGES.values(), lying])
@pytest.mark.parametrize("libver", ["earliest", "v110"])
@often(4, 100)
def test_what_a_file_without_checksums_says_is_read_or_refused_in_one_sentence(tmp_path, change, libver, times):
    rng = np.random.default_rng(times)
    sound = write_mine(tmp_path, libver, chunks=True)
    for _ in range(times):
        (tmp_path / "train_mine.h5").write_bytes(change(sound, rng))
        if (read := outcome(tmp_path)) is not None:
            assert read[0].dtype == np.uint8 and set(read[1].ravel()) <= {0, 1}


def test_more_memory_is_taken_only_when_asked_for(own):
    with h5py.File(own / "train_cats.h5", "a") as file:
        del file["train_set_x"]
        file["train_set_x"] = np.zeros((6, 600, 600, 1), np.uint8)
    with pytest.raises(ValueError, match=r"^train_cats.h5 says it holds 2 MiB. If that is right, load_dataset"):
        dl.load_dataset(own, max_mib=1)
    with pytest.raises(
        ValueError, match=r"holds \(600, 600, 1\) and test_cats.h5 \(5, 5, 3\); the two must be the same"
    ):
        dl.load_dataset(own, max_mib=3)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (None, "source is None; it must be a name, a folder, or two paths: (train, test)."),
        (("train.h5",), "source holds 1 paths; it must be two: (train, test)."),
    ],
)
def test_a_source_of_another_kind_is_answered_in_one_sentence(source, sentence):
    with pytest.raises(ValueError) as caught:
        dl.load_dataset(source)
    assert str(caught.value) == sentence


def test_own_files_load_from_a_folder_or_as_a_pair(own, monkeypatch):
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(own.parent))
    pair = (own / "train_cats.h5", own / "test_cats.h5")
    for source in (own, str(own), pair, f"~/{own.name}", [f"~/{own.name}/{file.name}" for file in pair]):
        train_images, train_Y, test_images, test_Y, classes = dl.load_dataset(source)
        assert train_images.shape == (6, 5, 5, 3) and test_images.shape == (4, 5, 5, 3)
        assert train_Y.tolist() == [[0, 1, 0, 1, 0, 1]] and test_Y.tolist() == [[0, 1, 0, 1]]
        assert classes == ("non-cat", "cat")


def test_wrong_files_are_answered_by_name(own):
    train, test = own / "train_cats.h5", own / "test_cats.h5"
    with pytest.raises(FileNotFoundError, match="no data set 'cats': take one of digits, fashion, trees"):
        dl.load_dataset("cats")
    with pytest.raises(FileNotFoundError, match="train_dogs.h5 is missing"):
        dl.load_dataset((own / "train_dogs.h5", test))
    with pytest.raises(ValueError, match="test_cats.h5 has no 'train_set_x'"):
        dl.load_dataset((test, test))
    with h5py.File(test, "a") as file:
        file["test_set_y"][0] = 7
    with pytest.raises(ValueError, match=r"test_cats.h5 has labels from 0 to 7; they must be 0 or 1."):
        dl.load_dataset(own)
    train.write_text("<html>404: not found</html>")
    with pytest.raises(ValueError, match="train_cats.h5 is a web page, not the file. Fix: download"):
        dl.load_dataset(own)
    train.unlink()
    with pytest.raises(FileNotFoundError, match=r"holds 0 files train_\*.h5; there must be exactly one"):
        dl.load_dataset(own)


def test_flatten_lays_each_image_out_as_one_column_pixel_by_pixel():
    images = np.arange(2 * 3 * 4 * 3).reshape(2, 3, 4, 3)
    X = dl.flatten(images)
    assert X.shape == (36, 2)
    assert X[:6, 1].tolist() == [*images[1, 0, 0], *images[1, 0, 1]]


@pytest.mark.parametrize("make", [dl.moons, dl.circles, dl.spiral])
def test_points_repeat_with_their_seed_and_are_half_of_each_label(make):
    X, Y = make(41, rng=3)
    assert X.shape == (2, 41) and Y.shape == (1, 41) and Y.sum() == 20
    np.testing.assert_equal((X, Y), make(41, rng=3))
    assert not np.array_equal(X, make(41, rng=4)[0])


def test_points_without_noise_lie_on_their_curves():
    X, Y = dl.circles(30, noise=0, rng=0)
    np.testing.assert_allclose(np.hypot(*X), np.where(Y[0] == 1, 0.5, 1.0))
    X, Y = dl.moons(30, noise=0, rng=0)
    np.testing.assert_allclose(np.hypot(*(X - np.where(Y == 1, [[1], [0.5]], 0))), 1)
    X, Y = dl.spiral(30, turns=2, noise=0, rng=0)
    radius = np.hypot(*X)
    angle = np.arctan2(X[1], X[0]) - 4 * np.pi * radius - np.pi * Y[0]
    np.testing.assert_allclose(np.cos(angle), 1)


def test_parity_lists_every_pattern_once():
    X, Y = dl.parity(5)
    assert len({tuple(column) for column in X.T.tolist()}) == 32
    assert Y.tolist() == [[column.count(1.0) % 2 for column in X.T.tolist()]]
