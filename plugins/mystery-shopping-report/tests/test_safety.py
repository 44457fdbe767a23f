"""What people wrote stays what they wrote: never markup, never code, never unseen."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import attrs
import pytest

from mystery_shopping.service.dossier import Dossier
from mystery_shopping_report.content import make_paper
from mystery_shopping_report.html import make_page
from mystery_shopping_report.plain import breakable, plain
from tests.pages import read_page
from tests.reports import HOSTILE, hostile_dossier, long_dossier


def with_summary(text: str) -> Dossier:
    """Return the long dossier with another summary."""
    dossier = long_dossier()
    return attrs.evolve(dossier, report=attrs.evolve(dossier.report, summary=text))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_reads_on_the_page_as_it_was_written(text: str) -> None:
    """A note with a bracket in it is a note, and not a door."""
    page = read_page(make_page(make_paper(with_summary(text), "en")))

    assert " ".join(plain(text).split()) in page.by_id("report").text
    assert page.every("script", "img") == []


def test_hostile_text_in_every_place_leaves_the_page_as_it_is() -> None:
    """One place that forgets to escape is all an attacker needs."""
    usual = read_page(make_page(make_paper(long_dossier(), "en")))
    hostile = read_page(make_page(make_paper(hostile_dossier(), "en")))

    tags = {row.tag for row in usual.every()}
    assert {row.tag for row in hostile.every()} <= tags | {"wbr"}
    assert (
        hostile.one("head")
        .one("title")
        .text.startswith("Mystery shopping report: </title></style>")
    )


def test_the_policy_lets_nothing_through_but_the_page_s_own_style() -> None:
    """Even markup that slipped in could load nothing and run nothing."""
    for dossier in (long_dossier(), hostile_dossier()):
        page = read_page(make_page(make_paper(dossier, "id")))
        style = "".join(map(str, page.one("style").children))
        digest = b64encode(sha256(style.encode()).digest()).decode()
        (policy,) = (
            row.attributes["content"]
            for row in page.every("meta")
            if row.attributes.get("http-equiv") == "Content-Security-Policy"
        )

        assert policy.split("; ") == [
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            "base-uri 'none'",
            "form-action 'none'",
        ]


def test_a_unit_s_name_cannot_end_the_style_it_is_printed_from() -> None:
    """The head of every printed page is a string in the style sheet."""
    html = make_page(make_paper(hostile_dossier(), "id"))

    style = html.split("<style>", 1)[1].split("</style>", 1)[0]
    assert "@bottom-right" in style
    assert "<" not in style


@pytest.mark.parametrize(
    "given, shown",
    [
        ("harga\u202e000.1", "harga[U+202E]000.1"),
        ("a\u2066b\u2069", "a[U+2066]b[U+2069]"),
        ("a\x00b\x1bc", "a[U+0000]b[U+001B]c"),
        ("so\u200bft\u00adhy\ufeffphen", "softhyphen"),
        ("satu\r\ndua\u2028tiga\tempat", "satu\ndua\ntiga empat"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("90 % of\u00a0it", "90\u00a0% of\u00a0it"),
        ("\ud800", "[U+D800]"),
    ],
)
def test_what_cannot_be_seen_is_shown_or_gone(given: str, shown: str) -> None:
    """A price turned round by an unseen letter deceives whoever approves it."""
    assert plain(given) == shown


def test_a_long_word_may_be_broken_and_a_usual_one_stays_whole() -> None:
    """A word as wide as three pages pushes every other figure out of sight."""
    long = breakable("x" * 100)

    assert max(map(len, long.split("\u200b"))) <= 12
    assert long.replace("\u200b", "") == "x" * 100
    assert breakable("pertanggungjawaban kita") == "pertanggungjawaban kita"
