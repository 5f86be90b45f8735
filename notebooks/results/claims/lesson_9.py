"""The claims of lesson 9 that are no matter of time, each from the caller's seeds."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

import dlhelpers as dl

TREES = [3072, 20, 7, 5, 1]


def _descend(X, Y, parameters, learning_rate, steps):
    """The plain loop of the building blocks."""
    for _ in range(steps):
        AL, caches = dl.L_model_forward(X, parameters)
        parameters = dl.update_parameters(parameters, dl.L_model_backward(AL, Y, caches), learning_rate)
    return parameters


def _apart(one, other):
    return max(np.abs(one[name] - other[name]).max() for name in other)


def _photographs(seed, m=200):
    """Some of the trees, drawn anew, and the test pictures; both with the mean of all training pictures taken off."""
    images, Y, test_images, _, _ = dl.load_dataset("trees")
    mean = (dl.flatten(images) / 255).mean(axis=1, keepdims=True)
    drawn = np.random.default_rng(seed).choice(len(images), m, replace=False)
    return dl.prepare(images[drawn], mean), Y[:, drawn], dl.prepare(test_images, mean)


def memory_made_once_is_the_same_descent(seeds):
    """A run in memory that is made once ends at the weights of the plain loop."""
    found = []
    for seed in seeds:
        (X, Y), start = (
            dl.spiral(300, rng=seed),
            dl.initialize_parameters_deep([2, 16, 16, 16, 1], rng=seed),
        )
        trained, _ = dl.L_layer_model(X, Y, [2, 16, 16, 16, 1], 0.03, 100, parameters=start)
        found.append(_apart(trained, _descend(X, Y, start, 0.03, 100)))
    return max(found) < 1e-9, f"apart by {max(found):.0e} at most after 100 steps"


def two_threads_give_the_bits_of_one(seeds):
    """With the same halves, one thread and two give the same gradients in every digit; one piece gives others."""
    differ, apart = 0, []
    with ThreadPoolExecutor(2) as pool:
        for seed in seeds:
            rng = np.random.default_rng(seed)
            X, Y = rng.standard_normal((784, 600)), (np.arange(600) % 2).reshape(1, 600)
            wide = dl.initialize_parameters_deep([784, 256, 128, 1], rng=seed)
            job = X, Y, wide, np.array_split(np.arange(600), 2)
            one, two = dl.gradients_in_blocks(*job), dl.gradients_in_blocks(*job, pool.map)
            AL, caches = dl.L_model_forward(X, wide)
            whole = dl.L_model_backward(AL, Y, caches)
            differ += sum(np.count_nonzero(one[name] != two[name]) for name in one)
            apart.append(max(np.abs(one[name] - whole[name]).max() for name in one))
    told = f"{differ} numbers differ; one piece and two are apart by {min(apart):.0e} to {max(apart):.0e}"
    return differ == 0 and 0 < min(apart) and max(apart) < 1e-12, told


def the_span_holds_all_that_moves(seeds):
    """In the span of the examples the costs are those of the plain loop, and nothing of $W_1$ moves outside it."""
    left_over, apart = [], []
    for seed in seeds[:3]:
        X, Y, _ = _photographs(seed)
        start = dl.initialize_parameters_deep(TREES, rng=seed)
        plain = _descend(X, Y, start, 0.03, 150)
        trained, _ = dl.L_layer_model(X, Y, TREES, 0.03, 150, parameters=start)
        moved = plain["W1"] - start["W1"]
        C = np.linalg.lstsq(X, moved.T, rcond=None)[0].T
        left_over.append(np.linalg.norm(moved - C @ X.T) / np.linalg.norm(moved))
        costs = [dl.compute_cost(dl.L_model_forward(X, one)[0], Y) for one in (plain, trained)]
        apart.append(abs(costs[0] - costs[1]))
    told = f"share left over {max(left_over):.0e}, costs apart by {max(apart):.0e}, at most"
    return max(left_over) < 1e-9 and max(apart) < 1e-9, told


def float32_answers_nearly_alike(seeds):
    """A float32 run starts apart in the seventh or eighth decimal, and answers nearly all test pictures alike."""
    first, alike = [], []
    for seed in seeds:
        X, Y, test_X = _photographs(seed)
        start = dl.initialize_parameters_deep(TREES, rng=seed)
        long, costs = dl.L_layer_model(X, Y, TREES, 0.03, 601, parameters=start)
        short, short_costs = dl.L_layer_model(X.astype(np.float32), Y, TREES, 0.03, 601, parameters=start)
        first.append(abs(costs[0] - short_costs[0]))
        alike.append(np.mean(dl.predict(test_X, long) == dl.predict(test_X.astype(np.float32), short)))
    told = f"first costs apart by {max(first):.0e} at most; {100 * min(alike):.1f} % alike or more"
    return max(first) < 1e-6 and min(alike) >= 0.9, told


def smaller_batches_get_farther(seeds):
    """With each picture seen five times, batches of 16 end at a lower cost than those of 256, and these than one."""
    images, Y, *_ = dl.load_dataset("fashion")
    means, sizes = [], (16, 256, 2000)
    for seed in seeds[:4]:
        drawn = np.random.default_rng(seed).choice(len(images), 2000, replace=False)
        X, labels = dl.flatten(images[drawn]) / 255, Y[:, drawn]
        X = X - X.mean(axis=1, keepdims=True)
        means.append(
            [min(_five_looks(X, labels, size, rate, seed) for rate in (0.1, 0.3, 1.0)) for size in sizes]
        )
    means = np.array(means)
    told = ", ".join(
        f"{size}: {low:.2f} to {high:.2f}"
        for size, low, high in zip(sizes, means.min(0), means.max(0), strict=True)
    )
    return bool((np.diff(means) > 0).all()), told


def _five_looks(X, Y, batch_size, rate, seed):
    """The cost on all pictures after five epochs."""
    steps = 5 * -(-X.shape[1] // batch_size)
    try:
        how = {"batch_size": batch_size, "rng": seed, "progress": False}
        parameters, _ = dl.L_layer_model(X, Y, [784, 30, 1], rate, steps, **how)
        return dl.compute_cost(dl.L_model_forward(X, parameters)[0], Y)
    except (dl.TrainingDiverged, ValueError):
        return np.inf
