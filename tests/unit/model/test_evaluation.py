"""An evaluation's marks as bits."""

from datetime import UTC, datetime

import pytest

import mystery_shopping as ms

AT = datetime(2026, 11, 8, tzinfo=UTC)
FORM = ms.Evaluation(version=1, marks=0b0101, skipped=0b1000, findings=(), at=AT)


@pytest.mark.parametrize(
    "mask, share",
    [
        (0b1111, ms.Share(2, 3)),
        (0b0011, ms.Share(1, 2)),
        (0b1000, ms.Share(0, 0)),
        (0, ms.Share(0, 0)),
    ],
)
def test_a_share_counts_the_ones_among_what_applies(mask: int, share: ms.Share) -> None:
    """A skipped parameter lowers nobody's score, and nothing gives no share."""
    assert FORM.share(mask) == share


@pytest.mark.parametrize("field", ["parameter", "note", "solution"])
def test_a_finding_has_a_parameter_a_note_and_a_solution(field: str) -> None:
    """5.6.1 wants what was wrong and what would have been right."""
    words = {"parameter": "pace", "note": "too fast", "solution": "slow down"} | {field: " "}

    with pytest.raises(ms.InvalidValue) as caught:
        ms.Finding(**words)

    assert caught.value.path == field


@pytest.mark.parametrize("field, value", [("scenario", 0), ("scenario", "1"), ("day_part", "")])
def test_a_planned_contact_that_names_nothing_is_refused(field: str, value: object) -> None:
    """A plan's line is checked where it is made."""
    words: dict[str, object] = {"scenario": 1, "on": AT.date(), "day_part": "noon"} | {field: value}

    with pytest.raises(ms.InvalidValue) as caught:
        ms.PlannedContact(**words)  # type: ignore[arg-type]

    assert caught.value.path == field
