"""The report's own sentences, by name, and the one who says them in a language."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.statistics import Interval, percent_in_words
from mystery_shopping.values import Period
from mystery_shopping.wording import Catalogue, Plural, Sentence, tell_date
from mystery_shopping_report.sentences import SENTENCES

_PACKAGE = "mystery_shopping_report"


@attrs.frozen
class Speaker:
    """Says sentences, numbers and dates in one language, at one site."""

    language: str
    timezone: str = attrs.field(kw_only=True)

    def say(self, name: str, /, **facts: object) -> str:
        """Return the sentence of that name with the facts put in.

        Raises:
            KeyError: when there is no such sentence, or a fact is missing.
        """
        sentence: Sentence | Plural = SENTENCES[name]
        return Catalogue(_PACKAGE, language=self.language).word(sentence, facts)

    def text(self, text: Text) -> str:
        """Return a bilingual text."""
        return text.say(self.language)

    def title(self, text: Text) -> str:
        """Return a bilingual text with its first letter raised, as a title begins."""
        told = self.text(text)
        return told[:1].upper() + told[1:]

    def percent(self, value: Fraction | float | None, *, digits: int = 0) -> str:
        """Return a value from 0 to 1 in per cent, and a dash for none."""
        return "–" if value is None else self.text(percent_in_words(value, digits=digits))

    def between(self, interval: Interval | None) -> str:
        """Return from where to where, and a dash for nowhere."""
        if interval is None:
            return "–"
        return f"{self.percent(interval.low)} – {self.percent(interval.high)}"

    def day(self, day: date | None) -> str:
        """Return a day in full, and a dash for none."""
        return "–" if day is None else tell_date(day, self.language)

    def moment(self, at: datetime) -> str:
        """Return an instant on the site's clock, with the name of its zone."""
        return (
            f"{tell_date(at.astimezone(ZoneInfo(self.timezone)), self.language)} ({self.timezone})"
        )

    def month(self, period: Period) -> str:
        """Return a month spelled out."""
        return self.text(period.title)
