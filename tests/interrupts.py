"""An interrupt at a chosen place: before one of the lines that a call runs."""

import sys


def interrupted_at(line, call, files):
    """Make a call and interrupt it before the `line`-th line that it runs in these files; tell if it came so far."""
    left = [line]

    def trace(frame, event, _):
        if not frame.f_code.co_filename.startswith(files):
            return None
        if event == "line":
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(before)
    return left[0] <= 0
