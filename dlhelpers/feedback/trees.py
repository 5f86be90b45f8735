"""A function's source as a tree: reading, changing and building it, and naming its places as a tutor would."""

import ast
import functools
import inspect
import operator
import textwrap

PRODUCTS = {"dot": ast.MatMult, "matmul": ast.MatMult, "multiply": ast.Mult, "divide": ast.Div, "add": ast.Add}
PRODUCTS |= {"subtract": ast.Sub, "true_divide": ast.Div}
FILLS = ("append", "extend", "insert", "update")
"""Methods that change their object and return nothing."""


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


def block_of(statement, parents):
    """The list of statements in which one stands."""
    return next(
        block
        for field in ("body", "orelse", "finalbody")
        if isinstance(block := getattr(parents[statement], field, None), list) and statement in block
    )


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
