"""Small edits of a function's source, each of them a slip that a hand can make in an expression."""

import ast
import functools
import itertools
import re
from typing import NamedTuple

from . import cases
from .lines import exchanged, statement_variants
from .trees import (
    anchor,
    arguments,
    as_operation,
    changed,
    in_index,
    is_count,
    is_index,
    is_load,
    is_word_test,
    loop_variables,
    names_set,
    np_call,
    np_name,
    own_nodes,
    place_of,
    short,
    statements,
    tree_of,
    turned,
)

OTHER = {"relu": "sigmoid", "sigmoid": "relu", "relu_backward": "sigmoid_backward", "sigmoid_backward": "relu_backward"}
FOR_REPAIR = (
    "result_assigned", "hard_coded", "brackets_set", "elif", "else", "out_of_loop", "into_loop", "connective",
    "whole_numbers", "comma", "overwritten", "wrapped", "aliased", "column", "fixed_index", "reducer", "none_kept",
    "augmented", "not_renewed", "not_indexed", "before_loop",
    "one_beside", "axis_added", "lines_swapped", "each_turn",
    "loop_turned",
)  # fmt: skip
"""Kinds that mend a learner's source, and are no slips in the reference."""
REDUCERS = ("max", "min", "amax", "amin", "median", "std", "prod")
SYMMETRIC = ("maximum", "minimum", "add", "multiply")
ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class Edit(NamedTuple):
    """A slip: its kind, the nodes it replaces, the part it is about, and how the place read before and after."""

    kind: str
    changes: tuple
    part: str
    before: str
    after: str
    place: str


def edits(tree):
    """Yield every Edit of one place in `tree`."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    bound = (names_set(tree) | arguments(tree)) - {"print_cost", "_"}
    for statement in statements(tree.body):
        if isinstance(statement, ast.Assert):
            continue
        place, nodes = place_of(statement), list(own_nodes(statement))
        turning = loop_variables(statement, parents)
        for kind, changes, part, *line in statement_variants(statement, tree, parents):
            new = changed(line[0], changes) if line else changes[0][1]
            after = short(new if isinstance(new, ast.AST) else statement)
            yield Edit(kind, changes, part, short(statement), after, place)
        for node in nodes:
            for kind, new, part in (*variants(node, parents, sorted(bound)), *indexed(node, parents, turning)):
                yield at(kind, ((node, new),), part, node if kind == "order" else anchor(node, parents), place)
        settled = isinstance(statement, (ast.Assign, ast.AugAssign, ast.Return))
        whole = statement.value if settled else None
        for element in getattr(whole, "elts", [whole]) if whole is not None else []:
            for kind, new, part in whole_variants(element, sorted(bound)):
                yield at(kind, ((element, new),), part, element, place)
        for target in getattr(statement, "targets", [getattr(statement, "target", None)]):
            for form in places_in(target, turning) if isinstance(target, ast.Name) else ():
                new = ast.Subscript(ast.Name(target.id, ast.Load()), form, ast.Store())
                yield at("not_indexed", ((target, new),), target.id, target, place)
        for kind, swap in index_slips(nodes, parents, sorted(bound), turning):
            yield at(kind, swap, getattr(swap[0][0], "id", ""), statement, place)
        for old, new in renamings(nodes, sorted(bound)):
            same = [node for node in nodes if is_load(node) and node.id == old]
            swap = tuple((node, ast.Name(new, ast.Load())) for node in same)
            inside = whole is not None and same[0] in ast.walk(whole)
            yield at("neighbour", swap, old, whole if inside else statement, place, new)


def at(kind, changes, part, anchor_node, place, new=""):
    before, after = short(anchor_node), short(changed(anchor_node, changes))
    return Edit(kind, changes, part, before, after, place)


def indexed(node, parents, turning):
    """A whole table, where one entry, row or column of it belongs in each turn of a loop."""
    if is_load(node) and node.id not in turning and not isinstance(parents.get(node), (ast.Subscript, ast.Attribute)):
        for form in places_in(node, turning):
            yield "not_indexed", ast.Subscript(node, form, ast.Load()), node.id


def places_in(node, turning):
    """The entry, row or column that a turn of a loop can mean."""
    forms = [form.format(i) for i in turning for form in ("{}", ":, {}", ":, {0}:{0} + 1")]
    forms += [f"{j}, {i}" for i, j in itertools.pairwise(turning)]
    return [ast.parse(f"x[{form}]", mode="eval").body.slice for form in forms]


def one_of_indices(node, parents):
    """Tell whether a node is one of several indices, as i is in A[i, j]."""
    return isinstance(parents[node], ast.Tuple) and is_index(parents[node], parents)


def renamings(nodes, bound):
    """Pairs of names where one stands more than once in a statement, and another could stand for all of them."""
    loads = [node.id for node in nodes if is_load(node) and node.id in bound]
    for old in sorted({name for name in loads if loads.count(name) > 1}):
        yield from ((old, new) for new in bound if new != old)


def index_slips(nodes, parents, bound, turning):
    """The same slip in every index of a statement that has the same name or number in several."""
    loads = [node for node in nodes if is_load(node) and node.id in bound and in_index(node, parents)]
    for name in sorted({node.id for node in loads}):
        same = [node for node in loads if node.id == name]
        if len(same) > 1:
            yield "first_only", tuple((node, ast.Constant(1)) for node in same)
            for op in (ast.Sub, ast.Add):
                yield "off_by_one", tuple((node, ast.BinOp(node, op(), ast.Constant(1))) for node in same)
    fixed = [node for node in nodes if isinstance(getattr(node, "value", None), int) and in_index(node, parents)]
    fixed = [node for node in fixed if not isinstance(parents.get(node), ast.BinOp)]
    for value in sorted({node.value for node in fixed}):
        same = [node for node in fixed if node.value == value]
        for name in turning:
            yield "fixed_index", tuple((node, ast.Name(name, ast.Load())) for node in same)


def variants(node, parents, bound):
    """Yield (kind, new node, part) for each slip at one expression."""
    index = in_index(node, parents)
    operation = as_operation(node)
    if operation:
        yield from operation_variants(node, *operation, index)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "sign", node.operand, ""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "transpose_missing", node.value, ast.unparse(node.value)
    if (is_load(node) and node.id in bound) or isinstance(node, ast.Call):
        operation = as_operation(parents.get(node))
        if operation and not index and (operation[1] in (ast.MatMult, ast.Mult) or np_name(node) == "reshape"):
            yield "transpose_extra", turned(node), ast.unparse(node)
    if is_load(node):
        yield from name_variants(node, index, bound, parents)
    if isinstance(node, ast.Constant) and node.value in (0, 1) and is_count(parents[node]):
        yield "wrong_count", ast.Constant(1 - node.value), ""
    elif isinstance(node, ast.Constant):
        halves = isinstance(getattr(parents[node], "op", None), ast.FloorDiv)
        if not (is_word_test(parents[node]) and node.value in ("W", "b")):  # it asks which of the two it is
            yield from constant_variants(node, index and not halves)
        if isinstance(node.value, int) and (is_index(node, parents) or one_of_indices(node, parents)):
            for name in bound:
                for step in ("", " - 1", " + 1"):
                    yield "fixed_index", ast.parse(name + step, mode="eval").body, ""
        if isinstance(node.value, (int, float)) and not index:
            for name in bound:
                yield "hard_coded", ast.Name(name, ast.Load()), name
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for op in (ast.Eq, ast.NotEq) if isinstance(node.ops[0], (ast.Eq, ast.NotEq)) else ORDERS:
            if not isinstance(node.ops[0], op):
                yield "comparison", ast.Compare(node.left, [op()], node.comparators), ""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.comparators[0], (ast.Name, ast.Call)):
        for op in (ast.Sub, ast.Add):
            last = ast.BinOp(node.comparators[0], op(), ast.Constant(1))
            yield "one_beside", ast.Compare(node.left, node.ops, [last]), ""
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "connective", ast.BoolOp(other, node.values), "or" if isinstance(node.op, ast.And) else "and"
    if isinstance(node, ast.IfExp):
        yield "branches_swapped", ast.IfExp(node.test, node.orelse, node.body), ""
        yield "one_branch", node.body, ast.unparse(node.body)
        yield "one_branch", node.orelse, ast.unparse(node.orelse)
    if isinstance(node, ast.Call):
        yield from call_variants(node)
    if isinstance(node, ast.Call) and np_name(node) not in SYMMETRIC:
        for i, j in unlike(node.args)[-1:] if np_name(node) == "where" else unlike(node.args):
            yield "order", ast.Call(node.func, exchanged(node.args, i, j), node.keywords), ast.unparse(node.args[i])
    if isinstance(node, ast.List):
        for i, j in unlike(node.elts):
            yield "order", ast.List(exchanged(node.elts, i, j), node.ctx), ast.unparse(node.elts[i])
    if isinstance(node, ast.Tuple) and not is_index(node, parents) and not in_its_order(node, parents):
        if len(node.elts) == 1:
            yield "comma", node.elts[0], ""
        for i, element in enumerate(node.elts):
            rest = node.elts[:i] + node.elts[i + 1 :]
            part = ast.unparse(element)
            if isinstance(node.ctx, ast.Load):
                yield "element_missing", rest[0] if len(rest) == 1 else ast.Tuple(rest, ast.Load()), part
            if 0 < i < 3 == len(node.elts):
                yield "order", ast.Tuple([*node.elts[i:], *node.elts[:i]], node.ctx), part
        for i, j in unlike(node.elts):
            yield "order", ast.Tuple(exchanged(node.elts, i, j), node.ctx), ast.unparse(node.elts[i])


def in_its_order(node, parents):
    """Tell whether a function's results are taken apart by names of the contract, each at its own place."""
    call = getattr(parents.get(node), "value", None)
    outputs = cases.OUTPUTS.get(getattr(getattr(call, "func", None), "id", ""))
    if isinstance(node.ctx, ast.Load) or not isinstance(outputs, tuple):
        return False
    pairs = [(getattr(one, "id", ""), wanted) for one, wanted in zip(node.elts, outputs, strict=False)]
    named = [(name, wanted) for name, wanted in pairs if name in outputs]
    return bool(named) and all(name == wanted for name, wanted in named)


def unlike(entries):
    """The pairs of places whose entries differ."""
    pairs = itertools.combinations(range(len(entries)), 2)
    return [(i, j) for i, j in pairs if ast.unparse(entries[i]) != ast.unparse(entries[j])]


def operation_variants(node, left, op, right, index):
    """Slips at an operator."""
    if index:
        if op in (ast.Add, ast.Sub):
            yield "off_by_one", left, ""
            yield "off_by_one", ast.BinOp(left, ast.Sub() if op is ast.Add else ast.Add(), right), ""
        return
    a, b = ast.unparse(left), ast.unparse(right)
    if op is ast.MatMult:
        yield "elementwise", ast.BinOp(left, ast.Mult(), right), ""
        yield "factors_swapped", ast.BinOp(right, op(), left), ""
        yield "turned_round", ast.BinOp(turned(right), op(), turned(left)), ""
    if op is ast.Mult and isinstance(left, ast.List):
        for step in (ast.Sub, ast.Add):
            yield "one_beside", ast.BinOp(left, op(), ast.BinOp(right, step(), ast.Constant(1))), ""
    if op is ast.Mult:
        yield "factor_missing", left, b
        yield "factor_missing", right, a
        yield "matrix_product", ast.BinOp(left, ast.MatMult(), right), ""
        yield "matrix_product", ast.BinOp(left, ast.MatMult(), turned(right)), ""
        yield "divided", ast.BinOp(left, ast.Div(), right), b
    if op is ast.Div:
        yield "division_missing", left, b
        yield "multiplied", ast.BinOp(left, ast.Mult(), right), b
        yield "whole_division", ast.BinOp(left, ast.FloorDiv(), right), b
        yield "division_twice", ast.BinOp(node, ast.Div(), right), b
        yield "upside_down", ast.BinOp(right, ast.Div(), left), ""
        yield "factor_missing", right, a
    if op is ast.FloorDiv:
        yield "float_division", ast.BinOp(left, ast.Div(), right), b
        yield "division_missing", left, b
    if op in (ast.Add, ast.Sub):
        yield "sign", ast.BinOp(left, ast.Sub() if op is ast.Add else ast.Add(), right), ""
        yield "term_missing", left, b
        yield "term_missing", right if op is ast.Add else ast.UnaryOp(ast.USub(), right), a
        if op is ast.Sub:
            yield "term_missing", right, a
            yield "sign", ast.BinOp(right, op(), left), ""
    yield from bracket_variants(left, op, right)
    if op is ast.Div and isinstance(left, ast.BinOp) and isinstance(left.op, ast.Pow):
        yield "brackets_set", ast.BinOp(left.left, left.op, ast.BinOp(left.right, op(), right)), ""
    if op in (ast.Add, ast.Sub) and isinstance(left, ast.BinOp) and isinstance(left.op, (ast.Mult, ast.Div)):
        yield "brackets_set", ast.BinOp(left.left, left.op, ast.BinOp(left.right, op(), right)), ""
    if op in (ast.Add, ast.Sub) and isinstance(right, ast.BinOp) and isinstance(right.op, (ast.Mult, ast.Div, ast.Pow)):
        yield "brackets_set", ast.BinOp(ast.BinOp(left, op(), right.left), right.op, right.right), ""


def bracket_variants(left, op, right):
    """Slips that a missing pair of brackets makes: Python multiplies and divides first."""
    if op not in (ast.Mult, ast.Div, ast.MatMult):
        return
    if isinstance(right, ast.BinOp) and isinstance(right.op, (ast.Add, ast.Sub)):
        yield "brackets", ast.BinOp(ast.BinOp(left, op(), right.left), right.op, right.right), ""
    if isinstance(left, ast.BinOp) and isinstance(left.op, (ast.Add, ast.Sub)):
        yield "brackets", ast.BinOp(left.left, left.op, ast.BinOp(left.right, op(), right)), ""
    call = {ast.Div: left, ast.Mult: right}.get(op)
    if np_name(call) in ("sum", "mean"):
        inner = call.args[0] if call.args else None
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, (ast.Add, ast.Sub)):
            short_call = ast.Call(call.func, [inner.left], call.keywords)
            first = ast.BinOp(short_call, op(), right) if op is ast.Div else ast.BinOp(left, op(), short_call)
            yield "brackets", ast.BinOp(first, inner.op, inner.right), ""


def name_variants(node, index, bound, parents):
    """Slips at a name: its neighbour, the other activation, one number too high or too low."""
    if node.id in OTHER:
        yield "activation", ast.Name(OTHER[node.id], ast.Load()), OTHER[node.id]
    elif node.id == "int":
        yield "whole_numbers", ast.Name("float", ast.Load()), ""
    elif node.id in bound:
        if index:
            steps = () if isinstance(getattr(parents.get(node), "right", None), ast.Constant) else (ast.Sub, ast.Add)
            for op in steps:
                yield "off_by_one", ast.BinOp(node, op(), ast.Constant(1)), ""
            yield "first_only", ast.Constant(1), node.id
        elif not isinstance(parents.get(node), ast.Subscript):
            every = ast.Tuple([ast.Slice(), ast.Constant(0)], ast.Load())
            yield "column", ast.Subscript(node, every, ast.Load()), node.id
        for name in bound:
            if name != node.id and not is_word_test(parents.get(node)) and not beside(node, parents, name):
                yield "neighbour", ast.Name(name, ast.Load()), node.id


def beside(node, parents, name):
    """Tell whether a node is compared with a variable of that name."""
    parent = parents.get(node)
    return isinstance(parent, ast.Compare) and name in (ast.unparse(parent.left), ast.unparse(parent.comparators[0]))


def constant_variants(node, index):
    """Slips at a number or a word."""
    if node.value in ("relu", "sigmoid"):
        yield "activation", ast.Constant(OTHER[node.value]), OTHER[node.value]
    elif node.value in ("W", "b", "dW", "db", "dA"):
        for other in ("W", "b", "dW", "db", "dA"):
            if other != node.value:
                yield "neighbour", ast.Constant(other), node.value
    elif isinstance(node.value, bool):
        yield "number", ast.Constant(not node.value), ""
    elif isinstance(node.value, int):
        if node.value == 0 and not index:
            yield "whole_numbers", ast.Constant(0.0), ""
        for step in (1, -1):
            yield "off_by_one" if index else "number", ast.Constant(node.value + step), ""
        if node.value not in (0, 1) and not index:
            yield "number", ast.Constant(1), ""
    elif isinstance(node.value, float):
        for value in (0.0, node.value * 2, 1.0):
            if value != node.value:
                yield "number", ast.Constant(value), ""


def call_variants(node):
    """Slips at a call: its axis, keepdims, a mean for a sum, or the call left out."""
    name, given = np_name(node), {keyword.arg for keyword in node.keywords}
    if name in ("sum", "mean", "max", "min") and "axis" not in given:
        every = [ast.keyword("axis", ast.Constant(1)), ast.keyword("keepdims", ast.Constant(True))]
        yield "axis_added", ast.Call(node.func, node.args[:1], every), ""
    if "axis" in given and "keepdims" not in given:
        kept = ast.keyword("keepdims", ast.Constant(True))
        yield "keepdims", ast.Call(node.func, node.args, [*node.keywords, kept]), ""
    for keyword in node.keywords:
        rest = [other for other in node.keywords if other is not keyword]
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            turned_keyword = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            keywords = [turned_keyword if other is keyword else other for other in node.keywords]
            yield "axis", ast.Call(node.func, node.args, keywords), ""
            yield "axis_missing", ast.Call(node.func, node.args, rest), ""
            yield "axis_missing", ast.Call(node.func, node.args, []), ""
        elif keyword.arg == "keepdims":
            yield "keepdims", ast.Call(node.func, node.args, rest), ""
        elif keyword.arg in ("scale", "rng", "parameters"):
            yield "argument_missing", ast.Call(node.func, node.args, rest), keyword.arg
    if name in ("sum", "mean") and node.args:
        other = {"sum": "mean", "mean": "sum"}[name]
        func = ast.Attribute(node.func.value, other, ast.Load())
        yield f"{other}_for_{name}", ast.Call(func, node.args, node.keywords), ""
        yield "not_summed", node.args[0], ""
        if node.keywords:
            yield "squeezed", np_call("squeeze", node), ""
        elif name == "sum":
            yield "keepdims", ast.Call(node.func, node.args, [ast.keyword("keepdims", ast.Constant(True))]), ""
    elif name in ("log2", "log10", "log1p") and node.args:
        yield "function_wrong", np_call("log", *node.args), f"np.{name}"
    elif name in ("exp", "log", "sqrt", "clip") and node.args:
        yield "function_missing", node.args[0], f"np.{name}"
        if name == "exp":
            yield "function_wrong", np_call("log", *node.args), f"np.{name}"
            yield "sign", ast.Call(node.func, [ast.UnaryOp(ast.USub(), node.args[0])], []), ""
    elif name in REDUCERS and isinstance(node.func, ast.Attribute):
        for other in ("mean", "sum"):
            yield "reducer", ast.Call(ast.Attribute(node.func.value, other, ast.Load()), node.args, node.keywords), ""
    elif name in ("squeeze", "ravel", "flatten"):
        yield "squeeze", node.args[0] if node.args else node.func.value, ""
    elif name in ("maximum", "minimum"):
        other = {"maximum": "minimum", "minimum": "maximum"}[name]
        yield "function_wrong", np_call(other, *node.args), f"np.{name}"
        for value in node.args:
            yield "function_missing", value, f"np.{name}"
    elif name in ("astype", "copy") and isinstance(node.func, ast.Attribute):
        yield "not_converted", node.func.value, f".{name}"
    elif name == "array" and node.args:
        yield "not_copied", node.args[0], "np.array"
    called, others = ast.unparse(node.func), ("exp", "log", "sqrt", "clip", "maximum", "minimum", "array", *REDUCERS)
    rounding = called in ("round", "np.round", "np.around")  # these take the number of places, too
    if (len(node.args) == 1 or (node.args and rounding)) and name not in others:
        if re.fullmatch(r"np\.\w+|abs|round|int", called):
            yield "wrapped", node.args[0], called
    if getattr(node.func, "id", "") == "zip":
        yield "transpose_missing", ast.Call(node.func, [turned(one) for one in node.args], node.keywords), ""
    if getattr(node.func, "id", "") == "len" and isinstance(node.args[0], ast.Name):
        shape = ast.Attribute(node.args[0], "shape", ast.Load())
        yield "wrong_count", ast.Subscript(shape, ast.Constant(1), ast.Load()), ""
    if getattr(node.func, "id", "") == "range" and len(node.args) == 1:
        yield "off_by_one", ast.Call(node.func, [ast.Constant(1), *node.args], []), ""
    if getattr(node.func, "id", "") == "range" and len(node.args) == 2:
        yield "off_by_one", ast.Call(node.func, node.args[1:], []), ""
    if getattr(node.func, "id", "") in ("float", "reversed") and len(node.args) == 1:
        yield "function_missing", node.args[0], node.func.id


def whole_variants(node, bound):
    """Slips at a whole right-hand side: a sign, a stray factor, a term or a division that does not belong there."""
    if isinstance(node, (ast.Tuple, ast.Dict, ast.List, ast.Constant, ast.DictComp)):
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in ("float",):
        return
    yield "sign", ast.UnaryOp(ast.USub(), node), ""
    yield "turned_whole", turned(node), ""
    for name in bound:
        other = ast.Name(name, ast.Load())
        if not (isinstance(node, ast.Name) and node.id == name):
            yield "division_extra", ast.BinOp(node, ast.Div(), other), name
            yield "factor_extra", ast.BinOp(node, ast.Mult(), other), name
            yield "term_extra", ast.BinOp(node, ast.Add(), other), name


@functools.cache
def first_order(function):
    """Every Edit of a function of the catalogue."""
    return [edit for edit in edits(tree_of(function)) if edit.kind not in FOR_REPAIR]
