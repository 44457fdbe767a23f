"""Kinds offered for reasons, for a person to confirm."""

from __future__ import annotations

import pytest

from mystery_shopping.model import Kind
from mystery_shopping_reasons import TagRule
from mystery_shopping_reasons.offering import kind_in_words, offer_kinds


@pytest.mark.parametrize(
    "reason, kind",
    [
        ("Informasi tagihan", Kind.INFORMATION),
        ("Tanya jadwal", Kind.INFORMATION),
        ("Permintaan pasang baru", Kind.REQUEST),
        ("Internet lambat", Kind.COMPLAINT_SOLVED),
        ("Komplain dieskalasi", Kind.COMPLAINT_ESCALATED),
        ("Complaint: escalated", Kind.COMPLAINT_ESCALATED),
        ("Streaming", None),
        ("Administrasi", None),
    ],
)
def test_the_words_of_a_reason_tell_its_kind_or_nothing(reason: str, kind: Kind | None) -> None:
    """A stem must begin a word: the "mati" of "otomatis" is no complaint."""
    assert kind_in_words(reason) is kind
    assert kind_in_words("otomatis") is None


def test_how_a_complaint_ended_is_told_by_a_column_where_there_is_one() -> None:
    """The reason says what is wrong, never whether it was put right at once."""
    rows = [["Internet lambat", "Ya"], ["Internet lambat", "Tidak"], ["x", "?"]]

    offers = dict(
        offer_kinds(
            ["Internet lambat", "Info", "x"], ["alasan", "FCR"], rows=rows, reason_column="alasan"
        )
    )

    ended = (("Ya", Kind.COMPLAINT_SOLVED), ("Tidak", Kind.COMPLAINT_ESCALATED))
    assert offers == {
        "Internet lambat": TagRule(column="FCR", values=ended),
        "Info": TagRule(Kind.INFORMATION),
        "x": None,
    }


def test_a_column_of_kinds_speaks_for_every_reason() -> None:
    """Many applications keep the kind beside the reason; forty lines would say the same."""
    rows = [["A", "Informasi"], ["B", "Keluhan"], ["B", "Lain"]]

    offers = list(offer_kinds(["A", "B"], ["alasan", "Jenis"], rows=rows, reason_column="alasan"))

    values = (("Informasi", Kind.INFORMATION), ("Keluhan", Kind.COMPLAINT_SOLVED))
    assert offers == [("*", TagRule(column="Jenis", values=values))]


def test_a_column_of_kinds_without_a_kind_in_it_offers_nothing() -> None:
    """`type` is as often "inbound"; a rule that fits no value would only look like one."""
    offers = offer_kinds(["A"], ["alasan", "type"], rows=[["A", "inbound"]], reason_column="alasan")

    assert list(offers) == [("A", None)]
