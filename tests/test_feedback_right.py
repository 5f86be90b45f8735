"""A right answer is never refused, however it is written."""

import time

import pytest
from right_answers import RIGHT

from dlhelpers.feedback import check


@pytest.mark.parametrize(
    ("name", "function"), [pytest.param(*one, id=f"{one[0]}-{number}") for number, one in enumerate(RIGHT)]
)
def test_check_accepts(name, function):
    begin = time.perf_counter()
    report = check(function, name)
    assert report.passed, str(report)
    assert time.perf_counter() - begin < 2


def test_there_are_at_least_forty_right_answers():
    assert len(RIGHT) >= 40
