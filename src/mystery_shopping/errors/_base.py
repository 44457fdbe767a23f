"""The root of everything this library raises."""

from __future__ import annotations

from typing import Any, ClassVar

from mystery_shopping.errors._text import Text


class MysteryShoppingError(Exception):
    """Something this library refuses or cannot do; `code` is stable, `text` bilingual.

    Every field of an error is an attribute, and survives pickling and copying.
    """

    code: ClassVar[str] = "MS000"
    text: Text

    def __init__(self, text: Text, /, **fields: object) -> None:
        super().__init__(text.en)
        self.text = text
        for name, value in fields.items():
            setattr(self, name, value)

    def say(self, language: str = "en") -> str:
        """Return the sentence in `language`, its code in front."""
        return f"[{self.code}] {self.text.say(language)}"

    def __str__(self) -> str:
        return self.say("en")

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__.copy())


def _rebuild(
    kind: type[MysteryShoppingError], args: tuple[Any, ...], fields: dict[str, Any]
) -> MysteryShoppingError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(fields)
    return error


class Misuse(MysteryShoppingError):
    """The call is wrong, and the caller can put it right."""


class Refusal(MysteryShoppingError):
    """The domain says no; nothing has changed."""


class PortError(MysteryShoppingError):
    """Something outside the domain failed; the driver's own error is chained."""
