"""What can be said of an answer without a search: not written, the call, the names, where it stopped, what came back."""

import ast
import difflib
import inspect
import itertools
import linecache
import re

import numpy as np

from . import cases, judge, sandbox, trees
from .answer import MISSING, describe

# --- not written


def not_written(answer):
    """Say that a blank is left, and which; "" where something is written."""
    tree, f = answer.tree, answer.name
    if tree is None:
        return ""
    for block in (block for _, block in trees.blocks(tree)):
        for i, line in enumerate(block):
            if trees.raises_not_implemented(line):
                written = [one for one in (*tree.body, *block) if not is_empty(one)]
                if not written:
                    return f"`{f}` is not written yet."
                there = "your lines stand below it" if block[i + 1 :] else "your lines are there"
                return f"`{f}` still has `raise NotImplementedError`, which stops it, and {there}: delete that line."
    if all(is_empty(line) or isinstance(line, ast.Return) and is_nothing(line.value) for line in tree.body):
        return f"`{f}` is not written yet."
    return ""


def is_empty(line):
    """Tell whether a line does nothing: a text, `...`, pass, or the error of a blank."""
    constant = isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
    return constant or isinstance(line, ast.Pass) or trees.raises_not_implemented(line)


def is_nothing(value):
    if isinstance(value, ast.Tuple):
        return all(map(is_nothing, value.elts))
    return value is None or (isinstance(value, ast.Constant) and (value.value is None or value.value is ...))


def left_blank(answer):
    """Say which of a template's blanks are left: what is None or ..., and what is returned and never made."""
    tree = answer.tree
    if tree is None:
        return ""
    made, blanks = {}, {}
    for line in trees.statements(tree.body):
        for target in line.targets if isinstance(line, ast.Assign) else ():
            for one in getattr(target, "elts", [target]):
                name, itself = ast.unparse(one), bool(trees.names_set(one) & trees.names_in(line.value))
                (blanks if is_nothing(line.value) else made).setdefault(name, []).append((line, itself))
    empty = {
        name: lines[0][0]
        for name, lines in blanks.items()
        if (all(itself for _, itself in made.get(name, ())) or "..." in trees.text(lines[0][0]))
        and ("[" in name or trees.used(tree).count(name))
    }
    if empty:
        lines = list(dict.fromkeys(trees.text(line) for line in empty.values()))
        fills = "blanks to fill in" if len(lines) > 1 else "a blank to fill in"
        return f"`{answer.name}` still has {fills}: {judge.listed(lines)}."
    values = [line.value for line in trees.statements(tree.body) if isinstance(line, ast.Return) and line.value]
    returned = [one for value in values for one in getattr(value, "elts", [value])]
    uses = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    known = trees.names_set(tree) | trees.arguments(tree) | set(answer.space)
    names = [
        one.id for one in returned if isinstance(one, ast.Name) and one.id not in known and uses.count(one.id) == 1
    ]
    if names:
        what = "that" if len(names) == 1 else "them"
        return (
            f"`{answer.name}` returns {judge.listed(names)}, and no line of it computes {what}: that is still to write."
        )
    return ""


# --- the call


def wrong_call(answer, attempt):
    """Say how the arguments differ from those of the contract; "" where the function can be called as it should."""
    mine, ours = answer.parameters, inspect.signature(cases.reference()[answer.name]).parameters
    if mine is None:
        return ""
    wanted = [name for name, one in ours.items() if one.kind is one.POSITIONAL_OR_KEYWORD and name != OPTION]
    asked = ", ".join(f"{name}={ours[name].default}" if given(ours[name]) else name for name in wanted)
    names = list(mine)
    call = f"`{answer.name}({asked})`"
    if any(one.kind is one.VAR_POSITIONAL for one in mine.values()):
        return ""
    if names[:1] == ["self"]:
        return f"It is called as {call}, and yours begins with `self`, as a method does: take that out."
    by_place = [name for name, one in mine.items() if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    by_name = [name for name, one in mine.items() if one.kind is one.KEYWORD_ONLY and not given(one)]
    if by_name:
        them = ", ".join(f"`{name}`" for name in by_name)
        return f"It is called as {call}, and {them} can only be given by name: take the `*` in front of it out."
    if len(by_place) < len(wanted):
        lacks = [name for name in wanted if name not in names]
        told = (
            f"lacks {judge.listed(lacks)}"
            if lacks and len(by_place) + len(lacks) == len(wanted)
            else f"takes {row(names)}"
        )
        return f"It is called as {call}, and yours {told}: take all of them as arguments, in this order."
    extra = [name for name in by_place[len(wanted) :] if not given(mine[name])]
    if len(extra) > 1 or set(extra) & set(wanted):
        return f"It is called as {call}, and yours takes {row(names)}: take what the call gives, in its order, and work the rest out from that."
    if extra:
        unused = [name for name in extra if answer.tree is not None and not trees.mentions(answer.tree, name)]
        what = "never uses it: take it out" if unused == extra else "gets no such thing: work it out from the others"
        what += ", as in `m = Y.shape[1]`" if extra == ["m"] and unused != extra else ""
        return f"It is called as {call}, and yours asks for {judge.listed(extra)} as well and {what}."
    required = [name for name in by_place if not given(mine[name])]
    if len(required) > sum(not given(ours[name]) for name in wanted) and required[-1] not in wanted:
        return f"It is called as {call}, and yours takes {row(names)}: take what the call gives, in its order."
    defaults = [name for name in wanted if given(ours[name])]
    for mine_name, name in zip(by_place, wanted, strict=False):
        if name in defaults and not given(mine[mine_name]):
            return f"`{mine_name}` has no default, and the call may leave it out: write `{mine_name}={ours[name].default}`."
        if name in defaults and mine[mine_name].default != ours[name].default:
            has = f"`{mine_name}={mine[mine_name].default!r}`"
            return f"The default is {has} and should be `{mine_name}={ours[name].default!r}`, as in {call}."
    if order := other_order(answer, attempt, wanted, by_place):
        return f"It is called as {call}, and yours takes its arguments in the order {row(order)}: put them in the order of the call."
    return ""


OPTION = "input_gradient"
"""What ours takes beyond the contract."""


def given(parameter):
    return parameter.default is not parameter.empty


def row(names):
    return "(" + ", ".join(names) + ")" if names else "no arguments"


def other_order(answer, attempt, wanted, by_place):
    """The arguments, if they are right in another order: by their names, or because it works so."""
    if len(wanted) < 2 or len(wanted) > 4:
        return ()
    known = [name for name in by_place[: len(wanted)] if name in wanted]
    if known == wanted:
        return ()
    if any(wanted.index(name) != by_place.index(name) for name in known):
        return by_place
    for places in itertools.permutations(range(len(wanted))):
        if list(places) != sorted(places) and attempt.right_with(
            [case._replace(args=tuple(case.args[i] for i in places)) for case in attempt.calls]
        ):
            return by_place
    return ()


def exchanged_inside(answer, attempt):
    """Say that two arguments stand in each other's place inside, where all is right if they are handed over so."""
    names = list(answer.parameters or ())[: len(attempt.calls[0].args)]
    for i, j in itertools.combinations(range(len(names)), 2) if len(names) < 5 else ():
        calls = []
        for case in attempt.calls[:2]:
            args = list(case.args)
            args[i], args[j] = args[j], args[i]
            calls.append(case._replace(args=tuple(args)))
        if type(calls[0].args[i]) is type(calls[0].args[j]) and attempt.right_with(calls):
            return (
                f"It is right with `{names[i]}` and `{names[j]}` exchanged: inside, each stands in the other's place."
            )
    return ""


# --- names


def wrong_names(answer, outcome):
    """Say which name is missing, is something else, or is read from the notebook in the place of an argument."""
    error, name = outcome.error, None
    if isinstance(error, NameError):
        name = getattr(error, "name", None) or next(iter(re.findall(r"'(\w+)'", message(error))), None)
    if name and helper_frame(answer, outcome):
        return ""
    if name and isinstance(error, UnboundLocalError):
        return unbound(answer, outcome, name)
    if name:
        return unknown(answer, outcome, name)
    for word in called_names(answer):
        value = answer.space.get(word, MISSING)
        if word in cases.NAMES and value is not MISSING and not callable(value):
            return (
                f"`{word}` in your notebook is {describe(value)} and no function any more, since some cell set it anew: "
                f"run the cell that defines `{word}` again, and call that other thing something else."
            )
    return ""


def unbound(answer, outcome, name):
    """Say why a variable has no value at a line."""
    line, code, _ = where(answer, outcome)
    tree = answer.tree
    if tree is None or not code or name in trees.arguments(tree):
        return ""
    said = f"At line {line}, `{code}`, `{name}` has no value yet: "
    around = [
        one for one in ast.walk(tree) if isinstance(one, (ast.If, ast.For, ast.While)) and name in trees.names_set(one)
    ]
    if any(isinstance(one, ast.If) for one in around):
        word = outcome.frames[-1][0].f_locals.get("activation")
        here = f" Here `activation` is {word!r}." if isinstance(word, str) and "activation" in ast.unparse(tree) else ""
        return said + "no branch that sets it was taken." + here
    if any(one.end_lineno < line - tree_offset(answer) for one in around):
        return said + "the loop that sets it makes no turn here, as with a network of one layer."
    return said + "no line before that one sets it."


def tree_offset(answer):
    """What must be taken from a line of the learner's file to find it in the tree."""
    return answer.inner.__code__.co_firstlineno - answer.tree.lineno


def unknown(answer, outcome, name):
    line, code, _ = where(answer, outcome)
    at = f"Line {line}, `{code}`, uses" if code else f"`{answer.name}` uses"
    if name in cases.NAMES:
        return f"{at} `{name}`, which this notebook does not know yet: run the cell that defines it first."
    if answer.tree is None or not trees.mentions(answer.tree, name):
        return f"{at} `{name}`, which this notebook does not know."
    own = sorted(trees.names_set(answer.tree) | trees.arguments(answer.tree)) + list(cases.NAMES)
    close = [word for word in own if word.lower() == name.lower()] or difflib.get_close_matches(name, own, 1, 0.9)
    hint = f" Did you mean `{close[0]}`?" if close else ""
    return f"{at} `{name}`, which is no argument, and no line sets it.{hint}"


def called_names(answer):
    tree = answer.tree
    return (
        [node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        if tree
        else []
    )


def read_from_outside(answer):
    """The data that a function reads from the notebook, by name: numbers, arrays, dicts and lists."""
    if answer.tree is None:
        return []
    own = trees.names_set(answer.tree) | trees.arguments(answer.tree)
    data = (int, float, np.ndarray, np.number, dict, list, tuple, str)
    names = dict.fromkeys(trees.used(answer.tree))
    return [name for name in names if name not in own and isinstance(answer.space.get(name), data)]


def from_outside(answer, names):
    """Say which data come from the notebook, where an argument may be meant."""
    told = [f"`{name}` ({describe(answer.space[name])})" for name in names]
    return f"Look at {' and '.join(told)}: that is no argument, and comes from the notebook."


# --- where it stopped, and what came back


def message(error):
    try:
        return str(error).split("\n")[0][:160].strip(". ")
    except Exception:  # an error of their own may not even be told
        return ""


def helper_frame(answer, outcome):
    """The frame of one of the workbook's functions, theirs or ours, in which an answer stopped; None if in none."""
    for frame, _ in outcome.frames:
        name = frame.f_code.co_name
        if (
            name in cases.NAMES
            and name != answer.name
            and (frame.f_globals is answer.space or frame.f_globals is cases.reference())
        ):
            return frame
    return None


def where(answer, outcome):
    """The line of the learner's own code at which it stopped, its text, and the frame."""
    frames = [(frame, line) for frame, line in outcome.frames if frame.f_globals is answer.space]
    inner = helper_frame(answer, outcome)
    if inner in [frame for frame, _ in frames]:  # what one of the workbook's functions was given, tells more
        frames = frames[: [frame for frame, _ in frames].index(inner)]
    if not frames:
        return None, "", None
    frame, line = frames[-1]
    return line, linecache.getline(frame.f_code.co_filename, line).strip().replace("`", "'"), frame


def shapes_at(code, frame):
    """The shapes of the arrays that a line is about."""
    found = []
    for name in dict.fromkeys(re.findall(r"\b[A-Za-z_]\w*", re.sub(r"(['\"]).*?\1", "", code.split("=", 1)[-1]))):
        value = frame.f_locals.get(name, MISSING)
        if isinstance(value, np.ndarray):
            found.append(f"`{name}` has shape {value.shape}")
        elif isinstance(value, (tuple, list, dict)) and not isinstance(value, str) and len(found) < 4:
            found.append(f"`{name}` is {describe(value)}")
    return found[:5]


def stopped(answer, case, outcome):
    """Say where it stopped, and with what."""
    error, f = outcome.error, answer.name
    if isinstance(error, (SystemExit, GeneratorExit)):
        return f"`{f}` asks Python to leave, with exit or the like: take that out and use return."
    if isinstance(error, sandbox.TimeIsUp):
        return too_long(answer, outcome)
    if isinstance(error, MemoryError):
        told = "asks for more memory than there is: look for a shape or a list that grows without end"
    elif isinstance(error, RecursionError):
        told = "calls itself again and again without end"
    else:
        told = f"stopped with {type(error).__name__}" + (f": {message(error)}" if message(error) else "")
    if "truth value of an array" in message(error):
        told += (
            "; an `if` decides once for the whole table: use a mask like Z > 0, or np.where, which go entry by entry"
        )
    line, code, frame = where(answer, outcome)
    if not code:
        return f"For {case.label}, `{f}` {told}."
    inner = helper_frame(answer, outcome)
    helper = frame.f_code.co_name if frame.f_code.co_name in answer.helpers else ""
    place = f"at line {line}{f' of `{helper}`' if helper else ''}, `{code}`,"
    if inner and not isinstance(error, (MemoryError, RecursionError)) and not said_by_us(error):
        told = f"stopped in `{inner.f_code.co_name}`, which cannot work with what it is given"
    said = f"For {case.label}, `{f}` {told.replace('stopped', f'stopped {place}', 1)}."
    if "stopped" not in told:
        said = f"For {case.label}, `{f}` {told}; it was {place.rstrip(',')}."
    met = given_to(inner) if inner else shapes_at(code, frame)
    return said + (f" There {', '.join(met)}." if met else "") + plain_cache(answer, error, code)


def given_to(frame):
    """What one of the workbook's functions was called with."""
    names = frame.f_code.co_varnames[: frame.f_code.co_argcount]
    found = [(name, frame.f_locals[name]) for name in names if name in frame.f_locals]
    return [
        f"`{name}` has shape {value.shape}" if isinstance(value, np.ndarray) else f"`{name}` is {shown(value)}"
        for name, value in found
    ]


def shown(value):
    return repr(value)[:30] if isinstance(value, str) else describe(value)


CACHES = {
    "linear_backward": "(A_prev, W, b)",
    "linear_activation_backward": "(linear_cache, activation_cache)",
    "L_model_backward": "((A_prev, W, b), Z)",
}


def unpacked_wrongly(answer):
    """Say that what comes second is taken apart into another number of parts than it has; "" if it is not."""
    parts = {"relu_backward": 0, "sigmoid_backward": 0, "linear_backward": 3, "linear_activation_backward": 2}
    if answer.tree is None or answer.name not in parts or len(answer.tree.args.args) < 2:
        return ""
    second, n = answer.tree.args.args[1].arg, parts[answer.name]
    for line in trees.statements(answer.tree.body):
        target = line.targets[0] if isinstance(line, ast.Assign) else None
        if (
            isinstance(target, (ast.Tuple, ast.List))
            and getattr(line.value, "id", "") == second
            and len(target.elts) != n
        ):
            has = f"`{second}` is taken apart into {len(target.elts)} in `{trees.text(line)}`, and it is"
            return f"{has} Z itself, an array." if n == 0 else f"{has} the tuple {CACHES[answer.name]}."
    return ""


def grown_default(answer):
    """Say that a list or dict among the defaults is made once and kept from call to call."""
    for name, one in (answer.parameters or {}).items():
        if isinstance(one.default, (list, dict)):
            return f"The default of `{name}` is made once, and keeps from call to call what is put into it: make it inside."
    return ""


def plain_cache(answer, error, code):
    """Say how a cache is taken apart where a learner takes it for something else than a tuple."""
    if isinstance(error, KeyError) and message(error).strip("'")[:1] == "A" and "grads" in (answer.parameters or ()):
        return " In `grads` there are the dA, too, which belong to no parameter: go through the names in `parameters`."
    asked = re.match(
        r"'(tuple|list)' object has no attribute|tuple indices must be|(not enough|too many) values to", message(error)
    )
    if not asked or answer.name not in CACHES or "cache" not in code:
        return ""
    cache = "each cache" if answer.name == "L_model_backward" else "the cache"
    return f" Here {cache} is the plain tuple {CACHES[answer.name]}: unpack it, as in `{CACHES[answer.name][1:-1]} = cache`."


def said_by_us(error):
    """Tell whether an error is one of the sentences with which the workbook refuses wrong arguments."""
    return isinstance(error, ValueError) and "must be" in message(error)


def too_long(answer, outcome):
    line, code, frame = where(answer, outcome)
    place = f": it was at line {line}, `{code}`" if code else ""
    return f"`{answer.name}` did not come to an end{place}. Look for a loop that goes on for ever, or far too long."


def came_back(answer, case, difference):
    """Say what came back and what should have."""
    told = f"For {case.label}, {difference.said}."
    if "`costs` holds" in told and len(case.args) > 4 and f" {case.args[4]} costs" in told and case.args[4] > 2:
        told += " It keeps that of every iteration: ask for `i % 100 == 0`, or the last, before it is appended."
    if (
        "`grads` has no `dA" in told
        and answer.tree is not None
        and '"dA' not in ast.unparse(answer.tree).replace("'", '"')
    ):
        told += " No line keeps them: what each layer hands back, dA_prev, belongs under dA{l-1}."
    return told


def returned_none(answer):
    """Say why None came back."""
    outputs = cases.OUTPUTS[answer.name]
    names = judge.listed([outputs] if isinstance(outputs, str) else outputs)
    returns = [one for one in trees.statements(answer.tree.body) if isinstance(one, ast.Return)] if answer.tree else []
    if any(one.value is None or is_nothing(one.value) for one in returns):
        return f"`{answer.name}` returns None: let it return {names}."
    if returns:
        return f"`{answer.name}` ends without reaching its return, so that None comes back: it must return {names} in every case."
    return f"`{answer.name}` ends without a return, so that None comes back: add one that gives back {names}."


def changed(answer, case, outcome):
    """Say which argument it changed."""
    names = [*(answer.parameters or ()), *case.kwargs]
    position, overwritten = outcome.changed[0]
    name = names[position] if position < len(names) else f"argument {position + 1}"
    how = "writes into" if overwritten else "changes"
    return (
        f"`{answer.name}` {how} its argument `{name}`, which belongs to the caller: work on a copy, or make new arrays."
    )


def at(place, value, name):
    outputs = cases.OUTPUTS[name]
    if isinstance(outputs, tuple) and judge.unpacks(value, len(outputs)):
        return dict(zip(outputs, value, strict=True)).get(place)
    return value if place == outputs else None
