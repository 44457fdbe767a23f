"""Day before month or month before day: decided once for a column, or asked."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping_reasons import DayOrderUnsettled
from mystery_shopping_reasons.cells import Cell
from mystery_shopping_reasons.moments import Moment, find_clock, find_moment
from mystery_shopping_reasons.settling import Settled, collect, settle


def settle_days(*cells: Cell, day_first: bool | None = None, decimal: str | None = None) -> Settled:
    """Return the reading of a column of these cells."""
    signs = collect((cell, find_moment(cell)) for cell in cells)
    return settle(signs, column="waktu", day_first=day_first, decimal=decimal)


def settle_times(*cells: Cell, decimal: str | None = None) -> Settled:
    """Return the reading of a time column of these cells, beside certain dates."""
    day = find_moment("2026-10-01").date
    signs = collect((cell, Moment(day, find_clock(cell))) for cell in cells)
    return settle(signs, column="waktu", day_first=None, decimal=decimal)


def test_one_value_above_twelve_settles_the_whole_column() -> None:
    """The many dates that read both ways follow the one that does not."""
    assert settle_days("01/02/2026", "13/02/2026").day_first
    assert not settle_days("01/02/2026", "02/13/2026").day_first


def test_the_settling_value_may_come_last() -> None:
    """A log sorted by date shows its first twelve days first; all of it is looked at."""
    cells = [f"{day:02d}/10/2026" for day in range(1, 13)]

    assert settle_days(*cells, "13/10/2026").day_first


def test_a_column_nothing_settles_is_refused_with_the_question_to_answer() -> None:
    """A guess would be right half the time, and nobody would see the other half."""
    with pytest.raises(DayOrderUnsettled) as refusal:
        settle_days("01/02/2026", "03/04/2026")

    assert refusal.value.code == "MS601"
    assert refusal.value.column == "waktu"
    assert refusal.value.either == "01/02/2026"
    assert "day_first = true" in refusal.value.say("en")
    assert "hari dulu" in refusal.value.say("id")


def test_a_column_that_speaks_for_both_orders_is_refused_with_a_witness_for_each() -> None:
    """Two exports pasted into one: whichever is believed, half of the file is wrong."""
    with pytest.raises(DayOrderUnsettled) as refusal:
        settle_days("13/02/2026", "02/13/2026", "01/01/2026")

    assert refusal.value.day_first == "13/02/2026"
    assert refusal.value.month_first == "02/13/2026"


@pytest.mark.parametrize("day_first", [True, False])
def test_the_users_word_settles_what_the_column_cannot(day_first: bool) -> None:  # noqa: FBT001
    """The refusal names `day_first`, so giving it must be enough, contradiction or not."""
    silent = settle_days("01/02/2026", day_first=day_first)
    torn = settle_days("13/02/2026", "02/13/2026", day_first=day_first)

    assert silent.day_first is torn.day_first is day_first
    assert silent.day_order.endswith("given")


def test_dates_that_read_alike_either_way_need_no_answer() -> None:
    """Asking about 03/03/2026 or 1-Jan-26 would be asking for nothing."""
    assert settle_days("03/03/2026", "1-Jan-26", "2026-10-31").day_order == "nothing to settle"


def test_a_typing_error_does_not_settle_a_column() -> None:
    """45/03/2026 is no date; it must not decide for the others."""
    with pytest.raises(DayOrderUnsettled):
        settle_days("45/03/2026", "01/02/2026")


def test_a_mixture_of_date_cells_and_text_is_said() -> None:
    """It is the trace of a CSV opened under the wrong locale: days up to 12 were swapped."""
    settled = settle_days(date(2026, 1, 10), "13/10/2026")

    assert settled.mixed == "1 as date cells, 1 as text"
    assert settle_days("13/10/2026").mixed is None


def test_a_column_without_times_leaves_them_unknown() -> None:
    """A file without times has unknown day parts, not midnight."""
    assert not settle_days("2026-10-01", "2026-10-02").times_known


def test_a_column_of_midnights_leaves_the_times_unknown() -> None:
    """A date turned into a date-time by some program is still only a date."""
    settled = settle_days("2026-10-01 00:00:00", datetime(2026, 10, 2))  # noqa: DTZ001

    assert not settled.times_known
    assert "00:00" in settled.times


def test_a_midnight_among_other_times_is_a_midnight() -> None:
    """A site that works through the night has contacts at 00:00."""
    assert settle_days("2026-10-01 00:00:00", "2026-10-01 09:00:00").times_known


def test_dotted_times_are_clocks_when_one_of_them_is_past_the_first_hour() -> None:
    """Indonesian clocks are written 09.12; 00.25 and 0.25 then are 25 past midnight."""
    assert settle_times("0.25", "09.12").fractions is False


def test_dotted_times_are_fractions_when_one_of_them_has_more_digits() -> None:
    """A workbook saved as text leaves 0.3840278; 0.25 then is six in the morning."""
    assert settle_times("0.25", "0.3840278").fractions is True


def test_dotted_times_that_nothing_settles_stay_unknown() -> None:
    """Neither reading is believed without a witness; the day parts are then unknown."""
    assert settle_times("0.25", "0.30").fractions is None
    assert settle_times("09.12", "0.3840278").fractions is None


@pytest.mark.parametrize("decimal, fractions", [(".", True), (",", False)])
def test_the_decimal_sign_given_settles_dotted_times(decimal: str, fractions: bool) -> None:  # noqa: FBT001
    """With a comma for decimals, a dot can only part hours from minutes."""
    assert settle_times("0.25", decimal=decimal).fractions is fractions


def test_the_refusal_survives_pickling_and_copying() -> None:
    """A worker in another process hands it back to the one who can answer."""
    error = DayOrderUnsettled(column="waktu", day_first=None, month_first=None, either="01/02/26")

    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301 - our own
        assert (again.column, again.either, str(again)) == ("waktu", "01/02/26", str(error))


@given(days=st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1))
@pytest.mark.parametrize("form", ["{0.day}/{0.month}/{0.year}", "{0.month:02}-{0.day:02}-{0.year}"])
def test_a_settled_column_gives_back_the_dates_it_was_written_from(
    form: str, days: list[date]
) -> None:
    """Whatever the dates are: the column is read as it was written, or it is refused."""
    cells = [form.format(day) for day in days]
    readable = any(day.day > 12 for day in days) or all(day.day == day.month for day in days)

    if not readable:
        with pytest.raises(DayOrderUnsettled):
            settle_days(*cells)
        return
    settled = settle_days(*cells)

    moments = [find_moment(cell).date for cell in cells]
    assert [m.on(day_first=settled.day_first) for m in moments if m] == days


@given(days=st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1), data=st.data())
def test_the_order_of_the_rows_does_not_change_the_reading(
    days: list[date], data: st.DataObject
) -> None:
    """Evidence is counted over the column; sorting an export must not change a ranking."""
    cells = [f"{day:%d/%m/%Y}" for day in days]
    shuffled = data.draw(st.permutations(cells))

    def verdict(column: list[str]) -> str:
        try:
            return settle_days(*column).day_order
        except DayOrderUnsettled:
            return "refused"

    assert verdict(cells) == verdict(shuffled)
