"""Shares, intervals and people's figures as a QCA would say them, in Indonesian and in English."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from mystery_shopping.errors import Text
from mystery_shopping.model import Figure
from mystery_shopping.statistics._given import USUAL_CONFIDENCE, checked, whole
from mystery_shopping.statistics.intervals import Interval, wilson
from mystery_shopping.values import Share

FEW_CONTACTS = 2  # with so few, a person's figure is a cue for coaching and nothing else
_MORE_DIGITS = 3

_NOTHING = Text("belum ada sampel", "no samples yet")
_LIKELY = Text("kemungkinan antara {low} dan {high}", "likely between {low} and {high}")
_HELD = Text("{likely} (keyakinan {held})", "{likely} (confidence {held})")
_SHARE = Text("{ones} dari {count} = {part}; {likely}", "{ones} of {count} = {part}; {likely}")
_MARKS = Text(
    "{ones} dari {count} nilai di {contacts} = {part}; {likely}",
    "{ones} of {count} marks in {contacts} = {part}; {likely}",
)
_CUE = Text(
    "{ones} dari {count} nilai benar di {contacts}: petunjuk untuk coaching, bukan ukuran orangnya",
    "{ones} of {count} marks right in {contacts}: a cue for coaching, not a measure of the person",
)


def share_in_words(share: Share, *, confidence: float | Fraction = USUAL_CONFIDENCE) -> Text:
    """Return the share with its count and Wilson's interval; each trial counts by itself.

    Raises:
        InvalidValue: for counts that are not whole or not in order, or a wrong confidence.

    >>> share_in_words(Share(36, 40)).id
    '36 dari 40 = 90 %; kemungkinan antara 77 % dan 96 %'
    """
    if not checked(share).is_defined:
        return _NOTHING
    likely = interval_in_words(wilson(share, confidence=confidence))
    return _SHARE.fill(
        ones=share.ones, count=share.count, part=percent_in_words(share.fraction), likely=likely
    )


def figure_in_words(figure: Figure, *, confidence: float | Fraction = USUAL_CONFIDENCE) -> Text:
    """Return a figure of the recap; with several marks a contact, its contacts make the interval.

    Raises:
        InvalidValue: for counts that are not whole or not in order, or a wrong confidence.

    >>> figure_in_words(Figure("courtesy", 40, Share(108, 120))).en
    '108 of 120 marks in 40 contacts = 90 %; likely between 77 % and 96 %'
    """
    share = checked(figure.share, "figure.share")
    contacts = whole(figure.form_count, "figure.form_count", least=min(1, share.count))
    if share.count <= contacts:
        return share_in_words(share, confidence=confidence)
    likely = interval_in_words(wilson(share, confidence=confidence, contact_count=contacts))
    return _MARKS.fill(
        ones=share.ones,
        count=share.count,
        contacts=_contacts(contacts),
        part=percent_in_words(share.fraction),
        likely=likely,
    )


def person_in_words(figure: Figure, *, confidence: float | Fraction = USUAL_CONFIDENCE) -> Text:
    """Return one person's figure: of one or two contacts a cue for coaching, without a rate.

    Raises:
        InvalidValue: for counts that are not whole or not in order, or a wrong confidence.

    Source: W-10 5.5.

    >>> person_in_words(Figure("A1", 1, Share(17, 20))).en
    '17 of 20 marks right in 1 contact: a cue for coaching, not a measure of the person'
    """
    share = checked(figure.share, "figure.share")
    if not share.is_defined or figure.form_count > FEW_CONTACTS:
        return figure_in_words(figure, confidence=confidence)
    contacts = _contacts(whole(figure.form_count, "figure.form_count", least=1))
    return _CUE.fill(ones=share.ones, count=share.count, contacts=contacts)


def interval_in_words(interval: Interval) -> Text:
    """Return between what the true share likely lies; a confidence other than 95 % is named.

    >>> interval_in_words(Interval(0.2, 0.625, 0.9)).en
    'likely between 20 % and 63 % (confidence 90 %)'
    """
    low, high = percent_in_words(interval.low), percent_in_words(interval.high)
    likely = _LIKELY.fill(low=low, high=high)
    if interval.confidence == USUAL_CONFIDENCE:
        return likely
    return _HELD.fill(likely=likely, held=percent_in_words(Fraction(str(interval.confidence))))


def percent_in_words(value: Fraction | float, *, digits: int = 0) -> Text:
    """Return a value from 0 to 1 in per cent, rounded half up, a trailing zero left off.

    What is not quite nothing, or not quite all, gets up to three digits more to show it.

    >>> percent_in_words(Fraction(1, 8)).en, percent_in_words(Fraction(199, 200)).id
    ('13 %', '99,5 %')
    """
    exact = Fraction(value)
    share = Share(exact.numerator, exact.denominator)
    shown = share.percent("en", digits)
    for more in range(1, _MORE_DIGITS + 1):
        if shown in {"0 %", "100 %"}:
            shown = share.percent("en", digits + more)
    return Text(shown.replace(".", ","), shown)


def decimal_in_words(value: Fraction | float, *, digits: int = 2) -> Text:
    """Return a number with so many decimals, rounded half away from zero.

    >>> decimal_in_words(Fraction(-1, 39)).id, decimal_in_words(Fraction(-1, 1000)).en
    ('−0,03', '0.00')
    """
    exact, scale = Fraction(value), 10**digits
    rounded = floor(abs(exact) * scale + Fraction(1, 2))
    sign = "−" if exact < 0 and rounded else ""
    whole_part, rest = divmod(rounded, scale)
    shown = f"{sign}{whole_part}" + (f".{rest:0{digits}d}" if digits else "")
    return Text(shown.replace(".", ","), shown)


def _contacts(count: int) -> Text:
    return Text(f"{count} kontak", f"{count} contact{'' if count == 1 else 's'}")
