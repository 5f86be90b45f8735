"""A playground: choose the network and the data with sliders, and watch it learn."""

import asyncio
import base64
import html
import io
from functools import partial

import ipywidgets as widgets
import numpy as np
from matplotlib.figure import Figure

from . import model, plots
from .data import points
from .training.diverged import TrainingDiverged
from .workspace import my_network, progress

DATA = {
    "moons": points.moons,
    "circles": points.circles,
    "spiral": points.spiral,
    "spiral, two turns": partial(points.spiral, turns=2),
}
EXAMPLES, ITERATIONS, SLICE = 300, 3000, 100
"""A slice is what is trained between two pictures."""
FLAT, FALL = 500, 0.05
"""A cost that has not fallen by so large a share in so many iterations lies flat."""
WHEN_SHOWN = (
    "const all = this.closest('.playground');"
    " if (!all.dataset.seen) { all.dataset.seen = 'yes'; all.scrollIntoView({block: 'center'}) }"
    " for (const one of all.querySelectorAll('.widget-slider')) {"
    " const [name, readout] = ['.widget-label', '.widget-readout'].map(part => one.querySelector(part)),"
    " handle = one.querySelector('.noUi-handle');"
    " for (const part of [handle, readout]) part.setAttribute('aria-label', name.textContent);"
    " handle.setAttribute('aria-valuetext', readout.textContent) }"
)
"""What the browser does with each picture: the first one moves all of it into view; and each slider gets its name and
its value for a screen reader, where ipywidgets has no name and the logarithm of a rate."""


class Playground(widgets.VBox):
    """Sliders, and the boundary, the cost and the hidden units of the network that they describe.

    It trains what is kept in my_network.py, as dl.my_network finds it, if every function is there, and ours if not.
    """

    def __init__(self, folder=None):
        self.network, whose = network(folder)
        self.data = widgets.Dropdown(options=list(DATA), value="spiral", description="data")
        self.noise = widgets.FloatSlider(0.05, min=0, max=0.4, step=0.01, description="noise")
        self.hidden = widgets.IntSlider(2, min=0, max=4, description="hidden layers")
        self.units = widgets.IntSlider(8, min=1, max=16, description="units each")
        self.rate = widgets.FloatLogSlider(
            0.5, min=-3, max=1.5, step=0.1, description="learning rate", readout_format=".3g"
        )
        self.start = widgets.BoundedIntText(1, min=1, max=10_000, description="start")
        self.choices = [self.data, self.noise, self.hidden, self.units, self.rate, self.start]
        for choice in self.choices:
            choice.style.description_width, choice.layout.width = "6.5rem", "98%"
            choice.continuous_update = False
            choice.observe(lambda change: self.restart(), "value")
        self.said, self.picture = widgets.HTML(), widgets.HTML()
        sliders = widgets.GridBox(self.choices, layout={"grid_template_columns": "repeat(2, minmax(0, 1fr))"})
        sentences = widgets.HBox([self.said, widgets.HTML(html.escape(whose))])
        sentences.layout.flex_flow, sentences.layout.justify_content = "row wrap", "space-between"
        super().__init__([sliders, sentences, self.picture])
        self.add_class("playground")
        self.task = None
        self.restart()

    def restart(self):
        """Begin anew with what the sliders say; what was under way ends."""
        if self.task:
            self.task.cancel()
        self.task = asyncio.get_running_loop().create_task(self.train())

    async def train(self):
        """Train slice by slice, and show the network before the first and after each."""
        examples = partial(DATA[self.data.value], noise=self.noise.value)
        (X, Y), fresh = examples(EXAMPLES, rng=1), examples(1000, rng=2)
        sizes, costs = [2, *[self.units.value] * self.hidden.value, 1], []
        for done in range(0, ITERATIONS + 1, SLICE):
            try:
                with np.errstate(all="ignore"):  # overflow is told below
                    if done == 0:
                        parameters = self.network.initialize_parameters_deep(sizes, rng=self.start.value)
                    else:
                        parameters, _ = self.network.L_layer_model(
                            X, Y, sizes, self.rate.value, SLICE, parameters=parameters
                        )
                    costs.append(self.network.compute_cost(self.network.L_model_forward(X, parameters)[0], Y))
                    if not all(np.isfinite(value).all() for value in (costs[-1], *parameters.values())):
                        raise TrainingDiverged("", parameters, costs)
                    right, right_fresh = (np.mean(self.network.predict(x, parameters) == y) for x, y in ((X, Y), fresh))
                    alt = f"{self.data.value} and a network of {sizes} after {done:,} iterations, right on {right:.0%}"
                    self.show(self.drawn(X, Y, sizes, parameters, costs), alt)
            except TrainingDiverged:
                self.say(f"A number overflowed after iteration {done - SLICE:,}. Try a smaller learning rate.")
                return
            except Exception as error:  # a learner's own code may raise anything
                self.say(f"It stopped after iteration {max(done - SLICE, 0):,}. {type(error).__name__}: {error}")
                return
            so_far = f"iteration {done:,} of {ITERATIONS:,}: cost {costs[-1]:.3f}, right {right:.1%}"
            self.say(f"{so_far}, on fresh points {right_fresh:.0%}. {self.flat(X, parameters, costs, right)}".strip())
            await asyncio.sleep(0.01)  # here a slider can be heard

    def say(self, sentence):
        self.said.value = html.escape(sentence)

    def show(self, picture, alt):
        """Put a PNG in the place of the last one, with the words that stand for it."""
        data = base64.b64encode(picture).decode()
        self.picture.value = (
            f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{data}" width="800" height="343"'
            f' decoding="sync" style="max-width: 100%; height: auto" onload="{WHEN_SHOWN}">'
        )

    def flat(self, X, parameters, costs, right):
        """Say why it may be that the cost does not fall, where it does not and much is wrong."""
        layers = self.activations(X, parameters)
        silent = next((l for l, A in enumerate(layers, 1) if not np.any(A)), 0)
        if silent:
            why = f"hidden layer {silent} answers 0 to every point, so no gradient comes through"
            return f"It lies flat: {why}. Try a smaller learning rate or another start."
        before = costs[: -FLAT // SLICE]
        if not before or costs[-1] < (1 - FALL) * before[-1] or right > 0.9:
            return ""
        if not layers:
            return "It lies flat: without a hidden layer its border is a straight line, and these data need a bent one."
        return f"It lies flat: in {FLAT} iterations its cost fell by less than {FALL:.0%}. Try another rate or start."

    def activations(self, X, parameters):
        """Return A_1, ..., A_{L-1}: what each layer was given, it keeps in its cache."""
        return [A for (A, _, _), _ in self.network.L_model_forward(X, parameters)[1][1:]]

    def drawn(self, X, Y, sizes, parameters, costs):
        """Return the PNG of the boundary, the cost so far, and the hidden units."""
        figure = Figure(figsize=(8.4, 3.6), dpi=150)
        grid = figure.add_gridspec(
            2, 2, width_ratios=(1, 1.3), left=0.09, right=0.97, bottom=0.1, top=0.98, wspace=0.22, hspace=0.55
        )
        plots.boundary(lambda X: self.probability(X, parameters), X, Y, figure.add_subplot(grid[:, 0]))
        ax = plots.costs({f"{sizes}": costs}, figure.add_subplot(grid[0, 1]), every=SLICE)
        ax.set(xlim=(0, ITERATIONS), ylim=(0, None))
        if self.hidden.value:
            ax = plots.hidden_units(lambda X: self.activations(X, parameters), X, figure.add_subplot(grid[1, 1]))
            ax.set_title("where each hidden unit answers: the darker, the more", fontsize=10)
        file = io.BytesIO()
        figure.savefig(file)
        return file.getvalue()

    def probability(self, X, parameters):
        """Return AL, found in pieces so small that NumPy keeps to one processor: the browser needs the other."""
        pieces = np.array_split(X, 80, axis=1)
        return np.hstack([self.network.L_model_forward(piece, parameters)[0] for piece in pieces])


def network(folder):
    """Return the functions that train, and a sentence that says whose they are."""
    kept = progress(folder=folder)
    if not kept.passed:
        return model, f"Ours trains: {kept.said[0]}".replace("`", "")
    try:
        return my_network(folder=folder), "Your own network trains."
    except ImportError as error:
        return model, f"Ours trains: {error}".replace("`", "")
