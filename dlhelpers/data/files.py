"""What lies at a path: a file that can be read, or one sentence about what is there instead."""

import os
import stat
from contextlib import contextmanager

FOREIGN = {  # how files begin that are taken for others, in small letters
    b"version https://git-lfs": "is a Git LFS pointer, not the file",
    b"<!doctype": "is a web page, not the file",
    b"<html": "is a web page, not the file",
    b"<?xml": "is a web page, not the file",
    b"pk\3\4": "is a ZIP or .npz, not an HDF5 file",
    b"\x93numpy": "is a .npy, not an HDF5 file",
    b"\x1f\x8b": "is a .gz, not an HDF5 file",
    b"\x89png": "is a PNG picture, not an HDF5 file",
    b"\xff\xd8\xff": "is a JPEG picture, not an HDF5 file",
    b"%pdf": "is a PDF, not an HDF5 file",
}


@contextmanager
def reached(path, missing=None, meaning=None):
    """Turn what goes wrong with a file into one sentence.

    Parameters
    ----------
    path : Path
    missing : the whole sentence if nothing is there
    meaning : function that says of an error which does not come from the system what it tells about the file
    """
    name = short(path.name)
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileNotFoundError(missing or f"{name} is missing from {short(path.parent.absolute())}.") from error
    except Exception as error:
        if isinstance(error, MemoryError):
            fault = "needs more memory than is free."
        elif isinstance(error, PermissionError):
            fault = f"may not be read ({os.strerror(error.errno)}): give yourself the right to read it and its folder."
        elif isinstance(error, BlockingIOError):
            fault = "is open for writing: close it there (file.close()), or end the program or kernel that holds it."
        elif isinstance(error, OSError) and error.errno:
            fault = f"can't be read ({os.strerror(error.errno)})."
        elif meaning:
            fault = meaning(error)
        else:
            raise
        raise ValueError(f"{name} {fault}") from error


def no_file(path):
    """Say what is at a path in place of a file that holds something; None if one is there."""
    found = os.stat(path)
    if not stat.S_ISREG(found.st_mode):
        return "is not a file"
    return None if found.st_size else "is empty"


def foreign(path):
    """Say what a file that is not HDF5 is instead, as far as its first bytes tell; None if they do not."""
    with open(path, "rb") as file:
        start = file.read(512).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    text = start[:1].isascii() and not set(start) & set(range(9))
    known = (what for beginning, what in FOREIGN.items() if start.startswith(beginning))
    return next(known, "begins like text, not like HDF5" if text else None)


def short(value, most=60):
    """Return the text of a value, cut where it is too long for a sentence."""
    text = str(value)
    return text if len(text) <= most else f"{text[: most - 1]}…"
