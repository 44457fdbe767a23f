"""The page of the survivors: each with the reason why no test can notice it."""

import re
from collections.abc import Iterable
from pathlib import Path

from tools.mutation.changes import ANY, Key
from tools.place import ROOT

PAGE = ROOT / "docs" / "reference" / "mutants.md"
_ROW = re.compile(rf"^\| `([^`]+)` \| `([^`]+)` \| (?:`([^`]+)`|({ANY})) \| \S")


def explained(page: Path = PAGE) -> tuple[Key, ...]:
    """Return the survivors that the page has a reason for."""
    found = map(_ROW.match, page.read_text(encoding="utf-8").splitlines())
    return tuple(
        Key(row[1], row[2], (row[3] or row[4]).replace("\\|", "|")) for row in found if row
    )


def rows(keys: Iterable[Key]) -> str:
    """Return survivors as rows of the page, with the reason left to write."""
    shown = (key._replace(change=key.change.replace("|", "\\|")) for key in sorted(keys))
    return "\n".join(f"| `{key.module}` | `{key.function}` | `{key.change}` | |" for key in shown)
