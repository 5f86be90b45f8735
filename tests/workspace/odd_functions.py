"""Functions as learners write them, right and yet odd: what `keep` must write rightly, or refuse with these words."""
# fmt: off
# ruff: noqa: E501

import ast
import itertools
import linecache
from pathlib import Path

FINISHED = Path(__file__).resolve().parents[2] / "notebooks" / "my_network.py"
SOURCES = {
    node.name: ast.get_source_segment(FINISHED.read_text("utf-8"), node)
    for node in ast.parse(FINISHED.read_text("utf-8")).body
    if isinstance(node, ast.FunctionDef)
}
"""The text of each function of the network."""
numbers = itertools.count()


class Notebook:
    """What a kernel does: it runs cells in one namespace, and Python finds their text."""

    def __init__(self, *cells):
        self.names = {"__name__": "__main__"}
        for cell in ("import numpy as np\nimport dlhelpers as dl\nfrom dlhelpers import *", *cells):
            self.run(cell)

    def run(self, cell):
        name = f"<cell {next(numbers)}>"
        linecache.cache[name] = len(cell), None, cell.splitlines(True), name
        exec(compile(cell, name, "exec", dont_inherit=True), self.names)


def with_lines(source, *new):
    """A function with more lines in front of its first one."""
    first = ast.parse(source).body[0].body[1]
    lines = source.split("\n")
    lines[first.lineno - 1 : first.lineno - 1] = ["    " + line for line in new]
    return "\n".join(lines)


def with_argument(source, argument):
    """A function with one more argument that can only be given by name."""
    tree = ast.parse(source).body[0]
    first = tree.body[1].lineno - 2  # the docstring's
    one = ast.parse(f"def f(*, {argument}): 0").body[0].args
    tree.args.kwonlyargs += one.kwonlyargs
    tree.args.kw_defaults += one.kw_defaults
    head = ast.unparse(ast.FunctionDef(tree.name, tree.args, [ast.Pass()], [], lineno=1)).rsplit("\n", 1)[0]
    return "\n".join([head, *source.split("\n")[first:]])


def lines(*new, before="", refused=""):
    return lambda source: ([before, with_lines(source, *new)], refused)


KINDS = {
    "as it stands": lines(),
    "indented by tabs": lambda source: ([source.replace("    ", "\t")], ""),
    "under another name": lambda source: ([source.replace("def ", "def  my_").replace("(", " (", 1)], ""),
    "with the whole name of NumPy": lambda source: (["import numpy", source.replace("np.", "numpy.")], ""),
    "with a module inside a module": lines("numpy.linalg.norm([1])", before="import numpy.linalg"),
    "with the marks of an exercise": lines("### BEGIN SOLUTION", "# Your code here.", "    ### END SOLUTION"),
    "with a mark in a text": lines('said = """', "# Your code here.", '"""', "assert said.count('code here')"),
    "with words from all over": lines("größe = 'naïve → 深い' # Größe", "assert len(größe) == 10"),
    "with a decorated def first": lines("@(lambda f: f)", "def inner(): 0"),
    "with a module": lines("math.exp(0)", before="import math"),
    "with a module and tabs": lambda source: (["import math", with_lines(source, "math.exp(0)").replace("    ", "\t")], ""),
    "with a module under a name": lines("mathematics.exp(0)", before="import math as mathematics"),
    "with a module in an inner function": lines("(lambda: math.exp(0))()", before="import math"),
    "with a module that it binds itself": lines("import math", "math.exp(0)", before="math = 3"),
    "with a module as a default": lambda source: (["import math", with_argument(source, "top=math.inf")], ""),
    "with a lambda as a default": lambda source: ([with_argument(source, "g=lambda x: x")], ""),
    "with an annotation": lambda source: ([with_argument(source, "seed: int = 0")], ""),
    "with an annotation of the notebook": lambda source: (["Array = np.ndarray", with_argument(source, "seed: Array = None")], "`Array`"),
    "with a constant as a default": lambda source: (["ONE = 1", with_argument(source, "seed=ONE")], "`ONE`"),
    "with a constant": lines("ONE", before="ONE = 1", refused="`ONE`"),
    "with a constant in an inner function": lines("(lambda: ONE)()", before="ONE = 1", refused="`ONE`"),
    "with a constant in an f-string": lines("f'{ONE:{ONE}}'", before="ONE = 1", refused="`ONE`"),
    "with a constant in a comprehension": lines("[ONE for _ in 'a']", before="ONE = 1", refused="`ONE`"),
    "with a constant in a class": lines("class Inner:", "    one = ONE", before="ONE = 1", refused="`ONE`"),
    "with a constant that is a lambda's argument, too": lines("(lambda ONE: ONE)(2)", "ONE", before="ONE = 1", refused="`ONE`"),
    "with a constant that is a comprehension's variable, too": lines("[ONE for ONE in 'a']", "ONE", before="ONE = 1", refused="`ONE`"),
    "with a constant that an inner function binds, too": lines("def inner():", "    ONE = 2", "ONE", before="ONE = 1", refused="`ONE`"),
    "with a constant in a branch not taken": lines("if 0 > 1: print(ONE)", before="ONE = 1", refused="`ONE`"),
    "with a constant of the notebook as a lambda's argument": lines("(lambda ONE: ONE)(2)", before="ONE = 1"),
    "with a constant of the notebook as a comprehension's variable": lines("[ONE for ONE in 'a']", before="ONE = 1"),
    "with a constant of the notebook as a loop's variable": lines("for ONE in 'a': ONE", before="ONE = 1"),
    "with a constant of the notebook as an error's name": lines("try: 1 / 0", "except ZeroDivisionError as ONE: ONE", before="ONE = 1"),
    "with a constant of the notebook as a walrus": lines("(ONE := 2)", before="ONE = 1"),
    "with a constant of the notebook as an attribute": lines("np.max([1])", before="max = 1"),
    "with a constant of the notebook as an import": lines("from math import exp as ONE", before="ONE = 1"),
    "with a constant of the notebook as a match": lines("match 3:", "    case ONE: ONE", before="ONE = 1"),
    "with a number that it sets in the notebook": lines("global count", "count = 1", before="count = 0", refused="`count`"),
    "with a helper": lines("helper()", before="def helper(): 0", refused="`helper`"),
    "with a helper called as one of Python's": lines("max(1, 2)", before="def max(*a): return a[0]", refused="`max`"),
    "with a helper called as one of ours": lines("flatten(0)", before="def flatten(x): return x", refused="`flatten`"),
    "with a function imported by name": lines("exp(0)", before="from math import exp", refused="`exp`"),
    "with a function imported with all others": lines("cosh(0)", before="from math import *", refused="`cosh`"),
    "with another module by a name of the file": lines("dl.exp(0)", before="import math as dl", refused="`dl`"),
    "with an array": lines("X.shape", before="X = np.ones((2, 3))", refused="`X`"),
    "with a class": lines("Layer()", before="class Layer: 0", refused="`Layer`"),
    "with a name that nobody knows, in a branch not taken": lines("if 0 > 1: print(nobody)"),
    "with a decorator of the notebook": lambda source: (["def same(f): return f", "@same\n" + source], "without a decorator"),
    "with a decorator that wraps": lambda source: (["import functools\ndef wraps(f):\n    @functools.wraps(f)\n    def g(*a, **k): return f(*a, **k)\n    return g", "@wraps\n" + source], "plain function"),
    "made inside a function, with what stands there": lambda source: (["def make():\n    one = 1\n" + indented(with_lines(source, "one")) + f"\n    return {named(source)}"] + [f"{named(source)} = make()"], "plain function"),
    "made inside a function": lambda source: ([f"def make():\n{indented(source)}\n    return {named(source)}", f"{named(source)} = make()"], ""),
    "made in a branch": lambda source: (["if True:\n" + indented(source)], ""),
    "made in a class": lambda source: (["class Mine:\n" + indented("@staticmethod\n" + source), f"{named(source)} = Mine.{named(source)}"], "without a decorator"),
    "made twice in a cell": lambda source: ([source.replace("return", "return 0 *") + "\n\n" + source], ""),
    "with a comment behind it": lambda source: ([source + "  # done\n    # so far\n# and here"], ""),
    "with a long line in two": lines("one = 1 + \\", "  2"),
    "with a text at the margin": lines('"""', "\nat the margin\n", '"""'),
    "with semicolons": lines("one = 1; two = 2; del one, two"),
    "with a default that was changed since": lambda source: ([with_argument(source, "seed=1"), f"{named(source)}.__kwdefaults__['seed'] = 2"], "another `"),
    "with what cannot be compared as a default": lambda source: ([with_argument(source, "how=np.random.default_rng(1)")], ""),
}
"""What may be odd about any function: the cells of its notebook, and words of the refusal where it is refused."""


def named(source):
    return source.removeprefix("def ").split("(")[0]


def indented(source):
    return "\n".join("    " + line for line in source.split("\n"))


SPECIAL = {
    "its helper returns one thing instead of two": (
        "linear_activation_forward",
        [
            "def sigmoid(Z): return 1 / (1 + np.exp(-Z))",
            """
def linear_activation_forward(A_prev, W, b, activation):
    Z = W @ A_prev + b
    return np.maximum(0, Z) if activation == "relu" else sigmoid(Z), ((A_prev, W, b), Z)""",
        ],
        "has for `sigmoid`",
    ),
    "its helper is right, and not kept": ("linear_activation_forward", [SOURCES["sigmoid"], SOURCES["linear_activation_forward"]], ""),
    "it calls itself": ("relu", ["def relu(Z, again=True): return relu(Z, False) if again else (np.maximum(0, Z), Z)"], ""),
    "it calls itself by another name": ("relu", ["def mine(Z, again=True): return mine(Z, False) if again else (np.maximum(0, Z), Z)", "relu = mine"], "calls itself `mine`"),
    "it calls ours, and would be called so itself": ("relu", ["ours = dl.relu", "def mine(Z): return relu(Z)", "relu, given = ours, mine"], "has for `relu`"),
    "it counts its calls": ("relu", ["def relu(Z):\n    relu.calls += 1\n    return np.maximum(0, Z), Z", "relu.calls = 0"], "nothing but its arguments"),
    "one line": ("relu", ["def relu(Z): return np.maximum(0, Z), Z"], ""),
    "one line and a module": ("relu", ["import math", "def relu(Z): return np.maximum(math.sin(0), Z), Z"], ""),
    "no blank before the body": ("relu", ["def relu(Z):return np.maximum(0,Z),Z"], ""),
    "a name on the next line": ("relu", ["def \\\n relu(Z): return np.maximum(0, Z), Z"], ""),
    "an inner def of the same name": ("relu", ["def relu(Z):\n    def relu(x): return np.maximum(0, x)\n    return relu(Z), Z"], ""),
    "a loop, without NumPy": ("relu", ["def relu(Z):\n    A = Z.copy()\n    for i, z in np.ndenumerate(Z):\n        A[i] = max(z, 0)\n    return A, Z"], ""),
    "an annotation that nobody reads": ("relu", ["from __future__ import annotations\ndef relu(Z: Array): return np.maximum(0, Z), Z"], "would stop with NameError"),
    "a lambda": ("relu", ["relu = lambda Z: (np.maximum(0, Z), Z)"], "plain function"),
    "an object that can be called": ("relu", ["class Relu:\n    def __call__(self, Z): return np.maximum(0, Z), Z", "relu = Relu()"], "plain function"),
    "a method": ("relu", ["class Net:\n    def relu(self, Z): return np.maximum(0, Z), Z", "relu = Net().relu"], "plain function"),
    "a partial function": ("relu", ["import functools\ndef two(x, Z): return np.maximum(x, Z), Z", "relu = functools.partial(two, 0)"], "plain function"),
    "a function of NumPy": ("relu_backward", ["relu_backward = np.frompyfunc(lambda d, z: d * (z > 0), 2, 1)"], "is not kept"),
    "ours": ("relu", ["relu = dl.relu"], "is not kept"),
    "its seed is taken in with all the rest": ("initialize_parameters_deep", ["def initialize_parameters_deep(n, **how): return dl.initialize_parameters_deep(n, rng=how.get('rng'))"], ""),
    "no seed": ("initialize_parameters_deep", ["def initialize_parameters_deep(n): return dl.initialize_parameters_deep(n)"], "with `rng`"),
    "wrong": ("relu", ["def relu(Z): return np.minimum(0, Z), Z"], "not kept: keep it when it is right"),
    "of another lesson": ("parameter_shapes", ["def parameter_shapes(n): return dl.parameter_shapes(n)"], "stays in its lesson"),
}
"""What is odd about one function: its name, the cells, and words of what is said where it is not written."""
