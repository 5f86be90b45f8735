"""What a whole network of a learner's own can do: two spiral arms, told apart before their eyes."""

import io
import time

import numpy as np
from matplotlib.figure import Figure

from .. import plots
from ..data.points import spiral
from ..feedback.facts import named
from ..feedback.report import RIGHT, WRONG, Report
from .texts import say

SIZES, RATE, STEPS, AT_ONCE, SECONDS = [2, 16, 16, 1], 1.0, 1500, 100, 6
"""The network, and its training: that many steps, or fewer where they take longer than that many seconds."""


class Finale(Report):
    """A report that, where it shows itself in a notebook, has the learner's network learn the spiral."""

    def __init__(self, network, told):
        super().__init__(True, [*told, say("all_kept")], RIGHT)
        self.network = network

    def _ipython_display_(self):
        from IPython.display import Image, display  # whoever calls this has it

        shown(self.and_then(say("spiral_begins")), display)
        try:
            report, picture = learned(self.network)
        except Exception as error:  # a learner's own code may raise anything
            report = Report(False, [say("spiral_failed", error=named(error)), say("way_on")], WRONG)
        else:
            display(Image(picture, width=440, alt=report.lines[0]))
        shown(report, display)


def shown(report, display):
    display({"text/plain": str(report), "text/markdown": report._repr_markdown_()}, raw=True)


def learned(network):
    """Train a learner's network on the spiral; return what to say of it, and a picture of what it answers."""
    X, Y = spiral(300, rng=1)
    parameters, costs, end = None, [], time.monotonic() + SECONDS
    with np.errstate(all="ignore"):
        for _ in range(STEPS // AT_ONCE):
            parameters, found = network.L_layer_model(X, Y, SIZES, RATE, AT_ONCE, parameters=parameters, rng=1)
            costs += [found[0], found[-1]]
            if time.monotonic() > end:
                break
        right = np.mean(network.predict(X, parameters) == Y)
        figure = Figure(figsize=(4.4, 4.4), dpi=160, layout="constrained")
        plots.boundary(lambda X: network.L_model_forward(X, parameters)[0], X, Y, figure.add_subplot())
    file = io.BytesIO()
    figure.savefig(file)
    steps = AT_ONCE * len(costs) // 2
    told = say("spiral", sizes=SIZES, steps=steps, first=costs[0], last=costs[-1], right=right)
    return Report(True, [told, say("way_on")], RIGHT), file.getvalue()
