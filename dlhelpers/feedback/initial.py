"""Look at initial parameters by their properties, since their values are a matter of chance."""

import numpy as np

from .judge import Difference, kind

FORMS = {
    "divided by n_{l-1} itself": lambda n, n_prev, n_0: 1 / n_prev,
    "divided by n_l, the units of the layer itself": lambda n, n_prev, n_0: 1 / n,
    "divided by sqrt(n_l), the units of the layer itself": lambda n, n_prev, n_0: n**-0.5,
    "divided by sqrt(n_l + n_{l-1})": lambda n, n_prev, n_0: (n + n_prev) ** -0.5,
    "divided by the root of the mean of n_l and n_{l-1}": lambda n, n_prev, n_0: (2 / (n + n_prev)) ** 0.5,
    "divided by sqrt(n_l * n_{l-1})": lambda n, n_prev, n_0: (n * n_prev) ** -0.5,
    "divided by n_l * n_{l-1}": lambda n, n_prev, n_0: 1 / (n * n_prev),
    "divided by sqrt(n_0), the size of the input, in every layer": lambda n, n_prev, n_0: n_0**-0.5,
    "multiplied by sqrt(2 / n_l), with the units of the layer itself": lambda n, n_prev, n_0: (2 / n) ** 0.5,
    "multiplied by sqrt(n_{l-1})": lambda n, n_prev, n_0: n_prev**0.5,
    "multiplied by n_{l-1}": lambda n, n_prev, n_0: n_prev,
}
"""The spreads that weights get by a slip in their factor."""


def problem(key, **words):
    stage = "shape" if key in ("init_row_bias", "init_flat_bias", "init_bias_prev", "init_transposed") else "value"
    return Difference(stage, words.get("which", "parameters").strip("`"), key, words)


def differences(case, got, source=""):
    """List what is wrong with the parameters that one call returned."""
    sizes, scale = case.args[0], case.kwargs.get("scale")
    L = len(sizes) - 1
    if not isinstance(got, dict):
        return [Difference("structure", "parameters", "not_a_dict", {"got": kind(got)})]
    wanted = [f"{letter}{l}" for l in range(1, L + 1) for letter in "Wb"]
    if set(got) != set(wanted):
        return keys_differ(got, wanted, L)
    found = []
    for l in range(1, L + 1):
        W, b = got[f"W{l}"], got[f"b{l}"]
        found += shapes_differ(l, W, b, sizes[l], sizes[l - 1])
    if found:
        return found
    for l in range(1, L + 1):
        found += values_differ(f"`W{l}`", np.asarray(got[f"W{l}"]), sizes[l - 1], scale, source)
        if np.any(got[f"b{l}"]):
            found.append(problem("init_bias", which=f"`b{l}`"))
    if scale is None and all(d.key in ("init_unscaled", "init_spread", "he") for d in found):
        if how := scaled_by([got[f"W{l}"] for l in range(1, L + 1)]):
            return [problem("init_scaled_by", how=how)]
    for l in range(2, L + 1):
        a, b = got[f"W{l - 1}"].ravel(), got[f"W{l}"].ravel()
        n = min(len(a), len(b))
        if (
            n > 3
            and not found
            and np.ptp(a[:n]) * np.ptp(b[:n]) > 0
            and abs(np.corrcoef(a[:n], b[:n])[0, 1]) > 0.999999
        ):
            found.append(problem("init_layers_alike", which=f"`W{l}`"))
    return found


def scaled_by(weights):
    """The one wrong factor that gives all large matrices their spread; "" if there is none."""
    large = [(float(np.std(W)), *W.shape) for W in weights if W.size >= 100]
    if all(abs(spread * n_prev**0.5 - 1) < 0.2 for spread, _, n_prev in large):
        return ""
    n_0 = weights[0].shape[1]
    fits = (how for how, form in FORMS.items() if all(abs(s / form(*shape, n_0) - 1) < 0.12 for s, *shape in large))
    return next(fits, "")


def keys_differ(got, wanted, L):
    missing = [key for key in wanted if key not in got]
    if not got:
        return [problem("init_empty")]
    if set(missing) == {f"W{L}", f"b{L}"} and "W0" not in got:
        return [problem("init_last_missing")]
    if set(missing) == {"W1", "b1"} and "W0" not in got:
        return [problem("init_first_missing")]
    if "W0" in got:
        return [problem("init_zero_layer")]
    if set(got) == {"W1", "b1"}:
        return [problem("init_one_layer")]
    if missing:
        words = {"missing": ", ".join(missing), "got": kind(got)}
        return [Difference("structure", "parameters", "missing_keys", words)]
    extra = ", ".join(str(key) for key in got if key not in wanted)
    return [Difference("structure", "parameters", "extra_keys", {"extra": extra})]


def shapes_differ(l, W, b, n, n_prev):
    for name, value, shape in ((f"W{l}", W, (n, n_prev)), (f"b{l}", b, (n, 1))):
        if not isinstance(value, np.ndarray):
            return [Difference("structure", name, "not_an_array", {"got": kind(value), "shape": shape})]
        if value.shape != shape:
            if name[0] == "b" and value.shape == (1, n):
                return [problem("init_row_bias", which=f"`{name}`")]
            if name[0] == "b" and value.shape == (n,):
                return [problem("init_flat_bias", which=f"`{name}`")]
            if name[0] == "b" and value.shape == (n_prev, 1):
                return [problem("init_bias_prev", which=f"`{name}`")]
            if name[0] == "W" and value.shape == shape[::-1]:
                return [problem("init_transposed", which=f"`{name}`")]
            return [Difference("shape", name, "wrong_shape", {"shape": shape, "got": value.shape})]
    return []


def values_differ(key, W, n_prev, scale, source):
    if not np.isfinite(W).all():
        return [Difference("value", key.strip("`"), "not_finite", {"entry": "", "got": "nan"})]
    if scale == 0:
        return [problem("init_scale_zero")] if np.any(W) else []
    if not np.any(W):
        drawn = "rand" in source or "normal" in source
        return [problem("init_zero_product" if drawn else "init_zeros", which=key)]
    if W.size > 2 and np.ptp(W) == 0:
        return [problem("init_same", which=key)]
    if W.size > 8 and min(W.shape) > 1 and (np.ptp(W, axis=0).max() == 0 or np.ptp(W, axis=1).max() == 0):
        return [problem("init_same", which=key)]
    if W.size < 100:
        return []
    if W.min() >= 0:
        return [problem("init_positive", which=key)]
    if abs(W.mean()) > 0.5 * np.std(W):
        return [problem("init_shifted", which=key)]
    wanted = 1 / np.sqrt(n_prev) if scale is None else scale
    spread = float(np.std(W))
    if scale is not None and 0.7 < spread * np.sqrt(n_prev) / wanted < 1.4:
        return [problem("init_scale_on_top")]
    if scale is not None and not 0.7 < spread / wanted < 1.4:
        for how, power in (("the root of `scale`", scale**0.5), ("the square of `scale`", scale**2)):
            if 0.8 < spread / power < 1.25:
                return [problem("init_scale_power", how=how)]
        ignored = any(0.8 < spread / one < 1.25 for one in (1, 1 / np.sqrt(n_prev), 0.01))
        words = {"which": key} if ignored else {"which": key, "spread": spread, "wanted": wanted}
        return [problem("init_scale_ignored" if ignored else "init_scale_spread", **words)]
    if scale is None and abs(spread / wanted - np.sqrt(2)) < 0.12:
        return [Difference("remark", "parameters", "he", {})]
    if scale is None and spread > 1.7 * wanted:
        return [problem("init_unscaled", which=key, spread=spread, wanted=wanted)]
    if scale is None and not 0.45 < spread / wanted and not spread < 0.02:
        return [problem("init_spread", which=key, spread=spread, wanted=wanted)]
    return []
