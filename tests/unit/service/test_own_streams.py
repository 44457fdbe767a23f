"""Streams beside the cycles: a writer who is never first gives up, and says so."""

from collections.abc import Sequence

import pytest

import mystery_shopping as ms
from mystery_shopping.memory import MemoryLog
from tests.months import DEWI, nov


class Contested(MemoryLog):
    """A log where, once `contested`, somebody else is always faster."""

    contested = False
    tried = 0

    def append(self, stream: str, events: Sequence[ms.Envelope], *, expected: int) -> int:
        """Refuse as a stale writer is refused."""
        if self.contested:
            self.tried += 1
            raise ms.Conflict(stream=stream, expected=expected, actual=expected + 1)
        return super().append(stream, events, expected=expected)


def test_a_hold_that_is_always_overtaken_is_given_up_after_so_many_tries() -> None:
    """A loop without an end would hang the request of whoever placed the hold."""
    log = Contested()
    program = ms.Program(log, policy=ms.Policy(qm_target=85))
    cycle = program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))
    retention = ms.Retention(program)
    log.contested = True

    with pytest.raises(ms.TooManyConflicts) as caught:
        retention.hold(cycle.id, reason="a lawsuit", holder="maya", by=DEWI, at=nov(2))

    assert log.tried == caught.value.tries > 1
