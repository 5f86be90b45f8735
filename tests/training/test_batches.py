"""Mini-batches hold each example once an epoch, wherever the examples lie; few tall examples train in their span."""

import itertools

import h5py
import numpy as np
import pytest

import dlhelpers as dl
from dlhelpers.training.batches import batches

IMAGES = np.random.default_rng(0).integers(0, 256, (50, 2, 3, 3), dtype=np.uint8)
LABELS = (np.arange(50) % 3 == 0).astype(float).reshape(1, 50)


@pytest.fixture(params=[None, (8, 2, 3, 3)], ids=["contiguous", "chunked"])
def in_file(request, tmp_path):
    with h5py.File(tmp_path / "images.h5", "w") as file:
        yield file.create_dataset("x", data=IMAGES, chunks=request.param)


def epochs(X, batch_size, count, rng=0):
    """The column numbers of the mini-batches, epoch by epoch."""
    numbers = np.arange(X.shape[1], dtype=float).reshape(1, -1)
    found = ((epoch, x.copy(), y) for epoch, x, y in batches(X, numbers, batch_size, np.random.default_rng(rng)))
    return [list(group) for _, group in itertools.groupby(itertools.islice(found, count), key=lambda one: one[0])]


@pytest.mark.parametrize("batch_size", [1, 7, 25, 50, 64])
def test_each_epoch_holds_every_example_once_and_the_last_batch_may_be_short(batch_size):
    X = np.arange(50.0).reshape(1, 50) * [[1], [10]]
    per_epoch = -(-50 // batch_size)
    first, second = epochs(X, batch_size, 2 * per_epoch)
    for epoch in (first, second):
        sizes = [y.size for _, _, y in epoch]
        assert sizes[:-1] == [batch_size] * (per_epoch - 1) and sum(sizes) == 50
        assert sorted(np.concatenate([y[0] for _, _, y in epoch])) == list(range(50))
        assert all(np.array_equal(x[1], 10 * y[0]) for _, x, y in epoch)
    if batch_size < 50:
        assert not np.array_equal(first[0][2], second[0][2])


def test_mini_batches_take_memory_that_is_there_and_leave_the_examples_alone(in_file):
    for X in (dl.flatten(IMAGES) / 255, dl.Images(in_file)):
        before = X[:, :].copy()
        found = [x for _, x, _ in itertools.islice(batches(X, LABELS, 16, np.random.default_rng(0)), 9)]
        assert len({x.__array_interface__["data"][0] for x in found}) == 1
        assert np.array_equal(X[:, :], before) and not np.shares_memory(X[:, :], found[0])


def test_images_are_read_while_the_batch_before_is_in_use(in_file):
    X, begun = dl.Images(in_file), []

    def begin(job):
        begun.append(job())
        return lambda: begun[-2]  # by then the next one has begun

    found = batches(X, np.arange(50.0).reshape(1, 50), 16, np.random.default_rng(0), begin=begin)
    for k, (_, x, y) in enumerate(itertools.islice(found, 7)):
        assert len(begun) == k + 2
        assert np.array_equal(x, X[:, y[0].astype(int)])


def test_images_from_a_file_are_the_columns_of_the_array(in_file):
    X = dl.Images(in_file)
    assert X.shape == (18, 50)
    assert np.array_equal(X[:, [3, 4, 5, 49, 0]], dl.flatten(IMAGES)[:, [3, 4, 5, 49, 0]] / 255)


def test_centred_images_have_mean_zero(in_file):
    assert np.abs(dl.Images(in_file).centred()[:, :].mean(axis=1)).max() < 1e-15


def test_a_file_is_read_in_blocks_of_neighbours(in_file):
    X = dl.Images(in_file)
    ((_, x, y), *_), *_ = epochs(X, 16, 8)
    assert np.count_nonzero(np.diff(y[0]) != 1) <= 16 // X.block + 1
    assert np.array_equal(x, dl.flatten(IMAGES)[:, y[0].astype(int)] / 255)


def test_training_from_a_file_is_training_on_the_same_columns(in_file):
    X = dl.Images(in_file)
    streamed, costs = dl.L_layer_model(X, LABELS, [18, 4, 1], 0.1, 30, batch_size=16, rng=1)
    rng = np.random.default_rng(1)
    parameters = dl.initialize_parameters_deep([18, 4, 1], rng=rng)
    for _, x, y in itertools.islice(batches(X, LABELS, 16, rng), 30):
        AL, caches = dl.L_model_forward(x, parameters)
        parameters = dl.update_parameters(parameters, dl.L_model_backward(AL, y, caches), 0.1)
    assert len(costs) == 2
    for name, value in parameters.items():
        np.testing.assert_allclose(streamed[name], value, rtol=1e-12, atol=1e-15)


def test_one_batch_of_all_examples_gives_the_full_batch_descent():
    X, Y = dl.moons(40, rng=0)
    whole, _ = dl.L_layer_model(X, Y, [2, 5, 1], 0.3, 50, rng=3)
    batched, _ = dl.L_layer_model(X, Y, [2, 5, 1], 0.3, 50, rng=3, batch_size=40)
    assert all(np.allclose(whole[name], batched[name], rtol=0, atol=1e-12) for name in whole)


def test_mini_batches_follow_rng():
    X, Y = dl.moons(40, rng=0)
    runs = [dl.L_layer_model(X, Y, [2, 5, 1], 0.3, 20, rng=rng, batch_size=8)[0]["W1"] for rng in (1, 1, 2)]
    assert np.array_equal(runs[0], runs[1]) and not np.array_equal(runs[0], runs[2])
    legacy = [
        dl.L_layer_model(X, Y, [2, 5, 1], 0.3, 20, rng=np.random.RandomState(1), batch_size=8)[0]["W1"] for _ in "ab"
    ]
    assert np.array_equal(*legacy)


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-12), (np.float32, 2e-4)])
def test_descent_in_the_span_of_the_examples_is_the_same_descent(dtype, tolerance):
    rng = np.random.default_rng(2)
    X, Y = rng.standard_normal((60, 9)).astype(dtype), (np.arange(9) % 2).reshape(1, 9)
    parameters = dl.initialize_parameters_deep([60, 4, 3, 1], rng=5)
    trained, costs = dl.L_layer_model(X, Y, [60, 4, 3, 1], 0.2, 150, parameters=parameters)
    plain = {name: value.astype(dtype) for name, value in parameters.items()}
    for i in range(150):
        AL, caches = dl.L_model_forward(X, plain)
        if i == 100:
            assert costs[1] == pytest.approx(dl.compute_cost(AL, Y), rel=tolerance)
        plain = dl.update_parameters(plain, dl.L_model_backward(AL, Y, caches), 0.2)
    for name, value in plain.items():
        assert trained[name].dtype == dtype
        assert np.allclose(trained[name], value, rtol=0, atol=tolerance), name


def test_descent_in_the_span_survives_copies_among_the_examples():
    X = np.repeat(np.random.default_rng(0).standard_normal((30, 3)), 3, axis=1)
    trained, costs = dl.L_layer_model(X, np.array([[0, 0, 0, 1, 1, 1, 0, 0, 0]]), [30, 4, 1], 0.5, 300, rng=0)
    assert costs[-1] < 0.05 and np.isfinite(trained["W1"]).all()


def test_a_run_that_diverges_in_the_span_hands_back_whole_weights():
    X = 300 * np.random.default_rng(0).standard_normal((60, 9))
    with np.errstate(all="ignore"), pytest.raises(dl.TrainingDiverged) as caught:
        dl.L_layer_model(X, np.arange(9).reshape(1, 9) % 2, [60, 8, 8, 8, 1], 1e300, 50, rng=0)
    assert caught.value.parameters["W1"].shape == (8, 60)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: dl.Images(IMAGES / 255), "dataset is float64 of shape (50, 2, 3, 3); it must hold uint8 images"),
        (lambda: dl.Images(IMAGES, np.zeros(18)), "mean"),
        (lambda: dl.Images(IMAGES, dtype=int), "dtype is"),
        (lambda: dl.L_layer_model(dl.Images(IMAGES), LABELS, [18, 1]), "give batch_size, for example 256."),
        (lambda: dl.L_layer_model(dl.Images(IMAGES), LABELS, [17, 1], batch_size=5), "X has shape (18, 50)"),
        (lambda: dl.L_layer_model(dl.flatten(IMAGES) / 255, LABELS, [18, 1], batch_size=0), "batch_size is 0"),
    ],
)
def test_wrong_input_is_answered_in_one_sentence(call, sentence):
    with pytest.raises(ValueError) as caught:
        call()
    assert sentence in str(caught.value) and "\n" not in str(caught.value)
