"""Indonesian and English, by --lang or by the locale."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mystery_shopping_cli.testing import Shell
from mystery_shopping_cli.wording import language_of

Live = Callable[[str], Shell]


@pytest.mark.parametrize(
    "line, environment, language",
    [
        ("verdict", {}, "en"),
        ("verdict", {"LANG": "id_ID.UTF-8"}, "id"),
        ("verdict", {"LC_ALL": "en_GB.UTF-8", "LANG": "id_ID"}, "en"),
        ("verdict", {"LC_ALL": "", "LANG": "id"}, "id"),
        ("verdict --lang id", {"LANG": "en_US"}, "id"),
        ("--lang=en verdict", {"LANG": "id_ID"}, "en"),
        ("--lang xx verdict", {"LANG": "id_ID"}, "id"),
        ("verdict --lang", {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_locale(
    line: str, environment: dict[str, str], language: str
) -> None:
    """Help and faults come before parsing, so the choice is read from the bare words."""
    assert language_of(line.split(), environment) == language


def test_help_speaks_both_languages(shell: Shell) -> None:
    """Who reads no English must find the way to the first command."""
    assert "Take in the reasons for contact" in shell("--help")
    assert "Ambil alasan kontak" in shell("--lang", "id", "--help")
    assert "contacter yang baru" in shell("reassign", "--help", "--lang", "id")


def test_a_refusal_speaks_both_languages(live: Live) -> None:
    """A reason one cannot read is no reason."""
    shell = live("start")

    english = shell("finish", at="2026-11-09T09:00", code=1)
    indonesian = shell("finish", "--lang", "id", at="2026-11-09T09:00", code=1)

    assert "40 contacts are not performed yet" in english
    assert "masih ada 40 kontak yang belum dilaksanakan" in indonesian
    assert "jalan keluar" in indonesian


def test_the_verdict_speaks_both_languages(live: Live) -> None:
    """The page goes to a meeting where both are spoken."""
    shell = live("report")

    assert "✓ met" in shell("verdict")
    assert "✓ terpenuhi" in shell("verdict", "--lang", "id")


def test_json_keys_do_not_depend_on_the_language(live: Live) -> None:
    """A script must not break when its user changes the locale."""
    shell = live("report")

    assert shell.json("verdict", "--as-of", "2026-11-20") == shell.json(
        "verdict", "--as-of", "2026-11-20", "--lang", "id"
    )
