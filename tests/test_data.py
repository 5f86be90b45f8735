"""Shipped image sets, a learner's own files and pictures, and the small sets of points."""

import hashlib
import shutil

import h5py
import numpy as np
import pytest
from PIL import Image

import dlhelpers as dl
from dlhelpers.data import DATASETS

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


def test_a_damaged_shipped_file_is_named(tmp_path, monkeypatch):
    shutil.copytree(DATASETS, tmp_path / "datasets")
    monkeypatch.setattr("dlhelpers.data.DATASETS", tmp_path / "datasets")
    damaged = bytearray((tmp_path / "datasets" / "test_digits.h5").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "datasets" / "test_digits.h5").write_bytes(damaged)
    with pytest.raises(ValueError, match=r"^test_digits.h5 is damaged.*Mend: git checkout"):
        dl.load_dataset("digits")


def test_own_files_load_from_a_folder_or_as_a_pair(own):
    pair = (own / "train_cats.h5", own / "test_cats.h5")
    for source in (own, str(own), pair):
        train_images, train_Y, test_images, test_Y, classes = dl.load_dataset(source)
        assert train_images.shape == (6, 5, 5, 3) and test_images.shape == (4, 5, 5, 3)
        assert train_Y.tolist() == [[0, 1, 0, 1, 0, 1]] and test_Y.tolist() == [[0, 1, 0, 1]]
        assert classes == ("non-cat", "cat")


def test_wrong_files_are_answered_by_name(own):
    train, test = own / "train_cats.h5", own / "test_cats.h5"
    with pytest.raises(FileNotFoundError, match="no data set 'cats': take one of digits, fashion, trees"):
        dl.load_dataset("cats")
    with pytest.raises(FileNotFoundError, match="train_dogs.h5 is not in"):
        dl.load_dataset((own / "train_dogs.h5", test))
    with pytest.raises(ValueError, match="test_cats.h5 has no 'train_set_x'"):
        dl.load_dataset((test, test))
    with h5py.File(test, "a") as file:
        file["test_set_y"][0] = 7
    with pytest.raises(ValueError, match=r"test_cats.h5 holds images of shape .* labels 0 or 1"):
        dl.load_dataset(own)
    train.write_text("<html>404: not found</html>")
    with pytest.raises(ValueError, match="train_cats.h5 can't be read as HDF5"):
        dl.load_dataset(own)
    train.unlink()
    with pytest.raises(FileNotFoundError, match=r"holds 0 files train_\*.h5; there must be exactly one"):
        dl.load_dataset(own)


def test_flatten_lays_each_image_out_as_one_column_pixel_by_pixel():
    images = np.arange(2 * 3 * 4 * 3).reshape(2, 3, 4, 3)
    X = dl.flatten(images)
    assert X.shape == (36, 2)
    assert X[:6, 1].tolist() == [*images[1, 0, 0], *images[1, 0, 1]]


@pytest.mark.parametrize(("mode", "suffix"), [("RGB", "jpg"), ("L", "png"), ("RGBA", "png"), ("P", "png")])
def test_a_picture_of_any_mode_becomes_its_middle_square_in_rgb(tmp_path, mode, suffix):
    picture = Image.new("RGB", (90, 30), "black")
    picture.paste("white", (30, 0, 60, 30))
    picture.convert(mode).save(tmp_path / f"own.{suffix}")
    images = dl.load_picture(tmp_path / f"own.{suffix}", 16)
    assert images.shape == (1, 16, 16, 3) and images.dtype == np.uint8
    assert images.mean() > 240


def test_what_is_no_picture_is_answered_by_name(tmp_path):
    (tmp_path / "notes.png").write_text("no picture")
    with pytest.raises(ValueError, match="notes.png is not a picture"):
        dl.load_picture(tmp_path / "notes.png", 16)
    with pytest.raises(FileNotFoundError, match="no picture 'gone.png'"):
        dl.load_picture("gone.png", 16)


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
