"""File names any system takes: plain ASCII, in order, and never the same for two cycles."""

from __future__ import annotations

import re

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping_forms.layout_identity import BLANK, CORRECTION, FILLED
from mystery_shopping_forms.writing.names import contact_file_name, file_name
from tests.months import Month, even_plan

ODD_UNITS = ("Москва", "Київ", "a b", "a-b", "Ünit", "..", "x" * 200, "x" * 201, 'q"?*<>|\\')


def cycle(unit: str = "malang") -> ms.Cycle:
    """Return a cycle of a unit."""
    program = ms.open_program("memory:", policy=ms.Policy(qm_target=85))
    return program.open_cycle(unit=unit, period="2026-11", by=ms.Person("d", ms.Role.QCA))


@pytest.mark.parametrize("unit", ODD_UNITS)
def test_a_name_is_plain_whatever_the_unit_is_called(unit: str) -> None:
    """Forms travel by mail, on sticks and over shares; a name must survive each of them."""
    name = file_name("F-32", cycle(unit))

    assert re.fullmatch(r"F-32 [A-Za-z0-9][A-Za-z0-9._-]{0,99}\.xlsx", name)


def test_units_that_fold_to_one_name_keep_their_files_apart() -> None:
    """Two units exported into one folder would else write over each other."""
    found = {file_name("F-27", cycle(unit)) for unit in ODD_UNITS}

    assert len(found) == len(ODD_UNITS)


def test_names_of_contacts_sort_as_their_numbers_do() -> None:
    """Who hands the forms out goes through the folder from the top."""
    month = Month(plan=even_plan(120)).to(ms.CycleState.ASSIGNED)

    found = [
        contact_file_name("F-31", month.cycle, contact=number, version=1, purpose=BLANK)
        for number in range(1, 121)
    ]

    assert found == sorted(found)
    assert found[6] == "F-31 malang-2026-11 contact-007.xlsx"


def test_a_form_sent_back_twice_gets_two_names() -> None:
    """The second correction must not take the place of the first, already filled in."""
    made = [
        contact_file_name("F-31", cycle(), contact=1, version=version, purpose=purpose)
        for version, purpose in ((1, BLANK), (1, FILLED), (2, CORRECTION), (3, CORRECTION))
    ]

    assert len(set(made)) == len(made)


def test_a_month_opened_again_has_files_of_its_own() -> None:
    """After a cancelled cycle the month has another one; both may lie in one folder."""
    first = cycle()
    again = attrs.evolve(first, id=f"{first.id}/2")

    assert file_name("F-27", again) == "F-27 malang-2026-11-2.xlsx" != file_name("F-27", first)
