"""The long experiment of lesson 8: four rules of learning, five rates and ten starts on two sets of images.

python notebooks/results/08_networks_and_brains.py    writes 08_networks_and_brains.csv beside it; some minutes
"""

import warnings
from pathlib import Path

import numpy as np

import dlhelpers as dl

FILE = Path(__file__).with_suffix(".csv")
TASKS = {"digits": ([64, 30, 15, 1], 1000, 347, 600), "fashion": ([784, 30, 15, 1], 1500, 500, 300)}
"""For each set: the layers, how many images train, how many more choose the rate, and the number of steps."""
RATES = {
    "back-propagation": (0.03, 0.1, 0.3, 1.0, 3.0),
    "feedback alignment": (0.03, 0.1, 0.3, 1.0, 3.0),
    "only the last layer": (0.1, 0.3, 1.0, 3.0, 10.0),
    "Hebb below": (0.0001, 0.0003, 0.001, 0.003, 0.01),
}
"""The learning rates of each rule. Hebb's are for the hidden layers; its last layer takes the best of the one above."""
SEEDS = range(10)


def load(task):
    """Return (X, Y) for training, for choosing the rate, and for the test."""
    _, m, more, _ = TASKS[task]
    images, Y, test_images, test_Y, _ = dl.load_dataset(task)
    order = np.random.default_rng(0).permutation(len(images))[: m + more]
    images, Y = images[order], Y[:, order]
    mean = (dl.flatten(images[:m]) / 255).mean(axis=1, keepdims=True)
    X, test_X = dl.prepare(images, mean), dl.prepare(test_images, mean)
    return (X[:, :m], Y[:, :m]), (X[:, m:], Y[:, m:]), (test_X, test_Y)


def updates(rule, AL, Y, caches, B):
    """Return what each rule subtracts, times the rate."""
    if rule == "back-propagation":
        return dl.L_model_backward(AL, Y, caches)
    if rule == "feedback alignment":
        return dl.feedback_alignment(AL, Y, caches, B)
    grads = dl.L_model_backward(AL, Y, caches)
    for l in range(1, len(caches)):
        (A_prev, W, _), Z = caches[l - 1]
        grads[f"dW{l}"] = (
            dl.oja(A_prev, np.maximum(0, Z), W) if rule == "Hebb below" else np.zeros_like(W)
        )
        grads[f"db{l}"] = np.zeros_like(grads[f"db{l}"])
    return grads


def train(rule, X, Y, layer_dims, rate, last_rate, steps, seed):
    """Return the parameters after all steps, or None if they did not stay finite."""
    parameters = dl.initialize_parameters_deep(layer_dims, rng=seed)
    B = dl.initialize_parameters_deep(layer_dims, rng=1000 + seed)
    L = len(layer_dims) - 1
    for _ in range(steps):
        AL, caches = dl.L_model_forward(X, parameters)
        if not np.abs(caches[-1][1]).max() < 1e6:
            return None
        change = updates(rule, AL, Y, caches, B)
        change |= {name: last_rate / rate * change[name] for name in (f"dW{L}", f"db{L}")}
        parameters = dl.update_parameters(parameters, change, rate)
    return parameters


def sweep():
    """Train everything and write the file."""
    lines = ["task,rule,rate,seed,train,validation,test"]
    for task, (layer_dims, _, _, steps) in TASKS.items():
        sets, best = load(task), None
        for rule, rates in RATES.items():
            chosen = {}
            for rate in rates:
                last_rate = best if rule == "Hebb below" else rate
                for seed in SEEDS:
                    parameters = train(rule, *sets[0], layer_dims, rate, last_rate, steps, seed)
                    shares = [0.5] * 3
                    if parameters:
                        shares = [float(np.mean(dl.predict(X, parameters) == Y)) for X, Y in sets]
                    lines.append(
                        f"{task},{rule},{rate},{seed}," + ",".join(f"{share:.4f}" for share in shares)
                    )
                    chosen[rate] = chosen.get(rate, 0) + shares[1]
            if rule == "only the last layer":
                best = max(chosen, key=chosen.get)
    FILE.write_text("\n".join(lines) + "\n")


def read():
    """Return {task: {rule: {rate: shares}}}, with shares (10, 3): the starts; training, validation and test."""
    table = {}
    for line in FILE.read_text().splitlines()[1:]:
        task, rule, rate, _, *shares = line.split(",")
        rates = table.setdefault(task, {}).setdefault(rule, {})
        rates.setdefault(float(rate), []).append([float(share) for share in shares])
    return {
        task: {
            rule: {rate: np.array(rows) for rate, rows in rates.items()} for rule, rates in rules.items()
        }
        for task, rules in table.items()
    }


def best_rate(rates):
    """Return the rate with the largest mean share on the validation images."""
    return max(rates, key=lambda rate: rates[rate][:, 1].mean())


if __name__ == "__main__":
    warnings.simplefilter("ignore", RuntimeWarning)
    sweep()
