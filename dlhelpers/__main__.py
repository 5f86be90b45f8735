"""`python -m dlhelpers`: make the learner's folder, and open JupyterLab in it."""

import argparse
import os
import sys

from . import machine
from .workspace import place
from .workspace.network import shown
from .workspace.texts import say

START = "00_start_here.ipynb"


def main(arguments=None):
    """Make the folder, say what is new, and open JupyterLab; or begin one lesson anew."""
    parser = argparse.ArgumentParser(
        prog="python3 start.py", allow_abbrev=False, description=say("what_it_does"), epilog=say("the_rest")
    )
    parser.add_argument("--again", metavar="LESSON", help=say("what_again_does"))
    chosen, rest = parser.parse_known_args(arguments)
    try:
        if told := machine.trouble(
            "numpy", "matplotlib", "h5py", "PIL", "tqdm", "jupyterlab", "ipykernel", "ipywidgets"
        ):
            sys.exit(told)
        if not place.TEMPLATES.is_dir():
            sys.exit(say("no_checkout"))
        if chosen.again:
            return begin_again(chosen.again)
        if newer := place.fill():
            print(say("newer", names=", ".join(newer), n=newer[0][:2].lstrip("0") or "0"))
        print(say("yours", folder=shown(place.MINE)), flush=True)
        if other := other_kernel():
            sys.exit(other)
        jupyterlab(
            f"--ServerApp.root_dir={place.PROJECT}",
            f"--LabApp.default_url=/lab/tree/{shown(place.MINE)}/{START}",
            *rest,
        )
    except TimeoutError:
        sys.exit(say("held", folder=place.MINE))
    except OSError as error:
        sys.exit(say("no_way", file=error.filename or place.MINE, error=error.strerror or error))


def begin_again(lesson):
    """Put a fresh copy of a lesson in the place of the learner's, and say where that is now."""
    try:
        copy, kept = place.again(lesson)
    except LookupError:
        sys.exit(say("no_lesson", lesson=lesson, names=", ".join(one.stem for one in place.templates())))
    print(say("begun_again", file=shown(copy), kept=say("and_kept", file=shown(kept)) if kept else ""))


def other_kernel():
    """Say which Python the lessons would run on if it is another one than this; "" if not."""
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("python3")
    python = spec.argv[0]
    if os.path.dirname(python) in ("", os.path.dirname(sys.executable)):
        return ""
    return say("other_kernel", other=python, this=sys.executable, folder=spec.resource_dir)


def jupyterlab(*arguments):
    """Run JupyterLab until it is shut down."""
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(list(arguments))


if __name__ == "__main__":
    main()
