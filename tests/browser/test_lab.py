"""JupyterLab as a learner meets it: the start command, and what it opens in Chromium."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason='needs Playwright: pip install -e ".[browser]"')
pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent.parent
SHOTS = ROOT / ".screenshots"
NOTEBOOKS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("notebooks/??_*[!0-9].ipynb"))
NOTEBOOKS += [f"notebooks/mine/{path.name}" for path in sorted(ROOT.glob("notebooks/exercises/??_*[!0-9].ipynb"))]
TOO_LARGE = '''def initialize_parameters_deep(layer_dims, *, scale=None, rng=None):
    """Return parameters W1, b1, ..., WL, bL for layer_dims = [n_0, n_1, ..., n_L]."""
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims)):
        W = rng.standard_normal((layer_dims[l], layer_dims[l - 1]))
        parameters[f"W{l}"] = W if scale is None else W * scale
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters


dl.check(initialize_parameters_deep)'''
RIGHT = TOO_LARGE.replace("= W if", "= W / np.sqrt(layer_dims[l - 1]) if")

FIRST = "notebooks/mine/00_start_here.ipynb"
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
READY = """path => {
    const context = window.jupyterapp?.shell.currentWidget?.sessionContext, kernel = context?.session?.kernel;
    return context?.path === path && context.isReady && kernel?.connectionStatus === 'connected'
        && kernel.status === 'idle';
}"""
DONE = f"() => ![...document.querySelectorAll('{PANEL} .jp-InputPrompt')].some(one => one.textContent.includes('*'))"
SCROLL = f"""async () => {{
    const view = document.querySelector('{PANEL} .jp-WindowedPanel-outer'), before = view.scrollTop;
    view.scrollTop += view.clientHeight - 60;
    for (let k = 0; k < 5; k++) await new Promise(requestAnimationFrame);
    return view.scrollTop > before;
}}"""
FRAMES = f"{PANEL} :is(.jp-RenderedMarkdown, .jp-OutputArea-output, .cm-scroller)"
TOO_WIDE = f"""() => [...document.querySelectorAll('{FRAMES}')]
    .filter(one => one.checkVisibility({{contentVisibilityAuto: true}}) && one.scrollWidth > one.clientWidth + 1)
    .map(one => `${{one.scrollWidth - one.clientWidth}} pixels of: ${{one.textContent.trim().slice(0, 60)}}`)"""


@pytest.fixture
def folder(tmp_path):
    """A copy of the project, in which a learner may write."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def path():
    """The notebook that the start command opens."""
    return FIRST


@pytest.fixture
def start(folder):
    """The page that `python -m dlhelpers` shows in the browser."""
    command = [sys.executable, "-m", "dlhelpers", "--LabApp.expose_app_in_browser=True"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "BROWSER": "echo %s", "JUPYTER_CONFIG_DIR": str(folder / ".jupyter")},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:
        yield next(line for line in server.stdout if "/lab" in line or "file://" in line).strip()
        server.terminate()


@pytest.fixture
def page(chromium, start, path):
    SHOTS.mkdir(exist_ok=True)
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(30_000)
    page.goto(start)
    page.wait_for_url(f"**/lab/tree/{FIRST}")
    page.get_by_role("button", name="No", exact=True).click()  # no news of Jupyter, please
    if path != FIRST:
        page.goto(page.url.replace(FIRST, path))
    ready(page, path)
    yield page
    page.close()


def ready(page, path):
    """Wait until the kernel of a notebook can work, and JupyterLab knows: before that it would ask for a kernel."""
    page.wait_for_function(READY, arg=path, timeout=180_000)


def choose(page, *labels):
    for label in labels:
        page.click(f":is(.lm-MenuBar-itemLabel, .lm-Menu-itemLabel):text-is('{label}')")


def done(page):
    """Wait until no cell has work to do; no dialog may be left."""
    page.wait_for_function(DONE, timeout=900_000)
    assert not page.locator(".jp-Dialog").count()


def look(page, name, cell=None):
    """Keep a picture of what is seen, the end of a cell if one is given, in the dark theme and in the light one."""
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        choose(page, "Settings", "Theme", theme)
        page.wait_for_selector(f"body[data-jp-theme-name='{theme}']", state="attached")
        page.wait_for_selector("#jupyterlab-splash", state="detached")
        if cell:
            cell.locator(".jp-OutputArea").scroll_into_view_if_needed()
        page.screenshot(path=SHOTS / f"{name} {theme.split()[1].lower()}.png")


def test_from_the_first_page_to_a_function_that_is_kept(page, folder):
    page.locator(f"{PANEL} a", has_text="2 · Forward").click()
    page.wait_for_selector(f"{PANEL} h1:has-text('2 · Forward')")
    ready(page, "notebooks/mine/02_forward.ipynb")
    look(page, "journey 1 the exercise")
    choose(page, "Run", "Run All Cells")
    done(page)

    cell = page.locator(f"{PANEL} .jp-CodeCell", has_text="def initialize_parameters_deep")
    for name, source, report in [
        ("2 a mistake", TOO_LARGE, "❌ initialize_parameters_deep is not right yet"),
        ("3 right", RIGHT, "✅ initialize_parameters_deep is right"),
    ]:
        cell.locator(".cm-content").click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(source)
        page.keyboard.press("ControlOrMeta+Enter")
        done(page)
        sync_api.expect(cell.locator(".jp-OutputArea")).to_contain_text(report)
        look(page, f"journey {name}", cell)

    mine = folder / "notebooks" / "mine" / "my_network.py"
    assert not mine.exists()
    cell = page.locator(f"{PANEL} .jp-CodeCell", has_text="dl.keep(function)")
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+Enter")
    done(page)
    sync_api.expect(cell.locator(".jp-OutputArea")).to_contain_text("initialize_parameters_deep is kept")
    look(page, "journey 4 kept", cell)
    assert RIGHT.split("\n\n\n")[0] in mine.read_text("utf-8")
    assert "def linear_forward" not in mine.read_text("utf-8")


def test_hints_unfold_by_click_and_by_key(page):
    page.locator(f"{PANEL} a", has_text="2 · Forward").click()
    page.wait_for_selector(f"{PANEL} h1:has-text('2 · Forward')")
    hint = page.locator(f"{PANEL} summary", has_text="Hint 1: the idea").first
    text = hint.locator("xpath=../p")
    sync_api.expect(text).to_be_hidden()
    hint.click()
    sync_api.expect(text).to_be_visible()
    hint.press("Enter")
    sync_api.expect(text).to_be_hidden()


SIZES = """view => {
    const all = view.querySelector('.playground'), parts = name => [...all.querySelectorAll(name)];
    const [outer, inner] = [view, all].map(one => one.getBoundingClientRect());
    return {
        room: [inner.top - outer.top, outer.bottom - inner.bottom],
        tracks: parts('.noUi-target').map(one => one.clientWidth),
        cut: parts('.widget-label').filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent),
        spoken: parts('.noUi-handle').map(one => one.ariaValueText),
        shown: parts('.widget-slider .widget-readout').map(one => one.textContent)
    };
}"""


@pytest.mark.parametrize("path", ["notebooks/mine/playground.ipynb"])
@pytest.mark.parametrize("key", ["Shift+Enter", "ControlOrMeta+Enter"])
def test_the_playground_is_on_one_screen_and_can_be_read_aloud(page, key):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator(f"{PANEL} .jp-CodeCell .cm-content").click()
    page.keyboard.press(key)
    view = page.locator(f"{PANEL} .jp-WindowedPanel-outer")
    view.locator("img[alt*='[2, 8, 8, 1] after 3,000 iterations']").wait_for()
    for choice, value in {"hidden layers": "4", "learning rate": "31.6"}.items():
        slider = page.get_by_role("slider", name=choice)
        slider.press("End")
        sync_api.expect(slider).to_have_attribute("aria-valuetext", value)
        view.locator("img[alt*='[2, 8, 8, 8, 8, 1] after 3,000 iterations']").wait_for()
        found = view.evaluate(SIZES)
        assert min(found["room"]) >= 0 and found["cut"] == [] and min(found["tracks"]) >= 200
        assert found["spoken"] == found["shown"]
    view.get_by_text("It lies flat").wait_for()
    assert min(view.evaluate(SIZES)["room"]) >= 0
    page.screenshot(path=SHOTS / f"playground {key}.png")


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_notebook_runs_and_fits_the_screen(page, folder, path):
    choose(page, "Run", "Run All Cells")
    done(page)
    with page.expect_response(lambda answer: answer.request.method == "PUT" and path in answer.url):
        page.keyboard.press("ControlOrMeta+s")
    cells = [cell for cell in nbformat.read(folder / path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    assert not [output for cell in cells for output in cell.outputs if "it/s" in output.get("text", "")]  # a bar
    page.evaluate(f"document.querySelector('{PANEL} .jp-WindowedPanel-outer').scrollTop = 0")
    name, wide, more = path.removeprefix("notebooks/").removesuffix(".ipynb").replace("/", " "), {}, True
    while more:
        wide |= dict.fromkeys(page.evaluate(TOO_WIDE))
        page.screenshot(path=SHOTS / f"{name} {len(list(SHOTS.glob(f'{name} *'))):02}.png")
        more = page.evaluate(SCROLL)
    assert not list(wide)
