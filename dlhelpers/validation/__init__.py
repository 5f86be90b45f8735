"""What public functions ask of their arguments, said in one sentence where it is not met."""

import contextvars
import functools
import inspect

_called_from_outside = contextvars.ContextVar("called_from_outside", default=True)


def validated(check):
    """Have `check` look at the arguments of a call from outside, and replace those it returns.

    What one function of the reference hands to another has been looked at already and is not checked again.
    """

    def decorate(function):
        signature = inspect.signature(function)

        @functools.wraps(function)
        def checked(*args, **kwargs):
            __tracebackhide__ = True  # IPython, too, leaves out such a line between the learner's own
            if not _called_from_outside.get():
                return function(*args, **kwargs)
            try:
                bound = signature.bind(*args, **kwargs)
                bound.apply_defaults()
                bound.arguments.update(check(**bound.arguments))
            except (TypeError, ValueError) as error:
                raise error.with_traceback(None) from None  # below the learner's line there is only its sentence
            inside = contextvars.copy_context()  # whatever ends the call, outside nothing has changed
            inside.run(_called_from_outside.set, False)
            return inside.run(function, *bound.args, **bound.kwargs)

        return checked

    return decorate
