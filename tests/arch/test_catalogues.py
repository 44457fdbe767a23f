"""The catalogues hold every sentence of the code, in words, with the same facts to put in."""

import importlib
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po

from tests.arch.source import ROOT

sys.path.insert(0, str(ROOT / "tools"))
catalogues: Any = importlib.import_module("catalogues")

FILES = [
    (package, file)
    for package in catalogues.packages()
    for file in sorted(package.glob("locale/*/LC_MESSAGES/*.po"))
]
NAMES = [str(file.relative_to(ROOT)) for _, file in FILES]


def rows(file: Path) -> Iterator[Message]:
    """Give the sentences of a catalogue."""
    with file.open("rb") as stream:
        yield from (row for row in read_po(stream, locale=file.parts[-3]) if row.id)


def placeholders(sentence: str) -> set[tuple[str, str]]:
    """Return the facts a sentence puts in, each with its form."""
    found = string.Formatter().parse(sentence)
    return {(name, form or "") for _, name, form, _ in found if name is not None}


def forms(words: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the one form of a sentence, or each of several."""
    return (words,) if isinstance(words, str) else tuple(words or ())


def test_there_are_catalogues() -> None:
    """The tests below would agree with an empty folder."""
    assert "src/mystery_shopping/locale/id/LC_MESSAGES/messages.po" in NAMES


@pytest.mark.parametrize("package, file", FILES, ids=NAMES)
def test_a_catalogue_is_as_the_code_and_its_compiled_form_as_itself(
    package: Path, file: Path
) -> None:
    """If this fails: run `python3 dev.py catalogues`."""
    assert catalogues.update(file, catalogues.extract(package)) == file.read_bytes()
    assert catalogues.compile_catalogue(file) == file.with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("file", [file for _, file in FILES], ids=NAMES)
def test_no_sentence_lacks_its_words_or_its_facts(file: Path) -> None:
    """A sentence left in English, or one that drops a fact, is found before a QCA reads it."""
    wrong = [
        row.id
        for row in rows(file)
        if not catalogues.is_translated(row)
        or any(
            not placeholders(words) <= placeholders(forms(row.id)[-1])
            for words in forms(row.string)
        )
        or placeholders(forms(row.id)[0]) - placeholders(forms(row.string)[0]) - {("n", "number")}
    ]

    assert wrong == []


@pytest.mark.parametrize("file", [file for _, file in FILES], ids=NAMES)
def test_indonesian_has_one_form_for_any_number(file: Path) -> None:
    """Tools write two by habit; the second would stay empty and a sentence fall silent."""
    plural = [row for row in rows(file) if row.pluralizable]

    assert "nplurals=1; plural=0;" in file.read_text(encoding="utf-8")
    assert all(len(forms(row.string)) == 1 for row in plural)
