"""`keep`: what is right goes into my_network.py, with all that it needs there."""

import ast
import builtins
import inspect
import textwrap

from ..feedback import check
from ..feedback.answer import bare
from ..feedback.cases import AROUND_IT
from ..feedback.report import Report
from .network import FILE, kept, ours, path_in, replaced, save
from .texts import say

CALLED_WITH = {"initialize_parameters_deep": ["rng"], "L_layer_model": ["parameters", "rng"]}
"""The keyword arguments with which lessons 4 and 5 call what was kept."""
MARKS = ("### BEGIN SOLUTION", "### END SOLUTION", "# Your code here.")


def keep(function, name=None, *, folder=None):
    """Check `function`, and if it is right, write it into my_network.py in `folder`, the current one if None."""
    report = check(function, name)
    if not report.passed:
        return Report(False, [*report.lines, say("not_kept", f=name or getattr(function, "__name__", "it"))])
    name = name or function.__name__
    if name in AROUND_IT:
        return Report(True, [*report.lines, say("around_it", f=name, file=FILE)])
    lacking = [f"`{key}`" for key in CALLED_WITH.get(name, ()) if key not in inspect.signature(function).parameters]
    if lacking:
        return Report(False, [*report.lines, say("lacks", f=name, names=" and ".join(lacking))])
    path = path_in(folder)
    code, problem = written(function, name)
    if problem:
        return Report(False, [*report.lines, problem])
    mine = kept(path)
    if mine is None:
        return Report(False, [*report.lines, say("unreadable", file=FILE)])
    text = replaced(path, name, code)
    try:
        backup = save(path, text)
    except OSError as error:
        return Report(False, [*report.lines, say("cannot_write", file=FILE, error=error.strerror or str(error))])
    told = say("kept_before", f=name, file=FILE, backup=backup) if backup else say("kept", f=name, file=FILE)
    return Report(True, [*report.lines, told])


def written(function, name):
    """The source of a function under the name it is to have, with its own helpers; or a sentence why not."""
    if not inspect.isfunction(function) or function is not bare(function) or function.__closure__:
        return "", say("not_a_def", f=name)
    try:
        source = textwrap.dedent(inspect.getsource(function)).rstrip()
        tree = ast.parse(source).body[0]
    except (OSError, TypeError, SyntaxError, IndexError):
        return "", say("no_source", f=name)
    if not isinstance(tree, ast.FunctionDef):
        return "", say("not_a_def", f=name)
    source, missing = "\n".join(line for line in source.split("\n") if line.strip() not in MARKS), []
    if tree.name != name:
        source = source.replace(f"def {tree.name}(", f"def {name}(", 1)
    for other in sorted(names_used(tree) - set(ours()) - set(dir(builtins)) - {tree.name}):
        value = function.__globals__.get(other)
        if inspect.ismodule(value):
            source = imported(other, value, source)
        elif other in function.__globals__:
            missing.append(other)
    if missing:
        names = ", ".join(f"`{other}`" for other in missing)
        return "", say("leans_on", f=name, names=names, file=FILE)
    return source + "\n", ""


def imported(name, module, source):
    """Put the import of a module as the first line inside the function."""
    tree = ast.parse(source).body[0]
    first = tree.body[1] if ast.get_docstring(tree) is not None and len(tree.body) > 1 else tree.body[0]
    lines = source.split("\n")
    line = f"import {module.__name__} as {name}" if module.__name__ != name else f"import {name}"
    lines.insert(first.lineno - 1, " " * first.col_offset + line)
    return "\n".join(lines)


def names_used(tree):
    """The global names a definition needs, decorators and default arguments too."""
    loads = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node is not tree}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            bound |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
    return loads - bound
