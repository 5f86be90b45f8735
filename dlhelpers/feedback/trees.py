"""A function's source as a tree: reading, changing and building it, and naming its places as a tutor would."""

import ast
import functools
import inspect
import operator
import textwrap

PRODUCTS = {"dot": ast.MatMult, "matmul": ast.MatMult, "multiply": ast.Mult, "divide": ast.Div, "true_divide": ast.Div}
PRODUCTS |= {"add": ast.Add, "subtract": ast.Sub}
MODULES = ("np", "dl", "math")
BLOCKS = ("body", "orelse", "finalbody")
TURN = "__turn__"
"""What each loop of a function calls at the beginning of a turn."""
FILLS = ("append", "extend", "insert", "update")
"""Methods that change their object and return nothing."""


def read(function):
    """The definition of `function` as a tree, without decorators and docstring; None where there is none."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except (OSError, TypeError, SyntaxError, IndexError):
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
    paths = None if parents is None else {id(one) for old, _ in changes for one in path(old, parents)}
    return replaced(tree, {id(old): located(new, old) for old, new in changes}, paths)


def path(node, parents):
    """The nodes from one, or from a block, up to the whole."""
    node = parents.get(id(node)) if isinstance(node, list) else node
    while node is not None:
        yield node
        node = parents.get(node)


def located(new, old):
    """Give new nodes the line numbers that the compiler asks for."""
    if isinstance(new, ast.AST):
        return ast.fix_missing_locations(ast.copy_location(new, old) if hasattr(old, "lineno") else new)
    return [ast.fix_missing_locations(one if hasattr(one, "lineno") else ast.copy_location(one, old[0])) for one in new]


def replaced(node, swaps, paths=None):
    """Rebuild a tree along the paths that lead to a change."""
    if id(node) in swaps:
        node = swaps[id(node)]
        return [replaced(entry, swaps, paths) for entry in node] if isinstance(node, list) else node
    if isinstance(node, list):
        entries = [replaced(entry, swaps, paths) for entry in node]
        return node if all(map(operator.is_, entries, node)) else entries
    if not isinstance(node, ast.AST) or (paths is not None and id(node) not in paths):
        return node
    fields = {field: replaced(value, swaps, paths) for field, value in ast.iter_fields(node)}
    if all(value is getattr(node, field) for field, value in fields.items()):
        return node
    return ast.copy_location(type(node)(**fields), node)


def build(tree, space, known=None):
    """Compile the definition in `tree` into a function that sees the names of `space` and counts its turns."""
    space = dict(space)
    exec(compile(ast.Module([with_turns(tree, {} if known is None else known)], []), f"<{tree.name}>", "exec"), space)
    return space[tree.name]


def with_turns(node, known):
    """A tree in which each loop calls TURN first; what holds no loop is shared, and `known` is what was done before."""
    if not isinstance(node, (ast.FunctionDef, ast.For, ast.While, ast.If, ast.With, ast.Try)):
        return node
    if id(node) not in known:
        fields = {
            field: [with_turns(line, known) for line in block] if field in BLOCKS else block
            for field, block in ast.iter_fields(node)
        }
        if isinstance(node, (ast.For, ast.While)):
            call = ast.Expr(ast.Call(ast.Name(TURN, ast.Load()), [], []))
            fields["body"].insert(0, ast.fix_missing_locations(ast.copy_location(call, node.body[0])))
        known[id(node)] = node, ast.copy_location(type(node)(**fields), node)
    return known[id(node)][1]


def text(node):
    """The source of a node, its first line if it is a block."""
    return ast.unparse(ast.fix_missing_locations(node)).split("\n")[0].rstrip(":")


def names_in(node):
    """The variables of an expression or a target."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} if isinstance(node, ast.AST) else set()


def names_set(tree):
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def arguments(tree):
    return {arg.arg for node in ast.walk(tree) if isinstance(node, ast.arguments) for arg in node.args}


def used(tree):
    """The names that some code uses, one for each time; what is only filled is not used by that."""
    nodes = list(ast.walk(tree))
    filled = [node.value for node in nodes if isinstance(node, ast.Attribute) and node.attr in FILLS]
    filled += [node.value for node in nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)]
    return [node.id for node in nodes if is_load(node) and node not in filled]


def mentions(tree, name):
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree))


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


def with_name(node, name, other):
    """A copy of an expression with another one in the place of a variable."""
    tree = ast.parse(ast.unparse(node), mode="eval")
    return changed(tree, [(one, other) for one in ast.walk(tree) if getattr(one, "id", "") == name]).body


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
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
        return "the line for `" + ", ".join(map(ast.unparse, getattr(target, "elts", [target]))) + "`"
    if isinstance(statement, ast.AugAssign):
        return "the line for `" + ast.unparse(statement.target) + "`"
    if isinstance(statement, ast.Return):
        return "the returned value"
    if isinstance(statement, (ast.For, ast.While)):
        return "the head of the loop"
    return "the condition" if isinstance(statement, ast.If) else f"the line `{text(statement)}`"


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
    return best if isinstance(best, ast.expr) else node


def is_load(node):
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


def raises_not_implemented(line):
    return isinstance(line, ast.Raise) and "NotImplementedError" in names_in(line)


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


def is_stored(node, parents):
    """Tell whether a node says under which key or index something is kept."""
    while isinstance(node, ast.expr):
        parent = parents.get(node)
        if isinstance(parent, ast.Subscript) and parent.slice is node:
            return isinstance(parent.ctx, ast.Store)
        node = parent
    return False


@functools.cache
def tree_of(function):
    """The tree of one of our functions, as a learner writes it: with the gradient of the input, without a checkpoint."""
    tree = read(function)
    return tree if function.__name__ == "multiply_adds" else ast.fix_missing_locations(WithoutOptions().visit(tree))


class WithoutOptions(ast.NodeTransformer):
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
