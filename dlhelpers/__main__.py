"""`python -m dlhelpers`: make the learner's folder, and open JupyterLab in it."""

import argparse
import os
import sys

from . import machine
from .workspace import place
from .workspace.network import shown
from .workspace.texts import say

FIRST = "00_start_here.ipynb"


def main(arguments=None):
    """Make the folder, say what is new, and open JupyterLab; or begin one lesson anew."""
    parser = argparse.ArgumentParser(
        prog=machine.START, allow_abbrev=False, description=say("what_it_does"), epilog=say("the_rest")
    )
    parser.add_argument("--again", metavar="LESSON", help=say("what_again_does"))
    chosen, rest = parser.parse_known_args(arguments)
    try:
        if chosen.again:
            begin_again(chosen.again)
        else:
            start(*rest)
    except TimeoutError:
        sys.exit(say("held", folder=place.MINE))
    except OSError as error:
        sys.exit(say("no_way", file=error.filename or place.MINE, error=error.strerror or error))


def start(*arguments):
    """Make the folder, and open JupyterLab in it, unless this machine cannot."""
    if told := machine.trouble(*machine.NEEDED):
        sys.exit(told)
    if not place.TEMPLATES.is_dir():
        sys.exit(say("no_checkout", start=machine.START))
    if newer := place.fill():
        print(say("newer", names=", ".join(newer), name=newer[0].split(".")[0], start=machine.START))
    if told := other_kernel():
        sys.exit(told)
    print(say("yours", folder=shown(place.MINE)), flush=True)
    paths = filter(None, [str(place.PROJECT), os.environ.get("PYTHONPATH")])
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)  # a lesson finds this very dlhelpers
    url = f"/lab/tree/{shown(place.MINE)}/{FIRST}"
    jupyterlab(f"--ServerApp.root_dir={place.PROJECT}", f"--LabApp.default_url={url}", *arguments)


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
