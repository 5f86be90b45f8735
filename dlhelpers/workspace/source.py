"""The text of a def: where it stands, what it needs from outside, and how it comes into a file."""

import ast
import inspect
import io
import itertools
import symtable
import sys
import textwrap
import tokenize

from ..feedback.answer import bare
from ..feedback.sandbox import code_of, same_code
from .network import Refused
from .texts import say

MARKS = ("### BEGIN SOLUTION", "### END SOLUTION", "# Your code here.")


def definition(function, name):
    """The def that makes a plain function, at the margin and under `name`, without the marks of an exercise."""
    if not inspect.isfunction(function) or function is not bare(function) or function.__closure__:
        raise Refused(say("not_a_def", f=name))
    code = function.__code__
    try:
        text = "".join(inspect.findsource(function)[0])
        found = [one for one in ast.walk(ast.parse(text)) if is_def(one, code.co_name)]
        found = [one for one in found if same_code(code_of(one, ""), code)]
        nearest = min(found, key=lambda one: abs(one.lineno - code.co_firstlineno))
        lines = textwrap.dedent("\n".join(text.split("\n")[rows(nearest)])).split("\n")
        tokens = list(tokenize.generate_tokens(io.StringIO("\n".join(lines)).readline))
    except (OSError, TypeError, SyntaxError, ValueError, tokenize.TokenError) as error:
        raise Refused(say("not_a_def" if code.co_name == "<lambda>" else "no_source", f=name)) from error
    if nearest.decorator_list:
        raise Refused(say("not_a_def", f=name))
    old = next(after for token, after in itertools.pairwise(tokens) if token.string == "def")
    (row, start), (_, end) = old.start, old.end
    lines[row - 1] = lines[row - 1][:start] + name + lines[row - 1][end:]
    marks = [token.start[0] for token in tokens if token.string in MARKS and token.line.strip() == token.string]
    return "\n".join(line for row, line in enumerate(lines, 1) if row not in marks).rstrip()


def globals_of(code):
    """The names that a def looks for outside itself, for its default arguments, too."""
    tables = [symtable.symtable(code, "", "exec")]
    for one in tables:  # it grows
        tables += one.get_children()
    return {symbol.get_name() for one in tables for symbol in one.get_symbols() if symbol.is_global()}


def imports(code, modules):
    """The lines that import modules under the names that a def has for them, with the modules inside that it uses."""
    dotted = {ast.unparse(one) for one in ast.walk(ast.parse(code)) if isinstance(one, ast.Attribute)}
    for name, module in modules.items():
        inner = sorted(one for one in dotted & set(sys.modules) if one.startswith(f"{name}."))
        plain = name == module.__name__
        yield from (f"import {one}" for one in inner or [name]) if plain else [f"import {module.__name__} as {name}"]


def placed(text, name, code, imported=()):
    """The text of a file with `code` in place of the def that counts, or at the end, and with more imports."""
    lines, body = [*text.rstrip().split("\n"), "", ""], ast.parse(text).body
    lines[place_of(text, name)] = [code]
    head = [*itertools.takewhile(lambda one: isinstance(one, (ast.Import, ast.ImportFrom, ast.Expr)), body)]
    row = head[-1].end_lineno if head else 0
    return "\n".join([*lines[:row], *imported, *lines[row:]]).rstrip() + "\n"


def def_in(text, name):
    """The def of that name that counts in a file; "" where there is none."""
    return "\n".join(text.split("\n")[place_of(text, name)])


def place_of(text, name):
    """The lines of the last def of that name at the margin, which is the one that counts; behind the end if none."""
    return next((rows(one) for one in reversed(ast.parse(text).body) if is_def(one, name)), slice(len(text), None))


def is_def(node, name):
    return isinstance(node, ast.FunctionDef) and node.name == name


def rows(node):
    """The lines of a def, with its decorators, counted from 0."""
    return slice(min(one.lineno for one in (node, *node.decorator_list)) - 1, node.end_lineno)
