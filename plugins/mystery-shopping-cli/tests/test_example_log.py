"""The contact log of our own making is what its generator and its README say."""

from __future__ import annotations

import runpy

from mystery_shopping.model import Kind, Policy, ReasonRanking
from mystery_shopping.values import Period
from mystery_shopping_cli.examples import CONTACTS, MAPPING
from mystery_shopping_reasons import load_mapping, read_ranking

MAKER = str(CONTACTS.with_name("make_contacts.py"))


def october() -> ReasonRanking:
    """Return the ranking of the example's month."""
    return read_ranking(
        CONTACTS,
        period=Period(2026, 10),
        mapping=load_mapping(MAPPING.read_text(encoding="utf-8")),
        policy=Policy(qm_target=85),
    )


def test_the_generator_gives_the_file_byte_for_byte() -> None:
    """A file nobody can make again is a file nobody dares to change."""
    make_log = runpy.run_path(MAKER)["make_log"]

    assert make_log() == CONTACTS.read_bytes()


def test_another_seed_gives_another_month() -> None:
    """Chance that never changes anything would be none."""
    make_log = runpy.run_path(MAKER)["make_log"]

    assert make_log(1) == make_log(1) != make_log(2)


def test_the_example_ranks_with_all_four_kinds_among_the_first_five() -> None:
    """The demo shows a month as it should be: every kind of 5.1.2 has its reason."""
    ranking = october()

    assert [(row.code, row.count, row.kind) for row in ranking.top(5)] == [
        ("Internet lambat", 777, Kind.COMPLAINT_SOLVED),
        ("Informasi tagihan", 657, Kind.INFORMATION),
        ("Gangguan tidak ada sinyal", 567, Kind.COMPLAINT_ESCALATED),
        ("Perubahan paket", 486, Kind.REQUEST),
        ("Informasi promo dan paket baru", 412, Kind.INFORMATION),
    ]
    assert len(ranking.reasons) == 9
    assert ranking.tied_at(5) == ()


def test_every_row_of_the_example_is_accounted_for() -> None:
    """The dirt in the file is there to be counted."""
    ranking = october()

    assert dict(ranking.dropped) == {
        "folded_into_contact": 46,
        "unreadable_date": 7,
        "other_month": 86,
        "missing_reason": 16,
    }
    assert ranking.contact_count + 46 + 7 + 86 + 16 == 4000 == int(dict(ranking.choices)["rows"])


def test_the_example_covers_all_day_parts() -> None:
    """A plan by day part and reason needs figures in every cell."""
    assert all(count for row in october().reasons for _, count in row.day_parts)
