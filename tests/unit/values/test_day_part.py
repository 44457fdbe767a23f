"""Day parts: half-open, without a gap, around midnight."""

from datetime import date, datetime, time

import pytest

from mystery_shopping import DayPart, DayPartTable, InvalidValue, NotFound
from tests.months import ZONE

EDGE = time(4, 59, 59, 999999)


@pytest.mark.parametrize(
    "clock, standard, cldr",
    [
        (time(0), "night", "morning"),
        (EDGE, "night", "morning"),
        (time(5), "morning", "morning"),
        (time(10), "morning", "noon"),
        (time(10, 59, 59, 999999), "morning", "noon"),
        (time(11), "noon", "noon"),
        (time(15), "afternoon", "afternoon"),
        (time(18), "night", "night"),
        (time(23, 59, 59, 999999), "night", "night"),
    ],
)
def test_a_part_begins_at_its_start_and_ends_before_the_next(
    clock: time, standard: str, cldr: str
) -> None:
    """A contact on the edge belongs to exactly one part, to the microsecond."""
    assert DayPartTable.standard().at(clock).code == standard
    assert DayPartTable.cldr().at(clock).code == cldr


def test_parts_have_their_indonesian_names() -> None:
    """The clause says pagi, siang, sore, malam."""
    titles = [part.title.id for part in DayPartTable.standard().parts]

    assert titles == ["pagi", "siang", "sore", "malam"]
    assert DayPart("shift_1", time(6), time(14)).title.en == "shift_1"


@pytest.mark.parametrize(
    "parts, path",
    [
        ([("a", 0, 12), ("b", 13, 0)], "parts[0].end"),
        ([("a", 0, 12), ("b", 11, 0)], "parts[0].end"),
        ([("a", 0, 12), ("b", 12, 23)], "parts[1].end"),
        ([("a", 0, 12), ("a", 12, 0)], "parts"),
        ([("a", 8, 8), ("b", 8, 8)], "parts"),
    ],
    ids=["gap", "overlap", "open end", "one code twice", "one start twice"],
)
def test_a_table_that_does_not_cover_the_day_once_is_refused(
    parts: list[tuple[str, int, int]], path: str
) -> None:
    """In a gap a contact would have no part, in an overlap two."""
    rows = tuple(DayPart(code, time(start), time(end)) for code, start, end in parts)

    with pytest.raises(InvalidValue) as caught:
        DayPartTable(rows)

    assert caught.value.path == path


def test_a_table_needs_a_part() -> None:
    """Of nothing, nothing can be covered."""
    with pytest.raises(InvalidValue):
        DayPartTable(())


def test_the_order_of_the_table_is_the_sites_own() -> None:
    """A report begins with the part the site puts first, whatever the clock says."""
    night, day = DayPart("night", time(20), time(8)), DayPart("day", time(8), time(20))

    table = DayPartTable((night, day))

    assert table.codes == ("night", "day")
    assert (table.at(time(7)).code, table.at(time(8)).code) == ("night", "day")


def test_the_small_hours_belong_to_the_business_day_before() -> None:
    """With a day that starts at five, the night shift is one night."""
    table = DayPartTable.standard(business_day_start=time(5))
    midnight, five = (datetime(2026, 11, 9, hour, 0, tzinfo=ZONE) for hour in (0, 5))

    assert table.business_date(midnight) == date(2026, 11, 8)
    assert table.business_date(five) == date(2026, 11, 9)
    assert DayPartTable.standard().business_date(midnight) == date(2026, 11, 9)


def test_a_part_that_is_not_there_says_which_are() -> None:
    """The caller's next try should be right."""
    with pytest.raises(NotFound, match="morning, noon, afternoon, night"):
        DayPartTable.standard().named("dawn")
