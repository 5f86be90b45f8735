"""What each picture asks of its arguments; returned are those to draw, as arrays."""

import numpy as np

from .arguments import array, is_images, kind, labels, whole_number


def plane(X):
    """Return X as points of a plane, (2, m)."""
    X = array("X", X)
    if X.shape[0] != 2:
        fix = " Did you mean X.T?" if X.shape[1] == 2 else ""
        raise ValueError(f"X has shape {X.shape}; points of a plane are columns, so it must be (2, m).{fix}")
    return X


def points(X, Y):
    X = plane(X)
    return X, labels(Y, X)


def called(name, function, X):
    """Return what a function of the learner gives for X."""
    if not callable(function):
        raise ValueError(f"{name} is {kind(function)}; it must be a function of X, like lambda X: ...")
    return function(X)


def probability(function, X):
    """Return the probabilities that a function gives for the columns of X, (1, k)."""
    AL = called("probability", function, X)
    if isinstance(AL, (tuple, dict)):
        raise ValueError(
            f"probability returned {kind(AL)}; it must return AL alone: L_model_forward(X, parameters)[0]."
        )
    AL = array("AL", AL)
    if AL.shape != (1, X.shape[1]):
        raise ValueError(f"probability returned shape {AL.shape} for {X.shape[1]} points; it must be {1, X.shape[1]}.")
    if AL.min() < 0 or AL.max() > 1:
        raise ValueError(f"probability returned {AL[(AL < 0) | (AL > 1)][0]:g}; probabilities lie from 0 to 1.")
    return AL


def activations(function, X):
    """Return the activations of each hidden layer that a function gives for the columns of X."""
    layers = called("activations", function, X)
    if not isinstance(layers, (list, tuple)) or len(layers) == 0:
        raise ValueError(f"activations returned {kind(layers)}; it must return the list of A1, ..., A(L-1).")
    layers = [array(f"A{l}", A) for l, A in enumerate(layers, start=1)]
    for l, A in enumerate(layers, start=1):
        if A.shape[1] != X.shape[1]:
            raise ValueError(
                f"activations returned A{l} of shape {A.shape}; for {X.shape[1]} points it needs as many columns."
            )
        if A.min() < 0:
            raise ValueError(f"activations returned {A.min():g} in A{l}; what is drawn is 0 or more, as relu gives it.")
    return layers


def named(name, curves, colors):
    """Return a dict of what is drawn by name, for which there are colours."""
    if not isinstance(curves, dict) or not curves:
        raise ValueError(f"{name} is {kind(curves)}; it must be a dict that gives each a name, like {{'deep': costs}}.")
    if len(curves) > colors:
        raise ValueError(f"{name} holds {len(curves)}; there are {colors} colours, so draw {colors} at most.")
    return curves


def series(name, values):
    """Return one number for each step, (n,)."""
    values = array(name, values, ndim=None)
    if values.ndim != 1:
        raise ValueError(f"{name} has shape {values.shape}; it must be (n,), one number for each step.")
    return values


def costs(curves, every, colors):
    whole_number("every", every, 1)
    if isinstance(curves, (list, np.ndarray)):
        return {"cost": series("curves", curves)}
    curves = named("curves", curves, colors)
    return {name: series(f"curves[{name!r}]", values) for name, values in curves.items()}


def runs(x, curves, colors):
    """Return x and, for each curve, (len(x), runs)."""
    x, found = series("x", x), {}
    for name, values in named("curves", curves, colors).items():
        values = array(f"curves[{name!r}]", values, ndim=None)
        if values.ndim not in (1, 2) or len(values) != len(x):
            fix = f" Did you mean curves[{name!r}].T?" if values.ndim == 2 and values.shape[1] == len(x) else ""
            raise ValueError(
                f"curves[{name!r}] has shape {values.shape}; x has {len(x)}, so it must be ({len(x)}, runs).{fix}"
            )
        found[name] = values.reshape(len(x), -1)
    return x, found


def study(study):
    """Return the trials that ran to their end."""
    if not hasattr(study, "get_trials"):
        raise ValueError(f"study is {kind(study)}; it must be the study that dl.search returns.")
    trials = [trial for trial in study.get_trials(deepcopy=False) if trial.value is not None]
    if not trials:
        raise ValueError("study has no trial that ran to its end; search_table(study) says what came of them.")
    return trials


def shares(bars, names, colors):
    """Return the parts of each bar, as shares of it, and the names of the parts."""
    names, found = texts("names", names), {}
    if not 0 < len(names) <= colors:
        raise ValueError(f"names has {len(names)}; there are {colors} colours, so name 1 to {colors} parts.")
    for name, sizes in named("bars", bars, np.inf).items():
        sizes = series(f"bars[{name!r}]", sizes)
        if len(sizes) != len(names):
            raise ValueError(f"bars[{name!r}] has {len(sizes)} parts and names {len(names)}; each part needs its name.")
        if sizes.min() < 0 or sizes.sum() == 0:
            raise ValueError(f"bars[{name!r}] is {sizes.tolist()}; parts are 0 or more, and one must be more.")
        found[name] = sizes / sizes.sum()
    return found, names


def texts(name, values):
    listed = values.tolist() if isinstance(values, np.ndarray) else values
    if not isinstance(listed, (list, tuple)):
        raise ValueError(f"{name} is {kind(values)}; it must be a list of names.")
    return [str(value) for value in listed]


def images(pictures, titles, columns):
    """Return pictures of (height, width) or (height, width, channels), the title of each, and the columns."""
    columns = whole_number("columns", columns, 1)
    if is_images(pictures):
        raise ValueError("pictures is Images, which holds columns; give the images themselves.")
    shape = np.shape(pictures) if not isinstance(pictures, (list, tuple)) else ()
    if len(shape) == 2:
        raise ValueError(f"pictures has shape {shape}; it must be (k, height, width, channels), not flattened.")
    if len(shape) == 3 and shape[-1] in (3, 4):
        raise ValueError(
            f"pictures has shape {shape}: for one picture in colour give [picture], "
            f"for {shape[0]} grey ones shape {(*shape, 1)}."
        )
    if not isinstance(pictures, (list, tuple)) and len(shape) not in (3, 4) or len(pictures) == 0:
        raise ValueError(f"pictures is {kind(pictures)}; it must be (k, height, width, channels), one picture or more.")
    pictures = [picture(f"pictures[{k}]", each) for k, each in enumerate(pictures)]
    if titles is not None:
        titles = texts("titles", titles)
        if len(titles) != len(pictures):
            raise ValueError(f"titles has {len(titles)} and pictures {len(pictures)}; each picture needs its title.")
    return pictures, titles, columns


def picture(name, pixels):
    """Return one picture, whose colours are in the range that is drawn as it is."""
    pixels = array(name, pixels, ndim=None, convert=False)
    if pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] not in (1, 3, 4)):
        raise ValueError(
            f"{name} has shape {pixels.shape}; it must be (height, width), with 1, 3 or 4 channels at its end."
        )
    if pixels.ndim == 3 and pixels.shape[2] > 1:
        most = 1 if pixels.dtype.kind == "f" else 255
        if pixels.min() < 0 or pixels.max() > most:
            wrong = pixels.min() if pixels.min() < 0 else pixels.max()
            raise ValueError(f"{name} holds {wrong:g}; colours are floats from 0 to 1, or whole numbers from 0 to 255.")
    return pixels


def classes(classes):
    names = texts("classes", classes)
    if len(names) != 2:
        raise ValueError(f"classes has {len(names)} names; it must have two, of label 0 and of label 1.")
    return names
