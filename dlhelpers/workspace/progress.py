"""`progress`: how far each lesson is, function by function."""

import inspect
import sys

from ..feedback.cases import LESSONS, NETWORK
from ..feedback.checking import last
from ..feedback.report import BLANK, RIGHT, WRONG, Report
from .finale import Finale
from .network import Refused, is_written, my_network, ours, path_in, shown
from .texts import say

WRITTEN = "📝"
LEGEND = {RIGHT: "sign_right", WRITTEN: "sign_written", WRONG: "sign_wrong", BLANK: "sign_blank"}


def progress(*, folder=None):
    """Show a sign for every function of every lesson; once the whole network is kept, let it show what it can do."""
    try:
        network, file = my_network(folder=folder), shown(path_in(folder))
    except Refused as why:
        return Report(False, [str(why)], WRONG)
    mine, space = vars(network), notebook()
    signs = {lesson: {name: sign(name, mine, space) for name in LESSONS[lesson]} for lesson in LESSONS}
    kept = [signs[lesson][name] for lesson, names in NETWORK.items() for name in names]
    done, wanted = kept.count(RIGHT), len(kept)
    seen = {one for found in signs.values() for one in found.values()}
    told = [
        say("progress", done=done, all=wanted, file=file),
        bar(kept),
        *(
            say("lesson", lesson=int(lesson), bar=bar(found.values()), names=row(found))
            for lesson, found in signs.items()
        ),
        say("legend", signs="; ".join(f"{one} {say(key, file=file)}" for one, key in LEGEND.items() if one in seen)),
        *in_the_way(mine, file),
    ]
    return Finale(network, told) if done == wanted else Report(False, told)


def sign(name, mine, space):
    """Right is what is kept, or belongs to a lesson alone and was found right in this session."""
    network = any(name in names for names in NETWORK.values())
    found = getattr(last.get(name), "sign", BLANK)
    if is_written(mine.get(name)) if network else found == RIGHT:
        return RIGHT
    if found == WRONG:
        return WRONG
    return WRITTEN if is_written(space.get(name)) else BLANK


def bar(signs):
    """A row as long as there are functions, filled as far as they are right."""
    done = list(signs).count(RIGHT)
    return "▰" * done + "▱" * (len(signs) - done)


def row(signs):
    return " ".join(f"{one} `{name}`" for name, one in signs.items())


def in_the_way(mine, file):
    """Say what stands in my_network.py under the name of a function and is none that is written."""
    brought = ours()
    for names in NETWORK.values():
        for name in names:
            value = mine.get(name)
            if value is not brought[name] and not is_written(value):
                yield say("blank_in_file" if inspect.isfunction(value) else "no_function_in_file", f=name, file=file)


def notebook():
    """The names of the notebook that asks, or of the program that runs."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell.user_ns if shell else vars(sys.modules["__main__"])
