"""Every changelog fragment will really be read into the changelog."""

import re

from tests.arch.source import ROOT, pyproject


def test_every_fragment_has_a_declared_type() -> None:
    """A fragment of an undeclared type is left out in silence: users never hear of it."""
    settings = pyproject()["tool"]["towncrier"]
    types = "|".join(kind["directory"] for kind in settings["type"])
    allowed = re.compile(rf"(\+?[\w-]+)\.({types})(\.\d+)?\.md")
    names = {path.name for path in (ROOT / settings["directory"]).iterdir()}

    wrong = sorted(name for name in names - {"README.md"} if not allowed.fullmatch(name))

    assert wrong == [], f"a fragment is named ISSUE.TYPE.md or +WORD.TYPE.md, with one of {types}"


def test_no_fragment_is_empty() -> None:
    """An empty fragment becomes a bullet that says nothing."""
    fragments = (ROOT / "changelog.d").glob("*.md")

    assert [path.name for path in fragments if not path.read_text(encoding="utf-8").strip()] == []
