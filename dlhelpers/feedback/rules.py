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
import functools
import itertools

from . import trees
from .answer import listed
from .report import Cause

TABLE = """
--- sure
part       | order                        | has its parts in the wrong order
part       | times                        | lacks the sign `*`, so that Python takes it for a call
part       | out                          | hands over a third argument, into which NumPy writes the result
part       | gone                         | uses a name that NumPy no longer has: Python has it by itself
part       | quotes                       | compares with a function: its name belongs in quotes
head       | (x, y) -> range(x, y)        | runs over two numbers alone, and not from one to the other
head       | range(x, y) -> range(x, y, -1) | counts upwards, so that no turn is made
head       | range(x) -> reversed(range(x)) | begins at the first layer, and the way back begins at the last
head       | range(x, y) -> reversed(range(x, y)) | begins at the first layer, and the way back begins at the last
line       | return_out                   | the return is indented into the loop, so it ends in the first turn: move it out of the loop
line       | return_moved                 | the return stands in one branch, and the others end without one, so that None comes back there: move it below
line       | elif                         | the second `if` must be `elif`: as it stands, its `else` also runs where the first one was right
line       | else                         | `{line}` also runs where the `if` above it was right: put it under an `else`
line       | line_extra                   | `{line}` does not belong there: leave that line out
line       | out_of_loop                  | `{line}` stands in the loop and acts in every turn: move it below the loop
line       | overwritten                  | {place} starts anew in every turn of the loop: add up, with `{new}`
line       | before_loop                  | `{line}` is done anew in every turn of the loop: do it once, before the loop
line       | result_dropped               | the result of {place} is lost: assign it, as in `{new}`
line       | none_kept                    | `{line}` keeps None, since append and the like change their object and return nothing: write `{new}` alone
line       | idle                         | `{line}` changes nothing as it stands: write `{new}`
           | x.shape[0] -> x.shape[1]     | counts along the wrong axis, and examples are columns
           | len(x) -> x.shape[1]         | counts along the wrong axis, and examples are columns
--- likely
part       | axis                         | goes along the wrong axis, and axis=1 runs over the examples
part       | no axis                      | names no axis and runs over the whole table
part       | axis named                   | names an axis, and so keeps a number for each row or column
part       | keepdims                     | loses or keeps an axis by mistake
part       | part                         | leaves something in that does not belong there
part       | comparison                   | compares the wrong way
part       | f-string                     | is no f-string, so that the number is not filled in
part       | quoted                       | has the name of a variable inside the quotes, where its number belongs
part       | pair                         | must hand over the sizes as one pair
part       | comma                        | has a comma where the parts of a key are joined with +
part       | misspelled                   | is misspelled
part       | bracket                      | has a bracket in the wrong place
part       | no pair                      | hands over the sizes as a pair, and this function takes them one by one
line       | augmented                    | `{line}` writes into an array that is there already: write `{new}`, which makes a new one
line       | assert                       | `{line}` asks for something else than what is right here: leave that line out
line       | branches                     | the two branches of `{line}` are exchanged: exchange what they do, or turn the condition round
line       | indent                       | what stands below the loop, from `{old}` on, belongs into it: indent these lines
line       | outdent                      | the end of the loop, from `{old}` on, belongs below it: move these lines out
line       | loop_variable                | the loop runs over `{old}`, and its lines use `{new}`, which stays the same: use one name for both
           | int -> float                 | makes whole numbers, which cuts fractions off
           | squeeze(x) -> x              | is squeezed and loses an axis
           | x.f() -> x                   | calls .{f}, which does not belong there
           | f(x) -> x                    | calls {f}, which does not belong there
           | f(x)[n] -> x                 | calls {f}, which does not belong there
           | relu -> sigmoid              | takes the wrong activation
           | sigmoid -> relu              | takes the wrong activation
           | relu_backward -> sigmoid_backward | takes the wrong activation
           | sigmoid_backward -> relu_backward | takes the wrong activation
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
whole      | x -> x / m                   | lacks the division by `{m}`
told       | x -> x // m                  | lacks the division by `{m}`, in whole numbers
           | x // y -> x / y              | divides whole numbers with //, which rounds down
           | len(x) / n -> len(x) // n    | divides with /, which gives a float where a whole number is needed
in index   | x - n -> x + n               | is one off
in index   | x + n -> x - n               | is one off
in index   | x - n -> x                   | is one off
in index   | x + n -> x                   | is one off
in index   | x -> i                       | is not the right one
in index   | x -> i - 1                   | is one off
in index   | x -> i + 1                   | is one off
in index   | x -> i + 2                   | is not the right one
at number  | n -> i                       | takes the same entry in every turn
in index   | x -> x - 1                   | is one off
in index   | x -> x + 1                   | is one off
           | range(x) -> range(1, x)      | is one off
           | range(1, x) -> range(x)      | is one off
           | x + y -> x - y               | has a wrong sign
           | x - y -> x + y               | has a wrong sign
           | -x -> x                      | has a wrong sign
whole      | x -> -x                      | has a wrong sign
           | exp(x) -> exp(-x)            | has a wrong sign
           | x - y -> x - a * y           | leaves out the factor `{a}`
           | x + e -> x                   | adds {e}, which shifts the result; where it keeps a logarithm or a division finite, 1e-12 is enough
whole      | x -> x + a                   | leaves out the term `{a}`
told       | x -> a + x                   | leaves out the term `{a}`
told       | x -> x - a                   | leaves out the term `{a}`
           | x - y * z -> (x - y) * z     | lacks brackets, and Python multiplies and divides first
           | x * y - z -> x * (y - z)     | lacks brackets, and Python multiplies and divides first
           | x / y + z -> x / (y + z)     | lacks brackets, and Python multiplies and divides first
           | x ^ y -> x ** y              | has ^, which is no power in Python
           | mean(x) -> sum(x)            | takes a mean where a sum belongs
           | sum(x) -> mean(x)            | takes a sum where the mean belongs, so divide by m
           | max(x) -> maximum(x)         | looks for one number, where np.maximum goes entry by entry
copied     | x -> x.copy()                | makes no copy, so that what belongs to the caller is overwritten
variable   | x -> x[0, i]                 | takes all of `{x}` in every turn of the loop
returned   | x -> (x, u)                  | hands back `{x}` alone, where a pair is asked for
pair       | (x, y) -> (x, y, u)          | has two parts and lacks a third, `{u}`
call       | x -> x[0]                    | holds both things that the function returned, a pair: it must be unpacked
           | s -> t                       | has a wrong word
factor     | v -> 1 - v                   | has `{v}` where `1 - {v}` belongs
           | log(x) -> log(1 - x)         | has `{x}` where `1 - {x}` belongs
           | 1 - x -> x                   | has `1 - {x}` where `{x}` belongs
           | (x,) -> x                    | ends with a comma, which makes a tuple of one
           | x and y -> y                 | asks for `{x}` too, which has no part in it
           | x and y -> x                 | asks for `{y}` too, which has no part in it
           | x or y -> y                  | is met by `{x}` too, which has no part in it
           | x or y -> x                  | is met by `{y}` too, which has no part in it
           | x or y -> x and y            | needs `and` between its parts
told       | x -> f(x)                    | leaves out {f}
argument   | v -> v[0]                    | hands over all of `{v}`, where its first part is wanted
argument   | v -> v[1]                    | hands over all of `{v}`, where its second part is wanted
--- unlikely
line       | into_loop                    | `{line}` stands outside the loop and acts once: move it into the loop
line       | other_block                  | `{line}` stands in the wrong block: it belongs beside `{new}`
           | x + y -> x                   | has the term `{y}`, which does not belong there
           | x - y -> x                   | has the term `{y}`, which does not belong there
           | x - y -> -y                  | has the term `{x}`, which does not belong there
           | v -> w                       | takes the wrong variable
at number  | n -> k                       | has a wrong number
           | x * y -> x                   | has the stray factor `{y}`
           | x * y -> y                   | has the stray factor `{x}`
           | x / y -> x                   | divides by `{y}`, which does not belong there
           | x @ y -> x                   | has the stray factor `{y}`
told       | n -> w                       | has a fixed number where a variable belongs
           | n -> k                       | has a wrong number
           | x[y] -> x                    | takes only a part of `{x}`
--- last
line       | not_renewed                  | `{old}` stays in every turn what it was before the loop: let the loop write `{new}`
line       | too_late                     | `{line}` comes too late: move it above `{new}`
line       | line_missing                 | a line is missing after `{line}`: it needs `{new}`
line       | line_first                   | a line is missing before `{line}`: it needs `{new}`
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
    return row is not None and (row.where == "copied" or row.name == "augmented")


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
            words = [one.format(place=trees.place_of(edit.line), **parts) for one in edit.rule.words.split(": ", 1)]
            lines[id(edit)] = words[0], "".join(words[1:])
            continue
        for line, changes in lines_of(edit, scope.parents):
            around = trees.anchor(changes[0][0], scope.parents) if len(changes) == 1 else line
            has, needs, words = trees.text(around), trees.text(trees.changed(around, changes)), in_words(edit, scope)
            before, start, place, earlier, *_ = lines.get(
                line.lineno, (has, trees.text(line), trees.place_of(line), words)
            )
            if before != has:  # changed once more: the line as it was, and as it must be
                has, needs = (one.removeprefix("return ") for one in (start, trees.text(trees.changed(line, changes))))
                words = f"{earlier}, and {words}" if earlier and words else ""
            said, code = f"{place} {words}", f"it has `{has}` and needs `{needs}`"
            if not words:
                said = f"in {place}, `{has}` does not give what it should{look_at(has, [one for one in scope.loses(changes) if one not in scope.settled])}"
                code = f"it should come to `{needs}`"
            lines[line.lineno] = has, start, place, words, said, code
    causes = ((said[0].upper() + said[1:] + ".", code) for *_, said, code in lines.values())
    return [Cause(*one) for one in dict.fromkeys(causes)]


def look_at(has, names):
    """Say where to look, where a change would leave variables unused: what is wrong may lie in these."""
    there = "" if has in names else "it, and at "
    return f": look at {there}how {listed(names)} {'is' if len(names) == 1 else 'are'} made" if names else ""


def in_words(edit, scope):
    """The words of the row that an edit comes from, or that tells what one of our expressions puts right."""
    row, bound = edit.rule, {}
    if row is None:
        row, bound = named(edit.old, edit.new, trees.in_index(edit.old, scope.parents))
    elif not row.name:
        bound = bindings(row, edit.old, edit.new)
    texts = {letter: one if isinstance(one, str) else trees.text(one) for letter, one in bound.items()}
    return row.words.format(**texts) if row else ""


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
    return row, *(f"{letter} {one if isinstance(one, str) else ast.unparse(one)}" for letter, one in bound.items())


def lines_of(edit, parents):
    """The lines that an edit changes, each with its changes."""
    found = {}
    for old, new in edit.changes:
        line = next(one for one in trees.path(old, parents) if isinstance(one, ast.stmt))
        found.setdefault(id(line), (line, []))[1].append((old, new))
    return found.values()
