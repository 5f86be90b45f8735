"""Every small edit of a function's text: one expression, or one line, stands otherwise."""

import ast
import builtins
import contextlib
import difflib
import itertools
import re
from typing import NamedTuple

import numpy as np

from . import cases, rules, trees
from .trees import FILLS, LOOPS, as_operation, call_name, in_index, is_text, names_in, np_name

COMPARISONS = (ast.LtE, ast.Lt, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
SYMMETRIC = ("maximum", "minimum", "add", "multiply", "range")
IDLE = {ast.Mult: 1, ast.Add: 0, ast.Sub: 0}
"""The numbers that do nothing in an operation."""


class Edit(NamedTuple):
    """What is exchanged, as pairs of a node or block and another; the line; what is shown of it; its row, if any."""

    changes: tuple
    line: ast.stmt
    old: ast.AST
    new: ast.AST
    rule: rules.Row | None


class Scope:
    """What an expression can be made of: the function's variables, those that count something, and words."""

    def __init__(self, tree, donors, reached, score, first):
        self.tree, self.words, self.settled = tree, donors.words, donors.settled
        self.reached, self.sorts, self.score, self.first = reached, donors.sorts, score, first
        self.outputs = donors.outputs
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.parents |= {id(block): owner for owner, block in trees.blocks(tree)}
        self.begins = donors.function.__code__.co_firstlineno
        self.arguments, self.loads = trees.arguments(tree), trees.used(tree)
        self.names = sorted((trees.names_set(tree) | self.arguments) - {"print_cost", "_"})
        self.own = trees.names_set(tree) - trees.comprehended(tree)
        args = tree.args.args
        bare = {one.arg for one in args[: len(args) - len(tree.args.defaults)]}
        self.given = (bare | self.arguments & cases.parameters(donors.name).keys()) - {"print_cost"}
        self.summed = {name for call in ast.walk(tree) if adds_up(call) for name in trees.names_in(call)}
        self.counts = {"m"} & set(self.names) | set(counts(tree)) - self.arguments
        self.counts = self.counts or {text for text in donors.expressions if text.endswith(".shape[1]")}

    def loses(self, changes):
        """The variables that the learner sets and that nothing would use after these changes."""
        return [name for name in self.used_no_more(changes) if name in self.own]

    def doubtful(self, changes, line):
        """Those of them that may be made wrongly: what is not right already; no numbers, but where they come back."""
        kept = [name for name in self.loses(changes) if name not in self.settled]
        alone = {old.id for old, _ in changes if isinstance(old, ast.Name)}
        numbers = ("number", "numbers", "mask") if not isinstance(line, ast.Return) else ()
        return [name for name in kept if name in alone or self.sorts.get(name, "") not in numbers]

    def forgets(self, changes):
        """The arguments of the contract that nothing would use after these changes."""
        return [name for name in self.used_no_more(changes) if name in self.given]

    def used_no_more(self, changes):
        before, after = (
            [ast.Module(one, []) if isinstance(one, list) else one for one in both]
            for both in zip(*changes, strict=True)
        )
        gone = [name for old in before for name in trees.used(old)]
        kept = [name for new in after for name in trees.names_in(new)]
        return [one for one in dict.fromkeys(gone) if one not in kept and gone.count(one) == self.loads.count(one)]

    def loops(self, line):
        """The variables of the loops round a line, the innermost first; in a `while`, those that it counts with."""
        around = [one for one in trees.path(line, self.parents) if isinstance(one, LOOPS) and one is not line]
        heads = [getattr(one, "target", None) or ast.Tuple(counted_by(one), ast.Store()) for one in around]
        return [node.id for head in heads for node in ast.walk(head) if isinstance(node, ast.Name)]

    def choices(self, letter, node, loops):
        """What a letter on the right side of a rule may stand for."""
        if letter == "w":
            found = self.variables(node.id, self.parents.get(node), loops)
        elif letter == "t":
            key, rest = re.fullmatch(r"(d?[WbA])(\W.*)|.*", node.value, re.S).groups("")  # as "W%d"
            found = map(repr, [word + rest for word in self.words if not rest or word != key])
        elif letter == "k":
            found = near(node.value, self.parents.get(node))
        else:
            handed_back = [one for one in self.names if self.sorts.get(one, "") in self.outputs]
            found = {"u": handed_back, "i": loops, "a": sorted(self.arguments), "m": sorted(self.counts)}[letter]
        return [one for one in found if one != trees.source(node)]

    def variables(self, word, parent, loops):
        """What may be meant by a name: a variable of the same sort; and np's or dl's, where there is no such name."""
        if isinstance(parent, ast.Compare) and word in loops:
            return loops  # what it asks for changes in each turn
        missing = word not in self.names
        if missing and (hasattr(builtins, word) or word in trees.MODULES or word in cases.NAMES):
            return []
        sort = self.sorts.get(word, "")
        kin = ("", sort, "numbers" if sort == "mask" else sort)
        alike = [one for one in self.names if not sort or self.sorts.get(one, "") in kin]
        return [one for one in alike if one not in beside(parent)] + [
            f"{one}.{word}" for one in ("np", "dl") if missing
        ]


def counted_by(loop):
    """What a `while` loop counts with: the variables to which it adds, or from which it subtracts."""
    return [line.target for line in loop.body if isinstance(line, ast.AugAssign)]


def adds_up(call):
    """Tell whether a call makes one number of many."""
    return np_name(call) in ("sum", "mean", "average") or call_name(call) == "sum"


def beside(parent):
    """What an expression is compared with, subtracted from or divided by: never the same once more."""
    if isinstance(parent, ast.Compare):
        return {trees.source(one) for one in (parent.left, *parent.comparators)}
    if isinstance(parent, ast.BinOp) and isinstance(parent.op, (ast.Sub, ast.Div, ast.FloorDiv)):
        return {trees.source(parent.left), trees.source(parent.right)}
    return set()


def near(value, parent):
    """The numbers that may be meant in the place of another."""
    if isinstance(value, bool):
        return [str(not value)]
    if getattr(getattr(parent, "value", None), "attr", "") == "shape":
        return ["1"] if value == 0 else []
    middle = [0.5] if isinstance(parent, ast.Compare) else []
    whole = [value + 1, value - 1, 1, 0] if isinstance(value, int) else []
    idle = IDLE.get(type(parent.op)) if isinstance(parent, ast.BinOp) else None
    return [repr(one) for one in dict.fromkeys([*middle, *whole, value * 2, value / 2]) if one != idle]


def counts(tree):
    """The names that are set to a shape or a length."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if ".shape" in trees.source(node.value) or "len(" in trees.source(node.value):
                yield node.targets[0].id


def tests(edit, scope):
    """The conditions that an edit changes, with what has them, and whether that is the last of a chain of elif."""
    for old, _ in edit.changes:
        for inner, outer in itertools.pairwise(trees.path(old, scope.parents) if isinstance(old, ast.AST) else ()):
            if isinstance(outer, (ast.If, ast.IfExp)) and inner is outer.test:
                above = scope.parents.get(outer)
                yield outer, isinstance(above, ast.If) and outer in above.orelse and len(above.orelse) == 1


def turned_by(edit, scope):
    """The loops whose heads an edit changes."""
    for old, _ in edit.changes:
        for inner, outer in itertools.pairwise(trees.path(old, scope.parents) if isinstance(old, ast.AST) else ()):
            if isinstance(outer, ast.For) and inner is outer.iter:
                yield outer


def governs(owner, outcome, last):
    """Tell whether anything hangs on that outcome of a condition: not an error, nor what an elif leaves over."""
    block = owner.body if outcome else owner.orelse
    if isinstance(owner, ast.IfExp):
        return True
    return not isinstance(block[0], ast.Raise) if block else not last


# --- expressions


def of_expressions(scope, tiers):
    """The edits of one expression, and those of the same one wherever it stands, as far as they are that likely."""
    everywhere, twins, known, unset = {}, {}, {}, set(scope.own)
    for line in trees.statements(scope.tree.body):
        here, loops, later = {}, scope.loops(line), unset.copy()
        if any(isinstance(one, LOOPS) for one in trees.path(line, scope.parents)):
            later.clear()
        unset -= {
            one.id for one in trees.own_nodes(line) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
        }
        for node in trees.own_nodes(line) if not isinstance(line, ast.Assert) else ():
            for row, new in variants(node, line, loops, scope, tiers, later):
                if isinstance(line, ast.Expr) and node is line.value and not isinstance(new, ast.Call):
                    continue  # a line that would do nothing
                one = Edit(((node, new),), line, node, new, row)
                if id(line) in scope.reached:
                    yield one
                twins.setdefault((row, trees.source(line), trees.source(node), trees.source(new)), []).append(one)
                side = row.where == "factor" and as_operation(scope.parents[node])[2] is node
                alike = rules.alike(row, node, new), side, in_index(node, scope.parents)
                for same in {(trees.source(node), trees.source(new)), alike}:
                    here.setdefault(same, []).append(one)
                entry = next((up for up in trees.path(node, scope.parents) if isinstance(up, ast.Subscript)), None)
                if row.where in ("in index", "at number") and entry:  # of W and of b
                    twins.setdefault((row, trees.source(entry).replace("W", "b"), trees.source(new)), []).append(one)
        for same, found in here.items():
            if "k" not in found[0].rule.free:
                yield from at_once(found, scope, known)
            if not any(one.rule.where in ("in index", "at number") for one in found):
                everywhere.setdefault(same, []).append(found)
    for found in twins.values():
        yield from at_once(found, scope, known)
    for found in everywhere.values():
        if len(found) > 1:
            yield from at_once(itertools.chain(*found), scope, known)


def at_once(found, scope, known):
    """The same edit at several places, as one; `known` are the places that were taken together before."""
    found = list(found)
    pairs = tuple(one.changes[0] for one in found)
    places = frozenset(map(id, pairs))
    if 1 < len(pairs) < 7 and len({id(old) for old, _ in pairs}) == len(pairs) and places not in known:
        known[places] = pairs
        if any(id(one.line) in scope.reached for one in found):
            yield found[0]._replace(changes=pairs)


def variants(node, line, loops, scope, tiers, later):
    """What may belong in the place of one expression, with its row of the table; `later` has no value there yet."""
    parent, slips = scope.parents.get(node), []
    if isinstance(getattr(node, "ctx", None), ast.Store):
        slips = itertools.chain(shuffled(node, parent), nested(node, line)) if isinstance(node, ast.Tuple) else ()
    elif isinstance(node, ast.expr) and not isinstance(node, (ast.FormattedValue, ast.JoinedStr)):
        where = wheres(node, parent, line, scope)
        other = later - trees.names_in(node)
        if isinstance(parent, ast.Compare) and node is not parent.left:
            other |= trees.names_in(parent.left)
        for row in rules.rows()[0]:
            swap = trees.source(row.has) in ("relu", "sigmoid") and "activation" not in scope.names
            if row.tier in tiers and row.where in where and not swap and not piles_up(row, parent):
                made = row.made(node, scope, loops)
                yield from ((row, new) for new in made if not other & trees.names_in(new))
        slips = itertools.chain(shuffled(node, parent), keywords(node), special(node, scope))
        if isinstance(node, ast.Tuple):
            slips = itertools.chain(slips, nested(node, line))
    if rules.LIKELY in tiers:
        yield from ((rules.slip(name), new) for name, new in slips)


def piles_up(row, parent):
    """Tell whether a row adds a number to what stands beside a number already, as in n + 1 - 2."""
    beside = (parent.left, parent.right) if isinstance(parent, ast.BinOp) else ()
    adds = isinstance(row.has, ast.Name) and isinstance(getattr(row.needs, "right", None), ast.Constant)
    return adds and any(isinstance(one, ast.Constant) for one in beside)


def wheres(node, parent, line, scope):
    """In which places of the table's first column an expression stands."""
    plain = isinstance(node, (ast.Name, ast.Attribute, ast.Call, ast.BinOp, ast.Subscript, ast.UnaryOp))
    name, called, index = getattr(node, "id", ""), call_name(node), in_index(node, scope.parents)
    value, operation = getattr(line, "value", None), as_operation(parent)
    placed = index or (isinstance(parent, ast.Compare) and node is not parent.left)
    whole = node is value or (isinstance(parent, ast.Tuple) and parent is value)
    whole = whole and not trees.names_set(line) & scope.counts
    counted = scope.sorts.get(name) not in ("parts", "dict", "str") and called in ("", "float")
    made = np_name(node) in ("zeros", "ones", "empty", "full", "zeros_like")
    found = {
        "": True,
        "in index": placed and plain,
        "at number": placed and isinstance(node, ast.Constant) and not isinstance(parent, ast.JoinedStr),
        "whole": whole and plain and counted and not made and not index,
        "factor": operation and operation[1] in (ast.MatMult, ast.Mult) and plain and not index,
        "variable": name in scope.names
        and not isinstance(parent, (ast.Subscript, ast.Attribute, ast.Slice))
        and not index,
        "head": isinstance(line, ast.For) and node is line.iter,
        "argument": scope.sorts.get(name) == "parts"
        and node in getattr(parent, "args", getattr(parent, "elts", ()))
        and not (isinstance(parent, ast.Tuple) and isinstance(line, ast.Return)),
        "call": called and not hasattr(builtins, called),
        "returned": isinstance(line, ast.Return) and node is value and not isinstance(node, ast.Tuple),
        "pair": isinstance(line, ast.Return) and node is value,
        "copied": isinstance(line, ast.Assign) and isinstance(node, ast.Name) and node is value,
    }
    return {one for one, here in found.items() if here}


def with_field(node, field, value):
    return type(node)(**{**dict(ast.iter_fields(node)), field: value})


def shuffled(node, parent):
    """The parts of a call, a tuple, a list or a dict in another order, or without one of them."""
    field = {ast.Call: "args", ast.Tuple: "elts", ast.List: "elts", ast.Dict: "values"}.get(type(node))
    index = isinstance(parent, ast.Subscript) and node is parent.slice
    if field is None or index or (np_name(node) or call_name(node)) in SYMMETRIC:
        return
    parts = getattr(node, field)
    if in_order(node):
        return  # then their uses are mixed up, and not these names
    for i, j in itertools.combinations(range(len(parts)), 2):
        if trees.source(parts[i]) != trees.source(parts[j]) and "_" not in map(trees.source, (parts[i], parts[j])):
            swapped = list(parts)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            yield "order", with_field(node, field, swapped)
    if field == "elts":
        if len(parts) == 3:
            yield from (("order", with_field(node, field, [*parts[i:], *parts[:i]])) for i in (1, 2))
        for i in range(len(parts)) if len(parts) > 1 else ():
            rest = parts[:i] + parts[i + 1 :]
            yield "part", rest[0] if len(rest) == 1 else with_field(node, field, rest)


def nested(node, line):
    """A pair whose first part has parts of its own, where all of them stand in one row."""
    taken = isinstance(getattr(line, "value", None), (ast.Name, ast.Subscript)) or isinstance(node.ctx, ast.Load)
    if len(node.elts) > 2 and taken:
        name = "nested" if isinstance(node.ctx, ast.Store) else "flat"
        yield name, ast.Tuple([ast.Tuple(node.elts[:-1], node.ctx), node.elts[-1]], node.ctx)


def keywords(node):
    """The axis of a call, and whether it is kept."""
    if not isinstance(node, ast.Call):
        return
    given, reduces = {one.arg: one for one in node.keywords}, np_name(node) in ("sum", "mean", "max", "min")
    kept, axis = ast.keyword("keepdims", ast.Constant(True)), given.get("axis")
    rest = [one for one in node.keywords if one.arg not in ("axis", "keepdims")]
    if axis and getattr(axis.value, "value", None) in (0, 1):
        turned = ast.keyword("axis", ast.Constant(1 - axis.value.value))
        yield "axis", with_field(node, "keywords", [turned if one is axis else one for one in node.keywords])
        yield "axis named", with_field(node, "keywords", rest)
    elif reduces and not axis:
        yield "no axis", ast.Call(node.func, node.args[:1], [*rest, ast.keyword("axis", ast.Constant(1)), kept])
    if "keepdims" in given:
        yield "keepdims", with_field(node, "keywords", [one for one in node.keywords if one.arg != "keepdims"])
    elif reduces:
        yield "keepdims", with_field(node, "keywords", [*node.keywords, kept])


def special(node, scope):
    """What no row of the table can tell: comparisons, words with a number in them, sizes that are no pair."""
    called, args = np_name(node), node.args if isinstance(node, ast.Call) else []
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], COMPARISONS):
        other = node.comparators[0]
        if getattr(other, "id", "") in ("relu", "sigmoid"):
            yield "quotes", ast.Compare(node.left, node.ops, [ast.Constant(other.id)])
        kinds = COMPARISONS[4:] if is_text(other) else COMPARISONS
        if isinstance(node.ops[0], COMPARISONS[:4]) or isinstance(other, ast.Name):
            kinds = COMPARISONS[:4]
        others = (op for op in kinds if not isinstance(node.ops[0], op))
        yield from (("comparison", ast.Compare(node.left, [op()], node.comparators)) for op in others)
    elif is_text(node) and "{" in node.value:
        with contextlib.suppress(SyntaxError):
            yield "f-string", rules.parsed("f" + repr(node.value))
    elif is_text(node):
        key, name = re.fullmatch("(d?[WbA]|)(.*)", node.value, re.S).groups()
        if name in scope.names:
            yield "quoted", rules.parsed(f"f'{key}{{{name}}}'" if key else f"str({name})")
        for word in difflib.get_close_matches(node.value.strip().lower(), ("relu", "sigmoid"), 1, 0.8):
            if word != node.value:
                yield "misspells", ast.Constant(word)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        for inner in (node.left, getattr(node.left, "right", None)):  # sum(x) + y and x * sum(y) + z
            if np_name(inner) in ("sum", "mean") and inner.args:
                every = ast.BinOp(inner.args[0], node.op, node.right)
                call = with_field(inner, "args", [every, *inner.args[1:]])
                yield "bracket", call if inner is node.left else with_field(node.left, "right", call)
    elif called in ("sum", "mean") and len(args) == 2 and isinstance(args[1], (ast.Name, ast.Call)):
        yield "two sums", ast.BinOp(args[0], ast.Add(), args[1])
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and not is_text(node.left):
        yield "hundred", ast.BinOp(node.left, node.op, ast.Constant(100))
    elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and is_text(node.elts[0]):
        yield "comma", ast.BinOp(node.elts[0], ast.Add(), node.elts[1])
    elif called in ("zeros", "ones", "empty", "standard_normal") and len(args) == 2:
        yield "pair", ast.Call(node.func, [ast.Tuple(args, ast.Load())], node.keywords)
    elif called in ("rand", "randn") and len(args) == 1:
        sizes = getattr(args[0], "elts", [ast.Starred(args[0], ast.Load())])
        yield "no pair", ast.Call(node.func, sizes, node.keywords)
    elif isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "np" and not hasattr(np, node.attr):
        if hasattr(builtins, node.attr):
            yield "gone", ast.Name(node.attr, ast.Load())
        for word in difflib.get_close_matches(node.attr, dir(np), 2, 0.75):
            yield "misspelled", ast.Attribute(node.value, word, ast.Load())
    elif call_name(node) in scope.names and len(args) == 1:
        yield "times", ast.BinOp(node.func, ast.Mult(), args[0])
    elif len(args) == 3 and getattr(getattr(np, called, None), "nin", 3) == 2:
        yield "out", ast.Call(node.func, args[:2], node.keywords)
    elif isinstance(node, ast.Call) and args and isinstance(args[-1], ast.BinOp):
        last = args[-1]
        yield "bracket", ast.BinOp(with_field(node, "args", [*args[:-1], last.left]), last.op, last.right)


# --- lines


def edit(name, line, new, *changes, old=None):
    """An edit of a whole line or more; what is said of it is taken from its line, from `new` and from `old`."""
    return Edit(changes or ((line, new),), line, old or line, new, rules.slip(name))


def of_lines(scope, more):
    """The edits of one line: left out, elsewhere, under another condition, or one more, from `more` lines."""
    for owner, block in trees.blocks(scope.tree):
        for line in block:
            yield from kept_or_lost(line, owner, scope)
            yield from conditions(line, block)
            if deletable(line):
                name = "assert" if isinstance(line, ast.Assert) else "line_extra"
                yield edit(name, line, line, (block, without(block, line)))
            if not isinstance(line, (ast.Raise, ast.Pass)):
                yield from moves(line, owner, block, scope)
            if isinstance(line, ast.For):
                yield from renewals(line, scope)
                yield from indents(line, block)
        yield from missing(block, more, scope)
    yield from mixed_up(scope)
    for name, instead in (("idle", meant), ("none_kept", alone)):
        lines = [(line, instead(line)) for line in trees.statements(scope.tree.body) if instead(line)]
        if len(lines) > 1:
            yield edit(name, *lines[0], *lines)


def in_order(target):
    """Tell whether a cache is taken apart by names that tell its parts: the linear cache comes first."""
    names = [getattr(one, "id", "") for one in getattr(target, "elts", ())]
    return len(names) == 2 and all(names) and names[0].startswith("lin") and isinstance(target.ctx, ast.Store)


def mixed_up(scope):
    """Two variables that one line takes apart, each used where the other is meant."""
    loads = [one for one in ast.walk(scope.tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)]
    for line in trees.statements(scope.tree.body):
        target = line.targets[0] if isinstance(line, ast.Assign) else None
        if in_order(target) and isinstance(line.value, (ast.Name, ast.Subscript)):
            one, other = target.elts
            swap = {one.id: other.id, other.id: one.id}
            changes = tuple((node, ast.Name(swap[node.id], ast.Load())) for node in loads if node.id in swap)
            if {node.id for node, _ in changes} == swap.keys():
                yield edit("mixed_up", line, other, *changes, old=one)


def missing(block, more, scope):
    """One of more lines at any place of a block: it fills something, or sets what is no variable yet."""
    for new in more:
        names = trees.names_set(new)
        if not (isinstance(new, ast.Expr) or names and not names & set(scope.names)):
            continue
        for spot in range(len(block) + 1):
            beside = block[max(spot - 1, 0)]
            if not (spot and isinstance(beside, (ast.Return, ast.Raise))):
                rest = [*block[:spot], new, *block[spot:]]
                yield edit("line_missing" if spot else "line_first", beside, new, (block, rest))


def deletable(line):
    """Tell whether a line can be left out: one that sets something, calls something, or leaves a loop."""
    leaves = isinstance(line, ast.If) and isinstance(line.body[-1], (ast.Break, ast.Continue))
    return leaves or isinstance(line, (ast.Assign, ast.AugAssign, ast.Expr, ast.Break, ast.Assert))


def without(block, line):
    return [one for one in block if one is not line] or [ast.Pass()]


def moves(line, owner, block, scope):
    """A line elsewhere: in front of another one, or at the end of a block."""
    here, inside, depth = block.index(line), {id(node) for node in ast.walk(line)}, depth_of(owner, scope)
    leaves = isinstance(line, ast.Return)
    for other_owner, other in trees.blocks(scope.tree):
        deeper = depth_of(other_owner, scope) - depth
        if (abs(deeper) > 1 and not leaves) or id(other_owner) in inside:
            continue
        for spot in range(len(other) + 1):
            if (other is block and spot >= here) or (leaves and spot < len(other)):
                continue  # what stands below moves up instead
            if other is block:
                changes = ((block, [*other[:spot], line, *without(other[spot:], line)]),)
            else:
                changes = ((block, without(block, line)), (other, [*other[:spot], line, *other[spot:]]))
            name = move(line, owner, other_owner, deeper, other[spot:])
            if name == "other_block" and len(block) == 1:
                continue  # that branch would do nothing
            if name == "into_loop" and not names_in(line) & trees.names_set(other_owner):
                continue  # nothing in it changes from turn to turn
            yield edit(name, line, other[min(spot, len(other) - 1)], *changes)


def move(line, owner, other_owner, deeper, after):
    """What a move is called."""
    if isinstance(line, ast.Return):
        return "return_out" if isinstance(owner, LOOPS) else "return_moved"
    if deeper == 0:
        return "too_late" if other_owner is owner else "other_block"
    if not isinstance(other_owner if deeper > 0 else owner, LOOPS):
        return "other_block"
    return "into_loop" if deeper > 0 else "before_loop" if any(one is owner for one in after) else "out_of_loop"


def indents(loop, block):
    """Several lines at once, below a loop that belong into it, or at its end that belong below it."""
    here = block.index(loop) + 1
    below = [one for one in block[here:] if not isinstance(one, ast.Return)]
    for n in range(2, len(below) + 1):
        changes = (loop.body, [*loop.body, *below[:n]]), (block, [one for one in block if one not in below[:n]])
        yield edit("indent", loop, loop, *changes, old=below[0])
    for n in range(1, len(loop.body) - 1):
        changes = (loop.body, loop.body[:n]), (block, [*block[:here], *loop.body[n:], *block[here:]])
        yield edit("outdent", loop, loop, *changes, old=loop.body[n])


def depth_of(node, scope):
    return sum(1 for _ in trees.path(node, scope.parents))


def kept_or_lost(line, owner, scope):
    """What a line does with its value: it is lost, or kept where there is none, or added up."""
    value = getattr(line, "value", None)
    if new := alone(line):
        yield edit("none_kept", line, new)
    if isinstance(line, ast.Expr) and isinstance(value, ast.Call) and np_name(value) not in FILLS:
        for word in scope.names:
            yield edit("result_dropped", line, ast.Assign([ast.Name(word, ast.Store())], value))
    if new := meant(line):
        yield edit("idle", line, new)
    if (
        isinstance(line, ast.Assign)
        and isinstance(line.targets[0], ast.Name)
        and call_name(value)
        and not hasattr(builtins, value.func.id)
    ):
        pair = ast.Tuple([line.targets[0], ast.Name("_", ast.Store())], ast.Store())
        yield edit("unpacked", line, ast.Assign([pair], value))
    if isinstance(line, ast.AugAssign):
        now = rules.parsed(trees.source(line.target))
        yield edit("augmented", line, ast.Assign([line.target], ast.BinOp(now, line.op, value)))
    if isinstance(owner, ast.For) and isinstance(line, ast.Assign) and not isinstance(line.targets[0], ast.Tuple):
        for op in (ast.Add(), ast.Sub()):
            yield edit("overwritten", line, ast.AugAssign(line.targets[0], op, value))


def alone(line):
    """The call alone, where a line keeps the None of append and the like."""
    return ast.Expr(line.value) if isinstance(line, ast.Assign) and np_name(line.value) in FILLS else None


def meant(line):
    """The assignment that is meant by a line that changes nothing: a == b, a: b, or a look into an array."""
    value = line.value if isinstance(line, (ast.Expr, ast.AnnAssign)) else None
    if isinstance(line, ast.AnnAssign):
        return ast.Assign([line.target], value or line.annotation)
    if isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq):
        return ast.parse(trees.source(line).replace("==", "=", 1)).body[0]
    return ast.parse(trees.source(line) + " = 0").body[0] if isinstance(value, ast.Subscript) else None


def conditions(line, block):
    """Branches that took each other's place, and what must stand under an `else`."""
    quiet = rules.printing(line)
    if quiet and names_in(line.test) == {"print_cost"}:
        said, n = ast.If(line.test, [one for one in line.body if one not in quiet], line.orelse), block.index(line)
        yield edit("kept_apart", line, line, (block, [*block[:n], *quiet, said, *block[n + 1 :]]), old=quiet[-1])
    if isinstance(line, ast.If) and line.orelse and not isinstance(line.orelse[0], ast.Raise):
        inner = [line.orelse[0].body] if isinstance(line.orelse[0], ast.If) else []
        for other in (line.orelse, *inner):
            yield edit("branches", line, line, (line.body, other), (other, line.body))
    here = block.index(line)
    before = block[here - 1] if here else None
    if isinstance(before, ast.If) and not before.orelse and isinstance(line, (ast.Assign, ast.If)):
        joined = ast.copy_location(ast.If(before.test, before.body, [line]), before)
        rest = [*block[: here - 1], joined, *block[here + 1 :]]
        yield edit("elif" if isinstance(line, ast.If) else "else", line, line, (block, rest))


def renewals(loop, scope):
    """For a variable that a loop uses and never sets: another one that it sets takes its name, here and below."""
    inside = {node for one in (loop.target, *loop.body) for node in ast.walk(one) if isinstance(node, ast.Name)}
    every = [node for node in ast.walk(scope.tree) if isinstance(node, ast.Name)]
    fresh = {node.id for node in inside if isinstance(node.ctx, ast.Store)}
    known = {node.id for node in every if isinstance(node.ctx, ast.Store) and node not in inside} | scope.arguments
    unknown = {node.id for node in inside} - {*scope.names, *dir(builtins), *cases.NAMES, *trees.MODULES}
    stale = ({node.id for node in inside} & known - fresh) | unknown
    idle = {node.id for node in inside if isinstance(node.ctx, ast.Load)}
    for new, old in itertools.product(sorted(fresh - (known & idle)), sorted(stale)):
        changes = tuple((node, ast.Name(old, node.ctx)) for node in every if node.id == new)
        if new in names_in(loop.target):
            yield edit("loop_variable", loop, ast.Name(old, ast.Load()), *changes, old=ast.Name(new, ast.Load()))
        else:
            renewed = ast.Name(new, ast.Load())
            yield edit("not_renewed", loop, renewed, *changes, old=ast.Name(old, ast.Load()))
