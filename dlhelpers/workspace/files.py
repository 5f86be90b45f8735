"""A file that others may want, too: written as a whole or not at all, and changed by one program at a time."""

import contextlib
import errno
import os
import shutil
import time

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
try:
    import msvcrt
except ImportError:  # everywhere else
    msvcrt = None

PATIENCE = 60.0
"""For how many seconds somebody else may hold a file."""
HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What a system answers where somebody else holds a file; anything else comes from a drive that knows no locks."""


@contextlib.contextmanager
def held(path):
    """Wait until nobody else holds the file `path`, and hold it; the system lets go of it for a program that dies."""
    with open(path, "ab") as file:
        end = time.monotonic() + PATIENCE
        while not taken(file):
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.02)
        yield


def taken(file):
    """Take hold of an open file, if nobody else does, and tell whether that worked."""
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif msvcrt:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError as error:
        return error.errno not in HELD
    return True


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
