"""The lessons in a tab: from a link in the book to a running kernel, and to what a learner keeps.

Pyodide comes from its own address. Where that cannot be reached, its core is served beside the lessons: npm's package,
and wheels of what the kernel asks for. NumPy is not among them, so what needs it is tested where there is a network.
"""

import itertools
import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "book" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="needs Pyodide and axe-core: npm ci --prefix book"),
]

NOTEBOOKS = sorted(path.name for path in ROOT.glob("notebooks/exercises/*[!0-9].ipynb"))
IDLE = "() => document.querySelector('#jp-main-statusbar')?.textContent.includes('Idle')"
OURS = """async () => (await axe.run({include: [[".jp-RenderedMarkdown"], [".jp-OutputArea-output"]]},
    {resultTypes: ["violations"]})).violations.filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`)"""
CHECKED = """
import numpy as np, dlhelpers as dl

def relu(Z):
    return np.maximum(0, Z), Z

def sigmoid(Z):
    while True:
        try:
            pass
        except:
            pass

print(dl.check(sigmoid), dl.keep(relu), dl.progress(), sep="\\n")
print(len(dl.load_dataset("trees")[0]), "pictures")
"""


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(120_000)
    yield page
    page.close()


def opened(page):
    """Wait until the notebook is shown and its kernel can work."""
    page.wait_for_selector(".jp-Notebook h1")
    page.wait_for_function(IDLE)


def run(page, code):
    """Run some lines in the first cell of the notebook, and return what they print."""
    cell = page.locator(".jp-CodeCell").first
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(f"{code}\nprint('That', 'is all')")
    page.keyboard.press("ControlOrMeta+Enter")
    output = cell.locator(".jp-OutputArea-output", has_text=re.compile("That is all|Error"))
    output.wait_for()
    return cell.locator(".jp-OutputArea").inner_text()


def test_a_lesson_opens_from_the_book_and_runs(page, site, pyodide):
    asked = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(f"{site}notebooks/02_forward.html")
    page.get_by_role("link", name="Open in a tab").click()
    opened(page)
    assert page.locator(".jp-Notebook h1").inner_text().startswith("2 · Forward")
    assert "Your code here." in page.locator(".jp-Notebook").inner_text()
    assert page.locator(".jp-DirListing-itemName").all_inner_texts() == NOTEBOOKS
    assert "emscripten" in run(page, "import sys\nprint(sys.platform)")
    page.add_script_tag(path=AXE)
    assert page.evaluate(OURS) == []
    if pyodide:  # all comes from here
        assert [url for url in asked if url.startswith("http") and not url.startswith(site)] == []


def test_what_is_written_stays_in_the_browser(page, site):
    page.goto(f"{site}lite/lab/index.html?path=notebooks/mine/03_backward.ipynb")
    opened(page)
    run(page, "with open('my_network.py', 'w') as file:\n    file.write('# mine')")
    page.reload()
    opened(page)
    assert "# mine" in run(page, "print(open('my_network.py').read())")


def test_lessons_say_what_cannot_run_in_a_tab(book):
    told = set()
    for path in book.glob("lite/files/notebooks/mine/*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        for before, cell in itertools.pairwise(cells):
            if cell.cell_type == "code" and ("subprocess." in cell.source or "dl.search(" in cell.source):
                assert "processes, which a browser tab does not have" in before.source
                told.add(path.stem)
            assert "__file__).parent.parent" not in cell.source, "the workbook lies elsewhere in a tab"
    assert "06_hyperparameters" in told


def test_answers_are_checked_kept_and_counted(page, site, whole_pyodide):
    page.goto(f"{site}lite/lab/index.html?path=notebooks/mine/02_forward.ipynb")
    opened(page)
    said = run(page, CHECKED)
    assert "sigmoid did not finish" in said.replace("`", "")
    assert "is kept in `notebooks/mine/my_network.py`" in said and "choose Download" in said
    assert "1 of 15 functions" in said and "964 pictures" in said
