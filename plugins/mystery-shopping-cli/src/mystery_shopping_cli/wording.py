"""Which language a person reads: the one asked for, else the one of the locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from mystery_shopping.errors import LANGUAGES, Text

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_CHOSEN: ContextVar[str] = ContextVar("language", default="en")


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of ``--lang`` wherever it stands, else the locale's, else English.

    The arguments are looked at before they are parsed, so that help and faults speak it too.
    """
    asked = [
        value
        for place, word in enumerate(arguments)
        for value in _lang_value(word, arguments[place + 1 : place + 2])
    ]
    if asked:
        return asked[-1]
    locale = next((environment[name] for name in _LOCALES if environment.get(name)), "")
    return "id" if locale.lower().startswith("id") else "en"


def _lang_value(word: str, following: Sequence[str]) -> Sequence[str]:
    values = following if word == "--lang" else [word.removeprefix("--lang=")]
    return [value for value in values if value in LANGUAGES]


def choose(language: str) -> None:
    """Speak that language from now on."""
    _CHOSEN.set(language)


def chosen() -> str:
    """Return the language spoken."""
    return _CHOSEN.get()


def say(text: Text) -> str:
    """Return a text in the language spoken."""
    return text.say(chosen())
