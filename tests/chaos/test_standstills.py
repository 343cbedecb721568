"""What counts as a standstill of the machine."""

from __future__ import annotations

import pytest

from tests.chaos.standstills import stood_still


@pytest.mark.parametrize(
    ("wall", "processor", "expected"),
    [
        pytest.param(0.06, 0.0, 0.0, id="a tick on time"),
        pytest.param(1.25, 0.1, 1.1, id="a second without a processor"),
        pytest.param(1.25, 1.2, 0.0, id="a second of our own work"),
        pytest.param(1.25, 2.0, 0.0, id="work on two processors"),
    ],
)
def test_only_time_without_a_processor_is_a_standstill(wall: float, processor: float, expected: float) -> None:
    assert stood_still(wall, processor) == pytest.approx(expected)
