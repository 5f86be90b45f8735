"""The file of a search: what is finished is in it, whatever happens to it and to those who write it."""

import json
import os

import numpy as np
import pytest
from often import often
from trying import GRID, SPACE, Here, run

from dlhelpers.search import finished

pytest.importorskip("optuna")


def told(file):
    """Read the finished trials and their shares straight from the lines of the file."""
    entries = [json.loads(line.rpartition(b" ")[0]) for line in file.read_bytes().splitlines()]
    return {entry["number"]: entry["result"]["shares"] for entry in entries}


def shares(study):
    return [trial.user_attrs["shares"] for trial in finished(study)]


def test_the_same_call_goes_on_where_it_was_interrupted(data, tmp_path, capsys):
    file = tmp_path / "search.log"
    part = run(data, SPACE, 9, Here(stop_after=4), file=file, sampler="random")
    assert (
        len(finished(part)) == 4 and "Stopped with 4 trials finished; the same call goes on" in capsys.readouterr().out
    )
    whole = run(data, SPACE, 9, file=file, sampler="random")
    uninterrupted = run(data, SPACE, 9, sampler="random")
    assert [t.params for t in whole.trials] == [t.params for t in uninterrupted.trials]
    assert shares(whole)[:5] == shares(uninterrupted)[:5]
    assert len(finished(whole)) == 9 and len(finished(run(data, SPACE, 9, file=file, sampler="random"))) == 9


def test_without_a_file_an_interrupted_search_does_not_promise_to_go_on(data, capsys):
    assert len(finished(run(data, SPACE, 9, Here(stop_after=4)))) == 4
    assert "Stopped with 4 trials finished; they are in the study returned." in capsys.readouterr().out


def test_a_trial_that_was_under_way_runs_under_its_own_number(data, tmp_path):
    file = tmp_path / "search.log"
    whole = run(data, SPACE, 9, file=file, sampler="random")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line for number, line in enumerate(lines) if number not in (2, 5, 6)))
    again = run(data, SPACE, 9, file=file, sampler="random")
    assert [trial.number for trial in finished(again)] == [*range(9)]
    assert [trial.params for trial in again.trials] == [trial.params for trial in whole.trials]


def test_fewer_trials_than_are_kept_run_nothing(data, tmp_path):
    file = tmp_path / "search.log"
    run(data, GRID, 6, file=file, sampler="grid")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:2] + lines[5:]))
    study = run(data, GRID, 2, Here(stop_after=0), file=file, sampler="grid")
    assert [trial.number for trial in finished(study)] == [0, 1, 5]


@pytest.mark.parametrize(
    ("changed", "named"), [({"seeds": (7,)}, "other seeds"), ({"sampler": "tpe"}, "other sampler"), ({}, "other space")]
)
def test_a_file_of_another_search_is_refused_by_name(data, tmp_path, changed, named):
    file = tmp_path / "search.log"
    run(data, SPACE, 2, file=file, sampler="random")
    before = file.read_bytes()
    space = SPACE if changed else {"learning_rate": (0.1, 1.0)}
    with pytest.raises(ValueError, match=f"search.log holds a search with {named}"):
        run(data, space, 2, file=file, **{"sampler": "random", **changed})
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"first line\nsecond line", b'{"op_code":0,"worker_id":"a"}\n', b"\0" * 600, b"\x89HDF\n"]
)
def test_a_file_of_another_kind_is_left_as_it_is(data, tmp_path, content):
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(ValueError, match="notes.txt is not empty, and no trial of a search can be read in it"):
        run(data, SPACE, 2, file=file)
    assert file.read_bytes() == content


def test_a_file_that_cannot_be_opened_is_told_in_one_sentence(data, tmp_path):
    for file in (tmp_path, tmp_path / "no folder" / "search.log", "search\0.log"):
        with pytest.raises(ValueError, match="cannot be opened .*: name a file in a folder that you may write to"):
            run(data, SPACE, 2, file=file)


def test_a_second_search_at_one_file_is_told_so_and_the_first_goes_on(data, tmp_path):
    file, seconds = tmp_path / "search.log", []

    class Disturbed(Here):
        def submit(self, *work):
            with pytest.raises(RuntimeError, match="search.log is in use by a search that still runs") as caught:
                run(data, SPACE, 5, file=file)
            seconds.append(caught)
            return super().submit(*work)

    study = run(data, SPACE, 5, Disturbed(), file=file)
    assert len(finished(study)) == len(seconds) == len(told(file)) == 5
    assert len(finished(run(data, SPACE, 5, Here(stop_after=0), file=file))) == 5


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file from being removed")
@pytest.mark.parametrize("spoil", [os.unlink, lambda file: os.replace(file, f"{file}.moved")])
def test_a_file_taken_away_meanwhile_is_told_at_once(data, tmp_path, spoil):
    file = tmp_path / "search.log"

    class Spoiling(Here):
        def submit(self, *work):
            if len(told(file)) == 3:
                spoil(file)
            return super().submit(*work)

    with pytest.raises(FileNotFoundError, match="search.log was moved, deleted or replaced .* the same call goes on"):
        run(data, SPACE, 5, Spoiling(), file=file)
    if (moved := tmp_path / "search.log.moved").exists():
        os.replace(moved, file)
        assert len(finished(run(data, SPACE, 5, Here(stop_after=2), file=file))) == 5


def test_a_full_disk_is_told_and_the_half_line_it_leaves_costs_nothing(data, tmp_path):
    resource = pytest.importorskip("resource")
    file, limit = tmp_path / "search.log", resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1500, limit[1]))
    try:
        for _ in range(2):
            with pytest.raises(RuntimeError, match="could not be written .*3 trials finished; the same call goes on"):
                run(data, SPACE, 5, file=file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert file.stat().st_size == 1500
    assert len(finished(run(data, SPACE, 5, Here(stop_after=2), file=file))) == 5


def at(number, change):
    """Make a change of one line."""

    def changed(lines):
        return [change(line) if k == number else line for k, line in enumerate(lines)]

    return changed


DAMAGE = {
    "half a last line": at(5, lambda line: line[: len(line) // 2]),
    "a last line without its end": at(5, lambda line: line[:-1]),
    "a half line that was written on": at(2, lambda line: line[: len(line) // 2] + b"\n"),
    "a garbled middle line": at(2, lambda line: b"\xff\xfe garbled \x80\n"),
    "a changed digit": at(2, lambda line: line.replace(b"0.", b"1.", 1)),
    "a first line lost": at(0, lambda line: b""),
    "a first line garbled": at(0, lambda line: line[30:]),
    "an empty line": at(3, lambda line: b"\n" + line),
    "a line of spaces": at(3, lambda line: b"   \n" + line),
    "a line of NULs": at(3, lambda line: b"\0" * (len(line) - 1) + b"\n"),
    "NULs at the end": lambda lines: [*lines, b"\0" * 512],
    "two lines run together": at(3, lambda line: line[:-1]),
    "a line written twice": at(1, lambda line: line + line),
    "lines in another order": lambda lines: lines[::-1],
    "line ends of Windows": lambda lines: [line[:-1] + b"\r\n" for line in lines],
    "a byte order mark": at(0, lambda line: b"\xef\xbb\xbf" + line),
    "JSON that is not ours": at(4, lambda line: b"[1, 2]\n" + line),
    "a checksum of nothing": at(4, lambda line: b" 00000000\n" + line),
    "all but one line": lambda lines: [line[:40] + b"\n" for line in lines[:5]] + lines[5:],
    "every line cut": lambda lines: [line[:40] + b"\n" for line in lines],
}
"""What a crash, a disk, an editor or a program that synchronizes does to a file of six trials."""


@pytest.fixture
def written(data, tmp_path):
    """A file of six trials, and their shares."""
    space = {"learning_rate": [0.1, 1.0], "hidden": [(), (6,), (5, 4)], "num_iterations": [8]}
    file = tmp_path / "search.log"

    def call(executor=None):
        return run(data, space, 6, executor, file=file, sampler="grid", seeds=(0,))

    return file, call, shares(call())


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_costs_the_damaged_trials_alone(written, damage, capsys):
    file, call, right = written
    lines = file.read_bytes().splitlines(keepends=True)
    damaged = b"".join(DAMAGE[damage](lines))
    file.write_bytes(damaged)
    assert shares(call()) == right
    assert file.read_bytes().startswith(damaged), "nothing that was written may go"
    whole = {line.strip() for line in lines}
    lost = sum(line.strip() not in whole | {b""} for line in damaged.split(b"\n"))
    assert (f"{lost} line" in capsys.readouterr().out) == (lost > 0)
    assert shares(call(Here(stop_after=0))) == right, "what ran again is kept"


@often(20, 1000)
def test_random_damage_never_becomes_a_result(written, times):
    file, call, right = written
    whole, rng = file.read_bytes(), np.random.default_rng(0)
    for _ in range(times):
        damaged = bytearray(whole)
        for kind in rng.integers(0, 4, rng.integers(1, 6)):
            place = int(rng.integers(len(damaged)))
            if kind == 0:
                damaged[place] ^= 1 << int(rng.integers(8))
            elif kind == 1:
                del damaged[place : place + int(rng.integers(1, 400))]
            elif kind == 2:
                damaged[place : place + 50] = bytes(50)
            else:
                damaged[place:place] = rng.bytes(20)
        file.write_bytes(damaged)
        assert shares(call()) == right
        assert file.read_bytes().startswith(damaged)
