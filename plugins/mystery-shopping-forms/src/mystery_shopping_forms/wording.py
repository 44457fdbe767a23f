"""Sentences and texts in the language of a form."""

from __future__ import annotations

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.wording import Catalogue, Plural, Sentence

PACKAGE = "mystery_shopping_forms"


@attrs.frozen
class Words:
    """Says everything in one language, ``"id"`` or ``"en"``.

    >>> Words("en").say(Text("pagi", "morning"))
    'morning'
    """

    language: str

    def say(self, what: Sentence | Plural | Text | str, **facts: object) -> str:
        """Return a sentence of this package with its facts, or a text or a plain one as it is."""
        if isinstance(what, Text):
            return what.say(self.language)
        if isinstance(what, str):
            return what
        return Catalogue(PACKAGE, language=self.language).word(what, facts)
