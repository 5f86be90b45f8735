"""Every small edit of a function's text: one expression, or one line, stands otherwise."""

import ast
import builtins
import contextlib
import itertools
from typing import NamedTuple

from . import cases, rules, trees
from .trees import FILLS, as_operation, in_index, names_in, np_name

COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
SYMMETRIC = ("maximum", "minimum", "add", "multiply", "range")


class Edit(NamedTuple):
    """What is exchanged, as pairs of a node or block and another; the line; what is shown of it; its rule or its name."""

    changes: tuple
    line: ast.stmt
    old: ast.AST
    new: ast.AST
    rule: object


class Scope:
    """What an expression can be made of: the function's variables, those that count something, and words."""

    def __init__(self, tree, donors, reached, score, first):
        self.tree, self.words, self.ours = tree, donors.words, sorted(donors.names)
        self.reached, self.sorts, self.score, self.first = reached, donors.sorts, score, first
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.parents |= {id(block): owner for owner, block in trees.blocks(tree)}
        self.arguments = trees.arguments(tree)
        self.names = sorted((trees.names_set(tree) | self.arguments) - {"print_cost", "_"})
        self.counts = {"m"} & set(self.names) | set(counts(tree)) - self.arguments
        self.counts = self.counts or {text for text in donors.expressions if text.endswith(".shape[1]")}

    def loops(self, line):
        """The variables of the loops round a line, the innermost first."""
        around = [one for one in trees.path(line, self.parents) if isinstance(one, ast.For) and one is not line]
        return [node.id for one in around for node in ast.walk(one.target) if isinstance(node, ast.Name)]

    def choices(self, letter, node, loops):
        """What a letter on the right side of a rule may stand for."""
        value, parent = getattr(node, "value", None), self.parents.get(node)
        beside = map(ast.unparse, (parent.left, *parent.comparators)) if isinstance(parent, ast.Compare) else ()
        if letter == "w":
            names = set(self.names) if getattr(node, "id", "") in self.names or not known(node) else set()
            unknown = [
                f"{one}.{node.id}"
                for one in ("np", "dl")
                if not known(node) and getattr(node, "id", "") not in self.names
            ]
            found = [*sorted(names - {getattr(node, "id", ""), *beside}), *unknown]
            found = (
                [one for one in found if self.sorts.get(one, "") in ("", self.sorts.get(getattr(node, "id", ""), ""))]
                if (self.sorts.get(getattr(node, "id", ""), ""))
                else found
            )
        elif letter == "t":
            found = [repr(word) for word in self.words if word != value]
        elif letter == "k":
            found = near(value, parent)
        else:
            found = {"u": self.names, "i": loops, "j": loops, "a": sorted(self.arguments), "m": sorted(self.counts)}[
                letter
            ]
        return [one for one in found if one != ast.unparse(node)]


def known(node):
    """Tell whether an expression is no variable that is missing: a number, or a name of Python's or of ours."""
    word = getattr(node, "id", None)
    return word is None or hasattr(builtins, word) or word in trees.MODULES or word in cases.NAMES


def near(value, parent):
    """The numbers that may be meant in the place of another."""
    if isinstance(value, bool):
        return [str(not value)]
    if getattr(getattr(parent, "value", None), "attr", "") == "shape":
        return ["1"] if value == 0 else []
    return [
        repr(one)
        for one in dict.fromkeys((value + 1, value - 1, 1, 0, 0.0, 1.0, value * 2, value / 2))
        if one != value or value == 0
    ]


def counts(tree):
    """The names that are set to a shape or a length."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if ".shape" in ast.unparse(node.value) or "len(" in ast.unparse(node.value):
                yield node.targets[0].id


# --- expressions


def of_expressions(scope, tiers):
    """The edits of one expression, and those of the same one wherever it stands, as far as they are that likely."""
    everywhere = {}
    for line in trees.statements(scope.tree.body):
        here, loops = {}, scope.loops(line)
        for node in trees.own_nodes(line) if not isinstance(line, ast.Assert) else ():
            for rule, new in variants(node, line, loops, scope, tiers):
                if id(line) in scope.reached:
                    yield Edit(((node, new),), line, node, new, rule)
                for same in {(ast.unparse(node), ast.unparse(new)), rules.alike(rule, node, new)}:
                    here.setdefault(same, []).append((node, new, line, rule))
        some = [one for one in here.values() if "k" not in getattr(one[0][3], "free", ())]
        yield from at_once(some if id(line) in scope.reached else ())
        for same, found in here.items():
            if not any(getattr(rule, "where", "") in ("in index", "at number") for _, _, _, rule in found):
                everywhere.setdefault(same, []).append((id(line) in scope.reached, found))
    for found in everywhere.values():
        for group in (found, *(in_branches(found, scope) if len(found) > 2 else ())):
            if len(group) > 1 and any(reached for reached, _ in group):
                yield from at_once([[one for _, some in group for one in some]])


def in_branches(found, scope):
    """Those of the same edits that stand at the same place in the branches of one `if`."""
    groups = {}
    for reached, some in found:
        line = some[0][2]
        around = [one for one in trees.path(line, scope.parents) if isinstance(one, ast.If) and one is not line]
        if around:
            place = next((block.index(line) for _, block in trees.blocks(around[0]) if line in block), None)
            groups.setdefault((id(around[-1]), place), []).append((reached, some))
    return groups.values()


def at_once(groups):
    """The same edit at several places."""
    for group in map(list, groups):
        pairs = tuple((old, new) for old, new, *_ in group)
        if 1 < len(pairs) < 7 and len({id(old) for old, _ in pairs}) == len(pairs):
            _, _, line, rule = group[0]
            yield Edit(pairs, line, *pairs[0], rule)


def variants(node, line, loops, scope, tiers):
    """What may belong in the place of one expression, each with its rule or the name of the slip."""
    parent, likely = scope.parents.get(node), rules.LIKELY in tiers
    if isinstance(getattr(node, "ctx", None), ast.Store):
        if not likely:
            return
        yield from shuffled(node, parent) if isinstance(node, ast.Tuple) else ()
    elif isinstance(node, ast.expr) and not isinstance(node, (ast.FormattedValue, ast.JoinedStr)):
        where = wheres(node, parent, line, scope)
        for row in rules.rows():
            if row.tier in tiers and row.where in where:
                yield from ((row, new) for new in row.made(node, scope, loops))
        if likely:
            yield from (*shuffled(node, parent), *keywords(node), *special(node))
            if is_text(node) and node.value[1:] and node.value[-1] in loops:
                number = ast.Call(ast.Name("str", ast.Load()), [ast.Name(node.value[-1], ast.Load())], [])
                yield "letter", ast.BinOp(ast.Constant(node.value[:-1]), ast.Add(), number)


def wheres(node, parent, line, scope):
    """In which places of the table's first column an expression stands."""
    plain = isinstance(node, (ast.Name, ast.Attribute, ast.Call, ast.BinOp, ast.Subscript, ast.UnaryOp))
    value, operation, own = (
        getattr(line, "value", None),
        as_operation(parent),
        isinstance(getattr(node, "func", None), ast.Name),
    )
    whole = node is value or (isinstance(parent, ast.Tuple) and parent is value)
    compared = isinstance(parent, ast.Compare) and node is not parent.left
    index = in_index(node, scope.parents)
    variable = (
        isinstance(node, ast.Name) and not isinstance(parent, (ast.Subscript, ast.Attribute, ast.Slice)) and not index
    )
    zipped = getattr(getattr(parent, "func", None), "id", "") == "zip"
    made = np_name(node) in ("zeros", "ones", "empty", "full", "zeros_like")
    found = {
        "": True,
        "in index": (index or compared) and plain,
        "at number": (index or compared) and isinstance(node, ast.Constant) and not isinstance(parent, ast.JoinedStr),
        "whole": whole
        and plain
        and scope.sorts.get(getattr(node, "id", "")) not in ("parts", "dict", "str")
        and not made
        and not index
        and (not own or node.func.id == "float"),
        "factor": operation and operation[1] in (ast.MatMult, ast.Mult) and plain and not index,
        "variable": variable and node.id in scope.names,
        "call": own and node.func.id not in ("float", "int", "range", "zip", "str", "len", "dict", "list", "enumerate"),
        "returned": isinstance(line, ast.Return) and node is value and not isinstance(node, ast.Tuple),
        "iterated": (isinstance(line, ast.For) and node is line.iter) or zipped,
        "copied": isinstance(line, ast.Assign) and isinstance(node, ast.Name) and node is value,
    }
    return {one for one, here in found.items() if here}


def with_field(node, field, value):
    return type(node)(**{**dict(ast.iter_fields(node)), field: value})


def shuffled(node, parent):
    """The parts of a call, a tuple, a list or a dict in another order, or without one of them."""
    field = {ast.Call: "args", ast.Tuple: "elts", ast.List: "elts", ast.Dict: "values"}.get(type(node))
    if (
        field is None
        or (np_name(node) or getattr(getattr(node, "func", None), "id", "")) in SYMMETRIC
        or (isinstance(parent, ast.Subscript) and node is parent.slice)
    ):
        return
    parts = getattr(node, field)
    for i, j in itertools.combinations(range(len(parts)), 2):
        if ast.unparse(parts[i]) != ast.unparse(parts[j]):
            swapped = list(parts)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            yield "order", with_field(node, field, swapped)
    if field == "elts":
        if len(parts) == 3:
            yield from (("order", with_field(node, field, [*parts[i:], *parts[:i]])) for i in (1, 2))
        for i in range(len(parts)) if len(parts) > 1 else ():
            rest = parts[:i] + parts[i + 1 :]
            yield "part", rest[0] if len(rest) == 1 else with_field(node, field, rest)


def keywords(node):
    """The axis of a call, and whether it is kept."""
    if not isinstance(node, ast.Call):
        return
    given, reduces = {one.arg: one.value for one in node.keywords}, np_name(node) in ("sum", "mean", "max", "min")
    kept, turned = ast.keyword("keepdims", ast.Constant(True)), ast.keyword("axis", ast.Constant(1))
    rest = [one for one in node.keywords if one.arg not in ("axis", "keepdims")]
    axis = getattr(given.get("axis"), "value", None)
    if axis in (0, 1):
        turned = ast.keyword("axis", ast.Constant(1 - axis))
        yield "axis", with_field(node, "keywords", [turned if one.arg == "axis" else one for one in node.keywords])
        yield "axis named", with_field(node, "keywords", rest)
    elif reduces and "axis" not in given:
        yield "no axis", ast.Call(node.func, node.args[:1], [*rest, turned, kept])
    if "keepdims" in given:
        yield "keepdims", with_field(node, "keywords", [one for one in node.keywords if one.arg != "keepdims"])
    elif reduces:
        yield "keepdims", with_field(node, "keywords", [*node.keywords, kept])


def special(node):
    """What no row of the table can tell: comparisons, words with a number in them, sizes that are no pair."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], COMPARISONS):
        kinds = COMPARISONS[:4] if isinstance(node.ops[0], COMPARISONS[:4]) else COMPARISONS
        kinds = COMPARISONS[4:] if any(map(is_text, node.comparators)) else kinds
        others = (op for op in kinds if not isinstance(node.ops[0], op))
        yield from (("comparison", ast.Compare(node.left, [op()], node.comparators)) for op in others)
    elif is_text(node) and "{" in node.value:
        with contextlib.suppress(SyntaxError):
            yield "f-string", ast.parse("f" + repr(node.value), mode="eval").body
    elif np_name(node) in ("zeros", "ones", "empty", "standard_normal") and len(node.args) == 2:
        yield "pair", ast.Call(node.func, [ast.Tuple(node.args, ast.Load())], node.keywords)
    elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and is_text(node.elts[0]):
        yield "comma", ast.BinOp(node.elts[0], ast.Add(), node.elts[1])
    elif (
        isinstance(node, ast.Call)
        and node.args
        and as_operation(node.args[-1])
        and isinstance(node.args[-1], ast.BinOp)
    ):
        last = node.args[-1]
        inner = ast.Call(node.func, [*node.args[:-1], last.left], node.keywords)
        yield "bracket", ast.BinOp(inner, last.op, last.right)
    if np_name(node) in ("rand", "randn") and len(node.args) == 1 and isinstance(node.args[0], ast.Tuple):
        yield "no pair", ast.Call(node.func, node.args[0].elts, node.keywords)


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


# --- lines


def of_lines(scope, more):
    """The edits of one line: left out, elsewhere, under another condition, or one more, from `more` lines."""
    found = [(owner, block, line) for owner, block in trees.blocks(scope.tree) for line in block]
    for owner, block, line in found:
        yield from kept_or_lost(line, owner, scope)
        yield from conditions(line, block)
        if isinstance(line, (ast.Raise, ast.Pass)):
            continue
        if deletable(line):
            rule = "assert" if isinstance(line, ast.Assert) else "line_extra"
            yield Edit(((block, without(block, line)),), line, line, line, rule)
        yield from moves(line, owner, block, scope)
        if isinstance(line, ast.For):
            yield from renewals(line, scope)
            yield from indents(line, block)
    for owner, block in trees.blocks(scope.tree):
        for spot in range(len(block) + 1):
            if spot and isinstance(block[spot - 1], (ast.Return, ast.Raise)):
                continue
            for new in more:
                near = block[spot - 1] if spot else block[0]
                if isinstance(new, ast.Expr) or (trees.names_set(new) and not trees.names_set(new) & set(scope.names)):
                    yield Edit(
                        ((block, [*block[:spot], new, *block[spot:]]),),
                        near,
                        near,
                        new,
                        "line_missing" if spot else "line_first",
                    )
    for owner, block, line in found:
        target = line.targets[0] if isinstance(line, ast.Assign) else None
        if getattr(target, "id", "") in scope.arguments:
            for word in scope.ours:  # what came in is lost under another thing's name
                new = ast.Assign([ast.Name(word, ast.Store())], line.value)
                yield Edit(((line, new),), line, line, new, "line_other")
        for new in more:
            if isinstance(line, ast.Assign) and isinstance(new, ast.Assign) and other_target(line, new):
                yield Edit(((line, new),), line, line, new, "line_other")


def other_target(line, new):
    """Tell whether a line sets something else than ours with the same value, or the same name in another form."""
    mine, ours = ast.unparse(line.targets[0]), ast.unparse(new.targets[0])
    if ast.unparse(line.value) == ast.unparse(new.value):
        return mine != ours
    return mine != ours and bool(trees.names_set(new)) and trees.names_set(new) <= trees.names_set(line)


def deletable(line):
    """Tell whether a line can be left out: one that sets something, calls something, or leaves a loop."""
    leaves = isinstance(line, ast.If) and isinstance(line.body[-1], (ast.Break, ast.Continue))
    return leaves or isinstance(line, (ast.Assign, ast.AugAssign, ast.Expr, ast.Break, ast.Assert))


def without(block, line):
    return [one for one in block if one is not line] or [ast.Pass()]


def moves(line, owner, block, scope):
    """A line elsewhere: in front of another one, or at the end of a block."""
    here, inside, depth = block.index(line), {id(node) for node in ast.walk(line)}, depth_of(owner, scope)
    for other_owner, other in trees.blocks(scope.tree):
        deeper = depth_of(other_owner, scope) - depth
        if (abs(deeper) > 1 and not isinstance(line, ast.Return)) or id(other_owner) in inside:
            continue
        for spot in range(len(other) + 1):
            if (other is block and spot >= here) or (isinstance(line, ast.Return) and spot < len(other)):
                continue  # what stands below moves up instead
            rest = [*other[:spot], line, *other[spot:]]
            changes = ((block, without(block, line)), (other, rest))
            if other is block:
                changes = ((block, [*other[:spot], line, *without(other[spot:], line)]),)
            rule = move(line, owner, other_owner, deeper, other[spot:])
            yield Edit(changes, line, line, other[min(spot, len(other) - 1)], rule)


def move(line, owner, other_owner, deeper, after):
    """What a move is called."""
    if isinstance(line, ast.Return):
        return "return_out" if isinstance(owner, (ast.For, ast.While)) else "return_moved"
    if deeper == 0:
        return "too_late"
    if not isinstance(other_owner if deeper > 0 else owner, (ast.For, ast.While)):
        return "other_block"
    return "into_loop" if deeper > 0 else "before_loop" if any(one is owner for one in after) else "out_of_loop"


def indents(loop, block):
    """Several lines at once, below a loop that belong into it, or at its end that belong below it."""
    here = block.index(loop)
    below = [one for one in block[here + 1 :] if not isinstance(one, ast.Return)]
    for n in range(2, len(below) + 1):
        rest = [one for one in block if one not in below[:n]]
        yield Edit(((loop.body, [*loop.body, *below[:n]]), (block, rest)), loop, below[0], below[0], "indent")
    for n in range(1, len(loop.body) - 1):
        last = loop.body[n:]
        rest = [*block[: here + 1], *last, *block[here + 1 :]]
        yield Edit(((loop.body, loop.body[:n]), (block, rest)), loop, last[0], last[0], "outdent")


def depth_of(node, scope):
    depth = 0
    while node in scope.parents:
        node, depth = scope.parents[node], depth + 1
    return depth


def kept_or_lost(line, owner, scope):
    """What a line does with its value: it is lost, or kept where there is none, or added up."""
    value = getattr(line, "value", None)
    if isinstance(line, ast.Assign) and np_name(value) in FILLS:
        yield Edit(((line, ast.Expr(value)),), line, line, ast.Expr(value), "none_kept")
    if isinstance(line, ast.Expr) and isinstance(value, ast.Call) and np_name(value) not in FILLS:
        for word in scope.names:
            new = ast.Assign([ast.Name(word, ast.Store())], value)
            yield Edit(((line, new),), line, line, new, "result_dropped")
    if isinstance(line, ast.Expr) and isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq):
        target = ast.parse(ast.unparse(value.left) + " = 0").body[0].targets[0]
        new = ast.Assign([target], value.comparators[0])
        yield Edit(((line, new),), line, line, new, "compared")
    if isinstance(line, ast.AugAssign):
        now = ast.parse(ast.unparse(line.target), mode="eval").body
        new = ast.Assign([line.target], ast.BinOp(now, line.op, value))
        yield Edit(((line, new),), line, line, new, "augmented")
    if (
        isinstance(owner, ast.For)
        and isinstance(line, ast.Assign)
        and isinstance(line.targets[0], (ast.Name, ast.Subscript))
    ):
        for op in [ast.BitOr()] if isinstance(value, ast.Dict) else [ast.Add(), ast.Sub()]:
            new, target = ast.AugAssign(line.targets[0], op, value), line.targets[0]
            yield Edit(((line, new),), line, line, new, "overwritten")
            if isinstance(value, ast.Dict):
                outer = next(block for _, block in trees.blocks(scope.tree) if any(one is owner for one in block))
                start = [ast.Assign([target], ast.Dict([], [])), owner]
                rest = [other for one in outer for other in (start if one is owner else [one])]
                yield Edit(((line, new), (outer, rest)), line, line, new, "overwritten")


def conditions(line, block):
    """Branches that took each other's place, and what must stand under an `else`."""
    if isinstance(line, ast.If) and line.orelse:
        yield Edit(((line.body, line.orelse), (line.orelse, line.body)), line, line, line, "branches")
        if len(line.orelse) == 1 and isinstance(line.orelse[0], ast.If):
            yield Edit(
                ((line.body, line.orelse[0].body), (line.orelse[0].body, line.body)), line, line, line, "branches"
            )
    number = block.index(line)
    before = block[number - 1] if number else None
    if isinstance(before, ast.If) and not before.orelse and isinstance(line, (ast.Assign, ast.If)):
        joined = ast.copy_location(ast.If(before.test, before.body, [line]), before)
        yield Edit(
            ((block, [joined if one is before else one for one in block if one is not line]),),
            line,
            line,
            line,
            "elif" if isinstance(line, ast.If) else "else",
        )


def renewals(loop, scope):
    """For a variable that a loop uses and never sets: another one that it sets takes its name, here and below."""
    nodes = [node for one in (loop.target, *loop.body) for node in ast.walk(one) if isinstance(node, ast.Name)]
    inside = {id(node) for node in nodes}
    set_in = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    every = [node for node in ast.walk(scope.tree) if isinstance(node, ast.Name)]
    outside = {
        node.id for node in every if isinstance(node.ctx, ast.Store) and id(node) not in inside
    } | scope.arguments
    stale = {node.id for node in nodes} & outside - set_in
    for new, old in itertools.product(sorted(set_in - outside), sorted(stale)):
        changes = tuple((node, ast.Name(old, node.ctx)) for node in every if node.id == new)
        if new in names_in(loop.target):
            yield Edit(changes, loop, ast.Name(new, ast.Load()), ast.Name(old, ast.Load()), "loop_variable")
            continue
        first = next(one for one in loop.body if any(node in ast.walk(one) for node, _ in changes))
        yield Edit(changes, first, ast.Name(old, ast.Load()), trees.changed(first, changes), "not_renewed")
