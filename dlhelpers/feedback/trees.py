"""A function's source as a tree: reading, changing and building it, and naming its places as a tutor would."""

import ast
import functools
import inspect
import itertools
import operator
import re
import textwrap
import tokenize

PRODUCTS = {"dot": ast.MatMult, "matmul": ast.MatMult, "multiply": ast.Mult, "divide": ast.Div, "true_divide": ast.Div}
PRODUCTS |= {"add": ast.Add, "subtract": ast.Sub}
MODULES = ("np", "dl", "math")
BLOCKS = ("body", "orelse", "finalbody")
LOOPS = (ast.For, ast.While)
TURN = "__turn__"
"""What each loop of a function calls at the beginning of a turn, and what fills a list for it."""
FILLS = ("append", "extend", "insert", "update")
"""Methods that change their object and return nothing."""
OPTION = "input_gradient"
"""What ours takes beyond the contract."""


def lines(function):
    """The lines of its text, which count from 1 in its tree."""
    return textwrap.dedent(inspect.getsource(function)).split("\n")


def read(function):
    """The definition of `function` as a tree, without decorators and docstring; None where there is none."""
    try:
        tree = ast.parse("\n".join(lines(function))).body[0]
    except (OSError, TypeError, SyntaxError, ValueError, IndexError, tokenize.TokenError):
        return None
    if not isinstance(tree, ast.FunctionDef):
        return None
    tree.decorator_list = []
    if len(tree.body) > 1 and ast.get_docstring(tree) is not None:
        tree.body = tree.body[1:]
    return tree


def changed(tree, changes, parents=None):
    """Return `tree` with each old node, or block, replaced by the new one; what is unchanged is shared, not copied.

    With the parents of the nodes it looks only where something changes.
    """
    swaps = {id(old): located(new, old) for old, new in changes}
    ways = None if parents is None else {id(one) for old, _ in changes for one in path(old, parents)}

    def rebuilt(node):
        swapped = swaps.get(id(node), node)
        if isinstance(swapped, list):
            entries = [rebuilt(one) for one in swapped]
            return swapped if all(map(operator.is_, entries, swapped)) else entries
        if swapped is not node or not isinstance(node, ast.AST) or (ways is not None and id(node) not in ways):
            return swapped
        fields = {field: rebuilt(value) for field, value in ast.iter_fields(node)}
        if all(value is getattr(node, field) for field, value in fields.items()):
            return node
        return ast.copy_location(type(node)(**fields), node)

    return rebuilt(tree)


def located(new, old):
    """Give new nodes the line numbers that the compiler asks for."""
    if isinstance(new, list):
        return [
            ast.fix_missing_locations(one if hasattr(one, "lineno") else ast.copy_location(one, old[0])) for one in new
        ]
    return ast.fix_missing_locations(ast.copy_location(new, old) if hasattr(old, "lineno") else new)


def path(node, parents):
    """The nodes from one, or from a block, up to the whole."""
    node = parents.get(id(node)) if isinstance(node, list) else node
    while node is not None:
        yield node
        node = parents.get(node)


def build(tree, space, known):
    """Compile the definition in `tree` into a function that sees the names of `space` and counts its turns."""
    space = dict(space)
    exec(compile(ast.Module([with_turns(tree, known)], []), f"<{tree.name}>", "exec"), space)
    return space[tree.name]


def with_turns(node, known):
    """A tree in which each loop calls TURN first, and TURN.fill appends; `known` is what was done before."""
    if isinstance(node, ast.Expr) and np_name(node.value) in ("append", "insert"):
        fill = ast.Attribute(ast.Name(TURN, ast.Load()), "fill", ast.Load())
        call = ast.Call(fill, [node.value.func, *node.value.args], node.value.keywords)
        return ast.fix_missing_locations(ast.copy_location(ast.Expr(ast.copy_location(call, node)), node))
    if not isinstance(node, (ast.FunctionDef, ast.For, ast.While, ast.If, ast.With, ast.Try)):
        return node
    if id(node) not in known:
        fields = {
            field: [with_turns(line, known) for line in block] if field in BLOCKS else block
            for field, block in ast.iter_fields(node)
        }
        if isinstance(node, LOOPS):
            call = ast.Expr(ast.Call(ast.Name(TURN, ast.Load()), [], []))
            fields["body"].insert(0, ast.fix_missing_locations(ast.copy_location(call, node.body[0])))
        known[id(node)] = node, ast.copy_location(type(node)(**fields), node)
    return known[id(node)][1]


def source(node):
    """The source of a node, which it keeps: nodes are exchanged, and never changed themselves."""
    if not hasattr(node, "_source"):
        node._source = ast.unparse(node)
    return node._source


def text(node):
    """The source of a node, its first line if it is a block."""
    first = source(ast.fix_missing_locations(node)).split("\n")[0].rstrip(":")
    return re.sub(r"^\(([^()]*)\) = ", r"\1 = ", first)  # as Python 3.11 and newer write it


def names_in(node):
    """The variables of an expression or a target."""
    if not isinstance(node, ast.AST):
        return frozenset()
    if not hasattr(node, "_names"):
        node._names = frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
    return node._names


def names_set(tree):
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def loops(tree):
    """The `for` and `while` loops of some code; [] where there is none to see."""
    return [node for node in ast.walk(tree or ast.Pass()) if isinstance(node, LOOPS)]


def comprehended(tree):
    """The variables that only a comprehension has."""
    found = [one.target for one in ast.walk(tree) if isinstance(one, ast.comprehension)]
    return {name for target in found for name in names_in(target)}


def arguments(tree):
    every = [node for node in ast.walk(tree) if isinstance(node, ast.arguments)]
    return {arg.arg for node in every for arg in (*node.args, *node.kwonlyargs)}


def used(tree):
    """The names that some code uses, one for each time; what is only filled is not used by that."""
    nodes = list(ast.walk(tree))
    filled = [node.value for node in nodes if isinstance(node, ast.Attribute) and node.attr in FILLS]
    filled += [node.value for node in nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)]
    names = [node for node in nodes if isinstance(node, ast.Name) and node not in filled]
    return [node.id for node in names if isinstance(node.ctx, ast.Load)]


def mentions(tree, name):
    return name in names_in(tree)


def blocks(tree):
    """Every block of statements, with the node that it belongs to."""
    for node in ast.walk(tree):
        for field in BLOCKS:
            block = getattr(node, field, None)
            if isinstance(block, list) and block:
                yield node, block


def statements(body):
    for statement in body:
        yield statement
        for field in BLOCKS:
            yield from statements(getattr(statement, field, []))


def last_line(statement):
    """The last line of a statement's own, without the block under it."""
    body = getattr(statement, "body", None)
    return statement.end_lineno if not body else max(statement.lineno, body[0].lineno - 1)


def own_nodes(statement):
    """The expressions of a statement, without those of the block under it."""
    for field in ("test", "iter", "value", "targets", "target", "exc"):
        children = getattr(statement, field, None)
        for child in children if isinstance(children, list) else [children]:
            if isinstance(child, ast.AST):
                yield from ast.walk(child)


def place_of(statement):
    """Name a statement as a tutor would: by the variable it sets."""
    if isinstance(statement, (ast.Assign, ast.AugAssign)):
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        return "the line for `" + ", ".join(map(source, getattr(target, "elts", [target]))) + "`"
    places = {ast.Return: "the returned value", ast.If: "the condition"}
    places |= dict.fromkeys(LOOPS, "the head of the loop")
    return places.get(type(statement), f"the line `{text(statement)}`")


def anchor(node, parents):
    """The largest expression round a node that is still short to read."""
    best, parent = node, parents.get(node)
    while isinstance(parent, (ast.expr, ast.keyword, ast.comprehension)):
        if isinstance(parent, ast.expr) and not isinstance(parent, (ast.FormattedValue, ast.JoinedStr)):
            if len(source(parent)) > 48 and best is not node:
                break
            best = parent
        parent = parents.get(parent)
    if best is node and isinstance(node, (ast.FormattedValue, ast.Constant)):
        best = parents.get(node)
    return best if isinstance(best, ast.expr) else node


def raises_not_implemented(line):
    return isinstance(line, ast.Raise) and "NotImplementedError" in names_in(line)


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def call_name(node):
    """The name of the plain function that is called; "" for anything else."""
    return getattr(getattr(node, "func", None), "id", "")


def np_name(node):
    """The last name of a call, as `sum` in np.sum(x) and x.sum(); "" for a plain function."""
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def turned(node):
    """The transpose of an expression, without a second one on top of a first."""
    return node.value if getattr(node, "attr", "") == "T" else ast.Attribute(node, "T", ast.Load())


def as_operation(node):
    """The operands and the operator of a + b or of np.add(a, b); None for anything else."""
    if isinstance(node, ast.BinOp):
        return node.left, type(node.op), node.right
    if np_name(node) in PRODUCTS and len(node.args) == 2:
        return node.args[0], PRODUCTS[np_name(node)], node.args[1]
    return None


class Plain(ast.NodeTransformer):
    """Products and sums with their signs, and methods of arrays as functions of np: W.dot(A) is W @ A."""

    def visit_Call(self, node):
        self.generic_visit(node)
        func, known = node.func, as_operation(node)
        if known:
            return ast.BinOp(known[0], known[1](), known[2])
        if np_name(node) in ("sum", "mean", "dot") and text(func.value) not in MODULES:
            call = ast.Call(ast.Attribute(ast.Name("np", ast.Load()), func.attr, ast.Load()), [func.value, *node.args])
            return self.visit_Call(ast.Call(call.func, call.args, node.keywords))
        return node


def plain(node):
    """An expression in the one way in which all are compared."""
    return Plain().visit(ast.parse(source(node), mode="eval").body)


def index_of(inner, outer):
    return isinstance(outer, ast.Subscript) and outer.slice is inner


def in_index(node, parents):
    """Tell whether a node stands in an index, in the name of a key or in a range."""
    return any(
        isinstance(outer, ast.FormattedValue)
        or index_of(inner, outer)
        or call_name(outer) in ("range", "str")
        or np_name(outer) == "format"
        or (isinstance(getattr(outer, "op", None), ast.Mod) and is_text(getattr(outer, "left", None)))
        for inner, outer in itertools.pairwise(path(node, parents))
    )


def is_stored(node, parents):
    """Tell whether a node says under which key or index something is kept."""
    around = itertools.pairwise(path(node, parents))
    return next((isinstance(outer.ctx, ast.Store) for inner, outer in around if index_of(inner, outer)), False)


@functools.cache
def tree_of(function):
    """The tree of one of our functions, as a learner writes it: with the gradient of the input."""
    tree = read(function)
    return tree if function.__name__ == "multiply_adds" else ast.fix_missing_locations(WithoutOption().visit(tree))


class WithoutOption(ast.NodeTransformer):
    def visit_Call(self, node):
        self.generic_visit(node)
        node.args = [one for one in node.args if not mentions(one, OPTION)]
        return node

    def visit_If(self, node):
        self.generic_visit(node)
        return node.body if mentions(node.test, OPTION) else node

    visit_IfExp = visit_If
