"""Each picture answers its question: what is drawn is what was given."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

import dlhelpers as dl
from dlhelpers import plots

X, Y = dl.moons(31, rng=0)
AL = np.linspace(0, 1, 31).reshape(1, 31)
PICTURES = np.zeros((3, 4, 5, 3), np.uint8)


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def test_points_shows_every_point_once_in_the_colour_of_its_label():
    X, Y = dl.moons(31, rng=0)
    ax = plots.points(X, Y)
    drawn = [collection.get_offsets() for collection in ax.collections]
    assert [len(offsets) for offsets in drawn] == [np.sum(Y == 0), np.sum(Y == 1)]


def test_runs_draws_every_run_and_their_mean():
    values = np.arange(12.0).reshape(4, 3)
    ax = plots.runs([1, 2, 4, 8], {"three runs": values, "one": values[:, 0]}, xlabel="rate")
    dots, means = ax.lines[:3], [line for line in ax.lines if not line.get_label().startswith("_")]
    assert [list(line.get_ydata()) for line in dots] == values.T.tolist()
    assert list(means[0].get_ydata()) == values.mean(axis=1).tolist() and ax.get_xlabel() == "rate"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["three runs", "one"]


def test_boundary_colours_the_side_where_the_answer_is_one():
    X, Y = dl.moons(20, rng=0)
    asked = []

    def probability(points):
        asked.append(points)
        return (points[:1] > 0).astype(float)

    ax = plots.boundary(probability, X, Y)
    (points,) = asked
    assert np.all(points.min(axis=1) < X.min(axis=1)) and np.all(points.max(axis=1) > X.max(axis=1))
    assert ax.get_xlabel() == "$x_1$"


def test_hidden_units_draws_a_row_for_each_layer_and_a_tile_for_each_unit():
    X, _ = dl.moons(20, rng=0)

    def activations(points):
        right, shut = np.maximum(points[:1], 0), np.zeros_like(points[:1])
        return [np.vstack([right, shut, 5 * right]), np.vstack([shut, points[1:] > 0])]

    ax = plots.hidden_units(activations, X)
    (image,) = ax.images
    tiles = np.ma.filled(image.get_array(), np.nan)
    step = (tiles.shape[1] + 2) // 3
    first, shut, larger = (tiles[: step - 2, step * j :][:, : step - 2] for j in range(3))
    assert np.all(first[:, 0] == 0) and np.all(first[:, -1] == 1) and np.allclose(first, larger)
    assert np.all(shut == 0)
    above = tiles[step:, step:][: step - 2, : step - 2]
    assert np.all(above[0] == 1) and np.all(above[-1] == 0)
    assert np.isnan(tiles[step:, 2 * step :]).all() and np.isnan(tiles[step - 2 : step]).all()
    assert [label.get_text() for label in ax.get_yticklabels()] == ["$A_{1}$", "$A_{2}$"]


def test_costs_draws_one_named_curve_for_each_run():
    ax = plots.costs({"deep": [0.7, 0.5, 0.1], "shallow": [0.7, 0.6]})
    assert [line.get_label() for line in ax.lines] == ["deep", "shallow"]
    assert ax.lines[0].get_xdata().tolist() == [0, 100, 200]


def test_images_leaves_no_picture_out():
    grid = plots.images(np.zeros((7, 4, 4, 3), np.uint8), titles=list("abcdefg"), columns=3)
    assert sum(len(ax.images) for ax in grid.flat) == 7
    assert grid.flat[6].get_title() == "g"


def test_confusion_counts_truth_in_rows_and_answers_in_columns():
    Y, predictions = np.array([[0, 0, 0, 1, 1]]), np.array([[0, 1, 1, 1, 0]])
    ax = plots.confusion(predictions, Y, ("ground", "tree"))
    written = {text.get_position(): text.get_text() for text in ax.texts}
    assert written == {(0, 0): "1", (1, 0): "2", (0, 1): "1", (1, 1): "1"}


def test_shares_of_each_whole_add_up_to_one():
    ax = plots.shares({"first": [1, 3], "second": [0.5, 0.0]}, ["a", "b"])
    a, b = ax.containers
    assert [bar.get_width() for bar in a] == [0.25, 1] and [bar.get_width() for bar in b] == [0.75, 0]
    assert [bar.get_x() for bar in b] == [0.25, 1]


def test_costs_draws_what_training_returns_as_it_is():
    _, costs = dl.L_layer_model(X, Y, [2, 3, 1], 0.1, 200)
    (line,) = plots.costs(costs).lines
    assert list(line.get_ydata()) == costs


def test_a_picture_of_one_channel_and_a_file_of_images_are_drawn(tmp_path):
    h5py = pytest.importorskip("h5py")
    with h5py.File(tmp_path / "x.h5", "w") as file:
        file["x"] = PICTURES
        assert sum(len(ax.images) for ax in plots.images(file["x"]).flat) == 3
    assert len(plots.images(PICTURES[..., :1], columns=1).flat[0].images) == 1


class Study:
    """A study of trials that have these values."""

    def __init__(self, *values):
        self.values = values

    def get_trials(self, deepcopy):
        return [type("Trial", (), {"value": value, "number": number}) for number, value in enumerate(self.values)]


GIVEN = {
    plots.points: {"X": X, "Y": Y, "ax": None},
    plots.boundary: {"probability": lambda points: points[:1] > 0, "X": X, "Y": Y, "ax": None},
    plots.hidden_units: {"activations": lambda points: [np.maximum(points, 0)], "X": X, "ax": None},
    plots.costs: {"curves": {"deep": [0.7, 0.1]}, "ax": None, "every": 100},
    plots.runs: {"x": [1, 2, 4], "curves": {"runs": np.ones((3, 2))}, "ax": None},
    plots.search_history: {"study": Study(0.5, None, 0.7), "ax": None},
    plots.shares: {"bars": {"first": [1, 3], "second": [0.5, 0.0]}, "names": ["a", "b"], "ax": None},
    plots.images: {"pictures": PICTURES, "titles": list("abc"), "columns": 2},
    plots.confusion: {"predictions": Y, "Y": Y, "classes": ("no", "yes"), "ax": None},
}
"""Right arguments of every picture."""

WRONG = [
    (plots.points, {"Y": Y[0]}, "Y has shape (31,); it must be a row, (1, m). Did you mean Y.reshape(1, -1)?"),
    (plots.points, {"Y": Y[:, :5]}, "Y has 5 labels for 31 examples; each example needs one."),
    (plots.points, {"Y": AL}, "; labels are 0 or 1."),
    (plots.points, {"Y": 2 * Y - 1}, "Y holds -1; labels are 0 or 1."),
    (plots.points, {"X": X.T}, "X has shape (31, 2); points of a plane are columns, so it must be (2, m). Did you mean X.T?"),
    (plots.points, {"X": np.ones((3, 31))}, "X has shape (3, 31); points of a plane are columns"),
    (plots.points, {"X": X * np.nan}, "X is nan at [0, 0]"),
    (plots.points, {"ax": plt.Axes}, "ax is a type; it must be one Axes"),
    (plots.points, {"ax": np.empty(2, object)}, "ax is an array of shape (2,); it must be one Axes"),
    (plots.points, {"ax": (1, 2)}, "ax is a tuple of 2; it must be one Axes"),
    (plots.boundary, {"Y": Y[0]}, "Y has shape (31,)"),
    (plots.boundary, {"probability": {"W1": X}}, "probability is a dict of 1; it must be a function of X"),
    (plots.boundary, {"probability": lambda points: (points[:1], [])}, "probability returned a tuple of 2; it must return AL alone"),
    (plots.boundary, {"probability": lambda points: points.T[:, :1]}, "probability returned shape (40000, 1) for 40000 points; it must be (1, 40000)."),
    (plots.boundary, {"probability": lambda points: points[:1]}, "probabilities lie from 0 to 1."),
    (plots.boundary, {"probability": lambda points: None}, "AL holds object entries"),
    (plots.hidden_units, {"activations": lambda points: points}, "activations returned an array of shape (2, 900); it must return the list of A1"),
    (plots.hidden_units, {"activations": lambda points: [points[:, :5]]}, "activations returned A1 of shape (2, 5); for 900 points"),
    (plots.hidden_units, {"activations": lambda points: [points]}, "what is drawn is 0 or more, as relu gives it."),
    (plots.hidden_units, {"activations": [X]}, "activations is a list of 1; it must be a function of X"),
    (plots.hidden_units, {"X": X[0]}, "X has shape (31,)"),
    (plots.costs, {"curves": ({}, [0.7])}, "curves is a tuple of 2; it must be a dict that gives each a name"),
    (plots.costs, {"curves": {"deep": 0.7}}, "curves['deep'] has shape (); it must be (n,), one number for each step."),
    (plots.costs, {"curves": {"deep": [0.7, np.nan]}}, "curves['deep'] is nan at [1]"),
    (plots.costs, {"curves": [[0.7], [0.6, 0.5]]}, "curves is not a table of numbers"),
    (plots.costs, {"curves": {}}, "curves is a dict of 0"),
    (plots.costs, {"curves": {k: [0.7] for k in range(7)}}, "curves holds 7; there are 6 colours, so draw 6 at most."),
    (plots.costs, {"every": 0}, "every is 0; it must be a whole number, 1 or more."),
    (plots.runs, {"curves": {"runs": np.ones((2, 3))}}, "curves['runs'] has shape (2, 3); x has 3, so it must be (3, runs). Did you mean curves['runs'].T?"),
    (plots.runs, {"curves": {"runs": np.ones(6)}}, "curves['runs'] has shape (6,); x has 3"),
    (plots.runs, {"curves": np.ones((3, 2))}, "curves is an array of shape (3, 2); it must be a dict"),
    (plots.runs, {"x": np.ones((3, 1))}, "x has shape (3, 1); it must be (n,)"),
    (plots.search_history, {"study": [0.5]}, "study is a list of 1; it must be the study that dl.search returns."),
    (plots.search_history, {"study": Study(None)}, "study has no trial that ran to its end"),
    (plots.shares, {"bars": {"first": [1, 2, 3]}}, "bars['first'] has 3 parts and names 2; each part needs its name."),
    (plots.shares, {"bars": {"first": [0, 0]}}, "bars['first'] is [0.0, 0.0]; parts are 0 or more, and one must be more."),
    (plots.shares, {"bars": {"first": [2, -1]}}, "bars['first'] is [2.0, -1.0]"),
    (plots.shares, {"names": "ab"}, "names is a str of 2; it must be a list of names."),
    (plots.shares, {"names": list("abcdefg")}, "names has 7; there are 6 colours"),
    (plots.images, {"pictures": np.ones((48, 3))}, "pictures has shape (48, 3); it must be (k, height, width, channels), not flattened."),
    (plots.images, {"pictures": PICTURES[0]}, "pictures has shape (4, 5, 3): for one picture in colour give [picture], for 4 grey ones shape (4, 5, 3, 1)."),
    (plots.images, {"pictures": PICTURES - 0.5}, "pictures[0] holds -0.5; colours are floats from 0 to 1"),
    (plots.images, {"pictures": PICTURES + 200.0}, "pictures[0] holds 200; colours are floats from 0 to 1"),
    (plots.images, {"pictures": PICTURES.astype(int) + 256}, "pictures[0] holds 256"),
    (plots.images, {"pictures": np.ones((3, 4, 5, 2))}, "pictures[0] has shape (4, 5, 2)"),
    (plots.images, {"pictures": [np.ones(48)]}, "pictures[0] has shape (48,)"),
    (plots.images, {"pictures": PICTURES[:0]}, "pictures is an array of shape (0, 4, 5, 3)"),
    (plots.images, {"pictures": dl.Images(PICTURES)}, "pictures is Images, which holds columns"),
    (plots.images, {"titles": "abc"}, "titles is a str of 3; it must be a list of names."),
    (plots.images, {"titles": ["a"]}, "titles has 1 and pictures 3; each picture needs its title."),
    (plots.images, {"columns": 0}, "columns is 0"),
    (plots.confusion, {"predictions": AL}, "predictions holds 0.0333333; labels are 0 or 1."),
    (plots.confusion, {"predictions": Y[:, :5]}, "Y has 31 labels for 5 examples"),
    (plots.confusion, {"Y": Y[0]}, "Y has shape (31,)"),
    (plots.confusion, {"classes": ["a", "b", "c"]}, "classes has 3 names; it must have two"),
    (plots.confusion, {"classes": "no"}, "classes is a str of 2"),
]  # fmt: skip


def refused(draw, arguments):
    """Return the sentence with which a picture is refused, and see that none is begun."""
    with pytest.raises(ValueError) as caught:
        draw(**arguments)
    assert plt.get_fignums() == []
    return str(caught.value)


@pytest.mark.parametrize(("draw", "wrong", "sentence"), WRONG, ids=[f"{d.__name__}-{s[:50]}" for d, _, s in WRONG])
def test_wrong_input_gets_one_sentence_and_no_picture(draw, wrong, sentence):
    told = refused(draw, {**GIVEN[draw], **wrong})
    assert sentence in told and "\n" not in told and len(told) < 200


ODD = [None, 3, 0.5, "text", b"text", [], {}, (), [None], ["text"], {"a": None}, {"a": "text"}, {3: [[1], [2, 3]]}, object(),
       np.array(1), np.zeros((2, 0)), np.full((2, 31), "a"), X * 1j, [[1, 2], [3]], X, Y, Y[0], Y.T, AL, PICTURES, lambda *a: a,
       len, np.ma.masked_less(X, 0), range(3), {1, 2}, iter("ab"), [np.zeros((2, 2)), None], (X, Y)]  # fmt: skip


@pytest.mark.parametrize(("draw", "name"), [(draw, name) for draw, given in GIVEN.items() for name in given])
def test_whatever_stands_for_an_argument_is_drawn_or_refused_in_a_sentence(draw, name):
    for odd in ODD:
        try:
            draw(**{**GIVEN[draw], name: odd})
        except ValueError as error:
            assert "\n" not in str(error) and plt.get_fignums() == [], (odd, error)
        plt.close("all")


def test_right_input_is_drawn():
    for draw, arguments in GIVEN.items():
        draw(**arguments)
    assert len(plt.get_fignums()) == len(GIVEN)
