"""Slips at whole lines: left out, out of place, in the wrong block, or their result lost."""

import ast
import itertools

from .trees import (
    FILLS,
    arguments,
    block_of,
    changed,
    names_set,
    np_name,
    short,
)


def exchanged(entries, i, j):
    """A list with two of its entries in each other's place."""
    entries = list(entries)
    entries[i], entries[j] = entries[j], entries[i]
    return entries


def without(body, gone, *swaps):
    """A block without one of its statements, and with others exchanged; never an empty one."""
    swaps = {id(old): new for old, new in swaps}
    return [swaps.get(id(one), one) for one in body if one is not gone] or [ast.Pass()]


def statement_variants(statement, tree, parents):
    """Slips at whole lines: left out, out of place, or their result lost."""
    yield from line_variants(statement, tree, parents[statement])
    yield from block_variants(statement, tree)
    yield from move_variants(statement, block_of(statement, parents), parents)


def line_variants(statement, tree, around):
    """Slips in what a line does with its value."""
    value = getattr(statement, "value", None)
    if isinstance(statement, ast.Assign) and isinstance(value, ast.Call):
        kind = "none_kept" if np_name(value) in FILLS else "result_dropped"
        yield kind, ((statement, ast.Expr(value)),), ""
    if isinstance(statement, ast.Expr) and isinstance(value, ast.Call) and np_name(value) not in FILLS:
        for name in sorted(names_set(tree)):
            yield "result_assigned", ((statement, ast.Assign([ast.Name(name, ast.Store())], value)),), ""
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, (ast.Add, ast.Sub)):
        op = ast.Sub() if isinstance(statement.op, ast.Add) else ast.Add()
        yield "sign", ((statement, ast.AugAssign(statement.target, op, value)),), ""
    if isinstance(statement, ast.AugAssign):
        now = ast.parse(ast.unparse(statement.target), mode="eval").body
        yield "augmented", ((statement, ast.Assign([statement.target], ast.BinOp(now, statement.op, value))),), ""
    if isinstance(statement, ast.Assign) and isinstance(value, ast.Name):
        yield "aliased", ((value, ast.Call(ast.Attribute(value, "copy", ast.Load()), [], [])),), ""
    if isinstance(around, ast.For) and isinstance(statement, ast.Assign) and not isinstance(value, ast.Name):
        if isinstance(statement.targets[0], (ast.Name, ast.Subscript)):
            for op in [ast.BitOr()] if isinstance(value, ast.Dict) else [ast.Add(), ast.Sub()]:
                yield "overwritten", ((statement, ast.AugAssign(statement.targets[0], op, value)),), ""


def renewals(loop, tree):
    """For a variable that a loop uses and never sets: another one that it sets takes its name."""
    nodes = [node for one in loop.body for node in ast.walk(one) if isinstance(node, ast.Name)]
    outside = names_set(changed(tree, ((loop.body, [ast.Pass()]),))) | arguments(tree)
    renewed = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    stale = {node.id for node in nodes} & outside - renewed
    for new, old in itertools.product(sorted(renewed - outside), sorted(stale)):
        yield old, tuple((node, ast.Name(old, node.ctx)) for node in nodes if node.id == new)


def block_variants(statement, tree):
    """Slips in the blocks under a line: what stands in a loop and should not, branches that took each other's place."""
    if isinstance(statement, ast.For):
        iterated = statement.iter
        if getattr(getattr(iterated, "func", None), "id", "") != "reversed":
            yield "loop_turned", ((iterated, ast.Call(ast.Name("reversed", ast.Load()), [iterated], [])),), ""
        if isinstance(tree.body[-1], ast.Return):
            yield "return_in_loop", ((statement.body, [*statement.body, tree.body[-1]]),), ""
        for other in tree.body:
            if isinstance(other, ast.Assign) and isinstance(other.value, (ast.Dict, ast.List)):
                name = ast.unparse(other.targets[0])
                yield "started_anew", ((statement.body, [other, *statement.body]),), name
        for name, changes in renewals(statement, tree):
            first = next(one for one in statement.body if any(node in ast.walk(one) for node, _ in changes))
            yield "not_renewed", changes, name, first
    if isinstance(statement, ast.If) and statement.orelse:
        other = statement.orelse
        yield "branches_swapped", ((statement.body, other), (other, statement.body)), ""
        if len(other) == 1 and isinstance(other[0], ast.If):
            yield "branches_swapped", ((statement.body, other[0].body), (other[0].body, statement.body)), ""


def move_variants(statement, body, parents):
    """Slips in where a line stands: left out, before or after a loop instead of in it, not joined to the `if` above."""
    loop, number, name = parents[statement], body.index(statement), short(statement)
    rest = without(body, statement)
    if isinstance(statement, ast.Return):
        yield "return_missing", ((body, rest),), ""
    elif not isinstance(statement, (ast.Raise, ast.Pass)):
        yield "line_missing", ((body, rest),), name
    if isinstance(loop, ast.For) and not isinstance(statement, (ast.Break, ast.Continue, ast.Pass, ast.Raise)):
        outer, less = block_of(loop, parents), changed(loop, ((body, rest),))
        spot = outer.index(loop)
        moved = ((outer, [*outer[:spot], less, statement, *outer[spot + 1 :]]),)
        if isinstance(statement, ast.Return):
            yield "return_out", moved, ""
        elif len(body) > 1:
            if not (isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Name)):
                yield "out_of_loop", moved, name
            yield "before_loop", ((outer, [*outer[:spot], statement, less, *outer[spot + 1 :]]),), name
    before = body[number - 1] if number else None
    after = body[number + 1] if number + 1 < len(body) else None
    if isinstance(after, ast.For) and isinstance(getattr(statement, "value", None), (ast.Constant, ast.List, ast.Dict)):
        more = changed(after, ((after.body, [statement, *after.body]),))
        yield "each_turn", ((body, without(body, statement, (after, more))),), name
    if before is not None and not isinstance(statement, ast.Return):
        swapped = exchanged(body, number - 1, number)
        yield "lines_swapped", ((body, swapped),), name, before
    if isinstance(before, ast.For) and not isinstance(statement, (ast.For, ast.Return)):
        more = changed(before, ((before.body, [*before.body, statement]),))
        yield "into_loop", ((body, without(body, statement, (before, more))),), name
    if isinstance(before, ast.If) and not before.orelse and isinstance(statement, (ast.Assign, ast.If)):
        joined = ast.copy_location(ast.If(before.test, before.body, [statement]), before)
        kind = "elif" if isinstance(statement, ast.If) else "else"
        yield kind, ((body, without(body, statement, (before, joined))),), name
