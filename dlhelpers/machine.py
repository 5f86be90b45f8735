"""What the workbook needs of a machine: asked before anything else is imported, and told in one sentence."""

import importlib.util
import os
import sys

START = "py start.py" if os.name == "nt" else "python3 start.py"
NEEDED = ("numpy", "matplotlib", "h5py", "PIL", "tqdm", "jupyterlab", "ipykernel", "ipywidgets")


def trouble(*packages):
    """Say what this Python lacks and what to do, or nothing."""
    if sys.version_info < (3, 10):
        lacks = "is older than 3.10"
    else:
        missing = [name for name in packages if importlib.util.find_spec(name) is None]
        lacks = f"has no {', '.join(missing)}" if missing else ""
    return (
        lacks and f"The Python that runs this, {sys.executable}, {lacks}: run `{START}` in the folder of the workbook."
    )


told = trouble("numpy")
if told:
    raise (SystemExit if sys.argv[:1] == ["-m"] else ImportError)(told)  # `python -m dlhelpers` needs no traceback
