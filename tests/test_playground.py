"""The playground: it runs in a notebook, answers each choice with a new picture, and tells what goes wrong."""

import asyncio
import html
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from test_exercises import being_worked_in

import dlhelpers as dl
from dlhelpers.playground import DATA, Playground

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


def played(test, folder):
    """Run a coroutine function on a playground, and end what it left under way."""

    async def play():
        playground = Playground(folder)
        await asyncio.wait_for(test(playground), 60)
        playground.task.cancel()

    asyncio.run(play())


async def until(condition):
    while not condition():
        await asyncio.sleep(0.01)


def sentences(playground):
    """Return what is said of the training, and whose functions train."""
    return [html.unescape(widget.value) for widget in playground.children[1].children]


def test_the_notebook_is_kept_without_outputs_and_runs():
    path = NOTEBOOKS / "playground.ipynb"
    notebook = nbformat.read(path, as_version=4)
    (cell,) = (cell for cell in notebook.cells if cell.cell_type == "code")
    if not being_worked_in(path):
        assert cell.outputs == [] and cell.execution_count is None and "widgets" not in notebook.metadata
    cell.outputs = []
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": NOTEBOOKS}}).execute()
    assert "application/vnd.jupyter.widget-view+json" in cell.outputs[0].data


@pytest.mark.parametrize(
    ("name", "value"), [("data", "moons"), ("noise", 0.3), ("hidden", 0), ("units", 1), ("rate", 1.0), ("start", 2)]
)
def test_each_choice_begins_anew_and_is_answered_with_a_picture(tmp_path, name, value):
    async def choose(playground):
        await until(lambda: "iteration 100 of" in playground.said.value)
        before, task = playground.picture.value, playground.task
        getattr(playground, name).value = value
        await until(lambda: playground.said.value.startswith("iteration 0 of"))
        assert task.cancelled() and playground.picture.value != before

    played(choose, tmp_path)


def test_it_learns_and_ends(tmp_path, monkeypatch):
    monkeypatch.setattr("dlhelpers.playground.ITERATIONS", 800)
    monkeypatch.setattr(Playground, "drawn", lambda *_: b"")

    async def wait(playground):
        playground.data.value = "moons"
        await until(playground.task.done)
        assert playground.said.value.startswith("iteration 800 of 800")
        assert "right 100.0%, on fresh points 100%" in playground.said.value

    played(wait, tmp_path)


@pytest.mark.parametrize("own", [False, True])
def test_numbers_that_overflow_are_told_in_a_sentence_below_the_last_sound_picture(tmp_path, monkeypatch, own):
    def far_away(m, noise, rng):
        X, Y = dl.moons(m, noise=noise, rng=rng)
        return 1e200 * X, Y

    async def wait(playground):
        await until(playground.task.done)
        assert sentences(playground)[0] == "A number overflowed after iteration 0. Try a smaller learning rate."
        assert playground.picture.value

    monkeypatch.setitem(DATA, "spiral", far_away)
    if own:
        shutil.copy(NOTEBOOKS / "my_network.py", tmp_path)
    played(wait, tmp_path)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"hidden": 3, "rate": 10**1.5}, r"hidden layer \d answers 0 to every point"),
        ({"hidden": 0}, "its border is a straight line"),
        ({"rate": 0.001}, "its cost fell by less than 5%"),
        ({"data": "moons"}, ""),
    ],
)
def test_a_network_that_lies_flat_says_why(tmp_path, monkeypatch, choices, words):
    monkeypatch.setattr("dlhelpers.playground.ITERATIONS", 800)
    monkeypatch.setattr(Playground, "drawn", lambda *_: b"")

    async def wait(playground):
        for name, value in choices.items():
            getattr(playground, name).value = value
        await until(playground.task.done)
        assert bool(words) == ("It lies flat" in playground.said.value)
        assert re.search(words, playground.said.value)

    played(wait, tmp_path)


def test_the_picture_has_words_that_change_with_it_and_each_choice_a_name(tmp_path):
    async def wait(playground):
        seen = set()
        for done in (0, 100):
            await until(lambda done=done: f" after {done} iterations" in playground.picture.value)
            seen.add(re.search('alt="spiral and a network of .2, 8, 8, 1. after [^"]+"', playground.picture.value)[0])
        assert len(seen) == 2
        assert all(choice.description for choice in playground.choices)
        assert "aria-label" in playground.picture.value

    played(wait, tmp_path)


def test_your_own_network_trains_once_all_of_it_is_kept(tmp_path):
    def whose_is(words):
        async def whose(playground):
            assert words in sentences(playground)[1]

        return whose

    mine = tmp_path / "my_network.py"
    played(whose_is(f"Ours trains: 0 of 15 functions are in {mine.as_posix()}."), tmp_path)
    shutil.copy(NOTEBOOKS / "my_network.py", mine)
    played(whose_is("Your own network trains."), tmp_path)
    whole = mine.read_text("utf-8")
    mine.write_text(whole + "print(", "utf-8")
    played(whose_is(f"Ours trains: {mine.as_posix()} stops with SyntaxError"), tmp_path)
    mine.write_text(whole + "1 / 0", "utf-8")
    played(whose_is("ZeroDivisionError"), tmp_path)


def test_an_error_in_your_own_network_is_told(tmp_path):
    async def wait(playground):
        await until(playground.task.done)
        assert sentences(playground)[0] == "It stopped after iteration 0. KeyError: 'W<3>'"

    text = (NOTEBOOKS / "my_network.py").read_text("utf-8")
    step = "    L = len(parameters) // 2\n    new = {}\n"
    assert step in text
    (tmp_path / "my_network.py").write_text(text.replace(step, step + "    new['W<3>']\n"), "utf-8")
    played(wait, tmp_path)
