"""Whatever a learner's function does, the kernel and the workbook survive, and the report says what happened."""
# ruff: noqa: NPY002

import linecache
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import types
import warnings
from pathlib import Path

import numpy as np
import pytest
from mistakes import MISTAKES, NOTEBOOK, written

import dlhelpers as dl
from dlhelpers.feedback import check, sandbox
from dlhelpers.feedback.answer import Answer


@pytest.fixture
def notebook():
    """A namespace like that of a notebook, in which cells can be run."""
    module = types.ModuleType("notebook")
    module.np = np

    def run(**functions):
        for name, function in functions.items():
            twin = types.FunctionType(function.__code__, vars(module), name, function.__defaults__)
            setattr(module, name, twin)
        return getattr(module, list(functions)[-1])

    return run


def blank(*_):
    raise NotImplementedError


def relu(Z):
    """Return A and Z."""
    # Your code here.
    raise NotImplementedError


def test_ours_stands_in_for_a_blank_and_does_not_count_as_written():
    global relu
    mine = relu
    try:
        assert "is not written yet" in str(check(relu))
        assert relu is dl.relu
        assert not check(relu).passed
    finally:
        relu = mine


def test_a_blank_is_not_written_yet():
    report = check(blank, "linear_forward")
    assert (report.passed, str(report)) == (False, "⬜ `linear_forward` is not written yet.")


@pytest.mark.parametrize("traced", [False, True])
def test_an_endless_loop_ends(monkeypatch, traced):
    monkeypatch.setattr(sandbox, "SECONDS", 0.5)
    monkeypatch.setattr(sandbox, "can_use_signals", lambda: not traced)

    def endless(Z):
        while True:
            W = Z  # Python 3.10 looks for no interrupt where a loop begins with `try`
            try:
                Z = W + 1
            except Exception:
                pass

    report = check(endless, "relu")
    assert not report.passed
    assert "did not finish" in str(report)


def test_a_right_answer_passes_without_signals(monkeypatch):
    monkeypatch.setattr(sandbox, "can_use_signals", lambda: False)
    assert check(lambda dZ, cache: dl.linear_backward(dZ, cache), "linear_backward").passed


def test_sys_exit_is_told():
    def leaves(Z):
        sys.exit(3)

    assert "asks Python to leave" in str(check(leaves, "relu"))


def test_a_flood_of_output_is_cut(capsys):
    def floods(Z):
        print("x" * 5_000_000)
        return np.maximum(0, Z) + 1, Z

    assert len(str(check(floods, "relu"))) < 2000
    assert capsys.readouterr().out == ""


def test_numpy_and_the_random_numbers_are_put_back():
    before, dot, options = np.random.get_state()[1].copy(), np.dot, np.geterr()

    def meddles(Z):
        np.random.seed(5)
        np.dot = np.maximum = None
        np.seterr(all="raise")
        return Z, Z

    assert not check(meddles, "relu").passed
    assert np.dot is dot
    assert np.maximum is not None
    assert np.geterr() == options
    assert np.array_equal(before, np.random.get_state()[1])


def test_warnings_turned_errors_do_not_matter():
    def warns(Z):
        warnings.warn("look out", stacklevel=2)
        return 1 / (1 + np.exp(-Z)), Z

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert check(warns, "sigmoid").passed


def test_a_wrong_helper_is_named_and_its_caller_is_not(notebook):
    def without_bias(A, W, b):
        return W @ A, (A, W, b)

    def linear_activation_forward(A_prev, W, b, activation):
        Z, linear_cache = linear_forward(A_prev, W, b)  # noqa: F821
        A = np.maximum(0, Z) if activation == "relu" else 1 / (1 + np.exp(-Z))
        return A, (linear_cache, Z)

    text = str(check(notebook(linear_forward=without_bias, linear_activation_forward=linear_activation_forward)))
    assert "is right as it stands; `linear_forward`, which it calls, is not right yet." in text


def test_a_blank_helper_is_named(notebook):
    def linear_activation_forward(A_prev, W, b, activation):
        Z, linear_cache = linear_forward(A_prev, W, b)  # noqa: F821
        return (np.maximum(0, Z) if activation == "relu" else 1 / (1 + np.exp(-Z))), (linear_cache, Z)

    text = str(check(notebook(linear_forward=blank, linear_activation_forward=linear_activation_forward)))
    assert "`linear_forward`, which it calls, is not written yet" in text
    text = str(check(notebook(linear_activation_forward=linear_activation_forward)))
    assert "`linear_forward`, which" in text


def test_an_unknown_name_and_a_call_are_told():
    assert "knows no function" in str(check(lambda Z: Z))
    assert "without calling it" in str(check(np.zeros(3), "relu"))


def test_an_error_tells_the_line_and_the_shapes():
    def linear_forward(A, W, b):
        Z = np.dot(W.T, A) + b
        return Z, (A, W, b)

    text = str(check(linear_forward))
    assert "Z = np.dot(W.T, A) + b" in text
    assert "`W` has shape (4, 5)" in text


def waits_and_swallows(Z):
    while True:
        try:
            time.sleep(1)
        except:  # noqa: E722
            pass


def multiplies_and_swallows(Z):
    while True:
        for _ in range(10):
            try:
                np.dot(Z, Z.T)
            except BaseException:
                continue


def begins_with_try(Z):
    while True:
        try:
            Z = Z + 1
        except:  # noqa: E722
            pass


@pytest.mark.parametrize("function", [waits_and_swallows, multiplies_and_swallows, begins_with_try])
@pytest.mark.parametrize("traced", [False, True])
def test_a_loop_that_swallows_every_error_ends(monkeypatch, function, traced):
    monkeypatch.setattr(sandbox, "SECONDS", 0.3)
    monkeypatch.setattr(sandbox, "can_use_signals", lambda: not traced)
    assert "did not finish" in str(check(function, "relu"))


@pytest.fixture
def one_thread(monkeypatch):
    """Python as a browser has it: no signals that ring, and no second thread."""

    def start(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.delattr(signal, "setitimer")
    monkeypatch.setattr(threading.Thread, "start", start)


def uncounted():
    """A function whose loop counts no turns, since it uses a variable from around it."""

    def swallows(Z):
        while True:
            try:
                while True:
                    try:
                        Z = Z + one
                    except:  # noqa: E722
                        pass
            except:  # noqa: E722
                continue

    one = 1
    return swallows


@pytest.mark.parametrize("function", [waits_and_swallows, multiplies_and_swallows, begins_with_try, uncounted()])
def test_an_endless_loop_ends_in_a_browser_too(monkeypatch, one_thread, function):
    monkeypatch.setattr(sandbox, "SECONDS", 0.3)
    before = sys.gettrace()
    assert "did not finish" in str(check(function, "relu"))
    assert sys.gettrace() is before


def test_a_browser_gives_the_same_words(one_thread, monkeypatch):
    network = re.findall(r"^def (\w+)", NOTEBOOK, re.M)[:15]
    for name in network:
        assert check(written("", name)).passed
    some = [(one[0], one[3]) for one in MISTAKES[::8]]
    there = [str(check(written(cell, name)).open()) for name, cell in some]
    monkeypatch.undo()
    assert there == [str(check(written(cell, name)).open()) for name, cell in some]
    assert len(there) >= 20


def test_without_signals_the_words_are_the_same(monkeypatch):
    name, cell = next((one[0], one[3]) for one in MISTAKES if one[0] == "L_model_backward")
    here = str(check(written(cell, name)).open())
    monkeypatch.setattr(sandbox, "can_use_signals", lambda: False)
    assert str(check(written(cell, name)).open()) == here


def test_two_checks_at_once_do_not_mix():
    answers = {"relu": lambda Z: (np.maximum(0, Z), Z), "sigmoid": lambda Z: (1 / (1 + np.exp(-Z)), Z)}
    told = {}
    threads = [
        threading.Thread(target=lambda name=name, one=one: told.update({name: str(check(one, name))}))
        for name, one in answers.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [name for name in answers if f"`{name}` is right" not in told[name]] == []


def test_an_interrupt_ends_what_swallows_it_and_goes_to_whoever_called():
    timer = threading.Timer(0.5, signal.raise_signal, [signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        check(waits_and_swallows, "relu")
    timer.join()


def test_a_timer_of_ones_own_goes_on():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        check(lambda Z: (np.maximum(0, Z), Z), "relu")
        time.sleep(0.3)
        assert rung
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_what_is_printed_after_a_late_function_is_seen(monkeypatch, capsys):
    monkeypatch.setattr(sandbox, "SECONDS", 0.2)
    monkeypatch.setattr(sandbox, "can_use_signals", lambda: False)
    check(lambda Z: time.sleep(0.3), "relu")
    print("seen")
    assert capsys.readouterr().out == "seen\n"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_more_memory_than_there_is_ends_in_a_sentence():
    assert "more memory than there is" in str(check(lambda Z: (np.ones(20 * 2**27), Z), "relu"))


@pytest.mark.parametrize(
    "line",
    [
        "os.remove(path)", "open(path, 'w')", "subprocess.run(['rm', path])", "np.save(path, 1)", "Z.tofile(path)",
        "__import__('os').remove(path)", "getattr(os, 'remove')(path)", "shutil.rmtree(path)", "Path(path).unlink()",
        "exec('import os; os.remove(path)')", "helper(path)",
    ],
)  # fmt: skip
def test_no_altered_version_of_code_that_reaches_files_is_run(tmp_path, line):
    path = tmp_path / "results.txt"
    path.write_text("kept")
    source = f"def update_parameters(parameters, grads, learning_rate):\n    if len(parameters) < 1:\n        {line}\n"
    source += "    return {k: v + learning_rate * grads['d' + k] for k, v in parameters.items()}\n"
    source = "def helper(path):\n    os.remove(path)\n\n\n" + source
    space = {
        "np": np,
        "os": os,
        "subprocess": subprocess,
        "shutil": shutil,
        "Path": Path,
        "path": str(path),
        "Z": np.ones(2),
    }
    name = f"<cell {line}>"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    exec(compile(source, name, "exec"), space)
    assert not Answer(space["update_parameters"], "update_parameters").harmless
    assert not check(space["update_parameters"]).passed
    assert path.read_text() == "kept"


class Hostile:
    """A result that raises whatever is asked of it."""

    def __array__(self, *_, **__):
        raise RuntimeError

    __eq__ = __len__ = __iter__ = __repr__ = __array__
    __hash__ = None


class Untellable(Exception):
    def __str__(self):
        raise RuntimeError


@pytest.mark.parametrize("result", [Hostile(), np.broadcast_to(1.0, (10**6, 10**6)), np.ma.ones((4, 3)), [[1], [1, 2]]])
def test_hostile_results_stop_nothing(result):
    assert not check(lambda Z: (result, Z), "relu").passed
    assert not check(lambda parameters, grads, learning_rate: {"W1": result}, "update_parameters").passed
    assert not check(lambda parameters, grads, learning_rate: parameters.update(W1=result), "update_parameters").passed


def test_an_error_that_cannot_be_told_is_named():
    def relu(Z):
        raise Untellable

    assert "Untellable" in str(check(relu))


def test_a_folder_that_is_gone_does_not_matter(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tmp_path.rmdir()
    assert check(lambda Z: (np.maximum(0, Z), Z), "relu").passed


def test_check_inside_the_function_is_told():
    def relu(Z):
        check(relu)
        return np.maximum(0, Z), Z

    assert "called inside `relu`" in str(check(relu))


def test_nobody_is_asked_for_input():
    def relu(Z):
        input()
        return np.maximum(0, Z), Z

    assert "nobody can type an answer" in str(check(relu))


def test_a_count_beyond_all_limits_is_not_begun():
    def relu(Z):
        return sum(range(10**12)), Z

    assert "did not finish" in str(check(relu))
