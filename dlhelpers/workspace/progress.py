"""`progress`: which functions are kept, which are written, and which are missing."""

import sys

from ..feedback.cases import NETWORK
from ..feedback.report import Report
from .network import Refused, is_written, my_network, path_in, shown
from .texts import say


def progress(*, folder=None):
    """Show, for each lesson, which functions are kept, written and missing."""
    try:
        mine, file = vars(my_network(folder=folder)), shown(path_in(folder))
    except Refused as why:
        return Report(False, [str(why)])
    space = notebook()
    lines, done, wanted = [], 0, 0
    for lesson, names in NETWORK.items():
        states = {"kept": [], "written": [], "missing": []}
        for name in names:
            state = "kept" if is_written(mine.get(name)) else "written" if is_written(space.get(name)) else "missing"
            states[state].append(f"`{name}`")
        done, wanted = done + len(states["kept"]), wanted + len(names)
        lines.append(say("lesson", lesson=lesson))
        lines += ["- " + say(f"{state}_list", names=", ".join(found)) for state, found in states.items() if found]
    return Progress(done == wanted, [say("progress", done=done, all=wanted, file=file), *lines])


class Progress(Report):
    """A report whose lines are a list."""

    def _repr_markdown_(self):
        return "\n".join(f"\n{line}\n" if not line.startswith("- ") else line for line in self.lines).strip()


def notebook():
    """The names of the notebook that asks, or of the program that runs."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell.user_ns if shell else vars(sys.modules["__main__"])
