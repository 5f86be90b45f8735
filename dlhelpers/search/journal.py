"""The file of a search: a line for each finished trial, which says of what search it is and ends in a checksum.

Only whole lines count, and nothing that was written is ever changed. So whatever happens to a line, the other trials
stand, and its own runs again.
"""

import contextlib
import json
import os
import zlib

from ..files import hold
from ..validation.arguments import kind


@contextlib.contextmanager
def journal(file, search):
    """Hold the file; yield the trials in it, a dict by their numbers, and a function that adds one.

    Parameters
    ----------
    file : str or Path; None keeps nothing
    search : dict, what all trials have in common: a file of another search is refused
    """
    if file is None:
        yield {}, lambda number, params, result: None
        return
    with opened(file) as stream:
        if not hold(stream):
            raise RuntimeError(f"{file} is in use by a search that still runs: let it end, or name another file.")
        stream.seek(0)
        written = stream.read()
        trials = read(file, written, search)
        gap = b"" if written[-1:] in (b"", b"\n") else b"\n"  # a crash has cut the last line short

        def add(number, params, result):
            nonlocal gap
            text = json.dumps({"number": number, "params": params, "result": result, "search": search}).encode()
            write(file, stream, gap + text + b" " + checksum(text) + b"\n")
            gap = b""

        yield trials, add


def opened(file):
    """Open the file to read and to add to, and make it if it is not there."""
    if not isinstance(file, (str, os.PathLike)):
        raise ValueError(f"file is {kind(file)}; it must name a file, like 'search.log', or be None.")
    try:
        stream = open(file, "a+b", buffering=0)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ValueError(f"{file} cannot be opened ({why}): name a file in a folder that you may write to.") from None
    return stream


def read(file, written, search):
    """Return the trials in the lines that are whole, by their numbers."""
    lines = [line for line in written.split(b"\n") if line.strip()]
    entries = [entry for entry in map(whole, lines) if entry is not None]
    if lines and not entries and b'{"number": ' not in written:
        raise ValueError(f"{file} is not empty, and no trial of a search can be read in it: name another file.")
    trials = {}
    for entry in entries:
        for name, value in search.items():
            if entry["search"][name] != value:
                raise ValueError(f"{file} holds a search with other {name}: name another file to keep both.")
        trials.setdefault(entry["number"], entry)
    if lost := len(lines) - len(entries):
        what = "line that is damaged and does" if lost == 1 else "lines that are damaged and do"
        print(f"{file} has {lost} {what} not count; {len(trials)} trials in it are whole.")
    return trials


def whole(line):
    """Return what a line says if it is as it was written, else None."""
    text, _, told = line.strip().rpartition(b" ")
    return json.loads(text) if text and told == checksum(text) else None


def checksum(text):
    return b"%08x" % zlib.crc32(text)


def write(file, stream, line):
    """Add a line, and return when it is on the disk."""
    if not there(file, stream):
        what = f"{file} was moved, deleted or replaced while the search ran. Put it back, and the same call goes on."
        raise FileNotFoundError(what)
    try:
        if stream.write(line) < len(line):
            raise OSError("there is no room for a line")
        os.fsync(stream.fileno())
    except OSError as error:
        raise RuntimeError(f"{file} could not be written ({error.strerror or error}).") from None


def there(file, stream):
    """Tell whether the file that is open still has its name."""
    try:
        return os.path.samestat(os.stat(file), os.fstat(stream.fileno()))
    except OSError:
        return False
