"""Put a learner's source right by one expression of ours, in the learner's own names."""

import ast
import builtins
import re
import sys
from typing import NamedTuple

from . import cases, classic, judge, sandbox, trees
from .candidates import Candidate, quickly, rebound, space_for

SMALL = 5
"""Parts of a small expression, as Y.shape[1] has them; a wrong one may have two more."""


class Exchange(NamedTuple):
    """One expression of ours in the place of one of the learner's: texts, nodes, and whether both have few parts."""

    place: str
    wrong: str
    old: ast.expr
    right: str
    new: ast.expr
    small: bool


def exchanges(repairs):
    """Every exchange that may be tried, the smallest of our expressions first and the first lines first."""
    if repairs.tree is None:
        return []
    found, settled = donors(repairs)
    loads = trees.used(repairs.tree)
    own = trees.names_set(repairs.tree)
    known = own | {"np", *dir(builtins)}
    ours = [(right, new, size(new), names_in(new) <= known) for right, new in found]
    spots = [
        (trees.place_of(statement), ast.unparse(old), old, size(old), names_in(old) <= known)
        for statement in trees.statements(repairs.tree.body)
        if not (begins(statement) or (set_by(statement) and set_by(statement) <= settled))
        for old in targets(repairs.tree, statement)
    ]
    return [
        Exchange(place, wrong, old, right, new, parts <= SMALL and wrong_parts <= SMALL + 2)
        for right, new, parts, of_known in ours
        for place, wrong, old, wrong_parts, worked_out in spots
        if right != wrong and (max(parts, wrong_parts) > 1 or isinstance(new, ast.Constant))
        if of_known or not worked_out or names_in(old) <= names_in(new)  # else what was worked out would be dropped
        if not lost(old, new, loads, own)
        if place != "the condition" or isinstance(new, ast.Compare)
    ]


def first_right(repairs, tried, patience):
    """The first exchange that puts everything right, as a list; an empty one if there is none, or no time is left."""

    def search():
        for one in tried:
            if patience.over():
                return []
            function = trees.build(trees.changed(repairs.tree, [(one.old, one.new)]), repairs.space)
            if puts_right(repairs, function):
                key, part = kind(one.old, one.new)
                return [
                    Candidate(key, {"place": one.place, "wrong": one.wrong, "right": one.right, "part": part}, None)
                ]
        return []

    return sandbox.run(search, (), {}, 2 * patience.seconds).value or []


def kind(old, new):
    """The kind of slip that an exchange mends, and the part that it is about."""
    before, after = trees.as_operation(old), trees.as_operation(new)
    if before and after and {before[1], after[1]} == {ast.Mult, ast.MatMult}:
        return ("elementwise" if after[1] is ast.MatMult else "matrix_product"), ""
    if after and after[1] in (ast.Div, ast.Add, ast.Sub) and ast.unparse(after[0]) == ast.unparse(old):
        return ("division_missing" if after[1] is ast.Div else "term_missing"), ast.unparse(after[2])
    if after and after[1] is ast.Add and ast.unparse(after[2]) == ast.unparse(old):
        return "term_missing", ast.unparse(after[0])
    return "exchanged", ""


def lost(old, new, loads, own):
    """The variables of the learner's that no line would use any more."""
    gone = trees.used(old)
    return {name for name in gone if name in own and gone.count(name) == loads.count(name)} - names_in(new)


def names_in(node):
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def puts_right(repairs, function):
    """Tell whether a function is right in every case."""
    for case, wanted in zip(repairs.calls, repairs.expected, strict=True):
        outcome = quickly(function, case)
        if outcome.error or outcome.changed:
            return False
        found = judge.in_result(repairs.name, wanted, outcome.value)
        if any(d.stage != "remark" or (d.key == "last_cost" and not repairs.lacks_last) for d in found):
            return False
    return True


def targets(tree, statement):
    """The expressions of a statement, the large ones first; no variable that the learner has set."""
    own, nodes = trees.names_set(tree), [node for node in trees.own_nodes(statement) if whole(node)]
    called = [node.func for node in nodes if isinstance(node, ast.Call)] + [getattr(statement, "test", None)]
    returned = statement.value if isinstance(statement, ast.Return) else None
    free = (n for n in nodes if n not in called and (n is returned or getattr(n, "id", "") not in own))
    return sorted(free, key=size, reverse=True)


def whole(node):
    """Tell whether a node is an expression that has one value of its own and is more than a constant."""
    loads = isinstance(getattr(node, "ctx", None), (ast.Load, type(None)))
    plain = isinstance(node, (ast.Constant, ast.FormattedValue, ast.JoinedStr, ast.List, ast.Dict, ast.Starred))
    return isinstance(node, ast.expr) and loads and not plain


def size(node):
    return sum(isinstance(part, ast.expr) for part in ast.walk(node))


def donors(repairs):
    """The expressions of our sources in the learner's names, with their texts, the small ones first.

    A name stands for another one where the values are the same. These names come back, too: they are settled.
    """
    space, calls, found, settled = space_for(repairs.name), repairs.calls[:2], {}, set()
    mine = [variables(repairs.function, case) for case in calls]
    sources = [getattr(classic, repairs.name, None), space[repairs.name]]
    for source in sources[:1] if repairs.name == "L_layer_model" else filter(None, sources):
        tree = trees.tree_of(source)
        theirs = [variables(rebound(source, space), case) for case in calls]
        names = same_values(theirs, mine)
        settled |= set(names.values())
        names = {key: key for key in theirs[0] if key in mine[0]} | names  # others differ because of the mistake
        under = cases.CALLED[repairs.name] if repairs.name.startswith("linear_activation") else ()
        forms = [tree, *(trees.tree_of(getattr(classic, helper, space[helper])) for helper in under)]
        lines = [line for one in forms for line in one.body]  # what stands in a helper may be written out
        rename = Renamed(names, definitions(ast.Module(lines, [])), space)
        for node in (node for statement in trees.statements(lines) for node in trees.own_nodes(statement)):
            new = rename.of(node) if whole(node) else None
            if new is not None and not is_function(new):
                found.setdefault(ast.unparse(new), new)
            if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
                found.setdefault(str(node.value), node)
    for name in mine[0]:
        found.setdefault(name, ast.Name(name, ast.Load()))
    return sorted(found.items(), key=lambda pair: size(pair[1])), settled


def is_function(node):
    """Tell whether an expression is the name of a function, or of np."""
    return getattr(node, "id", "") in {*cases.NAMES, *dir(builtins), "np"} or (
        isinstance(node, ast.Attribute) and node.attr not in ("T", "size", "shape")
    )


def set_by(statement):
    """The names that a line sets."""
    return trees.names_set(statement) if isinstance(statement, ast.Assign) else set()


def begins(statement):
    """Tell whether a line makes a table that is filled later."""
    return bool(re.match(r"np\.(zeros|ones|empty|full)", ast.unparse(getattr(statement, "value", None) or statement)))


def variables(function, case):
    """The variables of a function when it comes back."""
    seen = {}

    def look(frame, event, _):
        if event == "return" and frame.f_code is function.__code__:
            seen.update(frame.f_locals)

    def watched(*args, **kwargs):
        before = sys.getprofile()
        sys.setprofile(look)
        try:
            return function(*args, **kwargs)
        finally:
            sys.setprofile(before)

    sandbox.run(watched, case.args, case.kwargs, 0.3)
    return seen


def alike(a, b):
    return a == b if isinstance(a, str) and isinstance(b, str) else judge.same(a, b)


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
        elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            both = zip(target.elts, node.value.elts, strict=True)
            pairs = [(one.id, value) for one, value in both if isinstance(one, ast.Name)]
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
        except (KeyError, SyntaxError, RecursionError):
            return None

    def visit_Name(self, node):
        if node.id in self.names:
            return ast.Name(self.names[node.id], ast.Load())
        if node.id in self.definitions:
            return self.visit(ast.parse(ast.unparse(self.definitions[node.id]), mode="eval").body)
        if node.id in (*cases.NAMES, "np") or node.id not in self.space:
            return node
        raise KeyError(node.id)
