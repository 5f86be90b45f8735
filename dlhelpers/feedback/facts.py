"""What can be said of results without a search: a name that is not known, where it stopped, what came back."""
# ruff: noqa: E501  (sentences are one line each)

import ast
import difflib
import linecache
import re
import sys

import numpy as np

from . import cases, judge, sandbox, trees
from .answer import MISSING, describe, listed
from .texts import CACHES, is_nothing

# --- names


def wrong_name(answer, outcome):
    """Say which name is missing, has no value yet, or is no longer the function that it was."""
    error = outcome.error
    if isinstance(error, NameError):
        name = getattr(error, "name", None) or next(iter(re.findall(r"'(\w+)'", message(error))), None)
        if name:
            told = unbound if isinstance(error, UnboundLocalError) else unknown
            return "" if helper_frame(answer, outcome) else told(answer, outcome, name)
    calls = [node.func for node in ast.walk(answer.tree) if isinstance(node, ast.Call)] if answer.tree else []
    for name in [one.id for one in calls if isinstance(one, ast.Name) and one.id in cases.NAMES]:
        value = answer.space.get(name, MISSING)
        if value is not MISSING and not callable(value):
            return (
                f"`{name}` in your notebook is {describe(value)} now, and no longer a function: "
                f"run the cell that defines `{name}` again, and give the other thing another name."
            )
    return ""


def unbound(answer, outcome, name):
    """Say why a variable has no value at a line."""
    line, code, _ = where(answer, outcome)
    tree = answer.tree
    if tree is None or not code or name in trees.arguments(tree):
        return ""
    said = f"At line {line}, `{code}`, `{name}` has no value yet: "
    nodes = [one for one in ast.walk(tree) if isinstance(one, (ast.If, ast.For, ast.While))]
    around = [one for one in nodes if name in trees.names_set(one)]
    if any(isinstance(one, ast.If) for one in around):
        word = outcome.frames[-1][0].f_locals.get("activation")
        here = (
            f" Here `activation` is {word!r}." if isinstance(word, str) and "activation" in trees.source(tree) else ""
        )
        return said + "no branch that sets it ran." + here
    line_of_tree = line - answer.inner.__code__.co_firstlineno + tree.lineno
    if any(one.end_lineno < line_of_tree for one in around):
        tables = [one for one in outcome.frames[-1][0].f_locals.values() if isinstance(one, dict) and "W1" in one]
        one_layer = ", since this network has one layer" if tables and "W2" not in tables[0] else ""
        return f"{said}the loop that sets it never runs here{one_layer}."
    return said + "no line before that one sets it."


def unknown(answer, outcome, name):
    """Say that a name is not known, and which one may be meant."""
    line, code, _ = where(answer, outcome)
    uses = f"Line {line}, `{code}`, uses `{name}`, which" if code else f"`{answer.name}` uses `{name}`, which"
    if name in cases.NAMES:
        return f"{uses} this notebook does not know yet: run the cell that defines it first."
    if answer.tree is None or not trees.mentions(answer.tree, name):
        return f"{uses} this notebook does not know."
    counts, close = likely(answer, name)
    if name == "numpy":
        meant, close = " NumPy is called `np` here.", []
    elif name in sys.stdlib_module_names:
        meant, close = f" It is a module: write `import {name}` above.", []
    else:
        meant = f" The loop counts with `{counts[0]}`." if counts else ""
    return f"{uses} is not an argument, and no line sets it.{meant}" + "".join(
        f" Did you mean `{one}`?" for one in close[:1]
    )


def likely(answer, name):
    """The variables of a loop that uses that name in vain, and the names that may be meant by it."""
    loops = [one for one in ast.walk(answer.tree) if isinstance(one, ast.For)]
    turning = {one for loop in loops for one in trees.names_in(loop.target)}
    own = sorted((trees.names_set(answer.tree) | trees.arguments(answer.tree)) - turning)
    counts = [one for loop in loops for one in counted_in_vain(loop, name)]
    close = [word for word in own if word.lower() == name.lower() or word.startswith(f"{name}_")]
    return counts, counts or close or difflib.get_close_matches(name, [*own, *cases.NAMES], 1, 0.9)


def stands_for(answer, outcome):
    """The function or the module that an unknown name stands for, under that name; {} where it is neither."""
    name = getattr(outcome.error, "name", None)
    of_the_text = type(outcome.error) is NameError and answer.tree and not helper_frame(answer, outcome)
    if not of_the_text or not name or name in cases.NAMES:
        return {}
    if name == "numpy" or name in sys.stdlib_module_names:
        return {name: sys.modules[name]} if name in sys.modules else {}
    _, close = likely(answer, name)
    ours = [cases.reference()[one] for one in close[:1] if one in cases.NAMES]
    return {name: answer.space.get(close[0], ours[0])} if ours else {}


def counted_in_vain(loop, name):
    """The variable of a loop that uses another name, and never this one."""
    used = set(trees.used(ast.Module(loop.body, [])))
    return trees.names_in(loop.target) - used if name in used else ()


def wants_generator(outcome):
    """Tell whether it stopped since it takes a seed for a Generator."""
    error = outcome.error
    return isinstance(error, AttributeError) and type(error.obj) is int and hasattr(np.random.Generator, error.name)


# --- where it stopped


def message(error):
    try:
        return str(error).split("\n")[0][:160].strip(". ")
    except Exception:  # an error of their own may not even be told
        return ""


def helper_frame(answer, outcome):
    """The frame of one of the workbook's functions, theirs or ours, in which an answer stopped; None if in none."""
    for frame, _ in outcome.frames:
        known = frame.f_globals is answer.space or frame.f_globals is cases.reference()
        if known and frame.f_code.co_name in cases.NAMES and frame.f_code.co_name != answer.name:
            return frame
    return None


def where(answer, outcome):
    """The line of the learner's own code at which it stopped, its text, and the frame."""
    inner, found = helper_frame(answer, outcome), (None, "", None)
    for frame, line in outcome.frames:
        if frame is inner:  # what one of the workbook's functions was given, tells more
            break
        if frame.f_globals is answer.space:
            found = line, linecache.getline(frame.f_code.co_filename, line).strip().replace("`", "'"), frame
    return found


def stopped(answer, case, outcome):
    """Say where it stopped, and with what."""
    error, f = outcome.error, answer.name
    line, code, frame = where(answer, outcome)
    if isinstance(error, (SystemExit, GeneratorExit)):
        return f"`{f}` asks Python to leave, with exit or the like: take that out and use return."
    if isinstance(error, sandbox.TimeIsUp):
        place = f": it was at line {line}, `{code}`" if code else ""
        return f"`{f}` did not finish{place}. Look for a loop that never ends, or takes far too long."
    if not code:
        return f"For {case.label}, `{f}` {endless(error) or f'stopped with {named(error)}'}."
    inner = helper_frame(answer, outcome)
    helper = f" of `{frame.f_code.co_name}`" if frame.f_code.co_name in answer.helpers else ""
    place = f"at line {line}{helper}, `{code}`"
    if endless(error):
        told = f"{endless(error)}; it was {place}"
    elif inner and not said_by_us(error):
        told = f"stopped {place}, in `{inner.f_code.co_name}`, which fails on these inputs"
    else:
        told = f"stopped {place}, with {named(error)}"
    met = ", ".join(given_to(inner) if inner else shapes_at(code, frame))
    extra = "" if inner else meant(code, error, frame) or plain_cache(answer, error, code)
    extra = extra or keys_alone(answer, error, code, frame)
    return f"For {case.label}, `{f}` {told}." + (f" There {met}." if met else "") + extra


def meant(code, error, frame):
    """Say what may be meant, where a key or a function has another name, or where two rows meet in a product."""
    said, values = message(error), frame.f_locals.values()
    if isinstance(error, KeyError) and any(judge.capitals(error.args, one) for one in values if isinstance(one, dict)):
        return f" Capital letters count in {said}."
    if isinstance(error, KeyError) and (called := other_name(error.args[0], frame)):
        return called
    if isinstance(error, TypeError) and (call := re.search(r"np\.random\.randn?\((\w+)\)", code)):
        return f" It takes the sizes one by one, as in `np.random.randn(*{call[1]})`."
    keyed = re.findall(r"""(\w+)\[["']""", code) if said.startswith("only integers") else []
    if arrays := [one for one in keyed if judge.is_array(frame.f_locals.get(one))]:
        return f" `{arrays[0]}` is an array, which has no keys."
    if "math." in code and isinstance(error, TypeError):
        return " `math` takes one number at a time: `np` has the same function for whole arrays."
    if isinstance(error, TypeError) and (call := re.search(r"np\.(zeros|ones|empty)\((\w+)\)", code)):
        return (
            f" `np.{call[1]}` takes a shape: `np.{call[1]}_like({call[2]})` makes an array of the shape of `{call[2]}`."
        )
    if "values to unpack" in said and (sizes := re.search(r"= *\(?(layers?_dims)\b", code)):
        return f" `{sizes[1]}` has a size for each layer, however many there are: go through it with a loop."
    if "np.load(" in code:
        return " `np.load` reads a file: the logarithm is `np.log`."
    shapes = {
        one.shape for name, one in frame.f_locals.items() if judge.is_array(one) and re.search(rf"\b{name}\b", code)
    }
    rows = len(shapes) == 1 and len(next(iter(shapes))) == 2 and next(iter(shapes))[0] == 1
    if rows and ("not aligned" in said or "core dimension" in said):
        return " Two rows have no matrix product: transpose the second, with `.T`."
    return ""


def other_name(key, frame):
    """Say what a key is called in the dict that has it with a d before it, or without."""
    for name, value in frame.f_locals.items():
        other = str(key)[1:] if str(key).startswith("d") else f"d{key}"
        if isinstance(value, dict) and other in value and key not in value and re.fullmatch(r"d?[Wb]\d+", str(key)):
            return f" In `{name}` the name is {other!r}."
    return ""


def endless(error):
    """What has no end, in memory or in depth; "" for an error of another kind."""
    if isinstance(error, MemoryError):
        return "asks for more memory than there is: look for a shape or a list that grows without end"
    if isinstance(error, sandbox.IntoItself):
        return "puts a list into itself"
    return "keeps calling itself without end" if isinstance(error, RecursionError) else ""


def named(error):
    """An error by its kind and its message."""
    said = type(error).__name__ + (f": {message(error)}" if message(error) else "")
    if "truth value of an array" in said:
        said += "; an array has no single truth value: use a mask like Z > 0, np.where or np.maximum, entry by entry"
    return said


def said_by_us(error):
    """Tell whether an error is one of the sentences with which the workbook refuses wrong arguments."""
    return isinstance(error, ValueError) and "must be" in message(error)


def given_to(frame):
    """What one of the workbook's functions was called with."""
    names = frame.f_code.co_varnames[: frame.f_code.co_argcount]
    return [with_shape(name, frame.f_locals[name]) for name in names if name in frame.f_locals]


def shapes_at(code, frame):
    """The shapes of the arrays that a line is about, and what its tuples, lists and dicts are."""
    found = []
    for name in dict.fromkeys(re.findall(r"\b[A-Za-z_]\w*", re.sub(r"(['\"]).*?\1", "", code.split("=", 1)[-1]))):
        value = frame.f_locals.get(name)
        if isinstance(value, np.ndarray) or (isinstance(value, (tuple, list, dict)) and len(found) < 4):
            found.append(with_shape(name, value))
    return found[:5]


def with_shape(name, value):
    if isinstance(value, np.ndarray):
        return f"`{name}` has shape {value.shape}"
    return f"`{name}` is {repr(value)[:30] if isinstance(value, str) else describe(value)}"


def plain_cache(answer, error, code):
    """Say how a cache is taken apart where a learner takes it for something else than a tuple."""
    said, parts = message(error), CACHES.get(answer.name)
    if isinstance(error, KeyError) and said.strip("'")[:1] == "A" and "grads" in (answer.parameters or ()):
        return " `grads` also holds the dA, which belong to no parameter: loop over the names in `parameters`."
    misread = r"'(tuple|list)' object has no attribute|tuple indices must be|(not enough|too many) values to"
    if not parts or "cache" not in code or not re.match(misread, said):
        return ""
    cache = "each cache" if answer.name == "L_model_backward" else "the cache"
    return f" Here {cache} is the plain tuple ({parts}): unpack it, as in `{parts} = cache`."


def keys_alone(answer, error, code, frame):
    """Say that a loop over a dict gives its keys, where a line takes one for an array."""
    loops = [one for one in ast.walk(answer.tree or ast.Pass()) if isinstance(one, (ast.For, ast.comprehension))]
    for loop in loops if isinstance(error, TypeError) else ():
        dicts = [name for name in trees.names_in(loop.iter) if isinstance(frame.f_locals.get(name), dict)]
        keys = [name for name in trees.names_in(loop.target) if isinstance(frame.f_locals.get(name), str)]
        if dicts and keys and ".items" not in trees.source(loop.iter) and re.search(rf"\b{keys[0]}\b", code):
            return f" A loop over a dict goes through its keys: `{keys[0]}` is {frame.f_locals[keys[0]]!r} there, a string."
    return ""


# --- what came back


STORED = {"dA": "the dA_prev of layer l belongs under dA{l-1}", "db": "that of layer l belongs under db{l}"}
"""What gradients may lack altogether, and where it belongs."""


def came_back(answer, case, difference):
    """Say what came back and what should have."""
    told = f"For {case.label}, {difference.said}."
    if "`costs` holds" in told and len(case.args) > 4 and f" {case.args[4]} costs" in told and case.args[4] > 2:
        told += " It stores the cost of every iteration: append it only where `i % 100 == 0`, and at the last."
    text = trees.source(answer.tree).replace("'", '"') if answer.tree else '"dA'
    for kind, where in STORED.items() if "`grads` has no `" in told else ():
        if f"`{kind}" in told.split(";")[0] and f'"{kind}' not in text:
            told += f" No line stores the {kind}: {where}."
    return told


def returned_none(answer):
    """Say why None came back."""
    f, outputs = answer.name, cases.OUTPUTS[answer.name]
    names = listed([outputs] if isinstance(outputs, str) else outputs)
    returns = [one for one in trees.statements(answer.tree.body) if isinstance(one, ast.Return)] if answer.tree else []
    if any(is_nothing(one.value) for one in returns):
        return f"`{f}` returns None: let it return {names}."
    if returns:
        return f"`{f}` ends without reaching its return, so it returns None: it must return {names} in every case."
    return f"`{f}` ends without a return, so it returns None: add one that returns {names}."


def changed(answer, case, outcome):
    """Say which argument it changed."""
    names = [*(answer.parameters or ()), *case.kwargs]
    position, overwritten = outcome.changed[0]
    name = names[position] if position < len(names) else f"argument {position + 1}"
    how = "writes into" if overwritten else "changes"
    end = "work on a copy, or make new arrays" if overwritten else f"work on a copy, `{name}.copy()`"
    if overwritten and answer.tree and re.search(r"\bcopy\(|\bdict\(", trees.source(answer.tree)):
        end = "a copy of a dict holds the same arrays, so make new ones, as in `W = W - step`"
    return f"`{answer.name}` {how} its argument `{name}`, which belongs to the caller: {end}."
