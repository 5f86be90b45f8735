"""Each picture answers its question: what is drawn is what was given."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

import dlhelpers as dl
from dlhelpers import plots


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
