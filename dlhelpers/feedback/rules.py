"""The slips of a hand in an expression: one table of what stands there, what belongs there, and the words for it.

Each row is used twice: it makes the edits that are tried, and it says what an edit mends. In the patterns x, y, z are
any expression, v a variable, n and k numbers, e a small one, s and t words in quotes, f any function; what stands on the right alone
is taken from the learner's text: w and u its variables, a its arguments, m what counts something, i and j the variables of
the loops around. A call is matched by its last name and its first arguments. `in index`, `whole` and the like say where
a row is tried; `told` rows only tell what an expression of ours mends.
"""

import ast
import functools
import itertools

from . import trees

TABLE = """
--- sure
           | x.shape[0] -> x.shape[1]     | counts along the wrong axis, and examples are columns
           | len(x) -> x.shape[1]         | counts along the wrong axis, and examples are columns
--- likely
           | int -> float                 | makes whole numbers, which cuts fractions off
           | squeeze(x) -> x              | is squeezed and loses an axis
           | x.f() -> x                   | calls .{f}, which does not belong there
           | f(x) -> x                    | calls {f}, which does not belong there
           | f(x)[n] -> x                 | calls {f}, which does not belong there
           | rand -> randn                | draws evenly between 0 and 1, and normal numbers are asked for
           | relu -> sigmoid              | takes the wrong activation
           | sigmoid -> relu              | takes the wrong activation
           | relu_backward -> sigmoid_backward | takes the wrong activation
           | sigmoid_backward -> relu_backward | takes the wrong activation
           | 'relu' -> 'sigmoid'          | takes the wrong activation
           | 'sigmoid' -> 'relu'          | takes the wrong activation
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
           | len(x) / y -> len(x) // y    | gives a fraction where a count must be whole: // divides whole numbers
in index   | x - n -> x + n               | is one off
in index   | x + n -> x - n               | is one off
in index   | x - n -> x                   | is one off
in index   | x + n -> x                   | is one off
in index   | x -> i                       | takes the same entry in every turn
in index   | x -> i - 1                   | is one off
in index   | x -> i + 1                   | is one off
in index   | x -> i + 2                   | is not the right one
at number  | n -> i                       | takes the same entry in every turn
in index   | x -> x - 1                   | is one off
in index   | x -> x + 1                   | is one off
           | range(n) -> range(w)         | goes round a fixed number of times
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
           | x @ (y + z) -> x @ y + z     | has brackets too many
           | x * y - z -> x * (y - z)     | lacks brackets, and Python multiplies and divides first
           | x / y + z -> x / (y + z)     | lacks brackets, and Python multiplies and divides first
           | x ^ y -> x ** y              | has ^, which is no power in Python
whole      | x -> x.reshape(1, -1)        | has lost an axis
           | mean(x) -> sum(x)            | takes a mean where a sum belongs
           | sum(x) -> mean(x)            | takes a sum where the mean belongs, so divide by m
           | max(x) -> mean(x)            | takes the largest where the mean belongs
           | max(x) -> maximum(x)         | looks for one number, where np.maximum goes entry by entry
copied     | x -> x.copy()                | makes no copy, so that what belongs to the caller is overwritten
variable   | x -> x[i]                    | takes all of `{x}` in every turn of the loop
variable   | x -> x[0, i]                 | takes all of `{x}` in every turn of the loop
returned   | x -> (x, u)                  | hands back `{x}` alone, where a pair is asked for
variable   | x -> x[:, 0]                 | takes `{x}` as a table of one column where its numbers alone belong
call       | x -> x[0]                    | holds both things that the function returned, a pair: it must be unpacked
iterated   | x -> reversed(x)             | goes the wrong way round
iterated   | x -> reversed(list(x))       | goes the wrong way round
           | sorted(x) -> sorted(x, key=int) | is sorted as words, and so 10 comes before 2
           | s -> t                       | has a wrong word
           | (x,) -> x                    | ends with a comma, which makes a tuple of one
           | x and y -> y                 | asks for `{x}` too, which has no part in it
           | x and y -> x                 | asks for `{y}` too, which has no part in it
           | x or y -> y                  | is met by `{x}` too, which has no part in it
           | x or y -> x                  | is met by `{y}` too, which has no part in it
           | x or y -> x and y            | needs `and` between its parts
told       | x -> f(x)                    | leaves out {f}
--- unlikely
           | x + y -> x                   | has the term `{y}`, which does not belong there
           | x - y -> x                   | has the term `{y}`, which does not belong there
           | x - y -> -y                  | has the term `{x}`, which does not belong there
           | v -> w                       | takes the wrong variable
at number  | n -> k                       | has a wrong number
           | x * y -> x                   | has the stray factor `{y}`
           | x * y -> y                   | has the stray factor `{x}`
           | x / y -> x                   | divides by `{y}`, which does not belong there
           | x @ y -> x                   | has the stray factor `{y}`
           | n -> w                       | has a fixed number where a variable belongs
           | n -> k                       | has a wrong number
           | x[y] -> x[0, y]              | takes a row of `{x}` where one of its entries is meant
           | x[y] -> x                    | takes only a part of `{x}`
--- last
told       | x -> y                       |
"""
SURE, LIKELY, UNLIKELY, LAST = range(4)
"""The parts of the table: the likelier slips first."""
KEPT = "xyzvenstf"
"""The letters of which each stands for the same on both sides."""


class Row:
    def __init__(self, tier, number, where, has, needs, words):
        self.tier, self.number, self.where, self.words = tier, number, where, words
        self.has, self.needs = (ast.parse(one.strip(), mode="eval").body for one in (has, needs))
        right = {node.id for node in ast.walk(self.needs) if isinstance(node, ast.Name) and len(node.id) == 1}
        left = {node.id for node in ast.walk(self.has) if isinstance(node, ast.Name) and len(node.id) == 1}
        self.free = sorted(right - left)

    def made(self, node, scope, loops):
        """The expressions that may belong in the place of one that has the form of this row."""
        bound = {}
        if self.where == "told" or not matches(self.has, node, bound):
            return
        choices = [scope.choices(letter, node, loops) for letter in self.free]
        for chosen in itertools.product(*choices):
            if len(set(chosen)) == len(chosen):
                given = {
                    letter: ast.parse(one, mode="eval").body for letter, one in zip(self.free, chosen, strict=True)
                }
                yield called_otherwise(self, node) or filled(self.needs, bound | given)


@functools.cache
def rows():
    tier, found = -1, []
    for line in TABLE.strip().split("\n"):
        if line.startswith("---"):
            tier += 1
        else:
            where, patterns, words = (part.strip() for part in line.split("|", 2))
            found.append(Row(tier, len(found), where, *patterns.split("->"), words))
    return found


def filled(node, nodes):
    """A pattern with expressions in the place of its letters."""
    if isinstance(node, ast.Name):
        return nodes.get(node.id, node)
    if getattr(node, "attr", "") == "T":
        return trees.turned(filled(node.value, nodes))
    fields = {}
    for field, value in ast.iter_fields(node):
        parts = (
            [filled(one, nodes) if isinstance(one, ast.AST) else one for one in value]
            if isinstance(value, list)
            else None
        )
        fields[field] = parts if parts is not None else filled(value, nodes) if isinstance(value, ast.AST) else value
    return type(node)(**fields)


def called_otherwise(row, node):
    """A call with another name, where that is what a row is about; None where it is not."""
    one, other = row.has, row.needs
    if not (isinstance(one, ast.Call) and isinstance(other, ast.Call) and isinstance(one.func, ast.Name)):
        return None
    func = node.func
    func = ast.Attribute(func.value, other.func.id, ast.Load()) if isinstance(func, ast.Attribute) else other.func
    bound = {}
    matches(one, node, bound)
    args = node.args if ast.dump(ast.Tuple(one.args)) == ast.dump(ast.Tuple(other.args)) else None
    new = args if args is not None else [*(filled(arg, bound) for arg in other.args), *node.args[len(one.args) :]]
    return ast.Call(func, new, [*node.keywords, *other.keywords])


# --- does an expression have the form of a pattern?


def matches(pattern, node, bound):
    """Tell whether an expression has the form of a pattern; what the letters stand for goes into `bound`."""
    if isinstance(pattern, ast.Name):
        return fits(pattern.id, node, bound)
    if isinstance(pattern, ast.BinOp):
        sides = trees.as_operation(node)
        if not sides or sides[1] is not type(pattern.op):
            return False
        return matches(pattern.left, sides[0], bound) and matches(pattern.right, sides[2], bound)
    if isinstance(pattern, ast.Call):
        return isinstance(node, ast.Call) and matches_call(pattern, node, bound)
    if getattr(pattern, "attr", "") == "T" and getattr(pattern.value, "id", "") in bound:
        return ast.dump(trees.turned(bound[pattern.value.id])) == ast.dump(node)
    if type(pattern) is not type(node):
        return False
    for (field, one), (_, other) in zip(ast.iter_fields(pattern), ast.iter_fields(node), strict=True):
        if field == "ctx":
            continue
        pairs = list(zip(one, other, strict=False)) if isinstance(one, list) else [(one, other)]
        if isinstance(one, list) and len(one) != len(other):
            return False
        for a, b in pairs:
            if not (
                matches(a, b, bound)
                if isinstance(a, (ast.expr, ast.slice))
                else type(a) is type(b) and (isinstance(a, ast.AST) or a == b)
            ):
                return False
    return True


def matches_call(pattern, node, bound):
    """Match a call: by the last name of what is called, and by its first arguments."""
    func, method = (
        pattern.func,
        isinstance(node.func, ast.Attribute) and trees.text(node.func.value) not in trees.MODULES,
    )
    args = [node.func.value, *node.args] if method and isinstance(func, ast.Name) else node.args
    if isinstance(func, ast.Attribute) and not (method and matches(func.value, node.func.value, bound)):
        return False
    wanted = getattr(func, "attr", getattr(func, "id", ""))
    if wanted == "f":
        name = trees.np_name(node) if isinstance(func, ast.Attribute) else trees.text(node.func)
        if bound.setdefault("f", name) != name:
            return False
    elif wanted != getattr(node.func, "id", trees.np_name(node)):
        return False
    if not {keyword.arg for keyword in pattern.keywords} <= {keyword.arg for keyword in node.keywords}:
        return False
    if wanted == "range" and len(args) != len(pattern.args):
        return False
    return len(args) >= len(pattern.args) and all(
        matches(a, b, bound) for a, b in zip(pattern.args, args, strict=False)
    )


def fits(letter, node, bound):
    """Tell whether an expression can stand for a letter of a pattern."""
    if len(letter) > 1:
        return getattr(node, "id", "") == letter
    constant = node.value if isinstance(node, ast.Constant) else None
    if letter in "vwuij" and not isinstance(node, ast.Name):
        return False
    if letter == "e" and not (isinstance(constant, float) and 0 < constant < 0.1):
        return False
    if letter in "nk" and not isinstance(constant, (int, float)):
        return False
    if letter in "st" and not isinstance(constant, str):
        return False
    known = bound.setdefault(letter, node)
    return known is node or ast.dump(known) == ast.dump(node)


def named(old, new, index):
    """The row that tells what separates two expressions, and the parts of them that it tells it of.

    It is looked for in the smallest parts first that hold all that differs.
    """
    pairs = [(old, new)]
    while (inner := only_difference(*pairs[-1])) is not None:
        pairs.append(inner)
    for one, other in reversed(pairs):
        for row in rows()[:-1]:
            bound, placed = {}, row.where in ("in index", "at number")
            if (index or not placed) and matches(row.has, one, bound) and matches(row.needs, other, bound):
                return row, one, other
    return rows()[-1], old, new


def only_difference(old, new):
    """The one pair of parts in which two expressions of a kind differ; None if it is not one."""
    if type(old) is not type(new):
        return None
    pairs = []
    for field, one in ast.iter_fields(old):
        other = getattr(new, field)
        ones, others = (one, other) if isinstance(one, list) else ([one], [other])
        if len(ones) != len(others):
            return None
        pairs += [(a, b) for a, b in zip(ones, others, strict=True) if not same_text(a, b)]
    alone = len(pairs) == 1 and all(isinstance(part, ast.expr) for part in pairs[0])
    return pairs[0] if alone else None


def same_text(one, other):
    if isinstance(one, ast.AST) and isinstance(other, ast.AST):
        return ast.dump(one) == ast.dump(other) or isinstance(one, ast.expr_context)
    return one == other


# --- the sentences


WORDS = {
    "order": (SURE, "has its parts in the wrong order"),
    "axis": (LIKELY, "goes along the wrong axis, and axis=1 runs over the examples"),
    "no axis": (LIKELY, "names no axis and runs over the whole table"),
    "axis named": (LIKELY, "names an axis, and so keeps a number for each row or column"),
    "keepdims": (LIKELY, "loses or keeps an axis by mistake"),
    "part": (LIKELY, "leaves something in that does not belong there"),
    "comparison": (LIKELY, "compares the wrong way"),
    "f-string": (LIKELY, "is no f-string, so that the number is not filled in"),
    "pair": (LIKELY, "must hand over the sizes as one pair"),
    "comma": (LIKELY, "has a comma where the parts of a key are joined with +"),
    "bracket": (LIKELY, "has a bracket in the wrong place"),
    "letter": (LIKELY, "has a letter in a word where the number of the layer is meant"),
    "no pair": (LIKELY, "hands over the sizes as a pair, and this function takes them one by one"),
}
"""What edits say that no pattern can tell."""
LINES = {
    "return_out": (0, "the return is indented into the loop, so it ends in the first turn: move it out of the loop"),
    "return_moved": (0, "the return stands in one branch, and the others end without one, so that None comes back there: move it below"),
    "elif": (0, "the second `if` must be `elif`: as it stands, its `else` also runs where the first one was right"),
    "else": (0, "`{line}` also runs where the `if` above it was right: put it under an `else`"),
    "line_extra": (0, "`{line}` does not belong there: leave that line out"),
    "out_of_loop": (0, "`{line}` stands in the loop and acts in every turn: move it below the loop"),
    "into_loop": (2, "`{line}` stands outside the loop and acts once: move it into the loop"),
    "overwritten": (0, "{place} starts anew in every turn of the loop: add up, with `{new}`"),
    "before_loop": (0, "`{line}` is done anew in every turn of the loop: do it once, before the loop"),
    "result_dropped": (0, "the result of {place} is lost: assign it, as in `{new}`"),
    "none_kept": (0, "`{line}` keeps None, since append and the like change their object and return nothing: write `{new}` alone"),
    "augmented": (1, "`{line}` writes into an array that is there already: write `{new}`, which makes a new one"),
    "compared": (0, "`{line}` compares, and changes nothing: one `=` sets what stands before it"),
    "assert": (1, "`{line}` asks for something else than what is right here: leave that line out"),
    "branches": (1, "the two branches of `{line}` are exchanged: exchange what they do, or turn the condition round"),
    "indent": (1, "what stands below the loop, from `{old}` on, belongs into it: indent these lines"),
    "outdent": (1, "the end of the loop, from `{old}` on, belongs below it: move these lines out"),
    "other_block": (2, "`{line}` stands in the wrong block: it belongs beside `{new}`"),
    "loop_variable": (1, "the loop runs over `{old}`, and its lines use `{new}`, which stays the same: use one name for both"),
    "not_renewed": (3, "`{old}` stays in every turn what it was before the loop: let the loop write `{new}`"),
    "too_late": (3, "`{line}` comes too late: move it above `{new}`"),
    "line_missing": (3, "a line is missing after `{line}`: it needs `{new}`"),
    "line_first": (3, "a line is missing before `{line}`: it needs `{new}`"),
    "line_other": (3, "there is `{line}`: it needs `{new}` there"),
}  # fmt: skip
"""What edits of whole lines say, each with how likely it is."""


def tier_and_rank(edit):
    """How likely an edit is the mistake: its part of the table, and its place in it."""
    for table in (LINES, WORDS):
        if edit.rule in table:
            return table[edit.rule][0], list(table).index(edit.rule)
    return edit.rule.tier, edit.rule.number


def copies(rule):
    """Tell whether an edit makes a new array where one that belongs to the caller was written into."""
    return rule == "augmented" or getattr(rule, "where", "") == "copied"


def told(path):
    """The sentences that tell edits, one for each line that they change; edits come with the parents of their nodes."""
    lines = {}
    for edit, parents in path:
        if edit.rule in LINES:
            words = dict(line=trees.text(edit.line), new=trees.text(edit.new), old=trees.text(edit.old))
            lines[id(edit)] = sentence(LINES[edit.rule][1].format(place=trees.place_of(edit.line), **words))
            continue
        for line, changes in lines_of(edit, parents):
            around = trees.anchor(changes[0][0], parents) if len(changes) == 1 else line
            has, needs = trees.text(around), trees.text(trees.changed(around, changes))
            words = WORDS[edit.rule][1] if edit.rule in WORDS else in_words(edit, parents)
            before = lines.get(line.lineno)
            if before and before[0] != has:  # changed once more: the line as it was, and as it must be
                has, needs, words = before[3], trees.text(trees.changed(line, changes)), ""
            lines[line.lineno] = has, needs, words, before[3] if before else trees.text(line), trees.place_of(line)
    return list(dict.fromkeys(one if isinstance(one, str) else in_line(*one) for one in lines.values()))


def in_line(has, needs, words, _, place):
    if words:
        return sentence(f"{place} {words}: it has `{has}` and needs `{needs}`")
    return sentence(f"{place} has `{has}`: it needs `{needs}` there")


def alike(rule, old, new):
    """What edits have in common that do the same to different expressions, as a division that two lines lack."""
    if not isinstance(rule, Row):
        return rule
    bound = {}
    matches(rule.has, old, bound), matches(rule.needs, new, bound)
    kept = {one.id for one in ast.walk(rule.has) if isinstance(one, ast.Name)}
    kept &= {one.id for one in ast.walk(rule.needs) if isinstance(one, ast.Name)}
    bound = {letter: one for letter, one in bound.items() if letter not in kept}
    return rule.number, *(
        f"{letter} {one if isinstance(one, str) else ast.unparse(one)}" for letter, one in bound.items()
    )


def in_words(edit, parents):
    """The words of the row that an edit comes from, or that tells what one of our expressions puts right."""
    bound, rule, old, new = {}, edit.rule, edit.old, edit.new
    if rule is None:
        rule, old, new = named(old, new, trees.in_index(old, parents))
    matches(rule.has, old, bound), matches(rule.needs, new, bound)
    return rule.words.format(**{key: one if isinstance(one, str) else trees.text(one) for key, one in bound.items()})


def lines_of(edit, parents):
    """The lines that an edit changes, each with its changes."""
    found = {}
    for old, new in edit.changes:
        line = next(one for one in trees.path(old, parents) if isinstance(one, ast.stmt))
        found.setdefault(id(line), (line, []))[1].append((old, new))
    return found.values()


def sentence(words):
    return words[0].upper() + words[1:] + "."
