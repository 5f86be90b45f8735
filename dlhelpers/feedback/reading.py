"""Slips that can be read off the source or the error, without trying what else gives the same result."""

import ast
import copy
import difflib
import inspect
import re

import numpy as np

import dlhelpers

from . import cases, sandbox, trees
from .sentences import say

WORDS = ("relu", "sigmoid")
OVER_LAYERS = (
    "forward_loop", "parameter_shapes", "initialize_parameters_deep", "L_model_forward", "L_model_backward",
    "update_parameters", "predict", "feedback_alignment", "multiply_adds",
)  # fmt: skip
"""Functions that serve any number of layers."""
TAKING = ("pop", "popitem", "clear", "reverse", "sort", "remove")
"""Methods that take entries out of what they belong to, or move them about."""
ERRORS = [
    (r"only (length-1|0-dimensional|size-1) arrays can be converted", r"math\.\w+", "read_math"),
    (r"'str' object is not callable", "", "read_called_word"),
    (r"can only concatenate str|unsupported operand type\(s\) for \+: 'int' and 'str'", r"\+", "read_added_to_word"),
    (r"bitwise_xor|for \^", r"\^", "read_power"),
    (r"unsupported operand type\(s\) for .: 'list' and '\w+'", "", "read_lists"),
    (r"Cannot interpret '\d+' as a data type", r"\(", "read_pair_of_sizes"),
    (r"shapes \(1,\d+\) and \(1,\d+\) not aligned", r"np\.dot|@", "read_rows"),
    (r"", r"np\.(max|min|amax|amin)\(", "read_max"),
]
"""What the error says, what the line says, and the sentence for both."""


def slip(name, function, outcomes, frame, code, only_deep):
    """Return the sentence of a slip that shows in the source or in the first error; "" if none does.

    `frame` and `code` are the learner's own at the line of that error, or None and ""; `only_deep` says that networks
    of a few layers come out right.
    """
    tree = trees.read(function)
    if tree is None:
        return ""
    if only_deep and (sentence := of_sorting(name, tree)):
        return sentence
    values = [outcome.value for outcome in outcomes if not outcome.error]
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For)]
    in_loop = any(isinstance(node, ast.Return) for loop in loops for node in ast.walk(loop))
    if any(value is None for value in values) and not all(value is None for value in values) and not in_loop:
        return say("read_branch", f=name)
    if name == "update_parameters" and any("A0" in value for value in values if isinstance(value, dict)):
        return say("read_dA", f=name)
    if any("{" in str(key) for value in values if isinstance(value, dict) for key in value):
        return say("read_f_string", f=name, word=next(str(key) for key in values[0] if "{" in str(key)))
    for number, output in enumerate(cases.OUTPUTS[name] if isinstance(cases.OUTPUTS[name], tuple) else ()):
        got = [value[number] for value in values if isinstance(value, tuple) and len(value) > number]
        pairs = [isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], np.ndarray) for one in got]
        if re.match(r"A?[A-Z]?\d?$|dA_prev", output) and pairs and all(pairs):
            return say("read_pair", f=name, variable=output)
    if name == "L_layer_model" and any(isinstance(node, ast.Break) for node in ast.walk(tree)):
        return say("read_break", f=name)
    if name == "predict" and "argmax(" in ast.unparse(tree):
        return say("read_argmax", f=name)
    error = next((outcome.error for outcome in outcomes if outcome.error), None)
    return (
        (of_taking(name, tree) if any(outcome.changed for outcome in outcomes) else "")
        or of_pairing(name, tree)
        or of_activation(name, tree)
        or of_unpacking(name, tree)
        or (of_error(name, tree, error, frame, code) if error else "")
    )


def of_taking(name, tree):
    """Is an entry taken out of an argument, as pop does?"""
    arguments = {argument.arg for argument in tree.args.args}
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        for keyword in node.keywords if called else ():
            if keyword.arg == "out":
                return say("read_out", f=name, code=ast.unparse(node), word=f"`{ast.unparse(keyword.value)}`")
        if isinstance(called, ast.Attribute) and called.attr in TAKING:
            if getattr(called.value, "id", "") in arguments:
                return say("read_pop", f=name, code=ast.unparse(node))
    return ""


def in_place(name, function):
    """Does a line such as x -= y write into an argument?"""
    tree = trees.read(function)
    if tree is None:
        return []
    arguments = {argument.arg for argument in tree.args.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign) and ast.unparse(node.target).split("[")[0] in arguments:
            new = ast.unparse(ast.BinOp(node.target, node.op, node.value))
            return [say("read_in_place", f=name, code=ast.unparse(node), new=new)]
    return []


def of_pairing(name, tree):
    """Are two dicts paired by their order?"""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "zip" and name == "update_parameters":
            if "parameters" in trees.used(node):
                return say("read_zip", f=name)
    return ""


def of_sorting(name, tree):
    """Are the keys of a network sorted as words, which only one of ten layers or more shows?"""
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return say("read_sorted", f=name) if any("sort" in ast.unparse(one) for one in called) else ""


def hidden_error(name, function, calls):
    """Is there an error that the learner's own `except` hides? Run the function without it."""
    tree = trees.read(function)
    if tree is None:
        return []
    bare = Untried().visit(copy.deepcopy(tree))
    if ast.dump(bare) == ast.dump(tree):
        return []
    function = trees.build(ast.fix_missing_locations(bare), function.__globals__)
    for case in calls:
        error = sandbox.run(function, case.args, case.kwargs, 0.5).error
        if isinstance(error, Exception):
            return [say("read_except", f=name, error=f"{type(error).__name__}: {error}")]
    return []


class Untried(ast.NodeTransformer):
    """A function without its `try`: what stands in it is done, whatever comes."""

    def visit_Try(self, node):
        self.generic_visit(node)
        return [*node.body, *node.orelse, *node.finalbody]


def of_activation(name, tree):
    """Is `activation` read at all, and compared with the right words?"""
    if "activation" not in [argument.arg for argument in tree.args.args]:
        return ""
    if not trees.mentions(tree, "activation"):
        return say("read_activation_unused", f=name)
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp) and any(isinstance(getattr(v, "value", None), str) for v in node.values):
            return say("read_or", f=name, condition=ast.unparse(node))
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        words = [getattr(side, "id", "") for side in sides]
        if "activation" in words and (word := next(filter(WORDS.__contains__, words), "")):
            return say("read_quotes", f=name, word=word)
        word = getattr(node, "value", None)
        if isinstance(word, str) and word not in WORDS and difflib.get_close_matches(word.lower(), WORDS, 1, 0.8):
            return say("read_word", f=name, word=word)
    return ""


def of_unpacking(name, tree):
    """Is (A_prev, W, b) taken apart in this order?"""
    if name != "linear_backward":
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and getattr(node.value, "id", "") == tree.args.args[1].arg:
            names = [getattr(one, "id", "") for one in getattr(node.targets[0], "elts", [])]
            if len(names) == 3 and (names[0][:1] in "Wb" or names[1][:1] in "Ab" or names[2][:1] in "AW"):
                return say("read_order", f=name, variable=names[0])
    return ""


def of_error(name, tree, error, frame, code):
    """What does the error, at this line and with these variables, come from?"""
    message = str(error)
    if isinstance(error, KeyError):
        return of_key(name, tree, error, frame) or fixed_depth(name, tree)
    if isinstance(error, IndexError):
        return fixed_depth(name, tree)
    if isinstance(error, NameError):
        return "" if isinstance(error, UnboundLocalError) else of_name(name, tree, re.search(r"'(\w+)'", message)[1])
    if "truth value of an array" in message and not any(isinstance(node, ast.For) for node in ast.walk(tree)):
        return say("read_if", f=name)
    if called := re.match(r"(\w+)\(\) missing \d+ required positional argument", message):
        ours = cases.reference().get(called[1])
        return say("read_arguments", f=name, signature=f"{called[1]}{inspect.signature(ours)}") if ours else ""
    if apart := re.search(r"= *(\w+)$", code) if "to unpack" in message and frame else None:
        if isinstance(frame.f_locals.get(apart[1]), np.ndarray):
            return say("read_taken_apart", f=name, variable=apart[1])
    for said, written, key in ERRORS:
        if (
            re.search(said, message)
            and re.search(written, code)
            and (said or isinstance(error, (TypeError, ValueError)))
        ):
            return say(key, f=name)
    if (
        isinstance(error, (TypeError, AttributeError, ValueError))
        and re.search("tuple|inhomogeneous", message)
        and frame
    ):
        for variable in re.findall(r"[A-Za-z_]\w*", code):
            value = frame.f_locals.get(variable)
            if isinstance(value, tuple) and not ("linear" in variable and len(value) == 3):
                pair = len(value) == 2 and isinstance(value[0], np.ndarray)
                return say("read_pair" if pair else "read_order", f=name, variable=variable)
    return ""


def of_name(name, tree, unknown):
    """A name that is not there: whose is it, or what is it called?"""
    own = sorted(trees.names_set(tree) | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)})
    words = {"f": name, "word": unknown}
    if unknown in cases.NAMES:
        return ""
    for node in ast.walk(tree):
        entry = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
        filled = node.value if entry or getattr(node, "attr", "") in trees.FILLS else None
        if getattr(filled, "id", "") == unknown and not difflib.get_close_matches(unknown, own, 1, 0.8):
            return say("read_created", new="{}" if entry else "[]", **words)
    if unknown in dlhelpers.__all__:
        return say("read_dl", **words)
    if hasattr(np, unknown) and len(unknown) > 1:
        return say("read_np", **words)
    if unknown in "Wb" and "parameters" in own:
        return say("read_look_up", code=f"parameters['{unknown}' + str(l)]", **words)
    initials = [one for one in own if "".join(part[:1] for part in one.split("_")) == unknown and len(unknown) > 1]
    same = [one for one in own if one.lower() == unknown.lower()]
    unused = sorted(trees.names_set(tree) - set(trees.used(tree)) - {"_"})
    near = same or initials or difflib.get_close_matches(unknown, own, 1, 0.7) or (unused if len(unused) == 1 else [])
    return say("read_name", real=near[0], **words) if near else ""


def of_key(name, tree, error, frame):
    """A key that is not there: is it one that was written wrongly?"""
    key = str(error.args[0]) if error.args else ""
    if "{" in key:
        return say("read_f_string", f=name, word=key)
    dicts = {
        variable: value for variable, value in (frame.f_locals if frame else {}).items() if isinstance(value, dict)
    }
    for variable, value in dicts.items():
        if "d" + key in value and key not in value:
            return say("read_d_missing", f=name, variable=variable, word=key)
    for variable, value in dicts.items():
        close = [real for real in value if str(real).lower() == key.lower() and real != key]
        if close and name != "feedback_alignment":
            return say("read_capital", f=name, variable=variable, word=key, real=close[0])
    if re.fullmatch(r"[Wb]\d+", key) and re.search(r"len\(parameters\)(?! *//)", ast.unparse(tree)):
        return say("read_not_halved", f=name)
    if key[:1] == "A" and ".items()" in ast.unparse(tree):
        return say("read_dA", f=name)
    return ""


def fixed_depth(name, tree):
    """Is there no loop of any kind where one is needed for L layers?"""
    if name not in OVER_LAYERS:
        return ""
    loops = (ast.For, ast.While, ast.comprehension, ast.Lambda)
    calls = {getattr(node.func, "id", "") for node in ast.walk(tree) if isinstance(node, ast.Call)}
    inner = [
        node
        for node in ast.walk(tree)
        if isinstance(node, loops) or (isinstance(node, ast.FunctionDef) and node is not tree)
    ]
    return "" if inner or calls & {name, "map", "reduce"} else say("read_fixed_depth", f=name)
