"""One run of training: what it begins from, which examples each step takes, and what is left when it ends."""

import contextlib

import numpy as np

from ..forward import generator
from .batches import at_once, batches
from .checkpoint import Checkpoint
from .diverged import TrainingDiverged, lost_in_update, why_diverged
from .span import in_span
from .step import Step


class Run:
    """What L_layer_model needs beside its loop, made from its own arguments; `with` begins it and ends it.

    `done`, `parameters` and `costs` belong together at any moment, whatever stops the run.
    """

    def __init__(self, X, Y, num_iterations, parameters, rng, checkpoint, checkpoint_every, **settings):
        self.X, self.Y, self.num_iterations, self.settings = X, Y, num_iterations, settings
        self.file, self.step, self.checkpoint_every, self.unwritten = None, None, checkpoint_every, None
        if checkpoint is not None:
            self.file = Checkpoint(checkpoint, X, Y, rng, parameters, num_iterations, **settings)
        self.rng = generator(rng)

    def under_way(self, parameters):
        """Return the run, to begin with these parameters if its checkpoint does not hold later ones."""
        self.done, self.costs = 0, []
        self.parameters = {name: value.astype(self.X.dtype) for name, value in parameters.items()}
        return self

    def __enter__(self):
        try:
            if self.file:
                self.file.turn.take()
            self.begin()
        except BaseException:
            self.leave()
            raise
        return self.step, self.costs

    def begin(self):
        self.data, self.back, C = self.X, dict, None
        n_x, m = self.X.shape
        if self.settings["batch_size"] is None and n_x > m:
            C = np.zeros((len(self.parameters["W1"]), m), self.X.dtype)
        if self.file:
            self.done, self.costs, self.parameters, C = self.file.begin(self.parameters, C, self.rng)
        if C is not None:
            self.data, self.parameters, self.back = in_span(self.X, self.parameters, C)
        self.step = Step(self.parameters, self.settings["learning_rate"])
        self.parameters = self.sound = self.step.now.by_name

    def __exit__(self, kind, error, traceback):
        """Let KeyboardInterrupt end the steps and not the call, and leave in the checkpoint how far the run is."""
        interrupted = isinstance(error, KeyboardInterrupt)
        try:
            if interrupted:
                self.tell_stop()
            if interrupted or error is None:
                self.end()
        finally:
            self.leave()
        return interrupted

    def end(self):
        if lost := lost_in_update(self.parameters):
            raise self.diverged(lost)
        try:
            self.save()
        except KeyboardInterrupt:
            self.tell_stop()

    def leave(self):
        try:
            if self.step:
                self.step.cores.leave()
        finally:
            if self.file:
                self.file.turn.leave()

    def tell_stop(self):
        if self.done < self.num_iterations:
            del self.costs[-(-self.done // 100) :]  # the last may be of a step not done
        print(f"Stopped at iteration {self.done}: here are the parameters and costs up to there.")

    def steps(self, bar):
        """Yield i, x and y of each step that is left, and show on the bar how far it is."""
        begin = self.step.cores.begin if self.step.cores.threads > 1 else at_once
        examples = batches(self.data, self.Y, self.settings["batch_size"], self.rng, skip=self.done, begin=begin)
        with contextlib.closing(bar), np.errstate(all="ignore"):  # overflow is told once, by the layer that it ends in
            for i, (epoch, x, y) in zip(bar, examples, strict=False):
                told = len(self.costs)
                yield i, x, y
                if len(self.costs) > told:
                    bar.set_postfix(cost=f"{self.costs[-1]:.6f}", epoch=epoch, refresh=False)

    def keep_if_sound(self):
        """Stop the run if a layer gave numbers that are not finite; write the checkpoint when it is time."""
        if self.step.lost_layer:
            raise self.diverged(self.step.lost_layer)
        self.sound = self.parameters
        if self.done and self.done % self.checkpoint_every == 0:
            self.save()

    def step_done(self, parameters):
        self.done, self.parameters = self.done + 1, parameters

    def result(self):
        return self.back(self.parameters), self.costs

    def diverged(self, layer):
        X = self.X[:, : self.settings["batch_size"]]
        message = why_diverged(layer, self.done, X, self.settings["learning_rate"], self.settings["scale"])
        return TrainingDiverged(message, self.back(self.sound), self.costs)

    def save(self):
        """Write the checkpoint; a run whose file can't be written goes on, and says so."""
        if not self.file:
            return
        before, self.unwritten = self.unwritten, None
        C = None if self.data is self.X else self.parameters["W1"]
        try:
            self.file.save(self.done, self.costs, self.back(self.parameters), C)
        except OSError as error:
            self.unwritten = f"{error} The run does not stop for that, and returns its result."
            if not before or self.done == self.num_iterations:
                print(self.unwritten)
