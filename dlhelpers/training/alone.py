"""One run at a time writes a file: a note beside it says whose turn it is, and counts only while that process lives."""

import contextlib
import errno
import functools
import os
import re
import secrets
import shutil
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, or a browser
    fcntl = None
try:
    import msvcrt
except ImportError:
    msvcrt = None


PAUSES = (0.1, 0.2, 0.4)
"""Seconds to wait where the old file can't be replaced: a sync client or virus scanner holds it for moments."""


@contextlib.contextmanager
def alone(path):
    """Give a function that writes bytes to the file, as a whole or not at all, while no other run is at it.

    A run that was killed leaves its note, and perhaps its temporary file: the next one takes both away.
    """
    note, temporary = Path(f"{path}.lock"), Path(f"{path}.{secrets.token_hex(8)}.tmp")
    file = None
    try:
        if file := take(note, path.name):
            with contextlib.suppress(OSError):  # on a full disk
                file.truncate(0)
                file.write(f"process {os.getpid()} writes {temporary.name}".encode("utf-8", "surrogateescape"))
        yield functools.partial(write, path, temporary)
    finally:
        temporary.unlink(missing_ok=True)
        if file:
            leave(file, note)


def write(path, temporary, content):
    """Put a new file in the place of the old one, with its permissions, in one step."""
    try:
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with open(temporary, "wb") as file:
            with contextlib.suppress(OSError):  # there is no old file, or the disk knows no permissions
                shutil.copymode(path, temporary)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        for pause in PAUSES:
            try:
                return os.replace(temporary, path)
            except OSError:
                time.sleep(pause)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def take(note, name):
    """Return the note, open and held; None in a folder that takes none, since that takes no other file either."""
    while True:
        try:
            file = open(note, "a+b", buffering=0)
        except OSError:
            return None
        try:
            free = hold(file)
            file.seek(0)
            text = file.read(2000).decode("utf-8", "surrogateescape")
            left = re.fullmatch(rf"process (\d+) writes ({re.escape(name)}\.[0-9a-f]{{16}}\.tmp)", text)
            if not free:
                process = f" in process {left[1]}" if left else ""
                raise OSError(f"Another run{process} is at {name}: let it end first, or name another file.")
            if text and not left:
                raise OSError(f"{note.name} is in the way and not of a run: move it, or name another file than {name}.")
            if note.exists() and os.path.samestat(os.fstat(file.fileno()), note.stat()):
                if left:
                    note.with_name(left[2]).unlink(missing_ok=True)
                return file
        except BaseException:
            file.close()
            raise
        file.close()  # whose it was has just taken it away


def hold(file):
    """Hold an open file until it is closed or the process ends; tell whether nobody else holds it."""
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif msvcrt:
            os.lseek(file.fileno(), 2**20, os.SEEK_SET)  # one byte there: what stands before it others can read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a file system that knows no locks
        pass
    return True


def leave(file, note):
    """Take the note away; Windows does that with closed files alone."""
    if not fcntl:
        file.close()
    with contextlib.suppress(OSError):
        note.unlink()
    file.close()
