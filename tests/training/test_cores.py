"""Threads share out a step: the same bits on any number of them, and the machine as it was when the run ends."""

import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
import threadpoolctl

import dlhelpers as dl
from dlhelpers.training import batches, cores
from dlhelpers.training.step import Step


def data(n_x, m, rng):
    rng = np.random.default_rng(rng)
    return rng.standard_normal((n_x, m)), (rng.random((1, m)) > 0.4).astype(float)


@pytest.fixture
def blocks_pay(monkeypatch):
    """Let blocks, and gathering a mini-batch beside the step, pay for every network, however small."""
    for limit in ("WORTH", "IN_A_LAYER", "EXAMPLES"):
        monkeypatch.setattr(cores, limit, 1)
    monkeypatch.setattr(batches, "AHEAD", 1)


@pytest.fixture
def threads():
    """Give the matrix library more threads than one, whatever the tests were started with."""
    with threadpoolctl.threadpool_limits(3):
        yield


def library():
    return [one["num_threads"] for one in threadpoolctl.threadpool_info() if one["user_api"] == "blas"]


@pytest.mark.parametrize("batch_size", [None, 20])
def test_a_run_ends_at_the_same_bits_on_any_number_of_threads(blocks_pay, batch_size):
    X, Y = data(30, 70, 1)

    def run(threads):
        with threadpoolctl.threadpool_limits(threads):
            return dl.L_layer_model(X, Y, [30, 20, 20, 1], 0.3, 130, rng=3, batch_size=batch_size)

    one = run(1)
    for threads in (2, 3, 16):
        np.testing.assert_equal(run(threads), one)


def test_images_are_read_by_another_thread_if_there_is_one(monkeypatch):
    images, Y = (
        np.random.default_rng(0).integers(0, 256, (50, 2, 3, 3), dtype=np.uint8),
        np.arange(50).reshape(1, 50) % 2,
    )
    seen, read = set(), dl.Images.read
    monkeypatch.setattr(dl.Images, "read", lambda *args: (seen.add(threading.current_thread().name), read(*args))[1])

    def run(threads):
        seen.clear()
        with threadpoolctl.threadpool_limits(threads):
            return dl.L_layer_model(dl.Images(images), Y, [18, 4, 1], 0.1, 30, rng=3, batch_size=16)

    one = run(1)
    assert seen == {threading.main_thread().name}
    np.testing.assert_equal(run(2), one)
    assert seen and threading.main_thread().name not in seen


def test_blocks_hang_on_the_data_alone_and_small_runs_have_one():
    assert cores.columns_of_blocks(300, 600, 4) == [slice(0, 300)]  # little to do
    assert cores.columns_of_blocks(1000, 200_000, 1000) == [slice(0, 1000)]  # little to do in a layer
    assert cores.columns_of_blocks(64, 10**6, 3) == [slice(0, 64)]  # few examples
    assert cores.columns_of_blocks(256, 108_000, 3) == [slice(0, 128), slice(128, 256)]
    found = cores.columns_of_blocks(10_000, 240_000, 3)
    assert len(found) == 8 and found[0].start == 0 and found[-1].stop == 10_000
    assert all(one.stop == other.start for one, other in zip(found, found[1:], strict=False))


def test_the_matrix_library_has_one_thread_in_a_run_and_its_own_after_it(threads, blocks_pay, monkeypatch):
    X, Y = data(5, 40, 1)
    seen, forward = [], Step.forward
    monkeypatch.setattr(
        Step, "forward", lambda step, X: (seen.append((library(), step.cores.threads)), forward(step, X))[1]
    )
    before = library()
    dl.L_layer_model(X, Y, [5, 4, 1], 0.1, 3, rng=1)
    assert seen == [([1] * len(before), 3)] * 3 and library() == before == [3] * len(before)


def failing(step):
    raise MemoryError


def interrupted(step):
    raise KeyboardInterrupt


@pytest.mark.parametrize("update", [failing, interrupted])
def test_the_threads_are_given_back_whatever_ends_a_run(threads, blocks_pay, monkeypatch, update, capsys):
    X, Y = data(5, 40, 1)
    monkeypatch.setattr(Step, "update", update)
    before, running = library(), threading.active_count()
    if update is failing:
        with pytest.raises(MemoryError):
            dl.L_layer_model(X, Y, [5, 4, 1], 0.1, 3, rng=1)
    else:
        dl.L_layer_model(X, Y, [5, 4, 1], 0.1, 3, rng=1)
    assert library() == before and threading.active_count() == running
    with pytest.raises(dl.TrainingDiverged):
        monkeypatch.undo()
        dl.L_layer_model(X, Y, [5, 4, 4, 1], 1e300, 30, rng=1)
    assert library() == before and threading.active_count() == running


def test_runs_side_by_side_give_the_threads_back_when_the_last_one_ends(threads):
    first, second = cores.Cores(), cores.Cores()
    assert (first.threads, second.threads) == (3, 3)
    first.leave()
    assert set(library()) == {1}
    second.leave()
    assert set(library()) == {3}


def test_what_a_run_left_undone_is_done_by_the_next(threads):
    cores.Cores()  # interrupted before it could leave, and gone
    cores.Cores().leave()
    assert set(library()) == {3}


@pytest.mark.parametrize("started", [0, 1])
def test_where_threads_cannot_start_a_run_ends_at_the_same_bits(threads, blocks_pay, monkeypatch, started):
    X, Y = data(5, 40, 1)
    expected = dl.L_layer_model(X, Y, [5, 4, 1], 0.1, 30, rng=1)
    start, count = threading.Thread.start, []

    def refused(thread):
        count.append(thread)
        if len(count) > started:
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refused)
    np.testing.assert_equal(dl.L_layer_model(X, Y, [5, 4, 1], 0.1, 30, rng=1), expected)
    assert count


def test_a_number_lost_in_any_block_names_the_first_layer_that_lost_one(threads, blocks_pay):
    X, Y = data(3, 16, 1)
    parameters = dl.initialize_parameters_deep([3, 4, 4, 1], rng=1)
    X[:, 13] = 1e160  # one example of the seventh block
    parameters["W2"] *= 1e160
    with pytest.raises(dl.TrainingDiverged, match="^Layer 2 overflowed at iteration 0"):
        dl.L_layer_model(X, Y, [3, 4, 4, 1], 0.1, 5, parameters=parameters)


ENDLESS = """
import sys, numpy as np, threadpoolctl
import dlhelpers as dl
from dlhelpers.training import batches, cores
cores.WORTH = cores.IN_A_LAYER = cores.EXAMPLES = 1
rng = np.random.default_rng(0)
X, Y = rng.standard_normal((50, 400)), np.arange(400).reshape(1, 400) % 2
with threadpoolctl.threadpool_limits(2):
    print("begun", flush=True)
    parameters, _ = dl.L_layer_model(X, Y, [50, 30, 30, 1], 0.1, 10**7, rng=1)
    print([one["num_threads"] for one in threadpoolctl.threadpool_info() if one["user_api"] == "blas"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no interrupt to one process")
def test_an_interrupt_from_outside_ends_a_run_on_two_threads_and_the_process_after_it():
    process = subprocess.Popen([sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begun\n"
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert said.startswith("Stopped at iteration ") and said.endswith("\n[2]\n") and process.returncode == 0
