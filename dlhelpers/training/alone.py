"""One run at a time writes a file: a note beside it says whose turn it is, and counts only while that process lives."""

import contextlib
import os
import re
import secrets
from pathlib import Path

from .. import files


class Turn:
    """The turn to write one file, from take() to leave()."""

    def __init__(self, path):
        self.path, self.note = path, Path(f"{path}.lock")
        self.temporary = Path(f"{path}.{secrets.token_hex(8)}.tmp")
        self.file, self.mine = None, False

    def take(self):
        """Hold the note, unless another run does, and take away the temporary file of one that was killed."""
        for _ in range(9):  # a run that ends at this moment takes away the note that was just opened
            try:
                self.file = open(self.note, "a+b", buffering=0)
            except OSError:  # a folder that takes no note takes no other file either: `write` tells it
                return
            free = files.hold(self.file)
            self.file.seek(0)
            text = self.file.read(2000).decode("utf-8", "surrogateescape")
            left = re.fullmatch(rf"process (\d+) writes ({re.escape(self.path.name)}\.[0-9a-f]{{16}}\.tmp)", text)
            if not free:
                process = f" in process {left[1]}" if left else ""
                raise OSError(f"Another run{process} is at {self.path.name}: let it end first, or name another file.")
            if text and not left:
                raise OSError(f"{self.note.name} is in the way and not of a run: move it, or name another file.")
            if (
                not files.fcntl
                or self.note.exists()
                and os.path.samestat(os.fstat(self.file.fileno()), self.note.stat())
            ):
                break
            self.file.close()
        self.mine = True
        if left:
            self.note.with_name(left[2]).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # on a full disk
            self.file.truncate(0)
            self.file.write(f"process {os.getpid()} writes {self.temporary.name}".encode("utf-8", "surrogateescape"))

    def leave(self):
        """Take the note away; Windows does that with closed files alone."""
        try:
            if self.mine:
                self.temporary.unlink(missing_ok=True)
                if not files.fcntl:
                    self.file.close()
                with contextlib.suppress(OSError):
                    self.note.unlink()
        finally:
            self.mine = False
            if self.file:
                self.file.close()

    def write(self, content):
        """Put a new file in the place of the old one, with its permissions, in one step."""
        files.put(self.path, content, self.temporary)
