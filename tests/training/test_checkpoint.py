"""A run in a file: whatever stops it, it goes on at the same bits; what is not its own is left alone."""

import gc
import json
import os
import signal
import subprocess
import sys

import h5py
import numpy as np
import pytest
from often import often

import dlhelpers as dl
from dlhelpers import model
from dlhelpers.training.checkpoint import Checkpoint

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
    monkeypatch.setattr(model, "L_model_forward", None)
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
            assert str(error).startswith("run.npz is not a checkpoint that can be read.")
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
    with pytest.raises(ValueError, match="checkpoint is a int; it must name a file, like 'run.npz'"):
        train(RUNS["all examples"](), 5, checkpoint=3)
    with pytest.raises(OSError, match=r"^gone.npz could not be written \(No such file"):
        train(RUNS["all examples"](), 5, checkpoint=path.parent / "none" / "gone.npz")


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_full_disk_is_told_and_the_file_before_is_kept(path, monkeypatch, function):
    train(RUNS["all examples"](), 30, checkpoint=path)
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, function, full)
    with pytest.raises(OSError) as caught:
        train(RUNS["all examples"](), 60, checkpoint=path, checkpoint_every=10)
    assert str(caught.value) == "run.npz could not be written (No space left on device); what it held before is kept."
    monkeypatch.undo()
    assert path.read_bytes() == before and [file.name for file in path.parent.iterdir()] == ["run.npz"]
    np.testing.assert_equal(train(RUNS["all examples"](), 60, checkpoint=path), train(RUNS["all examples"](), 60))


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
print(flush=True)
dl.L_layer_model(X, Y, [2, 200, 100, 1], 0.2, 10**6, batch_size=16, rng=3, checkpoint=sys.argv[1], checkpoint_every=1)
"""


@often(6, 200)
def test_a_killed_run_loses_nothing_that_was_written_and_mixes_nothing(path, times):
    run, done = call(MOONS, [2, 200, 100, 1], batch_size=16, rng=3)(), 0
    rng = np.random.default_rng(times)
    for _ in range(times):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE)
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0.01, 0.3))
        process.kill()
        process.communicate()
        others = [file.name for file in path.parent.iterdir() if file != path]
        assert len(others) <= 1 and all(name.endswith(".tmp") for name in others)
        if path.exists():
            before, done = done, held(path)[0]["done"]
            assert done >= before
    assert done > 0
    np.testing.assert_equal(train(run, done + 3, checkpoint=path), train(run, done + 3))
    assert [file.name for file in path.parent.iterdir()] == ["run.npz"]
