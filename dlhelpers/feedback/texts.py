"""What the text of an answer tells: what is left blank, how the call differs, what it gives away."""
# ruff: noqa: E501  (sentences are one line each)

import ast
import itertools

import numpy as np

from . import cases, judge, trees
from .answer import describe, listed

CACHES = {
    "relu_backward": "",
    "sigmoid_backward": "",
    "linear_backward": "A_prev, W, b",
    "linear_activation_backward": "linear_cache, activation_cache",
    "L_model_backward": "(A_prev, W, b), Z",
}
"""The parts of the caches that these functions take apart; none where it is Z itself."""

# --- blanks


def not_written(answer, outcomes):
    """Say that a blank is left, and which; "" where something is written. Other raises count where one is what stops."""
    tree, f = answer.tree, answer.name
    if tree is None:
        return ""
    if nothing_in(tree):
        return f"`{f}` is not written yet."
    if not is_blank(tree) and not any(stops_at_a_blank(answer, one) for one in outcomes):
        return ""
    begins = [n for n, line in enumerate(trees.lines(answer.inner), 1) if "your code here" in line.lower()]
    for _, block in trees.blocks(tree):
        for i, line in enumerate(block):
            if trees.raises_not_implemented(line):
                begin = max((n for n in begins if n < line.lineno), default=0)
                above = [one for one in (*tree.body, *block[:i]) if begin < one.lineno < line.lineno]
                below = [one for one in block[i + 1 :] if not hands_back_names(one)]
                if all(map(is_empty, above + below)):
                    return f"`{f}` is not written yet."
                there = "your lines come after it" if below else "your lines are there"
                return f"`{f}` still has `raise NotImplementedError`, and {there}: delete that line."
    return ""


def is_blank(tree):
    """Tell whether nothing is written, or every call comes to the error of a blank."""
    before_any_return = itertools.takewhile(lambda line: not may_return(line), tree.body)
    return nothing_in(tree) or any(map(trees.raises_not_implemented, before_any_return))


def nothing_in(tree):
    return all(
        is_empty(line) or (isinstance(line, ast.Return) and is_nothing(line.value, box=True)) for line in tree.body
    )


def may_return(line):
    return not isinstance(line, ast.FunctionDef) and any(isinstance(one, ast.Return) for one in ast.walk(line))


def stops_at_a_blank(answer, outcome):
    """Tell whether a call ended with the error of a blank, in the function itself."""
    if not isinstance(outcome.error, NotImplementedError) or not outcome.frames:
        return False
    frame, _ = outcome.frames[-1]
    return frame.f_globals is answer.space and frame.f_code.co_name == answer.inner.__code__.co_name


def is_empty(line):
    """Tell whether a line does nothing: a text, `...`, pass, or the error of a blank."""
    constant = isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
    return constant or isinstance(line, ast.Pass) or trees.raises_not_implemented(line)


def hands_back_names(line):
    """Tell whether a line is `return` with names alone, as a template ends."""
    value = line.value if isinstance(line, ast.Return) else ast.Constant(0)
    return all(isinstance(one, ast.Name) for one in getattr(value, "elts", [value]))


def is_nothing(value, box=False):
    """Tell whether an expression is a blank: None, ..., or a box with nothing in it, where that counts."""
    if box and isinstance(value, (ast.List, ast.Dict)):
        return trees.source(value) in ("[]", "{}")
    if isinstance(value, ast.Tuple):
        return all(map(is_nothing, value.elts))
    return value is None or (isinstance(value, ast.Constant) and (value.value is None or value.value is ...))


def left_blank(answer):
    """Say which of a template's blanks are left: what is None or ..., and what is returned and never made."""
    if answer.tree is None:
        return ""
    if lines := blanks(answer.tree):
        fills = "blanks to fill in" if len(lines) > 1 else "a blank to fill in"
        return f"`{answer.name}` still has {fills}: {listed(lines)}."
    if names := never_made(answer):
        what = "it" if len(names) == 1 else "them"
        return f"`{answer.name}` returns {listed(names)}, but no line computes {what}: that is still to be written."
    return ""


def blanks(tree):
    """The lines that set something to None or ..., which is then used and made nowhere but from itself."""
    empty, made = {}, set()
    for line in trees.statements(tree.body):
        for target in line.targets if isinstance(line, ast.Assign) else ():
            for one in getattr(target, "elts", [target]):
                if is_nothing(line.value):
                    empty.setdefault(trees.source(one), trees.text(line))
                elif not trees.names_set(one) & trees.names_in(line.value):
                    made.add(trees.source(one))
    used = trees.used(tree)
    empty = {name: text for name, text in empty.items() if name not in made or "..." in text}
    return list(dict.fromkeys(text for name, text in empty.items() if "[" in name or name in used))


def never_made(answer):
    """The names that are returned, and that no other line knows."""
    tree = answer.tree
    values = [line.value for line in trees.statements(tree.body) if isinstance(line, ast.Return) and line.value]
    returned = [one for value in values for one in getattr(value, "elts", [value]) if isinstance(one, ast.Name)]
    uses = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    known = trees.names_set(tree) | trees.arguments(tree) | set(answer.space)
    return [one.id for one in returned if one.id not in known and uses.count(one.id) == 1]


# --- the call


def wrong_call(answer, attempt):
    """Say how the arguments differ from those of the contract; "" where the function can be called as it should."""
    mine, ours = answer.parameters, cases.parameters(answer.name)
    if mine is None or any(one.kind is one.VAR_POSITIONAL for one in mine.values()):
        return ""
    names = list(mine)
    by_place = [name for name, one in mine.items() if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    by_name = [name for name, one in mine.items() if one.kind is one.KEYWORD_ONLY and not given(one)]
    wanted = [name for name, one in ours.items() if one.kind is one.POSITIONAL_OR_KEYWORD and name != trees.OPTION]
    required = [name for name in wanted if not given(ours[name])]
    shown = [f"{name}={ours[name].default}" if given(ours[name]) else name for name in wanted]
    call = f"`{answer.name}({', '.join(shown)})`"
    yours = f"It is called as {call}, and yours"
    if names[:1] == ["self"]:
        return f"{yours} begins with `self`, as a method does: remove it."
    if by_name:
        only = f"{listed(by_name)} can only be given by name"
        return f"It is called as {call}, and {only}: remove the `*` before it."
    if len(by_place) < len(wanted):
        lacks = [name for name in wanted if name not in names]
        plainly = lacks and len(by_place) + len(lacks) == len(wanted)
        what = f"lacks {listed(lacks)}" if plainly else f"takes {row(names)}"
        return f"{yours} {what}: take all of them as arguments, in this order."
    extra = [name for name in by_place[len(wanted) :] if not given(mine[name])]
    unused = len(extra) == 1 and answer.tree is not None and not trees.mentions(answer.tree, *extra)
    if extra and not unused and (by_place[: len(wanted)] != wanted or len(extra) > 1):
        return f"{yours} takes {row(names)}: take what the call gives, in its order, and leave out the rest."
    if extra:
        what = "is not given it: leave it out, or compute it from the others" + ", as in `m = Y.shape[1]`" * (
            extra == ["m"]
        )
        return f"{yours} asks for {listed(extra)} as well and {'never uses it: remove it' if unused else what}."
    asked = [name for name in by_place if not given(mine[name])]
    if len(asked) > len(required) and asked[-1] not in wanted:
        return f"{yours} takes {row(names)}: take what the call gives, in its order."
    for name, one in zip(by_place, wanted, strict=False):
        default = ours[one].default
        if given(ours[one]) and not given(mine[name]):
            return f"`{name}` has no default, and the call may leave it out: write `{name}={default}`."
        if given(ours[one]) and mine[name].default != default:
            return f"The default is `{name}={mine[name].default!r}` and should be `{name}={default!r}`, as in {call}."
    if is_in_other_order(attempt, wanted, by_place):
        return f"{yours} takes its arguments in the order {row(by_place)}: put them in the order of the call."
    return ""


def given(parameter):
    """Tell whether an argument has a default; a function as one, as in `backward=L_model_backward`, is each one's own."""
    return parameter.default is not parameter.empty and not callable(parameter.default)


def row(names):
    return "(" + ", ".join(names) + ")" if names else "no arguments"


def is_in_other_order(attempt, wanted, by_place):
    """Tell whether the arguments are right in another order: by their names, or because it works so."""
    known = [name for name in by_place[: len(wanted)] if name in wanted]
    if not 2 <= len(wanted) <= 4 or known == wanted:
        return False
    if any(wanted.index(name) != by_place.index(name) for name in known):
        return True
    first, *others = itertools.permutations(range(len(wanted)))
    return any(right_in_order(attempt, order) for order in others)


def right_in_order(attempt, order):
    """Tell whether an answer is right where it gets its arguments in another order."""
    return attempt.right_with([case._replace(args=tuple(case.args[i] for i in order)) for case in attempt.calls[:2]])


# --- what the text gives away


def exchanged_inside(answer, attempt):
    """Say that two arguments stand in each other's place inside, where all is right if they are handed over so."""
    args = attempt.calls[0].args
    names = list(answer.parameters or ())[: len(args)]
    for i, j in itertools.combinations(range(len(names)), 2) if len(names) < 5 else ():
        order = list(range(len(args)))
        order[i], order[j] = j, i
        if type(args[i]) is type(args[j]) and right_in_order(attempt, order):
            both = f"`{names[i]}` and `{names[j]}`"
            return f"It is right with {both} swapped: inside, each is used in place of the other."
    return ""


def in_rows(attempt):
    """Say that all is right where the examples are rows, as other courses have them."""
    outcomes = attempt.run(calls=[case._replace(args=turned(case.args)) for case in attempt.calls])
    right = [
        judge.share(attempt.name, turned(one), got.value) for one, got in zip(attempt.expected, outcomes, strict=False)
    ]
    if len(right) == len(attempt.calls) and min(right) == 1:
        return (
            "It is right for examples in rows. Here they are columns: turn each product round, "
            "with the transposes on the other side, and count and sum the examples along axis=1."
        )
    return ""


def turned(value):
    """The same with each table transposed."""
    if isinstance(value, dict):
        return {key: turned(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(map(turned, value))
    return value.T if isinstance(value, np.ndarray) else value


def unpacked_wrongly(answer):
    """Say that the cache, which comes second, is taken apart into another number of parts than it has."""
    parts = CACHES.get(answer.name)
    if answer.tree is None or parts is None or answer.name == "L_model_backward" or len(answer.tree.args.args) < 2:
        return ""
    cache, what = answer.tree.args.args[1].arg, f"the tuple ({parts})" if parts else "Z itself, an array"
    for line in trees.statements(answer.tree.body):
        targets = getattr(line.targets[0], "elts", []) if isinstance(line, ast.Assign) else []
        if targets and getattr(line.value, "id", "") == cache and len(targets) != len(parts.split(",")) * bool(parts):
            return f"`{trees.text(line)}` unpacks `{cache}` into {len(targets)}, but it is {what}."
    return ""


def grown_default(answer):
    """Say that a list or dict among the defaults is made once and kept from call to call."""
    for name, one in (answer.parameters or {}).items():
        if isinstance(one.default, (list, dict)):
            return f"The default of `{name}` is made only once, so it keeps what earlier calls put into it: make it inside the function."
    return ""


def unused(answer, least=1):
    """Say which arguments no line uses, though what comes back hangs on them, if there are so many."""
    if answer.tree is None:
        return ""
    names = [one.arg for one in answer.tree.args.args if one.arg != "print_cost"]
    idle = [name for name in names if not trees.mentions(answer.tree, name)]
    return (
        f"No line uses {listed(idle)}, and the result depends on {'it' if len(idle) == 1 else 'them'}."
        if len(idle) >= least
        else ""
    )


def before_the_loop(answer):
    """Say that training takes its steps in a loop, and looks at the network only before it."""
    inside = {trees.call_name(node) for loop in trees.loops(answer.tree) for node in ast.walk(loop)}
    every = {trees.call_name(node) for node in ast.walk(answer.tree or ast.Pass())}
    if "update_parameters" in inside and "L_model_forward" in every - inside:
        return "`L_model_forward` runs only once, before the loop: what it returns hangs on the parameters, so call it in each iteration."
    return ""


def from_outside(answer):
    """Say which data come from the notebook, where an argument may be meant: numbers, arrays, dicts and lists."""
    if answer.tree is None:
        return ""
    own = trees.names_set(answer.tree) | trees.arguments(answer.tree) | set(answer.parameters or ())
    data = (int, float, np.ndarray, np.number, dict, list, tuple, str)
    names = [name for name in dict.fromkeys(trees.used(answer.tree)) if name not in own]
    values = {name: answer.space[name] for name in names if isinstance(answer.space.get(name), data)}
    told = [f"`{name}` ({describe(one)})" for name, one in values.items() if not of_functions(one)]
    return f"Look at {' and '.join(told)}: not an argument, but data from the notebook." if told else ""


def of_functions(value):
    """Tell whether a dict or list holds functions, and nothing else."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return bool(parts) and all(map(callable, parts))


def product_in_loop(answer):
    """Tell whether a loop holds a matrix product with the first argument."""
    X = next(iter(answer.parameters or ()), "")
    inside = [node for loop in trees.loops(answer.tree) for node in ast.walk(loop)]
    operands = [
        part for one in inside if isinstance(getattr(one, "op", None), ast.MatMult) for part in (one.left, one.right)
    ]
    operands += [
        part for one in inside if trees.np_name(one) in ("dot", "matmul") for part in (one.func.value, *one.args)
    ]
    return any(trees.source(one) in (X, f"{X}.T") for one in operands)
