"""A file that others may want, too: held by one program at a time, and written as a whole or not at all."""

import contextlib
import os
import shutil
import time

try:
    import fcntl

    fcntl.flock  # noqa: B018  (in a browser tab an empty module stands in for this one)
except (ImportError, AttributeError):
    fcntl = None
try:
    import msvcrt
except ImportError:
    msvcrt = None

PATIENCE = 60.0
"""For how many seconds somebody else may hold a file."""
PAUSES = (0.1, 0.2, 0.4, 0.8)
"""Seconds to wait where the old file can't be replaced: on Windows whoever reads it holds it for moments."""


def hold(file):
    """Hold an open file until it is closed, or the process ends or dies; tell whether nobody else holds it."""
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif msvcrt:
            os.lseek(file.fileno(), 2**30, os.SEEK_SET)  # one byte there: what stands before it others can read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        pass  # this file system knows no locks
    return True


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


def put(path, content, temporary=None):
    """Write bytes into a temporary file beside `path`, make sure that they are on the disk, and move it there."""
    temporary = temporary or path.with_name(f".{path.stem}.{os.getpid()}.tmp")
    try:
        if path.exists():
            open(path, "r+b").close()  # what may not be written may not be replaced
        with open(temporary, "wb") as file:
            with contextlib.suppress(OSError):  # there is no old file, or the disk knows no permissions
                shutil.copymode(path, temporary)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        for pause in PAUSES:
            try:
                return os.replace(temporary, path)
            except PermissionError:
                time.sleep(pause)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
