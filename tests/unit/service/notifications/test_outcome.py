"""When a failed delivery is tried again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mystery_shopping as ms

RETRY = ms.Retry(first_seconds=60, cap_seconds=3600)


@given(st.text(min_size=1), st.integers(1, 1_000), st.none() | st.floats(0, 1e9))
def test_a_wait_is_within_its_bounds(delivery: str, failures: int, asked: float | None) -> None:
    """Never sooner than asked for (a day at most), never more than half again as long."""
    wait = RETRY.wait_seconds(delivery, failures=failures, asked=asked)

    least = max(min(60 * 2.0 ** min(failures - 1, 30), 3600), min(asked or 0, 86_400))
    assert least <= wait <= least * 1.5


def test_waits_double_and_differ_from_letter_to_letter() -> None:
    """What failed together must not come back together, and the same letter waits the same."""
    waits = {RETRY.wait_seconds(f"letter-{n}", failures=1, asked=None) for n in range(50)}

    assert len(waits) > 25
    assert RETRY.wait_seconds("a", failures=3, asked=None) >= 240
    assert RETRY.wait_seconds("a", failures=3, asked=None) == RETRY.wait_seconds(
        "a", failures=3, asked=None
    )


@pytest.mark.parametrize("field", ["first_seconds", "cap_seconds", "attempts"])
def test_a_retry_without_sense_is_refused(field: str) -> None:
    """No waiting at all would hammer a server that asks for mercy."""
    with pytest.raises(ms.InvalidValue, match=field):
        ms.Retry(**{field: 0})


def test_reports_add_up_and_say_when_nothing_was_done() -> None:
    """A worker prints a line for a tick only when there is something to say."""
    one = ms.TickReport(sent_count=1)

    assert one + one == ms.TickReport(sent_count=2)
    assert bool(one)
    assert not ms.TickReport()
