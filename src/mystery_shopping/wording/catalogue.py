"""Catalogues of sentences: the English ones stand in the code, the Indonesian ones beside them."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from mystery_shopping.wording.formats import Filler


@attrs.frozen
class Sentence:
    """A sentence as it stands in the code, in English, found there for the catalogues."""

    one: str


@attrs.frozen
class Plural:
    """A sentence about `n` things: how it reads of one, and of any other number."""

    one: str
    many: str


@attrs.frozen
class Catalogue:
    """The sentences of a package in one language.

    `package` holds ``locale/<language>/LC_MESSAGES/<domain>.mo``; without one, as for English,
    the sentences stay as they stand in the code. Indonesian has one form for any number.

    >>> Catalogue("mystery_shopping", language="en").word(Plural("{n} day", "{n} days"), {"n": 2})
    '2 days'
    """

    package: str
    language: str = attrs.field(kw_only=True)
    domain: str = attrs.field(default="messages", kw_only=True)

    def word(self, sentence: Sentence | Plural, facts: Mapping[str, Any]) -> str:
        """Return a sentence in the language with the facts put in, in the form that `n` asks for.

        Raises:
            KeyError: when a fact is missing.
        """
        if isinstance(sentence, Plural):
            told = self._translations.ngettext(sentence.one, sentence.many, facts["n"])
        else:
            told = self._translations.gettext(sentence.one)
        return Filler(self.language).vformat(told, (), facts)

    @property
    def _translations(self) -> gettext.NullTranslations:
        return _load(self.package, self.language, self.domain)


@cache
def _load(package: str, language: str, domain: str) -> gettext.NullTranslations:
    place = files(package).joinpath("locale", language, "LC_MESSAGES", f"{domain}.mo")
    if not place.is_file():
        return gettext.NullTranslations()
    with place.open("rb") as file:
        return gettext.GNUTranslations(file)
