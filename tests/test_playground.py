"""The playground: it runs in a notebook, answers each choice with a new picture, and tells what goes wrong."""

import asyncio
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from dlhelpers.playground import Playground

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


def test_the_notebook_is_kept_without_outputs_and_runs():
    notebook = nbformat.read(NOTEBOOKS / "playground.ipynb", as_version=4)
    (cell,) = (cell for cell in notebook.cells if cell.cell_type == "code")
    assert cell.outputs == [] and "widgets" not in notebook.metadata
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": NOTEBOOKS}}).execute()
    assert "application/vnd.jupyter.widget-view+json" in cell.outputs[0].data


@pytest.mark.parametrize(
    ("name", "value"), [("data", "moons"), ("noise", 0.3), ("hidden", 0), ("units", 1), ("rate", 1.0), ("start", 2)]
)
def test_each_choice_starts_anew_and_is_answered_with_a_picture(tmp_path, name, value):
    async def choose(playground):
        await until(lambda: "iteration" in playground.said.value)
        before, task, playground.said.value = playground.picture.value, playground.task, ""
        getattr(playground, name).value = value
        await until(lambda: playground.said.value.startswith("iteration 8 of"))
        assert task.cancelled() and playground.picture.value != before

    played(choose, tmp_path)


def test_it_learns_and_ends(tmp_path):
    async def wait(playground):
        playground.data.value = "moons"
        await until(playground.task.done)
        assert playground.said.value.startswith("iteration 3,000 of 3,000")
        assert "100.0% right" in playground.said.value

    played(wait, tmp_path)


def test_numbers_that_are_lost_are_told_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("dlhelpers.playground.DATA", {"spiral": lambda m, noise, rng: far_away(m)})

    async def wait(playground):
        await until(playground.task.done)
        assert "overflowed at iteration" in playground.said.value
        assert ".parameters" not in playground.said.value

    played(wait, tmp_path)


def far_away(m):
    import dlhelpers as dl

    X, Y = dl.moons(m, rng=1)
    return 1e200 * X, Y


def test_your_own_functions_learn_once_all_are_kept(tmp_path):
    async def whose(playground, words):
        await until(lambda: playground.said.value)
        assert words in playground.said.value

    played(lambda playground: whose(playground, "our functions, as 15 of yours are missing"), tmp_path)
    shutil.copy(NOTEBOOKS / "my_network.py", tmp_path)
    played(lambda playground: whose(playground, "with your own functions"), tmp_path)
