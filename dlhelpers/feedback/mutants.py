"""Small edits of a function's source, each of them a slip that a hand can make."""

import ast
import functools
import inspect
import itertools
import operator
import re
import textwrap
from typing import NamedTuple

OTHER = {"relu": "sigmoid", "sigmoid": "relu", "relu_backward": "sigmoid_backward", "sigmoid_backward": "relu_backward"}
PRODUCTS = {"dot": ast.MatMult, "matmul": ast.MatMult, "multiply": ast.Mult, "divide": ast.Div, "add": ast.Add}
PRODUCTS |= {"subtract": ast.Sub, "true_divide": ast.Div}


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
FILLS = ("append", "extend", "insert", "update")
"""Methods that change their object and return nothing."""


class Edit(NamedTuple):
    """A slip: its kind, the nodes it replaces, the part it is about, and how the place read before and after."""

    kind: str
    changes: tuple
    part: str
    before: str
    after: str
    place: str


def parse(function):
    """Return the definition of `function` as a tree, without decorators and docstring."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(tree, ast.FunctionDef):
        raise TypeError("only a def can be edited")
    tree.decorator_list = []
    if len(tree.body) > 1 and isinstance(tree.body[0], ast.Expr) and isinstance(tree.body[0].value, ast.Constant):
        tree.body = tree.body[1:]
    return tree


def read(function):
    """The same tree; None where there is no source, or no plain definition in it."""
    try:
        return parse(function)
    except (OSError, TypeError, SyntaxError, IndexError):
        return None


def used(tree):
    """The names that some code uses, one for each time; a list that is only filled is not used by that."""
    nodes = list(ast.walk(tree))
    filled = [node.value for node in nodes if isinstance(node, ast.Attribute) and node.attr in FILLS]
    return [node.id for node in nodes if is_load(node) and node not in filled]


def mentions(tree, name):
    """Tell whether a variable stands anywhere in some code."""
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree))


def changed(tree, changes):
    """Return `tree` with each old node replaced by the new one; what is unchanged is shared, not copied."""
    return replaced(tree, {id(old): located(new, old) for old, new in changes})


def located(new, old):
    """Give new nodes the line numbers that the compiler asks for."""
    if isinstance(new, ast.AST):
        return ast.fix_missing_locations(ast.copy_location(new, old) if hasattr(old, "lineno") else new)
    return [ast.fix_missing_locations(located_at(node, old)) for node in new]


def located_at(node, block):
    return node if hasattr(node, "lineno") else ast.copy_location(node, block[0])


def replaced(node, swaps):
    """Rebuild a tree along the paths that lead to a change."""
    if id(node) in swaps:
        return swaps[id(node)]
    if isinstance(node, list):
        entries = [replaced(entry, swaps) for entry in node]
        return node if all(map(operator.is_, entries, node)) else entries
    if not isinstance(node, ast.AST):
        return node
    fields = {field: replaced(value, swaps) for field, value in ast.iter_fields(node)}
    if all(value is getattr(node, field) for field, value in fields.items()):
        return node
    return ast.copy_location(type(node)(**fields), node)


def build(tree, space):
    """Compile the definition in `tree` into a function that sees the names of `space`."""
    space = dict(space)
    exec(compile(ast.Module([tree], []), f"<{tree.name}>", "exec"), space)
    return space[tree.name]


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
                new = ast.Subscript(target, form, ast.Store())
                yield at("not_indexed", ((target, new),), target.id, target, place)
        for kind, swap in index_slips(nodes, parents, sorted(bound), turning):
            yield at(kind, swap, getattr(swap[0][0], "id", ""), statement, place)
        for old, new in renamings(nodes, sorted(bound)):
            same = [node for node in nodes if is_load(node) and node.id == old]
            swap = tuple((node, ast.Name(new, ast.Load())) for node in same)
            inside = whole is not None and same[0] in ast.walk(whole)
            yield at("neighbour", swap, old, whole if inside else statement, place, new)


def names_set(tree):
    """The names that a definition sets."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def arguments(tree):
    """The positional arguments of a definition and of those in it."""
    return {arg.arg for node in ast.walk(tree) if isinstance(node, ast.arguments) for arg in node.args}


def counts_in(tree):
    """The names that are set to a shape or a length."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if ".shape" in ast.unparse(node.value) or "len(" in ast.unparse(node.value):
                yield node.targets[0].id


def at(kind, changes, part, anchor_node, place, new=""):
    before, after = short(anchor_node), short(changed(anchor_node, changes))
    return Edit(kind, changes, part, before, after, place)


def short(node):
    """The source of a node, its first line if it is a block."""
    return ast.unparse(ast.fix_missing_locations(node)).split("\n")[0].rstrip(":")


def statements(body):
    for statement in body:
        yield statement
        for field in ("body", "orelse", "finalbody"):
            yield from statements(getattr(statement, field, []))


def own_nodes(statement):
    """The expressions of a statement, without those of the block under it."""
    for field in ("test", "iter", "value", "targets", "target", "exc"):
        children = getattr(statement, field, None)
        for child in children if isinstance(children, list) else [children]:
            if isinstance(child, ast.AST):
                yield from ast.walk(child)


def place_of(statement):
    """Name a statement as a tutor would: by the variable it sets."""
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
        return "the line for `" + ", ".join(map(ast.unparse, getattr(target, "elts", [target]))) + "`"
    if isinstance(statement, ast.AugAssign):
        return "the line for `" + ast.unparse(statement.target) + "`"
    if isinstance(statement, ast.Return):
        return "the returned value"
    if isinstance(statement, (ast.For, ast.While)):
        return "the head of the loop"
    return "the condition" if isinstance(statement, ast.If) else f"the line `{short(statement)}`"


def anchor(node, parents):
    """The largest expression round a node that is still short to read."""
    best, parent = node, parents.get(node)
    while isinstance(parent, (ast.expr, ast.keyword, ast.comprehension)):
        if isinstance(parent, ast.expr) and not isinstance(parent, (ast.FormattedValue, ast.JoinedStr)):
            if len(ast.unparse(parent)) > 48 and best is not node:
                break
            best = parent
        parent = parents.get(parent)
    if best is node and isinstance(node, (ast.FormattedValue, ast.Constant)):
        best = parents.get(node)
    return best


def loop_variables(statement, parents):
    """The variables of the loops round a line, the innermost first."""
    names = []
    while statement in parents:
        statement = parents[statement]
        if isinstance(statement, ast.For) and isinstance(statement.target, ast.Name):
            names.append(statement.target.id)
    return names


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


def is_load(node):
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


def is_word_test(node):
    """Tell whether a node compares something with a word."""
    sides = (node.left, *node.comparators) if isinstance(node, ast.Compare) else ()
    return any(isinstance(getattr(side, "value", None), str) for side in sides)


def is_index(node, parents):
    """Tell whether a node is the index of something, as i, j is in A[i, j]."""
    return isinstance(parents.get(node), ast.Subscript) and parents[node].slice is node


def is_count(node):
    """Tell whether a node is A.shape[...]."""
    return isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "shape"


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
    for value in sorted({node.value for node in fixed}):
        same = [node for node in fixed if node.value == value]
        for name in turning if len(same) > 1 else ():
            yield "fixed_index", tuple((node, ast.Name(name, ast.Load())) for node in same)


def turned(node):
    """The transpose of an expression, without a second one on top of a first."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.Attribute(node, "T", ast.Load())


def np_call(name, *args):
    return ast.Call(ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load()), list(args), [])


def np_name(node):
    """The name of the NumPy function that a call calls, as `sum` in np.sum."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr
    return ""


def as_operation(node):
    """The operands and the operator of a + b or of np.add(a, b); None for anything else."""
    if isinstance(node, ast.BinOp):
        return node.left, type(node.op), node.right
    if np_name(node) in PRODUCTS and len(node.args) == 2:
        return node.args[0], PRODUCTS[np_name(node)], node.args[1]
    return None


def in_index(node, parents):
    """Tell whether a node stands in an index, in the name of a key or in a range."""
    while isinstance(node, ast.expr):
        parent = parents.get(node)
        if isinstance(parent, ast.FormattedValue) or (isinstance(parent, ast.Subscript) and parent.slice is node):
            return True
        if isinstance(parent, ast.Call) and getattr(parent.func, "id", "") in ("range", "str"):
            return True
        node = parent
    return False


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
        if isinstance(node.value, int) and (is_index(node, parents) or is_index(parents[node], parents)):
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
    if isinstance(node, ast.Tuple) and not is_index(node, parents):
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


def unlike(entries):
    """The pairs of places whose entries differ."""
    pairs = itertools.combinations(range(len(entries)), 2)
    return [(i, j) for i, j in pairs if ast.unparse(entries[i]) != ast.unparse(entries[j])]


def exchanged(entries, i, j):
    """A list with two of its entries in each other's place."""
    entries = list(entries)
    entries[i], entries[j] = entries[j], entries[i]
    return entries


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


def block_of(statement, parents):
    """The list of statements in which one stands."""
    return next(
        block
        for field in ("body", "orelse", "finalbody")
        if isinstance(block := getattr(parents[statement], field, None), list) and statement in block
    )


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


@functools.cache
def tree_of(function):
    return ast.fix_missing_locations(WithoutOptions().visit(parse(function)))


class WithoutOptions(ast.NodeTransformer):
    """The reference as a learner writes it: it computes the gradient of the input, and keeps no checkpoint."""

    def unasked(self, node, option="input_gradient"):
        return mentions(node, option)

    def visit_arguments(self, node):
        if node.args and node.args[-1].arg == "input_gradient":
            node.args, node.defaults = node.args[:-1], node.defaults[:-1]
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        node.args = [argument for argument in node.args if not self.unasked(argument)]
        return node

    def visit_IfExp(self, node):
        self.generic_visit(node)
        return node.body if self.unasked(node.test) else node

    def visit_If(self, node):
        return node.orelse if self.unasked(node.test, "checkpoint") else self.visit_IfExp(node)


@functools.cache
def first_order(function):
    """Every Edit of a function of the catalogue."""
    return [edit for edit in edits(tree_of(function)) if edit.kind not in FOR_REPAIR]
