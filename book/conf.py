"""The web book: the lessons as they are, with the README as its first page.

Build it from the project's folder: `sphinx-build -W -c book . book/_build/html`.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

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
html_sidebars = {"**": ["all_pages"]}
html_favicon = "favicon.svg"
html_static_path = ["style.css", "node_modules/mathjax/es5/tex-svg.js"]
html_css_files = ["style.css"]
mathjax_path = "tex-svg.js"
mathjax3_config = {"options": {"enableMenu": False}}  # the menu would fetch files that are not here
templates_path = ["templates"]
html_extra_path = ["index.html"]
html_copy_source = False
html_use_index = False
EXERCISES = [*ROOT.glob("notebooks/exercises/[0-9][0-9]_*.ipynb")]
html_context = {"default_mode": "auto", "exercises": [path.stem for path in EXERCISES]}

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


def for_the_web(app, name, source):
    """The README is the first page and lists the others; each lesson's page offers its exercise; nothing plays."""
    text = FINISHED.sub("", source[0]).replace("(exercises/", "(") + CONTENTS * (name == root_doc)
    source[0] = re.sub(r"\[([^]]+)\]\((notebooks/)?playground\.ipynb\)", r"\1", text)


def as_sentences(app, what, name, obj, options, lines):
    """`Z : ndarray of shape (n, m)` is one sentence in our docstrings, and no type with a text below it."""
    for number, line in reversed([*enumerate(lines)]):
        if entry := re.fullmatch(r"(\w[\w, ]*) : (.*)", line):
            lines[number : number + 1] = [entry[1], "    " + entry[2]]
    lines[:] = [line.replace("|", "\\|") for line in lines]  # |x| would be a substitution


def add_notebooks(app, error):
    """Put each lesson and its exercise beside its page, to be opened in Jupyter."""
    for path in [*ROOT.glob("notebooks/[0-9][0-9]_*.ipynb"), *EXERCISES]:
        copy = Path(app.outdir, path.relative_to(ROOT))
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)


def setup(app):
    app.connect("source-read", for_the_web)
    app.connect("autodoc-process-docstring", as_sentences, priority=400)  # before napoleon, at 500
    app.connect("build-finished", add_notebooks)
