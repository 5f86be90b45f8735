"""Our expressions and lines in a learner's own names: each may be what belongs in the place of one of theirs."""

import ast
import builtins
import copy
import sys

import numpy as np

from . import cases, classic, judge, rules, sandbox, trees
from .edits import Edit, beside


class Donors:
    """What our ways to write a function lend: expressions, lines and words; and which variables are right."""

    def __init__(self, function, tree, name, calls, expected):
        self.function, self.tree, self.name, self.space = function, tree, name, cases.reference()
        self.mine = [variables(function, case) for case in calls]
        self.expressions, self.lines, self.values, self.rank = {}, {}, {}, {}
        self.settled = set()
        others = {key: one for key, one in vars(classic).items() if key.partition("__")[0] == name}
        if name != "L_layer_model":
            others[f"{name}_"] = self.space[name]
        for key in sorted(others):  # the classic one, ours, and those that do it otherwise
            source = cases.seeing(self.space, others[key])
            theirs = [variables(source, case) for case in calls]
            self.lend(source, same_values(theirs, self.mine, turns(trees.tree_of(source)), turns(tree)), theirs)
        for word in self.mine[0]:
            self.expressions.setdefault(word, ast.Name(word, ast.Load()))
        known = trees.names_set(tree) | trees.arguments(tree) | {"np", "dl", *dir(builtins), *self.space}
        for text, node in list(self.expressions.items()):
            if trees.names_in(node) - known - trees.comprehended(node):
                del self.expressions[text]
        self.sorts = {name: sort_of(value) for name, value in self.mine[0].items()}
        self.outputs = {sort_of(one) for one in expected} | {""} if isinstance(expected, tuple) else set()
        constants = {node for one in self.expressions.values() for node in ast.walk(one) if trees.is_text(node)}
        keys = {key for one in calls[0].args if isinstance(one, dict) for key in one}
        self.words = sorted({node.value for node in constants} | {key.rstrip("0123456789") for key in keys})

    def lend(self, source, names, theirs):
        """Put the expressions and lines of one of our texts into the learner's names."""
        self.settled |= set(names.values())
        own = {*self.mine[0], *trees.names_set(self.tree)}  # it may differ, or not be come to, because of the mistake
        ours, mine = handed_back(trees.tree_of(source)), handed_back(self.tree)
        names = {key: key for key in theirs[0] if key in own} | {one: mine for one in [ours] if one and mine} | names
        lines = trees.tree_of(source).body
        rename = Renamed(names, definitions(ast.Module(lines, [])), self.space)
        for line in trees.statements(lines):
            for node in trees.own_nodes(line):
                new = rename.of(node) if whole(node) or isinstance(node, ast.Constant) else None
                if new and not is_function(new):
                    self.rank.setdefault(trees.source(new), "__" in source.__name__)
                    self.expressions.setdefault(trees.source(new), new)
            new = rename.of(line) if isinstance(line, (ast.Expr, ast.Assign)) else None
            if new:
                self.lines.setdefault(trees.source(new), new)
            if isinstance(line, ast.For) and (head := rename.of(line.iter)):
                self.values[f"for {trees.source(line.target)}", trees.source(head)] = True
            if isinstance(new, ast.Assign):
                self.values[trees.source(new.targets[0]), trees.source(new.value)] = True

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


LATER = 100
"""How much larger an expression counts that only another way to write the function has."""
WHOLE = True, True, -1, False, 0, False, 1
"""The cost of our line in the place of theirs, where both set a variable of that name."""
ALIKE = ("initialize_parameters_deep",)
"""Where what is right is no matter of values, so that only things of the same sort are exchanged."""


def exchanges(donors, scope):
    """Each of our expressions in the place of each of theirs, with its cost: the small ones of ours come first, and the
    large ones of theirs; last those after which a variable of theirs would be used no more."""
    tree = scope.tree
    inner = trees.comprehended(tree)
    lines = [line for line in trees.statements(tree.body) if not (begins(line) or only_converts(line))]
    lines = [line for line in lines if not right_already(line, donors)]
    spots = [(line, old, trees.source(old)) for line in lines for old in targets(line, scope.own, scope.parents)]
    sorts = {text: donors.sort(text) for text in {*donors.expressions, *(text for _, _, text in spots)}}
    for needs, new in donors.expressions.items():
        names, places = trees.names_in(new), {}
        for line, old, has in spots:
            sort = {sorts[has], sorts[needs]} - {""}
            if (
                has != needs
                and names & inner <= trees.names_in(old)
                and (names & inner or not trees.names_in(old) & inner - trees.comprehended(old))
                and fits(line, (old, has), (new, needs), sort, scope)
            ):
                places.setdefault(has, []).append((line, old))
        for found in places.values():
            for group in [[one] for one in found] + ([found] if 1 < len(found) < 5 and size(new) < 4 else []):
                if not any(id(line) in scope.reached for line, _ in group):
                    continue
                line, old = group[0]
                changes = tuple((one, new) for _, one in group)
                last, late = rules.LAST + bool(scope.loses(changes)), isinstance(line, ast.Return)
                begun = (getattr(new, "elts", None) or [new])[0]
                late = late and has != trees.source(begun)  # more than the second part lacks
                if late and isinstance(old, ast.Name) and sorts[trees.source(old)] == "dict":
                    continue  # a dict that is handed back was filled above, and that is to be put right
                cost = True, True, last, size(new) + LATER * donors.rank.get(needs, False), -size(old), late, len(group)
                if is_value(line, old):
                    if (trees.source(line.targets[0]), needs) in donors.values:
                        if last == rules.LAST:
                            cost, changes = WHOLE, ((old, new),)
                    elif isinstance(new, ast.Tuple) and isinstance(old, (ast.BinOp, ast.UnaryOp, ast.Name)):
                        continue  # what is handed back as a pair is seldom worked out as one
                yield cost, Edit(changes, line, old, new, None)


def only_converts(line):
    """Tell whether a line makes another kind of number of a variable, as in `cost = float(np.squeeze(cost))`."""
    if not isinstance(line, ast.Assign) or trees.source(line.targets[0]) not in trees.names_in(line.value):
        return False
    return "float" == trees.call_name(line.value) or trees.np_name(line.value) == "squeeze"


def whole_lines(donors, scope):
    """For each line of theirs, ours that sets the same variable, if there is one; for the head of a loop likewise."""
    ours = {target: needs for target, needs in reversed(donors.values)}
    for line in trees.statements(scope.tree.body):
        if isinstance(line, ast.For):
            old, target = line.iter, f"for {trees.source(line.target)}"
        elif isinstance(line, ast.Assign) and not begins(line) and not only_converts(line):
            old, target = line.value, trees.source(line.targets[0])
        else:
            continue
        if ours.get(target, trees.source(old)) != trees.source(old):
            new = rules.parsed(ours[target])
            yield Edit(((old, new),), line, old, new, None)


def fits(line, theirs, ours, sorts, scope):
    """Tell whether an expression of ours may be meant in the place of one of theirs."""
    (old, has), (new, needs), parent = theirs, ours, scope.parents.get(theirs[0])
    value = old is getattr(line, "value", None)
    if (value and isinstance(line, ast.Expr)) or type(old) is type(new) in (ast.Name, ast.Constant):
        return False
    if len(sorts) > 1 and (scope.tree.name in ALIKE or not value and sorts != {"number", "numbers"}):
        return False
    if isinstance(new, ast.Constant) and not isinstance(old, ast.Constant) and sorts <= {"number", "numbers"}:
        return False  # a number is no stand-in for what is worked out
    if isinstance(old, ast.Constant) and not isinstance(new, (ast.Constant, ast.Name)):
        if not value or sorts == {"number", "numbers"}:
            return False  # nor the other way round
    if value and len(sorts) > 1 and trees.names_set(line) & scope.summed:
        return False  # what is added up afterwards
    if value and isinstance(line, ast.Assign) and isinstance(old, ast.Tuple) and isinstance(new, ast.Call):
        return False  # what one function hands back, for things that were put together
    if isinstance(line, ast.For) and old is line.iter and not needs.startswith(("range(", "reversed(")):
        return False
    if sorts == {"str"} and has.split("+")[0] != needs.split("+")[0] and trees.in_index(old, scope.parents):
        return False  # another key of the same letters, or none
    if isinstance(line, (ast.If, ast.While)) and old is line.test and not isinstance(new, ast.Compare):
        return False
    return needs not in beside(parent)


def is_value(line, node):
    return isinstance(line, ast.Assign) and node is line.value


def right_already(line, donors):
    """Tell whether a line sets only what is right already."""
    names = trees.names_set(line) if isinstance(line, ast.Assign) else set()
    return bool(names) and names <= donors.settled


def begins(line):
    """Tell whether a line makes a table that is filled later."""
    text = trees.source(getattr(line, "value", None) or line)
    return text in ("{}", "[]") or text.startswith(("np.zeros", "np.ones", "np.empty", "np.full"))


def targets(line, own, parents):
    """The expressions of a line; no function that is called, and no variable that the learner has set."""
    nodes = list(trees.own_nodes(line))
    skipped = [node.func for node in nodes if isinstance(node, ast.Call)]
    skipped += [node for node in nodes if isinstance(parents.get(node), ast.JoinedStr)]
    for one in getattr(line, "targets", ()):
        skipped += [node for node in ast.walk(one) if not trees.in_index(node, parents)]
    for node in nodes:
        returned = isinstance(line, (ast.Return, ast.Assign)) and node is line.value
        if whole(node) or isinstance(node, (ast.List, ast.Dict, ast.Constant)):
            if node not in skipped and (returned or getattr(node, "id", "") not in own):
                yield node


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
    seen, twin = {}, sandbox.counted(function)

    def look(frame, event, _):
        if frame.f_code is twin.__code__ and event == "return":
            seen.update(frame.f_locals)
        return look if frame.f_code is twin.__code__ else None

    def watched(*args, **options):  # inside the call, which may be traced for its time
        before = sys.gettrace()
        sys.settrace(look)
        try:
            twin(*args, **options)
        finally:
            sys.settrace(before)

    sandbox.run(watched, case.args, case.kwargs, function.__globals__)
    return seen


def turns(tree):
    """The variables of loops."""
    targets = [node.target for node in ast.walk(tree) if isinstance(node, (ast.For, ast.comprehension))]
    return {name for target in targets for name in trees.names_in(target)}


def same_values(theirs, mine, our_turns, my_turns):
    """For each of our variables, one of the learner's that holds the same, if possible by the same name."""
    pairs = {}
    for key in theirs[0]:
        kin = [other for other in mine[0] if (other in my_turns) == (key in our_turns)]
        fit = [other for other in kin if all(map(judge.same, column(theirs, key), column(mine, other)))]
        if fit:
            pairs[key] = key if key in fit else fit[0]
    return pairs


def handed_back(tree):
    """The one variable that a function returns; "" if it is none, or more than one."""
    values = {trees.source(one.value) for one in ast.walk(tree) if isinstance(one, ast.Return) and one.value}
    return next(iter(values)) if len(values) == 1 and next(iter(values)).isidentifier() else ""


def column(tables, key):
    return [table.get(key) for table in tables]


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
            tree = ast.parse(trees.source(node)).body[0]
            new = self.visit(tree if isinstance(node, ast.stmt) else tree.value)
            return ast.fix_missing_locations(new)
        except (KeyError, SyntaxError, RecursionError, AttributeError):
            return None

    def visit_Name(self, node):
        if node.id in self.names:
            return ast.Name(self.names[node.id], node.ctx)
        if isinstance(node.ctx, ast.Load) and node.id in self.definitions:
            return self.visit(ast.parse(trees.source(self.definitions[node.id]), mode="eval").body)
        if node.id in (*cases.NAMES, "np") or node.id not in self.space:
            return node
        raise KeyError(node.id)
