import pytest

import dlhelpers as dl


@pytest.fixture
def data():
    return dl.moons(60, noise=0.2, rng=1), dl.moons(40, noise=0.2, rng=2)
