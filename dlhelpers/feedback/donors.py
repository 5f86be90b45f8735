"""Our expressions and lines in a learner's own names, each of which may be what belongs in the place of one of theirs."""

import ast
import builtins
import copy
import sys

import numpy as np

from . import cases, classic, judge, rules, sandbox, trees


class Donors:
    """What our two ways to write a function lend: expressions, lines and words; and which variables are right."""

    def __init__(self, function, tree, name, calls):
        self.function, self.name, self.space = function, name, cases.reference()
        self.mine = [variables(function, case) for case in calls]
        self.expressions, self.lines, self.settled, self.names = {}, {}, set(), set()
        self.values = set()
        own = getattr(classic, name, None)
        sources = [own and bound(own, self.space)] + ([] if name == "L_layer_model" else [self.space[name]])
        self.tree, counters = tree, set()
        for source in filter(None, sources):
            theirs = [variables(source, case) for case in calls]
            turning = turns(trees.tree_of(source)), turns(self.tree)
            self.lend(source, same_values(theirs, self.mine, *turning), theirs)
            counters |= turning[0]
        for word in self.mine[0]:
            self.expressions.setdefault(word, ast.Name(word, ast.Load()))
        self.instantiate(counters)
        self.sorts = {name: sort_of(value) for name, value in self.mine[0].items()}
        self.words = sorted(
            {node.value for one in self.expressions.values() for node in ast.walk(one) if is_word(node)}
        )

    def lend(self, source, names, theirs):
        """Put the expressions and lines of one of our texts into the learner's names."""
        self.settled |= set(names.values())
        self.names |= {key for key in theirs[0] if key not in self.mine[0]}
        names = {key: key for key in theirs[0] if key in self.mine[0]} | names  # others differ because of the mistake
        under = UNDER.get(self.name, ())
        forms = [trees.tree_of(one) for one in (source, *(getattr(classic, key, self.space[key]) for key in under))]
        lines = [line for form in forms for line in form.body]  # what stands in a helper may be written out
        rename = Renamed(names, definitions(ast.Module(lines, [])), self.space)
        for line in [*trees.statements(lines), *choices(lines)]:
            for node in trees.own_nodes(line):
                new = rename.of(node) if whole(node) or isinstance(node, ast.Constant) else None
                if new is not None and not is_function(new):
                    self.expressions.setdefault(ast.unparse(new), new)
            if isinstance(line, (ast.Expr, ast.Assign)):
                new = rename.of(line)
                if new is not None:
                    self.lines.setdefault(ast.unparse(new), new)
                if isinstance(new, ast.Assign):
                    self.values.add((ast.unparse(new.targets[0]), ast.unparse(new.value)))

    def instantiate(self, counters):
        """Let a name that only a loop of ours has stand for each one that a loop of the learner's has."""
        known = trees.names_set(self.tree) | trees.arguments(self.tree) | {"np", "dl", *dir(builtins), *cases.NAMES}
        known |= set(self.space)
        for text, node in list(self.expressions.items()):
            inner = {
                name
                for one in ast.walk(node)
                if isinstance(one, ast.comprehension)
                for name in trees.names_in(one.target)
            }
            unknown = trees.names_in(node) - known - inner
            if unknown:
                del self.expressions[text]
                for name in sorted(turns(self.tree)) if len(unknown) == 1 and unknown <= counters else ():
                    for other in (ast.Name(name, ast.Load()), ast.parse(f"{name} + 1", mode="eval").body):
                        new = ast.fix_missing_locations(trees.with_name(node, *unknown, other))
                        self.expressions.setdefault(ast.unparse(new), new)

    def sort(self, text):
        """What sort of thing an expression stands for, as far as the last values of the variables tell."""
        if any(f".{one}(" in text for one in (*trees.FILLS, "pop", "popitem", "sort", "reverse")):
            return ""
        try:
            return sort_of(eval(text, self.function.__globals__, copy.copy(self.mine[0])))
        except Exception:
            return ""


def sort_of(value):
    if isinstance(value, np.ndarray) and value.dtype == bool:
        return "mask"
    if judge.is_number(value):
        return "numbers" if np.ndim(value) else "number"
    return {tuple: "parts", list: "parts", dict: "dict", str: "str", range: "range"}.get(type(value), "")


UNDER = {
    "linear_activation_forward": ("linear_forward", "relu", "sigmoid"),
    "linear_activation_backward": ("linear_backward", "relu_backward", "sigmoid_backward"),
}
"""The functions whose text a learner may have written out in another one."""


def exchanges(donors, scope):
    """Each of our expressions in the place of each of theirs, with its cost: the small ones of ours come first, and the
    large ones of theirs; last those after which a variable of theirs would be used no more."""
    tree, parents = scope.tree, scope.parents
    loads, own = trees.used(tree), trees.names_set(tree)
    inner = {
        name for one in ast.walk(tree) if isinstance(one, ast.comprehension) for name in trees.names_in(one.target)
    }
    lines = [line for line in trees.statements(tree.body) if not (begins(line) or right_already(line, donors))]
    spots = [(line, old, ast.unparse(old)) for line in lines for old in targets(line, own, parents)]
    sorts = {text: donors.sort(text) for text in {*donors.expressions, *(text for _, _, text in spots)}}
    for needs, new in donors.expressions.items():
        names, places = trees.names_in(new), {}
        for line, old, has in spots:
            value, sort = old is getattr(line, "value", None), {sorts[has], sorts[needs]} - {""}
            if (
                has == needs
                or (value and isinstance(line, ast.Expr))
                or type(old) is type(new) in (ast.Name, ast.Constant)
            ):
                continue
            if len(sort) > 1 and not value and sort != {"number", "numbers"}:
                continue
            if isinstance(new, ast.Constant) and not isinstance(old, ast.Constant) and sort == {"number"}:
                continue  # a number is no stand-in for what is worked out
            if isinstance(line, ast.For) and old is line.iter and not needs.startswith(("range(", "reversed(")):
                continue
            if sort == {"str"} and has.split("+")[0] != needs.split("+")[0] and trees.in_index(old, parents):
                continue  # another key of the same letters, or none
            if isinstance(line, (ast.If, ast.While)) and old is line.test and not isinstance(new, ast.Compare):
                continue
            if names & inner and not names & inner <= trees.names_in(old):
                continue
            beside = parents.get(old)
            if isinstance(beside, ast.Compare) and needs in map(ast.unparse, (beside.left, *beside.comparators)):
                continue  # what is compared with itself
            if donors.name == "initialize_parameters_deep" and len(sort) > 1:
                continue
            places.setdefault(has, []).append((line, old))
        for found in places.values():
            for group in [[one] for one in found] + ([found] if 1 < len(found) < 5 and size(new) < 4 else []):
                if any(id(line) in scope.reached for line, _ in group):
                    line, old = group[0]
                    gone = [name for _, one in group for name in trees.used(one)]
                    lost = {
                        name for name in gone if name in own - inner and gone.count(name) == loads.count(name)
                    } - names
                    if value_of(line, old) and (ast.unparse(line.targets[0]), needs) in donors.values:
                        # our line for the same variable, as a whole
                        yield (True, True, -1, False, 0, False, 1), ((old, new),), line, old, new, None
                        continue
                    cost = (
                        True,
                        True,
                        rules.LAST + bool(lost),
                        size(new),
                        -size(old),
                        isinstance(line, ast.Return),
                        len(group),
                    )
                    yield cost, tuple((one, new) for _, one in group), line, old, new, None


def value_of(line, node):
    return isinstance(line, ast.Assign) and node is line.value


def right_already(line, donors):
    """Tell whether a line sets only what is right already."""
    names = trees.names_set(line) if isinstance(line, ast.Assign) else set()
    return bool(names and names <= donors.settled)


def begins(line):
    """Tell whether a line makes a table that is filled later."""
    text = ast.unparse(getattr(line, "value", None) or line)
    return text in ("{}", "[]") or text.startswith(("np.zeros", "np.ones", "np.empty", "np.full"))


def targets(line, own, parents):
    """The expressions of a line; no function that is called, and no variable that the learner has set."""
    nodes = [
        n
        for n in trees.own_nodes(line)
        if whole(n)
        or isinstance(n, (ast.List, ast.Dict))
        or (isinstance(n, ast.Constant) and not isinstance(parents.get(n), ast.JoinedStr))
    ]
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    called += [
        node for one in getattr(line, "targets", ()) for node in ast.walk(one) if not trees.in_index(node, parents)
    ]
    returned = line.value if isinstance(line, ast.Return) else None
    return [node for node in nodes if node not in called and (node is returned or getattr(node, "id", "") not in own)]


def bound(function, space):
    """One of our other forms, with our functions to call."""
    twin = type(function)(function.__code__, space, function.__name__, function.__defaults__)
    twin.__kwdefaults__ = function.__kwdefaults__
    return twin


def choices(lines):
    """What an `if` of ours sets in either branch, as one line with a conditional expression."""
    for line in trees.statements(lines):
        other = line.orelse[0] if isinstance(line, ast.If) and len(line.orelse) == 1 else None
        if isinstance(other, ast.If):
            other = other.body[0]
        first = line.body[0] if other is not None else None
        if (
            isinstance(first, ast.Assign)
            and isinstance(other, ast.Assign)
            and ast.unparse(first.targets[0]) == ast.unparse(other.targets[0])
        ):
            yield ast.Assign(first.targets, ast.IfExp(line.test, first.value, other.value), lineno=line.lineno)


def is_word(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_function(node):
    """Tell whether an expression is the name of a function, or of np."""
    return getattr(node, "id", "") in {*cases.NAMES, *dir(builtins), "np"} or (
        isinstance(node, ast.Attribute) and node.attr not in ("T", "size", "shape")
    )


def whole(node):
    """Tell whether a node is an expression that has one value of its own and is more than a constant."""
    loads = isinstance(getattr(node, "ctx", None), (ast.Load, type(None)))
    plain = isinstance(node, (ast.Constant, ast.FormattedValue, ast.JoinedStr, ast.List, ast.Dict, ast.Starred))
    return isinstance(node, ast.expr) and loads and not plain


def size(node):
    return sum(isinstance(part, ast.expr) for part in ast.walk(node))


def variables(function, case):
    """The variables of a function when it comes back, or stops."""
    seen, counted = {}, sandbox.counted(function)

    def look(frame, event, _):
        if frame.f_code is not counted.__code__:
            return None
        if event == "return":
            seen.update(frame.f_locals)
        return look

    def watched(*args, **kwargs):
        before = sys.gettrace()
        sys.settrace(look)
        try:
            return counted(*args, **kwargs)
        finally:
            sys.settrace(before)

    sandbox.run(watched, case.args, case.kwargs, function.__globals__)
    return seen


def turns(tree):
    """The variables of loops."""
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, (ast.For, ast.comprehension))
        for name in trees.names_in(node.target)
    }


def same_values(theirs, mine, our_turns, my_turns):
    """For each of our variables, one of the learner's that holds the same, if possible by the same name."""
    pairs = {}
    for key in theirs[0]:
        both = list(zip(theirs, mine, strict=True))
        kin = [other for other in mine[0] if (other in my_turns) == (key in our_turns)]
        fit = [other for other in kin if all(judge.same(a.get(key), b.get(other)) for a, b in both)]
        if fit:
            pairs[key] = key if key in fit else fit[0]
    return pairs


def taken_apart(target, value):
    """The names of a target, each with the part of the value that it gets."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple):
        for n, one in enumerate(target.elts):
            part = value.elts[n] if isinstance(value, ast.Tuple) else ast.Subscript(value, ast.Constant(n), ast.Load())
            yield from taken_apart(one, part)


def definitions(tree):
    """What each variable of ours that is set once is set to."""
    found, twice = {}, set()
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.Assign)):
        for key, value in taken_apart(node.targets[0], node.value):
            twice |= {key} & set(found)
            found[key] = value
    return {key: value for key, value in found.items() if key not in twice}


class Renamed(ast.NodeTransformer):
    """Our expressions in the learner's names; where there is none, what it stands for."""

    def __init__(self, names, definitions, space):
        self.names, self.definitions, self.space = names, definitions, space

    def of(self, node):
        """The expression or line anew; None if a variable of it has no name there."""
        try:
            tree = ast.parse(ast.unparse(node)).body[0]
            new = self.visit(tree if isinstance(node, ast.stmt) else tree.value)
            return ast.fix_missing_locations(new)
        except (KeyError, SyntaxError, RecursionError, AttributeError):
            return None

    def visit_Name(self, node):
        if node.id in self.names:
            return ast.Name(self.names[node.id], node.ctx)
        if isinstance(node.ctx, ast.Load) and node.id in self.definitions:
            return self.visit(ast.parse(ast.unparse(self.definitions[node.id]), mode="eval").body)
        if node.id in (*cases.NAMES, "np") or node.id not in self.space:
            return node
        raise KeyError(node.id)
