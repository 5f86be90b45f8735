"""What is judged by its properties, since its values are a matter of chance: initial parameters, and own starts."""
# ruff: noqa: E501  (sentences are one line each)

import numpy as np

from .answer import describe, listed
from .judge import Difference, capitals, differences

FORMS = {
    "divided by n_{l-1} itself": lambda n, n_prev, n_0: 1 / n_prev,
    "divided by n_l, the units of the layer itself": lambda n, n_prev, n_0: 1 / n,
    "divided by sqrt(n_l), the units of the layer itself": lambda n, n_prev, n_0: n**-0.5,
    "divided by sqrt(n_l + n_{l-1})": lambda n, n_prev, n_0: (n + n_prev) ** -0.5,
    "multiplied by sqrt(2 / (n_l + n_{l-1}))": lambda n, n_prev, n_0: (2 / (n + n_prev)) ** 0.5,
    "divided by sqrt(n_0), the size of the input, in every layer": lambda n, n_prev, n_0: n_0**-0.5,
    "multiplied by sqrt(2 / n_l), with the units of the layer itself": lambda n, n_prev, n_0: (2 / n) ** 0.5,
    "multiplied by 2 / sqrt(n_{l-1}), twice too large": lambda n, n_prev, n_0: 2 * n_prev**-0.5,
    "multiplied by sqrt(n_{l-1})": lambda n, n_prev, n_0: n_prev**0.5,
}
"""The spreads that weights get by a slip in their factor."""
HE = "the weights are sqrt(2) times as large as ours, which suits relu (He and others, 2015); ours have 1 / sqrt(n_{l-1})"
NORMAL = "draw them from the normal distribution, with randn or standard_normal"


def initial(case, got):
    """List what is wrong with the parameters that one call of initialize_parameters_deep returned."""
    sizes, scale = case.args[0], case.kwargs.get("scale")
    layers = range(1, len(sizes))
    shapes = {f"W{l}": (sizes[l], sizes[l - 1]) for l in layers} | {f"b{l}": (sizes[l], 1) for l in layers}
    if not isinstance(got, dict):
        return [Difference("structure", "", f"it returns {describe(got)}; it should return the dict `parameters`")]
    if missing := [key for key in shapes if key not in got]:
        told = f"`parameters` has no {listed(missing)}; it is {describe(got)}{capitals(missing, got)}"
        return [Difference("structure", "parameters", told)]
    if extra := [str(key)[:20] for key in got if key not in shapes]:
        why = ", since layer 0 is the input and has none" if "W0" in extra else ""
        told = f"`parameters` has {listed(extra)}, which do not belong there{why}"
        return [Difference("structure", "parameters", told)]
    found = [one for name, shape in shapes.items() for one in of_its_kind(name, got[name], shape)]
    if any(one.place[0] == "W" for one in found):
        told = numbers("`W1`", got["W1"], scale) if np.ndim(got["W1"]) == 2 else ""
        return [*found, *[Difference("value", "W1 numbers", told)] * bool(told)]
    return found + weights([got[f"W{l}"] for l in layers], scale)


def of_its_kind(name, value, shape):
    """What is wrong with the type, the shape or the sort of numbers of one parameter."""
    if type(value) is not np.ndarray or value.dtype not in (np.float64, np.float32):
        told = f"`{name}` is {describe(value)}; it should be an array of floats of shape {shape}"
        return [Difference("type", name, told)]
    if value.shape != shape:
        letters = "(n_l, n_{l-1}), a row for each unit of its layer" if name[0] == "W" else "(n_l, 1)"
        told = f"`{name}` has shape {value.shape}; it should be {shape}, that is {letters}"
        return [Difference("shape", name, told)]
    if not np.isfinite(value).all():
        return [Difference("value", name, f"`{name}` holds numbers that are not finite")]
    if name[0] == "b" and np.any(value):
        return [Difference("value", name, f"`{name}` is not zero: start the biases with np.zeros((n, 1))")]
    return []


def weights(W, scale):
    """What is wrong with the numbers of the weights, layer by layer."""
    for l, one in enumerate(W, start=1):
        if told := numbers(f"`W{l}`", one, scale):
            return [Difference("value", f"W{l}", told)]
    for l in range(1, len(W)):
        n = min(W[l - 1].size, W[l].size)
        a, b = W[l - 1].ravel()[:n], W[l].ravel()[:n]
        if n > 3 and np.ptp(a) * np.ptp(b) > 0 and abs(np.corrcoef(a, b)[0, 1]) > 0.999999:
            told = f"`W{l + 1}` repeats the numbers of the layer before: make the generator once, before the loop"
            return [Difference("value", f"W{l + 1}", told)]
    return spread([one for one in W if one.size >= 100], W[0].shape[1], scale)


def numbers(name, W, scale):
    """What is wrong with the numbers of one matrix; "" if nothing is."""
    if scale == 0:
        return "a `scale` of 0 is taken for none: ask `if scale is None`, since 0 counts as false" if np.any(W) else ""
    if not np.any(W):
        return f"{name} is all zeros, so all units of a layer compute the same and learn the same: only random weights, as randn or standard_normal draw them, tell them apart"
    rows = W.size > 8 and min(W.shape) > 1 and (np.ptp(W, axis=0).max() == 0 or np.ptp(W, axis=1).max() == 0)
    if W.size > 2 and (np.ptp(W) == 0 or rows):
        return f"{name} holds the same number everywhere: draw one for each weight, with the shape (n_l, n_{{l-1}})"
    if W.size < 100:
        return ""
    if W.min() >= 0:
        return f"{name} has no negative numbers, as rand gives them: {NORMAL}"
    if abs(W.mean()) > 0.5 * W.std():
        return f"{name} is not centred on 0: draw normal numbers, whose mean is 0, and only multiply or divide them"
    if W.size > 900 and np.mean(((W - W.mean()) / W.std()) ** 4) < 2.2:  # 3 for normal numbers, 1.8 for even ones
        return f"{name} is drawn uniformly between two limits: {NORMAL}"
    return ""


def spread(W, n_0, scale):
    """What is wrong with the standard deviations of the large matrices."""
    if not W:
        return []
    stds = [float(one.std()) for one in W]
    wanted = [scale if scale is not None else one.shape[1] ** -0.5 for one in W]
    ratios = [one / other for one, other in zip(stds, wanted, strict=True)]
    if scale is not None:
        if 0.7 < ratios[0] < 1.4:
            return []
        told = f"where `scale` is {scale:g}, the weights have a standard deviation of about {stds[0]:.1g}: it should be `scale`"
        if 0.7 < ratios[0] * W[0].shape[1] ** 0.5 < 1.4:
            told += " alone, and nothing is divided by sqrt(n_{l-1}) then"
        return [Difference("value", "W1", told)]
    if all(0.8 < ratio < 1.25 for ratio in ratios) or max(stds) < 0.02:
        return []
    if all(1.25 < ratio < 1.6 for ratio in ratios):
        return [Difference("remark", "parameters", HE)]
    told = f"`W1`, with {W[0].shape[1]} inputs, has a standard deviation of about {stds[0]:.1g}: divide normal numbers by sqrt(n_{{l-1}}), which gives {wanted[0]:.2g} here; the classic `* 0.01` passes, too"
    for how, form in FORMS.items():
        if all(abs(std / form(*one.shape, n_0) - 1) < 0.12 for std, one in zip(stds, W, strict=True)):
            told = f"the weights are {how}: divide them by sqrt(n_{{l-1}}), the root of the number of inputs of a unit"
            break
    return [Difference("value", "W1", told)]


def training(case, expected, got):
    """For training from a start of its own: shapes, the number of costs, and a cost that falls."""
    found = [one for one in differences("L_layer_model", expected, got) if one.stage != "value"]
    if not any(one.stage == "structure" for one in found):
        costs = [float(one) for one in got[1]]
        if not np.isfinite(costs).all() or (len(costs) > 1 and not costs[-1] < costs[0]):
            found.append(Difference("value", "costs", "the cost does not fall"))
    return found
