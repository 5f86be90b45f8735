"""The search of the book: each section is found by itself, in `_static/sections.js`, which search.js looks through."""

import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import desc, desc_signature


def write_sections(app, error):
    """Write what there is to be found, once all pages stand."""
    if error is None and app.builder.format == "html":
        documents = {name: app.env.get_doctree(name) for name in sorted(app.env.found_docs)}
        found = [entry for name, document in documents.items() for entry in entries(name, document)]
        text = f"const SECTIONS = {json.dumps(found, ensure_ascii=False, indent=0)};\n"
        Path(app.outdir, "_static", "sections.js").write_text(text, "utf-8")


def entries(name, document):
    """Yield page, title, address and text of each section and each function that a page describes."""
    page = document.next_node(nodes.title).astext()
    for node in document.findall(lambda one: isinstance(one, (nodes.section, desc))):
        head = node.next_node(nodes.title if isinstance(node, nodes.section) else desc_signature)
        if ids := (node if isinstance(node, nodes.section) else head)["ids"]:
            title = head.astext() if isinstance(node, nodes.section) else ids[0].split(".")[-1]
            text = re.sub(r"\s+", " ", words(node, head)).strip()
            yield {"page": page, "title": title, "address": f"{name}.html#{ids[0]}", "text": text}


def words(node, head):
    """The text of a section: not its head, nor what is below the next one; a mark for each formula."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, (nodes.math, nodes.math_block)):
        return "…"
    if node is head or isinstance(node, (nodes.raw, nodes.comment)) or is_answer(node):
        return ""
    parts = (words(one, head) for one in node.children if not isinstance(one, (nodes.section, desc)))
    return ("" if isinstance(node, nodes.TextElement) else " ").join(parts)


def is_answer(node):
    """Tell whether this is what a cell gives, or the code of one that is folded."""
    kind = node.get("nb_element")
    return kind == "cell_code_output" or kind == "cell_code_source" and node.parent.get("hide_mode") == "input"
