"""Pictures: each function draws one answer to one question and returns its Axes."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from .validation import functions
from .validation import pictures as asked
from .validation.arguments import kind

COLORS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]
"""Label 0 is blue, label 1 vermillion: Okabe and Ito's palette, told apart by colour-blind readers too."""

_SIDES = ListedColormap(["#CCE3F0", "#F7DFCC"])


def points(X, Y, ax=None):
    """Which point carries which label? X is (2, m), Y is (1, m)."""
    X, Y = asked.points(X, Y)
    ax = _axes(ax, 4, 3.6)
    for label, marker in ((0, "o"), (1, "s")):
        x1, x2 = X[:, Y[0] == label]
        ax.scatter(x1, x2, s=16, c=COLORS[label], marker=marker, edgecolors="white", linewidths=0.4)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    return ax


def boundary(probability, X, Y, ax=None):
    """Where does the answer change? `probability` gives AL (1, k) for any X (2, k)."""
    X, Y = asked.points(X, Y)
    x1, x2 = _plane(X, 200)
    AL = asked.probability(probability, np.vstack([x1.ravel(), x2.ravel()]))
    ax = _axes(ax, 4, 3.6)
    ax.contourf(x1, x2, AL.reshape(x1.shape) > 0.5, levels=[-0.5, 0.5, 1.5], cmap=_SIDES)
    return points(X, Y, ax)


def hidden_units(activations, X, ax=None):
    """Where does each hidden unit answer? `activations` gives the list of A_1, ..., A_{L-1} for any X (2, k).

    One row for each layer, one tile for each unit, over the plane of X: white is 0, black the unit's largest value.
    """
    side, step = 30, 32
    x1, x2 = _plane(asked.plane(X), side)
    layers = asked.activations(activations, np.vstack([x1.ravel(), x2.ravel()]))
    ax = _axes(ax, 5.5, 2.5)
    tiles = np.full((step * len(layers) - 2, step * max(map(len, layers)) - 2), np.nan)
    for l, A in enumerate(layers):
        for j, values in enumerate(A):
            largest = values.max() or 1  # a unit that is shut everywhere stays white
            tiles[step * l :, step * j :][:side, :side] = values.reshape(side, side)[::-1] / largest
    ax.imshow(tiles, cmap="Greys", vmin=0, vmax=1)
    names = [f"$A_{{{l}}}$" for l in range(1, len(layers) + 1)]
    ax.set(xticks=[], yticks=step * np.arange(len(layers)) + side / 2, yticklabels=names, facecolor=COLORS[0])
    ax.tick_params(length=0)
    return ax


def costs(curves, ax=None, every=100):
    """How did the cost fall? `curves` maps a name to the costs that L_layer_model returned, or is those of one run."""
    curves = asked.costs(curves, every, len(COLORS))
    ax = _axes(ax, 5.5, 3.2)
    for (name, values), color in zip(curves.items(), COLORS, strict=False):
        ax.plot(every * np.arange(len(values)), values, color=color, label=name)
    ax.set(xlabel="iteration", ylabel="cost $J$")
    ax.legend(frameon=False)
    return ax


def runs(x, curves, ax=None, xlabel="", ylabel="", **settings):
    """How does a result depend on x, and how far do repeated runs lie apart? `curves` maps a name to (len(x), runs).

    `settings` are those of ax.set, such as yscale="log".
    """
    x, curves = asked.runs(x, curves, len(COLORS))
    ax = _axes(ax, 5.5, 3)
    for (name, values), color in zip(curves.items(), COLORS, strict=False):
        ax.plot(x, values, ".", color=color, markersize=4)
        ax.plot(x, values.mean(axis=1), color=color, label=name)
    ax.set(xlabel=xlabel, ylabel=ylabel, **settings)
    ax.legend(frameon=False)
    return ax


def search_history(study, ax=None):
    """How good was each trial of a search, and the best so far? The value is the mean share right over the starts."""
    trials = asked.study(study)
    ax = _axes(ax, 5.5, 3)
    numbers, values = [trial.number for trial in trials], [trial.value for trial in trials]
    ax.plot(numbers, values, ".", color=COLORS[0], label="trial")
    ax.step(numbers, np.maximum.accumulate(values), color=COLORS[1], where="post", label="best so far")
    ax.set(xlabel="trial", ylabel="validation, share right")
    ax.legend(frameon=False)
    return ax


def shares(bars, names, ax=None):
    """What does each whole consist of? `bars` maps a name to the sizes of its parts, `names` names the parts."""
    bars, names = asked.shares(bars, names, len(COLORS))
    ax = _axes(ax, 7, 0.45 * len(bars) + 1)
    parts = np.array([*bars.values()]).T
    for part, left, name, color in zip(parts, np.cumsum(parts, axis=0) - parts, names, COLORS, strict=False):
        ax.barh(list(bars), part, left=left, label=name, color=color)
    ax.set(xlim=(0, 1))
    ax.invert_yaxis()
    ax.legend(frameon=False, ncols=len(names), loc="lower center", bbox_to_anchor=(0.5, 1))
    return ax


def images(pictures, titles=None, columns=6):
    """What do these pictures show? `pictures` is (k, height, width, channels), with a title each."""
    pictures, titles, columns = asked.images(pictures, titles, columns)
    rows = -(-len(pictures) // columns)
    grid = _subplots(rows, columns, figsize=(1.3 * columns, 1.55 * rows), squeeze=False)
    for ax in grid.flat:
        ax.axis("off")
    for k, picture in enumerate(pictures):
        grid.flat[k].imshow(picture, cmap="gray")
        if titles is not None:
            grid.flat[k].set_title(titles[k], fontsize=9)
    return grid


def confusion(predictions, Y, classes, ax=None):
    """Which label is taken for which? Counts of examples, true labels in rows and answers in columns."""
    predictions, Y = functions.predictions(predictions, Y).values()
    classes = asked.classes(classes)
    ax = _axes(ax, 3.2, 2.8)
    counts = np.array([[np.sum((Y == true) & (predictions == answer)) for answer in (0, 1)] for true in (0, 1)])
    ax.imshow(counts, cmap="Blues", vmin=0, vmax=1.4 * counts.max())
    for true, answer in np.ndindex(counts.shape):
        ax.text(answer, true, f"{counts[true, answer]}", ha="center", va="center", fontsize=14)
    ax.set(xticks=(0, 1), yticks=(0, 1), xticklabels=classes, yticklabels=classes, xlabel="answer", ylabel="truth")
    ax.tick_params(length=0)
    return ax


def _plane(X, side):
    """Return the coordinates of side by side points around X."""
    low, high = X.min(axis=1) - 0.2, X.max(axis=1) + 0.2
    return np.meshgrid(np.linspace(low[0], high[0], side), np.linspace(low[1], high[1], side))


def _axes(ax, width, height):
    """Return the Axes that were given, or new ones."""
    if ax is None:
        return _subplots(figsize=(width, height))
    if not isinstance(ax, Axes):
        raise ValueError(f"ax is {kind(ax)}; it must be one Axes, as plt.subplots() returns it beside the figure.")
    return ax


def _subplots(*args, **kwargs):
    import matplotlib.pyplot as plt  # it takes long, and a figure of one's own does without

    return plt.subplots(*args, layout="constrained", **kwargs)[1]
