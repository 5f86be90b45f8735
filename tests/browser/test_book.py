"""The web book: every page opened in Chromium, in light and in dark, with nothing that comes from elsewhere."""

import json
import re
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import nbformat
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
LESSONS = sorted(path.stem for path in ROOT.glob("notebooks/[0-9][0-9]_*[!0-9].ipynb"))
CUT = """() => [...document.querySelectorAll('.page-toc a, article :is(h1, h2, h3) code, article .math')]
    .filter(one => one.checkVisibility() && !one.closest('.scrolls') && !one.querySelector('.scrolls'))
    .filter(one => {
        const box = one.closest('nav, section, p, li, td').getBoundingClientRect(), range = document.createRange();
        range.selectNodeContents(one);
        return range.getBoundingClientRect().right > box.right + 1;
    }).map(one => one.textContent.trim().slice(0, 60))"""


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
    others = {"_static", "lite"}
    names = sorted(path.relative_to(book).as_posix() for path in book.rglob("*.html") if not others & {*path.parts})
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


@pytest.mark.parametrize("width", [390, 768])
def test_every_page_fits_a_narrow_screen(page, site, book, width):
    page.set_viewport_size({"width": width, "height": 900})
    for name in pages(book):
        page.goto(site + name)
        page.wait_for_load_state("networkidle")
        if page.locator("article .math").count():
            page.wait_for_selector("mjx-container", state="attached")
        page.wait_for_function("document.readyState === 'complete'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate(CUT) == [], name
        for drawing in page.locator("article img[src$='.svg']").all():
            assert drawing.bounding_box()["width"] > 650, name
        page.add_script_tag(path=AXE)
        assert page.evaluate(VIOLATIONS) == [], name


def test_the_contents_of_a_lesson_are_not_cut_wherever_one_reads(page, site):
    for lesson in LESSONS:
        page.goto(f"{site}notebooks/{lesson}.html")
        for heading in page.locator("article h3").all():
            heading.evaluate("one => one.scrollIntoView()")
            page.wait_for_timeout(100)
            assert page.evaluate(CUT) == [], lesson


def test_each_lesson_opens_in_a_tab_and_each_picture_is_described(page, site, book):
    for lesson in LESSONS:
        page.goto(f"{site}notebooks/{lesson}.html")
        opened = page.get_by_role("link", name="Open in a tab").evaluate("link => link.getAttribute('href')")
        assert opened == f"../lite/lab/index.html?path=notebooks/mine/{lesson}.ipynb"
        assert (book / "lite" / "files" / "notebooks" / "mine" / f"{lesson}.ipynb").exists()
        for description in page.locator("article img").evaluate_all("images => images.map(one => one.alt)"):
            assert len(description.split()) >= 5, f"{lesson}: {description!r}"


def test_the_first_page_leads_into_the_course(page, site):
    page.goto(site)
    page.wait_for_url("**/README.html")
    assert page.get_by_role("link", name="Open in a tab").get_attribute("href").endswith("/00_start_here.ipynb")
    assert "git clone" in page.locator("#start").inner_text() and "start.py" in page.locator("#start").inner_text()


def test_our_answers_are_folded_and_not_found(page, site, book):
    for lesson in LESSONS:
        text = (ROOT / "notebooks" / f"{lesson}.ipynb").read_text("utf-8")
        page.goto(f"{site}notebooks/{lesson}.html")
        answers = page.locator("details.hide")
        assert answers.count() == text.count("### BEGIN SOLUTION")
        assert not [one for one in answers.all() if one.get_attribute("open") is not None]
        assert page.get_by_text("# Your code here.").count() >= answers.count()
        assert "SOLUTION" not in page.content()
    found = (book / "_static" / "sections.js").read_text("utf-8")
    answers = [
        " ".join(answer.split())
        for lesson in LESSONS
        for cell in nbformat.read(ROOT / "notebooks" / f"{lesson}.ipynb", as_version=4).cells
        for answer in re.findall("### BEGIN SOLUTION\n(.*?)### END SOLUTION", cell.source, re.DOTALL)
    ]
    assert len(answers) > 20 and "NotImplementedError" in found
    assert [
        answer for answer in answers if answer.count(" ") > 20 and json.dumps(answer, ensure_ascii=False)[1:-1] in found
    ] == []


def test_the_address_alone_leads_to_the_first_page(page, site):
    page.goto(site)
    page.wait_for_url("**/README.html")
    assert page.trouble == []


@pytest.mark.parametrize(
    ("asked", "lesson"),
    [
        ("gradient check", "3 · Backward"),
        ("linear_backward", "3 · Backward"),
        ("mini-batches", "6 · Hyperparameters"),
    ],
)
def test_search_finds_the_section_first_and_shows_no_raw_formula(page, site, asked, lesson):
    page.goto(f"{site}search.html?q={asked}")
    results = page.locator("#search-results li")
    found, words = results.first.inner_text(), re.split(r"\W|_", asked)
    assert found.startswith(f"{lesson} › ") and all(word in found for word in words)
    assert not re.search(r"\\\(|\\\[|\\frac|\\sum|\\text|\\log", page.locator("#search-results").inner_text())
    results.first.locator("a").click()
    page.wait_for_url("**/notebooks/*.html#*")


def test_code_can_be_copied(page, site):
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
