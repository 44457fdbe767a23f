"""The page about the logs names tests that are there."""

from __future__ import annotations

import re

from tests.arch.source import ROOT

_PAGE = ROOT / "docs" / "reference" / "logs.md"
_PLACE = re.compile(r"`([\w/.-]+\.py)(?:::(\w+))?`")


def test_every_promise_is_shown_by_a_test_that_exists() -> None:
    """A promise whose test was renamed is a promise that nobody keeps watch over."""
    places = _PLACE.findall(_PAGE.read_text(encoding="utf-8"))

    wrong = [
        f"{path}::{name}"
        for path, name in places
        if not (ROOT / path).is_file()
        or (name and f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]

    assert len(places) > 15
    assert wrong == []


def test_every_wrong_log_is_counted() -> None:
    """The page says how many wrong logs prove the contract."""
    words = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    source = (ROOT / "tests/contract/test_wrong_logs.py").read_text(encoding="utf-8")
    count = len(re.findall(r'^    "[A-Z]\w+": \{', source, re.MULTILINE))

    assert f"{words.split()[count]} wrong ones" in _PAGE.read_text(encoding="utf-8")
