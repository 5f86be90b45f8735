"""The tests run side by side: each notebook as a whole in one process, and one thread for each process."""

import os

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_itemcollected(item):
    if item.path.suffix == ".ipynb":
        item.add_marker(pytest.mark.xdist_group(item.path.name))
