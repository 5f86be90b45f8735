"""How often a fault is tried: a few times in every run of the tests, many times with `pytest -m long`."""

import pytest


def often(few, many):
    """Give a test the argument `times`."""
    return pytest.mark.parametrize("times", [few, pytest.param(many, marks=pytest.mark.long)])
