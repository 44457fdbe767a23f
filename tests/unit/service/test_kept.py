"""Kept cycles hold only as long as the log still holds what they were folded from."""

import pytest

import mystery_shopping as ms
from mystery_shopping.service._kept import KeptCycles
from tests.months import DEWI, Month, nov


def test_a_kept_cycle_whose_stream_is_gone_is_found_no_longer() -> None:
    """Whoever disposed of it on another machine must not be answered from memory here."""
    month = Month()
    kept = KeptCycles(month.program.log)
    assert kept.refresh(month.id).cycle == month.cycle
    month.program.log.erase(f"cycle/{month.id}", expected=month.cycle.version)

    with pytest.raises(ms.NotFound):
        kept.refresh(month.id)


def test_a_kept_cycle_whose_stream_was_begun_anew_is_folded_anew() -> None:
    """The same name and the same version are not the same month: the hash tells."""
    month = Month()
    log, kept = month.program.log, KeptCycles(month.program.log)
    old = kept.refresh(month.id)
    log.erase(f"cycle/{month.id}", expected=1)
    again = ms.Program(log, policy=ms.Policy(qm_target=70))
    again.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(2))

    new = kept.refresh(month.id)

    assert new.cycle.version == old.cycle.version
    assert old.cycle.policy.qm_target == 85
    assert new.cycle.policy.qm_target == 70
