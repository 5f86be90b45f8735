"""Start the workbook: `python3 start.py`, on Windows `py start.py`.

The first time it makes the environment .venv and installs what the lessons need; then it opens them in JupyterLab.
What is behind the command goes to `python -m dlhelpers`, and on to JupyterLab. `--test` runs the tests instead.

It uses nothing that an old Python lacks, so that an old one can say so.
"""

import importlib.util
import os
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, *(["Scripts", "python.exe"] if os.name == "nt" else ["bin", "python"]))
STAMP = os.path.join(VENV, "installed.txt")
WORKS = "import sys, pip; sys.exit(sys.version_info < (3, 10))"


def run(*command):
    """Run a command from this folder, and leave Ctrl+C to it; return its exit code."""
    process = subprocess.Popen(command, cwd=HERE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    code = process.wait()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return code


def works():
    """Tell whether the environment has a Python that is new enough, and pip."""
    try:
        return subprocess.call([PYTHON, "-c", WORKS], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def wanted():
    """What is to be installed, and where it is asked for: if that is as it was, so is the environment."""
    texts = [HERE]
    for name in ("requirements.txt", "pyproject.toml"):
        with open(os.path.join(HERE, name), encoding="utf-8") as file:
            texts.append(file.read())
    return "\n".join(texts)


def installed():
    """Return what was installed the last time that all went well, None before."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return file.read()
    except (OSError, ValueError):
        return None


def install(*more):
    """Make the environment if there is none that works, and install what the lessons need."""
    if not works():
        if importlib.util.find_spec("ensurepip") is None:
            sys.exit("This Python cannot make an environment: run `sudo apt install python3-venv`, and start again.")
        if run(sys.executable, "-m", "venv", "--clear", VENV):
            sys.exit(f"No environment could be made in {VENV}: the lines above say why; fix that, and start again.")
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-compile"]  # Python does when it runs
    if run(*pip, "-r", "requirements.txt", *more) == 0:
        with open(STAMP, "w", encoding="utf-8") as file:
            file.write(wanted())
    elif more or installed() is None:
        sys.exit("Not everything could be installed, and the lines above say why: fix that, and start again.")
    else:
        print("What is new could not be installed, so this starts with what was there before.")


def main(arguments):
    """Do what the first lines of this file say; return the exit code."""
    if sys.version_info < (3, 10):
        sys.exit(
            f"The workbook needs Python 3.10 or newer, and this is Python {sys.version.split()[0]}: install a newer "
            "one from https://www.python.org/downloads/ and start with that, as in `python3.13 start.py`, "
            "on Windows `py -3.13 start.py`."
        )
    try:
        if arguments[:1] == ["--test"]:
            install("-e", ".[search,cluster]")
            return run(PYTHON, "-m", "pytest", *arguments[1:])
        if installed() != wanted() or not os.path.exists(PYTHON):
            print("Installing what the lessons need, which takes a minute or two, this once.", flush=True)
            install()
        return run(PYTHON, "-m", "dlhelpers", *arguments)
    except OSError as error:
        sys.exit(f"{error}: put the workbook into a folder of yours where that works, and start again.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
