"""A playground: choose the network and the data with sliders, and watch it learn."""

import asyncio
import io
import time
from pathlib import Path

import ipywidgets as widgets
import numpy as np
from matplotlib.figure import Figure

import dlhelpers

from . import plots
from .feedback.cases import NETWORK
from .feedback.keeping import FILE, kept

DATA = {"moons": dlhelpers.moons, "circles": dlhelpers.circles, "spiral": dlhelpers.spiral}
EXAMPLES, ITERATIONS, UNITS_SHOWN = 300, 3000, 8
SECONDS = 0.2
"""How long a slice of training takes, between two pictures."""


class Playground(widgets.VBox):
    """Sliders, and the boundary, the cost and the hidden units of the network that they describe.

    It trains what is kept in `folder`/my_network.py if every function is there, and ours if not.
    """

    def __init__(self, folder="exercises"):
        mine = kept(Path(folder) / FILE) or []
        missing = [name for names in NETWORK.values() for name in names if name not in mine]
        self.network = dlhelpers if missing else dlhelpers.my_network(folder=folder)
        self.whose = f"our functions, as {len(missing)} of yours are missing" if missing else "your own functions"
        self.data = widgets.Dropdown(options=list(DATA), value="spiral", description="data")
        self.noise = widgets.FloatSlider(0.05, min=0, max=0.4, step=0.01, description="noise")
        self.hidden = widgets.IntSlider(2, min=0, max=6, description="hidden layers")
        self.units = widgets.IntSlider(8, min=1, max=32, description="units each")
        self.rate = widgets.FloatLogSlider(
            0.5, min=-3, max=1.5, step=0.1, description="learning rate", readout_format=".3g"
        )
        self.start = widgets.BoundedIntText(1, min=1, max=10_000, description="start")
        self.choices = [self.data, self.hidden, self.rate, self.noise, self.units, self.start]
        for choice in self.choices:
            choice.style.description_width, choice.layout.width = "6rem", "98%"
            choice.continuous_update = False
            choice.observe(lambda change: self.restart(), "value")
        self.said, self.picture = widgets.Label(), widgets.Image(format="png", layout={"max_width": "100%"})
        columns = {"grid_template_columns": "repeat(3, minmax(0, 1fr))"}
        super().__init__([widgets.GridBox(self.choices, layout=columns), self.said, self.picture])
        self.task = None
        self.restart()

    def restart(self):
        """Begin anew with what the sliders say; what was under way ends."""
        if self.task:
            self.task.cancel()
        self.task = asyncio.get_running_loop().create_task(self.train())

    async def train(self):
        """Train slice by slice, and show the network after each."""
        X, Y = DATA[self.data.value](EXAMPLES, noise=self.noise.value, rng=1)
        sizes = [2, *[self.units.value] * self.hidden.value, 1]
        parameters = self.network.initialize_parameters_deep(sizes, rng=self.start.value)
        done, count, curve = 0, 8, {}
        while done < ITERATIONS:
            began = time.perf_counter()
            try:
                parameters, costs = self.network.L_layer_model(
                    X, Y, sizes, self.rate.value, min(count, ITERATIONS - done), parameters=parameters
                )
            except dlhelpers.TrainingDiverged as error:
                self.said.value = str(error).split(" The error's")[0]
                return
            done += min(count, ITERATIONS - done)
            curve[done] = costs[-1]
            if not np.isfinite(costs[-1]):
                self.said.value = f"The cost is {costs[-1]} at iteration {done}: try a smaller learning rate."
                return
            if time.perf_counter() - began < SECONDS / 2:
                count *= 2
            self.show(X, Y, parameters, curve)
            await asyncio.sleep(0.01)  # here a slider can be heard

    def show(self, X, Y, parameters, curve):
        """Draw the boundary, the cost so far, and what the units of the last hidden layer answer to."""
        figure = Figure(figsize=(8.4, 4), dpi=100, layout="constrained")
        above, below = figure.subfigures(2, 1, height_ratios=(3.2, 1))
        left, right = above.subplots(1, 2)
        plots.boundary(lambda points: self.network.L_model_forward(points, parameters)[0], X, Y, left)
        right.plot(list(curve), list(curve.values()), color=plots.COLORS[0])
        right.set(xlabel="iteration", ylabel="cost $J$", xlim=(0, ITERATIONS), ylim=(0, None))
        low, high = X.min(axis=1) - 0.2, X.max(axis=1) + 0.2
        grid = np.vstack([axis.ravel() for axis in np.meshgrid(*np.linspace(low, high, 60).T)])
        (_, caches), axes = self.network.L_model_forward(grid, parameters), below.subplots(1, UNITS_SHOWN)
        seen = caches[-1][0][0] if self.hidden.value else []  # what the last layer was given
        for ax, values in zip(axes, seen, strict=False):
            ax.imshow(values.reshape(60, 60), origin="lower", cmap="Greys")
        for ax in axes:
            ax.set(xticks=[], yticks=[], visible=len(ax.images) > 0)
        if self.hidden.value:
            below.suptitle("what units of the last hidden layer answer to: the darker, the more", fontsize=9)
        file = io.BytesIO()
        figure.savefig(file)
        self.picture.value = file.getvalue()
        done = next(reversed(curve))
        share = np.mean(self.network.predict(X, parameters) == Y)
        now = f"iteration {done:,} of {ITERATIONS:,}: cost {curve[done]:.3f}, {share:.1%} right"
        self.said.value = f"{now}, with {self.whose}"
