"""Twice as much text takes about twice as long, whatever the text is made of."""

import growth
import pytest

SHORT = 0.05  # seconds: below, the time says nothing


@pytest.mark.parametrize("name", growth.PIECES)
def test_the_time_of_every_step_grows_with_the_text(name):
    length = 3_000
    growth.times(name, length)  # patterns are compiled
    while True:
        once, twice = (min_of(name, factor * length) for factor in (1, 2))
        slow = {step for step in twice if twice[step] > SHORT and twice[step] > 2.6 * once.get(step, 0)}
        if not slow or length > 12_000:
            break
        length *= 2  # a longer text is less disturbed by what runs beside it
    assert not slow, (length, once, twice)


def min_of(name, length):
    runs = [growth.times(name, length) for _ in range(2)]
    return {step: min(run[step] for run in runs) for step in runs[0]}
