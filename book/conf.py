"""The web book: the lessons as they are, with the README as its first page, and beside it the lessons to write in.

Build both from the project's folder: `sphinx-build -W -c book . book/_build/html`.
"""

import os
import re
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
sys.path.extend([str(ROOT), str(ROOT / "book"), str(ROOT / "notebooks" / "exercises")])

import lite
from make import BLANK, REGION, originals
from sections import write_sections

REPOSITORY = os.environ.get("REPOSITORY", "")
"""The address of the repository: the clone line and a link at the top of each page; without it neither names one."""
PYODIDE = os.environ.get("PYODIDE", "")
"""A folder with the files of Pyodide, to be served beside the lessons; without it they come from its own address."""

project = "Build a deep neural network with your own hands"
html_title = "Build a deep neural network"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.mathjax", "sphinx_copybutton"]

root_doc = "README"
include_patterns = [
    "README.md", "SECURITY.md", "datasets/README.md", "benchmarks/README.md",
    "book/*.md", "notebooks/[0-9][0-9]_*.ipynb",
]  # fmt: skip
exclude_patterns = ["**/*-Copy*", "**/*_[0-9].ipynb"]
nb_execution_mode = "off"
nb_merge_streams = True  # one box for what one cell prints
myst_enable_extensions = ["dollarmath"]
add_module_names = False
default_role = "code"  # as `x` is meant in a docstring
autodoc_default_options = {"member-order": "bysource"}
napoleon_use_rtype = False
copybutton_selector = "div.cell_input pre, div.highlight-sh pre, div.highlight-powershell pre, div.highlight-python pre"

html_theme = "pydata_sphinx_theme"
html_theme_options = {
    "article_header_end": ["lesson_files"],
    "footer_start": [],
    "footer_end": [],
    "navbar_center": [],
    "navbar_persistent": ["search-button"],
    "secondary_sidebar_items": ["page-toc"],
    "show_prev_next": True,
}
if REPOSITORY:
    html_theme_options["github_url"] = REPOSITORY
html_sidebars = {"**": ["all_pages"]}
html_favicon = "favicon.svg"
html_static_path = ["style.css", "search.js", "wide.js", "node_modules/mathjax/es5/tex-svg.js"]
html_css_files = ["style.css"]
html_js_files = ["wide.js"]
html_additional_pages = {"search": "search.html"}  # ours, instead of Sphinx's
mathjax_path = "tex-svg.js"
mathjax3_config = {"options": {"enableMenu": False}}  # the menu would fetch files that are not here
templates_path = ["templates"]
html_extra_path = ["index.html"]
html_copy_source = False
html_use_index = False
html_context = {"default_mode": "auto", "exercises": [path.stem for path in originals()]}

CONTENTS = """
```{toctree}
:hidden:
:caption: Lessons
:glob:

notebooks/*
```

```{toctree}
:hidden:
:caption: Look things up

book/symbols
book/contract
book/bibliography
datasets/README
```

```{toctree}
:hidden:
:caption: Work with it

book/teaching
book/contributing
benchmarks/README
SECURITY
```
"""


FINISHED = re.compile(r' \(finished\)(?=\\n",$)|^ *"\*This is the finished lesson.*\n *"\\n",\n', re.MULTILINE)
"""What tells a finished lesson from a learner's copy, which the book has no need to."""
ADDRESS = re.compile(r"^`ADDRESS` is that of the repository[^.]*\. ", re.MULTILINE)
OURS = {"code_prompt_show": "Our answer", "code_prompt_hide": "Our answer"}


def for_the_web(app, name, source):
    """The README is the first page and lists the others; our answers are folded; nothing plays."""
    text = FINISHED.sub("", source[0]).replace("(exercises/", "(") + CONTENTS * (name == root_doc)
    if REPOSITORY:
        text = ADDRESS.sub("", text).replace("git clone ADDRESS", f"git clone {REPOSITORY}")
    if name.startswith("notebooks/"):
        text = folded(text)
    source[0] = re.sub(r"\[([^]]+)\]\((notebooks/)?playground\.ipynb\)", r"\1", text)


def folded(text):
    """Show each blank as a learner meets it, and below it our answer, folded."""
    notebook = nbformat.reads(text, as_version=4)
    for at, cell in reversed([*enumerate(notebook.cells)]):
        if cell.cell_type == "code" and REGION.search(cell.source):
            blank = nbformat.v4.new_code_cell(REGION.sub(BLANK, cell.source))
            cell.source = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", cell.source)
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]
            cell.metadata["mystnb"] = {**cell.metadata.get("mystnb", {}), **OURS}
            notebook.cells.insert(at, blank)
    return nbformat.writes(notebook)


def as_sentences(app, what, name, obj, options, lines):
    """`Z : ndarray of shape (n, m)` is one sentence in our docstrings, and no type with a text below it."""
    for number, line in reversed([*enumerate(lines)]):
        if entry := re.fullmatch(r"(\w[\w, ]*) : (.*)", line):
            lines[number : number + 1] = [entry[1], "    " + entry[2]]
    lines[:] = [line.replace("|", "\\|") for line in lines]  # |x| would be a substitution


def by_their_words(app, pagename, templatename, context, doctree):
    """Let those who hear the page hear what is folded: "Our answer", and not "Toggle hidden content"."""
    context["body"] = context.get("body", "").replace('<summary aria-label="Toggle hidden content">', "<summary>")


def without_search(app):
    """Leave out Sphinx's search, which finds whole pages and not sections."""
    app.builder.search = False


def to_write_in(app, error):
    """Put the lessons that can be written in beside the book."""
    if error is None and app.builder.format == "html":
        lite.build(Path(app.outdir, "lite"), Path(PYODIDE) if PYODIDE else None)


def setup(app):
    app.connect("source-read", for_the_web)
    app.connect("autodoc-process-docstring", as_sentences, priority=400)  # before napoleon, at 500
    app.connect("builder-inited", without_search)
    app.connect("html-page-context", by_their_words)
    app.connect("build-finished", write_sections)
    app.connect("build-finished", to_write_in)
