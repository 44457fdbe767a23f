"""Figures in words: exact roundings, both languages, and what is not said of a person."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.model import Figure
from mystery_shopping.statistics import (
    Interval,
    decimal_in_words,
    figure_in_words,
    interval_in_words,
    percent_in_words,
    person_in_words,
    share_in_words,
)
from mystery_shopping.values import Share


@pytest.mark.parametrize(
    "share, indonesian, english",
    [
        (
            Share(36, 40),
            "36 dari 40 = 90 %; kemungkinan antara 77 % dan 96 %",
            "36 of 40 = 90 %; likely between 77 % and 96 %",
        ),
        (
            Share(0, 40),
            "0 dari 40 = 0 %; kemungkinan antara 0 % dan 9 %",
            "0 of 40 = 0 %; likely between 0 % and 9 %",
        ),
        (
            Share(199, 200),
            "199 dari 200 = 99,5 %; kemungkinan antara 97 % dan 99,9 %",
            "199 of 200 = 99.5 %; likely between 97 % and 99.9 %",
        ),
        (Share(0, 0), "belum ada sampel", "no samples yet"),
    ],
    ids=str,
)
def test_a_share_is_said_with_what_is_likely(share: Share, indonesian: str, english: str) -> None:
    """90 % alone sounds as if it were known."""
    text = share_in_words(share)

    assert (text.id, text.en) == (indonesian, english)


@pytest.mark.parametrize(
    "value, digits, shown",
    [
        (Fraction(1, 8), 0, "13 %"),
        (Fraction(1, 8), 1, "12.5 %"),
        (Fraction(1, 200), 0, "1 %"),
        (Fraction(1, 250), 0, "0.4 %"),
        (Fraction(399, 400), 0, "99.8 %"),
        (Fraction(1, 10**5), 0, "0.001 %"),
        (Fraction(1, 10**6), 0, "0 %"),
        (Fraction(1, 10**9), 0, "0 %"),
        (0.0, 0, "0 %"),
        (1.0, 0, "100 %"),
        (0.125, 0, "13 %"),
    ],
)
def test_nearly_nothing_and_nearly_all_are_not_rounded_away(
    value: Fraction | float, digits: int, shown: str
) -> None:
    """A manager who reads 100 % stops looking for the one that went wrong."""
    text = percent_in_words(value, digits=digits)

    assert (text.en, text.id) == (shown, shown.replace(".", ","))


def test_another_confidence_is_named() -> None:
    """Two intervals of different confidence look comparable and are not."""
    text = interval_in_words(Interval(0.7, 0.9, 0.995))

    assert text.id == "kemungkinan antara 70 % dan 90 % (keyakinan 99,5 %)"


@pytest.mark.parametrize(
    "value, digits, shown",
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "−0.13"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(5, 2), 0, "3"),
        (-0.025, 1, "0.0"),
        (1, 2, "1.00"),
    ],
)
def test_decimals_are_rounded_away_from_zero_at_the_half(
    value: Fraction | float, digits: int, shown: str
) -> None:
    """A minus in front of nothing would puzzle everybody."""
    text = decimal_in_words(value, digits=digits)

    assert (text.en, text.id) == (shown, shown.replace(".", ","))


def test_many_marks_on_few_contacts_are_said_to_be() -> None:
    """108 of 120 from 40 contacts is no surer than 36 of 40."""
    text = figure_in_words(Figure("courtesy", 40, Share(108, 120)))

    assert text.id == ("108 dari 120 nilai di 40 kontak = 90 %; kemungkinan antara 77 % dan 96 %")


@pytest.mark.parametrize("contacts", [1, 2])
def test_one_or_two_contacts_are_a_cue_for_coaching(contacts: int) -> None:
    """A rate of one contact would brand a person by one bad minute."""
    text = person_in_words(Figure("A1", contacts, Share(17 * contacts, 20 * contacts)))

    assert text.en.endswith("a cue for coaching, not a measure of the person")
    assert text.id.endswith("petunjuk untuk coaching, bukan ukuran orangnya")
    assert "%" not in text.id + text.en
    assert f"{contacts} kontak" in text.id


def test_more_contacts_of_a_person_come_with_what_is_likely() -> None:
    """Three contacts still say little, and the interval shows how little."""
    text = person_in_words(Figure("A1", 3, Share(51, 60)))

    assert text.en == "51 of 60 marks in 3 contacts = 85 %; likely between 32 % and 99 %"


def test_a_person_without_samples_has_no_figure() -> None:
    """Not tested is not bad."""
    assert person_in_words(Figure("A1", 0, Share(0, 0))).en == "no samples yet"


@pytest.mark.parametrize("figure", [Figure("x", 0, Share(1, 2)), Figure("x", 1, Share(3, 2))])
def test_figures_that_cannot_be_are_refused(figure: Figure) -> None:
    """Marks without a contact, or more ones than marks, come from a fault elsewhere."""
    with pytest.raises(InvalidValue, match=r"figure\."):
        figure_in_words(figure)
    with pytest.raises(InvalidValue, match=r"figure\."):
        person_in_words(figure)


MARKS = Figure("A1", 40, Share(108, 120))


@pytest.mark.parametrize(
    "say",
    [
        lambda: share_in_words(Share(36, 40), confidence=0.8),
        lambda: figure_in_words(Figure("A1", 40, Share(36, 40)), confidence=0.8),
        lambda: figure_in_words(MARKS, confidence=0.8),
        lambda: person_in_words(MARKS, confidence=0.8),
    ],
    ids=["share", "one mark a contact", "marks", "person"],
)
def test_the_confidence_asked_for_makes_the_interval_and_is_named(say: Callable[[], Text]) -> None:
    """Who asks for 80 % shall not read the interval of 95 %."""
    assert say().en.endswith("= 90 %; likely between 82 % and 95 % (confidence 80 %)")


@pytest.mark.parametrize("contacts, said", [(1, "in 1 contact:"), (2, "in 2 contacts:")])
def test_one_contact_is_not_said_in_the_plural(contacts: int, said: str) -> None:
    """A sentence with a slip in it is not believed in the rest, either."""
    assert said in person_in_words(Figure("A1", contacts, Share(1, 20))).en
