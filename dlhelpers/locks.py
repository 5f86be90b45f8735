"""A file that one program at a time may hold; the system lets go of it for a program that dies."""

import os

try:
    import fcntl
except ImportError:  # Windows, or a browser
    fcntl = None
try:
    import msvcrt
except ImportError:
    msvcrt = None


def hold(file):
    """Hold an open file until it is closed or the process ends; tell whether nobody else holds it."""
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
