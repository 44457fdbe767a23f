"""Texts in two bytes a letter, with their mark and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mystery_shopping.errors import InvalidInput
from mystery_shopping.model import ReasonRanking
from mystery_shopping_reasons import load_mapping

Read = Callable[..., ReasonRanking]
LINES = "waktu;alasan\n13/10/2026 09:00;Café\n14/10/2026 10:00;Tagihan\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_without_a_mark_are_found_and_said(read: Read, encoding: str) -> None:
    """Some programs write "Unicode text" without the mark: every other byte is zero."""
    ranking = read(LINES.encode(encoding))

    assert {reason.code for reason in ranking.reasons} == {"Café", "Tagihan"}
    assert dict(ranking.choices)["encoding"] == f"{encoding}, without a byte order mark"


@pytest.mark.parametrize("mark, encoding", [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_a_mark_says_the_order_of_bytes(read: Read, mark: bytes, encoding: str) -> None:
    """Excel's own "Unicode text" is little-endian; other systems write big-endian."""
    ranking = read(mark + LINES.encode(encoding))

    assert ranking.contact_count == 2
    assert dict(ranking.choices)["encoding"] == "utf-16"


@pytest.mark.parametrize("name", ["idna", "punycode", "unicode-escape", "undefined"])
def test_an_encoding_no_file_is_written_in_is_refused(name: str) -> None:
    """Python calls them encodings of text; one takes time that grows with the square."""
    with pytest.raises(InvalidInput) as refusal:
        load_mapping(f'[columns]\nat = "a"\nreason = "r"\n[file]\nencoding = "{name}"\n')

    assert "file.encoding" in refusal.value.say("en")
