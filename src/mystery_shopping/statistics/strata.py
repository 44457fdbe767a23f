"""The rate customers meet: samples weighted by the traffic of their stratum, the raw one beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.model import Figure
from mystery_shopping.statistics._given import USUAL_CONFIDENCE, checked, mapping, one_tail, whole
from mystery_shopping.statistics.intervals import Interval, score_interval
from mystery_shopping.values import Share


@attrs.frozen
class Stratum:
    """One part of the traffic: its share of the whole, and the figure of its samples."""

    traffic: Share
    figure: Figure

    @property
    def key(self) -> str:
        """The code of the stratum."""
        return self.figure.key

    @property
    def is_sampled(self) -> bool:
        """Whether anything is known of it."""
        return self.figure.share.is_defined


@attrs.frozen(kw_only=True)
class StratifiedRate:
    """A rate weighted by traffic, with the `raw` share that forgets the traffic.

    `rate` is `None` when a stratum with traffic has no samples: its weight goes to no other, and
    the rate lies from `least`, were all of it zeros, to `most`, were all of it ones. `interval`
    takes that in. `variance` is that of `rate`; `None` as well when some stratum with traffic has
    a single contact, which shows no spread. `effective_count` is how many contacts of equal weight
    would tell as much as these.
    """

    raw: Share
    strata: tuple[Stratum, ...]
    rate: Fraction | None
    least: Fraction
    most: Fraction
    interval: Interval
    effective_count: Fraction
    variance: Fraction | None

    @property
    def unsampled(self) -> tuple[str, ...]:
        """The strata with traffic and without samples, in order."""
        return tuple(row.key for row in _missing(self.strata))

    @property
    def covered(self) -> Fraction:
        """The share of the traffic that lies in strata with samples."""
        return 1 - _weight(_missing(self.strata))


def stratify(
    figures: Iterable[Figure],
    traffic: Mapping[str, int],
    *,
    confidence: float | Fraction = USUAL_CONFIDENCE,
) -> StratifiedRate:
    """Return the rate of all traffic, from figures such as a recap's day parts.

    The interval is Wilson's for as many contacts of equal weight as these are worth.

    Args:
        figures: one per stratum; one with traffic and no figure counts as not sampled.
        traffic: contacts of all customers by stratum, 0 or more, together at least 1.
        confidence: more than 0, less than 1.

    Raises:
        InvalidValue: for counts that are not whole or not in order, two figures of one stratum,
            a figure without known traffic, or no traffic at all.

    Source: Cochran, *Sampling Techniques*, chapter 5; for the interval, Kish 1965.

    >>> parts = [Figure("morning", 10, Share(9, 10)), Figure("night", 10, Share(6, 10))]
    >>> weighted = stratify(parts, {"morning": 800, "night": 200})
    >>> weighted.raw.percent(), weighted.rate
    ('75 %', Fraction(21, 25))
    >>> unseen = stratify(parts, {"morning": 700, "night": 200, "noon": 100})
    >>> unseen.rate, unseen.unsampled, float(unseen.least), float(unseen.most)
    (None, ('noon',), 0.75, 0.85)
    """
    one_tail(confidence)
    return _rate(_strata(_by_key(figures), traffic), confidence)


def _rate(strata: tuple[Stratum, ...], confidence: float | Fraction) -> StratifiedRate:
    seen = [row for row in strata if row.traffic.ones and row.is_sampled]
    missing = _weight(_missing(strata))
    least = sum((row.traffic.fraction * row.figure.share.fraction for row in seen), Fraction(0))
    worth = _effective_count(seen)
    return StratifiedRate(
        raw=reduce(Share.plus, (row.figure.share for row in strata), Share(0, 0)),
        strata=strata,
        rate=None if missing else least,
        least=least,
        most=least + missing,
        interval=_interval(least, missing, worth, confidence),
        effective_count=worth,
        variance=None if missing else _variance(seen),
    )


def _effective_count(strata: list[Stratum]) -> Fraction:
    """Return how many contacts of equal weight would tell as much; 0 of none."""
    squares = sum((row.traffic.fraction**2 / _contacts(row) for row in strata), Fraction(0))
    return _weight(strata) ** 2 / squares if strata else Fraction(0)


def _interval(
    least: Fraction, missing: Fraction, worth: Fraction, confidence: float | Fraction
) -> Interval:
    """Return the interval of the part that was sampled, the other from all zeros to all ones."""
    if not worth:
        return Interval(0.0, 1.0, float(confidence))
    rate = least / (1 - missing)
    sampled = score_interval(Share(*rate.as_integer_ratio()), worth, confidence=confidence)
    seen = float(1 - missing)
    return Interval(seen * sampled.low, seen * sampled.high + float(missing), float(confidence))


def _by_key(figures: Iterable[Figure]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for place, figure in enumerate(figures):
        path = f"figures[{place}]"
        if not isinstance(figure, Figure) or figure.key in found:
            required = Text("Figure dengan kode berbeda", "a Figure with a key of its own")
            raise InvalidValue(path=path, required=required, actual=figure)
        checked(figure.share, f"{path}.share")
        whole(figure.form_count, f"{path}.form_count", least=min(1, figure.share.count))
        found[figure.key] = figure
    return found


def _strata(figures: Mapping[str, Figure], traffic: Mapping[str, int]) -> tuple[Stratum, ...]:
    mapping(traffic, "traffic")
    for key in (*figures, *traffic):
        whole(traffic.get(key), f"traffic[{key!r}]")
    total = whole(sum(traffic.values()), "sum(traffic)", least=1)
    return tuple(
        Stratum(Share(count, total), figures.get(key, Figure(key, 0, Share(0, 0))))
        for key, count in traffic.items()
    )


def _missing(strata: Iterable[Stratum]) -> list[Stratum]:
    return [row for row in strata if row.traffic.ones and not row.is_sampled]


def _weight(strata: Iterable[Stratum]) -> Fraction:
    return sum((row.traffic.fraction for row in strata), Fraction(0))


def _contacts(row: Stratum) -> int:
    return min(row.figure.form_count, row.figure.share.count)


def _variance(strata: list[Stratum]) -> Fraction | None:
    total = Fraction(0)
    for row in strata:
        rate = row.figure.share.fraction
        contacts = _contacts(row)
        if contacts < 2:
            return None
        total += row.traffic.fraction**2 * rate * (1 - rate) / (contacts - 1)
    return total
