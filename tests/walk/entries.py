"""The entries of ARCHITECTURE.md: what it answers to "Where do I add …", and the files it names."""

from __future__ import annotations

import re

from tests.arch.source import ROOT

_SOURCE = "src/mystery_shopping"


def entries() -> dict[str, str]:
    """Return the answer to each question, such as ``a clause``."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    answers = text.partition("## Where do I add …")[2]
    return dict(re.findall(r"^\*\*… (.+?)\?\*\* (.*?)\n\n", answers, re.MULTILINE | re.DOTALL))


def places(answer: str) -> set[str]:
    """Return the files and folders an answer names, seen from the root.

    A name that is not there is a promise the page does not keep.
    """
    names = re.findall(r"`([\w./-]+/[\w./-]*)`|\(([\w./-]+\.md)\)", answer)
    found = set()
    for name in (code or link for code, link in names):
        seen = [place for place in (name, f"{_SOURCE}/{name}") if (ROOT / place).exists()]
        assert seen, f"ARCHITECTURE.md names {name}, which is not there"
        found.add(seen[0])
    return found


def is_named(file: str, named: set[str]) -> bool:
    """Tell whether a file is named, or lies in a folder that is."""
    return any(file == place or (place[-1] == "/" and file.startswith(place)) for place in named)
