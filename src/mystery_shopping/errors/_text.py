"""A sentence in the two languages a QCA reads: Indonesian and English."""

from __future__ import annotations

import attrs

LANGUAGES = ("id", "en")


@attrs.frozen
class Text:
    """One sentence or title, said in Indonesian and in English.

    >>> Text("pagi", "morning").say("id")
    'pagi'
    """

    id: str
    en: str

    def say(self, language: str = "en") -> str:
        """Return the wording in `language`; anything but ``"id"`` reads English."""
        return self.id if language == "id" else self.en

    def fill(self, **facts: object) -> Text:
        """Return the text with `facts` put in; a fact that is a `Text` speaks its own language.

        >>> Text("{part} kosong", "{part} is empty").fill(part=Text("pagi", "morning")).en
        'morning is empty'
        """
        return Text(
            *(
                self.say(language).format_map(
                    {
                        name: fact.say(language) if isinstance(fact, Text) else fact
                        for name, fact in facts.items()
                    }
                )
                for language in LANGUAGES
            )
        )

    def __str__(self) -> str:
        return self.en


def same(words: object) -> Text:
    """Return a text that reads alike in both languages: a number, a code, a date."""
    return Text(str(words), str(words))


def as_text(words: object) -> Text:
    """Return a text as it is, and anything else as a text that reads alike in both languages."""
    return words if isinstance(words, Text) else same(words)


def join(texts: tuple[Text, ...], separator: str = ", ") -> Text:
    """Return the texts in a row, in both languages."""
    return Text(
        separator.join(text.id for text in texts), separator.join(text.en for text in texts)
    )
