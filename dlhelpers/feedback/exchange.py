"""Put a learner's source right by one expression of ours, in the learner's own names."""

import ast
import builtins
import sys

from . import cases, classic, mutants, sandbox
from .calls import alike
from .candidates import Candidate, rebound, space_for


def exchanged(repairs, patience):
    """In the first line where that is enough: the smallest of our expressions that puts everything right there."""
    ours = donors(repairs) if repairs.tree else []
    for statement in mutants.statements(repairs.tree.body if repairs.tree else []):
        nodes = [(ast.unparse(node), node) for node in targets(repairs.tree, statement)]
        for new in ours:
            right = ast.unparse(new)
            for wrong, old in nodes:
                if patience.over():
                    return []
                if right == wrong:
                    continue
                function = mutants.build(mutants.changed(repairs.tree, [(old, new)]), repairs.space)
                if repairs.share(function, 0, 1) == repairs.worth(function) == 1.0:
                    words = {"place": mutants.place_of(statement), "wrong": wrong, "right": right, "part": ""}
                    return [Candidate("exchanged", words, None)]
    return []


def targets(tree, statement):
    """The expressions of a statement, the large ones first; no variable that the learner has set."""
    own, nodes = mutants.names_set(tree), [node for node in mutants.own_nodes(statement) if whole(node)]
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    return sorted((n for n in nodes if n not in called and getattr(n, "id", "") not in own), key=size, reverse=True)


def whole(node):
    """Tell whether a node is an expression that has one value of its own and is more than a constant."""
    loads = isinstance(getattr(node, "ctx", None), (ast.Load, type(None)))
    plain = isinstance(node, (ast.Constant, ast.FormattedValue, ast.JoinedStr, ast.Tuple, ast.Starred))
    return isinstance(node, ast.expr) and loads and not plain


def size(node):
    return sum(1 for _ in ast.walk(node))


def donors(repairs):
    """The expressions of our sources, in the learner's names where the values are the same, the small ones first."""
    name, found, space = repairs.name, {}, space_for(repairs.name)
    calls = repairs.calls[:2]
    mine = [variables(repairs.function, case) for case in calls]
    for source in (getattr(classic, name, None), space[name]):
        if source is None:
            continue
        tree = mutants.tree_of(source)
        theirs = [variables(rebound(source, space), case) for case in calls]
        rename = Renamed(same_values(theirs, mine), definitions(tree), space)
        for node in (node for statement in mutants.statements(tree.body) for node in mutants.own_nodes(statement)):
            new = rename.of(node) if whole(node) else None
            if new is not None and whole(new) and getattr(new, "id", "") not in {*cases.NAMES, *dir(builtins), "np"}:
                found.setdefault(ast.unparse(new), new)
    return sorted(found.values(), key=size)


def variables(function, case):
    """The variables of a function when it comes back."""
    seen = {}

    def look(frame, event, _):
        if event == "return" and frame.f_code is function.__code__:
            seen.update(frame.f_locals)

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        sandbox.run(function, case.args, case.kwargs, 0.3)
    finally:
        sys.setprofile(before)
    return seen


def same_values(theirs, mine):
    """For each of our variables, one of the learner's that holds the same, if possible by the same name."""
    pairs = {}
    for key in theirs[0]:
        fit = [
            other
            for other in mine[0]
            if all(alike(a.get(key), b.get(other)) for a, b in zip(theirs, mine, strict=True))
        ]
        if fit:
            pairs[key] = key if key in fit else fit[0]
    return pairs


def definitions(tree):
    """What each variable of ours that is set once is set to."""
    found, twice = {}, set()
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.Assign)):
        target, pairs = node.targets[0], []
        if isinstance(target, ast.Name):
            pairs = [(target.id, node.value)]
        elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Name):
            for number, one in enumerate(target.elts):
                if isinstance(one, ast.Name):
                    pairs.append((one.id, ast.Subscript(node.value, ast.Constant(number), ast.Load())))
        for key, value in pairs:
            twice |= {key} & set(found)
            found[key] = value
    return {key: value for key, value in found.items() if key not in twice}


class Renamed(ast.NodeTransformer):
    """Our expressions in the learner's names; where there is none, what it stands for."""

    def __init__(self, names, definitions, space):
        self.names, self.definitions, self.space = names, definitions, space

    def of(self, node):
        """The expression anew; None if a variable of it has no name there."""
        try:
            return ast.fix_missing_locations(self.visit(ast.parse(ast.unparse(node), mode="eval").body))
        except (KeyError, RecursionError):
            return None

    def visit_Name(self, node):
        if node.id in self.names:
            return ast.Name(self.names[node.id], ast.Load())
        if node.id in self.definitions:
            return self.visit(ast.parse(ast.unparse(self.definitions[node.id]), mode="eval").body)
        if node.id in (*cases.NAMES, "np") or node.id not in self.space:
            return node
        raise KeyError(node.id)
