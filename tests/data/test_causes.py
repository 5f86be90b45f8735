"""Why a file, a picture or a data set is not read: each cause has a sentence of its own, which is true."""

import errno
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

import h5py
import numpy as np
import pytest
from hostile import rest
from PIL import Image

import dlhelpers as dl
from dlhelpers.data import files
from dlhelpers.data.images import DATASETS


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a learner's own set; the shipped digits are copied beside it, and loaded from there."""
    (tmp_path / "datasets").mkdir()
    for name in ("train_digits.h5", "test_digits.h5", "SHA256SUMS"):
        shutil.copy(DATASETS / name, tmp_path / "datasets")
    monkeypatch.setattr("dlhelpers.data.images.DATASETS", tmp_path / "datasets")
    for part in ("train", "test"):
        own_file(tmp_path / f"{part}_own.h5", part)
    return tmp_path


def own_file(path, part, libver="v110"):
    with h5py.File(path, "w", libver=libver) as file:
        rest(file)
        if part == "test":
            file.move("train_set_x", "test_set_x")
            file.move("train_set_y", "test_set_y")


def refusal(source, kind=ValueError):
    with pytest.raises(kind) as caught:
        dl.load_dataset(source)
    assert type(caught.value) is kind
    return str(caught.value)


@contextmanager
def open_elsewhere(*paths):
    """Another process holds the files open for writing."""
    code = "import h5py, sys; held = [h5py.File(path, 'a') for path in sys.argv[1:]]; print(flush=True); input()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, paths)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        process.stdout.readline()
        yield
    finally:
        process.communicate(b"\n")


@pytest.mark.skipif(os.name == "nt", reason="files are not locked there")
def test_a_file_that_is_open_for_writing_elsewhere_is_said_to_be(folder):
    shipped = folder / "datasets" / "train_digits.h5"
    own_file(folder / "train_own.h5", "train", libver="earliest")
    with open_elsewhere(shipped, folder / "train_own.h5"):
        assert refusal(folder).startswith("train_own.h5 is open for writing: close it there")
        assert refusal("digits").startswith("train_digits.h5 is open for writing: close it there")
    assert dl.load_dataset("digits")[4] == ("even", "odd")
    assert dl.load_dataset(folder)[4] == ("no", "yes")


def test_a_shipped_file_that_is_open_for_writing_in_this_kernel_is_said_to_be(folder):
    with h5py.File(folder / "datasets" / "test_digits.h5", "a"):
        assert refusal("digits").startswith("test_digits.h5 is open for writing: close it there (file.close())")
    assert dl.load_dataset("digits")[4] == ("even", "odd")


def test_a_file_that_is_deleted_meanwhile_is_missing(folder, monkeypatch):
    looked_at = files.no_file

    def then_deleted(path):
        fault = looked_at(path)
        path.unlink()
        return fault

    monkeypatch.setattr(files, "no_file", then_deleted)
    assert refusal(folder, FileNotFoundError) == f"train_own.h5 is missing from {files.short(folder)}."
    assert refusal("digits", FileNotFoundError).startswith("train_digits.h5 is missing. Fix: git checkout")


@contextmanager
def without_rights(path):
    """The system denies what is at a path, to root too."""
    mode = path.stat().st_mode
    path.chmod(0)
    if os.geteuid() == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(os.getuid())
        path.chmod(mode)


@pytest.mark.skipif(os.name == "nt", reason="rights are other things there")
@pytest.mark.parametrize("closed", ["train_own.h5", "."])
def test_what_may_not_be_read_is_said_to_be(folder, closed):
    Image.new("RGB", (9, 9)).save(folder / "own.png")
    with without_rights(folder / closed):
        assert refusal((folder / "train_own.h5", folder / "test_own.h5")).startswith("train_own.h5 may not be read (")
        assert " may not be read (" in refusal(folder)
        assert " may not be read (" in refusal("digits")
    with without_rights(folder / closed.replace("train_own.h5", "own.png")), pytest.raises(ValueError) as caught:
        dl.load_picture(folder / "own.png", 8)
    assert str(caught.value).startswith("own.png may not be read (")


def test_an_error_of_the_disk_is_told_as_the_system_tells_it(folder, monkeypatch):
    def fails(*_, **__):
        raise OSError(5, "Unable to synchronously open file")

    monkeypatch.setattr(h5py, "File", fails)
    assert refusal(folder) == f"train_own.h5 can't be read ({os.strerror(5)})."


def test_a_file_newer_than_h5py_is_said_to_be_that_or_damaged(folder, monkeypatch):
    def fails(*_, **__):
        raise KeyError("Unable to synchronously open object (bad version number for layout message)")

    monkeypatch.setattr(h5py, "File", fails)
    assert f"by h5py {h5py.__version__}: newer than that, or damaged. Fix: update h5py" in refusal(folder)


@pytest.mark.parametrize("words", ["bad version number for layout message", "wrong signature", "anything"])
def test_a_shipped_file_whose_sha_256_is_right_is_never_called_damaged(folder, monkeypatch, words):
    def fails(*_, **__):
        raise KeyError(f"Unable to synchronously open object ({words})")

    monkeypatch.setattr(h5py, "File", fails)
    message = refusal("digits")
    assert "though its SHA-256 is right. Fix: pip install --upgrade h5py." in message and "damaged" not in message


def test_too_little_memory_is_not_called_damage(folder, monkeypatch):
    def fails(*_, **__):
        raise MemoryError

    monkeypatch.setattr(h5py, "File", fails)
    assert refusal(folder) == "train_own.h5 needs more memory than is free."
    monkeypatch.setattr(Image, "open", fails)
    with pytest.raises(ValueError, match=r"^test_own.h5 needs more memory than is free.$"):
        dl.load_picture(folder / "test_own.h5", 8)


def test_the_path_of_one_file_is_not_called_missing(folder):
    for path in (folder / "train_own.h5", str(folder / "test_own.h5")):
        assert refusal(path).endswith("is one file; a data set is two: name their folder, or give (train, test).")
    assert "There is no data set" in refusal(str(folder / "train_own.h5" / "x"), FileNotFoundError)


@pytest.mark.parametrize("name", ["Trees", "DIGITS", "train_digits", "train_digits.h5", "x/train_digits"])
def test_a_name_that_no_set_has_is_answered_with_those_that_are_there(folder, monkeypatch, name):
    monkeypatch.chdir(folder)
    message = refusal(name, FileNotFoundError)
    assert message == f"There is no data set {name!r}: take one of digits, or name a folder."


def test_long_names_are_cut_where_they_are_told(folder):
    for part, names in (("train", "n"), ("test", "m")):
        with h5py.File(folder / f"{part}_own.h5", "a") as file:
            del file["list_classes"]
            file["list_classes"] = np.array([names.encode() * 100_000, b"yes"])
    message = refusal(folder)
    assert "('nnn" in message and "test_own.h5 ('mmm" in message and len(message) < 220
    assert len(refusal("n" * 200, FileNotFoundError)) < 160


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.EACCES, ValueError, "own.png may not be read ("),
        (errno.EIO, ValueError, "own.png can't be read ("),
        (errno.ENOENT, FileNotFoundError, "There is no picture "),
    ],
)
def test_what_the_system_says_of_a_picture_is_not_called_damage(folder, monkeypatch, number, kind, words):
    (folder / "own.png").touch()

    def fails(*_, **__):
        raise OSError(number, "what the system says")

    monkeypatch.setattr(Image, "open", fails)
    with pytest.raises(kind) as caught:
        dl.load_picture(folder / "own.png", 8)
    assert str(caught.value).startswith(words) and "damaged" not in str(caught.value)
