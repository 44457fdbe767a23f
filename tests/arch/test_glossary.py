"""Every public class is a word of the trade, and the glossary explains it."""

import re

import mystery_shopping as ms
from tests.arch.source import ROOT

ROW = re.compile(r"^\|[^|]*`(\w+)`[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)


def rows() -> dict[str, tuple[str, str, str]]:
    """Return the Indonesian term, the clause and the meaning of each class in the glossary."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    return {row[1]: (row[2].strip(), row[3].strip(), row[4].strip()) for row in ROW.finditer(text)}


def test_every_public_class_stands_in_the_glossary() -> None:
    """A name nobody can look up is a name that two people will understand differently."""
    classes = {name for name in ms.__all__ if isinstance(getattr(ms, name), type)}
    words = {name for name in classes if not issubclass(getattr(ms, name), BaseException)}

    missing = sorted(words - set(rows()))

    assert missing == [], f"docs/glossary.md needs a row for each of {missing}"


def test_every_row_of_the_glossary_is_filled() -> None:
    """A row without its Indonesian term or its meaning only looks like an explanation."""
    gaps = [word for word, (term, _clause, meaning) in rows().items() if not (term and meaning)]

    assert gaps == []
