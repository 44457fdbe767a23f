"""One workbook in the making: the same sheets give the same bytes on any day and any machine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from mystery_shopping.errors import Text
from mystery_shopping.reporting import Header
from mystery_shopping.values import zone
from mystery_shopping.wording import Plural, Sentence
from mystery_shopping_forms.layout_identity import IDENTITY_SHEET, Identity, identity_rows
from mystery_shopping_forms.wording import Words
from mystery_shopping_forms.writing.sheet import Sheet
from mystery_shopping_forms.writing.styles import properties

# Text stays text: no formula, no link and no number is made of what somebody wrote.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class Book:
    """A workbook of one form in one language; moments are told on the clock of the site."""

    def __init__(self, header: Header, *, language: str, title: Sentence) -> None:
        self.header = header
        self.words = Words(language)
        self.title = self.words.say(title)
        self._site = zone(header.timezone)
        self._out = BytesIO()
        self._raw = xlsxwriter.Workbook(self._out, _OPTIONS)
        # One moment for both: who asks whether anybody saved the file since, compares them.
        written = header.as_of.replace(tzinfo=None, microsecond=0)
        self._raw.set_properties({"title": self.title, "subject": header.code, "created": written})
        self._raw.set_calc_mode("auto")
        self._styles: dict[tuple[str, bool, bool], Any] = {}

    def sheet(self, name: Text | str, *, mark: str) -> Sheet:
        """Return a new sheet, the mark in its first cell and that column out of sight."""
        sheet = Sheet(self._raw.add_worksheet(self.words.say(name)), self)
        sheet.raw.set_column(0, 0, 2, None, {"hidden": True})
        sheet.put((0, 0), mark, style="plain")
        return sheet

    def identify(self, identity: Identity) -> None:
        """Add the sheet nobody sees."""
        raw = self._raw.add_worksheet(IDENTITY_SHEET)
        for place, (key, value) in enumerate(identity_rows(identity)):
            raw.write_string(place, 0, key)
            raw.write_string(place, 1, value)
        raw.very_hidden()
        raw.protect()

    def chart(self, kind: str) -> Any:  # noqa: ANN401 - the library below has no types
        """Return a new chart of a kind XlsxWriter knows."""
        return self._raw.add_chart({"type": kind})

    def say(self, what: Sentence | Plural | Text | str, **facts: object) -> str:
        """Return what is said in the language of the form."""
        return self.words.say(what, **facts)

    def local(self, at: datetime) -> datetime:
        """Return an instant as the site's clock shows it, to the second, without a zone."""
        return at.astimezone(self._site).replace(tzinfo=None, microsecond=0)

    def style(self, name: str, *, is_input: bool = False, is_quoted: bool = False) -> Any:  # noqa: ANN401
        """Return a style of the workbook, made when it is first asked for."""
        key = (name, is_input, is_quoted)
        if key not in self._styles:
            wanted = properties(
                name, language=self.words.language, is_input=is_input, is_quoted=is_quoted
            )
            self._styles[key] = self._raw.add_format(wanted)
        return self._styles[key]

    def rule(self, look: Mapping[str, object]) -> Any:  # noqa: ANN401
        """Return the look that a conditional rule puts over a cell."""
        return self._raw.add_format(dict(look))

    def to_bytes(self) -> bytes:
        """Return the finished workbook; nothing can be added after."""
        self._raw.close()
        return self._out.getvalue()
