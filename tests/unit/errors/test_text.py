"""A sentence in two languages, put together from facts."""

from mystery_shopping.errors import Text, as_text, join, same

PART = Text("pagi", "morning")


def test_a_fact_that_is_a_text_speaks_the_language_of_its_sentence() -> None:
    """Half an Indonesian sentence with English words in it helps nobody."""
    filled = Text("{part} kosong: {n}", "{part} is empty: {n}").fill(part=PART, n=3)

    assert filled == Text("pagi kosong: 3", "morning is empty: 3")


def test_braces_in_a_fact_are_left_alone() -> None:
    """A note typed by a person may hold anything, and must never be read as a template."""
    assert Text("{x}", "{x}").fill(x="{y} {0}").en == "{y} {0}"


def test_any_language_but_indonesian_reads_english() -> None:
    """A browser that asks for French gets something its user may understand."""
    assert [PART.say(language) for language in ("id", "en", "fr")] == ["pagi", "morning", "morning"]
    assert str(PART) == "morning"


def test_words_become_texts_that_read_alike() -> None:
    """Numbers, codes and dates need no translation."""
    assert same(40) == Text("40", "40")
    assert (as_text("x"), as_text(PART)) == (Text("x", "x"), PART)


def test_texts_are_joined_in_both_languages() -> None:
    """A list of day parts is one fact of a sentence."""
    assert join((PART, Text("malam", "night")), " / ") == Text("pagi / malam", "morning / night")
    assert join(()) == Text("", "")
