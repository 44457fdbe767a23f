"""One sentence on a chart, a weighted rate, a balance or an agreement, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopping.errors import Text, join, same
from mystery_shopping.statistics._chart import WANTED_POINTS, ChartStatus, ControlChart
from mystery_shopping.statistics.agreement import Agreement, Coefficient
from mystery_shopping.statistics.balance import Balance
from mystery_shopping.statistics.strata import StratifiedRate
from mystery_shopping.statistics.words import (
    decimal_in_words,
    interval_in_words,
    percent_in_words,
)

_WANTED = f"{WANTED_POINTS[0]}–{WANTED_POINTS[1]}"
_FEW = Text(
    f"baru {{points}}; perlu {_WANTED} sebelum batas kendali dapat diandalkan",
    f"only {{points}} so far; {_WANTED} are wanted before the limits can be relied on",
)
_TRIAL = Text(
    "batas percobaan, dihitung dari titik-titik itu sendiri",
    "trial limits, computed from the points themselves",
)
_CALM = Text("tidak ada yang melebihi kebetulan", "nothing beyond chance")
_BEYOND = Text("di luar batas: {labels}", "beyond the limits: {labels}")
_PATTERN = Text("tanda lain: {labels}", "other signals: {labels}")
_ROUGH = Text(
    "titik terlalu kecil untuk batas 3 sigma, pakai batas eksak",
    "points too small for 3-sigma limits, go by the exact ones",
)

_WEIGHTED = Text(
    "menurut trafik {rate}; {likely} (tanpa bobot {raw})",
    "weighted by traffic {rate}; {likely} (raw {raw})",
)
_UNSEEN = Text(
    "tanpa sampel: {keys} ({part} trafik); menurut trafik dari {least} sampai {most} "
    "(tanpa bobot {raw})",
    "without samples: {keys} ({part} of the traffic); weighted by traffic from {least} to {most} "
    "(raw {raw})",
)

_EVEN = Text(
    "{part} kontak berada di tempatnya (paling baik {best}); selisih terbesar {key}: {actual}, "
    "seharusnya {expected}",
    "{part} of the contacts are where they were due (at best {best}); largest gap {key}: "
    "{actual}, due {expected}",
)
_NO_CONTACTS = Text("belum ada kontak", "no contacts yet")

_NAMES = {
    Coefficient.RAW: Text("kesepakatan", "agreement"),
    Coefficient.COHEN: Text("kappa Cohen", "Cohen's kappa"),
    Coefficient.SCOTT: Text("pi Scott", "Scott's pi"),
    Coefficient.FLEISS: Text("kappa Fleiss", "Fleiss' kappa"),
    Coefficient.KRIPPENDORFF: Text("alfa Krippendorff", "Krippendorff's alpha"),
    Coefficient.GWET: Text("AC1 Gwet", "Gwet's AC1"),
}
_AGREED = Text("{name} {value}", "{name} {value}")
_UNDEFINED = Text("{name} tidak terdefinisi: {reason}", "{name} is undefined: {reason}")


def chart_in_words(chart: ControlChart) -> Text:
    """Return what a chart says, and first how far it can be relied on.

    >>> from mystery_shopping.statistics import p_chart
    >>> from mystery_shopping.values import Share
    >>> chart_in_words(p_chart({"07": Share(36, 40), "08": Share(32, 44)})).en
    'only 2 points so far; 20–25 are wanted before the limits can be relied on'
    """
    is_few = chart.status is ChartStatus.TOO_FEW
    others = tuple(label for label in chart.signalled if label not in chart.beyond_limits)
    said = (
        (is_few, _FEW.fill(points=_points(sum(point.is_judged for point in chart.points)))),
        (chart.is_trial and not is_few, _TRIAL),
        (chart.is_rough and not is_few, _ROUGH),
        (chart.beyond_limits, _BEYOND.fill(labels=", ".join(chart.beyond_limits))),
        (others and not is_few, _PATTERN.fill(labels=", ".join(others))),
        (not chart.signalled and not is_few, _CALM),
    )
    return join(tuple(text for holds, text in said if holds), "; ")


def _points(count: int) -> Text:
    return Text(f"{count} titik", f"{count} point{'' if count == 1 else 's'}")


def stratified_in_words(rate: StratifiedRate, *, titles: Mapping[str, Text] | None = None) -> Text:
    """Return the weighted rate with the raw one beside, or which strata keep it from being known.

    `titles` names strata for people; one without a title goes by its key.

    >>> from mystery_shopping.model import Figure
    >>> from mystery_shopping.values import Share
    >>> from mystery_shopping.statistics import stratify
    >>> morning = [Figure("morning", 20, Share(18, 20))]
    >>> stratified_in_words(stratify(morning, {"morning": 80, "night": 20})).en
    'without samples: night (20 % of the traffic); weighted by traffic from 72 % to 92 % (raw 90 %)'
    """
    raw = percent_in_words(rate.raw.fraction) if rate.raw.is_defined else same("–")
    if rate.rate is not None:
        likely = interval_in_words(rate.interval)
        return _WEIGHTED.fill(rate=percent_in_words(rate.rate), likely=likely, raw=raw)
    named = titles or {}
    return _UNSEEN.fill(
        keys=join(tuple(named.get(key, same(key)) for key in rate.unsampled)),
        part=percent_in_words(1 - rate.covered),
        least=percent_in_words(rate.least),
        most=percent_in_words(rate.most),
        raw=raw,
    )


def balance_in_words(balance: Balance) -> Text:
    """Return how many contacts lie where they were due, and the cell that is furthest off.

    >>> from mystery_shopping.statistics import sample_balance
    >>> found = ["noon"] * 3 + ["night"]
    >>> balance_in_words(sample_balance(found, {"noon": 1, "night": 1})).en
    '75 % of the contacts are where they were due (at best 100 %); largest gap noon: 3, due 2'
    """
    if balance.evenness is None or balance.attainable is None:
        return _NO_CONTACTS
    row = balance.largest_gap
    key = " × ".join(map(str, row.key)) if isinstance(row.key, tuple) else row.key
    digits = 0 if row.expected.denominator == 1 else 1
    return _EVEN.fill(
        part=percent_in_words(balance.evenness),
        best=percent_in_words(balance.attainable),
        key=key,
        actual=row.actual,
        expected=decimal_in_words(row.expected, digits=digits),
    )


def agreement_in_words(agreement: Agreement) -> Text:
    """Return a coefficient with two decimals, raw agreement in per cent, or why there is none.

    >>> from mystery_shopping.statistics import krippendorff_alpha, raw_agreement
    >>> agreement_in_words(raw_agreement([(1, 1), (1, 0)])).id
    'kesepakatan 50 %'
    >>> agreement_in_words(krippendorff_alpha([(1, None)])).en
    "Krippendorff's alpha is undefined: nothing was rated by two people or more"
    """
    name = _NAMES[agreement.coefficient]
    if agreement.value is None:
        return _UNDEFINED.fill(name=name, reason=agreement.reason)
    is_raw = agreement.coefficient is Coefficient.RAW
    shown = percent_in_words(agreement.value) if is_raw else decimal_in_words(agreement.value)
    return _AGREED.fill(name=name, value=shown)
