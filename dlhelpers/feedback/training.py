"""What L_layer_model alone is looked at for: the start it asks for, a cost that falls, the seed it hands on."""

import inspect

from . import cases, judge, sandbox
from .learner import in_place_of
from .sentences import say


def sizes_asked(attempt, case):
    """The sizes with which training calls initialize_parameters_deep."""
    asked = []

    def recording(layer_dims, *_, **__):
        asked.append(list(layer_dims))
        return cases.start(asked[-1])

    names = {key: value for key, value in cases.reference().items() if key in cases.NAMES and key != attempt.name}
    with in_place_of(attempt.function, {**names, "initialize_parameters_deep": recording}):
        sandbox.run(attempt.function, case.args, {}, 1.0)
    return asked


def other_sizes(attempt):
    """Say so if the network is begun with sizes of its own; "" if not."""
    got = ""
    for case in attempt.calls[:2]:
        asked = sizes_asked(attempt, case)
        if not asked or asked[0] == list(case.args[2]):
            return ""
        got = asked[0]
    return say("fixed_sizes", f=attempt.name, got=got)


def by_properties(attempt, outcomes, found):
    """For training from a start of its own: shapes, and a cost that falls; the values are a matter of chance."""
    if sizes_asked(attempt, attempt.calls[2]):
        return found  # it begins with initialize_parameters_deep, so the values can be held against ours
    costs = [outcome.value[1] for outcome in outcomes if judge.alike(outcome.value, 2)]
    falls = len(costs) == len(outcomes) and all(len(one) < 2 or one[-1] < one[0] for one in costs)
    given = [bool(case.kwargs) for case in attempt.calls]
    return [
        [d for d in differences if d.stage != "value" or kept or not falls]
        for differences, kept in zip(found, given, strict=True)
    ]


def remarks(attempt):
    """Remarks on what training does beside its results: seeds that it drops, and words that nobody asked for."""
    case, handed = attempt.calls[2], []

    def recording(layer_dims, *args, rng=None, **_):
        handed.append(rng or args)
        return cases.start(layer_dims)

    with in_place_of(attempt.function, {"initialize_parameters_deep": recording}):
        seeded = "rng" in inspect.signature(attempt.function).parameters
        outcome = sandbox.run(attempt.function, case.args, {"rng": 5} if seeded else {}, 1.0)
        asked = sandbox.run(attempt.function, (*case.args[:-1], True), {}, 1.0)
    dropped = seeded and handed and handed[0] not in (5, (5,))
    return (
        [say("rng_dropped")] * dropped
        + [say("prints_always")] * bool(outcome.printed.strip())
        + [say("prints_never")] * (not asked.printed.strip())
    )
