"""How long a read may take."""

import httpcore
import pytest
from replay import FakeClock

from kg.web.network import Patience


def test_no_read_takes_longer_than_the_request_has_left():
    clock = FakeClock()
    patience = Patience(clock, 60.0)
    assert (patience.least(5.0), patience.least(None)) == (5.0, 60.0)
    clock.advance(58.0)
    assert (patience.least(5.0), patience.least(None)) == (2.0, 2.0)
    clock.advance(2.0)
    with pytest.raises(httpcore.ReadTimeout):
        patience.least(5.0)
