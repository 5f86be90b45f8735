"""A progress bar for a person who is watching, and nothing where output is kept or compared."""

import sys


def watched():
    """Tell whether a person sees the output as it comes: a terminal, or a notebook open in a browser or editor.

    A front end names the cell that it runs; nbconvert and nbval, which keep or compare outputs, do not.
    """
    ipython = sys.modules.get("IPython")
    kernel = getattr(ipython and ipython.get_ipython(), "kernel", None)
    if kernel is None:
        return sys.stdout.isatty()
    return "cellId" in kernel.get_parent().get("metadata", {})


def bar(total, *, start=0, hide=False):
    """Return a tqdm bar over range(start, total): it appears after one second and leaves nothing behind."""
    from tqdm import tqdm

    class Bar(tqdm):
        monitor_interval = 0  # its second thread could lock out a run whose bar was interrupted

    hidden = hide or not watched()
    return Bar(range(start, total), initial=start, total=total, disable=hidden, file=sys.stdout, delay=1, leave=False)
