"""The space of a search: what may vary, and what each name may be."""

import numbers

from ..validation.arguments import kind, real_number, short, whole_number


def units(name, value):
    """Return the units of the hidden layers as a tuple."""
    if not isinstance(value, (list, tuple)):
        raise ValueError(
            f"hidden has the choice {short(value)}; each is a list of units, like (20, 7), or () for none."
        )
    choice = short(value)
    return tuple(whole_number(f"hidden layer {l} of the choice {choice}", size, 1) for l, size in enumerate(value, 1))


def count(name, value):
    return whole_number(name, value, 1)


def count_or_none(name, value):
    return None if value is None else count(name, value)


def rate(name, value):
    real_number(name, value, above=0)
    return plain(value)


def number_or_none(name, value):
    if value is not None:
        real_number(name, value)
    return None if value is None else plain(value)


def plain(value):
    return int(value) if isinstance(value, numbers.Integral) else float(value)


DEFAULTS = {"hidden": (), "learning_rate": 0.0075, "num_iterations": 500, "batch_size": None, "scale": None}
"""What a space may vary: the units of the hidden layers, and arguments of L_layer_model."""
CHOICES = dict(zip(DEFAULTS, (units, rate, count, count_or_none, number_or_none), strict=True))
"""What reads one choice."""


def read_space(space, sampler):
    """Return the space in plain numbers and tuples, or say what is wrong in it."""
    if not isinstance(space, dict) or not space:
        raise ValueError(f"space is {kind(space)}; it must be a dict that says what varies of {', '.join(DEFAULTS)}.")
    return {name: read_values(name, values, sampler) for name, values in space.items()}


def read_values(name, values, sampler):
    if name not in DEFAULTS:
        raise ValueError(f"space has {short(name)}; it may vary {', '.join(DEFAULTS)}.")
    if isinstance(values, list) and values:
        choices = [CHOICES[name](name, value) for value in values]
        if len({*map(str, choices)}) < len(choices):
            raise ValueError(f"{name} is {short(values)}; each choice must be there once.")
        return choices
    if name == "hidden":
        raise ValueError(f"hidden is {short(values)}; it must be a list of choices, like [(), (20,), (20, 7)].")
    if not in_order(values):
        text = short(values)
        raise ValueError(f"{name} is {text}; it must be a list of choices, or (low, high) with 0 < low < high.")
    if sampler == "grid":
        raise ValueError(f"{name} is the range {short(values)}; a grid needs a list of choices.")
    return tuple(CHOICES[name](name, value) for value in values)


def in_order(values):
    """Tell whether `values` is a range (low, high) that can be drawn by its logarithm."""
    if not isinstance(values, tuple) or len(values) != 2:
        return False
    real = all(isinstance(value, numbers.Real) and not isinstance(value, bool) for value in values)
    return real and 0 < values[0] < values[1]


def setting_of(trial, space):
    """Return the values of a trial as `space` has them."""
    choices = {
        name: {str(value): value for value in values} for name, values in space.items() if isinstance(values, list)
    }
    return {name: choices[name][value] if name in choices else value for name, value in trial.params.items()}
