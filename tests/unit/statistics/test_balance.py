"""Balance of a sample: where contacts are missing, and how far that is from even."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from mystery_shopping.errors import InvalidValue
from mystery_shopping.statistics import sample_balance

PARTS = ["morning", "noon", "afternoon", "night"]
EVEN: dict[Any, int] = dict.fromkeys(PARTS, 1)


def test_ten_in_each_of_four_day_parts_is_even() -> None:
    """The plan of W-10 at its best."""
    balance = sample_balance(PARTS * 10, EVEN)

    assert balance.evenness == balance.attainable == 1
    assert balance.contact_count == 40
    assert balance.empty == ()


def test_the_cell_furthest_off_is_named_with_what_was_due() -> None:
    """That is the cell where a QCA sends the next contacter."""
    balance = sample_balance(["morning"] * 20 + ["noon"] * 12 + ["night"] * 8, EVEN)

    row = balance.largest_gap
    assert (row.key, row.actual) == ("morning", 20)
    assert [row.expected, row.gap] == [10, 10]
    assert balance.empty == ("afternoon",)


def test_the_largest_gap_may_be_a_lack() -> None:
    """An empty night weighs more than a few contacts too many elsewhere."""
    balance = sample_balance(["morning"] * 14 + ["noon"] * 13 + ["afternoon"] * 13, EVEN)

    assert balance.largest_gap.key == "night"


def test_evenness_is_the_share_of_contacts_that_could_stay() -> None:
    """Twelve of forty would have to move: ten into the afternoon and two to the night."""
    balance = sample_balance(["morning"] * 20 + ["noon"] * 12 + ["night"] * 8, EVEN)

    assert balance.evenness == Fraction(28, 40)


def test_all_where_none_was_due_is_zero() -> None:
    """The other end of the scale."""
    assert sample_balance(["noon"], {"noon": 0, "night": 1}).evenness == 0


def test_crossed_cells_show_how_even_whole_contacts_can_be() -> None:
    """40 contacts do not fill 28 cells evenly; a plan is not to blame for that."""
    cells = list(product(PARTS, range(7)))

    balance = sample_balance((cells * 2)[:40], dict.fromkeys(cells, 1))

    assert balance.evenness == balance.attainable == Fraction(29, 35)


def test_what_is_due_may_follow_the_traffic() -> None:
    """Most customers call in the morning, and so should the contacters."""
    balance = sample_balance(["a"] * 3 + ["b"], {"a": 300, "b": 100})

    assert balance.evenness == 1


def test_without_contacts_there_is_no_evenness() -> None:
    """An empty month is neither even nor uneven."""
    balance = sample_balance([], EVEN)

    assert (balance.evenness, balance.attainable) == (None, None)
    assert balance.empty == ()


@pytest.mark.parametrize(
    "found, expected, path",
    [
        (["evening"], EVEN, "found"),
        ([], {"noon": 0}, "sum(expected)"),
        ([], {}, "sum(expected)"),
        ([], {"noon": -1, "night": 2}, "expected['noon']"),
        ([], {"noon": True}, "expected['noon']"),
        ([], ["noon"], "expected"),
    ],
    ids=str,
)
def test_cells_without_a_weight_are_refused(found: Any, expected: Any, path: str) -> None:  # noqa: ANN401
    """A contact in a day part that does not exist is a fault of the data."""
    with pytest.raises(InvalidValue) as caught:
        sample_balance(found, expected)

    assert caught.value.path == path
