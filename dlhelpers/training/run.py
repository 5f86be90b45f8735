"""One run of training: what it begins from, which examples each step takes, and what is left when it ends."""

import contextlib

import numpy as np

from ..forward import generator
from .batches import batches
from .checkpoint import Checkpoint
from .diverged import TrainingDiverged, lost_in_update, lost_layer, why_diverged
from .span import in_span


class Run:
    """What L_layer_model needs beside its loop, made from its own arguments.

    `done`, `parameters` and `costs` belong together at any moment, whatever stops the run.
    """

    def __init__(self, X, Y, num_iterations, parameters, rng, checkpoint, checkpoint_every, **settings):
        self.X, self.Y, self.num_iterations, self.settings = X, Y, num_iterations, settings
        self.file, self.checkpoint_every = None, checkpoint_every
        if checkpoint is not None:
            self.file = Checkpoint(checkpoint, X, Y, rng, parameters, num_iterations, **settings)
        self.rng = generator(rng)

    def begin(self, parameters):
        """Return the parameters and costs to begin with: these and none, or what the checkpoint holds."""
        self.parameters = {name: value.astype(self.X.dtype) for name, value in parameters.items()}
        self.done, self.costs, C = 0, [], None
        if self.file:
            self.done, self.costs, self.parameters, C = self.file.begin(self.parameters, self.rng)
        self.data, self.back = self.X, dict
        n_x, m = self.X.shape
        if self.settings["batch_size"] is None and n_x > m:
            self.data, self.parameters, self.back = in_span(self.X, self.parameters, C)
        self.sound = self.parameters
        return self.parameters, self.costs

    @contextlib.contextmanager
    def kept_if_interrupted(self):
        """Let KeyboardInterrupt end the steps and not the call."""
        try:
            with np.errstate(all="ignore"):  # overflow is told once, by the layer that it ends in
                yield
        except KeyboardInterrupt:
            if self.done < self.num_iterations:
                del self.costs[-(-self.done // 100) :]  # the last may be of a step not done
            print(f"Stopped at iteration {self.done}: here are the parameters and costs up to there.")

    def steps(self, bar):
        """Yield i, x and y of each step that is left, show on the bar how far it is, and write the checkpoint."""
        examples = batches(self.data, self.Y, self.settings["batch_size"], self.rng, skip=self.done)
        with contextlib.closing(bar):
            for i, (epoch, x, y) in zip(bar, examples, strict=False):
                told = len(self.costs)
                yield i, x, y
                if len(self.costs) > told:
                    bar.set_postfix(cost=f"{self.costs[-1]:.6f}", epoch=epoch, refresh=False)
                if self.file and self.done % self.checkpoint_every == 0:
                    self.save()

    def look_for_overflow(self, caches):
        """Stop the run if a layer gave numbers that are not finite."""
        if lost := lost_layer(caches):
            raise self.diverged(lost)
        self.sound = self.parameters

    def step_done(self, parameters):
        self.done, self.parameters = self.done + 1, parameters

    def end(self):
        """Return the parameters and costs, and leave them in the checkpoint."""
        if lost := lost_in_update(self.parameters):
            raise self.diverged(lost)
        if self.file:
            self.save()
        return self.back(self.parameters), self.costs

    def diverged(self, layer):
        X = self.X[:, : self.settings["batch_size"]]
        message = why_diverged(layer, self.done, X, self.settings["learning_rate"], self.settings["scale"])
        return TrainingDiverged(message, self.back(self.sound), self.costs)

    def save(self):
        self.file.save(self.done, self.costs, self.back(self.parameters), self.parameters["W1"])
