"""A run in a file: whatever stops it, it goes on at the same bits; what is not its own is left alone."""

import gc
import itertools
import json
import os
import signal
import stat
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import h5py
import numpy as np
import pytest
from interrupts import interrupted_at
from often import often

import dlhelpers as dl
from dlhelpers import files
from dlhelpers.training import alone
from dlhelpers.training.checkpoint import Checkpoint, fingerprint, sealed
from dlhelpers.training.step import Step

UNREADABLE = (
    "run.npz is not a checkpoint that can be read (damaged, changed or of another kind). "
    "Name another file to begin anew."
)
MOONS = dl.moons(60, rng=1)
TALL = np.random.default_rng(0).standard_normal((60, 9)), (np.arange(9) % 2).reshape(1, 9)


def call(data, layers_dims, **options):
    """The arguments of one run, made anew each time: training draws from a Generator that it is given."""
    return lambda: {"X": data[0], "Y": data[1], "layers_dims": layers_dims, "learning_rate": 0.2, **options}


def with_rng(call, make):
    return lambda: {**call(), "rng": make(5)}


RUNS = {
    "all examples": call(MOONS, [2, 5, 4, 1], rng=3),
    "mini-batches": call(MOONS, [2, 5, 4, 1], rng=3, batch_size=7),
    "a Generator": with_rng(call(MOONS, [2, 5, 1], batch_size=8), np.random.default_rng),
    "a RandomState": with_rng(call(TALL, [60, 3, 1], batch_size=4), np.random.RandomState),
    "in the span": call(TALL, [60, 4, 3, 1], rng=3),
    "float32 in the span": call((TALL[0].astype(np.float32), TALL[1]), [60, 4, 1], rng=3),
    "from parameters": call(MOONS, [2, 3, 1], parameters=dl.initialize_parameters_deep([2, 3, 1], rng=1)),
}


def train(run, num_iterations, **options):
    return dl.L_layer_model(**run, num_iterations=num_iterations, **options)


def held(path):
    """What a checkpoint tells of its run, and its arrays."""
    with np.load(path, allow_pickle=False) as file:
        arrays = dict(file)
    arrays.pop("seal")
    return json.loads(str(arrays.pop("run"))), arrays


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.npz"


@pytest.mark.parametrize("name", RUNS)
def test_a_run_taken_up_again_ends_at_the_same_bits(path, name):
    whole, stopped, finished = RUNS[name](), None, RUNS[name]()
    expected = train(whole, 230)
    for num_iterations in (0, 60, 101, 230):
        stopped = RUNS[name]()
        np.testing.assert_equal(train(stopped, num_iterations, checkpoint=path), train(RUNS[name](), num_iterations))
    np.testing.assert_equal(train(finished, 230, checkpoint=path), expected)
    if hasattr(whole.get("rng"), "random"):
        assert (
            whole["rng"].random(3).tolist() == stopped["rng"].random(3).tolist() == finished["rng"].random(3).tolist()
        )


def test_mini_batches_from_a_file_go_on_at_the_same_bits(path, tmp_path):
    images = np.random.default_rng(0).integers(0, 256, (50, 2, 3, 3), dtype=np.uint8)
    with h5py.File(tmp_path / "images.h5", "w") as file:
        X = dl.Images(file.create_dataset("x", data=images, chunks=(8, 2, 3, 3))).centred()
        run = call((X, np.arange(50).reshape(1, 50) % 2), [18, 4, 1], batch_size=16, rng=1)()
        train(run, 21, checkpoint=path)
        np.testing.assert_equal(train(run, 40, checkpoint=path), train(run, 40))
        file["x"][49] += 1
        with pytest.raises(ValueError, match="run.npz holds a run with another X"):
            train(run, 60, checkpoint=path)


def test_a_run_without_a_seed_goes_on_from_its_own_beginning(path):
    run = {**RUNS["mini-batches"](), "rng": None}
    train(run, 30, checkpoint=path)
    first = path.read_bytes()
    expected = train(run, 80, checkpoint=path)
    path.write_bytes(first)
    np.testing.assert_equal(train(run, 80, checkpoint=path), expected)


def test_a_finished_run_returns_at_once(path, monkeypatch):
    expected = train(RUNS["in the span"](), 150, checkpoint=path)
    monkeypatch.setattr(Step, "forward", None)
    monkeypatch.setattr(os, "replace", None)
    np.testing.assert_equal(train(RUNS["in the span"](), 150, checkpoint=path), expected)


def test_the_file_holds_the_parameters_and_costs_as_they_are_returned(path):
    parameters, costs = train(RUNS["in the span"](), 150, checkpoint=path)
    run, arrays = held(path)
    np.testing.assert_equal({name: arrays[name] for name in parameters}, parameters)
    assert arrays["costs"].tolist() == costs and run["done"] == 150


def test_the_file_is_written_every_so_many_iterations_and_at_the_end(path, monkeypatch):
    done, save = [], Checkpoint.save
    monkeypatch.setattr(Checkpoint, "save", lambda self, *args: (done.append(args[0]), save(self, *args)))
    train(RUNS["all examples"](), 35, checkpoint=path, checkpoint_every=10)
    assert done == [0, 10, 20, 30, 35]
    assert [file.name for file in path.parent.iterdir()] == ["run.npz"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"layers_dims": [2, 6, 1]}, "layers_dims [2, 5, 4, 1] and not [2, 6, 1]"),
        ({"learning_rate": 0.3}, "learning_rate 0.2 and not 0.3"),
        ({"batch_size": 9}, "batch_size 7 and not 9"),
        ({"scale": 0.1}, "scale None and not 0.1"),
        ({"X": MOONS[0].astype(np.float32)}, "the dtype float64 and not float32"),
        ({"X": MOONS[0] + np.eye(2, 60) * 1e-12}, "another X"),
        ({"Y": 1 - MOONS[1]}, "another Y"),
        ({"rng": 4}, "another rng"),
        ({"rng": None}, "another rng"),
        ({"parameters": dl.initialize_parameters_deep([2, 5, 4, 1])}, "another parameters"),
    ],
)
def test_a_checkpoint_of_another_run_is_refused_by_name(path, change, words):
    run = {**RUNS["mini-batches"](), "num_iterations": 30}
    dl.L_layer_model(**run, checkpoint=path)
    before = path.read_bytes()
    with pytest.raises(ValueError) as caught:
        dl.L_layer_model(**{**run, **change}, checkpoint=path)
    assert str(caught.value) == f"run.npz holds a run with {words}. Name another file, or delete it to begin anew."
    assert path.read_bytes() == before


def test_fewer_iterations_than_are_done_are_refused(path):
    train(RUNS["all examples"](), 30, checkpoint=path)
    with pytest.raises(
        ValueError, match=r"^run.npz has done 30 iterations already; ask for more of them\. Name another"
    ):
        train(RUNS["all examples"](), 29, checkpoint=path)


@often(50, 2000)
def test_a_damaged_checkpoint_is_refused_and_left_alone_or_read_rightly(path, times):
    rng = np.random.default_rng(times)
    train(RUNS["in the span"](), 120, checkpoint=path)
    expected, sound = train(RUNS["in the span"](), 130), np.fromfile(path, np.uint8)
    refused = 0
    for i in range(times):
        damaged = sound.copy()
        damaged[rng.integers(len(sound))] ^= rng.integers(1, 256, dtype=np.uint8)
        damaged = damaged if i % 2 else sound[: rng.integers(len(sound))]
        damaged.tofile(path)
        try:
            np.testing.assert_equal(train(RUNS["in the span"](), 130, checkpoint=path), expected)
        except ValueError as error:
            refused += 1
            assert str(error) == UNREADABLE
            assert np.array_equal(np.fromfile(path, np.uint8), damaged)
    assert refused > times / 2


class Harm:
    """What does something when it is unpickled."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return os.mkdir, (self.path,)


def test_a_file_of_another_kind_is_refused_and_left_alone(path):
    for content in (b"", b"notes", b"PK\x03\x04"):
        path.write_bytes(content)
        with pytest.raises(ValueError, match="run.npz is not a checkpoint that can be read"):
            train(RUNS["all examples"](), 5, checkpoint=path)
        assert path.read_bytes() == content
    np.savez(path, run=np.array([Harm(path.parent / "harmed")], dtype=object))
    with pytest.raises(ValueError, match="run.npz is not a checkpoint that can be read"):
        train(RUNS["all examples"](), 5, checkpoint=path)
    assert not (path.parent / "harmed").exists()


EDITS = {
    "no change, but packed": lambda run, arrays: None,
    "W1 as float32": lambda run, arrays: arrays.update(W1=arrays["W1"].astype(np.float32)),
    "W1 as int": lambda run, arrays: arrays.update(W1=arrays["W1"].astype(int)),
    "W1 in the other byte order": lambda run, arrays: arrays.update(W1=arrays["W1"].astype(">f8")),
    "W1 as text": lambda run, arrays: arrays.update(W1=arrays["W1"].astype(str)),
    "W1 as complex": lambda run, arrays: arrays.update(W1=arrays["W1"] + 0j),
    "W1 turned": lambda run, arrays: arrays.update(W1=arrays["W1"].T),
    "W1 as one number": lambda run, arrays: arrays.update(W1=np.float64(1)),
    "W1 empty": lambda run, arrays: arrays.update(W1=arrays["W1"][:0]),
    "a unit more": lambda run, arrays: arrays.update(W1=np.r_[arrays["W1"], arrays["W1"][:1]]),
    "b1 as one number": lambda run, arrays: arrays.update(b1=np.ones((1, 1))),
    "b1 flat": lambda run, arrays: arrays.update(b1=arrays["b1"].ravel()),
    "the last layer left out": lambda run, arrays: [arrays.pop(name) for name in ("W3", "b3")],
    "a layer more": lambda run, arrays: arrays.update(W4=np.ones((1, 1)), b4=np.ones((1, 1))),
    "an array more": lambda run, arrays: arrays.update(notes=np.arange(3)),
    "no costs": lambda run, arrays: arrays.pop("costs"),
    "a cost more": lambda run, arrays: arrays.update(costs=np.r_[arrays["costs"], 1]),
    "a cost less": lambda run, arrays: arrays.update(costs=arrays["costs"][:-1]),
    "costs in two axes": lambda run, arrays: arrays.update(costs=arrays["costs"][np.newaxis]),
    "costs as float32": lambda run, arrays: arrays.update(costs=arrays["costs"].astype(np.float32)),
    "C of another shape": lambda run, arrays: arrays.update(C=np.ones((4, 8))),
    "no C": lambda run, arrays: arrays.pop("C", arrays.pop("b1")),
    "no first W1": lambda run, arrays: arrays.pop("first_W1", arrays.pop("b1")),
    "done less than nothing": lambda run, arrays: run.update(done=-5),
    "done as text": lambda run, arrays: run.update(done="120"),
    "done as half": lambda run, arrays: run.update(done=120.5),
    "done too far for these costs": lambda run, arrays: run.update(done=1020),
    "done before these costs": lambda run, arrays: run.update(done=20),
    "done beyond all": lambda run, arrays: run.update(done=10**17, num_iterations=10**17 + 1),
    "no done": lambda run, arrays: run.pop("done"),
    "no rng": lambda run, arrays: run.pop("rng"),
    "no call": lambda run, arrays: run.pop("call"),
    "a call that is none": lambda run, arrays: run.update(call=[1]),
}
NUMBERS = {
    "one number of W2": lambda run, arrays: arrays["W2"].__setitem__((0, 0), 1e-9),
    "a NaN in b2": lambda run, arrays: arrays["b2"].__setitem__((0, 0), np.nan),
    "one number of C": lambda run, arrays: arrays.get("C", arrays["W1"]).__setitem__((0, 0), 2.0),
    "one cost": lambda run, arrays: arrays["costs"].__setitem__(0, 0.5),
    "done by one": lambda run, arrays: run.update(done=run["done"] + 1),
    "an iteration more": lambda run, arrays: run.update(done=run["done"] + 1, num_iterations=run["done"] + 1),
    "another rng": lambda run, arrays: run.update(rng=json.loads(json.dumps(run["rng"]).replace("1", "2"))),
    "an rng that is none": lambda run, arrays: run.update(rng={"bit_generator": "PCG64"}),
    "iterations": lambda run, arrays: run.update(num_iterations=10**6),
}
"""Changes that leave every name, shape and dtype as they were."""


def edited(path, edit, forged):
    """Change a checkpoint as a program does that reads and writes .npz files; forged, with the right seals."""
    run, arrays = held(path)
    with np.load(path) as file:
        seal = str(file["seal"])
    save = np.savez_compressed if edit is EDITS["no change, but packed"] else np.savez
    edit(run, arrays)
    if forged:
        order = ["W1", "b1", "W2", "b2", "W3", "b3", "first_W1", "C", "costs"]
        run["arrays"] = fingerprint(*(np.atleast_1d(arrays[name]) for name in order if name in arrays))
        seal = sealed(json.dumps(run))
    save(path, run=json.dumps(run), seal=seal, **arrays)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["mini-batches", "in the span"])
@pytest.mark.parametrize("edit", [*EDITS, *NUMBERS])
def test_an_edited_checkpoint_is_refused_in_one_sentence_and_left_alone(path, name, edit):
    for forged in (False, True) if edit in EDITS else (False,):
        path.unlink(missing_ok=True)
        train(RUNS[name](), 120, checkpoint=path)
        before = edited(path, {**EDITS, **NUMBERS}[edit], forged)
        with pytest.raises(ValueError) as caught:
            train(RUNS[name](), 130, checkpoint=path)
        assert str(caught.value) == UNREADABLE
        assert path.read_bytes() == before and [file.name for file in path.parent.iterdir()] == ["run.npz"]


def test_a_checkpoint_written_anew_as_it_was_is_still_one(path):
    train(RUNS["in the span"](), 120, checkpoint=path)
    edited(path, lambda run, arrays: None, forged=False)
    np.testing.assert_equal(train(RUNS["in the span"](), 130, checkpoint=path), train(RUNS["in the span"](), 130))


@pytest.mark.parametrize("member", ["run", "seal", "W1", "costs", "more"])
@pytest.mark.parametrize("save", [np.savez, np.savez_compressed, "declared"])
def test_a_checkpoint_that_would_unpack_to_much_takes_no_memory(path, member, save):
    train(RUNS["all examples"](), 30, checkpoint=path)
    with np.load(path) as file:
        if save == "declared":
            np.savez(path, **{**file, member: np.zeros((2, 3))})
            path.write_bytes(path.read_bytes().replace(b"(2, 3), }" + b" " * 8, b"(2, 10000000), }" + b" "))
        else:
            save(path, **{**file, member: np.zeros(2**21)})
    size = path.stat().st_size
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match="is not a checkpoint that can be read"):
            train(RUNS["all examples"](), 60, checkpoint=path)
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()
    assert path.stat().st_size == size


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        (".", ValueError, "checkpoint names the folder {here}; it must name a file, like 'run.npz'."),
        ("", ValueError, "checkpoint names the folder {here}; it"),
        ("folder", ValueError, "checkpoint names the folder {here}/folder; it"),
        ("runs/", ValueError, "checkpoint names the folder {here}/runs; it"),
        ("none/run.npz", FileNotFoundError, "checkpoint names a file in {here}/none, a folder that does not exist;"),
        ("notes.txt/run.npz", FileNotFoundError, "checkpoint names a file in {here}/notes.txt, a folder that does not"),
        ("to nowhere", FileNotFoundError, "checkpoint names a file in {here}/none, a folder that does not exist;"),
        ("pipe", ValueError, "checkpoint names {here}/pipe, which is not an ordinary file; it must"),
        ("~/none/run.npz", FileNotFoundError, "checkpoint names a file in {here}/none, a folder that does not exist;"),
        ("~no-such-person/run.npz", ValueError, "checkpoint is '~no-such-person/run.npz', which names no file (Could"),
        ("a" * 300, ValueError, "which names no file (File name too long); it must name"),
        ("a\0b", ValueError, "embedded null"),
        ("circle", ValueError, "circle"),
        (3, ValueError, "checkpoint is 3; it must name a file, like 'run.npz'."),
        (b"run.npz", ValueError, "checkpoint is a bytes of 7; it must"),
        ("notes.txt", ValueError, "notes.txt is not a checkpoint that can be read (damaged, changed or of another"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other sentences, and no pipes in folders")
def test_a_place_that_cannot_hold_a_checkpoint_is_told_and_nothing_is_made(tmp_path, monkeypatch, name, error, words):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    os.mkfifo("pipe")
    Path("folder").mkdir()
    Path("notes.txt").write_text("mine")
    Path("to nowhere").symlink_to("none/run.npz")
    Path("circle").symlink_to("circle")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(error) as caught:
        train(RUNS["all examples"](), 5, checkpoint=name)
    assert words.format(here=tmp_path.resolve()) in str(caught.value)
    assert "\n" not in str(caught.value) and "delete" not in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before and Path("notes.txt").read_text() == "mine"


def test_a_home_is_found_a_link_kept_and_so_are_permissions_and_what_else_lies_there(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    others = [tmp_path / f"run.npz.{name}" for name in ("notes.tmp", "1.tmp", "0123456789abcdef.tmp", "tmp", "bak")]
    for other in others:
        other.write_text("mine")
    train(RUNS["all examples"](), 5, checkpoint="~/run.npz")
    path, link = tmp_path / "run.npz", tmp_path / "link"
    path.chmod(0o600)
    link.symlink_to("run.npz")
    train(RUNS["all examples"](), 10, checkpoint=link)
    assert link.is_symlink() and held(path)[0]["done"] == 10
    assert sys.platform == "win32" or stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(tmp_path.iterdir()) == sorted([path, link, *others])
    assert all(other.read_text() == "mine" for other in others)


def full(*_):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_full_disk_is_told_at_once_and_ends_a_run_only_where_it_begins(path, monkeypatch, capsys, function):
    monkeypatch.setattr(files, "PAUSES", (0, 0))
    kept = getattr(os, function)
    monkeypatch.setattr(os, function, full)
    with pytest.raises(OSError) as caught:
        train(RUNS["in the span"](), 60, checkpoint=path)
    assert str(caught.value) == "run.npz could not be written at iteration 0 (No space left on device)."
    assert not list(path.parent.iterdir())
    monkeypatch.setattr(os, function, kept)
    train(RUNS["in the span"](), 30, checkpoint=path)
    before = path.read_bytes()
    monkeypatch.setattr(os, function, full)
    found = train(RUNS["in the span"](), 60, checkpoint=path, checkpoint_every=10)
    told = (
        "run.npz could not be written at iteration {} (No space left on device); the last that was written is "
        "iteration 30. The run does not stop for that, and returns its result.\n"
    )
    assert capsys.readouterr().out == told.format(40) + told.format(60)
    assert path.read_bytes() == before and [file.name for file in path.parent.iterdir()] == ["run.npz"]
    np.testing.assert_equal(found, train(RUNS["in the span"](), 60))
    monkeypatch.setattr(os, function, kept)
    np.testing.assert_equal(train(RUNS["in the span"](), 60, checkpoint=path), found)


def test_what_could_not_be_written_takes_no_room(path, monkeypatch):
    turn = alone.Turn(path)
    turn.take()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError):
        turn.write(b"much")
    assert [file.name for file in path.parent.iterdir()] == ["run.npz.lock"]
    turn.leave()


def test_a_file_held_for_moments_is_written_all_the_same(path, monkeypatch, capsys):
    monkeypatch.setattr(files, "PAUSES", (0, 0, 0))
    calls, replace = [], os.replace

    def busy(*args):
        calls.append(args)
        if len(calls) % 4:
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        replace(*args)

    monkeypatch.setattr(os, "replace", busy)
    train(RUNS["all examples"](), 30, checkpoint=path, checkpoint_every=10)
    assert len(calls) == 16 and held(path)[0]["done"] == 30 and capsys.readouterr().out == ""


def test_a_file_that_may_not_be_read_or_written_stays_as_it_is(path, monkeypatch, capsys):
    train(RUNS["all examples"](), 30, checkpoint=path)
    before = path.read_bytes()

    def read_only(file, mode="r", *rest, **more):
        if file == path and "+" in mode:
            raise PermissionError(13, "Permission denied")
        return open(file, mode, *rest, **more)

    monkeypatch.setattr(files, "open", read_only, raising=False)  # root may write what is read-only
    train(RUNS["all examples"](), 60, checkpoint=path)
    assert "could not be written at iteration 60 (Permission denied)" in capsys.readouterr().out
    assert path.read_bytes() == before
    monkeypatch.undo()

    def closed(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("zipfile.ZipFile", closed)
    with pytest.raises(ValueError, match=r"^run.npz is not a checkpoint that can be read \(Permission denied\)\. "):
        train(RUNS["all examples"](), 60, checkpoint=path)


def test_parameters_that_are_lost_are_not_written(path):
    X, Y = MOONS
    with pytest.raises(dl.TrainingDiverged) as caught:
        dl.L_layer_model(255 * X, Y, [2, 8, 1], 1e250, 50, rng=2, checkpoint=path, checkpoint_every=1)
    _, arrays = held(path)
    assert all(np.isfinite(value).all() for value in arrays.values())
    with pytest.raises(dl.TrainingDiverged) as again:
        dl.L_layer_model(255 * X, Y, [2, 8, 1], 1e250, 50, rng=2, checkpoint=path)
    assert str(again.value) == str(caught.value)
    np.testing.assert_equal(again.value.parameters, caught.value.parameters)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer to interrupt with")
@pytest.mark.parametrize("name", ["all examples", "mini-batches", "in the span"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a file given up half written
@often(4, 30)
def test_interrupts_keep_parameters_and_costs_in_hand_and_in_the_file(path, capsys, name, times):
    def interrupt(*_):
        raise KeyboardInterrupt

    rng, before = np.random.default_rng(times), signal.signal(signal.SIGALRM, interrupt)
    try:
        for _ in range(times):
            try:
                signal.setitimer(signal.ITIMER_REAL, rng.uniform(0.001, 0.05), 1)  # again if a __del__ ate it
                parameters, costs = train(RUNS[name](), 10**6, checkpoint=path, checkpoint_every=7)
                done = int(capsys.readouterr().out.split()[3].rstrip(":"))
            except KeyboardInterrupt:  # while the run began or ended: the file alone keeps it
                if not path.exists():
                    continue
                run, arrays = held(path)
                done, costs = run["done"], arrays["costs"].tolist()
                parameters = {key: value for key, value in arrays.items() if key[0] in "Wb"}
            signal.setitimer(signal.ITIMER_REAL, 0)
            expected, told = train(RUNS[name](), done)
            np.testing.assert_equal(parameters, expected)
            assert costs == told[: -(-done // 100)]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        gc.collect()
    done = held(path)[0]["done"]
    np.testing.assert_equal(train(RUNS[name](), done + 9, checkpoint=path), train(RUNS[name](), done + 9))


KILLED = """
import sys
import dlhelpers as dl
X, Y = dl.moons(60, rng=1)
dl.L_layer_model(X, Y, [2, 200, 100, 1], 0.2, 10**6, batch_size=16, rng=3, checkpoint=sys.argv[1], checkpoint_every=1)
"""


@often(3, 100)
def test_a_killed_run_loses_nothing_that_was_written_and_mixes_nothing(path, times):
    run, done = call(MOONS, [2, 200, 100, 1], batch_size=16, rng=3)(), 0
    rng = np.random.default_rng(times)
    for _ in range(times):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)])
        while not path.exists() or held(path)[0]["done"] <= done:  # it goes on, and is killed when nobody knows
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(rng.uniform(0, 0.2))
        process.kill()
        process.communicate()
        others = sorted(file.name for file in path.parent.iterdir() if file != path)
        assert others[:1] in ([], ["run.npz.lock"]) or others[1:] == ["run.npz.lock"]
        assert len(others) <= 2 and all(name.endswith((".tmp", ".lock")) for name in others)
        before, done = done, held(path)[0]["done"]
        assert done > before
    np.testing.assert_equal(train(run, done + 3, checkpoint=path), train(run, done + 3))
    assert [file.name for file in path.parent.iterdir()] == ["run.npz"]


TRAINS = """
import sys
import dlhelpers as dl
X, Y = dl.moons(60, rng=1)
try:
    dl.L_layer_model(X, Y, [2, 5, 4, 1], 0.2, int(sys.argv[2]), rng=3, checkpoint=sys.argv[1], checkpoint_every=20)
except OSError as error:
    print(error)
"""


def start(path, num_iterations):
    command = [sys.executable, "-c", TRAINS, str(path), str(num_iterations)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_another_process_at_the_file_is_named_and_its_end_lets_the_next_one_in(path):
    process = start(path, 10**7)
    try:
        while not path.exists():
            assert process.poll() is None
            time.sleep(0.01)
        with pytest.raises(OSError) as caught:
            train(RUNS["all examples"](), 10**7, checkpoint=path)
        words = f"Another run in process {process.pid} is at run.npz: let it end first, or name another file."
        assert str(caught.value) == words
    finally:
        process.kill()
        process.communicate()
    done = held(path)[0]["done"]
    np.testing.assert_equal(
        train(RUNS["all examples"](), done + 9, checkpoint=path), train(RUNS["all examples"](), done + 9)
    )
    assert [file.name for file in path.parent.iterdir()] == ["run.npz"]


@often(1, 15)
def test_of_runs_that_start_together_one_trains_and_the_others_say_why_they_do_not(path, times):
    for _ in range(times):
        processes = [start(path, 500) for _ in range(3)]
        told = [process.communicate()[0] for process in processes]
        assert "" in told
        for words in told:
            assert words == "" or words.startswith("Another run") and words.endswith(", or name another file.\n")
        np.testing.assert_equal(train(RUNS["all examples"](), 500, checkpoint=path), train(RUNS["all examples"](), 500))
        assert [file.name for file in path.parent.iterdir()] == ["run.npz"]
        path.unlink()


@pytest.mark.parametrize(
    "note",
    [None, "", "process 1 writes run.npz.0123456789abcdef.tmp", "process 99999999 writes run.npz.0123456789abcdef.tmp"],
)
def test_what_a_dead_run_left_is_in_nobodys_way_and_taken_away(path, note):
    left, mine = path.with_name("run.npz.0123456789abcdef.tmp"), path.with_name("run.npz.fedcba9876543210.tmp")
    mine.write_text("mine")
    if note is not None:
        path.with_name("run.npz.lock").write_text(note)
    if note:
        left.write_text("half a file")
    train(RUNS["all examples"](), 5, checkpoint=path)
    assert sorted(path.parent.iterdir()) == sorted([path, mine]) and mine.read_text() == "mine"


@pytest.mark.parametrize(
    "content", [b"mine", b"process 1 writes notes.txt", b"process 1 writes ../run.npz", b"\xff\xfe\0"]
)
def test_a_file_of_the_learners_own_in_the_place_of_the_note_is_kept(path, content):
    note, notes = path.with_name("run.npz.lock"), path.with_name("notes.txt")
    note.write_bytes(content)
    notes.write_text("mine")
    with pytest.raises(
        OSError, match=r"^run.npz.lock is in the way and not of a run: move it, or name another file\.$"
    ):
        train(RUNS["all examples"](), 5, checkpoint=path)
    assert note.read_bytes() == content and notes.read_text() == "mine" and not path.exists()


class Windows:
    """Locks as msvcrt has them: one byte of a file, at the place where it stands."""

    LK_NBLCK = 2

    def __init__(self):
        self.locked = {}

    def locking(self, number, mode, count):
        where = os.fstat(number).st_ino
        if where in self.locked and self.locked[where] != number:
            raise PermissionError(13, "Permission denied")
        self.locked[where] = number


@pytest.mark.parametrize("system", [Windows(), None])
def test_without_the_locks_of_unix_runs_end_as_well(path, monkeypatch, system):
    monkeypatch.setattr(files, "fcntl", None)
    monkeypatch.setattr(files, "msvcrt", system)
    if system:
        turn = alone.Turn(path)
        turn.take()
        with pytest.raises(OSError, match=f"^Another run in process {os.getpid()} is at run.npz: let"):
            train(RUNS["all examples"](), 5, checkpoint=path)
        turn.leave()
    train(RUNS["all examples"](), 5, checkpoint=path)
    assert [file.name for file in path.parent.iterdir()] == ["run.npz"]


def test_a_folder_that_takes_no_new_file_is_told_and_what_lies_there_is_read(path, monkeypatch, capsys):
    expected = train(RUNS["all examples"](), 30, checkpoint=path)
    made = open

    def closed(name, mode="r", *args, **kwargs):
        if "r" not in mode:
            raise PermissionError(13, "Permission denied")
        return made(name, mode, *args, **kwargs)

    monkeypatch.setattr("builtins.open", closed)
    np.testing.assert_equal(train(RUNS["all examples"](), 30, checkpoint=path), expected)
    found = train(RUNS["all examples"](), 40, checkpoint=path)
    assert capsys.readouterr().out.startswith(
        "run.npz could not be written at iteration 40 (Permission denied); the la"
    )
    with pytest.raises(OSError, match=r"^new.npz could not be written at iteration 0 \(Permission denied\)\.$"):
        train(RUNS["all examples"](), 40, checkpoint=path.with_name("new.npz"))
    monkeypatch.undo()
    np.testing.assert_equal(found, train(RUNS["all examples"](), 40))


def impatient(*_, **__):
    raise KeyboardInterrupt


def impatient_while_zipping(*_, **__):
    try:
        raise KeyboardInterrupt
    finally:
        raise ValueError("Can't close the ZIP file while there is an open writing handle on it.")


@pytest.mark.parametrize(("where", "interrupt"), [((os, "fsync"), impatient), ((np, "savez"), impatient_while_zipping)])
def test_an_interrupt_while_the_end_is_written_loses_no_result(path, monkeypatch, capsys, where, interrupt):
    train(RUNS["in the span"](), 30, checkpoint=path)
    monkeypatch.setattr(*where, interrupt)
    found = train(RUNS["in the span"](), 150, checkpoint=path)
    monkeypatch.undo()
    assert capsys.readouterr().out == "Stopped at iteration 150: here are the parameters and costs up to there.\n"
    np.testing.assert_equal(found, train(RUNS["in the span"](), 150))
    assert held(path)[0]["done"] == 30 and [file.name for file in path.parent.iterdir()] == ["run.npz"]


OURS = tuple(str(Path(dl.__file__).parent / name) for name in ("training", "validation/__init__", "model"))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a file given up half written
@pytest.mark.parametrize(
    ("name", "done"),
    [("mini-batches", None), ("in the span", None), ("in the span", 3)],
)
@pytest.mark.parametrize("stride", [101, pytest.param(5, marks=pytest.mark.long)])
def test_an_interrupt_before_any_line_leaves_a_whole_file_and_a_free_turn(path, name, done, stride):
    expected = train(RUNS[name](), 8)
    for line in itertools.count(1, stride):
        path.unlink(missing_ok=True)
        if done:
            train(RUNS[name](), done, checkpoint=path)
        came = interrupted_at(line, lambda: train(RUNS[name](), 8, checkpoint=path, checkpoint_every=2), OURS)
        np.testing.assert_equal(train(RUNS[name](), 8, checkpoint=path), expected)
        assert [file.name for file in path.parent.iterdir()] == ["run.npz"], line
        if not came:
            break
    assert line > 400
