"""A file that others may want, too: written as a whole or not at all, and changed by one program at a time."""

import contextlib
import os
import shutil
import time

from ..locks import hold

PATIENCE = 60.0
"""For how many seconds somebody else may hold a file."""


@contextlib.contextmanager
def held(path):
    """Wait until nobody else holds the file `path`, and hold it."""
    with open(path, "ab") as file:
        end = time.monotonic() + PATIENCE
        while not hold(file):
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.02)
        yield


def put(path, text, encoding="utf-8", newline="\n"):
    """Write a temporary file beside `path`, make sure that it is on the disk, and move it there."""
    temporary = path.with_name(f".{path.stem}.{os.getpid()}.tmp")
    try:
        with open(temporary, "w", encoding=encoding, newline=newline) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            open(path, "r+b").close()  # what may not be written may not be replaced
            shutil.copymode(path, temporary)
        moved(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def moved(path, target, tries=40):
    """Move a file over another one; Windows refuses that while somebody reads the other, which does not last."""
    try:
        os.replace(path, target)
    except PermissionError:
        if not tries:
            raise
        time.sleep(0.05)
        moved(path, target, tries - 1)
