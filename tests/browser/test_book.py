"""The web book: every page opened in Chromium, in light and in dark, with nothing that comes from elsewhere."""

import functools
import http.server
import re
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "book" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="needs MathJax and axe-core: npm ci --prefix book"),
]

VIOLATIONS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`)"""
FORMULAS_LEFT = r"""() => [...document.querySelectorAll("article :is(p, li, td)")].map(one => one.innerText)
    .filter(text => /\$[^$\n]*\\[a-z]+|\\\(|\\\[/.test(text))"""
LINKS = "() => [...document.querySelectorAll('a[href]')].map(one => one.href)"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    pytest.importorskip("myst_nb", reason='needs Sphinx: pip install -e ".[book]"')
    folder = tmp_path_factory.mktemp("book") / "html"
    subprocess.run([sys.executable, "-m", "sphinx", "-qW", "-c", "book", ".", folder], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="module")
def site(book):
    handler = functools.partial(Quiet, directory=book)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(params=["light", "dark"])
def page(request, chromium):
    """A page in one of the themes, which keeps what goes wrong in `page.trouble`."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    page.theme, page.trouble = request.param, []
    page.on("console", lambda message: page.trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("requestfailed", lambda sent: page.trouble.append(f"no answer: {sent.url}"))
    page.on("response", lambda got: page.trouble.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
    page.on("request", lambda sent: None if "127.0.0.1" in sent.url else page.trouble.append(f"elsewhere: {sent.url}"))
    yield page
    page.close()


def pages(book):
    names = sorted(path.relative_to(book).as_posix() for path in book.rglob("*.html") if "_static" not in path.parts)
    assert names.pop(names.index("index.html"))  # it only leads on to README.html
    return names


def test_every_page_opens_with_its_formulas_and_can_be_read_by_all(page, site, book):
    for name in pages(book):
        page.goto(site + name)
        page.wait_for_load_state("networkidle")
        if page.locator("article .math").count():
            page.wait_for_selector("mjx-container", state="attached")
        assert page.evaluate(FORMULAS_LEFT) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, name
        assert page.evaluate("document.documentElement.dataset.theme") == page.theme
        page.add_script_tag(path=AXE)
        assert page.evaluate(VIOLATIONS) == [], name
        assert page.trouble == [], name


def test_every_link_inside_the_book_leads_somewhere(page, site, book):
    if page.theme == "dark":
        pytest.skip("the links are the same in the dark")
    for name in pages(book):
        page.goto(site + name)
        for link in page.evaluate(LINKS):
            where, anchor = urldefrag(urljoin(site + name, link))
            if where.startswith(site):
                target = book / (where.removeprefix(site).split("?")[0] or "index.html")
                assert target.exists(), f"{name} leads to {link}"
                if anchor and target.suffix == ".html":
                    assert f'id="{anchor}"' in target.read_text("utf-8"), f"{name} leads to {link}"


def test_each_lesson_offers_its_notebooks_and_each_picture_is_described(page, site, book):
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*[!0-9].ipynb")):
        page.goto(f"{site}notebooks/{path.stem}.html")
        offered = page.locator(".lesson-files a").evaluate_all("links => links.map(one => one.getAttribute('href'))")
        exercise = f"exercises/{path.name}"
        assert offered == ([exercise] if (path.parent / exercise).exists() else []) + [path.name]
        for description in page.locator("article img").evaluate_all("images => images.map(one => one.alt)"):
            assert len(description.split()) >= 5, f"{path.stem}: {description!r}"


def test_the_address_alone_leads_to_the_first_page(page, site):
    page.goto(site)
    page.wait_for_url("**/README.html")
    assert page.trouble == []


def test_search_finds_a_function_and_code_can_be_copied(page, site):
    page.goto(site + "search.html?q=linear_backward")
    page.wait_for_selector("#search-results li a")
    assert "3 · Backward" in page.locator("#search-results").inner_text()
    page.goto(site + "notebooks/02_forward.html")
    page.wait_for_selector("button.copybtn", state="attached")


def test_the_switch_changes_the_theme(page, site):
    page.goto(site + "README.html")
    page.locator("button.theme-switch-button").first.click()
    page.get_by_text("Light" if page.theme == "dark" else "Dark", exact=True).first.click()
    assert page.evaluate("document.documentElement.dataset.theme") != page.theme


def test_the_page_of_functions_holds_every_public_name(book):
    import dlhelpers

    text = (book / "book" / "contract.html").read_text("utf-8")
    documented = set(re.findall(r'id="dlhelpers\.(?:\w+\.)*(\w+)"', text))
    assert set(dlhelpers.__all__) <= documented
