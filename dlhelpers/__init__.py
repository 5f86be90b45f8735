"""The reference of the workbook: an L-layer network for yes-or-no questions, in plain NumPy.

Conventions, kept by every function:

- Examples are columns: X is (n_x, m), Y is (1, m) with labels 0 or 1.
- Layer l has n_l units; W_l is (n_l, n_{l-1}), b_l is (n_l, 1). Layer 0 is the input, layer L the output.
- `parameters` is a dict with W1, b1, ..., WL, bL; `caches[l - 1]` is ((A_prev, W, b), Z) of layer l.
- dW and db belong to the mean cost; dA{l} is the gradient of each example's own loss, so dA0 = m * dJ/dX.
- Hidden layers use relu, the output layer sigmoid.
- No function changes what it is given. float64 throughout, unless given float32, which is kept.
- Wrong input raises a ValueError of one sentence: what was given, and what it must be.

Read it in the order of one training step: activations, forward, backward, model.
"""

from . import machine  # noqa: F401  (it says what is missing before that is asked for)

# isort: split
from .activations import relu, relu_backward, sigmoid, sigmoid_backward
from .backward import L_model_backward, gradient_check, linear_activation_backward, linear_backward
from .data.images import Images, flatten, load_dataset, prepare
from .data.pictures import load_picture
from .data.points import circles, moons, parity, spiral
from .feedback import check
from .forward import (
    L_model_forward,
    compute_cost,
    initialize_parameters_deep,
    linear_activation_forward,
    linear_forward,
)
from .lessons.brains import angle, feedback_alignment, integrate_and_fire, oja
from .lessons.costs import descend_in_span, gradients_in_blocks, in_turns, multiply_adds
from .lessons.depth import he_start, linear_probe, most_exciting, zigzag
from .lessons.descent import mini_batches, stopping_point, update_with_decay, update_with_momentum
from .lessons.measure import accuracy, log_uniform, mean_interval, most_wrong, t_factor, winner
from .lessons.two_layers import forward_loop, parameter_shapes, two_layer_forward, two_layer_gradients
from .model import L_layer_model, predict, update_parameters
from .search import search, search_table
from .training.diverged import TrainingDiverged
from .workspace import blank, finished_lesson, hint, keep, my_network, progress, solution, unkeep, work_in

__all__ = [
    "two_layer_forward",
    "two_layer_gradients",
    "forward_loop",
    "parameter_shapes",
    "initialize_parameters_deep",
    "linear_forward",
    "sigmoid",
    "relu",
    "linear_activation_forward",
    "L_model_forward",
    "compute_cost",
    "relu_backward",
    "sigmoid_backward",
    "linear_backward",
    "linear_activation_backward",
    "L_model_backward",
    "gradient_check",
    "update_parameters",
    "L_layer_model",
    "TrainingDiverged",
    "predict",
    "accuracy",
    "most_wrong",
    "t_factor",
    "mean_interval",
    "winner",
    "log_uniform",
    "update_with_decay",
    "stopping_point",
    "mini_batches",
    "update_with_momentum",
    "Images",
    "integrate_and_fire",
    "angle",
    "feedback_alignment",
    "oja",
    "search",
    "search_table",
    "zigzag",
    "he_start",
    "linear_probe",
    "most_exciting",
    "in_turns",
    "multiply_adds",
    "gradients_in_blocks",
    "descend_in_span",
    "load_dataset",
    "load_picture",
    "flatten",
    "prepare",
    "moons",
    "circles",
    "spiral",
    "parity",
    "check",
    "hint",
    "blank",
    "solution",
    "keep",
    "unkeep",
    "my_network",
    "progress",
    "finished_lesson",
    "work_in",
]
