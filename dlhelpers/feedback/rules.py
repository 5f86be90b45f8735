"""The slips of a hand in a text: one table of what stands there, what belongs there, and the words for it.

Each row is used twice: it makes the edits that are tried, and it says what an edit mends. In the patterns x, y, z are
any expression, v a variable, n and k numbers, e a small one, s and t words in quotes, f any function; what stands on the right alone
is taken from the learner's text: w and u its variables, a its arguments, m what counts something, i and j the variables of
the loops around. A call is matched by its last name and its first arguments. `in index`, `whole` and the like say where
a row is tried; `told` rows only tell what an expression of ours mends. `part` and `line` rows name an edit of a part of
a line, or of whole lines, that no pattern can tell; the likelier slips stand first.
"""

# ruff: noqa: E501

import ast
import copy
import functools
import itertools

from . import trees
from .answer import listed
from .report import Cause

TABLE = """
--- sure
part       | order                        | has its parts in the wrong order
part       | times                        | lacks a `*`, so Python takes it for a call
part       | out                          | passes a third argument, into which NumPy writes the result
           | math -> np                   | takes one number at a time, where a whole array is given
part       | nested                       | takes one tuple apart, but the first part of it is a tuple again
part       | flat                         | is one flat tuple, where the first part is a tuple of its own
part       | two sums                     | passes a second argument, which is taken for an axis: join the two with +
part       | misspells                    | misspells a word
part       | hundred                      | asks at other iterations than every 100th
part       | gone                         | uses a name that NumPy has dropped: use Python's own
part       | quotes                       | compares with a function: put its name in quotes
head       | (x, y) -> range(x, y)        | loops over just two numbers, not from one to the other
head       | range(x, y) -> range(x, y, -1) | counts upwards, so the loop never runs
head       | range(x) -> reversed(range(x)) | starts at the first layer, but the way back starts at the last
head       | range(x, y) -> reversed(range(x, y)) | starts at the first layer, but the way back starts at the last
line       | mixed_up                     | `{old}` and `{new}` are mixed up: below `{line}`, each is used where the other belongs
line       | kept_apart                   | `{old}` must run whether or not `print_cost` is on: only the print belongs under `{line}`
line       | return_out                   | the return is inside the loop, so the loop ends in its first iteration: move it out of the loop
line       | return_moved                 | the return stands in one branch only, so the others return None: move it below them
line       | elif                         | the second `if` must be `elif`: as it is, its `else` also runs when the first condition is true
line       | else                         | `{line}` also runs when the `if` above it is true: put it under an `else`
line       | line_extra                   | `{line}` does not belong there: delete that line
line       | out_of_loop                  | `{line}` is inside the loop, so it runs in every iteration: move it below the loop
line       | overwritten                  | {place} starts again in every iteration: add up, with `{new}`
line       | before_loop                  | `{line}` runs again in every iteration: do it once, before the loop
line       | result_dropped               | the result of {place} is lost: assign it, as in `{new}`
line       | none_kept                    | `append` and the like change their object and return None, and `{line}` keeps that None: write `{new}` alone
line       | unpacked                     | `{line}` keeps the whole pair that the function returns: unpack it, as in `{new}`
line       | idle                         | `{line}` changes nothing: write `{new}`
           | x.shape[0] -> x.shape[1]     | counts along the wrong axis (examples are columns)
           | len(x) -> x.shape[1]         | counts along the wrong axis (examples are columns)
           | x if y else z -> x           | has the case `{z}`, which does not belong there
           | x if y else z -> z           | has the case `{x}`, which does not belong there
--- likely
part       | axis                         | goes along the wrong axis (axis=1 runs over the examples)
part       | no axis                      | names no axis, so it takes the whole array
part       | axis named                   | names an axis, so it keeps a number for each row or column
part       | keepdims                     | loses or keeps an axis by mistake
part       | part                         | has a part too many
part       | comparison                   | compares the wrong way
part       | f-string                     | is not an f-string, so the number is not filled in
part       | quoted                       | has a variable's name inside the quotes, where its value belongs
part       | pair                         | must pass the sizes as one pair
part       | comma                        | joins the parts of a key with a comma, where + belongs
part       | misspelled                   | is misspelled
part       | bracket                      | has a bracket in the wrong place
part       | no pair                      | passes the sizes as a pair, but this function takes them one by one
line       | augmented                    | `{line}` changes an array that already exists: write `{new}`, which makes a new one
line       | assert                       | `{line}` demands something that is not true of a right answer: delete that line
line       | branches                     | the two branches of `{line}` are swapped: swap them back, or negate the condition
line       | indent                       | the lines below the loop, from `{old}` on, belong inside it: indent them
line       | outdent                      | the end of the loop, from `{old}` on, belongs after the loop: indent these lines less
line       | loop_variable                | the loop counts with `{old}`, but its lines use `{new}`, which never changes: use one name for both
           | int -> float                 | makes whole numbers, which cuts off the fractions
           | squeeze(x) -> x              | is squeezed, so it loses an axis
           | x.f() -> x                   | calls .{f}, which does not belong there
           | f(x) -> x                    | calls {f}, which does not belong there
           | f(x)[n] -> x                 | calls {f}, which does not belong there
           | relu -> sigmoid              | uses the wrong activation
           | sigmoid -> relu              | uses the wrong activation
           | relu_backward -> sigmoid_backward | uses the wrong activation
           | sigmoid_backward -> relu_backward | uses the wrong activation
           | x.T -> x                     | has a transpose too many
factor     | x -> x.T                     | lacks a transpose
whole      | x -> x.T                     | lacks a transpose
           | x @ y -> y.T @ x.T           | comes out transposed
           | x * y -> x @ y               | multiplies entry by entry where a matrix product belongs
           | x * y -> y @ x               | multiplies entry by entry where a matrix product belongs
           | x @ y.T -> x * y             | has a matrix product where entries are multiplied one by one
           | x @ y -> x * y               | has a matrix product where entries are multiplied one by one
whole      | x -> x * a                   | leaves out the factor `{a}`
told       | x -> a * x                   | leaves out the factor `{a}`
whole      | x -> x / m                   | does not divide by `{m}`
told       | x -> x // m                  | does not divide by `{m}` (with //, for a whole number)
           | x // y -> x / y              | divides whole numbers with //, which rounds down
           | len(x) / n -> len(x) // n    | divides with /, which gives a float where a whole number is needed
in index   | x - n -> x + n               | is one off
in index   | x + n -> x - n               | is one off
in index   | x - n -> x                   | is one off
in index   | x + n -> x                   | is one off
in index   | x -> x - 1                   | is one off
in index   | x -> x + 1                   | is one off
in index   | x -> i                       | is not the right one
in index   | x -> i - 1                   | is not the right one
in index   | x -> i + 1                   | is not the right one
in index   | x -> i + 2                   | is not the right one
           | x[i] -> x[0, i]              | takes a row of the table, where the entry of one example belongs
at number  | n -> i                       | takes the same entry in every iteration
           | range(x) -> range(1, x)      | is one off
           | range(1, x) -> range(x)      | is one off
           | x + y -> x - y               | has a wrong sign
           | x - y -> x + y               | has a wrong sign
factor     | x - y -> y - x               | has its parts in the wrong order
           | -x -> x                      | has a wrong sign
whole      | x -> -x                      | has a wrong sign
           | exp(x) -> exp(-x)            | has a wrong sign
           | x - y -> x - a * y           | leaves out the factor `{a}`
           | x + e -> x                   | adds {e}, which shifts the result; where it keeps a logarithm or a division finite, 1e-12 is enough
whole      | x -> x + a                   | leaves out the term `{a}`
told       | x -> a + x                   | leaves out the term `{a}`
told       | x -> x - a                   | leaves out the term `{a}`
           | x * y + z -> x * (y + z)     | lacks brackets, and Python multiplies and divides first
           | x - y * z -> (x - y) * z     | lacks brackets, and Python multiplies and divides first
           | x * y - z -> x * (y - z)     | lacks brackets, and Python multiplies and divides first
           | x / y + z -> x / (y + z)     | lacks brackets, and Python multiplies and divides first
           | x ^ y -> x ** y              | has ^, which is no power in Python
           | mean(x) -> sum(x)            | takes a mean where a sum belongs
           | sum(x) -> mean(x)            | takes a sum where the mean belongs, so divide by m
           | where(x, y, e * z) -> where(x, y, 0) | lets a little through where Z is negative, as leaky relu does: relu lets nothing through there
           | squeeze(x) -> sum(x)         | is not added up over the examples
           | zeros(x) -> zeros_like(x)    | takes a shape, where an array is given: zeros_like takes the array itself
           | ones(x) -> ones_like(x)      | takes a shape, where an array is given: ones_like takes the array itself
           | max(x) -> maximum(x)         | finds the largest of many, where np.maximum goes entry by entry
copied     | x -> x.copy()                | makes no copy, so the caller's own array is overwritten
variable   | x -> x[0, i]                 | takes all of `{x}` in every iteration
returned   | x -> (x, u)                  | is only `{x}`; it should be a pair
pair       | (x, y) -> (x, y, u)          | has two parts but needs a third, `{u}`
call       | x -> x[0]                    | uses the whole pair that `{x}` returns, where only its first part belongs
returned   | x -> np.array([x])           | is a list, where an array with one row belongs
           | s -> t                       | has the wrong {kind}
factor     | v -> 1 - v                   | has `{v}` where `1 - {v}` belongs
           | log(x) -> log(1 - x)         | has `{x}` where `1 - {x}` belongs
           | 1 - x -> x                   | has `1 - {x}` where `{x}` belongs
           | (x,) -> x                    | ends with a comma, which makes it a tuple
           | x and y -> x or y            | needs `or` between its parts
           | x and y -> y                 | also asks for `{x}`, which does not matter here
           | x and y -> x                 | also asks for `{y}`, which does not matter here
           | x or s -> x                  | is always true, since {s} by itself counts as true
           | x or y -> y                  | is also met by `{x}`, which should not count here
           | x or y -> x                  | is also met by `{y}`, which should not count here
           | x or y -> x and y            | needs `and` between its parts
told       | x -> f(x)                    | leaves out {f}
argument   | v -> v[0]                    | passes all of `{v}`, where only its first part is needed
argument   | v -> v[1]                    | passes all of `{v}`, where only its second part is needed
--- unlikely
line       | not_renewed                  | `{old}` never changes in the loop: each iteration must go on from the `{new}` of the one before
line       | into_loop                    | `{line}` stands outside the loop, so it runs only once: move it into the loop
line       | other_block                  | `{line}` is in the wrong block: it belongs next to `{new}`
           | x + y -> x                   | has the term `{y}`, which does not belong there
           | x - y -> x                   | has the term `{y}`, which does not belong there
           | x - y -> -y                  | has the term `{x}`, which does not belong there
           | v -> w                       | uses the wrong variable
at number  | n -> k                       | has a wrong number
           | x * y -> x                   | has a stray factor `{y}`
           | x * y -> y                   | has a stray factor `{x}`
           | x / y -> x                   | divides by `{y}`, which does not belong there
           | x @ y -> x                   | has a stray factor `{y}`
told       | n -> w                       | has a fixed number where a variable belongs
           | n -> k                       | has a wrong number
           | x[:, y] -> x                 | takes the columns of `{x}` in another order, or not all of them
           | x[y] -> x                    | uses only a part of `{x}`
--- last
line       | too_late                     | `{line}` comes too late: move it above `{new}`
line       | line_missing                 | a line is missing after `{line}`: add `{new}`
line       | line_first                   | a line is missing before `{line}`: add `{new}`
"""
SURE, LIKELY, UNLIKELY, LAST = range(4)
"""The parts of the table."""


class Row:
    """A row of the table: how likely it is, where it is tried, its two patterns or its name, and its words."""

    def __init__(self, tier, number, line):
        self.tier, self.number, self.name, self.free = tier, number, "", ()
        self.where, form, self.words = (part.strip() for part in line.split("|", 2))
        if "->" in form:
            self.has, self.needs = (ast.parse(one.strip(), mode="eval").body for one in form.split("->"))
            self.free = sorted(letters(self.needs) - letters(self.has))
        else:
            self.name = form

    def made(self, node, scope, loops):
        """The expressions that may belong in the place of one that has the form of this row."""
        bound = {}
        if not matches(self.has, node, bound):
            return
        choices = [scope.choices(letter, node, loops) for letter in self.free]
        for chosen in itertools.product(*choices):
            nodes = bound | {letter: parsed(one) for letter, one in zip(self.free, chosen, strict=True)}
            if calls_by_name(self.has) and calls_by_name(self.needs):
                yield self.called_otherwise(node, nodes)
            else:
                yield filled(self.needs, nodes)

    def called_otherwise(self, node, nodes):
        """A call of another function, or with other arguments, which keeps what the row does not name."""
        has, needs, func, args = self.has, self.needs, self.needs.func, node.args
        if isinstance(node.func, ast.Attribute):
            func = ast.Attribute(node.func.value, func.id, ast.Load())
        if ast.unparse(has.args) != ast.unparse(needs.args):
            args = [*filled(needs.args, nodes), *args[len(has.args) :]]
        return ast.Call(func, args, [*node.keywords, *needs.keywords])


@functools.cache
def rows():
    """The rows with patterns, and those with names, by their names."""
    tier, patterns, names = -1, [], {}
    for number, line in enumerate(TABLE.strip().split("\n")):
        if line.startswith("---"):
            tier += 1
            continue
        row = Row(tier, number, line)
        if row.name:
            names[row.name] = row
        else:
            patterns.append(row)
    return patterns, names


def slip(name):
    """The row of that name."""
    return rows()[1][name]


def copies(row):
    """Tell whether an edit makes a new array where one that belongs to the caller was written into."""
    return row is not None and (row.where == "copied" or row.name in ("augmented", "out"))


def parsed(text):
    return ast.parse(text, mode="eval").body


def letters(pattern):
    return {node.id for node in ast.walk(pattern) if isinstance(node, ast.Name) and len(node.id) == 1}


def calls_by_name(pattern):
    return isinstance(pattern, ast.Call) and isinstance(pattern.func, ast.Name)


def filled(node, nodes):
    """A pattern with expressions in the place of its letters."""
    if isinstance(node, list):
        return [filled(one, nodes) for one in node]
    if isinstance(node, ast.Name):
        return nodes.get(node.id, node)
    if not isinstance(node, ast.AST):
        return node
    if getattr(node, "attr", "") == "T":
        return trees.turned(filled(node.value, nodes))
    return type(node)(**{field: filled(value, nodes) for field, value in ast.iter_fields(node)})


# --- does an expression have the form of a pattern?


def matches(pattern, node, bound):
    """Tell whether an expression has the form of a pattern; what the letters stand for goes into `bound`."""
    if isinstance(pattern, ast.Name):
        return fits(pattern.id, node, bound)
    if isinstance(pattern, list):
        return len(pattern) == len(node) and all(matches(*both, bound) for both in zip(pattern, node, strict=True))
    if isinstance(pattern, ast.BinOp):
        left, kind, right = trees.as_operation(node) or (None, None, None)
        same = kind is type(pattern.op)
        return same and matches(pattern.left, left, bound) and matches(pattern.right, right, bound)
    if getattr(pattern, "attr", "") == "T" and getattr(pattern.value, "id", "") in bound:
        return ast.dump(trees.turned(bound[pattern.value.id])) == ast.dump(node)
    if type(pattern) is not type(node):
        return False
    if isinstance(pattern, ast.Call):
        return matches_call(pattern, node, bound)
    if not isinstance(pattern, ast.AST):
        return pattern == node
    fields = [field for field in pattern._fields if field != "ctx"]
    return all(matches(getattr(pattern, field), getattr(node, field), bound) for field in fields)


def matches_call(pattern, node, bound):
    """Match a call: by the last name of what is called, and by its first arguments."""
    func, args, dotted = pattern.func, node.args, isinstance(node.func, ast.Attribute)
    method = dotted and trees.text(node.func.value) not in trees.MODULES
    if isinstance(func, ast.Attribute):
        if not (method and matches(func.value, node.func.value, bound)):
            return False
    elif method:
        args = [node.func.value, *args]
    wanted = getattr(func, "attr", getattr(func, "id", ""))
    last = dotted and (wanted != "f" or isinstance(func, ast.Attribute))
    name = node.func.attr if last else f".{node.func.attr}" if method else trees.text(node.func)
    if (bound.setdefault("f", name) if wanted == "f" else wanted) != name:
        return False
    given = {keyword.arg for keyword in node.keywords}
    if any(keyword.arg not in given for keyword in pattern.keywords) or len(args) < len(pattern.args):
        return False
    exact = wanted != "range" or len(args) == len(pattern.args)
    return exact and matches(pattern.args, args[: len(pattern.args)], bound)


KINDS = {"e": float, "n": (int, float), "k": (int, float), "s": str, "t": str}
"""What kind of constant a letter stands for."""


def fits(letter, node, bound):
    """Tell whether an expression can stand for a letter of a pattern."""
    if len(letter) > 1:
        return getattr(node, "id", "") == letter
    value = node.value if isinstance(node, ast.Constant) else None
    if letter in KINDS and not isinstance(value, KINDS[letter]) or letter == "e" and not 0 < value < 0.1:
        return False
    if letter in "vwuij" and not isinstance(node, ast.Name):
        return False
    known = bound.setdefault(letter, node)
    return known is node or ast.dump(known) == ast.dump(node)


def named(old, new, index):
    """The row that tells what separates two expressions, and what its letters stand for; (None, {}) if none does.

    It is looked for in the smallest parts first that hold all that differs.
    """
    pairs = [(trees.plain(old), trees.plain(new))]
    while inner := only_difference(*pairs[-1]):
        pairs.append(inner)
    for one, other in reversed(pairs):
        for row in rows()[0]:
            bound = {}
            placed = index or row.where not in ("in index", "at number")
            if placed and matches(row.has, one, bound) and matches(row.needs, other, bound):
                return row, bound
    return None, {}


def only_difference(old, new):
    """The one pair of parts in which two expressions of a kind differ; None if it is not one."""
    if type(old) is not type(new):
        return None
    pairs = []
    for field in old._fields:
        one, other = getattr(old, field), getattr(new, field)
        ones, others = (one, other) if isinstance(one, list) else ([one], [other])
        if len(ones) != len(others):
            return None
        pairs += [both for both in zip(ones, others, strict=True) if shown(both[0]) != shown(both[1])]
    return pairs[0] if len(pairs) == 1 and all(isinstance(part, ast.expr) for part in pairs[0]) else None


def shown(part):
    return ast.dump(part) if isinstance(part, ast.AST) else part


# --- the sentences


def told(path):
    """Why a text is wrong, a cause for each line that the edits change; an edit comes with the scope it was found in."""
    lines = {}
    for edit, scope in path:
        if edit.rule and edit.rule.where == "line":
            parts = {part: trees.text(getattr(edit, part)) for part in ("line", "new", "old")}
            words = edit.rule.words
            if edit.rule.name not in ("none_kept", "idle"):  # these tell of all such lines at once
                words = words.replace("`{line}`", "`{line}`" + number_of(edit.line, trees.text, scope))
            words = [one.format(place=place_in(edit.line, scope), **parts) for one in words.split(": ", 1)]
            lines[id(edit)] = words[0], "".join(words[1:])
            continue
        for line, changes in lines_of(edit, scope.parents):
            around = trees.anchor(changes[0][0], scope.parents) if len(changes) == 1 else line
            has, needs = trees.text(around), plainly(trees.changed(around, changes))
            words = in_words(edit, scope, changes[0])
            before, start, place, earlier, *_ = lines.get(
                line.lineno, (has, trees.text(line), place_in(line, scope), words)
            )
            if before != has:  # changed once more: the line as it was, and as it must be
                has, needs = (one.removeprefix("return ") for one in (start, plainly(trees.changed(line, changes))))
                words = ", and ".join(dict.fromkeys((earlier, words))) if earlier and words else ""
            said, code = f"{place} {words}", f"it has `{has}` and needs `{needs}`"
            if any("_" in trees.names_in(new) for _, new in changes):
                code += "; give `_` a name, since it is used"
            if "`print_cost`" in words and printing(line):
                said, code = kept_apart(line, needs)
            if not words:
                where = place if f"`{has}`" in place else f"in {place}, `{has}`"
                said = f"{where} is not right{look_at(has, scope.doubtful(changes, line))}"
                code = f"it should be `{needs}`"
            lines[line.lineno] = has, start, place, words, said, code
    causes = ((said[0].upper() + said[1:] + ".", code) for *_, said, code in lines.values())
    return [Cause(*one) for one in dict.fromkeys(causes)]


def look_at(has, names):
    """Say where to look, where a change would leave variables unused: what is wrong may lie in these."""
    if has in names:
        return "; check how it is made"
    return f"; check how {listed(names)} {'is' if len(names) == 1 else 'are'} made, too" if names else ""


def place_in(line, scope):
    """The place of a line; with its number where another line has the same."""
    return trees.place_of(line) + number_of(line, trees.place_of, scope)


def number_of(line, told, scope):
    """The number of a line, where another one is told by the same words."""
    others = [one for one in trees.statements(scope.tree.body) if told(one) == told(line)]
    return f" (line {line.lineno + scope.begins - 1})" if len(others) > 1 else ""


def plainly(node):
    """The text of changed code, without a factor 1."""
    return trees.text(WithoutOne().visit(copy.deepcopy(node)))


class WithoutOne(ast.NodeTransformer):
    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Mult) or trees.source(node.left) not in ("1", "1.0", "-1", "-1.0"):
            return node
        return ast.UnaryOp(ast.USub(), node.right) if isinstance(node.left, ast.UnaryOp) else node.right


def printing(line):
    """The statements that a condition governs and that print nothing, if others below it do."""
    body = line.body if isinstance(line, ast.If) else []
    quiet = [one for one in body if "print(" not in trees.source(one)]
    return quiet if len(quiet) < len(body) else []


def kept_apart(line, needs):
    """Say that `print_cost` decides about the print alone, where a condition governs both."""
    what = trees.text(printing(line)[0])
    said = f"`{what}` must run whether or not `print_cost` is on"
    return said, f"put it under its own `if {needs}`, and let `print_cost` decide only about the print"


def in_words(edit, scope, change):
    """The words of the row that an edit comes from, or that tells what one of our expressions puts right, at a place."""
    row, bound, (old, new) = edit.rule, {}, change
    if row is None:
        row, bound = named(old, new, trees.in_index(old, scope.parents))
    elif not row.name:
        bound = bindings(row, old, new)
    texts = {letter: one if isinstance(one, str) else trees.text(one) for letter, one in bound.items()}
    kind = "key" if trees.in_index(old, scope.parents) else "name"
    return row.words.format(**texts, kind=kind) if row else ""


def bindings(row, old, new):
    """What the letters of a row stand for."""
    bound = {}
    matches(row.has, old, bound)
    matches(row.needs, new, bound)
    return bound


def alike(row, old, new):
    """What edits have in common that do the same to different expressions, as a division that two lines lack."""
    if row.name:
        return row
    kept = letters(row.has) & letters(row.needs)
    bound = {letter: one for letter, one in bindings(row, old, new).items() if letter not in kept}
    return row, *(f"{letter} {one if isinstance(one, str) else trees.source(one)}" for letter, one in bound.items())


def lines_of(edit, parents):
    """The lines that an edit changes, each with its changes."""
    found = {}
    for old, new in edit.changes:
        line = next(one for one in trees.path(old, parents) if isinstance(one, ast.stmt))
        found.setdefault(id(line), (line, []))[1].append((old, new))
    return found.values()
